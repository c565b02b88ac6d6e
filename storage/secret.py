"""The key that keeps answers closed while a practice check runs: beside the database, never in it."""

import base64
import binascii
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from framework.errors import Unavailable
from storage.engine import data_folder

ANSWER_KEY = "KADERWIJZER_ANSWER_KEY"
KEY_FILE = "answers.key"
_BYTES = 32

Secret = Callable[[], bytes]


def answer_key(environ: Mapping[str, str]) -> Secret:
    """Return what gives the key: that of `KADERWIJZER_ANSWER_KEY` (base64), else of a file in the data folder.

    The file is made, for its owner alone, the first time that it is asked for. Raises `Unavailable` (bad_key) for a
    key that is not 32 bytes.
    """
    named, path = environ.get(ANSWER_KEY), data_folder(environ) / KEY_FILE

    @cache
    def key() -> bytes:
        if named is not None:
            return _checked(_decoded(named), ANSWER_KEY)
        if not path.exists():
            _make(path)
        return _checked(path.read_bytes(), str(path))

    return key


def passing_key() -> Secret:
    """Return what gives a key that lives as long as this process: for databases that do so too."""
    made = os.urandom(_BYTES)
    return lambda: made


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _checked(key: bytes, place: str) -> bytes:
    if len(key) != _BYTES:
        raise Unavailable("bad_key", place=place)
    return key


def _make(path: Path) -> None:
    """Make the file whole or not at all; whoever comes first makes it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent) as draft:  # readable by its owner alone
        draft.write(os.urandom(_BYTES))
        draft.flush()
        os.fsync(draft.fileno())
        try:
            os.link(draft.name, path)
        except FileExistsError:
            return
