"""Runs of text, of several weights, into lines of one width."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from exports.drawing.breaking import KEPT, Setter
from exports.drawing.font import Font, Weight, font
from exports.drawing.words import ELLIPSIS, printable
from exports.typeset.document import Run
from exports.typeset.flow.style import BOX, Style

_LOOSE = 0.5
"""A line that is filled less than this far may end in a hyphen instead."""

_LONGEST, _LONGEST_WORD = 20_000, 2_000
"""Characters kept of one run and of one word, as many as a note and an address may have; more end in an ellipsis."""

_PLACE = re.compile(r"(?<=\b[^\W\d_]\.) (?=\d)|(?<=\b[^\W\d_]{2}\.) (?=\d)|(?<=\b[^\W\d_]{3}\.) (?=\d)")
"""The space in `r. 175`, `al. 3`, `blz. 12`: a number stays with the short word that it belongs to."""

_ENDLESS = re.compile(rf"(\S{{{_LONGEST_WORD - 1}}})\S{{2,}}")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one run on one line: its words, `x` points from the left, as wide as `width`.

    `joins`: whether the next segment goes on in the same word.
    """

    run: int
    words: str
    x: float
    width: float
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The segments of a line. `breaks`: whether its last word goes on below; `hyphen`: whether a hyphen shows that."""

    segments: tuple[Segment, ...]
    breaks: bool = False
    hyphen: bool = False


Stretch = tuple[str, int]
"""Printable text, and the number of the run that it is of."""


def set_runs(runs: Sequence[Run], style: Style, lang: str) -> tuple[Line, ...]:
    """Every word of `runs` in lines as wide as the style has them; newlines begin a new line.

    Words stay whole where they fit; a long word is hyphenated by the dictionary of `lang`, and broken anywhere as a
    last resort. Linear in the length of the text.
    """
    faces = [(font(style.strong if run.strong else style.weight), BOX if run.is_box else 1.0) for run in runs]
    lines: list[Line] = []
    for stretches in _hard_lines(runs):
        lines += _Mixed(stretches, faces, lang).lines(style.width, style.size) if stretches else (Line(()),)
    return tuple(lines)


def _hard_lines(runs: Sequence[Run]) -> list[list[Stretch]]:
    """The text between newlines, printable, with single spaces; empty lines at the ends fall away, and doubled ones."""
    found: list[list[Stretch]] = [[]]
    for number, run in enumerate(runs):
        for place, piece in enumerate(_capped(run.text).split("\n")):
            if place:
                found.append([])
            _append(found[-1], piece, number)
    lines: list[list[Stretch]] = []
    for line in map(_trimmed, found):
        if line or (lines and lines[-1]):
            lines.append(line)
    return lines if not lines or lines[-1] else lines[:-1]


def _append(line: list[Stretch], piece: str, number: int) -> None:
    """Add a piece of a run, with at most one space between it and the piece before."""
    safe = printable(piece)
    before, after = (" " if piece[edge : edge + 1 or None].isspace() else "" for edge in (0, -1))
    text = before + safe + after if safe else before
    if not line or line[-1][0].endswith(" "):
        text = text.lstrip()
    if text:
        line.append((text, number))


def _capped(text: str) -> str:
    kept = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + ELLIPSIS
    return _ENDLESS.sub(rf"\1{ELLIPSIS}", kept)


def _trimmed(line: list[Stretch]) -> list[Stretch]:
    while line and not line[-1][0].strip():
        line.pop()
    if line:
        line[-1] = (line[-1][0].rstrip(), line[-1][1])
    return line


class _Mixed(Setter):
    """One text of several weights with its measures."""

    def __init__(self, stretches: Sequence[Stretch], faces: Sequence[tuple[Font, float]], lang: str) -> None:
        super().__init__("", font(Weight.REGULAR), lang)
        self.text = _PLACE.sub(KEPT, "".join(text for text, _ in stretches))
        self.runs = [number for _, number in stretches]
        self.starts = list(accumulate((len(text) for text, _ in stretches), initial=0))
        advances = (
            face.advance_of[char] * size
            for text, number in stretches
            for face, size in [faces[number]]
            for char in face.drawable(text)
        )
        self.reach = list(accumulate(advances, initial=0))
        self.hyphen = max(faces[number][0].advance_of["-"] for _, number in stretches)

    def lines(self, width: float, size: float) -> Iterator[Line]:
        """The whole text in lines of at most `width` points."""
        room, unit, at = width * self.face.em / size, size / self.face.em, 0
        while at < len(self.text):
            words, following = self._step(at, room)
            hyphen = len(words) > following - at
            breaks = following < len(self.text) and self.text[following - 1] != " "
            yield Line(tuple(self._segments(at, at + len(words) - hyphen, unit)), breaks, hyphen)
            at = following

    def _step(self, at: int, room: float) -> tuple[str, int]:
        """The words of the next line, and where the one after it starts; a single character where nothing fits."""
        plain = self._line(at, room, False)
        if plain and (plain[1] >= len(self.text) or self.reach[at + len(plain[0])] - self.reach[at] > _LOOSE * room):
            return plain
        return self._line(at, room, True) or plain or (self.text[at], at + 1)

    def _segments(self, at: int, end: int, unit: float) -> Iterator[Segment]:
        """What stands from `at` to `end`, run by run, without the spaces around it."""
        for place in range(bisect_right(self.starts, at) - 1, bisect_left(self.starts, end)):
            stretch = self.text[max(at, self.starts[place]) : min(end, self.starts[place + 1])]
            if words := stretch.strip():
                start = max(at, self.starts[place]) + len(stretch) - len(stretch.lstrip())
                stop = start + len(words)
                joins = stop == self.starts[place + 1] and stop < end and not self.text[stop].isspace()
                x, right = (self.reach[i] - self.reach[at] for i in (start, stop))
                yield Segment(self.runs[place], words.replace(KEPT, " "), x * unit, (right - x) * unit, joins)
