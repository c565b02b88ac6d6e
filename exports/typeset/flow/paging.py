"""Pieces over pages: each page takes what fits, and what belongs together stays together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exports.typeset.flow.piece import Piece

_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Placed:
    """The parts of a piece from `start` up to `stop`, with their top at `y`; `repeated`: seen before."""

    piece: Piece
    start: int
    stop: int
    y: float
    repeated: bool = False


def fill_pages(pieces: Sequence[Piece], tops: tuple[float, float], bottom: float) -> list[list[Placed]]:
    """Place every part of every piece, in order.

    Args:
        pieces: what to place.
        tops: where the first page begins, and every later one.
        bottom: where a page ends.
    Returns:
        The pages, at least one. A part that is taller than a page stands on one of its own.
    """
    filler = _Filler(pieces, tops, bottom)
    for number in range(len(pieces)):
        filler.place(number)
    return filler.pages


class _Filler:
    def __init__(self, pieces: Sequence[Piece], tops: tuple[float, float], bottom: float) -> None:
        self.pieces, self.top, self.bottom = pieces, tops[1], bottom
        self.pages: list[list[Placed]] = [[]]
        self.y, self.below, self.is_fresh = tops[0], 0.0, True

    def place(self, number: int) -> None:
        """Place one piece, on as many pages as it takes."""
        piece = self.pieces[number]
        if not self.is_fresh and (piece.starts_page or self._parts_run(number)):
            self._turn(piece)
        start = 0
        while start < piece.count:
            top = self.y if self.is_fresh else self.y + (max(self.below, piece.above) if start == 0 else 0.0)
            stop = self._stop(number, start, self.bottom - top)
            if stop == start:
                self._turn(piece)
                continue
            self.pages[-1].append(Placed(piece, start, stop, top))
            self.y, self.below, self.is_fresh = top + piece.height(start, stop), piece.below, False
            start = stop

    def _turn(self, piece: Piece) -> None:
        """Begin a page, with the head of a table that runs on."""
        self.pages.append([])
        self.y, self.below, self.is_fresh = self.top, 0.0, True
        if piece.again:
            self.pages[-1].append(Placed(piece.again, 0, piece.again.count, self.y, repeated=True))
            self.y += piece.again.height()

    def _stop(self, number: int, start: int, room: float) -> int:
        """How far the piece goes on this page: `start` where it should begin on the next."""
        piece = self.pieces[number]
        best = start
        for stop in (stop for stop in piece.stops if stop > start):
            height = piece.height(start, stop)
            if height > room + _SLACK:
                break
            if stop < piece.count or not piece.keeps_next or self._follows(number, room - height):
                best = stop
        if best == start and self.is_fresh:
            return next(stop for stop in piece.stops if stop > start)
        return best

    def _follows(self, number: int, room: float) -> bool:
        """Whether the next piece can begin in the room that is left."""
        return self._need(number) <= room + _SLACK

    def _need(self, number: int) -> float:
        """Points that the piece after `number` takes at least, with what it keeps to itself."""
        if number + 1 >= len(self.pieces):
            return 0.0
        piece, following = self.pieces[number], self.pieces[number + 1]
        if following.starts_page:
            return 0.0
        gap = max(piece.below, following.above)
        if self._is_kept_whole(number + 1):
            last = self._run_end(number + 1)
            return gap + self._run_height(number + 1) + (self._need(last) if self.pieces[last].keeps_next else 0.0)
        need = gap + following.height(0, following.stops[0])
        if following.keeps_next and following.stops[0] == following.count:
            need += self._need(number + 1)
        return need

    def _parts_run(self, number: int) -> bool:
        """Whether pieces that stay together begin here, and do not fit on what is left of this page."""
        if not self._is_kept_whole(number) or (number and self.pieces[number - 1].keeps_next):
            return False
        return self._run_height(number) > self.bottom - self.y - max(self.below, self.pieces[number].above) + _SLACK

    def _is_kept_whole(self, number: int) -> bool:
        """Whether pieces that stay together begin here and fit on a page."""
        run = self.pieces[number].run
        if run is None or (number and self.pieces[number - 1].run == run):
            return False
        return self._run_height(number) <= self.bottom - self.top + _SLACK

    def _run_end(self, number: int) -> int:
        """The last of the pieces that stay together with this one."""
        while number + 1 < len(self.pieces) and self.pieces[number + 1].run == self.pieces[number].run:
            number += 1
        return number

    def _run_height(self, number: int) -> float:
        """Points from the top of the piece that begins a run to the bottom of the last one in it."""
        run = self.pieces[number : self._run_end(number) + 1]
        gaps = (max(before.below, after.above) for before, after in pairwise(run))
        return sum(piece.height() for piece in run) + sum(gaps)
