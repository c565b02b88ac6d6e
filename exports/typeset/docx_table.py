"""Tables in DOCX: a header row that repeats, no merged cells, widths that hold, and a summary to be read aloud."""

from collections.abc import Callable
from dataclasses import replace

from docx.document import Document as Word
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from exports.drawing.palette import LINE, TINT, WARNING_TINT
from exports.typeset.document import Table
from exports.typeset.docx_styles import WIDTH, element
from exports.typeset.parts import Run, Runs

AddRuns = Callable[[WordParagraph, Runs], None]


def add_table(word: Word, table: Table, add_runs: AddRuns) -> None:
    """Add `table` to the end of `word`."""
    made = word.add_table(rows=1, cols=len(table.columns))
    made._tbl.tblStyle_val, made.autofit = "TableGrid", False
    whole = sum(column.share for column in table.columns)
    widths = [Mm(WIDTH * column.share / whole) for column in table.columns]
    _describe(made, table)
    header = made.rows[0]
    header._tr.get_or_add_trPr().extend((element("w:cantSplit"), element("w:tblHeader")))
    for cell, column in zip(header.cells, table.columns, strict=True):
        _fill(cell, (Run(column.title, strong=True),), add_runs)
        _shade(cell, TINT)
    for number, cells in enumerate(table.rows):
        row = made.add_row()
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        if table.least_height:
            row.height, row.height_rule = Mm(table.least_height), WD_ROW_HEIGHT_RULE.AT_LEAST
        is_alarm = bool(table.marks) and table.marks[number].is_alarm
        for place, (cell, runs) in enumerate(zip(row.cells, cells, strict=True)):
            is_header = table.has_row_headers and place == 0 and not any(run.strong for run in runs)
            _fill(cell, tuple(replace(run, strong=True) for run in runs) if is_header else runs, add_runs)
            if is_alarm:
                _shade(cell, WARNING_TINT)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _fill(cell: WordCell, runs: Runs, add_runs: AddRuns) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    add_runs(paragraph, runs)


def _shade(cell: WordCell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour[1:]))


def _describe(made: WordTable, table: Table) -> None:
    """Borders in the house colour, what is a heading, and the summary; in the order that the schema asks."""
    properties = made._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=LINE[1:]))
    layout = properties.find(element("w:tblLayout").tag)
    layout.addprevious(borders)
    first_column, code = ("1", "06A0") if table.has_row_headers else ("0", "0620")
    flags = {"firstRow": "1", "lastRow": "0", "firstColumn": first_column, "lastColumn": "0"}
    look = element("w:tblLook", val=code, **flags, noHBand="1", noVBand="1")
    properties.replace(properties.find(look.tag), look)
    properties.append(element("w:tblCaption", val=table.summary))
    properties.append(element("w:tblDescription", val=table.summary))
