"""The points as a table in words, in the reader's own language: what `table` says in codes."""

import csv
import io
from datetime import date

from exports.catalogue import Exporter
from exports.phrases import document_texts
from exports.tables.table import DELIMITER, LEAVES_OUT, as_text
from exports.tables.workbook.rows import Value, criteria_sheet, taken_on
from framework.language.texts import Texts
from framework.reporting.report import Report

MORE = ("who", "by", "done", "heard", "changes")


def render(report: Report, lang: str) -> bytes:
    """Return one row for each point, with titles and names as people say them; a Dutch Excel opens it in columns."""
    t = document_texts(lang)
    titles, rows = criteria_sheet(report, t)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([as_text(title) for title in (*titles, *(t(f"workbook.{key}") for key in MORE))])
    for row, criterion in zip(rows, report.outcomes, strict=True):
        notes = report.table_notes.get(criterion)
        taken = taken_on(report.framework.by_id[criterion], report, t)
        heard = (notes.heard, notes.changes) if notes else (None, None)
        writer.writerow([_cell(value, t) for value in (*row, *taken, *heard)])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: Value, t: Texts) -> str | int:
    match value:
        case None:
            return ""
        case int():
            return value
        case date():
            return t.short_day(value)
        case _:
            return as_text(str(value))


EXPORTERS = (Exporter("words", "csv", "text/csv", render, leaves_out=(*LEAVES_OUT, "evidence")),)
