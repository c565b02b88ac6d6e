"""Words into lines: the largest size of type at which a text fits, and what is done when none does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from exports.drawing.breaking import SLACK, Setter
from exports.drawing.font import Weight, font
from exports.drawing.shapes import Anchor, Box, Text
from exports.drawing.words import LIMIT, clean, printable

ASCENT, DESCENT = 0.9, 0.25
"""Room kept above the first and below the last baseline, in parts of the size: enough for accented capitals."""

_STEP = 0.25


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size at which they fit, without a place yet.

    Args:
        lines: what is printed; none when not even an ellipsis fits.
        size, leading: points.
        cap: height of a capital, in points.
        width, height: of the whole block in points, room for accents and descenders included.
        ascent: from the top of the block to the first baseline, in points.
        spoken: the text in full where a word is broken or the end is missing, else None.
        shortened: whether the end is missing.
    """

    lines: tuple[str, ...]
    weight: Weight
    size: float
    leading: float
    cap: float
    width: float
    height: float
    ascent: float
    spoken: str | None
    shortened: bool

    @property
    def drop(self) -> float:
        """Distance in points from the first baseline to the last."""
        return self.leading * max(0, len(self.lines) - 1)

    def at(self, x: float, y: float, fill: str, anchor: Anchor = Anchor.START, within: Box | None = None) -> Text:
        """The lines with their first baseline at `y`."""
        return Text(
            x, y, self.lines, self.size, fill, self.weight, anchor, self.leading, self.spoken, self.shortened, within
        )

    def inside(self, box: Box, fill: str, anchor: Anchor = Anchor.START, vertical: Anchor = Anchor.START) -> Text:
        """The lines placed in `box`: at its top, or their capitals centred, or at its bottom."""
        x = {Anchor.START: box.x, Anchor.MIDDLE: box.x + box.w / 2, Anchor.END: box.right}[anchor]
        below = self.height - self.ascent - self.drop
        centred = box.y + (box.h - self.drop + self.cap) / 2
        highest, lowest = box.y + self.ascent, box.bottom - self.drop - below
        y = {Anchor.START: highest, Anchor.MIDDLE: max(highest, min(centred, lowest)), Anchor.END: lowest}[vertical]
        return self.at(x, y, fill, anchor, box)


def fit(
    text: str,
    width: float,
    height: float | None = None,
    *,
    sizes: tuple[float, float],
    weight: Weight = Weight.REGULAR,
    lines: int | None = None,
    leading: float = 1.2,
    lang: str = "nl",
    limit: int = LIMIT,
) -> Fitted:
    """The largest size that fits; where none does, hyphenated; last, shortened at the smallest size.

    Args:
        text: any string, also an untrusted one.
        width, height: room in points; `height` None leaves it to `lines`.
        sizes: largest and smallest size in points, tried a quarter of a point apart.
        lines: greatest number of lines.
        leading: distance between baselines, in parts of the size.
        lang: language of the text, for hyphenation; unknown languages break only as a last resort.
        limit: characters kept of `text`; more end in an ellipsis.
    Returns:
        Lines that never leave the room; none where not even an ellipsis fits.
    Errors:
        ValueError: sizes that are not positive and in order, or neither `height` nor `lines`.
    """
    if not sizes[0] >= sizes[1] > 0:
        raise ValueError(f"sizes run from the largest to the smallest, not {sizes}")
    if height is None and lines is None:
        raise ValueError("room has a height or a number of lines")
    room = _Room(width, height, sizes, weight, lines, leading)
    return _fit(clean(text, limit), room, lang[:2].lower())


@dataclass(frozen=True, slots=True)
class _Room:
    width: float
    height: float | None
    sizes: tuple[float, float]
    weight: Weight
    lines: int | None
    leading: float

    def most(self, size: float) -> int:
        """How many lines of this size there is room for."""
        if self.height is None:
            return self.lines or 0
        fitting = int((self.height + SLACK - (ASCENT + DESCENT) * size) // (self.leading * size)) + 1
        return max(0, fitting if self.lines is None else min(fitting, self.lines))

    def holds(self, block: Fitted) -> bool:
        """Whether a block is not too tall; its lines were made to the width."""
        return self.height is None or block.height <= self.height + SLACK


@lru_cache(maxsize=2048)
def _fit(text: str, room: _Room, lang: str) -> Fitted:
    face = font(room.weight)
    setter = Setter(face.drawable(text), face, lang)
    for hyphenate in (False, True):
        for size in _descending(room.sizes):
            lines = setter.set(room.width, size, room.most(size), hyphenate)
            if lines is None:
                continue
            spoken = text if setter.broke or setter.text != text else None
            block = _block(lines, room.weight, size, room.leading, spoken=spoken)
            if room.holds(block):
                return block
    return _shortened(setter, text, room)


def _shortened(setter: Setter, text: str, room: _Room) -> Fitted:
    """As many lines as there is room for at the smallest size, the last one ending in an ellipsis."""
    size = room.sizes[-1]
    for most in range(room.most(size), -1, -1):
        lines = setter.shorten(room.width, size, most)
        block = _block(lines, room.weight, size, room.leading, spoken=text, shortened=bool(text))
        if room.holds(block):
            return block
    raise AssertionError("no lines take no room")


def _descending(sizes: tuple[float, float]) -> Iterator[float]:
    size = sizes[0]
    while size > sizes[1]:
        yield size
        size -= _STEP
    yield sizes[1]


def _block(
    lines: tuple[str, ...],
    weight: Weight,
    size: float,
    leading: float,
    *,
    spoken: str | None = None,
    shortened: bool = False,
) -> Fitted:
    face = font(weight)
    high, low = ASCENT * size, -DESCENT * size
    if lines:
        high, low = max(high, face.extent(lines[0], size)[0]), min(low, face.extent(lines[-1], size)[1])
    drop = leading * size * max(0, len(lines) - 1)
    return Fitted(
        lines=lines,
        weight=weight,
        size=size,
        leading=leading * size,
        cap=face.cap * size / face.em,
        width=max((face.width(line, size) for line in lines), default=0.0),
        height=high - low + drop if lines else 0.0,
        ascent=high,
        spoken=spoken,
        shortened=shortened,
    )


def wrap(
    text: str,
    width: float,
    size: float,
    *,
    weight: Weight = Weight.REGULAR,
    leading: float = 1.2,
    lang: str = "nl",
) -> Fitted:
    """All of the text in lines of at most `width` points, as a flowing page needs; breaks a word only if it must.

    Linear in the length of the text.

    Args:
        text: any string.
        width, size: points.
        leading: distance between baselines, in parts of the size.
        lang: language for hyphenation.
    Returns:
        Every word, over as many lines as needed; none when `width` has no room for a single character.
    """
    face = font(weight)
    safe = printable(text)
    setter = Setter(face.drawable(safe), face, lang[:2].lower())
    lines = setter.set(width, size, None, False)
    if lines is None:
        lines = setter.set(width, size, None, True) or ()
    spoken = safe if setter.broke or setter.text != safe or not lines else None
    return _block(lines, weight, size, leading, spoken=spoken, shortened=bool(safe) and not lines)
