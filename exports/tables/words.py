"""The points as a table in words, in the reader's own language: what `table` says in codes."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from exports.catalogue import Exporter
from exports.phrases import document_texts
from exports.tables.table import DELIMITER, LEAVES_OUT, as_text, lines_of
from exports.tables.workbook.rows import Value, criteria_sheet, taken_on
from framework.assessing.beside import TableNotes
from framework.language.texts import Texts
from framework.reporting.report import Report

MORE = ("who", "by", "done", "heard", "direction", "changes")


def render(report: Report, lang: str) -> bytes:
    """Return one row for each point, with titles and names as people say them; a Dutch Excel opens it in columns."""
    t = document_texts(lang)
    titles, rows = criteria_sheet(report, t)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([as_text(title) for title in (*titles, *(t(f"workbook.{key}") for key in MORE))])
    for row, criterion in zip(rows, report.outcomes, strict=True):
        taken = taken_on(report.framework.by_id[criterion], report, t)
        heard = _heard(report.tables.get(criterion, ()), t)
        writer.writerow([_cell(value, t) for value in (*row, *taken, *heard)])
    return buffer.getvalue().encode("utf-8-sig")


def _heard(said: Sequence[TableNotes], t: Texts) -> tuple[str | None, ...]:
    """What tables heard, which way it points, and what changes; of several tables a line each."""
    directions = [t(f"direction.{notes.direction}") for notes in said if notes.direction]
    return tuple(map(lines_of, ([notes.heard for notes in said], directions, [notes.changes for notes in said])))


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
