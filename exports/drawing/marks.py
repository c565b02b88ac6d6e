"""The marks that stand for levels, gates and phases in every picture: infographic, card, poster and report.

A level is told three times: by the number of bars or the place in a strip, by a numeral, and by lightness. So it
survives photocopiers and every kind of colour sight. Marks carry no words for those who listen: put them in a group
with `spoken` words, or in a figure with `alt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Node
from exports.drawing.shapes import Anchor, Box, Circle, Line, Paint, Path, Rect, Step, Text, polygon
from framework.assessing.scoring import Gate
from framework.instrument.model import Scale

BARS_HEIGHT = 16.0
SMALLEST_SQUARE = 12.4
"""Points; the numeral in a smaller square would be smaller than the smallest type (8.3)."""

_BARS_WIDEST = 34.0
_NUMERAL = 0.68
_DIGITS_NARROW = 0.56


class Off(StrEnum):
    """Why there is no level to draw."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


Value = int | Off
"""What a mark shows: a level, or why there is none."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one scale.

    Args:
        lowest: number of the lowest level.
        fills: a colour for each level, from the lowest up; lighter to darker.
    """

    lowest: int
    fills: tuple[str, ...]

    @property
    def span(self) -> int:
        """Steps above the lowest level: as many bars."""
        return len(self.fills) - 1

    @property
    def highest(self) -> int:
        """The number of the highest level."""
        return self.lowest + self.span

    def fill(self, level: int) -> str:
        """The colour of a level."""
        return self.fills[level - self.lowest]

    def bars_width(self, height: float = BARS_HEIGHT) -> float:
        """Points across the bars of this scale at a height."""
        wide, gap = self._bar(height)
        return self.span * wide + (self.span - 1) * gap

    def numeral_width(self, size: float) -> float:
        """Points across the widest numeral of this scale, or its "?", at a size of type."""
        return size * _numeral_width(self.lowest, self.highest)

    def bars(
        self, x: float, base: float, value: Value, *, chosen: int | None = None, height: float = BARS_HEIGHT
    ) -> tuple[Node, ...]:
        """Rising bars that stand on `base`: as many filled as the level lies above the lowest.

        Args:
            x, base: left and lower edge, in points.
            value: the level that counts; unknown is dotted, not applicable is nothing.
            chosen: a higher level that was chosen and does not count: its bars stand hollow with a heavy edge.
            height: of the last bar.
        """
        if value is Off.NOT_APPLICABLE:
            return ()
        wide, gap = self._bar(height)
        low = 0.45 * height
        rise = (height - low) / (self.span - 1) if self.span > 1 else 0.0
        tops = [height if self.span == 1 else low + rise * index for index in range(self.span)]
        return tuple(
            Rect(Box(x + index * (wide + gap), base - tall, wide, tall), paint, 0.07 * height)
            for index, (tall, paint) in enumerate(zip(tops, self._bar_paints(value, chosen, height), strict=True))
        )

    def _bar_paints(self, value: Value, chosen: int | None, height: float) -> list[Paint]:
        thin = 0.05 * height
        if isinstance(value, Off):
            return [Paint(palette.PAPER, palette.MUTE, thin, (0.08 * height, 0.08 * height))] * self.span
        filled = value - self.lowest
        hollow = max(0, (chosen or value) - value)
        full = Paint(self.fill(value), palette.EDGE, thin)
        missed = Paint(palette.PAPER, palette.EDGE, 1.9 * thin)
        empty = Paint(palette.PAPER, palette.EMPTY_EDGE, thin)
        return [full] * filled + [missed] * hollow + [empty] * (self.span - filled - hollow)

    def _bar(self, height: float) -> tuple[float, float]:
        """Width of a bar and of the gap beside it; many bars are narrower, so that words keep their room."""
        unit = height / BARS_HEIGHT
        gap = 1.6 * unit
        return min(7.2 * unit, (_BARS_WIDEST * unit - (self.span - 1) * gap) / self.span), gap

    def square(self, x: float, y: float, size: float, value: Value) -> tuple[Node, ...]:
        """A square of `size` points with the numeral; unknown dotted with "?", not applicable with a dash."""
        box = Box(x + 0.4, y + 0.4, size - 0.8, size - 0.8)
        edge, radius = 0.05 * size + 0.05, 0.14 * size
        if value is Off.NOT_APPLICABLE:
            dash = Line(
                x + 0.3 * size, y + size / 2, x + 0.7 * size, y + size / 2, Paint(stroke=palette.MUTE, width=1.5)
            )
            return Rect(box, Paint(palette.PAPER, palette.EMPTY_EDGE, edge), radius), dash
        if value is Off.UNKNOWN:
            dots = (0.095 * size, 0.095 * size)
            frame = Rect(box, Paint(palette.PAPER, palette.MUTE, edge, dots), radius)
            return frame, _centred("?", x, y, size, palette.MUTE)
        fill = self.fill(value)
        frame = Rect(box, Paint(fill, palette.EDGE, edge), radius)
        return frame, _centred(str(value), x, y, size, palette.ink_on(fill))

    def strip(
        self, x: float, y: float, values: Sequence[Value], *, size: float, across: int, gap: float = 2.4
    ) -> tuple[Node, ...]:
        """One square for each value, `across` in a row, the rows below each other."""
        step = size + gap
        return tuple(
            node
            for place, value in enumerate(values)
            for node in self.square(x + place % across * step, y + place // across * step, size, value)
        )


@lru_cache(maxsize=64)
def _numeral_width(lowest: int, highest: int) -> float:
    """Width of the widest numeral at a size of one point."""
    return max(text_width(word, Weight.BOLD, 1) for word in (str(lowest), str(highest), "0", "?"))


def marks_of(scale: Scale) -> Marks:
    """The marks of a framework's scale, of 2 to 7 levels."""
    return Marks(scale.lowest, palette.ramp(len(scale.levels)))


def sort_strip(values: Sequence[Value]) -> tuple[Value, ...]:
    """The highest level first, then what is unknown, then what does not apply."""
    return tuple(sorted(values, key=lambda v: (1 if v is Off.UNKNOWN else 2, 0) if isinstance(v, Off) else (0, -v)))


def strip_shape(most: int, width: float, *, largest: float = 17.0, gap: float = 2.4) -> tuple[float, int]:
    """(size of a square, squares in a row) for strips of at most `most` squares in `width` points.

    One row where the squares stay large enough for their numerals, else as many rows as that takes.
    """
    rows = 1
    while True:
        across = max(1, -(-most // rows))
        size = min(largest, (width - (across - 1) * gap) / across)
        if size >= SMALLEST_SQUARE or across == 1:
            return size, across
        rows += 1


def gate_mark(gate: Gate, x: float, y: float, size: float = 9.0) -> tuple[Node, ...]:
    """A shield for a gate that is open; a triangle for one that is not, hollow while the level is unknown."""
    if gate is Gate.OPEN:
        return _shield(x, y, size)
    at = _Grid(x, y, size / 9)
    hollow = gate is Gate.UNKNOWN
    ink = Paint(palette.WARNING if hollow else palette.PAPER)
    edge = Paint(palette.PAPER if hollow else palette.WARNING, palette.WARNING, at.unit)
    stem = Rect(Box(*at(3.95, 3.1), 1.1 * at.unit, 2.7 * at.unit), ink)
    return polygon((at(4.5, 0.5), at(8.6, 8.4), at(0.4, 8.4)), edge), stem, Circle(*at(4.5, 7.1), 0.68 * at.unit, ink)


def _shield(x: float, y: float, size: float) -> tuple[Node, ...]:
    at = _Grid(x, y, size / 9)
    outline = (
        Step("M", at(4.5, 0.2)),
        Step("L", at(8.2, 1.4)),
        Step("L", at(8.2, 4.2)),
        Step("C", (*at(8.2, 6.6), *at(6.6, 8.2), *at(4.5, 9))),
        Step("C", (*at(2.4, 8.2), *at(0.8, 6.6), *at(0.8, 4.2))),
        Step("L", at(0.8, 1.4)),
        Step("Z"),
    )
    stroke = Paint(stroke=palette.PAPER, width=1.2 * at.unit, round_ends=True)
    return Path(outline, Paint(palette.DEEP)), polygon((at(2.7, 4.5), at(4.1, 5.9), at(6.4, 3.1)), stroke, closed=False)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Points on the page of a drawing of 9 by 9 units."""

    x: float
    y: float
    unit: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.unit, self.y + y * self.unit


def lens_mark(place: int, x: float, y: float, size: float = 2.6) -> Node:
    """The mark of another lens, centred on (x, y): a diamond, a triangle, then a disc."""
    paint = Paint(palette.INK)
    if place == 0:
        return polygon(((x, y - size), (x + size, y), (x, y + size), (x - size, y)), paint)
    if place == 1:
        return polygon(((x, y - size), (x + size, y + 0.8 * size), (x - size, y + 0.8 * size)), paint)
    return Circle(x, y, 0.85 * size, paint)


def opinion_mark(x: float, y: float, size: float = 8.0) -> Node:
    """The mark of the opinions of professionals: a speech bubble with its top left corner at (x, y)."""
    at = _Grid(x, y, size / 9)
    corners = (at(0.4, 0.9), at(8.6, 0.9), at(8.6, 6.5), at(4.6, 6.5), at(2.2, 8.8), at(2.2, 6.5), at(0.4, 6.5))
    return polygon(corners, Paint(palette.DEEP))


def chevron(box: Box, *, tip: float = 9.0, fill: str = palette.NAVY_SOFT) -> Node:
    """The head of a phase, pointing `tip` points beyond its right edge to the next one (0 for the last)."""
    point = ((box.right + tip, box.y + box.h / 2),) if tip else ()
    corners = ((box.x, box.y), (box.right, box.y), *point, (box.right, box.bottom), (box.x, box.bottom))
    return polygon(corners, Paint(fill))


def disc(x: float, y: float, r: float, number: int, *, fill: str = palette.GOLD) -> tuple[Node, Text]:
    """A disc around (x, y) and the number in it; the number is a word, the disc is decoration."""
    size = 1.4 * r if number < 10 else 1.15 * r
    label = Text(x, y + 0.33 * size, (str(number),), size, palette.ink_on(fill), Weight.BOLD, Anchor.MIDDLE)
    return Circle(x, y, r, Paint(fill)), label


def _centred(word: str, x: float, y: float, size: float, fill: str) -> Text:
    type_size = size * (_NUMERAL if len(word) < 2 else _DIGITS_NARROW)
    type_size = max(8.3, type_size) if size >= SMALLEST_SQUARE else type_size
    return Text(x + size / 2, y + size / 2 + 0.33 * type_size, (word,), type_size, fill, Weight.BOLD, Anchor.MIDDLE)
