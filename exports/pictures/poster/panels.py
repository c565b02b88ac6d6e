"""What closes the poster: the levels with what each asks, and three steps to use it, side by side; and the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.icons import Icon, icon
from exports.drawing.marks import disc
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Paint, Rect, Text
from exports.drawing.sheet import GUTTER, HEIGHT, INNER, MARGIN, WIDTH, Block, paragraph
from exports.drawing.text import Fitted, wrap
from exports.pictures.poster.balance import wrap_balanced
from exports.pictures.poster.words import LevelPart, PosterView

_PAD, _TITLE, _UNDER = 13.0, 33.0, 11.0
_HEAD, _BODY = 9.8, 8.8
_BETWEEN, _BARS, _NUMERAL = 6.6, 14.0, 12.4
_FOOT, _MOST_STATUS = 8.8, 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A bold line and a calm one below it."""

    head: Fitted
    body: Fitted

    @property
    def height(self) -> float:
        """From the capitals of the head to the last baseline."""
        return self.head.cap + self.head.drop + 1.24 * _BODY + self.body.drop

    def draw(self, x: float, top: float, inks: tuple[str, str], langs: tuple[str, str]) -> tuple[Group, Group]:
        """Both as paragraphs, the capitals of the head at `top`."""
        first = top + self.head.cap
        below = first + self.head.drop + 1.24 * _BODY
        return (
            paragraph(self.head.at(x, first, inks[0]), lang=langs[0]),
            paragraph(self.body.at(x, below, inks[1]), lang=langs[1]),
        )


def _set_entry(head: str, body: str, width: float, langs: tuple[str, str]) -> _Entry:
    return _Entry(
        wrap(head, width, _HEAD, weight=Weight.SEMIBOLD, leading=1.15, lang=langs[0]),
        wrap_balanced(body, width, _BODY, leading=1.2, lang=langs[1]),
    )


def panels_block(view: PosterView) -> Block:
    """Levels and steps, side by side and equally high."""
    width = (INNER - GUTTER) / 2
    levels, steps = _Levels(view, width), _Steps(view, width)
    least = _TITLE + max(levels.height, steps.height) + _UNDER

    def draw(top: float, height: float) -> tuple[Node, ...]:
        left, right = Box(MARGIN, top, width, height), Box(MARGIN + width + GUTTER, top, width, height)
        return levels.draw(left), steps.draw(right)

    return Block(least, 1.2 * least, 12, draw)


def _total(entries: Sequence[_Entry]) -> float:
    return sum(entry.height for entry in entries) + _BETWEEN * (len(entries) - 1)


def _stack(entries: Sequence[_Entry], box: Box, draw: Callable[[int, _Entry, float], Node]) -> tuple[Node, ...]:
    """Entries below each other, the gaps sharing the spare height."""
    spare = (box.h - _TITLE - _UNDER - _total(entries)) / max(1, len(entries) - 1)
    y, nodes = box.y + _TITLE, list[Node]()
    for place, entry in enumerate(entries):
        nodes.append(draw(place, entry, y))
        y += entry.height + _BETWEEN + min(spare, 8.0)
    return tuple(nodes)


class _Levels:
    """The scale: bars, numeral, name, and what the level asks."""

    def __init__(self, view: PosterView, width: float) -> None:
        self.view = view
        self.numeral = view.marks.bars_width(_BARS) + 7
        self.indent = self.numeral + view.marks.numeral_width(_NUMERAL) + 9
        room = width - 2 * _PAD - self.indent
        self.entries = [_set_entry(part.label, part.asks, room, (view.wording, view.lang)) for part in view.levels]
        self.height = _total(self.entries)

    def draw(self, box: Box) -> Group:
        """The panel with its ground and title."""
        ground = artifact(Rect(box, Paint(palette.TINT), 6))
        title = Text(box.x + _PAD, box.y + 19.4, (self.view.levels_title,), 12.8, palette.INK, Weight.BOLD)
        items = _stack(self.entries, box, lambda at, entry, y: self._item(self.view.levels[at], entry, box.x + _PAD, y))
        return Group(Role.SECTION, (ground, paragraph(title, Role.H2), Group(Role.LIST, items)))

    def _item(self, part: LevelPart, entry: _Entry, x: float, top: float) -> Group:
        base = top + entry.head.cap + 0.42 * _BARS
        numeral = Text(x + self.numeral, base - 0.5, (str(part.level),), _NUMERAL, palette.INK, Weight.BOLD)
        mark = Group(
            Role.LABEL, (*self.view.marks.bars(x, base, part.level, height=_BARS), numeral), spoken=part.spoken
        )
        words = entry.draw(x + self.indent, top, (palette.INK, palette.MUTE), (self.view.theirs, ""))
        return Group(Role.ITEM, (mark, Group(Role.BODY, words)))


