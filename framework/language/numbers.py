"""How many people, as people type it: 12, twaalf, 12 mensen, een stuk of 12."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from framework.language.texts import languages, texts

LONGEST_NUMBER = 40  # characters that a field for a number takes
_WHOLE = r"\d{1,3}(?:[. ]\d{3})+|\d+"
_BAD = rf"[-−–]\s*(?:{_WHOLE})|\d+(?:,|\.(?!\d{{3}}(?!\d)))\d+"  # below nothing, or parts of a person
_PART = re.compile(rf"(?P<bad>{_BAD})|(?P<digits>{_WHOLE})|(?P<word>[^\W\d_]+)")
_BETWEEN = re.compile(r"(?<=\d)\s*[-−–]\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class NoNumber:
    """Why a text is no number: the code of what is wrong."""

    code: str


def read_number(text: str) -> int | NoNumber:
    """Return the whole number, 0 or more, that a person wrote in digits or in words, or why it is none; never a guess.

    Words of any language of the program, up to twenty. Other words beside it are let be, but none that makes another
    number of it: a pair, a hundred, a dozen. Two numbers are none. House rule.
    """
    parts = list(_PART.finditer(_BETWEEN.sub(" / ", text)))
    words = [(part["word"] or "").casefold() for part in parts]
    if any(part["bad"] for part in parts) or _words("number_vague") & set(words):
        return NoNumber("unreadable")
    named = (_named(word, after) for word, after in zip(words, [*words, ""][1:], strict=True))
    found = [
        number
        for part, word in zip(parts, named, strict=True)
        if (number := int(re.sub(r"\D", "", part["digits"])) if part["digits"] else word) is not None
    ]
    if not found and _words("number_article") & set(words):
        return 1  # "een" by itself; in "een stuk of 12" it is no number
    if len(found) != 1:
        return NoNumber("several" if found else "unreadable")
    return found[0]


def _named(word: str, after: str) -> int | None:
    """The number that a word names; an article does so only where another number is set beside it."""
    is_article = word in _words("number_article") and after not in _words("number_beside")
    return None if is_article else _numbers().get(word)


@cache
def _numbers() -> Mapping[str, int]:
    listed = (enumerate(texts(language).entries["numbers"], 1) for language in languages())
    return {word: number for number, names in chain(*listed) for word in names.split("/")}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word for language in languages() for word in texts(language).entries[key])
