"""What goes on paper: one pair of marks around a quote, no pasted markup, links that can be followed."""

import io
import json
from datetime import date

import openpyxl
import pytest

from exports.catalogue import Exporter, exporters
from exports.drawing.font import lacking
from framework.assessing.beside import Commitment
from framework.assessing.record import Evidence, Scored
from framework.reporting.report import Report, make_report
from tests.exports.dumps import DUMPS
from tests.exports.sample_reports import EXAMPLES, example, shipped

FIRST = "start.praktijkvraag"
PAPER = [exporter for exporter in exporters() if exporter.extension in ("pdf", "docx", "svg", "txt", "csv", "xlsx")]


def pasted() -> Report:
    before = example(EXAMPLES[0], "nl").assessment
    rating = Scored(
        level=2,
        evidence=(
            Evidence(quote="“Zij <b>vroegen</b> het.”", location="r. 12"),
            Evidence(link="https://example.org/verslag"),
        ),
        note="**Let op**: onder\u00adzoek.",
    )
    changes = {
        "ratings": {**before.ratings, FIRST: rating},
        "commitments": {FIRST: Commitment(who="*Jan*", by=date(2027, 1, 15))},
    }
    return make_report(shipped(), before.model_copy(update=changes), "nl")


@pytest.mark.parametrize("exporter", PAPER, ids=lambda e: f"{e.identifier}-{e.extension}")
def test_file_has_no_pasted_markup_and_no_double_marks(exporter: Exporter) -> None:
    text = DUMPS[exporter.extension](exporter.render(pasted(), "nl"))
    assert not [noise for noise in ("<b>", "**", "\u00ad", "““", "””", "*Jan*") if noise in text]
    if "evidence" not in exporter.leaves_out and exporter.identifier != "workbook":
        assert "“Zij vroegen het.”" in text.replace("\n", " ")


def test_own_file_keeps_what_was_typed() -> None:
    record = next(exporter for exporter in exporters() if exporter.identifier == "record")
    held = json.loads(record.render(pasted(), "nl"))
    assert held["ratings"][FIRST]["evidence"][0]["quote"] == "“Zij <b>vroegen</b> het.”"
    assert held["commitments"][FIRST]["who"] == "*Jan*"


def test_link_in_the_workbook_can_be_followed_and_other_text_can_not() -> None:
    workbook = next(exporter for exporter in exporters() if exporter.identifier == "workbook")
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(pasted(), "nl")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    links = {cell.value: cell.hyperlink.target for cell in cells}
    assert links["https://example.org/verslag"] == "https://example.org/verslag"
    assert all(text == target for text, target in links.items())


def test_text_that_looks_like_a_day_stays_text_in_the_workbook() -> None:
    before = example(EXAMPLES[0], "nl").assessment
    project = before.project.model_copy(update={"organisation": "1-2"})
    report = make_report(shipped(), before.model_copy(update={"project": project, "rater": "3/4"}), "nl")
    workbook = next(exporter for exporter in exporters() if exporter.identifier == "workbook")
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(report, "nl")))
    cells = {cell.value: cell.data_type for row in book["Over"].iter_rows() for cell in row}
    assert (cells["1-2"], cells["3/4"]) == ("s", "s")


def test_table_in_words_holds_names_and_no_codes() -> None:
    words = next(exporter for exporter in exporters() if exporter.identifier == "words")
    text = words.render(pasted(), "nl").decode("utf-8-sig")
    head, first = text.split("\r\n")[:2]
    assert head.startswith("Fase;Aandachtspunt;Gekozen niveau;Telt als;")
    assert first.startswith("Opstart;Vraag uit de praktijk;2;2;Uitgewerkt;")
    assert "Jan;15-01-2027;nee" in first
    assert not [code for code in ("needs_attention", "not_in_text", "gate_repair") if code in text]


def test_letters_that_cannot_be_drawn_are_named() -> None:
    assert lacking("Één “wijk” – 10 €") == ""
    assert lacking("بب 大 wijk") == "ب大"
