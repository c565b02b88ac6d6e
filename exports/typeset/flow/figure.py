"""Marks among the text: a code, squares, bars that tell a level, and signs before a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.marks import Marks, Off, gate_mark
from exports.drawing.qr import qr_code
from exports.drawing.scene import Group, Node, Role
from exports.drawing.shapes import Anchor, Box, Paint, Rect
from exports.drawing.text import fit
from exports.drawing.words import clean
from exports.typeset.document import Code
from exports.typeset.flow.piece import Piece, whole
from exports.typeset.flow.style import MILLIMETRE, NO_WORDS, SMALLEST, Look
from exports.typeset.parts import Bars, Cell, Sign
from framework.assessing.scoring import Gate

_DOTS = (1.7, 1.7)
_QUIET = 16.0
SIGN = 9.6
"""Points across a sign."""

_GATES = {Sign.FINE: Gate.OPEN, Sign.ALARM: Gate.REPAIR, Sign.ASK: Gate.UNKNOWN}


def make_code(code: Code, look: Look, run: int | None) -> Piece:
    """The code on white paper, with room around it so that a phone finds it; never divided."""
    side = code.side * MILLIMETRE

    def draw(_start: int, _stop: int, y: float) -> tuple[Node, ...]:
        drawing = qr_code(code.url, Box(look.left, y, side, side))
        return (Group(Role.FIGURE, (drawing,), alt=clean(code.alt) or NO_WORDS),)

    return Piece((side,), whole(1), draw, above=_QUIET, below=_QUIET, run=run)


def draw_squares(
    cells: Sequence[Cell], shades: int, x: float, y: float, *, size: float, across: int, gap: float
) -> tuple[Node, ...]:
    """Cells as squares, `across` in a row, the rows below each other."""
    fills, step = palette.ramp(shades), size + gap
    return tuple(
        node
        for place, cell in enumerate(cells)
        for node in _square(cell, fills, Box(x + place % across * step, y + place // across * step, size, size))
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


def draw_bars(bars: Bars, x: float, base: float, height: float) -> tuple[Node, ...]:
    """Bars that stand on `base`, the last of them `height` points high; nothing without steps."""
    if not bars.steps:
        return ()
    marks = Marks(0, palette.ramp(bars.steps + 1))
    chosen = bars.filled + bars.hollow if bars.filled is not None and bars.hollow else None
    return marks.bars(x, base, Off.UNKNOWN if bars.filled is None else bars.filled, chosen=chosen, height=height)


def draw_sign(sign: Sign, x: float, y: float) -> tuple[Node, ...]:
    """A shield where all is well, a triangle where it is not, a hollow one where that is unknown."""
    return gate_mark(_GATES[sign], x, y, SIGN)
