"""The leaves of a drawing: lines of text that already fit, and shapes, each an immutable value.

Lengths are in points (1/72 inch) and y points down from the top of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from exports.drawing.font import Weight, font
from exports.drawing.words import printable


class Box(NamedTuple):
    """A rectangle: left, top, width and height in points."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge, in points from the left of the page."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge, in points from the top of the page."""
        return self.y + self.h


class Anchor(StrEnum):
    """Which point of a line stands at the x of its text."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines that already fit: the first baseline at `y`, each next one `leading` points lower.

    Every line is made printable and drawable here, so no writer meets a character that it cannot draw.

    Args:
        x, y: the anchor point of the first baseline, in points.
        lines: what is printed, one string a line.
        size, leading: points.
        fill: colour as "#rrggbb".
        spoken: the words in full where a line is hyphenated or shortened, else None.
        shortened: whether the end of the text is missing on paper; `Scene.cut` lists these.
        within: the container that the lines were fitted to, if any.
        joins: whether the next text goes on in the same word, as a full stop behind a link.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    fill: str
    weight: Weight = Weight.REGULAR
    anchor: Anchor = Anchor.START
    leading: float = 0.0
    spoken: str | None = None
    shortened: bool = False
    within: Box | None = None
    joins: bool = False

    def __post_init__(self) -> None:
        face = font(self.weight)
        lines = tuple(printable(line) for line in self.lines)
        drawn = tuple(face.drawable(line) for line in lines)
        # A box tells nothing: whoever listens, searches or copies gets the character itself.
        spoken = " ".join(lines) if self.spoken is None and drawn != lines else self.spoken
        object.__setattr__(self, "lines", drawn)
        object.__setattr__(self, "spoken", None if spoken is None else printable(spoken))

    @property
    def words(self) -> str:
        """What a reader hears: the words in full, each separate."""
        return self.spoken if self.spoken is not None else " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and outlined; colours as "#rrggbb", `width` and `dash` in points."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.8
    dash: tuple[float, ...] = ()
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, its corners rounded by `radius` points."""

    box: Box
    paint: Paint
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around (x, y) with radius `r`, in points."""

    x: float
    y: float
    r: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float
    paint: Paint


class Step(NamedTuple):
    """One command of a path.

    M and L with x and y; C with two control points and an end; Z without numbers, to close; R with x, y, width and
    height, a rectangle by itself.
    """

    command: str
    numbers: tuple[float, ...] = ()


_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0, "R": 4}


@dataclass(frozen=True, slots=True)
class Path:
    """Straight and curved pieces; `crisp` asks for hard edges, as the modules of a QR code need."""

    steps: tuple[Step, ...]
    paint: Paint
    crisp: bool = False

    def __post_init__(self) -> None:
        for command, numbers in self.steps:
            if _NUMBERS.get(command) != len(numbers):
                raise ValueError(f"no such step of a path: {command} with {len(numbers)} numbers")
        if not self.steps or self.steps[0].command not in "MR":
            raise ValueError("a path starts with M or R")


def polygon(points: tuple[tuple[float, float], ...], paint: Paint, *, closed: bool = True) -> Path:
    """The path through `points`, back to the first one unless `closed` is false."""
    steps = [Step("L" if index else "M", point) for index, point in enumerate(points)]
    return Path((*steps, Step("Z")) if closed else tuple(steps), paint)
