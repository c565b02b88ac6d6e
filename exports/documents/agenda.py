"""The agenda of a question table on paper: the time plan, the roles, and every point with room to write."""

from collections.abc import Iterator, Sequence

from exports.phrases import document_texts, language_tag, level_name, numbered_title
from exports.typeset.document import (
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
from framework.language.texts import Texts
from framework.practice.agenda import PEOPLE, Agenda, Point, RoundPlan, Seat, ground_line
from framework.practice.together import source_line

_ROOM, _LARGE_ROOM, _LINE = 26, 60, 11  # millimetres to write in: some sentences, half a page, one line


def agenda_pdf(agenda: Agenda, lang: str) -> bytes:
    """Return the agenda as a tagged PDF; the same agenda always gives the same bytes."""
    return write_pdf(agenda_document(agenda, lang))


def agenda_docx(agenda: Agenda, lang: str) -> bytes:
    """Return the agenda as DOCX, to change before it is printed; the same agenda always gives the same bytes."""
    return write_docx(agenda_document(agenda, lang))


def agenda_document(agenda: Agenda, lang: str) -> Document:
    """Return the agenda as a document in `lang`; the framework's texts are in the language of the agenda."""
    t, framework = document_texts(lang), agenda.framework
    facts = {
        "minutes": t("agenda.minutes", n=agenda.minutes),
        "people": t("agenda.professionals", n=PEOPLE),
        "points": t("document.points", n=len(agenda.points)),
        "version": framework.version,
    }
    return Document(
        title=t("agenda.title", project=agenda.project),
        language=language_tag(lang),
        day=agenda.day,
        header=f"{t('document.framework', title=framework.title, version=framework.version)}. {framework.status}",
        footer=t("agenda.title", project=agenda.project),
        page=t("document.page", page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(agenda, t)),
        kicker=t("agenda.kicker"),
        facts=tuple((t(f"agenda.fact.{key}"), words) for key, words in facts.items()),
    )


def _blocks(agenda: Agenda, t: Texts) -> Iterator[Block]:
    yield Heading(1, t("agenda.title", project=agenda.project))
    yield say(t("agenda.lead", minutes=t("agenda.minutes", n=agenda.minutes), people=PEOPLE), Kind.LEAD)
    yield say(t("agenda.intro"))
    yield say(t("agenda.without_mirror") if agenda.sent is None else t("agenda.from_mirror", n=agenda.sent))
    if agenda.shown:
        yield say(source_line(agenda.shown, t), Kind.NOTE)
    yield Heading(2, t("agenda.plan"))
    yield _plan(agenda, t)
    yield Heading(2, t("agenda.rules"), keeps=True)
    yield List(tuple(plain(line) for line in t.entries["agenda.rule_lines"]))
    yield Heading(2, t("agenda.seats"), keeps=True)
    yield _seats(t)
    for plan in agenda.rounds:
        yield from _round(plan, agenda, t)
    yield from _harvest(t)
    yield Heading(2, t("agenda.limits"), keeps=True)
    yield List(tuple(plain(line) for line in (*t.entries["agenda.limit_lines"], agenda.framework.status)))


def _plan(agenda: Agenda, t: Texts) -> Table:
    rows = (
        (
            plain(t("agenda.starts", minutes=slot.starts)),
            plain(t("agenda.starts", minutes=slot.minutes)),
            (Run(t(f"agenda.step.{slot.step}"), strong=True),),
            plain(t(f"agenda.does.{slot.step}")),
        )
        for slot in agenda.slots
    )
    columns = _columns(t.entries["agenda.plan_columns"], (2, 2, 5, 9))
    return Table(columns, tuple(rows), t("agenda.plan_table"), has_row_headers=False)


def _seats(t: Texts) -> Table:
    rows = tuple((plain(t(f"agenda.seat.{seat}")), plain(t(f"agenda.task.{seat}")), ()) for seat in Seat)
    columns = _columns(t.entries["agenda.seats_columns"], (4, 9, 5))
    return Table(columns, rows, t("agenda.seats_table"), least_height=_LINE)


def _round(plan: RoundPlan, agenda: Agenda, t: Texts) -> Iterator[Block]:
    step = t(f"agenda.step.{plan.round}")
    yield Heading(2, t("agenda.round_title", step=step, minutes=t("agenda.minutes", n=plan.minutes)))
    for point in plan.points:
        yield from _point(point, agenda, t)
    if not plan.points:
        yield say(t(f"agenda.does.{plan.round}"), Kind.NOTE)
        yield say(t("agenda.empty"))
        yield _room(t("agenda.own_point"), _LARGE_ROOM, t)


def _point(point: Point, agenda: Agenda, t: Texts) -> Iterator[Block]:
    yield Heading(3, numbered_title(point.criterion, agenda.framework), keeps=True)
    yield Paragraph((Run(f"{t('agenda.ask')}:", strong=True),))
    yield List(tuple((Run(question, strong=True),) for question in point.questions))
    yield labelled(t("agenda.why"), ground_line(point, agenda.framework, t))
    if point.next_level is not None:
        name = level_name(agenda.framework, point.next_level)
        yield labelled(t("agenda.next_level", level=point.next_level, name=name), point.descriptor)
    yield _room(point.criterion.title, _ROOM, t)


def _room(title: str, height: int, t: Texts) -> Table:
    columns = (Column(t("agenda.heard")), Column(t("agenda.changes")))
    return Table(columns, (((), ()),), t("agenda.room_table", title=title), False, height)


def _harvest(t: Texts) -> Iterator[Block]:
    yield Heading(2, t("agenda.harvest"), starts_page=True)
    yield say(t("agenda.harvest_intro"))
    columns = _columns(t.entries["agenda.harvest_columns"], (5, 13))
    rows: tuple[tuple[Runs, ...], ...] = tuple((plain(line), ()) for line in t.entries["agenda.harvest_fields"])
    yield Table(columns, rows, t("agenda.harvest_table"), least_height=_ROOM)


def _columns(titles: Sequence[str], shares: Sequence[int]) -> tuple[Column, ...]:
    return tuple(Column(title, share) for title, share in zip(titles, shares, strict=True))
