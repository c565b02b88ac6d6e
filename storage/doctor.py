"""What must always hold in a database, looked at in one reading; every breach is named."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Connection, Engine, FromClause, Row, Text, exists, select, text, type_coerce

from framework.errors import KaderwijzerError
from framework.instrument.snapshot import load_snapshot
from framework.keeping.streams import StreamKind
from framework.people.membership import Role
from storage.engine import make_engine
from storage.migration import migrate, require_current
from storage.tables import ballots, drafts, entries, events, frameworks, links, members, metadata, streams
from storage.trouble import as_unavailable

_TRIGGERS = text(
    "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND tgenabled = 'O' AND relnamespace = current_schema()::regnamespace"
)
_Held = tuple[int, int, str | None, datetime, str]


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that must hold and does not. `code` is worded under `storage.breach` in `lang/`."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict[str, object])


class Unsound(KaderwijzerError):
    """A database with breaches, at least one; nothing was done with it."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        self.breaches = tuple(breaches)
        super().__init__(", ".join(breach.code for breach in self.breaches))


def examine(engine: Engine) -> tuple[Breach, ...]:
    """Return every breach of what must hold; none means that the database is sound. It changes nothing.

    The tables are those of the migrations; every stream has its project, and an assessment a framework that is known
    and hashes to its key; events count from 1 without gaps, versions go up by one for each key, and together they
    fold to the entries; what was erased is gone; only projects that are there have people. Writers may go on
    meanwhile. Raises `Unavailable` where the tables are older or newer than this program, or cannot be read.
    """
    require_current(engine)
    with as_unavailable(), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        if damage := list(_damage(connection)):
            return tuple(damage)
        return tuple(_breaches(connection))


def _breaches(connection: Connection) -> Iterator[Breach]:
    yield from _tables(connection)
    yield from _frameworks(connection)
    rows = {row.id: row for row in connection.execute(select(streams).order_by(streams.c.number))}
    for row in rows.values():
        yield from _place(row, rows, connection)
        try:
            yield from _history(row, connection)
        except ValueError:  # a moment or a word that nobody can have written
            yield Breach("unreadable", {"stream": row.id})
    for table in (events, entries, links, drafts, ballots):
        orphans = select(table.c.stream).where(~exists().where(streams.c.id == table.c.stream)).distinct()
        yield from (Breach("orphan", {"table": table.name, "stream": name}) for name in connection.scalars(orphans))
    for project, person, part in connection.execute(select(members.c.project, members.c.person, members.c.part)):
        row = rows.get(project)
        if row is None or row.kind != StreamKind.PROJECT or row.erased:
            yield Breach("member_without_project", {"project": project, "person": person})
        if part not in set(Role):
            yield Breach("unknown_part", {"project": project, "person": person, "part": part})


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


def _frameworks(connection: Connection) -> Iterator[Breach]:
    columns = (frameworks.c.content_hash, frameworks.c.identifier, frameworks.c.version)
    for key, identifier, version, content in connection.execute(select(*columns, _raw(frameworks))):
        try:
            loaded = load_snapshot(json.loads(content))
        except (ValueError, LookupError, TypeError, AttributeError):  # pydantic's error is a ValueError
            yield Breach("framework_unreadable", {"hash": key})
            continue
        named = (loaded.content_hash, loaded.framework.id, loaded.framework.version)
        if named != (key, identifier, version):
            yield Breach("framework_changed", {"hash": key})


def _place(row: Row[Any], rows: Mapping[str, Row[Any]], connection: Connection) -> Iterator[Breach]:
    project = rows.get(row.project)
    if project is None or project.kind != StreamKind.PROJECT:
        yield Breach("no_project", {"stream": row.id, "project": row.project})
    elif row.erased != project.erased and not (row.kind == StreamKind.CHECK and row.erased):
        yield Breach("half_erased", {"stream": row.id, "project": row.project})
    if row.kind != StreamKind.PROJECT:
        known = select(frameworks.c.identifier).where(frameworks.c.content_hash == row.framework)
        if connection.scalar(known) is None:
            yield Breach("unknown_framework", {"stream": row.id, "hash": row.framework})


def _history(row: Row[Any], connection: Connection) -> Iterator[Breach]:
    """Fold the events of a stream, and compare what comes of it with what stands there."""
    folded: dict[str, _Held] = {}
    latest, place = None, 0
    columns = (events.c.sequence, events.c.key, events.c.version, _raw(events), events.c.at, events.c.person)
    history = select(*columns).where(events.c.stream == row.id).order_by(events.c.sequence)
    for place, (sequence, key, version, payload, at, person) in enumerate(connection.execute(history), 1):
        first, before, *_ = folded.get(key, (sequence, 0))
        if sequence != place:
            yield Breach("sequence_gap", {"stream": row.id, "expected": place, "found": sequence})
            return
        if version != before + 1:
            yield Breach("version_gap", {"stream": row.id, "key": key, "expected": before + 1, "found": version})
        if row.erased and (payload is not None or person):
            yield Breach("not_erased", {"stream": row.id, "sequence": sequence})
        if not _is_payload(payload):
            yield Breach("payload_unreadable", {"stream": row.id, "sequence": sequence})
        folded[key] = (first, version, payload, at, person)
        latest = at if latest is None else max(at, latest)
    if place != row.sequence:
        yield Breach("sequence_gap", {"stream": row.id, "expected": row.sequence, "found": place})
    if latest != row.changed:
        yield Breach("changed_differs", {"stream": row.id})
    yield from _entries(row, folded, connection)


def _entries(row: Row[Any], folded: Mapping[str, _Held], connection: Connection) -> Iterator[Breach]:
    columns = (entries.c.first, entries.c.version, _raw(entries), entries.c.at, entries.c.person)
    now = select(entries.c.key, *columns).where(entries.c.stream == row.id)
    found = {key: tuple(held) for key, *held in connection.execute(now)}
    for key in sorted(found.keys() | folded.keys()):
        if found.get(key) != folded.get(key):
            code = "entry_missing" if key not in found else "entry_differs" if key in folded else "entry_unfounded"
            yield Breach(code, {"stream": row.id, "key": key})


def _raw(table: FromClause) -> Any:
    """The payload as it was written, so that what cannot be read stops nothing."""
    return type_coerce(table.c.content if table is frameworks else table.c.payload, Text)


def _is_payload(payload: str | None) -> bool:
    try:
        return payload is None or isinstance(json.loads(payload), dict)
    except ValueError:
        return False
