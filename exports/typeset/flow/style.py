"""The measures of a page and the ways to set text on it, in points (1/72 inch)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.typeset.document import Document, Kind

WIDTH, HEIGHT = 595.2756, 841.8898
MILLIMETRE = WIDTH / 210
MARGIN = 42.0
RIGHT = WIDTH - MARGIN
TEXT_LEFT = 150.0
"""Where running text begins; headings of parts and marks hang left of it."""

TEXT_WIDTH = 324.0
"""Points of about 75 characters of body text, as many as read well (Bringhurst, Elements of Typographic Style, 2.1.2).
"""

BOTTOM = HEIGHT - 63.0
"""Where the text of a page ends."""

SMALLEST = 8.3
BOX = 1.4
"""How much larger than the words beside it a box is, to be ticked with a pen."""

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


@dataclass(frozen=True, slots=True)
class Look:
    """How the blocks of a document are set.

    Args:
        top: where the text of every page but the first begins.
        below_head: points between the head of the first page and its text.
        pad, gutter: above and below the words of a row, and between its columns.
        below_gold: points below the bar above a part.
        above_table: points above a table.
        below_rule: points below the line above a heading of level 3; 0 for no line.
        below_table: points below a table.
    """

    body: Style
    item: Style
    caption: Style
    cell: Style
    header_cell: Style
    paragraphs: Mapping[Kind, Style]
    headings: Mapping[int, Style]
    top: float
    below_head: float
    pad: float
    gutter: float
    below_gold: float
    above_table: float
    below_rule: float
    below_table: float = 14.0

    @property
    def left(self) -> float:
        """Where running text begins."""
        return self.body.left


_FULL = RIGHT - MARGIN
BODY = Style(10.75, 15.5, above=6, below=6)
ITEM = Style(10.75, 15.5, above=3, below=3)
HEADER_CELL = Style(9.25, 12, palette.MUTE, Weight.SEMIBOLD)
LEAD = Style(16, 21, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, below=8, left=MARGIN, width=_FULL)
PARAGRAPHS = {
    Kind.BODY: BODY,
    Kind.LEAD: LEAD,
    Kind.NOTE: Style(9.75, 13.75, palette.MUTE, above=5, below=8, width=304),
    Kind.FINE: Style(9.75, 13.75, above=5, below=8, width=304),
}
ROOMY = Look(
    body=BODY,
    item=ITEM,
    caption=Style(9.5, 13.5, palette.MUTE, above=4, below=10, width=300),
    cell=Style(9.75, 13.25),
    header_cell=HEADER_CELL,
    paragraphs=PARAGRAPHS,
    headings={
        2: Style(20, 25, palette.NAVY, Weight.BOLD, Weight.BOLD, 28, 8, MARGIN, _FULL),
        3: Style(13.5, 17.5, palette.INK, Weight.BOLD, Weight.BOLD, 20, 3, width=RIGHT - TEXT_LEFT),
        4: Style(11.5, 16, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, above=14, below=3),
        5: Style(11, 16, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, above=10, below=2),
        6: Style(11, 16, palette.MUTE, Weight.SEMIBOLD, Weight.BOLD, above=10, below=2),
    },
    top=66.0,
    below_head=20.0,
    pad=5.0,
    gutter=14.0,
    below_gold=9.0,
    above_table=10.0,
    below_rule=9.0,
)
"""For reading from front to back, and for writing on."""

_SMALL = Style(9.2, 12.2, above=3, below=4, left=MARGIN, width=_FULL)
DENSE = Look(
    body=_SMALL,
    item=replace(_SMALL, above=2, below=2),
    caption=replace(_SMALL, fill=palette.MUTE),
    cell=Style(8.4, 10.3),
    header_cell=Style(8.4, 10.5, palette.MUTE, Weight.SEMIBOLD),
    paragraphs={
        Kind.BODY: _SMALL,
        Kind.LEAD: replace(LEAD, size=13.75, leading=17.5, below=2),
        Kind.NOTE: replace(_SMALL, size=8.6, leading=11.2, fill=palette.MUTE, above=2, below=4),
        Kind.FINE: replace(_SMALL, size=8.5, leading=10.8, above=2, below=3),
    },
    headings={
        2: Style(14, 17, palette.NAVY, Weight.BOLD, Weight.BOLD, 11, 2, MARGIN, _FULL),
        **{n: Style(10.8, 14, palette.NAVY, Weight.SEMIBOLD, Weight.BOLD, 9, 2, MARGIN, _FULL) for n in range(3, 7)},
    },
    top=47.0,
    below_head=9.0,
    pad=4.0,
    gutter=12.0,
    below_gold=5.0,
    above_table=2.0,
    below_rule=0.0,
)
"""For looking up."""


_CELL, _HEADER = Style(8.3, 10), Style(8.3, 10, palette.MUTE, Weight.SEMIBOLD)
_TIGHTER = replace(_SMALL, size=9, leading=11.8)
TIGHT = replace(
    DENSE,
    body=_TIGHTER,
    item=replace(_TIGHTER, above=1.5, below=1.5),
    cell=_CELL,
    header_cell=_HEADER,
    paragraphs={**DENSE.paragraphs, Kind.BODY: _TIGHTER},
    headings={level: replace(style, above=8) for level, style in DENSE.headings.items()},
    pad=2.75,
    gutter=10.0,
)
"""Denser, to save a page."""

_CLOSE = replace(_TIGHTER, size=8.8, leading=11.2, above=2, below=3)
CLOSE = replace(
    TIGHT,
    body=_CLOSE,
    item=replace(_CLOSE, above=1, below=1),
    paragraphs={
        **TIGHT.paragraphs,
        Kind.BODY: _CLOSE,
        **{
            kind: replace(TIGHT.paragraphs[kind], size=SMALLEST, leading=10.1, above=1.5, below=2)
            for kind in (Kind.NOTE, Kind.FINE)
        },
    },
    headings={
        level: replace(style, size=12.5 if level == 2 else 10, leading=15 if level == 2 else 12.5, above=6, below=1)
        for level, style in TIGHT.headings.items()
    },
    cell=Style(SMALLEST, 9.7),
    top=44.0,
    pad=2.0,
    below_gold=4.0,
    below_table=7.0,
)
"""As dense as type can be."""


def looks_of(document: Document) -> tuple[Look, ...]:
    """Return how a document may be set, from roomy to tight: the first that takes the fewest pages is used."""
    return (DENSE, TIGHT, CLOSE) if document.is_dense else (ROOMY,)
