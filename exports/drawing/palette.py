"""The house colours, and how far two colours stand apart."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

NAVY, NAVY_SOFT, SKY, GOLD = "#10243e", "#1c3a5e", "#c3dcec", "#f5b83d"
INK, MUTE, LINE, HAIRLINE, TINT, PAPER = "#17222e", "#44535f", "#c5d0da", "#e3e9ee", "#f2f5f8", "#ffffff"
EDGE, EMPTY_EDGE, DEEP = "#0b4a75", "#7b8a97", "#0b4a75"
WARNING, WARNING_TINT = "#a8360b", "#fdf0e8"
RAMP = ("#ffffff", "#b5d5e6", "#5b9fc6", "#0b4a75")
"""Fills of rising level, from light to dark: L* 100, 83, 63 and 30."""

TEXT_CONTRAST, EDGE_CONTRAST = 4.5, 3.0
"""Least contrast of text and of meaningful shapes (WCAG 2.2, 1.4.3 and 1.4.11)."""

# Between these L* neither ink nor paper reaches the contrast of text.
_DEAD = (49.5, 57.0)

_COLOUR = re.compile("#[0-9a-fA-F]{6}")


@lru_cache(maxsize=512)
def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue between 0 and 1 of a colour "#rrggbb".

    Errors:
        ValueError: any other notation.
    """
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=512)
def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white. Source: WCAG 2.2, definition of relative luminance."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 (equal) to 21 (black on white); their order does not matter. Source: WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """L*, 0 for black to 100 for white, in even steps to the eye. Source: CIE 1976 (ISO/CIE 11664-4)."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > (6 / 29) ** 3 else y * (29 / 3) ** 3


def ramp(levels: int) -> tuple[str, ...]:
    """Fills for `levels` rising levels in about even steps of L*, from paper to the deepest blue, each fit for text.

    Args:
        levels: 2 to 7; four give the house ramp.
    Returns:
        One colour a level, each darker than the one before.
    Errors:
        ValueError: another number of levels.
    """
    if not 2 <= levels <= 7:
        raise ValueError(f"a scale has 2 to 7 levels, not {levels}")
    if levels == len(RAMP):
        return RAMP
    anchors = RAMP if levels < 6 else (*RAMP, NAVY)  # steps of 15 in L* need more room then
    return tuple(_along(index / (levels - 1), anchors) for index in range(levels))


def _along(part: float, anchors: tuple[str, ...]) -> str:
    """The colour whose L* lies `part` of the way from the first of `anchors` to the last."""
    goal = lightness(anchors[0]) + part * (lightness(anchors[-1]) - lightness(anchors[0]))
    if _DEAD[0] < goal < _DEAD[1]:
        goal = min(_DEAD, key=lambda edge: abs(edge - goal))
    for light, dark in pairwise(anchors):
        if lightness(dark) <= goal + 0.01:
            share = (lightness(light) - goal) / (lightness(light) - lightness(dark))
            mixed = (a + share * (b - a) for a, b in zip(rgb(light), rgb(dark), strict=True))
            return "#" + "".join(f"{round(255 * value):02x}" for value in mixed)
    return anchors[-1]


def ink_on(ground: str) -> str:
    """Ink or paper, whichever reads better on `ground`."""
    return max((INK, PAPER), key=lambda ink: contrast_ratio(ink, ground))
