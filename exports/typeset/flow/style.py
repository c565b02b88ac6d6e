"""The measures of a page and the ways to set text on it, in points (1/72 inch)."""

from __future__ import annotations

from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.typeset.document import Kind

WIDTH, HEIGHT = 595.2756, 841.8898
MILLIMETRE = WIDTH / 210
MARGIN = 54.0
RIGHT = WIDTH - MARGIN
TEXT_LEFT = 150.0
"""Where running text begins; headings of parts and marks hang left of it."""

TEXT_WIDTH = 324.0
"""Points of about 75 characters of body text, as many as read well (Bringhurst, Elements of Typographic Style, 2.1.2).
"""

TOP, BOTTOM = 66.0, HEIGHT - 74.0
"""Where the text of a page begins (on the first page below its head) and ends."""

SMALLEST = 8.3
NO_WORDS = "–"
"""Stands for a title or an alternative in which nothing can be read."""


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set text.

    Args:
        size, leading: points.
        weight, strong: of plain and of strong runs.
        above, below: least distance to what stands before and after; of two distances the larger counts.
        left, width: where the lines begin, and how long they may be.
    """

    size: float
    leading: float
    fill: str = palette.INK
    weight: Weight = Weight.REGULAR
    strong: Weight = Weight.SEMIBOLD
    above: float = 0.0
    below: float = 0.0
    left: float = TEXT_LEFT
    width: float = TEXT_WIDTH


BODY = Style(10.75, 15.5, above=6, below=6)
ITEM = Style(10.75, 15.5, above=3, below=3)
CAPTION = Style(9.5, 13.5, palette.MUTE, above=4, below=10, width=300)
CELL = Style(9.75, 13.25)
HEADER_CELL = Style(9.25, 12, palette.MUTE, Weight.SEMIBOLD)
PARAGRAPHS = {
    Kind.BODY: BODY,
    Kind.LEAD: Style(16, 21, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, below=8, left=MARGIN, width=RIGHT - MARGIN),
    Kind.NOTE: Style(9.75, 13.75, palette.MUTE, above=5, below=8, width=304),
}
HEADINGS = {
    2: Style(20, 25, palette.NAVY, Weight.BOLD, Weight.BOLD, 28, 8, MARGIN, RIGHT - MARGIN),
    3: Style(13.5, 17.5, palette.INK, Weight.BOLD, Weight.BOLD, 20, 3, width=RIGHT - TEXT_LEFT),
    4: Style(11.5, 16, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, above=14, below=3),
    5: Style(11, 16, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, above=10, below=2),
    6: Style(11, 16, palette.MUTE, Weight.SEMIBOLD, Weight.BOLD, above=10, below=2),
}
