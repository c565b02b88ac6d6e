"""The store in a database: SQLite or PostgreSQL, both by the same statements."""

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Lock, local

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from framework.errors import Fault, Faults, Unavailable, Unknown
from framework.keeping.events import Change, Event, Line, change_stream
from framework.keeping.streams import Payload, Stream, StreamKind
from framework.people.membership import Membership, Role
from storage.box import SqlBox, forget
from storage.engine import BUSY_MS, database_url, for_writing, make_engine
from storage.migration import require_current
from storage.secret import Secret, answer_key, passing_key
from storage.statements import (
    ERASABLE,
    LOCK,
    LOCK_PROJECT,
    ONE_STREAM,
    PEOPLE,
    add_members,
    append_events,
    load_streams,
    remove_members,
    select_streams,
)
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
    return SqlStore(engine, answer_key(environ))


class SqlStore:
    """Fulfils `Store` over an engine; for any number of threads and processes.

    A writer locks the row of its stream (in SQLite: the database), checks, and only then writes. So of two who change
    the same entry exactly one wins, and whoever loses wrote nothing.
    """

    def __init__(self, engine: Engine, secret: Secret | None = None) -> None:
        self.engine = engine
        self.box = SqlBox(self.writing, self.reading, secret or passing_key())
        self._writer = for_writing(engine)
        self._here = local()
        self._queue = Lock() if engine.dialect.name == "sqlite" else None

    def close(self) -> None:
        """Close every connection; the next call opens one again."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """See `Store`."""
        with self.writing():
            yield

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that writes: the one that this thread is in (see `transaction`), else a new one."""
        if outer := self._outer:
            yield outer
            return
        with as_unavailable(), self._turn(), self._writer.begin() as connection:
            self._here.connection = connection
            try:
                yield connection
            finally:
                self._here.connection = None

    @contextmanager
    def _turn(self) -> Generator[None]:
        """Wait for the other threads of this process: a queue is quicker than asking SQLite again and again."""
        if self._queue is None:
            yield
            return
        if not self._queue.acquire(timeout=BUSY_MS / 1000):
            raise Unavailable("busy")
        try:
            yield
        finally:
            self._queue.release()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        if outer := self._outer or self._reader:
            yield outer
            return
        with as_unavailable(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def shared_read(self) -> Generator[None]:
        """See `Store`."""
        outer = self._reader
        with self.reading() as connection:
            self._here.reader = connection
            try:
                yield
            finally:
                self._here.reader = outer

    @property
    def _outer(self) -> Connection | None:
        return getattr(self._here, "connection", None)

    @property
    def _reader(self) -> Connection | None:
        return getattr(self._here, "reader", None)

    def put_framework(self, content_hash: str, identifier: str, version: str, content: Payload) -> None:
        """See `Store`."""
        known = select(frameworks.c.content_hash).where(
            frameworks.c.identifier == identifier, frameworks.c.version == version
        )
        with self.reading() as connection:
            found = connection.scalar(known)
        if found is None:
            with self.writing() as connection:
                make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
                row = {"content_hash": content_hash, "identifier": identifier, "version": version, "content": content}
                connection.execute(make(frameworks).values(row).on_conflict_do_nothing())
                found = connection.scalar(known)
        if found not in (None, content_hash):
            raise Faults([Fault("same_version_other_content", {"id": identifier, "version": version})])

    def framework(self, content_hash: str) -> Payload | None:
        """See `Store`."""
        with self.reading() as connection:
            return connection.scalar(select(frameworks.c.content).where(frameworks.c.content_hash == content_hash))

    def create(
        self, stream: Stream, changes: Sequence[Change], person: str, members: Sequence[Membership] = ()
    ) -> None:
        """See `Store`."""
        with self.writing() as connection:
            if connection.scalar(select(streams.c.id).where(streams.c.id == stream.id)):
                raise ValueError(stream.id)
            if stream.kind is not StreamKind.PROJECT:
                self._lock(connection, stream.project, is_project=True)
                if self.framework(stream.framework or "") is None:
                    raise ValueError(stream.framework)
            _, new = change_stream(replace(stream, entries={}), _plain(changes), 0, stream.created, person)
            row = {"id": stream.id, "kind": stream.kind, "project": stream.project, "framework": stream.framework}
            try:
                connection.execute(insert(streams).values(row | {"created": stream.created, "sequence": 0}))
            except IntegrityError as error:  # another one took the id just now
                raise ValueError(stream.id) from error
            append_events(connection, stream.id, new)
            if stream.kind is StreamKind.PROJECT:
                add_members(connection, stream.id, members)

    def stream(self, identifier: str) -> Stream | None:
        """See `Store`."""
        with self.reading() as connection:
            return next(iter(load_streams(connection, ONE_STREAM, id=identifier)), None)

    def apply(self, identifier: str, changes: Sequence[Change], at: datetime, person: str) -> Stream:
        """See `Store`."""
        with self.writing() as connection:
            last = self._lock(connection, identifier)
            stream = load_streams(connection, ONE_STREAM, id=identifier)[0]
            changed, new = change_stream(stream, _plain(changes), last, at, person)
            append_events(connection, identifier, new)
        return changed

    def _lock(self, connection: Connection, identifier: str, *, is_project: bool = False) -> int:
        """Keep others from the stream until the transaction ends, and return the sequence of its last event.

        Raises `Unknown` where there is no such stream or project, or it was erased. What was read before the lock
        may be old: read after it.
        """
        last = connection.scalar(LOCK_PROJECT if is_project else LOCK, {"id": identifier})
        if last is None:
            raise Unknown
        return last

    def members(self, project: str) -> tuple[Membership, ...]:
        """See `Store`."""
        with self.reading() as connection:
            return tuple(Membership(person, Role(part)) for person, part in connection.execute(PEOPLE, {"id": project}))

    def set_members(self, project: str, members: Sequence[Membership]) -> None:
        """See `Store`."""
        with self.writing() as connection:
            self._lock(connection, project, is_project=True)
            remove_members(connection, project)
            add_members(connection, project, members)

    def projects_of(self, person: str) -> tuple[Stream, ...]:
        """See `Store`."""
        others = streams.alias()
        changed = select(func.max(others.c.changed)).where(others.c.project == streams.c.id).scalar_subquery()
        mine = select(members.c.project).where(members.c.person == person)
        with self.reading() as connection:
            latest = func.coalesce(changed, streams.c.created).desc()
            return tuple(
                load_streams(connection, select_streams(streams.c.id.in_(mine), latest, streams.c.number.desc()))
            )

    def assessments_of(self, project: str) -> tuple[Stream, ...]:
        """See `Store`."""
        return self._parts_of(project, StreamKind.ASSESSMENT)

    def checks_of(self, project: str) -> tuple[Stream, ...]:
        """See `Store`."""
        return self._parts_of(project, StreamKind.CHECK)

    def _parts_of(self, project: str, kind: StreamKind) -> tuple[Stream, ...]:
        wanted = (streams.c.project == project) & (streams.c.kind == kind)
        with self.reading() as connection:
            return tuple(load_streams(connection, select_streams(wanted)))

    def events(self, identifier: str) -> tuple[Event, ...]:
        """See `Store`."""
        wanted = select(events).where(events.c.stream == identifier).order_by(events.c.sequence)
        with self.reading() as connection:
            return tuple(Event(**row) for row in connection.execute(wanted).mappings())

    def erase(self, identifier: str, at: datetime, person: str) -> None:
        """See `Store`."""
        nothing = {"payload": None, "person": ""}
        with self.writing() as connection:
            self._lock(connection, identifier)  # from here on nothing joins it
            parts = connection.scalars(ERASABLE, {"id": identifier}).all()
            if identifier not in parts:
                raise Unknown
            connection.execute(update(events).where(events.c.stream.in_(parts)).values(nothing))
            connection.execute(update(entries).where(entries.c.stream.in_(parts)).values(nothing))
            connection.execute(update(streams).where(streams.c.id.in_(parts)).values(erased=at))
            remove_members(connection, identifier)
            forget(connection, parts)
            self.note(Line(at, person, "erase", identifier))
        self.forget_journal()

    def forget_journal(self) -> None:
        """See `Store`."""
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
        with self.writing() as connection:
            connection.execute(insert(log).values(row))

    def log(self, subject: str | None = None) -> tuple[Line, ...]:
        """See `Store`."""
        wanted = select(log.c.at, log.c.person, log.c.deed, log.c.subject).order_by(log.c.number)
        if subject is not None:
            wanted = wanted.where(log.c.subject == subject)
        with self.reading() as connection:
            return tuple(Line(*row) for row in connection.execute(wanted))


def _plain(changes: Sequence[Change]) -> list[Change]:
    """The changes with their payloads as they will be read again."""
    return [replace(change, payload=json.loads(json.dumps(change.payload))) for change in changes]
