"""What a closed check or a table of professionals said: their answers, what to talk about, and what changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exports.phrases import document_texts, language_tag
from exports.typeset.document import Block, Column, Document, Heading, List, Run, Runs, Table, labelled, plain, say
from exports.typeset.document import Kind as Look
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import write_pdf
from framework.assessing.beside import CROWD, DISCLOSURE_THRESHOLD, Kind, Results, TableNotes, Told
from framework.instrument.model import Criterion, Framework
from framework.language.phrases import mid_sentence
from framework.language.texts import Texts
from framework.practice.invitation import Invitation
from framework.practice.opinions import agreement_line, opinion_counts
from framework.practice.statements import statements
from framework.practice.talk import pick_topics
from framework.practice.together import name_of


def group_pdf(  # noqa: PLR0917 - what a closed check holds, in the order in which it came about
    framework: Framework,
    title: str,
    invitation: Invitation,
    results: Results,
    table_notes: Mapping[str, TableNotes],
    told: Told | None,
    lang: str,
    *,
    began: date | None = None,
) -> bytes:
    """Return the report of a closed check as a tagged PDF; the same results always give the same bytes."""
    return write_pdf(group_document(framework, title, invitation, results, table_notes, told, lang, began=began))


def group_docx(  # noqa: PLR0917 - what a closed check holds, in the order in which it came about
    framework: Framework,
    title: str,
    invitation: Invitation,
    results: Results,
    table_notes: Mapping[str, TableNotes],
    told: Told | None,
    lang: str,
    *,
    began: date | None = None,
) -> bytes:
    """Return the report of a closed check as DOCX; the same results always give the same bytes."""
    return write_docx(group_document(framework, title, invitation, results, table_notes, told, lang, began=began))


def group_document(  # noqa: PLR0917 - what a closed check holds, in the order in which it came about
    framework: Framework,
    title: str,
    invitation: Invitation,
    results: Results,
    table_notes: Mapping[str, TableNotes],
    told: Told | None,
    lang: str,
    *,
    began: date | None = None,
) -> Document:
    """Return what a closed check of the research `title` says, as a document; `framework` is in the language wanted.

    `table_notes`: what a table says, by criterion id; `told`: what was done with the answers, where that is known yet;
    `began`: the day on which it began, which is in its name.
    """
    t = document_texts(lang)
    heading = t("group.title", title=title)
    facts = {"sent": str(results.sent), "closed": t.day(results.closed), "version": framework.version}
    return Document(
        title=heading,
        language=language_tag(lang),
        day=results.closed,
        header=f"{t('document.framework', title=framework.title, version=framework.version)}. {framework.status}",
        footer=heading,
        page=t("document.page", page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(framework, heading, _Check(invitation, results, table_notes, told, began), t)),
        kicker=t("group.kicker.group" if invitation.kind is Kind.GROUP else "group.kicker.check"),
        facts=tuple((t(f"group.fact.{key}"), words) for key, words in facts.items()),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """All that a closed check holds."""

    invitation: Invitation
    results: Results
    table_notes: Mapping[str, TableNotes]
    told: Told | None
    began: date | None


def _blocks(framework: Framework, heading: str, check: _Check, t: Texts) -> Iterator[Block]:
    results, invitation = check.results, check.invitation
    yield Heading(1, heading)
    yield say(t("group.lead", n=results.sent, day=t.day(results.closed)), Look.LEAD)
    yield say(t("group.intro"))
    if results.unreadable:
        yield say(t("ui.check.unreadable", n=results.unreadable))
    if check.began:
        yield labelled(t("group.named"), name_of(invitation.kind, check.began, invitation.of_day, t))
    if invitation.research_question:
        yield labelled(t("invitation.research_question"), invitation.research_question)
    yield labelled(t("invitation.asker"), invitation.asker)
    yield labelled(t("invitation.why"), invitation.why)
    yield from _told(check.told, t)
    yield from _talk(framework, results, t)
    yield from _answers(framework, results, t)
    yield from _texts(framework, results, t)
    yield from _table_notes(framework, check.table_notes, t)
    yield Heading(2, t("group.limits"), keeps=True)
    yield List(tuple(plain(line) for line in _limits(framework, invitation, t)))


def _told(told: Told | None, t: Texts) -> Iterator[Block]:
    if told:
        yield Heading(2, t("group.told"))
        yield say(told.text)
        if told.by:
            yield labelled(t("group.told_by"), told.by)


def _talk(framework: Framework, results: Results, t: Texts) -> Iterator[Block]:
    """What to talk about, as the screen of a group names it; who differs is never shown."""
    topics = pick_topics(results, statements(framework))
    yield Heading(2, t("group.talk"))
    for key, found in (("group.apart", topics.differ), ("group.not_yet", topics.low)):
        if found:
            yield say(t(key))
            yield List(tuple(plain(_words(criterion)) for criterion in found))
    if not (topics.differ or topics.low):
        yield say(t("group.none_apart") if results.distributions or results.nearly_all else t("group.nothing_shown"))


def _answers(framework: Framework, results: Results, t: Texts) -> Iterator[Block]:
    """The distribution of every statement that may be shown, then those that may not."""
    shown = [(c, s) for c in statements(framework) if (s := results.distributions.get(c.id))]
    nearly_all = [(c, a) for c in statements(framework) if (a := results.nearly_all.get(c.id))]
    withheld = [c for c in statements(framework) if c.id not in {*results.distributions, *results.nearly_all}]
    yield Heading(2, t("group.answers"))
    if shown:
        found = results.distributions.values()
        counts = [(c, opinion_counts(distribution, framework, t, found)) for c, distribution in shown]
        columns = (Column(t("group.statement"), 10), *(Column(answer, 4) for answer, _ in counts[0][1]))
        rows = tuple((plain(_words(c)), *(plain(str(number)) for _, number in row)) for c, row in counts)
        yield Table(columns, rows, t("group.answers_table"))
    if nearly_all:
        yield say(t("mirror.nearly_all_lead", crowd=CROWD))
        said = ((_words(criterion), mid_sentence(agreement_line(agreement, t))) for criterion, agreement in nearly_all)
        yield List(tuple(plain(t("group.nearly_all", statement=words, said=line)) for words, line in said))
    if withheld:
        yield say(t("group.withheld", n=len(withheld), least=DISCLOSURE_THRESHOLD))
        yield List(tuple(plain(_words(criterion)) for criterion in withheld))


def _texts(framework: Framework, results: Results, t: Texts) -> Iterator[Block]:
    """What people wrote, in no order and apart from their answers."""
    if not results.has_texts:
        return
    remarks = [(c, texts) for c in statements(framework) if (texts := results.remarks_at(c.id))]
    yield Heading(2, t("group.texts"), starts_page=True)
    for criterion, texts in remarks:
        yield Heading(3, _words(criterion))
        yield _list(texts)
    for key, texts in (("missing", results.missing), ("questions", results.questions)):
        if texts:
            yield Heading(3, t(f"group.{key}"))
            yield _list(texts)


def _table_notes(framework: Framework, table_notes: Mapping[str, TableNotes], t: Texts) -> Iterator[Block]:
    gathered = [(c, h) for c in framework.criteria if (h := table_notes.get(c.id)) and (h.heard or h.changes)]
    if gathered:
        yield Heading(2, t("group.table_notes"))
        columns = (Column(t("group.point"), 5), Column(t("agenda.heard"), 7), Column(t("agenda.changes"), 7))
        rows = tuple((plain(c.title), _heard(h, t), plain(h.changes or "")) for c, h in gathered)
        yield Table(columns, rows, t("group.table_notes_table"))


def _heard(notes: TableNotes, t: Texts) -> Runs:
    """What was heard, and which way that points where somebody said so."""
    if notes.direction is None:
        return plain(notes.heard or "")
    direction = t("group.direction", direction=t(f"direction.{notes.direction}"))
    return Run(f"{notes.heard} " if notes.heard else ""), Run(direction, emphasis=True)


def _limits(framework: Framework, invitation: Invitation, t: Texts) -> Iterator[str]:
    yield from t.entries["group.limit_lines"]
    yield t("group.limit_least", least=DISCLOSURE_THRESHOLD)
    if invitation.kind is Kind.OPEN:
        yield t("group.limit_open")
    yield framework.status


def _list(texts: tuple[str, ...]) -> List:
    return List(tuple(plain(text) for text in texts))


def _words(criterion: Criterion) -> str:
    return criterion.professional_statement or criterion.title
