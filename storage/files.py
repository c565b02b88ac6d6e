"""Whether the files of an SQLite database are still those that were opened, and not gone or replaced meanwhile."""

from pathlib import Path

from sqlalchemy import Connection

from framework.errors import Unavailable

_SUFFIXES = ("", "-wal")  # the database, and what was written to it lately
_Marks = dict[str, tuple[int, int]]


class OpenedFiles:
    """The files that open connections write to: what is written to a file that lost its name vanishes with the last.

    A connection must stay open from the first look on: SQLite itself takes the second file away with the last one.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._seen = path, _Marks()

    def forget(self) -> None:
        """Begin anew, since every connection was closed."""
        self._seen = {}

    def require(self, _connection: Connection) -> None:
        """Raise `Unavailable` (moved) where a file is gone, or another stands in its place; forget them then."""
        now = _look(self._path)
        if any(now.get(suffix) != mark for suffix, mark in self._seen.items()):
            self.forget()
            raise Unavailable("moved", path=self._path)
        self._seen = now


def _look(path: Path) -> _Marks:
    """What tells each file from every other: its device and its place on it."""
    found: _Marks = {}
    for suffix in _SUFFIXES:
        try:
            looked = path.with_name(path.name + suffix).stat()
        except FileNotFoundError:
            continue
        found[suffix] = (looked.st_dev, looked.st_ino)
    return found
