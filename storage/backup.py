"""A copy of an SQLite database in one file, and back. PostgreSQL has tools of its own for this."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from errno import ENOSPC
from itertools import chain, count
from pathlib import Path
from tempfile import mkstemp
from time import time

from sqlalchemy import URL, Engine

from framework.errors import Unavailable, Unsound
from storage.doctor import examine
from storage.engine import BUSY_MS, address_to_read, make_engine, sqlite_file
from storage.migration import has_tables, migrate, require_current

_SIDE_FILES = ("-wal", "-shm", "-journal")
_PART = ".part"
_LEFT = 3_600  # seconds without a write, after which nobody is at work on a part
_DISK = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")


def back_up(engine: Engine, target: Path) -> None:
    """Write the database to the one file `target`, while others go on writing to it.

    The copy is examined before it takes the place of what was there. Raises `Unavailable` (PostgreSQL, no database,
    the database itself as target), `Unsound`, or `OSError` where `target` cannot be written; then `target` is as it
    was.
    """
    live = _file(engine, "pg_dump")
    require_current(engine)
    if target.exists() and target.samefile(live):
        raise Unavailable("same_file", path=target)
    with _copy_of(live, target) as copy:
        _examine(copy)
        copy.replace(target)


def restore(engine: Engine, source: Path) -> Path | None:
    """Put the backup `source` in the place of the database; return the file that now holds what was there before.

    The copy is brought to the newest tables and examined first. It then takes the place in one transaction: stopped
    half-way, the database is as it was. Nobody else may have it open. Raises `Unavailable`, `Unsound`, or `OSError`;
    then nothing was changed.
    """
    live = _file(engine, "pg_restore")
    if live.exists() and source.samefile(live):
        raise Unavailable("same_file", path=source)
    engine.dispose()
    live.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _copy_of(source, live) as copy:
        _bring_up_to_date(copy, source)
        _examine(copy)
        if not live.exists():
            copy.replace(live)
            return None
        return _take_place(copy, live, _free_name(live))


def _free_name(live: Path) -> Path:
    """Where to keep what stands there now: under a name that is not taken, so that no earlier one is lost."""
    names = chain([""], (f"-{number}" for number in count(2)))
    kept = (live.with_name(f"{live.name}.before-restore{name}") for name in names)
    return next(path for path in kept if not any(part.exists() for part in _files_of(path)))


def _files_of(path: Path) -> list[Path]:
    """A database and what SQLite may put beside it."""
    return [path.with_name(path.name + suffix) for suffix in ("", *_SIDE_FILES)]


def _take_place(copy: Path, live: Path, kept: Path) -> Path:
    with closing(sqlite3.connect(live, timeout=1, isolation_level=None)) as here:
        if _is_ours_alone(here):
            with _copy_of(here, kept) as before:
                before.replace(kept)
            with closing(sqlite3.connect(copy)) as there, _as_disk():
                there.backup(here)
            return kept
    for part, aside in zip(_files_of(live), _files_of(kept), strict=True):
        if part.exists():  # what stands there is broken: set it aside as it is
            part.replace(aside)
    copy.replace(live)
    return kept


def _is_ours_alone(here: sqlite3.Connection) -> bool:
    """Take the database for ourselves until it is closed; false where it is broken. Raises `Unavailable`."""
    try:
        here.execute("PRAGMA locking_mode=EXCLUSIVE")
        here.execute("PRAGMA journal_mode=DELETE")  # only a sole user can leave write-ahead logging
        here.execute("BEGIN EXCLUSIVE")
        here.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise Unavailable("in_use") from error
    except sqlite3.DatabaseError:
        return False
    return True


@contextmanager
def _copy_of(source: Path | sqlite3.Connection, target: Path) -> Generator[Path]:
    """A whole copy of the database `source` in a file of its own beside `target`, for its owner alone."""
    prefix = f".{target.name}."
    _forget_left_over(target.parent, prefix)
    handle, name = mkstemp(dir=target.parent, prefix=prefix, suffix=_PART)
    os.close(handle)
    copy = Path(name)
    try:
        if isinstance(source, Path):
            try:
                with closing(sqlite3.connect(address_to_read(source), uri=True)) as opened, _as_disk():
                    opened.execute(f"PRAGMA busy_timeout={BUSY_MS}")
                    _copy(opened, copy)
            except sqlite3.DatabaseError as error:
                raise Unavailable("not_a_backup", path=source) from error
        else:
            with _as_disk():
                _copy(source, copy)
        yield copy
    finally:
        for part in _files_of(copy):
            part.unlink(missing_ok=True)


@contextmanager
def _as_disk() -> Generator[None]:
    """Tell a disk that is full from a database that is none."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(_DISK):
            raise OSError(ENOSPC, os.strerror(ENOSPC)) from error
        raise


def _forget_left_over(folder: Path, prefix: str) -> None:
    """Take away what an earlier run that was killed left half-way; one that goes on writes all the time."""
    for part in folder.glob(f"{prefix}*{_PART}*"):
        with suppress(OSError):
            if time() - part.stat().st_mtime > _LEFT:
                part.unlink()


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as opened:
        source.backup(opened)
        opened.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _examine(path: Path) -> None:
    engine = make_engine(URL.create("sqlite", database=str(path)))
    try:
        if breaches := examine(engine):
            raise Unsound(breaches)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")


def _bring_up_to_date(path: Path, source: Path) -> None:
    engine = make_engine(URL.create("sqlite", database=str(path)))
    try:
        if not has_tables(engine):
            raise Unavailable("not_a_backup", path=source)
        migrate(engine)
    finally:
        engine.dispose()


def _file(engine: Engine, tool: str) -> Path:
    if path := sqlite_file(engine.url):
        return path
    raise Unavailable("other_tool", tool=tool)
