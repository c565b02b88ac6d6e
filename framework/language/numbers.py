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
    """Return the whole number that a person wrote, in digits or in words, or why it is none; never a guess.

    Words of any language of the program, up to twenty. Other words beside it are let be; two numbers are none.
    """
    parts = list(_PART.finditer(_BETWEEN.sub(" / ", text)))
    if any(part["bad"] for part in parts):
        return NoNumber("unreadable")
    digits = [int(re.sub(r"\D", "", part["digits"])) for part in parts if part["digits"]]
    words = [number for part in parts if part["word"] and (number := _words().get(part["word"].casefold()))]
    found = digits + [number for number in words if number > 1] or words[:1]  # "een stuk of 12" is about 12
    if len(found) != 1:
        return NoNumber("several" if found else "unreadable")
    return found[0]


@cache
def _words() -> Mapping[str, int]:
    listed = (enumerate(texts(language).entries["numbers"], 1) for language in languages())
    return {word: number for number, names in chain(*listed) for word in names.split("/")}
