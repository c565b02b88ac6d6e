"""The report of a closed check: every answer that may be shown, none that may not, and what comes of it."""

import re
from datetime import date

import pytest

from exports.documents.group import group_document, group_docx, group_pdf
from exports.typeset.document import Document, Heading, List, Table
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import write_pdf
from framework.assessing.beside import Agreement, Direction, Distribution, Kind, Results, TableNotes, Told
from framework.practice.invitation import Invitation
from framework.practice.statements import statements
from tests.closed_checks import DAY, closed, distribution
from tests.exports.drawing.specimens import HOSTILE
from tests.exports.pages import faults
from tests.exports.papers import check_docx, check_pdf, said
from tests.framework.strategies import shipped

TITLE = "Een verzonnen onderzoek"
IDS = [criterion.id for criterion in statements(shipped().framework)]
APART = distribution(2, 1, 0, 3, unsure=1, remarks=("Dit helpt echt.", "Ik mis tijd."))
CLOSE = distribution(0, 0, 3, 2)
RESULTS = closed(
    {IDS[0]: APART, IDS[1]: CLOSE}, sent=7, missing=("Meer tijd.",), questions=("Hoe vaak komen jullie langs?",)
)
TABLE_NOTES = {IDS[0]: TableNotes(heard="Het gaat over tijd.", changes="De vraag wordt smaller."), IDS[3]: TableNotes()}
TOLD = Told(text="We hebben het plan aangepast.", by="Een verzonnen team")


def invitation(kind: Kind = Kind.GROUP, text: str = "Een verzonnen reden.") -> Invitation:
    fields = {"kind": kind, "language": "nl", "asker": "Een verzonnen team", "promised": None, "people": None}
    return Invitation.model_construct(**fields, summary=text, why=text, contact=text, expires=DAY)


def made(
    results: Results = RESULTS, language: str = "nl", kind: Kind = Kind.GROUP, told: Told | None = TOLD
) -> Document:
    framework = shipped().in_language(language)
    return group_document(framework, TITLE, invitation(kind), results, TABLE_NOTES, told, language)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def below(document: Document, heading: str) -> list[str]:
    """The items of the first list below a heading."""
    place = next(n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.text == heading)
    found = next(block for block in document.blocks[place:] if isinstance(block, List))
    return ["".join(run.text for run in item) for item in found.items]


