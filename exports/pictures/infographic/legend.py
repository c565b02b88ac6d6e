"""The legend: every mark on the page in words, flowing over as many lines as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.marks import Marks, Off, gate_mark, lens_mark, opinion_mark
from exports.drawing.scene import Group, Node, Role
from exports.drawing.shapes import Text
from exports.drawing.sheet import INNER, MARGIN, SMALLEST, Block, paragraph
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import Key, View

_SIZE, _STEP, _APART = 9.2, 14.4, 12.0
_BARS = 10.4
_NUMERAL = 10.0


@dataclass(frozen=True, slots=True)
class _Entry:
    key: Key
    mark: float
    words: Fitted

    @property
    def width(self) -> float:
        return self.mark + 3.5 + self.words.width


def legend_block(view: View) -> Block:
    """The legend as a block of the page."""
    lines = _flow([_entry(key, view) for key in view.legend], INNER)

    def draw(top: float, _height: float) -> tuple[Node, ...]:
        items: list[Node] = []
        for row, line in enumerate(lines):
            x = MARGIN
            for entry in line:
                items.append(_item(entry, view.marks, x, top + 10.4 + row * _STEP))
                x += entry.width + _APART
        return (Group(Role.LIST, tuple(items)),)

    height = 14 + (len(lines) - 1) * _STEP
    return Block(height, height, 8, draw)


def _flow(entries: Sequence[_Entry], width: float) -> list[list[_Entry]]:
    """Entries in lines, each as full as it can be."""
    lines: list[list[_Entry]] = [[]]
    used = 0.0
    for entry in entries:
        if lines[-1] and used + entry.width > width:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += entry.width + _APART
    return lines


def _entry(key: Key, view: View) -> _Entry:
    mark = _mark_width(key, view.marks)
    words = fit(key.words, INNER - mark - 4, lines=1, sizes=(_SIZE, SMALLEST), lang=view.lang)
    return _Entry(key, mark, words)


def _mark_width(key: Key, marks: Marks) -> float:
    if key.value is Off.NOT_APPLICABLE:
        return 12.4
    if key.gate is not None or key.other is not None or key.opinions:
        return 9.4
    numeral = 0.0 if key.chosen is not None else 2.6 + text_width(_word(key), Weight.BOLD, _NUMERAL)
    return marks.bars_width(_BARS) + numeral


def _word(key: Key) -> str:
    return "?" if isinstance(key.value, Off) else str(key.value)


def _item(entry: _Entry, marks: Marks, x: float, y: float) -> Group:
    mark = Group(Role.LABEL, _mark(entry.key, marks, x, y), spoken=entry.key.spoken)
    words = entry.words.at(x + entry.mark + 3.5, y, palette.INK)
    return Group(Role.ITEM, (mark, paragraph(words, Role.BODY)))


def _mark(key: Key, marks: Marks, x: float, y: float) -> tuple[Node, ...]:
    if key.gate is not None:
        return gate_mark(key.gate, x, y - 8, 9.4)
    if key.other is not None:
        return (lens_mark(key.other, x + 4.4, y - 3, 3),)
    if key.opinions:
        return (opinion_mark(x, y - 7.6, 9),)
    if key.chosen is not None:
        return marks.bars(x, y + 0.6, marks.highest - 1, chosen=key.chosen, height=_BARS)
    if key.value is Off.NOT_APPLICABLE:
        return marks.square(x, y - 9.2, 12.4, Off.NOT_APPLICABLE)
    assert key.value is not None  # an entry explains one kind of mark
    numeral_x = x + marks.bars_width(_BARS) + 2.6
    fill = palette.MUTE if key.value is Off.UNKNOWN else palette.INK
    return (
        *marks.bars(x, y + 0.6, key.value, height=_BARS),
        Text(numeral_x, y + 0.2, (_word(key),), _NUMERAL, fill, Weight.BOLD),
    )
