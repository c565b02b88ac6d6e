"""What follows from the profile: strong points and gates in two boxes, and the first steps in the dark strip."""

from __future__ import annotations

from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.icons import Icon, icon
from exports.drawing.marks import disc, gate_mark
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect, Text
from exports.drawing.sheet import GUTTER, INNER, MARGIN, Block, Density, first_fit, paragraph
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import Item, Panel, View
from framework.assessing.scoring import Gate

_PAD, _HEAD = 13.0, 29.0
_BETWEEN, _APART, _MARK = 6.0, 16.0, 13.0


@dataclass(frozen=True, slots=True)
class _FittedItem:
    item: Item
    head: Fitted
    body: Fitted

    @property
    def height(self) -> float:
        """From above the head to below the body, in points."""
        below = 12.2 + self.body.drop if self.body.lines else 0.0
        return self.head.size + self.head.drop + below


def _fit_item(item: Item, width: float, lines: int, lang: str, head: float = 10.4) -> _FittedItem:
    heads = first_fit(
        lambda: fit(item.head, width, lines=1, sizes=(head, head - 0.8), weight=Weight.SEMIBOLD, lang=lang),
        lambda: fit(item.head, width, lines=4, sizes=(head, 9.2), weight=Weight.SEMIBOLD, leading=1.14, lang=lang),
    )
    return _FittedItem(item, heads, fit(item.body, width, lines=lines, sizes=(9.5, 8.8), leading=1.2, lang=lang))


def boxes_block(view: View, density: Density) -> Block:
    """Strong points across two thirds and gates across one, equally high."""
    third = (INNER - 2 * GUTTER) / 3
    widths = (2 * third + GUTTER, third)
    panels = (view.strengths, view.gates)
    most = (density.strengths, len(view.gates.items))
    boxes = tuple(_ListBox(view, *box) for box in zip(panels, widths, most, strict=True))
    height = max(box.height for box in boxes)

    def draw(top: float, height: float) -> tuple[Node, ...]:
        strong, gates = boxes
        left = Box(MARGIN, top, widths[0], height)
        return strong.draw(left), gates.draw(Box(left.right + GUTTER, top, widths[1], height))

    return Block(height, height, 8, draw)


class _ListBox:
    """A box with a title and `most` items below each other."""

    def __init__(self, view: View, panel: Panel, width: float, most: int) -> None:
        self.view, self.panel, self.is_gates = view, panel, panel is view.gates
        lines = 4 if self.is_gates else 2
        self.items = [
            _fit_item(item, width - 2 * _PAD - _MARK * bool(item.gate), lines, view.lang) for item in panel.items[:most]
        ]
        self.calm = fit(panel.calm, width - 2 * _PAD, lines=3, sizes=(10.2, 9), lang=view.lang)
        listed = sum(item.height for item in self.items) + _BETWEEN * (len(self.items) - 1)
        self.height = _HEAD + (listed if self.items else self.calm.size + self.calm.drop) + 10

    def draw(self, box: Box) -> Group:
        """The box with its ground, title and items."""
        alarm = self.is_gates and not self.panel.is_calm
        ground = Rect(box, Paint(palette.WARNING_TINT if alarm else palette.TINT), 6)
        shown = self.panel.shown[len(self.items)]
        taken = text_width(shown, Weight.REGULAR, 9.4) + 8 if shown else 0
        room = box.w - 35 - _PAD - taken
        title = fit(self.panel.title, room, lines=1, sizes=(13.5, 9), weight=Weight.BOLD, lang=self.view.lang)
        heading = paragraph(title.at(box.x + 35, box.y + 21.6, palette.INK), Role.H2)
        nodes: list[Node] = [artifact(ground, *self._icon(box)), heading]
        if shown:
            nodes.append(
                paragraph(Text(box.right - _PAD, box.y + 21.6, (shown,), 9.4, palette.MUTE, anchor=Anchor.END))
            )
        if self.panel.is_calm:
            nodes.append(paragraph(self.calm.at(box.x + _PAD, box.y + _HEAD + 9.4, palette.MUTE)))
        else:
            nodes.append(self._list(box))
        return Group(Role.SECTION, tuple(nodes))

    def _icon(self, box: Box) -> tuple[Node, ...]:
        if not self.is_gates:
            return icon(Icon.STAR, box.x + _PAD - 0.5, box.y + 8.6, palette.DEEP)
        unknown = all(item.gate is Gate.UNKNOWN for item in self.panel.items)
        gate = Gate.OPEN if self.panel.is_calm else Gate.UNKNOWN if unknown else Gate.CLOSED
        return gate_mark(gate, box.x + _PAD, box.y + 9.6, 14.4)

    def _list(self, box: Box) -> Group:
        y, items = box.y + _HEAD, list[Node]()
        for fitted in self.items:
            items.append(self._item(fitted, box.x + _PAD, y, box))
            y += fitted.height + _BETWEEN
        return Group(Role.LIST, tuple(items))

    def _item(self, fitted: _FittedItem, x: float, top: float, box: Box) -> Group:
        baseline, gate = top + 0.86 * fitted.head.size, fitted.item.gate
        mark: tuple[Node, ...] = ()
        if gate:
            mark = (artifact(*gate_mark(gate, x, baseline - 8.2, 9.6)),)
            x += _MARK
        parts = [paragraph(fitted.head.at(x, baseline, palette.INK, within=box), lang=self.view.theirs)]
        if fitted.body.lines:
            below = baseline + fitted.head.drop + 11.8
            parts.append(paragraph(fitted.body.at(x, below, palette.MUTE, within=box)))
        return Group(Role.ITEM, (*mark, Group(Role.BODY, tuple(parts))))


