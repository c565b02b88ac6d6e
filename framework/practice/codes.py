"""The code in a link that answers: short enough to type from a screen, long enough that nobody guesses one."""

import hashlib
import re

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike: i, l, o, 0, 1
_LENGTH, _GROUP = 12, 4
_SHAPE = re.compile(rf"[{_LETTERS}]{{{_LENGTH}}}")


def make_code(secret: str) -> str:
    """Return the code that a random text gives: three groups of four letters or digits, one of 31 ** 12 (59 bits).

    House rule: with the limit on strangers (see `web.door.limits`) nobody finds one by trying.
    """
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest())
    letters = ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return _in_groups(letters)


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, in capitals or not, with spaces or not; nothing where it is none."""
    letters = re.sub(r"[\s-]", "", typed).lower()
    return _in_groups(letters) if _SHAPE.fullmatch(letters) else None


def _in_groups(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
