"""Balanced lines: no single word alone on the last one, where narrower lines can help it."""

from __future__ import annotations

from exports.drawing.font import Weight, text_width
from exports.drawing.text import Fitted, wrap

_FULL_ENOUGH = 0.36
_NARROWEST = 28


def wrap_balanced(
    text: str, width: float, size: float, *, lang: str, weight: Weight = Weight.REGULAR, leading: float = 1.2
) -> Fitted:
    """All of the text as `wrap` sets it, in narrower lines where that fills the last one and adds none.

    Args:
        text: any string.
        width, size: points; no line is wider than `width`.
        lang: language for hyphenation.
    """
    block = wrap(text, width, size, weight=weight, leading=leading, lang=lang)
    for percent in range(_NARROWEST):
        if len(block.lines) < 2 or text_width(block.lines[-1], weight, size) >= _FULL_ENOUGH * block.width:
            break
        narrow = wrap(text, width * (99 - percent) / 100, size, weight=weight, leading=leading, lang=lang)
        if len(narrow.lines) > len(block.lines) or narrow.spoken != block.spoken:
            break
        block = narrow
    return block
