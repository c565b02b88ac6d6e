"""Signs that nobody sees and that make a word another word: a no-break space, a joiner without width."""

from collections.abc import Iterator

# Printable to Unicode, blank to the eye: fillers, an empty braille cell, a joiner of marks, variation selectors.
_BLANK = {*"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))}
_MOST_BEFORE = 20


def find_signs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each invisible sign in `text`, with the word before it; spaces, tabs and line ends are no such signs.

    Source: Unicode general categories Zs, Cc and Cf; House rule.
    """
    for place, sign in enumerate(text):
        if (not sign.isprintable() or sign in _BLANK) and sign not in "\t\r\n":
            before = "".join(c if c.isprintable() and c not in _BLANK else " " for c in text[:place]).split()
            yield sign, before[-1][-_MOST_BEFORE:] if before else ""
