"""The key that keeps answers closed while a practice check runs: beside the database, never in it."""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from framework.errors import Unavailable
from storage.engine import data_folder

ANSWER_KEY = "KADERWIJZER_ANSWER_KEY"
KEY_FILE = "answers.key"
_BYTES = 32


class Secret(Protocol):
    """Where the key is."""

    @property
    def place(self) -> str:
        """What names it to people: a setting or a file."""
        ...

    def find(self) -> bytes | None:
        """Return the key; nothing where there is none yet. Raises `Unavailable` (bad_key) unless it is 32 bytes."""
        ...

    def make(self) -> bytes:
        """Return the key, made now where there is none."""
        ...


def answer_key(environ: Mapping[str, str]) -> Secret:
    """Return what gives the key: that of `KADERWIJZER_ANSWER_KEY` (base64), else of a file in the data folder."""
    named = environ.get(ANSWER_KEY)
    return _InFile(data_folder(environ) / KEY_FILE) if named is None else KnownKey(_decoded(named), ANSWER_KEY)


def passing_key() -> Secret:
    """Return what gives a key that lives as long as this process: for databases that do so too."""
    return KnownKey(os.urandom(_BYTES), "-")


class KnownKey:
    """A key that is there from the beginning."""

    def __init__(self, key: bytes, place: str) -> None:
        self._key, self.place = key, place

    def find(self) -> bytes:
        """See `Secret`."""
        return _checked(self._key, self.place)

    make = find


class _InFile:
    """A key in a file of its own; once read it is remembered."""

    def __init__(self, path: Path) -> None:
        self._path, self._key = path, b""

    @property
    def place(self) -> str:
        """See `Secret`."""
        return str(self._path)

    def find(self) -> bytes | None:
        """See `Secret`."""
        if not self._key:
            try:
                self._key = _checked(self._path.read_bytes(), self.place)
            except FileNotFoundError:
                return None
        return self._key

    def make(self) -> bytes:
        """See `Secret`; whoever comes first makes the file, readable by its owner alone."""
        while (key := self.find()) is None:
            _make(self._path)
        return key


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
    """Make the file whole or not at all, unless it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent) as draft:
        draft.write(os.urandom(_BYTES))
        draft.flush()
        os.fsync(draft.fileno())
        try:
            os.link(draft.name, path)
        except FileExistsError:
            return
        except OSError:  # a file system that knows no hard links
            _copy(Path(draft.name), path)


def _copy(draft: Path, path: Path) -> None:
    """Write the file in one go, unless it is there already."""
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(made, "wb") as file:
        file.write(draft.read_bytes())
        file.flush()
        os.fsync(file.fileno())
