"""Rows of criteria: the title, what must be said below it, rising bars and the numeral of the counted level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.marks import BARS_HEIGHT, Off, gate_mark, lens_mark, opinion_mark
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect, Text
from exports.drawing.sheet import SMALLEST, first_fit
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import Remark, Row, View

PAD = 8.0
NUMERAL = 14.5

_MARK = 10.5
_REMARK_STEP = 10.4
_TITLE_LEADING = 1.14


@dataclass(frozen=True, slots=True)
class FittedRow:
    """A row with its texts fitted, without a place yet; `needs` is the least height that holds it all."""

    row: Row
    title: Fitted
    remarks: tuple[tuple[Remark, Fitted], ...]

    def height(self, *, optional: bool) -> float:
        """Height of the texts, with or without the remarks that may be left out."""
        lines = sum(len(fitted.lines) for remark, fitted in self.remarks if optional or not remark.optional)
        return self.title.drop + self.title.size + lines * _REMARK_STEP

    @property
    def needs(self) -> float:
        """Least height of the row, in points."""
        return max(BARS_HEIGHT + 3.2, self.height(optional=False) + 4)


def fit_row(row: Row, view: View, width: float) -> FittedRow:
    """The texts of a row in a column `width` points across."""
    room = width - 2 * PAD - marks_width(view) - 5
    remarks = tuple((remark, _fit_remark(remark, room, view.lang)) for remark in row.remarks)
    return FittedRow(row, _fit_title(row.title, room, view.lang), remarks)


def marks_width(view: View) -> float:
    """Points that bars and numeral take at the right of a row."""
    return view.marks.bars_width() + 5 + view.marks.numeral_width(NUMERAL)


def _fit_title(words: str, room: float, lang: str) -> Fitted:
    def attempt(lines: int, largest: float) -> Fitted:
        sizes = (largest, SMALLEST if lines > 2 else 8.8)
        return fit(words, room, lines=lines, sizes=sizes, weight=Weight.SEMIBOLD, leading=_TITLE_LEADING, lang=lang)

    return first_fit(lambda: attempt(1, 9.6), lambda: attempt(2, 9.6), lambda: attempt(3, 8.8), lambda: attempt(7, 8.4))


def _fit_remark(remark: Remark, room: float, lang: str) -> Fitted:
    indent = 0 if remark.gate is None and remark.other is None and not remark.opinions else _MARK
    weight = Weight.SEMIBOLD if remark.gate else Weight.REGULAR
    return fit(remark.text, room - indent, lines=3, sizes=(8.6, SMALLEST), weight=weight, lang=lang)


def even_height(rows: Sequence[FittedRow], height: float, least: float) -> float:
    """The common height with which rows fill `height` together; rows that need more take more."""
    needs = sorted((max(row.needs, least) for row in rows), reverse=True)
    free = height
    for place, need in enumerate(needs):
        share = free / (len(needs) - place)
        if need <= share + 0.01:
            return share
        free -= need
    return least


def draw_row(fitted: FittedRow, view: View, box: Box, *, line: bool) -> Group:
    """The row in its box; `line` draws a hair above it."""
    row, left = fitted.row, box.x + PAD
    optional = fitted.height(optional=True) + 4 <= box.h + 0.01
    shown = [(remark, words) for remark, words in fitted.remarks if optional or not remark.optional]
    height = fitted.height(optional=optional)
    y = box.y + (box.h - height) / 2 + 0.83 * fitted.title.size
    title = fitted.title.at(left, y, palette.INK, within=box)
    y += fitted.title.drop + _REMARK_STEP
    cell: list[Node] = []
    for remark, words in shown:
        cell += _draw_remark(remark, words, left, y, box)
        y += _REMARK_STEP * len(words.lines)
    cell += _draw_level(row, view, box)
    header = Group(Role.HEADER_CELL, (title,), scope="row", lang=view.theirs)
    return Group(Role.ROW, (*_ground(row, box, line), header, Group(Role.CELL, tuple(cell), spoken=row.spoken)))


def _draw_remark(remark: Remark, words: Fitted, x: float, y: float, box: Box) -> tuple[Node, ...]:
    fill = palette.MUTE
    if remark.gate:
        fill = palette.WARNING if remark.gate != "open" else palette.DEEP
        return *gate_mark(remark.gate, x, y - 7.4, 8.6), words.at(x + _MARK, y, fill, within=box)
    if remark.other is not None:
        return lens_mark(remark.other, x + 3.4, y - 2.8), words.at(x + _MARK, y, fill, within=box)
    if remark.opinions:
        return opinion_mark(x, y - 6.9, 8.2), words.at(x + _MARK, y, fill, within=box)
    return (words.at(x, y, fill, within=box),)


def _draw_level(row: Row, view: View, box: Box) -> tuple[Node, ...]:
    """Bars and numeral, their middle on the middle of the row."""
    right, base = box.right - PAD, box.y + box.h / 2 + BARS_HEIGHT / 2
    if row.value is Off.NOT_APPLICABLE:
        return (
            Text(right, base - 4.4, (view.not_applicable,), 10, palette.MUTE, Weight.SEMIBOLD, Anchor.END, within=box),
        )
    unknown = row.value is Off.UNKNOWN
    fill = palette.WARNING if row.is_alarm else palette.MUTE if unknown else palette.INK
    word = "?" if unknown else str(row.value)
    numeral = Text(right, base - 1.2, (word,), NUMERAL, fill, Weight.BOLD, Anchor.END, within=box)
    return *view.marks.bars(right - marks_width(view), base, row.value, chosen=row.chosen), numeral


def _ground(row: Row, box: Box, line: bool) -> tuple[Node, ...]:
    if row.is_alarm:
        tint = Rect(Box(box.x + 0.4, box.y + 0.7, box.w - 0.8, box.h - 1.4), Paint(palette.WARNING_TINT))
        edge = Rect(Box(box.x, box.y + 0.7, 3, box.h - 1.4), Paint(palette.WARNING))
        return (artifact(tint, edge),)
    if line:
        hair = Line(box.x + PAD, box.y, box.right - PAD, box.y, Paint(stroke=palette.HAIRLINE, width=0.6))
        return (artifact(hair),)
    return ()
