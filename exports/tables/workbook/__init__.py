"""The report as a workbook: profile, criteria, evidence, actions, about and mirror, with real numbers and dates.

Text is only ever text: no formula, number or day is made of it, and no link
but of what was given as one. What is absent stays empty, and says why beside it.
"""

import io
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

import xlsxwriter

from exports.catalogue import Exporter
from exports.drawing.palette import LINE, NAVY, PAPER
from exports.phrases import document_texts
from exports.tables.workbook.rows import SHEETS, Row, WebLink, mirror_sheet, table_notes_sheet
from exports.typeset.document import file_time
from framework.language.cleaning import clean
from framework.language.texts import Texts
from framework.reporting.report import Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
"""UTF-16 units that a cell can hold (Excel, "Specifications and limits")."""

_FIRST_YEAR = 1900  # before it, Excel has no days
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
_WIDEST, _LINE, _HIGHEST = 60, 15, 405  # characters, points, points (a row is at most 409)


class _Sheet(Protocol):
    """What we use of a sheet of XlsxWriter, which publishes no types."""

    def write_string(self, row: int, column: int, string: str, cell_format: Any) -> int: ...
    def write_number(self, row: int, column: int, number: float, cell_format: Any) -> int: ...
    def write_datetime(self, row: int, column: int, date: date, cell_format: Any) -> int: ...
    def write_url(self, row: int, column: int, url: str, cell_format: Any, string: str) -> int: ...
    def write_blank(self, row: int, column: int, blank: None, cell_format: Any) -> int: ...


def render(report: Report, lang: str) -> bytes:
    """Return the report as XLSX; created on the day of the assessment, so that the same report gives the same bytes."""
    t = document_texts(lang)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {
            "title": clean(t("document.title", project=report.assessment.project.title))[:255],
            "subject": f"{report.framework.title} {report.framework.version}",
            "comments": report.framework.status,
            "author": "Kaderwijzer",
            "created": file_time(report.assessment.date).replace(tzinfo=None),
        }
    )
    pen = _Pen(book, t)
    for key, rows_of in SHEETS.items():
        titles, rows = rows_of(report, t)
        _add_sheet(book, pen, t(f"workbook.sheets.{key}"), titles, rows)
    notes = table_notes_sheet(report, t)
    if notes[1]:
        _add_sheet(book, pen, t("workbook.sheets.table_notes"), *notes)
    if report.mirror:
        _add_sheet(book, pen, t("mirror.sheet"), *mirror_sheet(report, t))
    book.close()
    return buffer.getvalue()


def _add_sheet(book: Any, pen: "_Pen", name: str, titles: Sequence[str], rows: Sequence[Row]) -> None:
    """A sheet whose first row names every column, stays in sight, filters, and repeats on paper; no cell is merged."""
    sheet = book.add_worksheet(name)
    widths = [_width(title, [row[column] for row in rows]) for column, title in enumerate(titles)]
    for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(0, column, title, pen.head)
        sheet.set_column(column, column, width)
    for number, row in enumerate([titles, *rows]):
        sheet.set_row(number, _height(row, widths))
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            pen.write(sheet, number, column, value)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(titles) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


class _Pen:
    """The formats of the cells of one book, and the only way to write into them."""

    def __init__(self, book: Any, t: Texts) -> None:
        wrapped = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": LINE}
        centred = {**wrapped, "align": "center"}
        self.head = book.add_format({**wrapped, "bold": True, "font_color": PAPER, "bg_color": NAVY})
        self.link = book.add_format({**wrapped, "font_color": NAVY, "underline": 1})
        self.text = book.add_format(wrapped)
        self.quoted = book.add_format({**wrapped, "quote_prefix": True})
        self.whole = book.add_format({**centred, "num_format": "0"})
        self.share = book.add_format({**centred, "num_format": "0%"})
        self.day = book.add_format({**wrapped, "num_format": "yyyy-mm-dd", "align": "left"})
        self.ending = t("workbook.cut")

    def write(self, sheet: _Sheet, row: int, column: int, value: object) -> None:
        """Write one value as what it is; text that looks like a formula stays text, also when the cell is edited."""
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.text)
            case WebLink() if value.can_be_followed:
                sheet.write_url(row, column, value, self.link, value)
            case str():
                text = fitting(value, self.ending)
                look = self.quoted if text.startswith(_FORMULA_LIKE) else self.text
                sheet.write_string(row, column, text, look)
            case Fraction():
                sheet.write_number(row, column, float(value), self.share)
            case date() if value.year < _FIRST_YEAR:
                sheet.write_string(row, column, value.isoformat(), self.text)
            case date():
                sheet.write_datetime(row, column, value, self.day)
            case int():
                sheet.write_number(row, column, value, self.whole)
            case _:
                raise TypeError(type(value))


def fitting(text: str, ending: str) -> str:
    """Return `text` without what no file can hold, cut where a cell would be too full; then `ending` says so."""
    text = clean(text.encode("utf-8", "ignore").decode())
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(ending))].decode("utf-16-le", "ignore") + ending


def _width(title: str, values: Sequence[object]) -> int:
    """A width in characters at which most cells are read at a glance; longer text wraps."""
    longest = max((len(str(value)) for value in values if isinstance(value, str)), default=0)
    return min(max(12, max(map(len, title.split())) + 3, longest + 2), _WIDEST)


def _height(row: Sequence[object], widths: Sequence[int]) -> int:
    """The height in points at which all lines of a row show; not every program finds it by itself."""
    texts = [(str(value), width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
    lines = [sum(1 + len(line) * 9 // (8 * width) for line in text.split("\n")) for text, width in texts]
    return min(_LINE * max(lines, default=1), _HIGHEST)


EXPORTERS = (Exporter("workbook", "xlsx", MEDIA_TYPE, render, is_default=True, leaves_out=("remarks",)),)
