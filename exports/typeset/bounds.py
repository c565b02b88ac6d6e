"""How long a document may become: what a hostile or endless text would make of it ends, and the document says so."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from exports.phrases import document_texts
from exports.typeset.document import Block, Document, Heading, Kind, List, Paragraph, Table, say
from exports.typeset.parts import Runs

MOST_LINES = 10_000
"""About how many lines a document holds: some two hundred pages, which nobody reads to the end. House rule."""
_IN_A_LINE = 80  # characters, about, across a page
Piece = TypeVar("Piece")


def bound(document: Document) -> Document:
    """Return `document` with as much from its beginning as fits `MOST_LINES` lines, and a last paragraph that says so.

    One that fits comes back as it is. It ends between two blocks, list items or rows: no sentence is cut. House rule.
    """
    kept, left = list[Block](), MOST_LINES
    for block in document.blocks:
        part, used = _begin(block, left)
        left -= used
        if part is not None:
            kept.append(part)
        if part is not block:
            break
    else:
        return document
    while isinstance(kept[-1], Heading) and len(kept) > 1:  # of something that no longer comes
        kept.pop()
    lang = document.language.partition("-")[0]
    return replace(document, blocks=(*kept, say(document_texts(lang)("document.too_long"), Kind.NOTE)))


def _begin(block: Block, left: int) -> tuple[Block | None, int]:
    """As much of a block as `left` lines hold, and how many it takes; nothing where none of it fits."""
    if isinstance(block, List):
        items, used = _take(((item, _lines(item)) for item in block.items), left)
        if items == block.items:
            return block, used
        return (replace(block, items=items) if items else None), used
    if isinstance(block, Table):
        share = sum(column.share for column in block.columns)
        widths = [max(1, _IN_A_LINE * column.share // share) for column in block.columns]
        rows, used = _take(((row, max(map(_lines, row, widths))) for row in block.rows), left)
        if rows == block.rows:
            return block, used
        return (replace(block, rows=rows, marks=block.marks[: len(rows)]) if rows else None), used
    used = _lines(block.runs) if isinstance(block, Paragraph) else 1
    return (block, used) if left > 0 else (None, used)


def _take(pieces: Iterable[tuple[Piece, int]], left: int) -> tuple[tuple[Piece, ...], int]:
    """The first pieces until `left` lines are used up, the last of which may go beyond."""
    taken, used = list[Piece](), 0
    for piece, lines in pieces:
        if used >= left:
            break
        taken.append(piece)
        used += lines
    return tuple(taken), used


def _lines(runs: Runs, width: int = _IN_A_LINE) -> int:
    """About how many lines of `width` characters runs take."""
    text = "".join(run.text for run in runs)
    return sum(1 + len(line) // width for line in text.split("\n"))
