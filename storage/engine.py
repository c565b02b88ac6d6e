"""Which database, and the way to it: SQLite in the data folder, or what `KADERWIJZER_DATABASE` names."""

import os
import sqlite3
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from framework.errors import Unavailable

DATA, DATABASE = "KADERWIJZER_DATA", "KADERWIJZER_DATABASE"
DATABASE_FILE = "kaderwijzer.sqlite3"
BUSY_MS = 10_000
_WRITES = "kaderwijzer_writes"
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
    """
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
    if kind in ("postgresql", "postgres"):
        if not find_spec("psycopg"):
            raise Unavailable("no_driver")
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database:
        raise Unavailable("unknown_database", kind=kind, name=DATABASE)
    return url.set(drivername="sqlite")


def make_engine(url: URL) -> Engine:
    """Return an engine for the SQLite file or the PostgreSQL of `url`; nothing is opened yet."""
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
        event.listen(engine, "connect", _limit_waiting)
        return engine
    engine = create_engine(url, pool_size=10, max_overflow=20, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, its transactions taking the write lock of SQLite at once.

    A transaction that first reads and then writes would otherwise fail when another one wrote in between.
    """
    return engine.execution_options(**{_WRITES: True})


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
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
