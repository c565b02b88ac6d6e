"""Marks among the text: a strip of squares, bars beside a heading, and signs before a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from exports.document import Bars, Cell, Figure, Run, Sign
from exports.drawing import palette
from exports.drawing.font import Weight, font
from exports.drawing.scene import Group, Node, Role
from exports.drawing.shapes import Anchor, Box, Paint, Rect, Text
from exports.flow.passage import make_passage
from exports.flow.piece import Piece, whole
from exports.flow.style import CAPTION, SMALLEST, TEXT_LEFT, TEXT_WIDTH
from exports.marks import BARS_HEIGHT, Marks, Off, gate_mark, strip_shape
from framework.scoring import Gate

_LARGEST, _GAP = 19.0, 2.6
_NUMERAL = 15.0
SIGN = 10.0
"""Points across a sign."""

_GATES = {Sign.FINE: Gate.OPEN, Sign.ALARM: Gate.REPAIR, Sign.ASK: Gate.UNKNOWN}


def make_figure(figure: Figure, key: str, lang: str, run: int | None) -> Piece:
    """The cells in rows as long as the measure allows, and the caption below them; never divided."""
    size, across = strip_shape(len(figure.cells), TEXT_WIDTH, largest=_LARGEST, gap=_GAP)
    height = -(-len(figure.cells) // across) * (size + _GAP) + CAPTION.above
    caption = make_passage((Run(figure.caption),), CAPTION, lang, key)

    def draw(_start: int, _stop: int, y: float) -> tuple[Node, ...]:
        squares = _strip(figure.cells, palette.ramp(figure.shades), y, size, across)
        words = caption.draw(0, len(caption.lines), TEXT_LEFT, y + height)
        return Group(Role.FIGURE, squares, alt=figure.alt), Group(Role.P, words)

    total = height + len(caption.lines) * CAPTION.leading
    return Piece((total,), whole(1), draw, above=12, below=CAPTION.below, run=run)


def _strip(cells: Sequence[Cell], fills: Sequence[str], y: float, size: float, across: int) -> tuple[Node, ...]:
    step = size + _GAP
    return tuple(
        node
        for place, cell in enumerate(cells)
        for node in _square(cell, fills, Box(TEXT_LEFT + place % across * step, y + place // across * step, size, size))
    )


def _square(cell: Cell, fills: Sequence[str], box: Box) -> tuple[Node, ...]:
    """One cell, drawn like the squares of every other picture; without a shade its edge is dotted."""
    fill = palette.PAPER if cell.shade is None else fills[cell.shade]
    ink = palette.MUTE if cell.shade is None else palette.ink_on(fill)
    dots = (0.095 * box.w, 0.095 * box.w) if cell.shade is None else ()
    edge = palette.MUTE if cell.shade is None else palette.EDGE
    face, size = font(Weight.BOLD), max(SMALLEST, 0.66 * box.w)
    drawn = face.drawable(cell.text)
    size = max(1.0, min(size, size * (box.w - 2) / max(1.0, face.width(drawn, size))))
    middle = box.y + box.h / 2 + 0.33 * size
    frame = Rect(box._replace(x=box.x + 0.4, y=box.y + 0.4, w=box.w - 0.8, h=box.h - 0.8), Paint(fill, edge, 1.0, dots))
    frame = Rect(frame.box, frame.paint, 0.14 * box.w)
    return frame, Text(box.x + box.w / 2, middle, (cell.text,), size, ink, Weight.BOLD, Anchor.MIDDLE)


def draw_bars(bars: Bars, x: float, base: float) -> tuple[Node, ...]:
    """Bars that stand on `base` and their numeral; without steps the words alone."""
    if not bars.steps:
        return (Text(x, base, (bars.text,), 11, palette.MUTE, Weight.SEMIBOLD),)
    marks = Marks(0, palette.ramp(bars.steps + 1))
    value = Off.UNKNOWN if bars.filled is None else bars.filled
    chosen = None if bars.filled is None or not bars.hollow else bars.filled + bars.hollow
    ink = palette.MUTE if bars.filled is None else palette.INK
    numeral = Text(x + marks.bars_width(BARS_HEIGHT) + 8, base, (bars.text,), _NUMERAL, ink, Weight.BOLD)
    return *marks.bars(x, base, value, chosen=chosen), numeral


def draw_sign(sign: Sign, x: float, y: float) -> tuple[Node, ...]:
    """A shield where all is well, a triangle where it is not, a hollow one where that is unknown."""
    return gate_mark(_GATES[sign], x, y, SIGN)
