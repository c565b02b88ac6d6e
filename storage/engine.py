"""Which database, and the way to it: SQLite in the data folder, or what `KADERWIJZER_DATABASE` names."""

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from framework.errors import Unavailable

DATA, DATABASE = "KADERWIJZER_DATA", "KADERWIJZER_DATABASE"
DATABASE_FILE = "kaderwijzer.sqlite3"
BUSY_MS = 10_000
_WRITES = "kaderwijzer_writes"
Waiting = Callable[[], AbstractContextManager[None]]
# FULL: what was called saved must survive a power cut. secure_delete: what was erased is gone from the file too.
_PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else `INSERT OR REPLACE` takes a row away and no trigger sees it
    "secure_delete=ON",
    "trusted_schema=OFF",
)


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder for what is private: `KADERWIJZER_DATA`, else the system's own place for such data.

    That place lies outside the code, so that updating or removing the program leaves the work alone, and is not a
    roaming profile, which would copy a database while it is being written. It is not made here.
    Raises `Unavailable` (no_home) where that place cannot be told.
    """
    try:
        return _data_folder(environ)
    except (RuntimeError, KeyError) as error:  # nobody's home is known
        raise Unavailable("no_home", name=DATA) from error


def _data_folder(environ: Mapping[str, str]) -> Path:
    if named := environ.get(DATA):
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Kaderwijzer"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Kaderwijzer"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kaderwijzer"


def database_url(environ: Mapping[str, str]) -> URL:
    """Return the URL of the database: `KADERWIJZER_DATABASE` (SQLite or PostgreSQL), else the file in `data_folder`.

    Raises `Unavailable` for a URL we cannot read, another kind of database, or PostgreSQL without its driver.
    """
    named = environ.get(DATABASE)
    if not named:
        return URL.create("sqlite", database=str((data_folder(environ) / DATABASE_FILE).absolute()))
    try:
        url = make_url(named)
    except (ArgumentError, ValueError):
        raise Unavailable("bad_url", name=DATABASE) from None  # the URL itself may hold a password
    kind = url.drivername.partition("+")[0]
    if "@" in (url.host or ""):  # the end of a password: no message may show it
        raise Unavailable("bad_url", name=DATABASE)
    if kind in ("postgresql", "postgres"):
        if not find_spec("psycopg"):
            raise Unavailable("no_driver")
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database:
        raise Unavailable("unknown_database", kind=kind, name=DATABASE)
    try:
        path = Path(url.database).expanduser()
    except RuntimeError as error:
        raise Unavailable("no_home", name=DATABASE) from error
    return url.set(drivername="sqlite", database=str(path))


def make_engine(url: URL) -> Engine:
    """Return an engine for the SQLite file or the PostgreSQL of `url`; nothing is opened yet."""
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
        event.listen(engine, "connect", _limit_waiting)
        return engine
    if (path := sqlite_file(url)) and is_read_only(path):
        return _make_read_only(url, path)
    path = Path(url.database or "")

    def connect() -> sqlite3.Connection:  # an absent file stays absent: see `make_private`
        address = f"{path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(address, uri=True, timeout=BUSY_MS / 1000, check_same_thread=False)

    engine = create_engine(url, creator=connect, pool_size=10, max_overflow=20)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def address_to_read(path: Path) -> str:
    """Return by which address SQLite reads the file alone; where nothing can be put beside it, as it lies."""
    as_it_lies = "&immutable=1" if is_read_only(path) else ""
    return f"{path.absolute().as_uri()}?mode=ro{as_it_lies}"


def is_read_only(path: Path) -> bool:
    """Whether a database is there, and this person may not write in its folder, where SQLite puts files beside it."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _make_read_only(url: URL, path: Path) -> Engine:
    """An engine that reads alone; the file is taken as it lies, for nothing can be put beside it."""
    address = address_to_read(path)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine(url, creator=connect)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine, waiting: Waiting = nullcontext) -> Engine:
    """Return the same engine, its transactions taking the write lock of SQLite at once; where another program has it,
    they wait for it in `waiting`.

    A transaction that first reads and then writes would otherwise fail when another one wrote in between.
    """
    return engine.execution_options(**{_WRITES: waiting})


def sqlite_file(url: URL) -> Path | None:
    """Return the file of an SQLite database; nothing for another kind."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_private(path: Path) -> None:
    """Make the file `path` with its folder, for its owner alone; nothing happens where it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _limit_waiting(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = {BUSY_MS}")
    connection.commit()


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see `_begin`
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    waiting: Waiting | None = connection.get_execution_options().get(_WRITES)
    if waiting is None:
        connection.exec_driver_sql("BEGIN")
    elif not _begin_at_once(cast(sqlite3.Connection, connection.connection.dbapi_connection)):
        with waiting():
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_at_once(connection: sqlite3.Connection) -> bool:
    """Take the write lock where nobody else has it."""
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error:  # whatever it is, it is told of the second time
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return True
