"""The invitation on paper: plain words about who asks and what happens, a way in, and a form that asks everything."""

import io
from datetime import date
from pathlib import Path
from typing import TypeVar

import docx
import pytest
from docx.oxml.ns import qn

from exports.documents.invitation import invitation_document, invitation_docx, invitation_pdf
from exports.drawing.qr import qr_png
from exports.typeset.document import BOX, Block, Code, Document, Heading, List, Paragraph, Run, Table, labelled
from exports.typeset.docx_writer import write_docx
from exports.typeset.flow.lines import set_runs
from exports.typeset.flow.style import BODY
from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.practice.invitation import Invitation
from framework.practice.readability import Ease, read_ease, sentences_of, words_of
from tests.exports.drawing.specimens import HOSTILE
from tests.exports.pages import faults, heard
from tests.exports.papers import check_docx, check_pdf, said
from tests.framework.strategies import shipped
from tests.sample import load, sample

URL = "https://kader.example.org/p/3fK9xQ2mVb7LrT0sYwZa1c"
TITLE = "Een verzonnen onderzoek"
LONGEST = 15
T = TypeVar("T", bound=Block)


def invitation(kind: Kind = Kind.OPEN, promised: date | None = None, text: str = "Een verzonnen tekst.") -> Invitation:
    return Invitation.model_construct(
        kind=kind,
        language="nl",
        summary=text,
        asker="Een verzonnen hogeschool",
        why=text,
        contact="vragen@example.org",
        expires=date(2026, 12, 18),
        promised=promised,
        people=None,
    )


def made(language: str = "nl", url: str = URL, title: str = TITLE, **more: object) -> Document:
    framework = shipped().in_language(language)
    return invitation_document(framework, title, invitation(**more), url, language)  # pyright: ignore[reportArgumentType]


def blocks(document: Document, kind: type[T]) -> list[T]:
    return [block for block in document.blocks if isinstance(block, kind)]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("url", [URL, ""])
def test_invitation_is_flawless_in_both_forms(language: str, url: str) -> None:
    document = made(language, url)
    check_pdf(document)
    check_docx(document)


def test_invitation_says_who_asks_why_how_long_and_what_happens() -> None:
    text = said(made(promised=date(2027, 1, 15)))
    wanted = [
        "Helpt dit onderzoek jouw werk? Zeg het in 5 minuten.",
        "Wie vraagt het: Een verzonnen hogeschool",
        "Waarom wij dit vragen: Een verzonnen tekst.",
        "Vragen of zorgen: vragen@example.org",
        "Stoppen mag altijd, tot je alles verstuurt.",
        "Wat je schrijft, wordt gelezen.",
        "We laten pas iets zien als 4 mensen of meer hebben gekozen.",
        "Meedoen kan tot en met 18 december 2026.",
        "Op 15 januari 2027 hoor je wat we ermee doen.",
    ]
    assert [words for words in wanted if words not in text] == []
    assert shipped().framework.status in made().header


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.OPEN, "Deze link is voor iedereen. Vul hem één keer in."),
        (
            Kind.PERSONAL,
            "Deze link is alleen voor jou. Wie jou uitnodigt, kan zien dat hij is gebruikt. Niet wat je koos.",
        ),
        (Kind.GROUP, "Eerst vult iedereen dit alleen in. Daarna praten we samen."),
    ],
)
def test_invitation_fits_its_kind(kind: Kind, words: str) -> None:
    others = {t for t in (texts("nl")(f"invitation.{other}") for other in Kind) if t != words}
    text = said(made(kind=kind))
    assert words in text
    assert [other for other in others if other in text] == []


def test_invitation_without_a_link_speaks_of_no_link() -> None:
    assert "link" not in said(made(url="")).lower()


def test_invitation_without_a_promised_day_promises_to_tell_later() -> None:
    assert "Later hoor je wat we ermee doen." in said(made())


# --- the way in


def test_link_and_code_lead_to_the_same_address() -> None:
    document = made()
    (code,) = blocks(document, Code)
    links = [run.link for b in blocks(document, Paragraph) for run in b.runs if run.link]
    assert (code.url, links) == (URL, [URL])


def test_code_is_named_for_those_who_cannot_see_it() -> None:
    pictures = [found.words for page in heard(invitation_pdf_of(URL)) for found in page if found.kind == "Figure"]
    assert pictures == [f"QR-code. Die gaat naar: {URL}"]
    picture = docx.Document(io.BytesIO(write_docx(made()))).element.body.find(f".//{qn('wp:docPr')}")
    assert picture.get("descr") == f"QR-code. Die gaat naar: {URL}"


def invitation_pdf_of(url: str) -> bytes:
    return invitation_pdf(shipped().framework, TITLE, invitation(), url, "nl")


def test_code_stands_on_the_first_page() -> None:
    assert "Figure" in {found.kind for found in heard(invitation_pdf_of(URL))[0]}


def test_without_an_address_there_is_the_form_alone() -> None:
    document = made(url="")
    assert blocks(document, Code) == []
    assert "Vul het formulier in. Geef het daarna aan: Een verzonnen hogeschool." in said(document)
    assert "telefoon" not in said(document)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "kader.example.org/p/x", "https://"])
