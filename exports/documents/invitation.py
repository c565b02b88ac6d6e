"""An invitation on paper: who asks, why, what happens with the answers, how to take part, and a form to fill in."""

from collections.abc import Iterator
from datetime import date

from exports.phrases import document_texts, language_tag
from exports.typeset.document import (
    BOX,
    Block,
    Code,
    Column,
    Document,
    Heading,
    List,
    Paragraph,
    Run,
    Runs,
    Table,
    labelled,
    plain,
    say,
)
from exports.typeset.document import Kind as Look
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import write_pdf
from framework.assessing.beside import DISCLOSURE_THRESHOLD, Kind
from framework.instrument.model import Criterion, Framework
from framework.language.texts import Texts
from framework.practice.duration import about_minutes
from framework.practice.invitation import Invitation
from framework.practice.statements import statements

# A printed invitation has no date; this day is the first that a zip can hold.
_NO_DAY = date(1980, 1, 1)
_LINE, _ROOM = 28, 22  # millimetres: of a statement with room for a sentence, and to write some sentences in


def invitation_pdf(framework: Framework, title: str, invitation: Invitation, url: str, lang: str) -> bytes:
    """Return the invitation with its form as a tagged PDF; the same invitation always gives the same bytes."""
    return write_pdf(invitation_document(framework, title, invitation, url, lang))


def invitation_docx(framework: Framework, title: str, invitation: Invitation, url: str, lang: str) -> bytes:
    """Return the invitation with its form as DOCX; the same invitation always gives the same bytes."""
    return write_docx(invitation_document(framework, title, invitation, url, lang))


def invitation_document(framework: Framework, title: str, invitation: Invitation, url: str, lang: str) -> Document:
    """Return the invitation of the research `title` as a document in `lang`; `framework` is in that language too.

    `url`: where to answer on a phone; "" where there is no public address, and then the form is the way.
    Raises `ValueError` for a `url` that is not a web address.
    """
    t = document_texts(lang)
    heading = t("invitation.title", title=title)
    return Document(
        title=heading,
        language=language_tag(lang),
        day=_NO_DAY,
        header=f"{t('document.framework', title=framework.title, version=framework.version)}. {framework.status}",
        footer=heading,
        page=t("document.page", page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(framework, heading, invitation, url, t)),
        kicker=t("invitation.kicker"),
    )


def _blocks(framework: Framework, heading: str, invitation: Invitation, url: str, t: Texts) -> Iterator[Block]:
    asked = statements(framework)
    yield Heading(1, heading)
    yield say(t("invitation.lead", minutes=t("agenda.minutes", n=about_minutes(len(asked)))), Look.LEAD)
    yield Heading(2, t("invitation.about"))
    yield say(invitation.summary)
    yield labelled(t("invitation.asker"), invitation.asker)
    yield labelled(t("invitation.why"), invitation.why)
    yield labelled(t("invitation.contact"), invitation.contact)
    yield from _take_part(invitation, url, t)
    yield Heading(2, t("invitation.know"), keeps=True)
    yield List(tuple(plain(line) for line in _know(invitation, len(asked), url, t)))
    yield from _form(framework, asked, invitation, t)


def _know(invitation: Invitation, count: int, url: str, t: Texts) -> Iterator[str]:
    """What a professional should know before the first statement, a sentence or two each."""
    yield t("invitation.minutes", minutes=t("agenda.minutes", n=about_minutes(count)), n=count)
    yield from t.entries["invitation.know_lines"]
    yield t("invitation.least", least=DISCLOSURE_THRESHOLD)
    if invitation.kind is Kind.GROUP:
        yield t("invitation.group")
    elif url and invitation.kind is Kind.OPEN:
        yield t("invitation.open")
    elif url:
        yield t("invitation.personal")
    yield t("invitation.expires", day=invitation.until(t))
    yield t("invitation.promised", day=t.day(invitation.promised)) if invitation.promised else t("invitation.told")


def _take_part(invitation: Invitation, url: str, t: Texts) -> Iterator[Block]:
    yield Heading(2, t("invitation.take_part"), keeps=True)
    if url:
        yield say(t("invitation.scan"))
        yield Code(url, t("invitation.code", url=url))
        yield Paragraph((Run(url, link=url),))
        yield say(t("invitation.or_paper", asker=invitation.asker))
    else:
        yield say(t("invitation.paper", asker=invitation.asker))


def _form(framework: Framework, asked: tuple[Criterion, ...], invitation: Invitation, t: Texts) -> Iterator[Block]:
    yield Heading(2, t("invitation.form"), starts_page=True)
    yield say(t("invitation.how"))
    yield say(t("invitation.no_name"))
    if invitation.research_question:
        yield labelled(t("invitation.research_question"), invitation.research_question)
    yield _statements(framework, asked, t)
    for key in ("missing", "question"):
        yield Heading(3, t(f"invitation.{key}"), keeps=True)
        title = Column(t("invitation.room"))
        yield Table((title,), (((),),), t(f"invitation.{key}"), has_row_headers=False, least_height=_ROOM)
    yield say(t("invitation.thanks", asker=invitation.asker))


def _statements(framework: Framework, asked: tuple[Criterion, ...], t: Texts) -> Table:
    """A row for each statement, under its number: the words, a box at each answer, and room to write."""
    scale = framework.professional_scale
    boxes = tuple(part for answer in (*(level.label for level in scale.levels), scale.unsure) for part in _box(answer))
    columns = Column(t("invitation.stated"), 10), Column(t("invitation.choose"), 7), Column(t("invitation.remark"), 13)
    rows = tuple(
        (plain(t("invitation.statement", number=number, text=criterion.professional_statement)), boxes[:-1], ())
        for number, criterion in enumerate(asked, 1)
    )
    return Table(columns, rows, t("invitation.statements_table"), least_height=_LINE)


def _box(answer: str) -> Runs:
    return BOX, Run(f" {answer}"), Run("\n")