def cells(table: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


def words(identifier: str) -> str:
    return shipped().framework.by_id[identifier].professional_statement or ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_is_flawless_in_both_forms(language: str) -> None:
    check_pdf(made(language=language))
    check_docx(made(language=language))


def test_report_says_how_many_sent_and_until_when() -> None:
    assert "7 professionals stuurden antwoorden in, tot en met 22 november 2026" in said(made())
    assert "1 professional stuurde antwoorden in" in said(made(closed({}, sent=1)))


def test_report_names_its_check_by_how_people_took_part_and_when_it_began() -> None:
    framework, second = shipped().in_language("nl"), invitation().model_copy(update={"of_day": 2})
    held = (framework, TITLE, second, RESULTS, TABLE_NOTES, TOLD, "nl")
    named = group_document(*held, began=date(2026, 11, 20))
    assert "Praktijktoets: Samen in een groep, begonnen op 20 november 2026 (nummer 2)" in said(named)


def test_every_statement_that_may_be_shown_shows_all_its_answers() -> None:
    table = next(block for block in made().blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == [
        "Uitspraak",
        *("Klopt niet", "Klopt een beetje", "Klopt grotendeels", "Klopt helemaal", "Weet ik niet"),
    ]
    assert cells(table) == [[words(IDS[0]), "2", "1", "0", "3", "1"], [words(IDS[1]), "0", "0", "3", "2", "0"]]


def test_withheld_statements_are_named_with_the_reason_and_without_a_number() -> None:
    document = made()
    assert "Bij deze 7 uitspraken kozen minder dan 4 mensen een antwoord. Daarom laten we niets zien." in said(document)
    assert below(document, "De antwoorden per uitspraak") == [words(identifier) for identifier in IDS[2:]]


def test_check_with_every_statement_shown_withholds_none() -> None:
    document = made(closed(dict.fromkeys(IDS, CLOSE)))
    assert "Daarom laten we niets zien" not in said(document)


def test_statements_on_which_people_differ_are_to_talk_about() -> None:
    assert below(made(), "Om over te praten") == [words(IDS[0])]
    text = said(made(closed({IDS[1]: CLOSE})))
    assert "Bij geen enkele uitspraak liggen de antwoorden ver uit elkaar." in text


def test_statement_where_most_answer_low_is_to_talk_about_too() -> None:
    # all six chose one of the two lowest answers, one level apart: nobody differs
    low = Distribution(levels={0: 3, 1: 3, 2: 0, 3: 0}, unsure=0)
    document = made(closed({IDS[2]: low}))
    assert below(document, "Om over te praten") == [words(IDS[2])]
    assert "Bij geen enkele uitspraak liggen de antwoorden ver uit elkaar." not in said(document)


def test_check_that_shows_nothing_says_so() -> None:
    document = made(closed({}, sent=3))
    check_pdf(document)
    assert "Geen enkele uitspraak heeft genoeg antwoorden om iets te laten zien." in said(document)
    assert [heading for heading in headings(document) if "schreven" in heading] == []
    assert [block for block in document.blocks if isinstance(block, Table) and len(block.columns) > 3] == []


def test_what_paper_forms_left_blank_stands_in_a_column_of_its_own() -> None:
    results = closed({IDS[0]: APART, IDS[1]: CLOSE.model_copy(update={"blank": 2})}, sent=7)
    table = next(block for block in made(results).blocks if isinstance(block, Table))
    assert [column.title for column in table.columns][-2:] == ["Weet ik niet", "Niet ingevuld"]
    assert [row[-2:] for row in cells(table)] == [["1", "0"], ["0", "2"]]


def test_texts_stand_apart_from_the_answers() -> None:
    document = made()
    assert headings(document)[-6:] == [
        "Wat mensen erbij schreven, in willekeurige volgorde",
        words(IDS[0]),
        "Wat mensen missen",
        "Vragen uit de praktijk",
        "Oogst",
        "Wat dit wel en niet zegt",
    ]
    assert below(document, words(IDS[0])) == ["Dit helpt echt.", "Ik mis tijd."]
    assert below(document, "Wat mensen missen") == ["Meer tijd."]
    assert below(document, "Vragen uit de praktijk") == ["Hoe vaak komen jullie langs?"]


def test_table_notes_say_what_was_heard_and_what_changes() -> None:
    table = [block for block in made().blocks if isinstance(block, Table)][-1]
    assert cells(table) == [["Vraag uit de praktijk", "Het gaat over tijd.", "De vraag wordt smaller."]]


def test_table_notes_say_which_way_they_point() -> None:
    notes = {IDS[0]: TableNotes(heard="Het gaat over tijd.", direction=Direction.CONTRADICTS)}
    framework = shipped().in_language("nl")
    document = group_document(framework, TITLE, invitation(), RESULTS, notes, TOLD, "nl")
    table = [block for block in document.blocks if isinstance(block, Table)][-1]
    assert cells(table) == [["Vraag uit de praktijk", "Het gaat over tijd. Dit spreekt het niveau tegen.", ""]]


def test_what_was_done_stands_first_once_it_is_told() -> None:
    assert headings(made())[1] == "Wat ermee is gedaan"
    assert "Geschreven door: Een verzonnen team" in said(made())
    assert "Wat ermee is gedaan" not in headings(made(told=None))


def test_limits_say_that_opinions_are_no_levels_and_what_the_framework_is() -> None:
    lines = below(made(), "Wat dit wel en niet zegt")
    assert lines[0] == "Een mening is geen niveau en verandert geen niveau. We nemen geen gemiddelde."
    assert lines[-1] == shipped().framework.status
    assert "Bij een uitspraak laten we pas iets zien vanaf 4 gekozen antwoorden." in " ".join(lines)


@pytest.mark.parametrize(("kind", "is_open"), [(Kind.OPEN, True), (Kind.PERSONAL, False), (Kind.GROUP, False)])
def test_only_an_open_link_may_have_been_filled_in_twice(kind: Kind, is_open: bool) -> None:
    assert ("vaker dan één keer" in said(made(kind=kind))) == is_open


def test_no_mean_and_no_share_is_named() -> None:
    assert re.findall(r"\d[.,]\d|%", said(made()).replace(shipped().framework.version, "")) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_and_never_interpreted(text: str) -> None:
    remarks = APART.model_copy(update={"remarks": (text, text)})
    results = RESULTS.model_copy(update={"distributions": {IDS[0]: remarks}, "missing": (text,), "questions": (text,)})
    notes = {IDS[0]: TableNotes.model_construct(heard=text, changes=text)}
    told = Told.model_construct(text=text, by=text)
    document = group_document(shipped().framework, text, invitation(text=text), results, notes, told, "nl")
    check_docx(document)
    assert faults(write_pdf(document)) == []


def test_files_are_those_of_the_document() -> None:
    arguments = (shipped().framework, TITLE, invitation(), RESULTS, TABLE_NOTES, TOLD, "nl")
    assert group_pdf(*arguments) == write_pdf(made())
    assert group_docx(*arguments) == write_docx(made())


def test_what_nearly_everyone_says_stands_in_words_and_not_in_the_table() -> None:
    nearly_all = {IDS[2]: Agreement.AGREE, IDS[3]: Agreement.DISAGREE}
    document = made(RESULTS.model_copy(update={"nearly_all": nearly_all}))
    lines = said(document)
    assert f"{words(IDS[2])} Antwoord: bijna iedereen zegt: klopt wel." in lines
    assert f"{words(IDS[3])} Antwoord: bijna iedereen zegt: klopt niet." in lines
    (table,) = [block for block in document.blocks if isinstance(block, Table) and len(block.columns) == 6]
    assert [row[0] for row in cells(table)] == [words(IDS[0]), words(IDS[1])]
    check_pdf(document)
    check_docx(document)


def test_remark_at_a_statement_that_shows_nothing_is_read() -> None:
    document = made(RESULTS.model_copy(update={"remarks": {IDS[5]: ("Dit staat er ook.",)}}))
    assert below(document, words(IDS[5])) == ["Dit staat er ook."]
