"""What must always hold in a database, looked at in one reading; every breach is named."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    Text,
    delete,
    exists,
    insert,
    literal,
    select,
    text,
    type_coerce,
)

from framework.errors import Breach, Faults
from framework.instrument import snapshot
from framework.instrument.model import Framework
from framework.keeping.content import LIBRARY, ContentKind, hash_body
from framework.keeping.projections import project_all
from framework.keeping.streams import ERASABLE, HEADS, PARENTS, Stream, StreamKind
from storage.engine import for_writing, make_engine
from storage.histories import find_breaches, read_head
from storage.loose import find_loose, find_sealed
from storage.migration import migrate, require_current
from storage.secret import Secret
from storage.statements import LOCK, load_event
from storage.tables import (
    ballots,
    contents,
    drafts,
    entries,
    events,
    kept_links,
    links,
    metadata,
    projections,
    streams,
    tallies,
)
from storage.trouble import as_unavailable

_TRIGGERS = text(
    "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND tgenabled = 'O' AND relnamespace = current_schema()::regnamespace"
)
_STREAM = (*(c for c in streams.c if c.name != "head"), type_coerce(streams.c.head, Text).label("head"))

ReadsUnder = Callable[[Stream, Framework | None], Iterable[str]]
"""What names the parts of a stream that nobody could read, under the framework that it is pinned to."""


def examine(engine: Engine, secret: Secret | None = None, reads: ReadsUnder | None = None) -> tuple[Breach, ...]:
    """Return every breach of what must hold; none means that the database is sound. It changes nothing.

    The tables are those of the migrations; every stream lives under one of its kinds of parent, below its root, and
    is pinned to a framework that is kept; content hashes to its key and has its owner; heads and payloads can be read,
    in a form that is known; events count from 1 without gaps, each by an act and a deed, versions go up by one for
    each key, and together they fold to the entries and to the projections; what was erased is gone; people with known
    roles belong to roots alone, and one of them can let others in. The box holds as many answers of an open check
    as were sent, and nothing of another; rights of links are known; nobody's login is half; the log counts on, and
    names what was erased. With the `secret` of the box: its key opens every answer that lies sealed. With `reads`:
    all of a stream can be read by what reads it for a screen. Writers may go on meanwhile.
    Raises `Unavailable` where the tables are older or newer than this program, or cannot be read.
    """
    require_current(engine)
    with as_unavailable(), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        if damage := list(_damage(connection)):
            return tuple(damage)
        return tuple(_breaches(connection, secret, reads or _read_nothing))


def _read_nothing(_stream: Stream, _framework: Framework | None) -> Iterable[str]:
    return ()


def _breaches(connection: Connection, secret: Secret | None, reads: ReadsUnder) -> Iterator[Breach]:
    yield from _tables(connection)
    if secret:
        yield from find_sealed(connection, secret)
    rows = {row.id: row for row in connection.execute(select(*_STREAM).order_by(streams.c.number))}
    frameworks: dict[str, Framework] = {}
    yield from _contents(connection, rows, frameworks)

    def read(stream: Stream) -> Iterable[str]:
        return reads(stream, frameworks.get(stream.framework or ""))

    for row in rows.values():
        yield from _place(row, rows, connection)
        try:
            yield from find_breaches(row, connection, read)
        except ValueError:  # a time or a word that nobody can have written
            yield Breach("unreadable", {"stream": row.id})
    yield from find_loose(connection, rows)
    for table in (events, entries, projections, links, kept_links, drafts, ballots, tallies):
        orphans = select(table.c.stream).where(~exists().where(streams.c.id == table.c.stream)).distinct()
        yield from (Breach("orphan", {"table": table.name, "stream": name}) for name in connection.scalars(orphans))


def _damage(connection: Connection) -> Iterator[Breach]:
    if connection.dialect.name == "sqlite":
        for line in connection.execute(text("PRAGMA integrity_check")).scalars():
            if line != "ok":
                yield Breach("damaged", {"reason": line})


def _tables(connection: Connection) -> Iterator[Breach]:
    """Compare with a database that was made just now, down to the triggers that keep the history as it is."""
    wanted = _fresh_schema()
    if connection.dialect.name == "sqlite":
        differing = {name for _, name, _ in _schema(connection) ^ wanted}
    else:
        differing = set(connection.scalars(_TRIGGERS)) ^ {name for kind, name, _ in wanted if kind == "trigger"}
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        differing |= {_named(difference) for difference in differences}
    for name in sorted(differing):
        yield Breach("tables_differ", {"name": name})


@cache
def _fresh_schema() -> frozenset[tuple[str, str, str]]:
    with TemporaryDirectory() as folder:
        fresh = make_engine(URL.create("sqlite", database=str(Path(folder) / "fresh")))
        try:
            migrate(fresh)
            with fresh.connect() as connection:
                return frozenset(_schema(connection))
        finally:
            fresh.dispose()


def _named(difference: Any) -> str:
    first = difference[0] if isinstance(difference, list) else difference
    return " ".join(
        str(getattr(part, "name", part)) for part in first if isinstance(part, str) or hasattr(part, "name")
    )


def _schema(connection: Connection) -> set[tuple[str, str, str]]:
    """Everything that SQLite was told to make."""
    made = connection.execute(
        text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    )
    return {(kind, name, sql or "") for kind, name, sql in made}


def _contents(
    connection: Connection, rows: Mapping[str, Row[Any]], frameworks: dict[str, Framework]
) -> Iterator[Breach]:
    """Whether what is kept is what its hash says; the frameworks that can be read go into `frameworks`."""
    for owner, key, kind, name, body in connection.execute(select(contents)):
        if owner != LIBRARY and (owner not in rows or rows[owner].erased):
            yield Breach("content_without_owner", {"owner": owner, "hash": key})
        if kind != ContentKind.FRAMEWORK:
            if hash_body(body if isinstance(body, bytes) else str(body).encode()) != key:
                yield Breach("content_changed", {"owner": owner, "hash": key})
            continue
        try:
            loaded = snapshot.load(json.loads(body))
        except (Faults, ValueError, LookupError, TypeError, AttributeError):
            yield Breach("framework_unreadable", {"hash": key})
            continue
        if not loaded.is_pinned_by(key) or f"{loaded.framework.id} {loaded.framework.version}" != name:
            yield Breach("framework_changed", {"hash": key})
        frameworks[key] = loaded.framework


def _place(row: Row[Any], rows: Mapping[str, Row[Any]], connection: Connection) -> Iterator[Breach]:
    parent = rows.get(row.parent or "")
    kinds = PARENTS[StreamKind(row.kind)]
    if row.parent is not None and (parent is None or parent.kind not in kinds or parent.root != row.root):
        yield Breach("no_parent", {"stream": row.id, "parent": row.parent})
    elif parent is not None and row.erased != parent.erased and not (row.kind in ERASABLE and row.erased):
        yield Breach("half_erased", {"stream": row.id, "parent": row.parent})
    if not _is_head(row):
        yield Breach("head_unreadable", {"stream": row.id})
    if row.framework is not None:
        kept = select(contents.c.kind).where(contents.c.owner == LIBRARY, contents.c.hash == row.framework)
        if connection.scalar(kept) != ContentKind.FRAMEWORK:
            yield Breach("unknown_framework", {"stream": row.id, "hash": row.framework})


def rebuild_projections(engine: Engine) -> int:
    """Derive every projection anew from the events, one stream after another, and return how many there are.

    Others may go on writing: each stream is locked while its own are made.
    """
    require_current(engine)
    with as_unavailable(), engine.connect() as connection:
        alive = connection.execute(select(streams.c.id, streams.c.kind).where(streams.c.erased.is_(None))).all()
    made = 0
    for stream, kind in alive:
        with as_unavailable(), for_writing(engine).begin() as connection:
            connection.execute(LOCK, {"id": stream})
            history = select(events, literal(kind).label("kind")).where(events.c.stream == stream)
            found = project_all(map(load_event, connection.execute(history.order_by(events.c.sequence))))
            connection.execute(delete(projections).where(projections.c.stream == stream))
            if rows := [{"stream": stream, "name": name, "payload": payload} for name, payload in found.items()]:
                connection.execute(insert(projections), rows)
            made += len(found)
    return made


def _is_head(row: Row[Any]) -> bool:
    """Whether what never changes is all there, in a form that is known; nothing of what was erased."""
    if row.erased:
        return row.head == "{}"
    head = read_head(row)
    return head is not None and head.keys() >= HEADS.get(row.kind, frozenset())
