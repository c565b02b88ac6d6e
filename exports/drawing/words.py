"""Untrusted text into text that is safe to draw, to store in a PDF string and to write as XML."""

from __future__ import annotations

import re
import unicodedata

BOX = "\u25a1"
ELLIPSIS = "\u2026"
LIMIT = 4_000

_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Stacks of marks cost quadratic time in normalisation and print as a blot: three say all that a script needs.
_STACK = re.compile(f"([{_MARK}]{{3}})[{_MARK}]+")
_DROPPED = frozenset(("Cc", "Cf", "Cs"))
_BLANK = frozenset(("Zs", "Zl", "Zp"))


class _Printable(dict[int, str]):
    """Translation table that decides on each character once, when it is first seen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char.isspace() or category in _BLANK:
            answer = " "
        elif category in _DROPPED:
            answer = ""
        else:
            answer = char if char.isprintable() else BOX
        self[code] = answer
        return answer


_PRINTABLE = _Printable()


def printable(text: str) -> str:
    """Every character of the result is printable, and blanks are single spaces within the line.

    Control and format characters (bidirectional overrides among them) and lone surrogates vanish; private and
    unassigned characters become a box; newlines and tabs become spaces.

    Args:
        text: any string, of any length and from anyone.
    Returns:
        One line, normalised to NFC, without blanks at its ends.
    Source: UTR 36 (Unicode security), section 3; NFC as DESIGN section 8 asks of text at the door.
    """
    if not text.isprintable():
        text = text.translate(_PRINTABLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _STACK.sub(r"\1", text))
    return " ".join(text.split())


def clean(text: str, limit: int = LIMIT) -> str:
    """Printable text of at most `limit` characters; what is longer ends in an ellipsis.

    Args:
        text: any string.
        limit: greatest length of the result in characters, at least 1.
    Returns:
        One safe line. Time is bounded by `limit`, whatever the length of `text`.
    Errors:
        ValueError: `limit` below 1.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    # Four raw characters a kept one leave room for blanks and invisible characters that fall away.
    safe = printable(text[: 4 * limit])
    if len(safe) <= limit and len(text) <= 4 * limit:
        return safe
    return safe[: limit - 1].rstrip() + ELLIPSIS
