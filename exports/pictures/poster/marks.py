"""The marks of the poster: a core point by a ringed dot, a gate by a shield with the level that it needs.

They differ in shape, and a word always stands beside them.
"""

from __future__ import annotations

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Role
from exports.drawing.shapes import Anchor, Circle, Paint, Path, Step, Text
from exports.drawing.sheet import SMALLEST
from exports.pictures.poster.words import Tag

_APART = 3.6


def mark_width(tag: Tag, size: float) -> float:
    """Points across the mark beside a word of `size` points."""
    if tag.level is None:
        return size
    return max(1.22 * size, text_width(str(tag.level), Weight.BOLD, _numeral(size)) + 0.6 * size)


def tag_width(tag: Tag, size: float) -> float:
    """Points across mark and word."""
    return mark_width(tag, size) + _APART + text_width(tag.word, Weight.SEMIBOLD, size)


def draw_tag(tag: Tag, x: float, baseline: float, size: float, role: Role = Role.P) -> Group:
    """The mark and its word, heard as the words of the tag."""
    word_x = x + mark_width(tag, size) + _APART
    word = Text(word_x, baseline, (tag.word,), size, palette.DEEP, Weight.SEMIBOLD)
    return Group(role, (*_mark(tag, x, baseline, size), word), spoken=tag.spoken)


def _mark(tag: Tag, x: float, baseline: float, size: float) -> tuple[Node, ...]:
    middle = baseline - 0.33 * size
    if tag.level is None:
        centre, r = x + size / 2, size / 2
        ring = Circle(centre, middle, 0.9 * r, Paint(palette.PAPER, palette.DEEP, 0.14 * size))
        return ring, Circle(centre, middle, 0.46 * r, Paint(palette.DEEP))
    width, numeral = mark_width(tag, size), _numeral(size)
    label = Text(
        x + width / 2,
        middle + 0.3 * numeral,
        (str(tag.level),),
        numeral,
        palette.DEEP,
        Weight.BOLD,
        Anchor.MIDDLE,
    )
    return _shield(x, middle, width, 1.36 * size), label


def _numeral(size: float) -> float:
    return max(SMALLEST, 0.92 * size)


def _shield(x: float, middle: float, width: float, height: float) -> Path:
    """A shield around the height `middle`, its edge drawn and its inside left white."""

    def at(across: float, down: float) -> tuple[float, float]:
        return x + across * width, middle + (down - 0.47) * height

    outline = (
        Step("M", at(0.5, 0.0)),
        Step("L", at(0.96, 0.1)),
        Step("L", at(0.96, 0.52)),
        Step("C", (*at(0.96, 0.78), *at(0.74, 0.92), *at(0.5, 1.0))),
        Step("C", (*at(0.26, 0.92), *at(0.04, 0.78), *at(0.04, 0.52))),
        Step("L", at(0.04, 0.1)),
        Step("Z"),
    )
    return Path(outline, Paint(palette.PAPER, palette.DEEP, 0.12 * height / 1.36))
