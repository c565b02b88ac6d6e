"""What is seen at a glance: stages beside each other, as arrows with squares below them, and panels of a few items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.marks import chevron, disc, strip_shape
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Box, Paint, Rect, Text
from exports.drawing.sheet import first_fit
from exports.drawing.text import Fitted, fit
from exports.drawing.words import clean
from exports.typeset.document import Run
from exports.typeset.flow.figure import SIGN, draw_sign, draw_squares
from exports.typeset.flow.passage import Passage, make_passage
from exports.typeset.flow.piece import Piece, whole
from exports.typeset.flow.style import MARGIN, NO_WORDS, RIGHT, SMALLEST, Style
from exports.typeset.overview import Item, Panel, Panels, Stage, Stages

_ABREAST = 3
_GUTTER, _PAD = 12.0, 9.0
_GAP, _LARGEST = 2.2, 15.0
_ARROW = 9.0
_TITLE = Style(12.5, 16, palette.NAVY, Weight.BOLD, Weight.BOLD)
_HEAD = Style(9.4, 12.2, palette.INK, Weight.SEMIBOLD)
_BODY = Style(9, 11.6, palette.MUTE)
_INDENT = 14.0
_BETWEEN = 4.5


def make_stages(block: Stages, lang: str) -> Iterator[Piece]:
    """At most three stages beside each other, as many rows as that takes; a row is never divided."""
    rows = -(-len(block.stages) // _ABREAST)
    size = -(-len(block.stages) // max(1, rows))
    width = _share(min(size, _ABREAST))
    for start in range(0, len(block.stages), max(1, size)):
        stages = [_Stage(stage, width, block, lang) for stage in block.stages[start : start + size]]
        yield _row(stages)


def _row(stages: Sequence[_Stage]) -> Piece:
    head, last = max(stage.head for stage in stages), stages[-1]
    height = head + max(stage.body for stage in stages)

    def draw(_start: int, _stop: int, y: float) -> tuple[Node, ...]:
        step = stages[0].width + _GUTTER
        boxes = [Box(MARGIN + place * step, y, stages[0].width, height) for place in range(len(stages))]
        return tuple(stage.draw(box, head, last=stage is last) for stage, box in zip(stages, boxes, strict=True))

    return Piece((height,), whole(1), draw, above=8, below=8)


class _Stage:
    """One stage with its words fitted to its width."""

    def __init__(self, stage: Stage, width: float, block: Stages, lang: str) -> None:
        self.stage, self.width, self.shades = stage, width, block.shades
        room, inner = width - 36, width - 2 * _PAD
        self.title = _fit_title(stage.title, room, lang)
        self.label = fit(stage.label, room, lines=3, sizes=(9.6, SMALLEST), weight=Weight.SEMIBOLD, lang=lang)
        self.head = max(35.0, 0.72 * self.title.size + self.title.drop + 12.5 + self.label.drop + 14)
        most = max(len(other.cells) for other in block.stages)
        self.size, self.across = strip_shape(most, inner, largest=_LARGEST, gap=_GAP)
        self.strip = -(-most // self.across) * (self.size + _GAP) - _GAP if most else 0.0
        self.count = fit(stage.count, inner, lines=4, sizes=(9.6, SMALLEST), weight=Weight.SEMIBOLD, lang=lang)
        self.coverage = fit(stage.coverage, inner, lines=4, sizes=(8.8, SMALLEST), lang=lang)
        counted = 12.6 + self.count.drop if stage.count else 0.0
        self.body = 7 + (self.strip + 13 if most else 8) + counted + self.coverage.drop + 8

    def draw(self, box: Box, head: float, *, last: bool) -> Group:
        """The stage in its box, below a head as high as those of the others."""
        frame = Box(box.x, box.y + 4, box.w, box.h - 4)
        circle, number = disc(box.x + 17, box.y + head / 2, 9, self.stage.number)
        arrow = chevron(Box(box.x, box.y, box.w, head), tip=0 if last else _ARROW)
        ground = artifact(Rect(frame, Paint(palette.PAPER, palette.LINE, 0.8), 4), arrow, circle)
        x, middle = box.x + 32, box.y + head / 2
        y = middle - (self.title.drop + 12.5 + self.label.drop) / 2 + 0.33 * self.title.size
        title = Group(Role.P, (number, self.title.at(x, y, palette.PAPER)))
        label = Group(Role.P, (self.label.at(x, y + self.title.drop + 12.5, palette.SKY),))
        return Group(Role.SECTION, (ground, title, label, *self._counts(box, box.y + head + 7)))

    def _counts(self, box: Box, top: float) -> Iterator[Node]:
        left, y = box.x + _PAD, top
        if self.stage.cells:
            squares = draw_squares(
                self.stage.cells, self.shades, left, top, size=self.size, across=self.across, gap=_GAP
            )
            yield Group(Role.FIGURE, squares, alt=clean(self.stage.alt) or NO_WORDS)
        y += self.strip + 13 if self.strip else 8
        if self.stage.count:
            yield Group(Role.P, (self.count.at(left, y, palette.INK),))
            y += 12.6 + self.count.drop
        yield Group(Role.P, (self.coverage.at(left, y, palette.MUTE),))


def _fit_title(words: str, room: float, lang: str) -> Fitted:
    return first_fit(
        lambda: fit(words, room, lines=1, sizes=(12.5, 10.6), weight=Weight.BOLD, lang=lang),
        lambda: fit(words, room, lines=4, sizes=(10.4, SMALLEST), weight=Weight.BOLD, lang=lang, leading=1.12),
    )


def make_panels(block: Panels, key: str, lang: str) -> Iterator[Piece]:
    """The panels beside each other, equally high; never divided."""
    width = _share(len(block.panels))
    panels = [_Panel(panel, width, f"{key}.{place}", lang) for place, panel in enumerate(block.panels)]
    height = max(panel.height for panel in panels)

    def draw(_start: int, _stop: int, y: float) -> tuple[Node, ...]:
        boxes = (Box(MARGIN + place * (width + _GUTTER), y, width, height) for place in range(len(panels)))
        return tuple(panel.draw(box) for panel, box in zip(panels, boxes, strict=True))

    titles = tuple((clean(panel.title), 1) for panel in block.panels)
    yield Piece((height,), whole(1), draw, above=8, below=8, bookmarks=titles)


@dataclass(frozen=True, slots=True)
class _SetItem:
    """An item set in lines."""

    item: Item
    head: Passage
    body: Passage

    @property
    def height(self) -> float:
        """Points from the top of its head to the bottom of its body."""
        return max(1, len(self.head.lines)) * _HEAD.leading + len(self.body.lines) * _BODY.leading


class _Panel:
    """One panel with its words set to its width."""

    def __init__(self, panel: Panel, width: float, key: str, lang: str) -> None:
        self.panel, self.key = panel, key
        room = width - 2 * _PAD - 2
        self.title = make_passage((Run(panel.title, strong=True),), replace(_TITLE, width=room), lang, key)
        self.items = [self._set(item, room, f"{key}.{place}", lang) for place, item in enumerate(panel.items)]
        inside = sum(item.height for item in self.items) + _BETWEEN * len(self.items)
        self.height = 2 * _PAD + len(self.title.lines) * _TITLE.leading + inside

    def _set(self, item: Item, room: float, key: str, lang: str) -> _SetItem:
        head = make_passage((Run(item.head),), replace(_HEAD, width=room - _INDENT), lang, f"{key}.head")
        body = make_passage((Run(item.body),), replace(_BODY, width=room - _INDENT), lang, f"{key}.body")
        return _SetItem(item, head, body)

    def draw(self, box: Box) -> Group:
        """The panel in its box."""
        x, y = box.x + _PAD + 1, box.y + _PAD - 1
        ground = artifact(Rect(box, Paint(palette.TINT), 6))
        title = Group(Role.H2, self.title.draw(0, len(self.title.lines), x, y))
        y += len(self.title.lines) * _TITLE.leading
        entries: list[Node] = []
        for item in self.items:
            y += _BETWEEN
            entries.append(self._entry(item, x, y))
            y += item.height
        listed = (Group(Role.LIST, tuple(entries)),) if entries else ()
        return Group(Role.SECTION, (ground, title, *listed))

    def _entry(self, item: _SetItem, x: float, y: float) -> Group:
        sign = item.item.sign
        if sign:
            mark = artifact(*draw_sign(sign, x, y + (_HEAD.leading - SIGN) / 2))
        else:
            base = y + 0.73 * _HEAD.leading
            mark = artifact(Text(x + 2, base, ("•",), _HEAD.size, palette.DEEP, Weight.SEMIBOLD))
        head = Group(Role.P, item.head.draw(0, len(item.head.lines), x + _INDENT, y))
        below = y + len(item.head.lines) * _HEAD.leading
        body = item.body.draw(0, len(item.body.lines), x + _INDENT, below)
        words = (head, Group(Role.P, body)) if body else (head,)
        return Group(Role.ITEM, (mark, Group(Role.BODY, words)))


def _share(count: int) -> float:
    """The width of one of `count` things beside each other."""
    return (RIGHT - MARGIN - _GUTTER * (count - 1)) / max(1, count)
