"""What the shipped fonts say of themselves: widths, heights and outlines."""

from __future__ import annotations

import io
from collections.abc import Mapping
from copy import copy
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from exports.drawing.words import BOX, printable

FOLDER = Path(__file__).parent / "fonts"
DRAWN = ("pdf", "svg", "png")
"""The suffixes of files in the house type; all others are read in that of whoever opens them."""
FEW_SIGNS = 5
"""So many of the characters that are lacking are named to a person."""


class Weight(StrEnum):
    """The three cuts of the house type."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


FILES: Mapping[Weight, str] = {
    Weight.REGULAR: "SourceSans3-Regular.ttf",
    Weight.SEMIBOLD: "SourceSans3-SemiBold.ttf",
    Weight.BOLD: "SourceSans3-Bold.ttf",
}


class Font:
    """One TrueType file, read once; every length is in units of which `em` make the size of the type."""

    def __init__(self, file: Path) -> None:
        from fontTools.ttLib import TTFont  # a tenth of a second, which only those who draw have to wait

        # Any, since tables are made at run time and no type knows what they hold.
        self.source: Any = TTFont(io.BytesIO(file.read_bytes()), lazy=True)
        self.em: int = self.source["head"].unitsPerEm
        self.cap: int = self.source["OS/2"].sCapHeight
        self.glyph_of: dict[str, str] = {chr(code): glyph for code, glyph in self.source.getBestCmap().items()}
        metrics = self.source["hmtx"].metrics
        self.advance_of: dict[str, int] = {char: metrics[glyph][0] for char, glyph in self.glyph_of.items()}
        self.outlines = self.source["glyf"]
        self.known = frozenset(self.glyph_of)
        self._heights: dict[str, tuple[int, int]] = {}

    def drawable(self, text: str) -> str:
        """The text with a box in place of every character that this font lacks."""
        if self.known.issuperset(text):
            return text
        return "".join(char if char in self.known else BOX for char in text)

    def width(self, text: str, size: float) -> float:
        """Advance width in points of drawable `text` at `size` points, without kerning."""
        return sum(map(self.advance_of.__getitem__, text)) * size / self.em

    def height(self, char: str) -> tuple[int, int]:
        """Lowest and highest point of one character's outline; (0, 0) where it has none."""
        if char not in self._heights:
            outline = self.unpack_outline(self.glyph_of[char])
            self._heights[char] = (outline.yMin, outline.yMax) if outline.numberOfContours else (0, 0)
        return self._heights[char]

    def unpack_outline(self, glyph: str) -> Any:
        """One glyph in points and parts; a copy, since what several threads read stays packed."""
        outline = copy(self.outlines.glyphs[glyph])
        outline.expand(self.outlines)
        return outline

    def extent(self, text: str, size: float) -> tuple[float, float]:
        """Ink of a line in points: how far it reaches above the baseline, and how far below (both upward)."""
        heights = [self.height(char) for char in set(text)] or [(0, 0)]
        return max(high for _, high in heights) * size / self.em, min(low for low, _ in heights) * size / self.em


@lru_cache(maxsize=len(Weight))
def font(weight: Weight) -> Font:
    """The font of one weight, read from disk at first use and kept."""
    return Font(FOLDER / FILES[weight])


def lacking(text: str) -> str:
    """Return the characters of `text` that the house type cannot draw, each once: a box stands in their place."""
    if text.isascii():
        return ""
    return "".join(dict.fromkeys(char for char in printable(text) if char not in font(Weight.REGULAR).known))


def text_width(text: str, weight: Weight, size: float) -> float:
    """Width in points of any text as it would be drawn: unknown characters count as the box that stands for them."""
    face = font(weight)
    return face.width(face.drawable(text), size)
