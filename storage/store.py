"""The store in a database: SQLite or PostgreSQL, both by the same statements."""

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, Text, delete, func, insert, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from framework.errors import NameTaken, Unavailable, Unknown
from framework.keeping.content import LIBRARY, Content, ContentKind, require_hash
from framework.keeping.events import Act, Change, Event, Line, change_stream
from framework.keeping.identities import Identity
from framework.keeping.streams import MEMBER, PINNED, Payload, Stream, StreamKind, place_under
from framework.keeping.upcasting import SCHEMA
from storage.box import SqlBox, forget
from storage.connections import Connections
from storage.engine import Waiting, database_url, make_engine, sqlite_file
from storage.migration import require_current
from storage.readiness import require_writable
from storage.secret import Secret, answer_key, passing_key
from storage.statements import (
    ALL_BELOW,
    CAN_BE_ERASED,
    ITSELF,
    LOCK,
    LOCK_AT_ONCE,
    NEXT_TURN,
    ONE_STREAM,
    PROJECTION,
    ROOT_ABOVE,
    SHARE_ROOT,
    SHARE_ROOT_AT_ONCE,
    STREAM_AND_ROOT,
    append_events,
    insert_into,
    load_event,
    load_streams,
    select_streams,
)
from storage.tables import contents, entries, events, identities, log, projections, streams
from storage.vault import find_trouble, take_key


def open_store(environ: Mapping[str, str], waiting: Waiting = nullcontext) -> "SqlStore":
    """Return the store that the environment names (see `engine`); it waits for others in `waiting`.

    Raises `Unavailable` where it cannot be reached, or where its tables are not those of this version of the program:
    making and changing tables is a step of its own (`cli.py migrate`), never of a running app.
    """
    engine = make_engine(database_url(environ))
    try:
        require_current(engine)
    except Unavailable:
        engine.dispose()
        raise
    store = SqlStore(engine, answer_key(environ), waiting)
    store.forget_journal()  # an earlier process may have owed that
    return store


