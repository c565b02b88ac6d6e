"""Tables that run on over pages: a head that returns on each, rows that stay whole where they can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Box, Line, Paint, Rect
from exports.typeset.document import Run, Table
from exports.typeset.flow.figure import draw_bars
from exports.typeset.flow.passage import make_passage
from exports.typeset.flow.piece import Draw, Piece, stops_of, whole
from exports.typeset.flow.style import BOTTOM, MARGIN, MILLIMETRE, RIGHT, Look, Style

_WIDTH = RIGHT - MARGIN
_TALL = 0.35 * BOTTOM
"""A row that is taller may be divided; a head that is taller does not return."""

_LOW = 48.0
"""A row that is lower looks lost alone."""

_SHORT = 46.0
"""Points of words that are broken last."""

_ALARM = 8.0
"""Points that the tint of a row reaches beyond the table."""

_HAIRLINE = Paint(stroke=palette.LINE, width=0.6)
_RULE = Paint(stroke=palette.NAVY, width=1.0)
_BARS, _BARS_LINES = 13.0, 2
"""Points across the tallest bar of a mark, and the lines that it takes above the words of its cell."""

_MARKED = 1
"""The column in which the mark of a row stands."""


def make_table(table: Table, key: str, lang: str, look: Look, run: int | None) -> Iterator[Piece]:
    """The head of a table and each of its rows."""
    grid = _Grid(table, key, lang, look, share_widths(table, look))
    head = replace(_Row(grid, None).piece(), above=look.above_table, keeps_next=bool(table.rows), run=run)
    yield head
    again = Piece(head.heights, head.stops, _as_artifact(head.draw)) if head.height() <= _TALL else None
    rows = [_Row(grid, number).piece() for number in range(len(table.rows))]
    for number, row in enumerate(rows):
        left = len(rows) - number - 1
        keeps_next = left == 1 and number > 0 and rows[-1].height() < _LOW  # no low row stands alone on a last page
        yield replace(row, below=0 if left else look.below_table, again=again, run=run, keeps_next=keeps_next)


def share_widths(table: Table, look: Look) -> tuple[float, ...]:
    """The width of each column: by its share, and where that breaks a word, wider at the cost of roomy ones."""
    whole_width = _WIDTH - look.gutter * (len(table.columns) - 1)
    shares = sum(column.share for column in table.columns)
    wanted = [whole_width * column.share / shares for column in table.columns]
    longest = [_longest_word(table, look, place) for place in range(len(table.columns))]
    widths = _widen(wanted, [min(word, whole_width / 3) for word in longest])
    return tuple(_widen(widths, [min(word, _SHORT) for word in longest]))


def _widen(widths: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Give columns what they need as far as others have more than that."""
    spare = [max(0.0, width - need) for width, need in zip(widths, needs, strict=True)]
    lack = [max(0.0, need - width) for width, need in zip(widths, needs, strict=True)]
    moved = min(sum(spare), sum(lack))
    given, taken = (moved / sum(part) if sum(part) else 0.0 for part in (lack, spare))
    return [w + given * more - taken * room for w, more, room in zip(widths, lack, spare, strict=True)]


def _longest_word(table: Table, look: Look, place: int) -> float:
    """Points across the longest word of a column, in its head and in what its rows say (of long texts the start)."""
    head = [(table.columns[place].title, look.header_cell)]
    style = _cell_style(table, look, place)
    cells = [(run.text[:400], style) for row in table.rows[:200] for run in row[place]]
    words = ((word, style) for text, style in head + cells for word in text.split())
    return max((text_width(word, style.strong, style.size) for word, style in words), default=0.0) + 0.5


