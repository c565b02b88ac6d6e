"""The phases abreast, all their lines on one grid, cut into pieces that a sheet can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.marks import chevron, disc
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect
from exports.drawing.sheet import GUTTER, INNER, MARGIN, Block, paragraph
from exports.drawing.text import Fitted, wrap
from exports.pictures.poster.points import Cell, Type, set_point
from exports.pictures.poster.words import PhasePart, PosterView

ABREAST = 3
"""Columns of a sheet; a fourth would leave lines of three words."""

_PAD, _BAR = 9.0, 3.0
_TIP, _DISC = 10.0, 33.0
_ABOVE, _BELOW = 1.0, 2.0

Column = tuple[Cell, ...]


def phase_blocks(view: PosterView, kind: Type, rooms: tuple[float, float]) -> Iterator[Block]:
    """Blocks with all phases, at most three abreast; `rooms` are the heights on the first sheet and on later ones."""
    count = -(-len(view.phases) // ABREAST)
    size = -(-len(view.phases) // count)
    for start in range(0, len(view.phases), size):
        group = view.phases[start : start + size]
        folds = _folds(len(group[0].points)) if len(view.phases) == 1 else 1
        yield from _group_blocks(_Band(group, folds, view, kind), rooms[0] if start == 0 else rooms[1], rooms[1])


def _folds(points: int) -> int:
    """Columns of a phase that stands alone."""
    return 1 if points <= 2 else 2 if points <= 10 else ABREAST


def _group_blocks(band: _Band, room: float, later: float) -> Iterator[Block]:
    width, lang = band.width - 2 * _PAD, band.view.wording
    rests = [[set_point(point, band.kind, width, lang) for point in phase.points] for phase in band.group]
    first = True
    least = max(rest[0].lines for rest in rests) * band.kind.line
    if room < band.head(first) + least + _ABOVE + _BELOW:
        room = later  # it will stand on the next sheet, and may fill that
    while any(rests):
        lines = int((room - band.head(first) - _ABOVE - _BELOW) / band.kind.line)
        columns = [_take(rest, band.folds, lines) for rest in rests]
        yield band.block(columns, first)
        first, room = False, later


def _take(rest: list[Cell], folds: int, most: int) -> tuple[Column, ...]:
    """Takes from the rest what columns of `most` lines hold, at least one point, the columns as even as can be."""
    for lines in range(1, most + 1):
        columns = _fill(rest, folds, lines)
        if sum(map(len, columns)) == len(rest):
            break
    else:
        columns = _fill(rest, folds, most)
    if rest and not columns[0]:
        columns = (tuple(rest[:1]), *columns[1:])
    del rest[: sum(map(len, columns))]
    return columns


def _fill(cells: Sequence[Cell], folds: int, lines: int) -> tuple[Column, ...]:
    columns: list[Column] = []
    at = 0
    for _ in range(folds):
        start, used = at, 0
        while at < len(cells) and used + cells[at].lines <= lines:
            used += cells[at].lines
            at += 1
        columns.append(tuple(cells[start:at]))
    return tuple(columns)


def _lines(column: Column) -> int:
    return sum(cell.lines for cell in column)


@dataclass(frozen=True, slots=True)
class _Head:
    """The words of a phase's chevron."""

    title: Fitted
    subtitle: Fitted | None

    @property
    def step(self) -> float:
        """From the last baseline of the title to the first of the subtitle."""
        return 1.34 * self.subtitle.size if self.subtitle else 0.0

    @property
    def height(self) -> float:
        """From the cap of the title to the last baseline."""
        return self.title.cap + self.title.drop + self.step + (self.subtitle.drop if self.subtitle else 0.0)