def test_only_a_web_address_becomes_a_code(url: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        made(url=url)


def test_picture_of_a_code_is_always_the_same() -> None:
    assert qr_png(URL) == qr_png(URL)
    assert qr_png(URL) != qr_png(URL + "x")


# --- the form


def form(document: Document) -> Table:
    """The table of the statements."""
    return next(table for table in blocks(document, Table) if table.has_row_headers)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_form_asks_every_statement_with_a_box_beside_every_answer(language: str) -> None:
    framework = shipped().in_language(language)
    rows = form(made(language)).rows
    core = [c for c in framework.criteria if c.is_core]
    asked = ["".join(run.text for run in row[0]) for row in rows]
    assert asked == [f"{number}. {c.professional_statement}" for number, c in enumerate(core, 1)]
    scale = framework.professional_scale
    answers = [*(level.label for level in scale.levels), scale.unsure]
    for row in rows:
        assert "".join(run.text for run in row[1]) == "\n".join(f"☐ {answer}" for answer in answers)
        assert [run for run in row[1] if run.is_box] == [BOX] * 5
        assert row[2] == ()  # room to write


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("question", [None, "Hoe beslissen wijkteams samen met inwoners over hulp?"])
def test_form_of_nine_statements_is_two_pages(language: str, question: str | None) -> None:
    asks = invitation().model_copy(update={"research_question": question})
    pages = heard(invitation_pdf(shipped().in_language(language), TITLE, asks, URL, language))
    heads = [[found.words for found in page if found.kind == "H2"] for page in pages]
    assert heads[-2] == [texts(language)("invitation.form")]
    assert texts(language)("invitation.thanks", asker=asks.asker) in [found.words for found in pages[-1]]


def test_boxes_are_larger_than_the_words_beside_them() -> None:
    def width(run: Run) -> float:
        (line,) = set_runs((run,), BODY, "nl")
        return line.segments[0].width

    assert width(BOX) == pytest.approx(1.4 * width(Run("☐")))


def test_form_says_what_the_research_asks_just_before_the_first_statement() -> None:
    asks = invitation().model_copy(update={"research_question": "Wat helpt een team?"})
    document = invitation_document(shipped().in_language("nl"), TITLE, asks, URL, "nl")
    shown = labelled("De vraag van het onderzoek", "Wat helpt een team?")
    assert document.blocks.count(shown) == 1
    follows = document.blocks[document.blocks.index(shown) + 1]
    assert follows == form(document)


def test_form_of_a_check_from_before_asks_no_question_of_the_research() -> None:
    assert "De vraag van het onderzoek" not in str(made())


def test_form_has_room_for_a_remark_what_is_missing_and_a_question_of_ones_own() -> None:
    document = made()
    rooms = [b.least_height for b in blocks(document, Table) if b.rows == (((),),)]
    assert (form(document).least_height, rooms) == (28, [22] * 2)
    assert said(document).index("Wat mis je?") < said(document).index("Heb je zelf een vraag uit je werk?")


def test_form_begins_on_a_sheet_of_its_own() -> None:
    assert [b.text for b in blocks(made(), Heading) if b.starts_page] == ["Het formulier"]


def test_form_follows_the_scale_of_its_framework(tmp_path: Path) -> None:
    framework = load(tmp_path, sample(phases=2)).framework
    document = invitation_document(framework, TITLE, invitation(), "", "nl")
    assert said(document).count("☐") == 2 * 3  # two core statements, two answers and "I do not know"


# --- words


def own_words(language: str) -> list[str]:
    """Every sentence of the invitation and its form that is ours, with an answer in each blank."""
    blanks = {"n": 9, "minutes": 5, "least": 4, "day": "18 december 2026", "asker": "het team", "number": 3}
    skipped = {"invitation.title", "invitation.statement", "invitation.code", "invitation.minutes.one"}
    entries = {key: text for key, text in texts(language).entries.items() if key.startswith("invitation.")}
    lines = [
        line
        for key, text in entries.items()
        if key not in skipped
        for line in ([text] if isinstance(text, str) else text)
    ]
    return [sentence for line in lines for sentence in sentences_of(line.format(**blanks))]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_for_professionals_is_short(language: str) -> None:
    assert [sentence for sentence in own_words(language) if len(words_of(sentence)) > LONGEST] == []
    assert len(own_words(language)) > 40


def test_words_for_professionals_are_easy_as_a_whole() -> None:
    found = read_ease("\n".join(own_words("nl")), "nl")
    assert isinstance(found, Ease)
    assert found.is_easy


# --- hostile


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_and_never_interpreted(text: str) -> None:
    document = made(title=text, text=text)
    check_docx(document)
    assert faults(invitation_pdf(shipped().framework, text, invitation(text=text), URL, "nl")) == []


def test_files_are_what_their_names_say() -> None:
    assert invitation_pdf_of("").startswith(b"%PDF-")
    assert invitation_docx(shipped().framework, TITLE, invitation(), URL, "nl") == write_docx(made())


def test_list_says_what_to_know_in_the_order_of_a_reader() -> None:
    (known,) = blocks(made(), List)
    assert known.items[0][0].text.startswith("Het kost je ongeveer 5 minuten. Je leest 9")
