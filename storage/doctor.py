"""What must always hold in a database, looked at in one reading; every breach is named."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
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
    FromClause,
    Row,
    Text,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    text,
    type_coerce,
)

from framework.errors import Breach, Faults, Unavailable
from framework.instrument import snapshot
from framework.keeping.content import LIBRARY, ContentKind, hash_body
from framework.keeping.events import Act, Event
from framework.keeping.projections import project_all
from framework.keeping.streams import ERASABLE, HEADS, MEMBER, PARENTS, ROOTS, StreamKind
from framework.keeping.upcasting import upcast
from framework.use_cases.codec import ROLES
from storage.engine import for_writing, make_engine
from storage.migration import migrate, require_current
from storage.secret import Secret
from storage.statements import LOCK, load_event
from storage.tables import ballots, contents, drafts, entries, events, kept_links, links, metadata, projections, streams
from storage.trouble import as_unavailable
from storage.vault import find_trouble, opens

_TRIGGERS = text(
    "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND tgenabled = 'O' AND relnamespace = current_schema()::regnamespace"
)
_Held = tuple[int, int, str | None, int, datetime, str]
_STREAM = (*(c for c in streams.c if c.name != "head"), type_coerce(streams.c.head, Text).label("head"))
_EVENT = tuple(events.c[name] for name in ("sequence", "key", "version", "schema", "act", "deed", "person", "at"))


def examine(engine: Engine, secret: Secret | None = None) -> tuple[Breach, ...]:
    """Return every breach of what must hold; none means that the database is sound. It changes nothing.

    The tables are those of the migrations; every stream lives under one of its kinds of parent, below its root, and
    is pinned to a framework that is kept; content hashes to its key and has its owner; heads and payloads can be read,
    in a form that is known; events count from 1 without gaps, each by an act and a deed, versions go up by one for
    each key, and together they fold to the entries and to the projections; what was erased is gone; people with known
    roles belong to roots alone. With the `secret` of the box: its key opens every answer that lies sealed. Writers may
    go on meanwhile.
    Raises `Unavailable` where the tables are older or newer than this program, or cannot be read.
    """
    require_current(engine)
    with as_unavailable(), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        if damage := list(_damage(connection)):
            return tuple(damage)
        return tuple(_breaches(connection, secret))


def _breaches(connection: Connection, secret: Secret | None) -> Iterator[Breach]:
    yield from _tables(connection)
    if secret:
        yield from _answers(connection, secret)
    rows = {row.id: row for row in connection.execute(select(*_STREAM).order_by(streams.c.number))}
    yield from _contents(connection, rows)
    for row in rows.values():
        yield from _place(row, rows, connection)
        try:
            yield from _history(row, connection)
        except ValueError:  # a time or a word that nobody can have written
            yield Breach("unreadable", {"stream": row.id})
    for table in (events, entries, projections, links, kept_links, drafts, ballots):
        orphans = select(table.c.stream).where(~exists().where(streams.c.id == table.c.stream)).distinct()
        yield from (Breach("orphan", {"table": table.name, "stream": name}) for name in connection.scalars(orphans))


def _damage(connection: Connection) -> Iterator[Breach]:
    if connection.dialect.name == "sqlite":
        for line in connection.execute(text("PRAGMA integrity_check")).scalars():
            if line != "ok":
                yield Breach("damaged", {"reason": line})


def _answers(connection: Connection, secret: Secret) -> Iterator[Breach]:
    """Whether the answers of open checks can still be counted."""
    if trouble := find_trouble(connection, secret):
        count = connection.scalar(select(func.count()).select_from(ballots))
        yield Breach(trouble.code, {**trouble.details, "n": count})
    elif key := secret.find():
        rows = connection.execute(select(ballots.c.stream, ballots.c.sealed).order_by(ballots.c.stream)).all()
        damaged = Counter(check for check, sealed in rows if not opens(key, sealed, check))
        yield from (Breach("ballots_damaged", {"stream": name, "n": n}) for name, n in damaged.items())


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


def _contents(connection: Connection, rows: Mapping[str, Row[Any]]) -> Iterator[Breach]:
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
        kept = select(contents.c.name).where(contents.c.owner == LIBRARY, contents.c.hash == row.framework)
        if connection.scalar(kept) is None:
            yield Breach("unknown_framework", {"stream": row.id, "hash": row.framework})


def _history(row: Row[Any], connection: Connection) -> Iterator[Breach]:
    """Fold the events of a stream, and compare what comes of it with what stands there."""
    folded: dict[str, _Held] = {}
    known, acts = list[Event](), dict[str, Act]()
    latest, place = None, 0
    history = select(*_EVENT, _raw(events)).where(events.c.stream == row.id).order_by(events.c.sequence)
    for place, event in enumerate(connection.execute(history), 1):
        sequence, key, version, payload = event.sequence, event.key, event.version, event.raw
        first, before, *_ = folded.get(key, (sequence, 0))
        if sequence != place:
            yield Breach("sequence_gap", {"stream": row.id, "expected": place, "found": sequence})
            return
        if version != before + 1:
            yield Breach("version_gap", {"stream": row.id, "key": key, "expected": before + 1, "found": version})
        if row.erased and (payload is not None or event.person):
            yield Breach("not_erased", {"stream": row.id, "sequence": sequence})
        if not _is_payload(payload):
            yield Breach("payload_unreadable", {"stream": row.id, "sequence": sequence})
            return
        if not event.act or not event.deed:
            yield Breach("act_missing", {"stream": row.id, "sequence": sequence})
        folded[key] = (first, version, payload, event.schema, event.at, event.person)
        act = Act(event.act, event.deed, event.person, event.at)
        if acts.setdefault(act.id, act) != act:
            yield Breach("act_differs", {"stream": row.id, "act": act.id})
        held = None
        try:
            held = upcast(row.kind, key, json.loads(payload) if payload else None, event.schema)
        except (Unavailable, ValueError, LookupError, TypeError):
            yield Breach("payload_unreadable", {"stream": row.id, "sequence": sequence})
        known.append(Event(row.id, sequence, key, version, held, act))
        latest = event.at if latest is None else max(event.at, latest)
    if place != row.sequence:
        yield Breach("sequence_gap", {"stream": row.id, "expected": row.sequence, "found": place})
    if latest != row.changed:
        yield Breach("changed_differs", {"stream": row.id})
    yield from _entries(row, folded, connection)
    yield from _people(row, folded)
    yield from _projections(row, known, connection)


def _entries(row: Row[Any], folded: Mapping[str, _Held], connection: Connection) -> Iterator[Breach]:
    columns = (entries.c.first, entries.c.version, _raw(entries), entries.c.schema, entries.c.at, entries.c.person)
    now = select(entries.c.key, *columns).where(entries.c.stream == row.id)
    found = {key: tuple(held) for key, *held in connection.execute(now)}
    for key in sorted(found.keys() | folded.keys()):
        if found.get(key) != folded.get(key):
            code = "entry_missing" if key not in found else "entry_differs" if key in folded else "entry_unfounded"
            yield Breach(code, {"stream": row.id, "key": key})


def _people(row: Row[Any], folded: Mapping[str, _Held]) -> Iterator[Breach]:
    people = 0
    for key, (_, _, payload, *_) in folded.items():
        if not key.startswith(MEMBER) or payload is None or not _is_payload(payload):
            continue
        person, roles = key.removeprefix(MEMBER), json.loads(payload).get("roles")
        people += 1
        if row.kind not in ROOTS:
            yield Breach("membership_without_root", {"stream": row.id, "person": person})
        known = ROLES.get(row.kind, frozenset())
        if not isinstance(roles, list) or not roles or not all(isinstance(r, str) and r in known for r in roles):
            yield Breach("unknown_role", {"stream": row.id, "person": person, "roles": roles})
    if row.kind in ROLES and not row.erased and not people:
        yield Breach("nobody", {"stream": row.id})


def _projections(row: Row[Any], history: list[Event], connection: Connection) -> Iterator[Breach]:
    kept = select(projections.c.name, _raw(projections)).where(projections.c.stream == row.id)
    found = {name: json.loads(payload) if _is_payload(payload) else None for name, payload in connection.execute(kept)}
    wanted = {} if row.erased else project_all(history)
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            yield Breach("projection_differs", {"stream": row.id, "name": name})


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
    try:
        head = upcast(row.kind, "head", json.loads(row.head), row.schema)
    except (Unavailable, ValueError, LookupError, TypeError):
        return False
    return isinstance(head, dict) and head.keys() >= HEADS.get(row.kind, frozenset())


def _raw(table: FromClause) -> Any:
    """The payload as it was written, so that what cannot be read stops nothing."""
    return type_coerce(table.c.payload, Text).label("raw")


def _is_payload(payload: str | None) -> bool:
    try:
        return payload is None or isinstance(json.loads(payload), dict)
    except ValueError:
        return False
