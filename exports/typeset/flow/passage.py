"""Lines of text at their place: as plain texts, whole words where a line breaks one, and links that can be pressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlsplit

from exports.drawing import palette
from exports.drawing.scene import Group, Node, Role, artifact, is_safe_url
from exports.drawing.shapes import Box, Line, Paint, Text
from exports.drawing.text import ASCENT, DESCENT
from exports.drawing.words import clean
from exports.typeset.document import Run
from exports.typeset.flow.lines import Line as SetLine
from exports.typeset.flow.lines import Segment, set_runs
from exports.typeset.flow.style import BOX, Style

_SAID = 300
"""Characters kept of the words and of the address of a link where it is announced."""

_UNDERLINE = Paint(stroke=palette.DEEP, width=0.5)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text set in lines in a style; `key` names its parts, so that pages can share them."""

    runs: tuple[Run, ...]
    lines: tuple[SetLine, ...]
    style: Style
    key: str

    def draw(self, start: int, stop: int, x: float, y: float) -> tuple[Node, ...]:
        """The lines from `start` up to `stop`, the first one with its top at `y`."""
        return tuple(_Pen(self, start, x, y).draw(self.lines[start:stop]))


def make_passage(runs: Sequence[Run], style: Style, lang: str, key: str) -> Passage:
    """Set `runs` in lines as wide as the style has them."""
    return Passage(tuple(runs), set_runs(runs, style, lang), style, key)


Piece = tuple[int, Segment, bool]
"""A segment, the number of its line, and whether its last word goes on in the next piece."""


class _Pen:
    """Places the lines of one passage from one place on. One use."""

    def __init__(self, passage: Passage, start: int, x: float, y: float) -> None:
        self.passage, self.start, self.x, self.y = passage, start, x, y
        self.style = passage.style
        spare = self.style.leading - (ASCENT + DESCENT) * self.style.size
        self.ascent = spare / 2 + ASCENT * self.style.size

    def draw(self, lines: Sequence[SetLine]) -> Iterator[Node]:
        pieces = [
            (self.start + number, segment, line.breaks and last == place and number + 1 < len(lines))
            for number, line in enumerate(lines)
            for last in [len(line.segments) - 1]
            for place, segment in enumerate(line.segments)
        ]
        for address, group in groupby(pieces, lambda piece: (self._link(piece), piece[1].run)):
            run = list(group)
            if address[0]:
                yield from self._linked(run, address[0])
            else:
                yield from self._words(run)

    def _link(self, piece: Piece) -> str:
        return _address(self.passage.runs[piece[1].run].link)

    def _words(self, pieces: Sequence[Piece]) -> Iterator[Node]:
        """Texts; those that share a broken word become one for whoever listens."""
        chain: list[Piece] = []
        for piece in pieces:
            chain.append(piece)
            if not piece[2] or piece is pieces[-1]:
                yield self._chain(chain)
                chain = []

    def _chain(self, chain: Sequence[Piece]) -> Node:
        texts = tuple(self._text(piece) for piece in chain)
        if len(texts) == 1:
            return texts[0]
        return Group(Role.SPAN, texts, spoken="".join(segment.words for _, segment, _ in chain))

    def _text(self, piece: Piece) -> Text:
        number, segment, _ = piece
        run, style = self.passage.runs[segment.run], self.style
        line = self.passage.lines[number]
        words = segment.words + ("-" if line.hyphen and segment is line.segments[-1] else "")
        return Text(
            self.x + segment.x,
            self._top(number) + self.ascent,
            (words,),
            style.size * (BOX if run.is_box else 1.0),
            self._ink(run, self._link(piece)),
            style.strong if run.strong else style.weight,
            leading=style.leading,
            spoken=segment.words if words != segment.words else None,
            joins=segment.joins,
            within=Box(self.x, self._top(number), style.width, style.leading),
        )

    def _ink(self, run: Run, address: str) -> str:
        if run.is_alarm:
            return palette.WARNING
        return palette.DEEP if run.emphasis or address else self.style.fill

    def _linked(self, pieces: Sequence[Piece], address: str) -> Iterator[Node]:
        """One link, pressable on every line that it stands on, and underlined."""
        run = pieces[0][1].run
        key, contents = f"{self.passage.key}.link{run}", _contents(self.passage.runs[run])
        for place, piece in enumerate(pieces):
            number, segment, _ = piece
            area = Box(self.x + segment.x, self._top(number), segment.width, self.style.leading)
            words = tuple(self._words(pieces)) if place == 0 else ()
            yield Group(Role.LINK, words, key=key, url=address, contents=contents, area=area)
            y = self._top(number) + self.ascent + 0.14 * self.style.size
            yield artifact(Line(area.x, y, area.right, y, _UNDERLINE))

    def _top(self, number: int) -> float:
        return self.y + (number - self.start) * self.style.leading


def _contents(run: Run) -> str:
    """Where a link leads, in words: what it says, and the address where that is something else."""
    words = clean(run.text, _SAID)
    return words if run.link in words else f"{words}: {clean(run.link, _SAID)}"


def _address(link: str) -> str:
    """The address as a PDF may hold it; "" for one that it may not."""
    if not link or is_safe_url(link):
        return link
    try:
        is_plain = urlsplit(link).netloc.isascii()
    except ValueError:
        return ""
    encoded = quote(link, safe=":/?#[]@!$&'()*+,;=%~")
    return encoded if is_plain and is_safe_url(encoded) else ""
