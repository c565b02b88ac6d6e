"""Where lines may end: at spaces, at hyphens by the dictionary, and as a last resort anywhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

import pyphen

from exports.drawing.font import Font
from exports.drawing.words import ELLIPSIS

SLACK = 1e-6
"""Points by which rounding may make a length too large."""

_DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
_LETTERS = re.compile(r"[^\W\d_]{6,40}")
_LONGEST_WORD = 80
_BREAK_AFTER = "-/_.@?&="
KEPT = "\u00a0"
"""Stands for a space at which no line may end."""


class Setter:
    """One text with its measures, set into lines as often as needed."""

    def __init__(self, text: str, face: Font, lang: str) -> None:
        self.text, self.face, self.lang = text, face, lang
        self.reach = list(accumulate(map(face.advance_of.__getitem__, text), initial=0))
        self.hyphen, self.dots = face.advance_of["-"], face.advance_of[ELLIPSIS]
        self.broke = False

    def set(self, width: float, size: float, most: int | None, hyphenate: bool) -> tuple[str, ...] | None:
        """The lines, or None where they are more than `most` or a word does not fit."""
        lines: list[str] = []
        at, self.broke = 0, False
        while at < len(self.text):
            if most is not None and len(lines) >= most:
                return None
            step = self._line(at, width * self.face.em / size, hyphenate)
            if step is None:
                return None
            lines.append(step[0])
            at = step[1]
        return tuple(lines)

    def shorten(self, width: float, size: float, most: int) -> tuple[str, ...]:
        """At most `most` lines, the last one cut off with an ellipsis."""
        lines: list[str] = []
        at, room = 0, width * self.face.em / size
        if not self.text or most < 1 or room < self.dots:
            return ()
        while at < len(self.text) and len(lines) < most - 1:
            step = self._line(at, room, hyphenate=True)
            if step is None:
                break
            lines.append(step[0])
            at = step[1]
        end = self._end(at, room - self.dots)
        space = self.text.rfind(" ", at, end)
        if space > at + (end - at) * 0.7 and self.text[end : end + 1] not in ("", " "):
            end = space
        lines.append(self.text[at:end].rstrip(" ,;:.-") + ELLIPSIS)
        return tuple(lines)

    def _end(self, at: int, room: float) -> int:
        """The furthest end of a line that starts `at`."""
        return bisect_right(self.reach, self.reach[at] + room + SLACK, at) - 1

    def _line(self, at: int, room: float, hyphenate: bool) -> tuple[str, int] | None:
        """(line, where the next one starts), or None where a word has no room and may not be broken."""
        text, end = self.text, self._end(at, room)
        if end >= len(text):
            return text[at:], len(text)
        if text[end] == " ":
            return text[at:end], end + 1
        space = text.rfind(" ", at, end)
        word = space + 1 if space > at else at
        if hyphenate and (broken := self._break(at, word, end, room)):
            return broken
        if space > at:
            return text[at:space], space + 1
        if not hyphenate or end <= at:
            return None
        self.broke = True
        return text[at:end], end

    def _break(self, at: int, word: int, end: int, room: float) -> tuple[str, int] | None:
        """The line that breaks the word from `word` at its last good place before `end`."""
        stop = self.text.find(" ", word, word + _LONGEST_WORD)
        whole = self.text[word : stop if stop >= 0 else word + _LONGEST_WORD]
        best = max((word + p for p in _hyphens(whole, self.lang) if self._hyphened(at, word + p) <= room), default=0)
        marks = (self.text.rfind(mark, word + 1, end) for mark in _BREAK_AFTER)
        mark = max(marks) + 1 if end - word > 1 else 0
        if self.text[mark : mark + 1] == KEPT:
            mark = 0
        if max(best, mark) <= at + 1:
            return None
        self.broke = True
        return (self.text[at:mark], mark) if mark >= best else (self.text[at:best] + "-", best)

    def _hyphened(self, at: int, end: int) -> float:
        return self.reach[end] - self.reach[at] + self.hyphen


@lru_cache(maxsize=4096)
def _hyphens(word: str, lang: str) -> tuple[int, ...]:
    """Where `word` may be hyphenated, its letters only; empty for a language without a dictionary."""
    patterns = _patterns(lang)
    if patterns is None:
        return ()
    return tuple(run.start() + place for run in _LETTERS.finditer(word) for place in patterns.positions(run.group()))


@lru_cache(maxsize=8)
def _patterns(lang: str) -> pyphen.Pyphen | None:
    if lang not in _DICTIONARIES:
        return None
    return pyphen.Pyphen(lang=_DICTIONARIES[lang], left=3, right=3)
