"""What is seen at a glance, in DOCX: stages as a table with shaded squares of real text, panels as headed lists."""

from docx.document import Document as Word
from docx.text.paragraph import Paragraph as WordParagraph

from exports.drawing.palette import EMPTY_EDGE, INK, PAPER, contrast_ratio, ramp
from exports.typeset.document import Column, Table, plain
from exports.typeset.docx_styles import element
from exports.typeset.docx_table import add_table
from exports.typeset.overview import Item, Panels, Stages
from exports.typeset.parts import Cell, Run, Runs

_SHARES = (4, 4, 6, 6)
_SQUARES = 2
"""The column of the squares."""


def add_stages(word: Word, block: Stages) -> None:
    """Add a table with a row for each stage; its squares can be read, copied and changed as text."""
    columns = tuple(Column(title, share) for title, share in zip(block.columns, _SHARES, strict=True))
    rows = tuple(
        (
            plain(f"{stage.number}. {stage.title}"),
            plain(stage.label),
            plain(" ".join(cell.text for cell in stage.cells)),
            plain("\n".join(words for words in (stage.count, stage.coverage) if words)),
        )
        for stage in block.stages
    )
    add_table(word, Table(columns, rows, block.summary), _add_plain)
    for stage, row in zip(block.stages, word.tables[-1].rows[1:], strict=True):
        paragraph = row.cells[_SQUARES].paragraphs[0]
        paragraph.clear()
        for number, cell in enumerate(stage.cells):
            _add_square(paragraph, cell, block.shades, is_first=number == 0)


def _add_plain(paragraph: WordParagraph, runs: Runs) -> None:
    for run in runs:
        paragraph.add_run(run.text).bold = run.strong or None


def _add_square(paragraph: WordParagraph, cell: Cell, shades: int, *, is_first: bool) -> None:
    if not is_first:
        paragraph.add_run(" ")
    made = paragraph.add_run(f"\N{NO-BREAK SPACE}{cell.text}\N{NO-BREAK SPACE}")
    made.bold = True
    fill = PAPER if cell.shade is None else ramp(shades)[cell.shade]
    colour = max(INK, PAPER, key=lambda ink: contrast_ratio(ink, fill))
    edge = "dashed" if cell.shade is None else "single"
    properties = made._r.get_or_add_rPr()
    properties.append(element("w:color", val=colour[1:]))
    properties.append(element("w:bdr", val=edge, sz="6", space="0", color=EMPTY_EDGE[1:]))
    properties.append(element("w:shd", val="clear", color="auto", fill=fill[1:]))


def add_panels(word: Word, block: Panels) -> None:
    """Add each panel as a heading and a list."""
    for panel in block.panels:
        word.add_paragraph()._p.style = "Heading2"
        word.paragraphs[-1].add_run(panel.title)
        for item in panel.items:
            _add_item(word, item)


def _add_item(word: Word, item: Item) -> None:
    paragraph = word.add_paragraph()
    paragraph._p.style = "ListBullet"
    for run in (Run(item.head, strong=True), Run(item.body)):
        if run.text:
            if paragraph.runs:
                paragraph.add_run(": ")
            paragraph.add_run(run.text).bold = run.strong or None
