"""The phases beside each other: head, label, strip, counts and rows, cut into pieces that a page can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.marks import chevron, disc, strip_shape
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Box, Line, Paint, Rect, Text
from exports.drawing.sheet import GUTTER, INNER, MARGIN, SMALLEST, Block, Density, first_fit, paragraph
from exports.drawing.text import fit
from exports.pictures.infographic.rows import PAD, FittedRow, draw_row, even_height, fit_row
from exports.pictures.infographic.view import PhaseView, View

ABREAST, MOST_ROWS = 3, 20
"""Phases beside each other, and rows of one phase, on a page."""

_BELOW = 6.0
_TALLEST_ROW = 33.0
_GAP = 2.4


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some rows of one phase; the first piece of a phase also has its strip and counts."""

    phase: PhaseView
    rows: tuple[FittedRow, ...]
    first: bool


def phase_blocks(view: View, density: Density, rooms: tuple[float, float]) -> Iterator[Block]:
    """Blocks with all phases, at most three abreast; `rooms` are the heights of the first page and of later ones."""
    count = -(-len(view.phases) // ABREAST)
    size = -(-len(view.phases) // count)
    for start in range(0, len(view.phases), size):
        group = view.phases[start : start + size]
        yield from _group_blocks(group, view, density, rooms[0] if start == 0 else rooms[1], rooms[1])


def _group_blocks(
    group: Sequence[PhaseView], view: View, density: Density, room: float, later: float
) -> Iterator[Block]:
    width = (INNER - GUTTER * (len(group) - 1)) / len(group)
    columns = 2 if len(group) == 1 and len(group[0].rows) > 4 else 1
    rests = [[fit_row(row, view, width / columns) for row in phase.rows] for phase in group]
    first = True
    while first or any(rests):
        band = _Band(group, view, width, columns, first)
        free = room - band.head - _BELOW
        pieces = tuple(
            _Piece(phase, _take(rest, free, density.row, columns), first)
            for phase, rest in zip(group, rests, strict=True)
        )
        rests = [rest[len(piece.rows) :] for rest, piece in zip(rests, pieces, strict=True)]
        yield band.block(pieces, density)
        first, room = False, later


def _take(rows: Sequence[FittedRow], room: float, least: float, columns: int) -> tuple[FittedRow, ...]:
    """As many rows as the room holds, at least one."""
    taken, used = 0, 0.0
    for row in rows[:MOST_ROWS]:
        used += max(row.needs, least) / columns
        if taken and used > room:
            break
        taken += 1
    return tuple(rows[:taken])


class _Band:
    """One block of phases abreast."""

    def __init__(self, group: Sequence[PhaseView], view: View, width: float, columns: int, first: bool) -> None:
        self.group, self.view, self.width, self.columns, self.first = group, view, width, columns, first
        self.last = group[-1].number
        most = max(len(phase.rows) for phase in group)
        self.square, self.across = strip_shape(most, width - 2 * PAD, gap=_GAP)
        lines = -(-most // self.across)
        self.strip = lines * (self.square + _GAP) - _GAP if most else 0.0
        self.counts = [_Counts(phase, width - 2 * PAD, view) for phase in group]
        self.intro = 7 + self.strip + 5 + max(count.height for count in self.counts) + 6
        self.headings = [_Heading(phase, width, view, first=first) for phase in group]
        self.chevron = max(heading.height for heading in self.headings)
        self.head = self.chevron + (self.intro if first else 2)

    def block(self, pieces: Sequence[_Piece], density: Density) -> Block:
        """The block: as high as its fullest phase needs, at most as high as comfortable rows make it."""
        folded = [self._fold(piece.rows) for piece in pieces]
        needs = [sum(max(row.needs, density.row) for row in rows) for column in folded for rows in column]
        wishes = [sum(max(row.needs, _TALLEST_ROW) for row in rows) for column in folded for rows in column]
        fixed = self.head + _BELOW

        def draw(top: float, height: float) -> tuple[Node, ...]:
            step, free = self.width + GUTTER, height - fixed
            evens = [even_height(rows, free, density.row) for column in folded for rows in column]
            even = min(*evens, _TALLEST_ROW) if evens else 0.0
            boxes = [Box(MARGIN + place * step, top, self.width, height) for place in range(len(pieces))]
            drawn = zip(pieces, boxes, range(len(pieces)), strict=True)
            return tuple(self._draw(piece, box, even, place) for piece, box, place in drawn)

        return Block(fixed + max(needs, default=0), fixed + max(wishes, default=0), 12, draw)

    def _fold(self, rows: tuple[FittedRow, ...]) -> list[tuple[FittedRow, ...]]:
        """Rows by column inside the phase."""
        half = -(-len(rows) // self.columns)
        return [rows[start : start + half] for start in range(0, len(rows), half or 1)]

    def _draw(self, piece: _Piece, box: Box, even: float, place: int) -> Group:
        phase = piece.phase
        ground = Rect(Box(box.x, box.y + 4, box.w, box.h - 4), Paint(palette.PAPER, palette.LINE, 0.8), 4)
        head = self.headings[place].draw(box, self.chevron, last=phase.number == self.last)
        body: list[Node] = []
        if piece.first:
            body += self._intro(phase, box, place)
        body += self._rows(piece, box, even)
        return Group(Role.SECTION, (artifact(ground), *head, *body), key=f"phase-{phase.identifier}")

    def _intro(self, phase: PhaseView, box: Box, place: int) -> tuple[Node, ...]:
        left, top = box.x + PAD, box.y + self.chevron + 7
        nodes: list[Node] = []
        if phase.strip:
            strip = self.view.marks.strip(left, top, phase.strip, size=self.square, across=self.across, gap=_GAP)
            nodes.append(Group(Role.FIGURE, strip, alt=phase.alt))
        nodes += self.counts[place].draw(left, top + self.strip + 5)
        y = box.y + self.head - 0.5
        rule = Line(left, y, box.right - PAD, y, Paint(stroke=palette.LINE))
        return (*nodes, artifact(rule)) if phase.rows else tuple(nodes)

    def _rows(self, piece: _Piece, box: Box, even: float) -> tuple[Node, ...]:
        if not piece.rows:
            return ()
        width, rows = box.w / self.columns, list[Node]()
        for place, column in enumerate(self._fold(piece.rows)):
            y = box.y + self.head + 1
            for index, row in enumerate(column):
                place_of_row = Box(box.x + place * width, y, width, max(even, row.needs))
                calm = index > 0 and not column[index - 1].row.is_alarm
                rows.append(draw_row(row, self.view, place_of_row, line=calm))
                y = place_of_row.bottom
        phase = piece.phase
        return (Group(Role.TABLE, tuple(rows), summary=phase.summary, key=f"rows-{phase.identifier}"),)


class _Heading:
    """The chevron of a phase: number, title, and the label below it."""

    def __init__(self, phase: PhaseView, width: float, view: View, *, first: bool) -> None:
        self.number, self.theirs, self.first = phase.number, view.theirs, first
        room, words, lang = width - 42, phase.title if first else phase.continued, view.lang
        self.title = first_fit(
            lambda: fit(words, room, lines=1, sizes=(13, 10.6), weight=Weight.BOLD, lang=lang),
            lambda: fit(words, room, lines=3, sizes=(10, 8.6), weight=Weight.BOLD, lang=lang, leading=1.12),
        )
        self.label = fit(phase.label, room, lines=3, sizes=(10.2, SMALLEST), weight=Weight.SEMIBOLD, lang=lang)
        below = 13 + self.label.drop if first else 0
        self.height = max(36.0, 0.66 * self.title.size + self.title.drop + below + 14.5)

    def draw(self, box: Box, height: float, *, last: bool) -> tuple[Node, ...]:
        """The chevron over the top of `box`, its texts around the middle."""
        middle, x = box.y + height / 2, box.x + 34
        circle, number = disc(box.x + 18, middle, 9.6, self.number)
        shape = artifact(chevron(Box(box.x, box.y, box.w, height), tip=0 if last else 10), circle)
        below = 13 + self.label.drop if self.first else 0
        y = middle - (self.title.drop + below) / 2 + 0.33 * self.title.size
        title = Group(Role.H2 if self.first else Role.P, (number, self.title.at(x, y, palette.PAPER)), lang=self.theirs)
        if not self.first:
            return shape, title
        return shape, title, paragraph(self.label.at(x, y + self.title.drop + 13, palette.SKY), lang=self.theirs)


class _Counts:
    """The line "3 van 7 uitgewerkt of hoger" and the coverage below it, fitted."""

    def __init__(self, phase: PhaseView, width: float, view: View) -> None:
        self.phase, self.lang = phase, view.lang
        self.indent = text_width(phase.count, Weight.BOLD, 11) + 4 if phase.count else 0.0
        self.what = fit(phase.of_what, width - self.indent, lines=4, sizes=(9.8, SMALLEST), lang=view.lang)
        self.coverage = fit(phase.coverage, width, lines=3, sizes=(9, SMALLEST), lang=view.lang)

    @property
    def height(self) -> float:
        """Points from the strip to the end of the coverage."""
        first = 13.6 + self.what.drop if self.phase.count else 0.0
        return first + 11.4 + self.coverage.drop

    def draw(self, x: float, top: float) -> tuple[Node, ...]:
        """Both lines, from `top` down."""
        nodes: list[Node] = []
        y = top + 9.6
        if self.phase.count:
            number = Text(x, y, (self.phase.count,), 11, palette.INK, Weight.BOLD)
            nodes.append(Group(Role.P, (number, self.what.at(x + self.indent, y, palette.INK))))
            y += 12.6 + self.what.drop
        nodes.append(paragraph(self.coverage.at(x, y, palette.MUTE)))
        return tuple(nodes)
