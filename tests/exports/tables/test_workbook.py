"""The workbook, reopened: what each sheet holds, that text is only text, and that absence is not a number."""

import io
import zipfile
from datetime import datetime
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from exports.tables.workbook import LONGEST, fitting, render
from framework.assessing.scoring import Counted
from framework.language.cleaning import clean
from framework.reporting.report import Report
from tests.exports.sample_reports import EXAMPLES, HOSTILE, big, everywhere, example, level, nasty, report, shipped

PROFILE, CRITERIA, EVIDENCE, ACTIONS, ABOUT = range(5)


def sheets(report: Report, lang: str = "nl") -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(render(report, lang))).worksheets


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    titles, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rest]


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("nl", ["Profiel", "Aandachtspunten", "Onderbouwing", "Acties", "Over"]),
        ("en", ["Profile", "Points", "Evidence", "Actions", "About"]),
    ],
)
def test_sheets_are_named_in_the_language(lang: str, titles: list[str]) -> None:
    assert [sheet.title for sheet in sheets(example(EXAMPLES[0], lang), lang)] == titles


@pytest.mark.parametrize("name", nasty())
def test_every_sheet_has_a_header_that_stays_filters_and_repeats(name: str) -> None:
    for sheet in sheets(nasty()[name]):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert not sheet.merged_cells.ranges
        titles = [cell.value for cell in sheet[1]]
        assert all(titles)
        assert len(titles) == len(set(titles))
        assert all(dimension.width >= 12 for dimension in sheet.column_dimensions.values())


def test_levels_are_numbers_and_as_reported() -> None:
    report = example(EXAMPLES[0], "nl")
    for row, outcome in zip(rows(sheets(report)[CRITERIA]), report.outcomes.values(), strict=True):
        expected = (outcome.chosen, outcome.counted) if isinstance(outcome, Counted) else (None, None)
        assert (row["Gekozen niveau"], row["Telt als"]) == expected
        assert row["Waarom het zo telt, of waarom er geen niveau is"]


def test_profile_holds_counts_beside_their_coverage() -> None:
    report = example("jong_in_de_buurt", "nl")
    first = rows(sheets(report)[PROFILE])[0]
    # Opstart: 8 points apply, 5 have a level (one at 1, four at 2), 3 are open
    assert [first["Punten die gelden"], first["Punten met een niveau"], first["Zonder niveau"]] == [8, 5, 3]
    assert first["Dekking"] == float(Fraction(5, 8))
    assert [first[title] for title in first if title.startswith("Niveau ")] == [0, 1, 4, 0]


def test_every_sheet_with_levels_has_the_coverage_in_the_row() -> None:
    book = sheets(example(EXAMPLES[0], "nl"))
    for sheet in (book[CRITERIA], book[ACTIONS]):
        assert all(row["Met een niveau in deze fase"] < row["Van toepassing in deze fase"] for row in rows(sheet))


def test_absence_is_empty_with_a_reason_beside_it() -> None:
    book = sheets(nasty()["all_not_applicable"])
    for row in rows(book[PROFILE]):
        assert row["Dekking"] is None
        assert row["Punten met een niveau"] is None
        assert row["Waarom geen dekking"] == "Geen enkel punt is hier van toepassing"
    for row in rows(book[CRITERIA]):
        assert (row["Gekozen niveau"], row["Telt als"]) == (None, None)
        assert "Past niet." in str(row["Waarom het zo telt, of waarom er geen niveau is"])


def test_lowest_level_is_the_number_nought() -> None:
    assert {row["Telt als"] for row in rows(sheets(nasty()["lowest_everywhere"])[CRITERIA])} == {0}


def test_date_is_a_date() -> None:
    about = {row["Onderwerp"]: row["Inhoud"] for row in rows(sheets(example(EXAMPLES[0], "nl"))[ABOUT])}
    assert about["Datum"] == datetime(2026, 11, 22)
    assert "Dit is niet het officiële kader" in str(about["Status van het kader"])


def test_date_that_excel_does_not_know_is_text() -> None:
    about = {row["Onderwerp"]: row["Inhoud"] for row in rows(sheets(nasty()["before_zip"])[ABOUT])}
    assert about["Datum"] == "0001-01-01"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula_or_number_and_only_a_link_is_a_link(text: str) -> None:
    file = render(everywhere(text, big()), "nl")
    book = openpyxl.load_workbook(io.BytesIO(file))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    linked = [cell for cell in cells if cell.hyperlink]  # only what was given as a link, where links stand
    assert {(cell.parent.title, cell.column) for cell in linked} <= {("Onderbouwing", 5)}
    assert all(str(cell.value).startswith("http") for cell in linked)
    assert [cell for cell in cells if cell.value == clean(text)]
    # also when somebody edits the cell
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not [n for n in parts.namelist() if n.startswith("xl/worksheets/") and b"<f>" in parts.read(n)]


@settings(max_examples=20)  # each writes and reads a file
@given(st.text(max_size=40))
def test_text_comes_back_as_cleaned(text: str) -> None:
    first = shipped().framework.criteria[0].id
    note = rows(sheets(report({first: level(1, text)}))[CRITERIA])[0]["Toelichting"]
    assert (note or "") == clean(text.encode("utf-8", "ignore").decode())


@pytest.mark.parametrize("text", ["x" * LONGEST, "x" * (LONGEST + 1), "😀" * LONGEST])
def test_cell_never_holds_more_than_excel_allows(text: str) -> None:
    cut = fitting(text, " … (ingekort)")
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST
    assert cut == text or cut.endswith(" … (ingekort)")


def test_file_says_what_it_is() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(render(example("jong_in_de_buurt", "nl"), "nl"))).properties
    assert properties.title.startswith("Profiel: Jong in de Buurt")
    assert properties.created == datetime(2026, 11, 22)
