"""Marks among the text: a strip of squares, a code, bars beside a heading, and signs before a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.marks import BARS_HEIGHT, Marks, Off, gate_mark, strip_shape
from exports.drawing.qr import qr_code
from exports.drawing.scene import Group, Node, Role
from exports.drawing.shapes import Anchor, Box, Paint, Rect
from exports.drawing.text import fit
from exports.drawing.words import clean
from exports.typeset.document import Bars, Cell, Code, Figure, Run, Sign
from exports.typeset.flow.passage import make_passage
from exports.typeset.flow.piece import Piece, whole
from exports.typeset.flow.style import CAPTION, MILLIMETRE, NO_WORDS, SMALLEST, TEXT_LEFT, TEXT_WIDTH
from framework.assessing.scoring import Gate

_LARGEST, _GAP = 19.0, 2.6
_NUMERAL = 15.0
_DOTS = (1.7, 1.7)
_QUIET = 16.0
BARS_ROOM = 80.0
"""Points across bars and their numeral, at most."""

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
        return Group(Role.FIGURE, squares, alt=clean(figure.alt) or NO_WORDS), Group(Role.P, words)

    total = height + len(caption.lines) * CAPTION.leading
    return Piece((total,), whole(1), draw, above=12, below=CAPTION.below, run=run)


def make_code(code: Code, run: int | None) -> Piece:
    """The code on white paper, with room around it so that a phone finds it; never divided."""
    side = code.side * MILLIMETRE

    def draw(_start: int, _stop: int, y: float) -> tuple[Node, ...]:
        return (
            Group(Role.FIGURE, (qr_code(code.url, Box(TEXT_LEFT, y, side, side)),), alt=clean(code.alt) or NO_WORDS),
        )

    return Piece((side,), whole(1), draw, above=_QUIET, below=_QUIET, run=run)


def _strip(cells: Sequence[Cell], fills: Sequence[str], y: float, size: float, across: int) -> tuple[Node, ...]:
    step = size + _GAP
    return tuple(
        node
        for place, cell in enumerate(cells)
        for node in _square(cell, fills, Box(TEXT_LEFT + place % across * step, y + place // across * step, size, size))
    )


def _square(cell: Cell, fills: Sequence[str], box: Box) -> tuple[Node, ...]:
    """One cell, drawn like the squares of every other picture; without a shade its edge is dotted."""
    is_known = cell.shade is not None
    fill = fills[cell.shade] if cell.shade is not None else palette.PAPER
    edge = Paint(fill, palette.EDGE if is_known else palette.MUTE, 1.0, () if is_known else _DOTS)
    size = max(SMALLEST, 0.66 * box.w)
    words = fit(cell.text, box.w - 2, lines=1, sizes=(size, SMALLEST), weight=Weight.BOLD)
    frame = Rect(box._replace(x=box.x + 0.4, y=box.y + 0.4, w=box.w - 0.8, h=box.h - 0.8), edge, 0.14 * box.w)
    ink = palette.ink_on(fill) if is_known else palette.MUTE
    return frame, words.at(box.x + box.w / 2, box.y + box.h / 2 + 0.33 * words.size, ink, Anchor.MIDDLE)


def draw_bars(bars: Bars, x: float, base: float) -> tuple[Node, ...]:
    """Bars that stand on `base` and their numeral, `BARS_ROOM` wide at most; without steps the words alone."""
    if not bars.steps:
        words = fit(bars.text, BARS_ROOM, lines=1, sizes=(11, SMALLEST), weight=Weight.SEMIBOLD)
        return (words.at(x, base, palette.MUTE),)
    marks = Marks(0, palette.ramp(bars.steps + 1))
    value = Off.UNKNOWN if bars.filled is None else bars.filled
    chosen = None if bars.filled is None or not bars.hollow else bars.filled + bars.hollow
    left = marks.bars_width(BARS_HEIGHT) + 8
    numeral = fit(bars.text, BARS_ROOM - left, lines=1, sizes=(_NUMERAL, SMALLEST), weight=Weight.BOLD)
    ink = palette.MUTE if bars.filled is None else palette.INK
    return *marks.bars(x, base, value, chosen=chosen), numeral.at(x + left, base, ink)


def draw_sign(sign: Sign, x: float, y: float) -> tuple[Node, ...]:
    """A shield where all is well, a triangle where it is not, a hollow one where that is unknown."""
    return gate_mark(_GATES[sign], x, y, SIGN)