class _Steps:
    """How to use the poster, and what levels are not."""

    def __init__(self, view: PosterView, width: float) -> None:
        self.view = view
        room = width - 2 * _PAD - 27
        self.entries = [_set_entry(step.head, step.body, room, (view.lang, view.lang)) for step in view.steps]
        self.height = _total(self.entries)

    def draw(self, box: Box) -> Group:
        """The dark panel with its title."""
        ground = artifact(
            Rect(box, Paint(palette.NAVY), 6), *icon(Icon.ONWARD, box.x + _PAD, box.y + 7.4, palette.GOLD, 14.6)
        )
        title = Text(box.x + _PAD + 23, box.y + 19.4, (self.view.steps_title,), 12.8, palette.PAPER, Weight.BOLD)
        items = _stack(self.entries, box, lambda at, entry, y: self._item(at, entry, box.x + _PAD, y))
        return Group(Role.SECTION, (ground, paragraph(title, Role.H2), Group(Role.LIST, items, ordered=True)))

    def _item(self, place: int, entry: _Entry, x: float, top: float) -> Group:
        circle, number = disc(x + 9, top + 7.4, 9, place + 1)
        words = entry.draw(x + 27, top, (palette.PAPER, palette.SKY), ("", ""))
        return Group(Role.ITEM, (artifact(circle), Group(Role.LABEL, (number,)), Group(Role.BODY, words)))


class Foot:
    """The foot of every sheet: where the framework comes from, and its status where the head does not tell it."""

    def __init__(self, view: PosterView) -> None:
        room = INNER - 30
        bold, lang = Weight.SEMIBOLD, view.lang
        self.honesty = wrap(view.honesty, room, _FOOT, weight=bold, leading=1.22, lang=lang)
        self.origin = wrap(view.origin, room, _FOOT, leading=1.22, lang=lang)
        self.status_lang = view.theirs
        self.status = wrap(view.status, room, _FOOT, weight=bold, leading=1.22, lang=view.wording)
        if len(self.status.lines) > _MOST_STATUS:
            self.status = wrap(view.status_first, room, _FOOT, weight=bold, leading=1.22, lang=lang)
            self.status_lang = ""

    def top(self, first: bool) -> float:
        """Where the foot begins."""
        upper = self.honesty if first else self.status
        return HEIGHT - 35 - upper.drop - self.origin.drop

    def draw(self, sheet: int, sheets: int) -> tuple[Node, ...]:
        """The foot of a sheet (from 1)."""
        first = sheet == 1
        top, upper = self.top(first), self.honesty if first else self.status
        below = top + 13.6 + upper.drop + 11.4
        nodes: list[Node] = [
            artifact(Rect(Box(0, top, WIDTH, HEIGHT - top), Paint(palette.TINT))),
            paragraph(upper.at(MARGIN, top + 13.6, palette.INK), lang="" if first else self.status_lang),
            paragraph(self.origin.at(MARGIN, below, palette.MUTE)),
        ]
        if sheets > 1:
            words = (f"{sheet}/{sheets}",)
            number = Text(WIDTH - MARGIN, top + 13.6, words, _FOOT, palette.MUTE, Weight.SEMIBOLD, Anchor.END)
            nodes.append(artifact(number))
        return tuple(nodes)
