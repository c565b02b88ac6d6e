"""A part of the text that stands below another: lines, rows or a figure, and where it may be divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exports.drawing.scene import Node

Draw = Callable[[int, int, float], tuple[Node, ...]]
"""Draws the parts from the first number up to the second, the first of them with its top at the third."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts below each other.

    Args:
        heights: of each part, in points.
        stops: after how many parts it may be divided, in order; the last is all of them.
        draw: its nodes.
        above, below: least distance to the pieces before and after; the larger of two counts.
        keeps_next: whether the next piece begins on the same page.
        starts_page: whether a new page begins here.
        again: what stands above it where it runs on over a page, or begins one: the head of a table.
        bookmarks: titles and depths in the outline.
        run: pieces of one number stay on one page where they fit.
        seam: room that the first and the last part take more where a page divides the piece.
    """

    heights: tuple[float, ...]
    stops: tuple[int, ...]
    draw: Draw
    above: float = 0.0
    below: float = 0.0
    keeps_next: bool = False
    starts_page: bool = False
    again: Piece | None = None
    bookmarks: tuple[tuple[str, int], ...] = ()
    run: int | None = None
    seam: float = 0.0

    @property
    def count(self) -> int:
        """The number of parts."""
        return len(self.heights)

    def height(self, start: int = 0, stop: int | None = None) -> float:
        """Points from the top of part `start` to the bottom of the part before `stop`, alone on a page."""
        stop = self.count if stop is None else stop
        return sum(self.heights[start:stop]) + self.seam * ((start > 0) + (stop < self.count))


def stops_of(count: int) -> tuple[int, ...]:
    """Where lines may be divided: never one alone at the foot of a page, nor at the head of the next."""
    return (*range(2, count - 1), count)


def whole(count: int) -> tuple[int, ...]:
    """The stops of what is not divided."""
    return (count,)
