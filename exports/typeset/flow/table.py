"""Tables that run on over pages: a head that returns on each, rows that stay whole where they can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Line, Paint
from exports.typeset.document import Run, Table
from exports.typeset.flow.passage import make_passage
from exports.typeset.flow.piece import Draw, Piece, stops_of, whole
from exports.typeset.flow.style import BOTTOM, CELL, HEADER_CELL, MARGIN, MILLIMETRE, RIGHT, TOP, Style

_PAD, _GUTTER = 5.0, 14.0
_WIDTH = RIGHT - MARGIN
_TALL = 0.35 * (BOTTOM - TOP)
"""A row that is taller may be divided; a head that is taller does not return."""

_SHORT = 46.0
"""Points of words that are broken last."""

_HAIRLINE = Paint(stroke=palette.LINE, width=0.6)
_RULE = Paint(stroke=palette.NAVY, width=1.0)
_ROW_HEADER = replace(CELL, weight=Weight.SEMIBOLD, strong=Weight.BOLD)


def make_table(table: Table, key: str, lang: str, run: int | None) -> Iterator[Piece]:
    """The head of a table and each of its rows."""
    grid = _Grid(table, key, lang, share_widths(table))
    head = replace(_Row(grid, None).piece(), above=10, keeps_next=bool(table.rows), run=run)
    yield head
    again = Piece(head.heights, head.stops, _as_artifact(head.draw)) if head.height() <= _TALL else None
    for number in range(len(table.rows)):
        left = len(table.rows) - number - 1
        row = _Row(grid, number).piece()
        keeps_next = left == 1 and number > 0  # no row stands alone on a last page
        yield replace(row, below=0 if left else 14, again=again, run=run, keeps_next=keeps_next)


def share_widths(table: Table) -> tuple[float, ...]:
    """The width of each column: by its share, and where that breaks a word, wider at the cost of roomy ones."""
    whole_width = _WIDTH - _GUTTER * (len(table.columns) - 1)
    shares = sum(column.share for column in table.columns)
    wanted = [whole_width * column.share / shares for column in table.columns]
    longest = [_longest_word(table, place) for place in range(len(table.columns))]
    widths = _widen(wanted, [min(word, whole_width / 3) for word in longest])
    return tuple(_widen(widths, [min(word, _SHORT) for word in longest]))


def _widen(widths: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Give columns what they need as far as others have more than that."""
    spare = [max(0.0, width - need) for width, need in zip(widths, needs, strict=True)]
    lack = [max(0.0, need - width) for width, need in zip(widths, needs, strict=True)]
    moved = min(sum(spare), sum(lack))
    given, taken = (moved / sum(part) if sum(part) else 0.0 for part in (lack, spare))
    return [w + given * more - taken * room for w, more, room in zip(widths, lack, spare, strict=True)]


def _longest_word(table: Table, place: int) -> float:
    """Points across the longest word of a column, in its head and in what its rows say (of long texts the start)."""
    head = [(table.columns[place].title, HEADER_CELL)]
    style = _ROW_HEADER if table.has_row_headers and place == 0 else CELL
    cells = [(run.text[:400], style) for row in table.rows[:200] for run in row[place]]
    words = ((word, style) for text, style in head + cells for word in text.split())
    return max((text_width(word, style.strong, style.size) for word, style in words), default=0.0) + 0.5


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table, its key, its language and the widths of its columns."""

    table: Table
    key: str
    lang: str
    widths: tuple[float, ...]

    def left(self, place: int) -> float:
        """Where a column begins."""
        return MARGIN + sum(self.widths[:place]) + _GUTTER * place


class _Row:
    """One row, its cells set as lines beside each other; the head has no number."""

    def __init__(self, grid: _Grid, number: int | None) -> None:
        self.grid, self.is_head = grid, number is None
        self.key = f"{grid.key}.{'head' if number is None else number}"
        columns, rows = grid.table.columns, grid.table.rows
        cells = tuple((Run(column.title),) for column in columns) if number is None else rows[number]
        self.passages = [
            make_passage(cell, replace(self._style(place), width=width), grid.lang, f"{self.key}.{place}")
            for place, (cell, width) in enumerate(zip(cells, grid.widths, strict=True))
        ]

    def piece(self) -> Piece:
        """The lines of all cells, side by side, as parts."""
        count = max(1, *(len(passage.lines) for passage in self.passages))
        heights = [self._style(0).leading] * count
        heights[0] += _PAD
        heights[-1] += _PAD
        if not self.is_head:
            least = min(self.grid.table.least_height * MILLIMETRE, BOTTOM - TOP - 100)
            heights[-1] += max(0.0, least - sum(heights))
        is_whole = self.is_head or sum(heights) <= _TALL
        stops = whole(count) if is_whole else stops_of(count)
        made = Piece(tuple(heights), stops, lambda *_: (), seam=_PAD)
        return replace(made, draw=self._drawing(made))

    def _style(self, place: int) -> Style:
        if self.is_head:
            return HEADER_CELL
        return _ROW_HEADER if self.grid.table.has_row_headers and place == 0 else CELL

    def _drawing(self, piece: Piece) -> Draw:
        def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
            cells = tuple(self._cell(place, start, stop, y + _PAD) for place in range(len(self.passages)))
            bottom = y + piece.height(start, stop)
            rule = Line(MARGIN, bottom, RIGHT, bottom, _RULE if self.is_head else _HAIRLINE)
            row = Group(Role.ROW, cells, key=self.key)
            return artifact(rule), Group(Role.TABLE, (row,), summary=self.grid.table.summary, key=self.grid.key)

        return draw

    def _cell(self, place: int, start: int, stop: int, y: float) -> Group:
        passage = self.passages[place]
        nodes = passage.draw(start, min(stop, len(passage.lines)), self.grid.left(place), y)
        if self.is_head:
            return Group(Role.HEADER_CELL, nodes, scope="column", key=passage.key)
        if self.grid.table.has_row_headers and place == 0:
            return Group(Role.HEADER_CELL, nodes, scope="row", key=passage.key)
        return Group(Role.CELL, nodes, key=passage.key)


def _as_artifact(draw: Draw) -> Draw:
    return lambda start, stop, y: (artifact(*draw(start, stop, y)),)
