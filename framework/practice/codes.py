"""The code in a link that answers: short enough to type from a screen, long enough that nobody guesses one."""

import hashlib
import re

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike: i, l, o, 0, 1
_GROUP = 4
SHORT, LONG = 3 * _GROUP, 4 * _GROUP  # letters
_SHAPE = re.compile(rf"[{_LETTERS}]{{{SHORT}}}(?:[{_LETTERS}]{{{LONG - SHORT}}})?")


def make_code(secret: str, length: int = SHORT) -> str:
    """Return the code that a random text gives, in groups of four: one of 31 ** `length` (`SHORT`: 59 bits).

    A `LONG` one (79 bits) is for links of which there are many: whoever tries finds any of them sooner than one.
    House rule: with the limit on strangers (see `web.door.limits`) nobody finds one by trying at the door.
    """
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest())
    letters = ""
    for _ in range(length):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return _in_groups(letters)


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, in capitals or not, with spaces or not; nothing where it is none."""
    letters = re.sub(r"[\s-]", "", typed).lower()
    return _in_groups(letters) if _SHAPE.fullmatch(letters) else None


def _in_groups(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