class _Band:
    """Phases abreast, or one phase in several columns."""

    def __init__(self, group: Sequence[PhasePart], folds: int, view: PosterView, kind: Type) -> None:
        self.group, self.folds, self.view, self.kind = group, folds, view, kind
        count = len(group) * folds
        self.width = (INNER - GUTTER * (count - 1)) / count
        self.span = (INNER - GUTTER * (len(group) - 1)) / len(group)
        self.heads = {first: [self._head(phase, first) for phase in group] for first in (True, False)}

    def head(self, first: bool) -> float:
        """Height of the chevrons."""
        return max(34.0 if first else 26.0, max(head.height for head in self.heads[first]) + 13.0)

    def _head(self, phase: PhasePart, first: bool) -> _Head:
        room, lang = self.span - _DISC - 6, self.view.wording
        words, size = (phase.title, 13.0) if first else (phase.continued, 11.0)
        title = wrap(words, room, size, weight=Weight.BOLD, leading=1.1, lang=lang)
        if title.drop:
            title = wrap(words, room, size - 2.4, weight=Weight.BOLD, leading=1.1, lang=lang)
        return _Head(title, wrap(phase.subtitle, room, 9.4, leading=1.15, lang=lang) if first else None)

    def block(self, columns: list[tuple[Column, ...]], first: bool) -> Block:
        """The block, its lines as close as reads well, up to as wide as reads well."""
        lines = max(_lines(column) for own in columns for column in own)
        fixed = self.head(first) + _ABOVE + _BELOW

        def draw(top: float, height: float) -> tuple[Node, ...]:
            step, line = self.span + GUTTER, (height - fixed) / lines
            boxes = [Box(MARGIN + place * step, top, self.span, height) for place in range(len(self.group))]
            return tuple(
                self._draw(place, own, line, box, first)
                for place, (own, box) in enumerate(zip(columns, boxes, strict=True))
                if own[0]
            )

        return Block(fixed + lines * self.kind.line, fixed + lines * self.kind.widest_line, 12, draw)

    def _draw(self, place: int, columns: tuple[Column, ...], line: float, box: Box, first: bool) -> Group:
        """One phase: the ground and all that decorates it, the chevron, then its points in order."""
        phase, top = self.group[place], box.y + self.head(first) + _ABOVE
        lefts = [box.x + number * (self.width + GUTTER) for number in range(self.folds)]
        decoration: list[Node] = [
            Rect(Box(box.x, box.y + 4, box.w, box.h - 4), Paint(palette.PAPER, palette.LINE, 0.8), 4)
        ]
        items: list[Node] = []
        for left, column in zip(lefts, columns, strict=True):
            y = top
            for number, cell in enumerate(column):
                row = Box(left, y, self.width, cell.lines * line)
                decoration += self._ground(cell, row, ruled=number > 0)
                items.append(cell.draw(left + _PAD, y, line, self.view.theirs))
                y += row.h
        points = Group(Role.LIST, tuple(items), key=f"points-{phase.identifier}")
        chevrons = self._chevron(phase, self.heads[first][place], box, first)
        return Group(Role.SECTION, (artifact(*decoration), *chevrons, points), key=f"phase-{phase.identifier}")

    def _ground(self, cell: Cell, row: Box, *, ruled: bool) -> Iterator[Node]:
        """A gate stands on a tint with a bar at its edge; a hairline separates points."""
        if cell.point.is_gate:
            yield Rect(Box(row.x + 0.4, row.y, row.w - 0.8, row.h), Paint(palette.TINT))
            yield Rect(Box(row.x, row.y, _BAR, row.h), Paint(palette.DEEP))
        if ruled:
            yield Line(row.x + _PAD, row.y, row.right - _PAD, row.y, Paint(stroke=palette.LINE, width=0.7))

    def _chevron(self, phase: PhasePart, head: _Head, box: Box, first: bool) -> tuple[Node, ...]:
        height = self.head(first)
        band = Box(box.x, box.y, box.w, height)
        circle, number = disc(box.x + 18, box.y + height / 2, 9.6 if first else 8.2, phase.number)
        shape = artifact(chevron(band, tip=0 if phase is self.group[-1] else _TIP), circle)
        theirs, x = self.view.theirs, box.x + _DISC
        baseline = box.y + (height - head.height) / 2 + head.title.cap
        title = head.title.at(x, baseline, palette.PAPER, Anchor.START, band)
        if not head.subtitle:
            return shape, Group(Role.P, (number, title), lang=theirs)
        below = baseline + head.title.drop + head.step
        subtitle = head.subtitle.at(x, below, palette.SKY, Anchor.START, band)
        return shape, Group(Role.H2, (number, title), lang=theirs), paragraph(subtitle, lang=theirs)