class SqlStore:
    """Fulfils `Store` over an engine; for any number of threads and processes.

    A writer locks the row of its stream (in SQLite: the database), checks, and only then writes. So of two who change
    the same entry exactly one wins, and the loser wrote nothing. Whoever must wait for another does so in `waiting`:
    what this thread keeps others from can be let go there.
    """

    def __init__(self, engine: Engine, secret: Secret | None = None, waiting: Waiting = nullcontext) -> None:
        self.engine = engine
        self._connections = Connections(engine, waiting)
        self._writing, self._reading = self._connections.writing, self._connections.reading
        self._secret = secret or passing_key()
        self.box = SqlBox(self._writing, self._reading, self._secret)

    def close(self) -> None:
        """Close every connection; the next call opens one again."""
        self.engine.dispose()

    def require_ready(self) -> None:
        """Raise `Unavailable` where nothing could be saved now. It waits as long as a save would."""
        with self._writing() as connection:
            require_writable(connection, sqlite_file(self.engine.url))

    def answer_key(self) -> bytes:
        """Return the key of answers; raises `Unavailable` where that of the answers which lie sealed is gone."""
        with self._writing() as connection:
            return take_key(connection, self._secret)

    def trouble_with_key(self) -> Unavailable | None:
        """Return why answers that lie sealed cannot be opened, to be told; nothing where they can."""
        with self._reading() as connection:
            return find_trouble(connection, self._secret)

    def transaction(self) -> AbstractContextManager[None]:
        """See `Store`."""
        return self._connections.transaction()

    def shared_read(self) -> AbstractContextManager[None]:
        """See `Store`."""
        return self._connections.shared_read()

    # Streams

    def create(self, stream: Stream, changes: Sequence[Change], act: Act) -> Stream:
        """See `Store`."""
        with self._writing() as connection:
            if connection.scalar(select(streams.c.id).where(streams.c.id == stream.id)):
                raise ValueError(stream.id)
            placed = place_under(stream, None if stream.parent is None else self._lock_above(connection, stream.parent))
            if stream.kind in PINNED and self.content(LIBRARY, stream.framework or "") is None:
                raise ValueError(stream.framework)
            changed, new = change_stream(placed, changes, act)
            row = {name: getattr(placed, name) for name in ("id", "kind", "parent", "root", "framework", "head")}
            row |= {"created": placed.created, "schema": SCHEMA, "sequence": 0, "turn": NEXT_TURN}
            try:
                connection.execute(insert(streams).values(row))
            except IntegrityError as error:  # another one took the id just now
                raise ValueError(stream.id) from error
            append_events(connection, stream.id, new)
        return changed

    def _lock_above(self, connection: Connection, parent: str) -> Stream:
        """Keep the root above a new stream and its parent from being erased, and return the parent."""
        self._lock(connection, parent)
        found = self.stream(parent)
        if found is None:
            raise Unknown
        return found

    def _lock(self, connection: Connection, identifier: str) -> None:
        """Keep others from the stream until the transaction ends, and its root as it is. What was read before may be
        old.

        Everyone takes the root first, so that nobody waits for each other; those who only work below share it. In
        SQLite a transaction that writes is alone already.
        """
        if connection.dialect.name == "sqlite":
            return
        stream = {"id": identifier}
        for row, at_once, patiently in (
            (ROOT_ABOVE, SHARE_ROOT_AT_ONCE, SHARE_ROOT),
            (ITSELF, LOCK_AT_ONCE, LOCK),
        ):
            is_taken = connection.scalar(at_once, stream) is None and connection.scalar(row, stream) is not None
            if is_taken:
                with self._connections.waiting():
                    connection.execute(patiently, stream)

    def stream(self, identifier: str) -> Stream | None:
        """See `Store`."""
        with self._reading() as connection:
            return next(iter(load_streams(connection, ONE_STREAM, id=identifier)), None)

    def stream_and_root(self, identifier: str) -> tuple[Stream, Stream] | None:
        """See `Store`."""
        with self._reading() as connection:
            found = {stream.id: stream for stream in load_streams(connection, STREAM_AND_ROOT, id=identifier)}
        stream = found.get(identifier)
        root = found.get(stream.root) if stream else None
        return (stream, root) if stream and root else None

    def children(self, parent: str, kind: StreamKind) -> tuple[Stream, ...]:
        """See `Store`."""
        wanted = (streams.c.parent == parent) & (streams.c.kind == kind)
        with self._reading() as connection:
            return tuple(load_streams(connection, select_streams(wanted)))

    def erased_children(self, parent: str, kind: StreamKind) -> tuple[datetime, ...]:
        """See `Store`."""
        wanted = (streams.c.parent == parent) & (streams.c.kind == kind) & streams.c.erased.is_not(None)
        with self._reading() as connection:
            return tuple(connection.scalars(select(streams.c.created).where(wanted).order_by(streams.c.number)))

    def roots_of(self, person: str, kind: StreamKind) -> tuple[str, ...]:
        """See `Store`."""
        others = streams.alias()
        turn = select(func.max(others.c.turn)).where(others.c.root == streams.c.id).scalar_subquery()
        wanted = select(streams.c.id).where(_has_among_its_people(person, kind))
        with self._reading() as connection:
            return tuple(connection.scalars(wanted.order_by(turn.desc(), streams.c.number.desc())))

    def held_by_roots(self, person: str, kind: StreamKind, key: str) -> dict[str, Payload]:
        """See `Store`."""
        wanted = select(entries.c.stream, type_coerce(entries.c.payload, Text)).join(streams)
        wanted = wanted.where(_has_among_its_people(person, kind), entries.c.key == key, entries.c.payload.is_not(None))
        with self._reading() as connection:
            found = ((root, _read(payload)) for root, payload in connection.execute(wanted))
            return {root: held for root, held in found if isinstance(held, dict)}

    def lock(self, identifier: str) -> tuple[Stream, Stream]:
        """See `Store`."""
        with self._writing() as connection:
            self._lock(connection, identifier)
            found = self.stream_and_root(identifier)
            if found is None:
                raise Unknown
            self._connections.held[identifier] = found[0]
        return found

    def apply(self, identifier: str, changes: Sequence[Change], act: Act) -> Stream:
        """See `Store`."""
        with self._writing() as connection:
            held = self._connections.held
            if identifier not in held:
                self._lock(connection, identifier)
            stream = held.get(identifier) or self.stream(identifier)
            if stream is None:
                raise Unknown
            changed, new = change_stream(stream, changes, act)
            append_events(connection, identifier, new)
            if identifier in held:
                held[identifier] = changed
        return changed

    def events(self, identifier: str, until: int | None = None) -> tuple[Event, ...]:
        """See `Store`."""
        wanted = (
            select(events, streams.c.kind)
            .join(streams, streams.c.id == events.c.stream)
            .where(events.c.stream == identifier)
            .order_by(events.c.sequence)
        )
        if until is not None:
            wanted = wanted.where(events.c.sequence <= until)
        with self._reading() as connection:
            return tuple(map(load_event, connection.execute(wanted)))

    def projection(self, identifier: str, name: str) -> Payload | None:
        """See `Store`."""
        with self._reading() as connection:
            return connection.scalar(PROJECTION, {"_stream": identifier, "_name": name})

    def erase(self, identifier: str, act: Act) -> None:
        """See `Store`."""
        nothing = {"payload": None, "person": ""}
        with self._writing() as connection:
            self._connections.held.clear()
            connection.execute(LOCK, {"id": identifier})  # from here on nothing joins it
            kinds = dict(connection.execute(ALL_BELOW, {"id": identifier}).all())
            if kinds.get(identifier) not in CAN_BE_ERASED:
                raise Unknown
            parts = list(kinds)
            connection.execute(update(streams).where(streams.c.id.in_(parts)).values(erased=act.at, head={}))
            connection.execute(update(events).where(events.c.stream.in_(parts)).values(nothing))
            connection.execute(update(entries).where(entries.c.stream.in_(parts)).values(nothing))
            connection.execute(delete(projections).where(projections.c.stream.in_(parts)))
            connection.execute(delete(contents).where(contents.c.owner.in_(parts)))
            forget(connection, parts)
            self.note(Line(act.at, act.person, act.deed, identifier))
        self.forget_journal()

    # Content that never changes

    def keep(self, content: Content) -> None:
        """See `Store`."""
        require_hash(content)
        with self._writing() as connection:
            if content.owner != LIBRARY:
                self._lock(connection, content.owner)
                if self.stream(content.owner) is None:
                    raise Unknown
            row = {name: getattr(content, name) for name in ("owner", "hash", "kind", "name", "body")}
            connection.execute(insert_into(connection, contents).values(row).on_conflict_do_nothing())
            if self.content(content.owner, content.hash) is None:
                raise NameTaken(content.name or "")

    def content(self, owner: str, content_hash: str) -> Content | None:
        """See `Store`."""
        wanted = select(contents).where(contents.c.owner == owner, contents.c.hash == content_hash)
        with self._reading() as connection:
            row = connection.execute(wanted).first()
        return Content(row.owner, row.hash, ContentKind(row.kind), row.body, row.name) if row else None

    def named(self, owner: str) -> dict[str, str]:
        """See `Store`."""
        wanted = select(contents.c.name, contents.c.hash)
        wanted = wanted.where(contents.c.owner == owner, contents.c.name.is_not(None))
        with self._reading() as connection:
            return {row.name: row.hash for row in connection.execute(wanted)}

    # Who is who

    def identify(self, identity: Identity) -> None:
        """See `Store`."""
        row = {name: getattr(identity, name) for name in ("person", "name", "email", "issuer", "subject")}
        with self._writing() as connection:
            make = insert_into(connection, identities).values(row)
            try:
                with connection.begin_nested():
                    connection.execute(make.on_conflict_do_update(index_elements=[identities.c.person], set_=row))
            except IntegrityError as error:
                raise NameTaken(identity.subject or "") from error

    def identity(self, person: str) -> Identity | None:
        """See `Store`."""
        return self._identity(identities.c.person == person)

    def identity_at(self, issuer: str, subject: str) -> Identity | None:
        """See `Store`."""
        return self._identity((identities.c.issuer == issuer) & (identities.c.subject == subject))

    def _identity(self, wanted: ColumnElement[bool]) -> Identity | None:
        with self._reading() as connection:
            row = connection.execute(select(identities).where(wanted)).first()
        return Identity(*row) if row else None

    def forget(self, person: str) -> bool:
        """See `Store`."""
        with self._writing() as connection:
            was_known = connection.execute(delete(identities).where(identities.c.person == person)).rowcount == 1
        self.forget_journal()
        return was_known

    def forget_journal(self) -> None:
        """See `Store`."""
        self._connections.empty_journal()

    # The log

    def note(self, line: Line) -> None:
        """See `Store`."""
        row = {"at": line.at, "person": line.person, "deed": line.deed, "subject": line.subject}
        with self._writing() as connection:
            connection.execute(insert(log).values(row))

    def log(self, subject: str | None = None) -> tuple[Line, ...]:
        """See `Store`."""
        wanted = select(log.c.at, log.c.person, log.c.deed, log.c.subject).order_by(log.c.number)
        if subject is not None:
            wanted = wanted.where(log.c.subject == subject)
        with self._reading() as connection:
            return tuple(Line(*row) for row in connection.execute(wanted))


def _has_among_its_people(person: str, kind: StreamKind) -> ColumnElement[bool]:
    mine = select(entries.c.stream).where(entries.c.key == MEMBER + person, entries.c.payload.is_not(None))
    return streams.c.id.in_(mine) & (streams.c.kind == kind)  # what was erased has nobody


def _read(payload: str) -> object:
    """What a payload holds; nothing where it is damaged, so that it hides nothing else."""
    try:
        return json.loads(payload)
    except ValueError:
        return None
