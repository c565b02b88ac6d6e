"""One point of the poster, in lines of one height: its title, its question, and its marks with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.scene import Group, Role
from exports.drawing.sheet import SMALLEST, paragraph
from exports.drawing.text import Fitted, wrap
from exports.pictures.poster.balance import wrap_balanced
from exports.pictures.poster.marks import draw_tag, tag_width
from exports.pictures.poster.words import Point, Tag

_TAGS_APART = 9.0
_CLOSE, _WIDE = 1.24, 1.42


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes of type in points: of the titles, the questions, and the words of the marks."""

    title: float
    question: float

    @property
    def tag(self) -> float:
        """Size of the words of the marks."""
        return max(SMALLEST, 0.92 * self.question)

    @property
    def line(self) -> float:
        """Least distance between baselines."""
        return _CLOSE * self.question

    @property
    def widest_line(self) -> float:
        """Greatest distance between baselines that still reads as one text."""
        return _WIDE * self.question


@dataclass(frozen=True, slots=True)
class Cell:
    """A point set in lines, without a place yet."""

    point: Point
    type: Type
    title: Fitted
    question: Fitted
    tags: tuple[tuple[Tag, ...], ...]

    @property
    def lines(self) -> int:
        """How many lines it takes, the empty one that keeps it from the next included."""
        return len(self.title.lines) + len(self.question.lines) + len(self.tags) + 1

    def draw(self, x: float, top: float, line: float, lang: str) -> Group:
        """The point within `lines` times `line` points from `top`, as much air above it as below."""
        first = top + line + (self.title.cap - 0.22 * self.type.question) / 2
        below = first + line * len(self.title.lines)
        parts = [
            paragraph(replace(self.title.at(x, first, palette.INK), leading=line), lang=lang),
            paragraph(replace(self.question.at(x, below, palette.MUTE), leading=line), lang=lang),
        ]
        baseline = below + line * len(self.question.lines)
        for tags in self.tags:
            left = x
            for tag in tags:
                parts.append(draw_tag(tag, left, baseline + 0.15 * line, self.type.tag))
                left += tag_width(tag, self.type.tag) + _TAGS_APART
            baseline += line
        return Group(Role.ITEM, (Group(Role.BODY, tuple(parts)),))


def set_point(point: Point, kind: Type, width: float, lang: str) -> Cell:
    """The point in lines of at most `width` points; nothing of it is left out."""
    return Cell(
        point,
        kind,
        wrap(point.title, width, kind.title, weight=Weight.SEMIBOLD, lang=lang),
        wrap_balanced(point.question, width, kind.question, lang=lang),
        tuple(tuple(line) for line in _flow(point.tags, width, kind.tag)),
    )


def _flow(tags: Sequence[Tag], width: float, size: float) -> list[list[Tag]]:
    """Marks in lines, each as full as it can be."""
    lines: list[list[Tag]] = []
    used = 0.0
    for tag in tags:
        wide = tag_width(tag, size) + _TAGS_APART
        if not lines or used + wide - _TAGS_APART > width:
            lines.append([])
            used = 0.0
        lines[-1].append(tag)
        used += wide
    return lines
