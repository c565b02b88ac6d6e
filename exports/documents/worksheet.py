"""A blank worksheet for a team at a table: the questions, levels to tick, and room to write. Made from a framework."""

from collections.abc import Callable, Iterator
from datetime import date

from exports.phrases import document_texts, language_tag, level_words, numbered_title
from exports.typeset.document import (
    BOX,
    Block,
    Column,
    Document,
    Heading,
    Kind,
    List,
    Paragraph,
    Run,
    Runs,
    Table,
    labelled,
    plain,
    say,
)
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import write_pdf
from framework.assessing.record import Scope
from framework.instrument.model import Criterion, Framework, NotScored
from framework.language.texts import Texts

# A blank worksheet has no date; this day is the first that a zip can hold.
_NO_DAY = date(1980, 1, 1)
_ROOM, _LINE = 60, 10  # millimetres to write in: what is left of a page, one line
_STATES = (NotScored.NOT_YET_KNOWN, NotScored.NOT_IN_TEXT, NotScored.CANNOT_JUDGE, NotScored.NOT_APPLICABLE)


WRITERS: dict[str, Callable[[Document], bytes]] = {"pdf": write_pdf, "docx": write_docx}
"""The forms of a worksheet, by suffix: to print, and to fill in or change."""


def render_worksheet(framework: Framework, scope: Scope, lang: str, extension: str = "docx") -> bytes:
    """Return the worksheet for the quick scan or the whole framework; `framework` is in the language wanted.

    The same framework always gives the same bytes. Raises `KeyError` for an extension that is not one of `WRITERS`.
    """
    return WRITERS[extension](worksheet_document(framework, scope, lang))


def worksheet_document(framework: Framework, scope: Scope, lang: str) -> Document:
    """Return the worksheet as a document; phases without a question in this scope are left out."""
    t = document_texts(lang)
    title = t(f"worksheet.title.{scope}")
    return Document(
        title=title,
        language=language_tag(lang),
        day=_NO_DAY,
        header=f"{t('document.framework', title=framework.title, version=framework.version)}. {framework.status}",
        footer=title,
        page=t("document.page", page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(framework, scope, title, t)),
    )


def asked(framework: Framework, scope: Scope) -> dict[str, tuple[Criterion, ...]]:
    """Return the criteria that the worksheet asks, by the title of their phase."""
    in_scope = {p.title: tuple(c for c in p.criteria if scope is Scope.FULL or c.is_core) for p in framework.phases}
    return {title: criteria for title, criteria in in_scope.items() if criteria}


def _blocks(framework: Framework, scope: Scope, title: str, t: Texts) -> Iterator[Block]:
    phases = asked(framework, scope)
    count = sum(map(len, phases.values()))
    yield Heading(1, title)
    yield say(t("worksheet.lead", points=t("document.points", n=count)), Kind.LEAD)
    yield say(framework.title)
    yield say(framework.status, Kind.NOTE)
    yield Heading(2, t("worksheet.how"))
    yield List(tuple(plain(line) for line in t.entries["worksheet.how_lines"]), is_ordered=True)
    yield Heading(2, t("worksheet.fill"))
    yield _room(t.entries["worksheet.fields"], t("worksheet.fill_table"), t, _LINE)
    for phase, criteria in phases.items():
        yield Heading(2, phase, starts_page=True)
        for criterion in criteria:
            yield from _criterion(criterion, framework, t)
    yield Heading(2, t("worksheet.first_step"), keeps=True)
    yield _room(t.entries["worksheet.step_fields"], t("worksheet.first_step_table"), t, _LINE)


def _criterion(criterion: Criterion, framework: Framework, t: Texts) -> Iterator[Block]:
    yield Heading(3, numbered_title(criterion, framework), keeps=True)
    yield Paragraph((Run(criterion.question, strong=True),))
    if criterion.is_gate:
        yield say(t("worksheet.gate", level=criterion.gate_min), Kind.NOTE)
    yield Table(
        (Column(t("worksheet.tick"), 2), Column(t("worksheet.levels"), 5), Column(t("worksheet.descriptor"), 11)),
        tuple(((BOX,), plain(level_words(framework, d.level, t)), plain(d.text)) for d in criterion.rubric),
        t("worksheet.levels_table", title=criterion.title),
        has_row_headers=False,
    )
    yield _states(criterion, framework, t)
    yield labelled(t("worksheet.examples"), "; ".join(criterion.evidence_examples))
    yield Table(
        (Column(t("worksheet.evidence")), Column(t("worksheet.note"))),
        (((), ()),),
        t("worksheet.room_table", title=criterion.title),
        has_row_headers=False,
        least_height=_ROOM,
    )


def _states(criterion: Criterion, framework: Framework, t: Texts) -> Paragraph:
    """The ways to give no level; *not applicable* only where the criterion allows it, with its rule."""
    labels = {state.id: state.label for state in framework.states}
    runs = [Run(f"{t('worksheet.states')} ", strong=True)]
    for state in _STATES:
        if state in labels and (state is not NotScored.NOT_APPLICABLE or criterion.not_applicable):
            runs += [BOX, Run(f" {labels[state]}   ")]
    if criterion.not_applicable and NotScored.NOT_APPLICABLE in labels:
        runs.append(Run(f"({criterion.not_applicable})"))
    return Paragraph(tuple(runs))


def _room(labels: str | list[str], summary: str, t: Texts, height: int) -> Table:
    columns = (Column(t("worksheet.room_label"), 4), Column(t("worksheet.room"), 14))
    rows: tuple[tuple[Runs, ...], ...] = tuple((plain(label), ()) for label in labels)
    return Table(columns, rows, summary, least_height=height)
