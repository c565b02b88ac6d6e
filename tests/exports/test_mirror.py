"""The mirror in the report and the infographic: the level beside the opinions, for everyone to see and to hear."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from exports.documents.report import report_document
from exports.drawing.scene import Group, Scene
from exports.pictures import card, infographic
from exports.pictures.infographic.words import make_view
from exports.tables import workbook
from exports.typeset.document import Heading, List, Table
from framework.assessing.beside import Agreement, Results
from framework.practice.statements import statements
from framework.reporting.report import Kept, Report
from tests.closed_checks import beside, closed, distribution
from tests.exports.pages import faults, flaws, nodes
from tests.exports.papers import check_docx, check_pdf, said
from tests.framework.strategies import shipped
from tests.sample import load, sample

IDS = tuple(criterion.id for criterion in shipped().framework.criteria)
CORE = tuple(criterion.id for criterion in statements(shipped().framework))
TOPIC, UNKNOWN, WEAK = "start.beoogd_gebruik", "uitvoering.veilig_en_zorgvuldig", "start.praktijkvraag"
LOW, HIGH, EVEN = distribution(3, 2, 2, 1, unsure=2), distribution(0, 1, 3, 4), distribution(1, 1, 1, 1)
RESULTS = closed({TOPIC: LOW, WEAK: HIGH, UNKNOWN: EVEN}, sent=10)


def made(results: Results | None = RESULTS, language: str = "nl") -> Report:
    levels: dict[str, int | None] = {**dict.fromkeys(IDS, 2), WEAK: 1, UNKNOWN: None}
    return beside(shipped(), levels, results, language=language)


def heads(report: Report) -> list[str]:
    return [column.title for column in found_table(report).columns]


def mirror_table(report: Report) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in found_table(report).rows]


def found_table(report: Report) -> Table:
    blocks = report_document(report, "nl").blocks
    start = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text.startswith("Spiegel"))
    return next(block for block in blocks[start:] if isinstance(block, Table))


def spoken(scene: Scene) -> list[str]:
    return [node.spoken for node in nodes(scene) if isinstance(node, Group) and node.spoken]


def headings(report: Report) -> list[str]:
    return [block.text for block in report_document(report, "nl").blocks if isinstance(block, Heading)]


# --- the report


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_with_a_mirror_is_flawless_in_both_forms(language: str) -> None:
    document = report_document(made(language=language), language)
    check_pdf(document)
    check_docx(document)


def test_report_without_a_closed_check_has_no_mirror() -> None:
    assert [heading for heading in headings(made(None)) if "Spiegel" in heading] == []
    assert headings(made()).count("Spiegel: wat professionals zeggen") == 1


def test_mirror_says_the_level_beside_all_opinions_topics_first() -> None:
    assert heads(made())[2:] == [
        *("Klopt niet", "Klopt een beetje", "Klopt grotendeels", "Klopt helemaal", "Weet ik niet")
    ]
    rows = mirror_table(made())
    assert rows[:2] == [
        ["Bedoeld gebruik (gesprekspunt)", "niveau 2, Uitgewerkt", "3", "2", "2", "1", "2"],
        ["Vraag uit de praktijk", "niveau 1, Genoemd", "0", "1", "3", "4", "0"],
    ]
    assert len(rows) == 3


def test_what_paper_forms_left_blank_stands_in_a_column_of_its_own() -> None:
    report = made(closed({TOPIC: LOW, WEAK: HIGH.model_copy(update={"blank": 3})}, sent=11))
    assert heads(report)[-2:] == ["Weet ik niet", "Niet ingevuld"]
    assert [row[-2:] for row in mirror_table(report)] == [["2", "0"], ["0", "3"]]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.render(report, "nl")))["Spiegel"]
    titles = [cell.value for cell in sheet[1]]
    found = {row[0]: row[titles.index("Niet ingevuld")] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert (found["Bedoeld gebruik"], found["Vraag uit de praktijk"], found["Samen opgezet"]) == (0, 3, None)
    check_pdf(report_document(report, "nl"))


def test_withheld_opinions_are_withheld_in_words() -> None:
    text = said(report_document(made(), "nl"))
    (line,) = [line for line in text.splitlines() if "Minder dan 4 mensen" in line]
    assert "Minder dan 4 mensen kozen een antwoord bij: Samen opgezet; " in line
    assert line.endswith(". Daarom laten we daar niets zien.")
    assert line.count("; ") == len(CORE) - 3 - 1
    assert "Samen opgezet" not in {row[0] for row in mirror_table(made())}


def test_point_without_a_level_says_so_beside_its_opinions() -> None:
    row = next(row for row in mirror_table(made()) if row[0] == "Veilig en zorgvuldig")
    assert row[1] == "Nog niet bekend"


def test_topics_are_named_with_both_sides() -> None:
    document = report_document(made(), "nl")
    text = said(document)
    assert "Praktijktoets, gesloten op 22 november 2026, met 10 formulieren." in text
    assert (
        "Bedoeld gebruik: het onderzoek staat op niveau 2, Uitgewerkt. "
        "5 van de 8 professionals kiezen: klopt niet of klopt een beetje."
    ) in text
    assert len([block for block in document.blocks if isinstance(block, List)]) > 1


def test_mirror_says_on_which_day_its_opinions_were_read_in_from_a_file() -> None:
    came = replace(made(), kept=Kept("a", {}, date(2026, 12, 3)))
    line = "De antwoorden komen uit een bestand, ingelezen op 3 december 2026."
    assert line in said(report_document(came, "nl"))
    assert line not in said(report_document(made(), "nl"))
    check_pdf(report_document(came, "nl"))


def test_mirror_of_people_who_agree_names_no_topic() -> None:
    assert "goed om samen te praten" not in said(report_document(made(closed({WEAK: HIGH})), "nl"))


NEARLY = closed({WEAK: HIGH}, sent=8).model_copy(update={"nearly_all": {TOPIC: Agreement.DISAGREE}})


def test_what_nearly_everyone_says_stands_in_words_in_every_document() -> None:
    text = said(report_document(made(NEARLY), "nl"))
    assert "Bedoeld gebruik: het onderzoek staat op niveau 2, Uitgewerkt. Bijna iedereen zegt: klopt niet." in text
    assert "Bedoeld gebruik" not in {row[0] for row in mirror_table(made(NEARLY))}
    assert "Bedoeld gebruik" not in next(line for line in text.splitlines() if "Minder dan 4 mensen" in line)
    check_pdf(report_document(made(NEARLY), "nl"))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.render(made(NEARLY), "nl")))["Spiegel"]
    first = next(iter(sheet.iter_rows(min_row=2, values_only=True)))
    assert first[3:9] == ("ja", None, None, None, None, None)
    assert str(first[9]).startswith("Bijna iedereen zegt: klopt niet. Zegt bijna iedereen hetzelfde?")
    spoken_lines = spoken(infographic.build(made(NEARLY), "nl"))
    assert [line for line in spoken_lines if "Bijna iedereen zegt: klopt niet; gesprekspunt" in line]


# --- the workbook


def test_workbook_has_a_sheet_of_counts_topics_first() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.render(made(), "nl")))["Spiegel"]
    head, first, *_, last = sheet.iter_rows(values_only=True)
    assert head == (
        *("Aandachtspunt", "Telt als", "Naam van het niveau", "Gesprekspunt", "Klopt niet", "Klopt een beetje"),
        *("Klopt grotendeels", "Klopt helemaal", "Weet ik niet", "Waarom er niets staat", "Kenmerk"),
    )
    assert first == ("Bedoeld gebruik", 2, "Uitgewerkt", "ja", 3, 2, 2, 1, 2, None, TOPIC)
    withheld = "Minder dan 4 mensen kozen hier een antwoord. Daarom laten we niets zien."
    assert last[3:10] == ("nee", None, None, None, None, None, withheld)


def test_workbook_without_a_closed_check_has_no_such_sheet() -> None:
    assert "Spiegel" not in openpyxl.load_workbook(io.BytesIO(workbook.render(made(None), "nl"))).sheetnames


# --- the infographic


@pytest.mark.parametrize("language", ["nl", "en"])
def test_infographic_with_a_mirror_is_flawless_on_one_page(language: str) -> None:
    everywhere = closed({identifier: LOW if n % 2 else HIGH for n, identifier in enumerate(CORE)})
    scene = infographic.build(made(everywhere, language), language)
    assert len(scene.pages) == 1
    assert flaws(scene) == []
    assert faults(infographic.render(made(everywhere, language), language)) == []


def test_every_point_with_opinions_bears_their_count_and_no_other() -> None:
    view = make_view(made(), "nl")
    remarks = {row.title: r.text for phase in view.phases for row in phase.rows for r in row.remarks if r.opinions}
    assert remarks == {
        "Bedoeld gebruik": "praktijk: 3 van 8, bespreek",
        "Vraag uit de praktijk": "praktijk: 7 van 8",
        "Veilig en zorgvuldig": "praktijk: 2 van 4",
    }


def test_opinions_are_heard_in_whole_words() -> None:
    found = [words for words in spoken(infographic.build(made(), "nl")) if "professionals" in words]
    assert found[1] == (
        "niveau 2, Uitgewerkt; 3 van de 8 professionals kiezen: klopt grotendeels of klopt helemaal; gesprekspunt"
    )
    assert len(found) == 3


def test_legend_explains_the_mark_to_the_eye_and_the_ear() -> None:
    key, source = [key for key in make_view(made(), "nl").legend if key.opinions]
    assert source.words == "Praktijktoets, gesloten op 22 november 2026, 10 formulieren"
    assert key.words == "Praktijk: zoveel professionals kiezen klopt grotendeels of klopt helemaal"
    assert key.spoken == "tekstballon"


@pytest.mark.parametrize("results", [None, closed({}, sent=3)])
def test_without_opinions_to_show_the_picture_is_as_it_was(results: Results | None) -> None:
    assert make_view(made(results), "nl") == make_view(made(None), "nl")
    assert infographic.render(made(results), "nl", "svg") == infographic.render(made(None), "nl", "svg")


def test_card_shows_no_opinions_and_stays_as_it_was_where_nobody_sees_it_otherwise() -> None:
    assert card.render(made(closed({WEAK: HIGH})), "nl", "svg") == card.render(made(None), "nl", "svg")


def test_scale_of_two_answers_bears_no_count(tmp_path: Path) -> None:
    loaded = load(tmp_path, sample())
    view = make_view(beside(loaded, {"start.punt_1": 2}, closed({"start.punt_1": distribution(1, 4)})), "nl")
    assert [r for phase in view.phases for row in phase.rows for r in row.remarks if r.opinions] == []
    assert [key for key in view.legend if key.opinions] == []


def test_crowded_infographic_keeps_its_marks_and_stays_flawless(tmp_path: Path) -> None:
    scale = {"levels": [{"level": n, "label": f"Antwoord {n}"} for n in range(4)], "unsure": "Weet ik niet"}
    loaded = load(tmp_path, sample(phases=6, criteria=8, professional_scale=scale))
    asked = [criterion.id for criterion in statements(loaded.framework)]
    levels = {criterion.id: place % 4 for place, criterion in enumerate(loaded.framework.criteria)}
    scene = infographic.build(beside(loaded, levels, closed(dict.fromkeys(asked, LOW))), "nl")
    assert flaws(scene) == []
    assert sum("professionals" in words for words in spoken(scene)) == len(asked) == 6
