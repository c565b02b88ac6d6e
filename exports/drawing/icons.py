"""Small line drawings beside words, on a grid of 16 points: they repeat what the words say."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum

from exports.drawing.scene import Node
from exports.drawing.shapes import Box, Circle, Line, Paint, Rect, polygon

_GRID = 16.0


class Icon(StrEnum):
    """What there is a drawing of."""

    PERSON = "person"
    CALENDAR = "calendar"
    BOOK = "book"
    CHECK = "check"
    STAR = "star"
    ONWARD = "onward"


def icon(kind: Icon, x: float, y: float, colour: str, size: float = _GRID) -> tuple[Node, ...]:
    """The drawing, its top left corner at (x, y), `size` points across."""
    return _DRAWINGS[kind](_Pen(x, y, size / _GRID, colour))


class _Pen:
    """Places grid coordinates on the page."""

    def __init__(self, x: float, y: float, scale: float, colour: str) -> None:
        self.x, self.y, self.scale, self.colour = x, y, scale, colour

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.scale, self.y + y * self.scale

    def paint(self, width: float) -> Paint:
        return Paint(stroke=self.colour, width=width * self.scale, round_ends=True)

    def stroke(self, *points: tuple[float, float], width: float = 1.3) -> Node:
        return polygon(tuple(self.point(*point) for point in points), self.paint(width), closed=False)

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 1.3) -> Node:
        return Line(*self.point(x1, y1), *self.point(x2, y2), self.paint(width))

    def circle(self, x: float, y: float, r: float) -> Node:
        return Circle(*self.point(x, y), r * self.scale, self.paint(1.3))

    def frame(self, x: float, y: float, w: float, h: float) -> Node:
        box = Box(*self.point(x, y), w * self.scale, h * self.scale)
        return Rect(box, self.paint(1.3), 1.5 * self.scale)


def _person(pen: _Pen) -> tuple[Node, ...]:
    shoulders = ((1.2, 15.4), (2.4, 11.4), (5.2, 9.8), (9.2, 9.8), (12.0, 11.4), (13.2, 15.4))
    return pen.circle(7.2, 4.2, 3.4), pen.stroke(*shoulders)


def _calendar(pen: _Pen) -> tuple[Node, ...]:
    rings = (pen.line(x, 0.8, x, 4) for x in (4.4, 10))
    return pen.frame(0.8, 2.4, 12.8, 12.6), pen.line(0.8, 6.6, 13.6, 6.6), *rings


def _book(pen: _Pen) -> tuple[Node, ...]:
    return pen.frame(1.4, 0.8, 11.8, 14.2), *(pen.line(4.4, y, 10.2, y, 1.2) for y in (5, 8, 11))


def _check(pen: _Pen) -> tuple[Node, ...]:
    return pen.circle(7.2, 8, 6.8), pen.stroke((4, 8.2), (6.4, 10.6), (10.6, 5.6), width=1.5)


def _star(pen: _Pen) -> tuple[Node, ...]:
    turns = (-math.pi / 2 + corner * math.pi / 5 for corner in range(10))
    radii = (8.0 if corner % 2 == 0 else 3.6 for corner in range(10))
    points = tuple(
        pen.point(round(8 + radius * math.cos(turn), 3), round(8.4 + radius * math.sin(turn), 3))
        for turn, radius in zip(turns, radii, strict=True)
    )
    return (polygon(points, Paint(fill=pen.colour)),)


def _onward(pen: _Pen) -> tuple[Node, ...]:
    return tuple(pen.stroke((x, 2), (x + 6, 8), (x, 14), width=2.5) for x in (1, 8))


_DRAWINGS: dict[Icon, Callable[[_Pen], tuple[Node, ...]]] = {
    Icon.PERSON: _person,
    Icon.CALENDAR: _calendar,
    Icon.BOOK: _book,
    Icon.CHECK: _check,
    Icon.STAR: _star,
    Icon.ONWARD: _onward,
}
