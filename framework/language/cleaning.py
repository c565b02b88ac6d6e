"""The door: untrusted text becomes safe text once, here, and nowhere else."""

import re
import unicodedata

# All that ends a line or a page: Python knows them by `str.splitlines`. The separators of files, groups, records and
# units (U+001C to U+001F) stand between words too.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_AROUND_LINE_END = re.compile("[ \t]*\n\\s*")
# Control characters but tab and newline, bidirectional overrides and isolates, invisible joiners that hide text,
# byte order marks and non-characters. Emoji joiners (U+200D) and variation selectors stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BLANK_LINES = re.compile("\n[ \t]*\n(?:[ \t]*\n)+")
_SURROGATE = re.compile("[\ud800-\udfff]")

MOST_LINES = 40
"""How many lines a remark keeps: its thousand characters fill some thirteen. House rule."""


def clean(text: str) -> str:
    """Return `text` in NFC with single newlines, without control or bidi characters, stripped at both ends.

    Every separator of lines or pages is a newline: what stood apart stays apart. Cleaning twice equals cleaning once.
    A text without anything visible becomes the empty string.
    Source: Unicode UAX #15 (NFC), UAX #9 (bidi) and UAX #14 (line ends); House rule.
    """
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def clean_line(text: str) -> str:
    """Return `text` as `clean` does, on one line: a space stands where a line ended.

    Source: as `clean`; House rule.
    """
    return _AROUND_LINE_END.sub(" ", clean(text))


def fold_blank_lines(text: str) -> str:
    """Return a clean text with at most one blank line between its lines: more of them say nothing more.

    Source: House rule.
    """
    return _BLANK_LINES.sub("\n\n", text)


def clean_remark(text: str) -> str:
    """Return `text` as `clean` does, with at most one blank line between lines and at most `MOST_LINES` lines.

    What comes after stands behind the last of them, so that no word is lost. Doing it twice equals doing it once.
    Source: House rule.
    """
    lines = fold_blank_lines(clean(text)).split("\n")
    rest = (line for line in map(str.strip, lines[MOST_LINES - 1 :]) if line)
    return "\n".join(lines) if len(lines) <= MOST_LINES else "\n".join([*lines[: MOST_LINES - 1], " ".join(rest)])


def has_lone_surrogate(text: str) -> bool:
    """Tell whether `text` holds half a character, which no file or database can store. House rule."""
    return _SURROGATE.search(text) is not None
