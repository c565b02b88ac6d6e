"""What the shipped fonts know of themselves: widths, heights and outlines, read from the TrueType tables."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from exports.drawing.words import BOX

FOLDER = Path(__file__).parent / "fonts"


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
    """One TrueType file, read once; every length is in units of which `em` make the size of the type.

    Source: OpenType specification 1.9, tables cmap, glyf, head, hhea, hmtx, loca, maxp and OS/2.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.tables = dict(_directory(data))
        head, metrics = self.tables["head"], self.tables["OS/2"]
        self.em: int = struct.unpack_from(">H", head, 18)[0]
        self.cap: int = struct.unpack_from(">h", metrics, 88)[0]
        self.glyph_of = {chr(code): glyph for code, glyph in _cmap(self.tables["cmap"]) if glyph}
        self.advances = self._advances()
        self.offsets = self._offsets(struct.unpack_from(">h", head, 50)[0])
        self.advance_of = {char: self.advances[glyph] for char, glyph in self.glyph_of.items()}
        self.known = frozenset(self.glyph_of)
        self._heights: dict[str, tuple[int, int]] = {}

    def _advances(self) -> list[int]:
        count: int = struct.unpack_from(">H", self.tables["maxp"], 4)[0]
        long: int = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        widths = [pair[0] for pair in struct.iter_unpack(">Hh", self.tables["hmtx"][: 4 * long])]
        return widths + [widths[-1]] * (count - long)

    def _offsets(self, wide: int) -> list[int]:
        loca = self.tables["loca"]
        if wide:
            return [entry[0] for entry in struct.iter_unpack(">I", loca)]
        return [2 * entry[0] for entry in struct.iter_unpack(">H", loca)]

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
            glyph = self.glyph_of[char]
            start, end = self.offsets[glyph], self.offsets[glyph + 1]
            low, high = (0, 0) if start == end else struct.unpack_from(">h2xh", self.tables["glyf"], start + 4)
            self._heights[char] = (low, high)
        return self._heights[char]

    def extent(self, text: str, size: float) -> tuple[float, float]:
        """Ink of a line in points: how far it reaches above the baseline, and how far below (both upward)."""
        heights = [self.height(char) for char in set(text)] or [(0, 0)]
        return max(high for _, high in heights) * size / self.em, min(low for low, _ in heights) * size / self.em


@lru_cache(maxsize=len(Weight))
def font(weight: Weight) -> Font:
    """The font of one weight, read from disk at first use and kept."""
    return Font((FOLDER / FILES[weight]).read_bytes())


def text_width(text: str, weight: Weight, size: float) -> float:
    """Width in points of any text as it would be drawn: unknown characters count as the box that stands for them."""
    face = font(weight)
    return face.width(face.drawable(text), size)


def _directory(data: bytes) -> Iterator[tuple[str, bytes]]:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        yield tag.decode("ascii"), data[offset : offset + length]


def _cmap(table: bytes) -> Iterator[tuple[int, int]]:
    """(code point, glyph) of the fullest Unicode subtable: format 12 where there is one, else format 4."""
    found: dict[int, int] = {}
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        offset: int = struct.unpack_from(">I", table, 8 + 8 * index)[0]
        found[struct.unpack_from(">H", table, offset)[0]] = offset
    if 12 in found:
        yield from _cmap_groups(table, found[12])
    else:
        yield from _cmap_segments(table, found[4])


def _cmap_groups(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    for index in range(struct.unpack_from(">I", table, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * index)
        for code in range(first, last + 1):
            yield code, glyph + code - first


def _cmap_segments(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    half: int = struct.unpack_from(">H", table, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{half}H", table, offset + 14)
    starts = struct.unpack_from(f">{half}H", table, offset + 16 + 2 * half)
    deltas = struct.unpack_from(f">{half}h", table, offset + 16 + 4 * half)
    ranges = struct.unpack_from(f">{half}H", table, offset + 16 + 6 * half)
    for index, (start, end, delta, step) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if step:
                place = offset + 16 + 6 * half + 2 * index + step + 2 * (code - start)
                glyph = struct.unpack_from(">H", table, place)[0]
            yield code, (glyph + delta) & 0xFFFF if glyph or not step else 0