def _cell_style(table: Table, look: Look, place: int) -> Style:
    """The way to set a column; a heading of rows is strong, unless its runs say what is."""
    if place or not table.has_row_headers or any(run.strong for row in table.rows for run in row[0]):
        return look.cell
    return replace(look.cell, weight=Weight.SEMIBOLD, strong=Weight.BOLD)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table, its key, its language, its look and the widths of its columns."""

    table: Table
    key: str
    lang: str
    look: Look
    widths: tuple[float, ...]

    def left(self, place: int) -> float:
        """Where a column begins."""
        return MARGIN + sum(self.widths[:place]) + self.look.gutter * place


class _Row:
    """One row, its cells set as lines beside each other; the head has no number."""

    def __init__(self, grid: _Grid, number: int | None) -> None:
        self.grid, self.look, self.is_head = grid, grid.look, number is None
        self.key = f"{grid.key}.{'head' if number is None else number}"
        columns, rows, marks = grid.table.columns, grid.table.rows, grid.table.marks
        cells = tuple((Run(column.title),) for column in columns) if number is None else rows[number]
        self.mark = marks[number] if marks and number is not None else None
        self.passages = [
            make_passage(cell, replace(self._style(place), width=width), grid.lang, f"{self.key}.{place}")
            for place, (cell, width) in enumerate(zip(cells, grid.widths, strict=True))
        ]

    def piece(self) -> Piece:
        """The lines of all cells, side by side, as parts."""
        count = max(1, *(len(passage.lines) + self._above(place) for place, passage in enumerate(self.passages)))
        heights = [self._style(0).leading] * count
        heights[0] += self.look.pad
        heights[-1] += self.look.pad
        if not self.is_head:
            least = min(self.grid.table.least_height * MILLIMETRE, BOTTOM - self.look.top - 100)
            heights[-1] += max(0.0, least - sum(heights))
        is_whole = self.is_head or sum(heights) <= _TALL
        stops = whole(count) if is_whole else stops_of(count)
        made = Piece(tuple(heights), stops, lambda *_: (), seam=self.look.pad)
        return replace(made, draw=self._drawing(made))

    def _above(self, place: int) -> int:
        """The lines that the mark takes above the words of a cell."""
        return _BARS_LINES if self.mark and place == _MARKED else 0

    def _style(self, place: int) -> Style:
        return self.look.header_cell if self.is_head else _cell_style(self.grid.table, self.look, place)

    def _drawing(self, piece: Piece) -> Draw:
        def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
            top, bottom = y + self.look.pad, y + piece.height(start, stop)
            cells = tuple(self._cell(place, start, stop, top) for place in range(len(self.passages)))
            rule = Line(MARGIN, bottom, RIGHT, bottom, _RULE if self.is_head else _HAIRLINE)
            row = Group(Role.ROW, cells, key=self.key)
            table = Group(Role.TABLE, (row,), summary=self.grid.table.summary, key=self.grid.key)
            return artifact(*self._ground(y, bottom), rule, *(self._bars(top) if start == 0 else ())), table

        return draw

    def _ground(self, top: float, bottom: float) -> tuple[Node, ...]:
        """The tint of a row in which something is not in order."""
        if not self.mark or not self.mark.is_alarm:
            return ()
        left, height = MARGIN - _ALARM, bottom - top
        tint = Rect(Box(left, top, RIGHT + _ALARM - left, height), Paint(palette.WARNING_TINT))
        return tint, Rect(Box(left, top, 3, height), Paint(palette.WARNING))

    def _bars(self, top: float) -> tuple[Node, ...]:
        if not self.mark:
            return ()
        return draw_bars(self.mark.bars, self.grid.left(_MARKED), top + _BARS + 2, _BARS)

    def _cell(self, place: int, start: int, stop: int, y: float) -> Group:
        passage, above = self.passages[place], self._above(place)
        top = y + self.look.cell.leading * max(0, above - start)
        last = min(stop - above, len(passage.lines))
        nodes = passage.draw(max(0, start - above), max(0, last), self.grid.left(place), top)
        if self.is_head:
            return Group(Role.HEADER_CELL, nodes, scope="column", key=passage.key)
        if self.grid.table.has_row_headers and place == 0:
            return Group(Role.HEADER_CELL, nodes, scope="row", key=passage.key)
        return Group(Role.CELL, nodes, key=passage.key)


def _as_artifact(draw: Draw) -> Draw:
    return lambda start, stop, y: (artifact(*draw(start, stop, y)),)