def steps_block(view: View, density: Density) -> Block:
    """The first steps, in as many columns, on the dark strip that closes the page."""
    panel, count = view.steps, max(1, len(view.steps.items))
    width = (INNER - 2 * _PAD - _APART * (count - 1)) / count
    items = [_fit_item(item, width - 26, density.advice, view.lang, 10.8) for item in panel.items]
    calm = fit(panel.calm, INNER - 2 * _PAD, lines=2, sizes=(10.6, 9.4), lang=view.lang)
    inside = max((item.height for item in items), default=calm.size + calm.drop)
    height = _HEAD + 3 + inside + 11

    def draw(top: float, height: float) -> tuple[Node, ...]:
        box = Box(MARGIN, top, INNER, height)
        ground = artifact(
            Rect(box, Paint(palette.NAVY), 6), *icon(Icon.ONWARD, box.x + 12, top + 9.2, palette.GOLD, 15.4)
        )
        title = Text(box.x + 35, top + 21.6, (panel.title,), 13.5, palette.PAPER, Weight.BOLD)
        words: list[Node] = [paragraph(title, Role.H2)]
        if panel.shown[-1]:
            shown = Text(box.right - _PAD, top + 21.6, (panel.shown[-1],), 9.4, palette.SKY, anchor=Anchor.END)
            words.append(paragraph(shown))
        if panel.is_calm:
            words.append(paragraph(calm.at(box.x + _PAD, top + _HEAD + 11.4, palette.SKY)))
        else:
            steps = (_step(n, item, box.x + _PAD + n * (width + _APART), box, view) for n, item in enumerate(items))
            words.append(Group(Role.LIST, tuple(steps), ordered=True))
        return (Group(Role.SECTION, (ground, *words)),)

    return Block(height, height, 8, draw)


def _step(place: int, fitted: _FittedItem, x: float, box: Box, view: View) -> Group:
    top = box.y + _HEAD + 3
    circle, number = disc(x + 9, top + 7.4, 9, place + 1)
    rule: tuple[Node, ...] = ()
    if place:
        stroke = Paint(stroke="#3a557a", width=0.8)
        rule = (Line(x - _APART / 2, top, x - _APART / 2, box.bottom - 12, stroke),)
    baseline = top + 7.4 + 0.33 * fitted.head.size
    parts = [paragraph(fitted.head.at(x + 26, baseline, palette.PAPER, within=box), lang=view.theirs)]
    if fitted.body.lines:
        below = baseline + fitted.head.drop + 12.6
        parts.append(paragraph(fitted.body.at(x + 26, below, palette.SKY, within=box)))
    label = Group(Role.LABEL, (number,))
    return Group(Role.ITEM, (artifact(circle, *rule), label, Group(Role.BODY, tuple(parts))))
