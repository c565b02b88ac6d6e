"""The legend of a card: a square and a word for each level, as large as the lines allow."""

from __future__ import annotations

from exports.drawing import palette
from exports.drawing.scene import Group, Node, Role
from exports.drawing.sheet import paragraph
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import Key, View

_SIZES = ((14.5, 1), (13.5, 1), (12.5, 1), (12, 2), (11, 2), (10, 3), (9, 9))
_APART = 20.0


def legend_height(view: View, width: float) -> float:
    """Points that the legend takes."""
    size, lines = _lines(view, width)
    return len(lines) * 1.75 * size


def draw_legend(view: View, x: float, top: float, width: float) -> tuple[Node, ...]:
    """The legend with its first squares at `top`."""
    size, lines = _lines(view, width)
    square, items = 1.45 * size, list[Node]()
    for row, line in enumerate(lines):
        left, y = x, top + row * 1.75 * size
        for key, words in line:
            assert key.value is not None  # kept by `_lines`
            mark = Group(Role.LABEL, view.marks.square(left, y, square, key.value), spoken=key.spoken)
            text = words.at(left + square + 6, y + square / 2 + 0.33 * size, palette.INK)
            items.append(Group(Role.ITEM, (mark, paragraph(text, Role.BODY))))
            left += square + 6 + words.width + _APART
    return (Group(Role.LIST, tuple(items)),)


def _lines(view: View, width: float) -> tuple[float, list[list[tuple[Key, Fitted]]]]:
    """The largest size of type with which the entries take few lines, and the lines."""
    keys = [key for key in view.legend if key.value is not None]
    flows = ((size, most, _flow(keys, size, width, view.lang)) for size, most in _SIZES)
    return next((size, lines) for size, most, lines in flows if len(lines) <= most)


def _flow(keys: list[Key], size: float, width: float, lang: str) -> list[list[tuple[Key, Fitted]]]:
    lines: list[list[tuple[Key, Fitted]]] = [[]]
    used = 0.0
    for key in keys:
        words = fit(key.words, width - 2 * size - 6, lines=1, sizes=(size, size), lang=lang)
        step = 1.45 * size + 6 + words.width
        if lines[-1] and used + step > width:
            lines.append([])
            used = 0.0
        lines[-1].append((key, words))
        used += step + _APART
    return lines
