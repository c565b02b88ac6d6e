"""The store in a database: SQLite or PostgreSQL, both by the same statements."""

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import local

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, case, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from framework.access import Member, Part, Unknown
from framework.errors import Fault, Faults
from framework.store import Change, Entry, Event, Line, Payload, Stream, StreamKind, Unavailable, change_stream
from storage.engine import database_url, for_writing, make_engine
from storage.migration import require_current
from storage.tables import entries, events, frameworks, log, members, streams
from storage.trouble import as_unavailable


def open_store(environ: Mapping[str, str]) -> "SqlStore":
    """Return the store that the environment names (see `engine`).

    Raises `Unavailable` where it cannot be reached, or where its tables are not those of this version of the program:
    making and changing tables is a step of its own (`cli.py migrate`), never of a running app.
    """
    engine = make_engine(database_url(environ))
    try:
        require_current(engine)
    except Unavailable:
        engine.dispose()
        raise
    return SqlStore(engine)


class SqlStore:
    """Fulfils `Store` over an engine; for any number of threads and processes.

    A writer locks the row of its stream (in SQLite: the database), checks, and only then writes. So of two who change
    the same entry exactly one wins, and whoever loses wrote nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = for_writing(engine)
        self._here = local()

    def close(self) -> None:
        """Close every connection; the next call opens one again."""
        self.engine.dispose()

    @contextmanager
    def together(self) -> Generator[None]:
        """See `Store`."""
        with self._write():
            yield

    @contextmanager
    def _write(self) -> Generator[Connection]:
        """A transaction that writes: the one that this thread is in (see `together`), else a new one."""
        if outer := self._outer:
            yield outer
            return
        with as_unavailable(), self._writer.begin() as connection:
            self._here.connection = connection
            try:
                yield connection
            finally:
                self._here.connection = None

    @contextmanager
    def _read(self) -> Generator[Connection]:
        if outer := self._outer:
            yield outer
            return
        with as_unavailable(), self.engine.connect() as connection:
            yield connection

    @property
    def _outer(self) -> Connection | None:
        return getattr(self._here, "connection", None)

    def put_framework(self, content_hash: str, identifier: str, version: str, content: Payload) -> None:
        """See `Store`."""
        known = select(frameworks.c.content_hash).where(
            frameworks.c.identifier == identifier, frameworks.c.version == version
        )
        with self._read() as connection:
            found = connection.scalar(known)
        if found is None:
            with self._write() as connection:
                make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
                row = {"content_hash": content_hash, "identifier": identifier, "version": version, "content": content}
                connection.execute(make(frameworks).values(row).on_conflict_do_nothing())
                found = connection.scalar(known)
        if found not in (None, content_hash):
            raise Faults([Fault("same_version_other_content", {"id": identifier, "version": version})])

    def framework(self, content_hash: str) -> Payload | None:
        """See `Store`."""
        with self._read() as connection:
            return connection.scalar(select(frameworks.c.content).where(frameworks.c.content_hash == content_hash))

    def create(self, stream: Stream, changes: Sequence[Change], person: str, members: Sequence[Member] = ()) -> None:
        """See `Store`."""
        with self._write() as connection:
            if connection.scalar(select(streams.c.id).where(streams.c.id == stream.id)):
                raise ValueError(stream.id)
            if stream.kind is StreamKind.ASSESSMENT:
                self._lock(connection, stream.project, StreamKind.PROJECT)
                if self.framework(stream.framework or "") is None:
                    raise ValueError(stream.framework)
            _, new = change_stream(replace(stream, entries={}), _plain(changes), 0, stream.created, person)
            row = {"id": stream.id, "kind": stream.kind, "project": stream.project, "framework": stream.framework}
            try:
                connection.execute(insert(streams).values(row | {"created": stream.created, "sequence": 0}))
            except IntegrityError as error:  # another one took the id just now
                raise ValueError(stream.id) from error
            _append(connection, stream.id, new)
            if stream.kind is StreamKind.PROJECT:
                _add_members(connection, stream.id, members)

    def stream(self, identifier: str) -> Stream | None:
        """See `Store`."""
        with self._read() as connection:
            return next(iter(_load(connection, streams.c.id == identifier)), None)

    def apply(self, identifier: str, changes: Sequence[Change], at: datetime, person: str) -> Stream:
        """See `Store`."""
        with self._write() as connection:
            last = self._lock(connection, identifier)
            stream = _load(connection, streams.c.id == identifier)[0]
            changed, new = change_stream(stream, _plain(changes), last, at, person)
            _append(connection, identifier, new)
        return changed

    def _lock(self, connection: Connection, identifier: str, kind: StreamKind | None = None) -> int:
        """Keep others from the stream until the transaction ends, and return the sequence of its last event.

        Raises `Unknown` where there is no such stream of that kind, or it was erased. What was read before the lock
        may be old: read after it.
        """
        wanted = select(streams.c.sequence).where(streams.c.id == identifier, streams.c.erased.is_(None))
        if kind:
            wanted = wanted.where(streams.c.kind == kind)
        last = connection.scalar(wanted.with_for_update(key_share=True))
        if last is None:
            raise Unknown
        return last

    def members(self, project: str) -> tuple[Member, ...]:
        """See `Store`."""
        wanted = select(members.c.person, members.c.part).where(members.c.project == project).order_by(members.c.place)
        with self._read() as connection:
            return tuple(Member(person, Part(part)) for person, part in connection.execute(wanted))

    def set_members(self, project: str, members: Sequence[Member]) -> None:
        """See `Store`."""
        with self._write() as connection:
            self._lock(connection, project, StreamKind.PROJECT)
            _remove_members(connection, project)
            _add_members(connection, project, members)

    def projects_of(self, person: str) -> tuple[Stream, ...]:
        """See `Store`."""
        others = streams.alias()
        changed = select(func.max(others.c.changed)).where(others.c.project == streams.c.id).scalar_subquery()
        mine = select(members.c.project).where(members.c.person == person)
        with self._read() as connection:
            latest = func.coalesce(changed, streams.c.created).desc()
            return tuple(_load(connection, streams.c.id.in_(mine), latest, streams.c.number.desc()))

    def assessments_of(self, project: str) -> tuple[Stream, ...]:
        """See `Store`."""
        wanted = (streams.c.project == project) & (streams.c.kind == StreamKind.ASSESSMENT)
        with self._read() as connection:
            return tuple(_load(connection, wanted))

    def events(self, identifier: str) -> tuple[Event, ...]:
        """See `Store`."""
        wanted = select(events).where(events.c.stream == identifier).order_by(events.c.sequence)
        with self._read() as connection:
            return tuple(Event(**row) for row in connection.execute(wanted).mappings())

    def erase(self, project: str, at: datetime, person: str) -> None:
        """See `Store`."""
        nothing = {"payload": None, "person": ""}
        with self._write() as connection:
            self._lock(connection, project, StreamKind.PROJECT)  # from here on no assessment joins it
            wanted = select(streams.c.id).where(streams.c.project == project).order_by(streams.c.number)
            parts = connection.scalars(wanted.with_for_update(key_share=True)).all()
            connection.execute(update(events).where(events.c.stream.in_(parts)).values(nothing))
            connection.execute(update(entries).where(entries.c.stream.in_(parts)).values(nothing))
            connection.execute(update(streams).where(streams.c.id.in_(parts)).values(erased=at))
            _remove_members(connection, project)
            self.note(Line(at, person, "erase", project))
        if self._outer is None and self.engine.dialect.name == "sqlite":
            self._empty_journal()

    def _empty_journal(self) -> None:
        """Take what was erased out of the write-ahead file too, as far as no reader still needs it."""
        with as_unavailable():
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def note(self, line: Line) -> None:
        """See `Store`."""
        row = {"at": line.at, "person": line.person, "deed": line.deed, "subject": line.subject}
        with self._write() as connection:
            connection.execute(insert(log).values(row))

    def log(self, subject: str | None = None) -> tuple[Line, ...]:
        """See `Store`."""
        wanted = select(log.c.at, log.c.person, log.c.deed, log.c.subject).order_by(log.c.number)
        if subject is not None:
            wanted = wanted.where(log.c.subject == subject)
        with self._read() as connection:
            return tuple(Line(*row) for row in connection.execute(wanted))


def _plain(changes: Sequence[Change]) -> list[Change]:
    """The changes with their payloads as they will be read again."""
    return [replace(change, payload=json.loads(json.dumps(change.payload))) for change in changes]


def _load(connection: Connection, wanted: ColumnElement[bool], *order: ColumnElement[object]) -> list[Stream]:
    """The streams that are `wanted` and not erased, in one statement, so that nothing can change in between."""
    found: dict[str, Stream] = {}
    held: dict[str, dict[str, Entry]] = {}
    head = (streams.c.id, streams.c.kind, streams.c.project, streams.c.created, streams.c.framework)
    body = (entries.c.key, entries.c.version, entries.c.payload, entries.c.at, entries.c.person)
    rows = connection.execute(
        select(*head, *body)
        .select_from(streams.outerjoin(entries, entries.c.stream == streams.c.id))
        .where(wanted, streams.c.erased.is_(None))
        .order_by(*order, streams.c.number, entries.c.first)
    )
    for identifier, kind, project, created, framework, key, *entry in rows:
        mine = held.setdefault(identifier, {})
        if identifier not in found:
            found[identifier] = Stream(identifier, StreamKind(kind), project, created, framework, mine)
        if key is not None:
            mine[key] = Entry(*entry)
    return list(found.values())


def _append(connection: Connection, identifier: str, new: Sequence[Event]) -> None:
    """Write the events of a locked stream, and what they make of its entries."""
    if not new:
        return
    rows = [{name: getattr(event, name) for name in events.c.keys()} for event in new]  # noqa: SIM118 - not a dict
    connection.execute(insert(events), rows)
    first = [row | {"first": row["sequence"]} for row in rows if row["version"] == 1]
    if first:
        connection.execute(insert(entries), [{k: v for k, v in row.items() if k != "sequence"} for row in first])
    if later := [row for row in rows if row["version"] > 1]:
        connection.execute(_RENEW, [{f"_{name}": value for name, value in row.items()} for row in later])
    latest = max(event.at for event in new)
    is_newer = streams.c.changed.is_(None) | (streams.c.changed < latest)
    # one statement: a second change of the row would make PostgreSQL look up its project, which an eraser may hold
    connection.execute(
        update(streams)
        .where(streams.c.id == identifier)
        .values(sequence=new[-1].sequence, changed=case((is_newer, latest), else_=streams.c.changed))
    )


_RENEW = (
    update(entries)
    .where(entries.c.stream == bindparam("_stream"), entries.c.key == bindparam("_key"))
    .values({name: bindparam(f"_{name}") for name in ("version", "payload", "at", "person")})
)


def _add_members(connection: Connection, project: str, people: Sequence[Member]) -> None:
    rows = [{"project": project, "place": n, "person": m.person, "part": m.part} for n, m in enumerate(people)]
    if rows:
        connection.execute(insert(members), rows)


def _remove_members(connection: Connection, project: str) -> None:
    connection.execute(delete(members).where(members.c.project == project))
