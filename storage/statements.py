"""What the store asks of a database: the statements of every save, made once, and what comes back of them."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    bindparam,
    case,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from framework.keeping.events import Act, Event
from framework.keeping.projections import project, projection_of
from framework.keeping.streams import ERASABLE, Entry, Stream, StreamKind
from framework.keeping.upcasting import SCHEMA, upcast
from storage.tables import UtcTime, entries, events, projections, streams


def select_streams(wanted: ColumnElement[bool], *order: ColumnElement[object]) -> Select[*tuple[Any, ...]]:
    """The streams that are `wanted` and not erased, each with its entries in the order of their first change.

    One statement, so that nothing can change in between.
    """
    s, e = streams.c, entries.c
    head = (s.id, s.kind, s.created, s.parent, s.root, s.framework, type_coerce(s.head, Text), s.schema, s.sequence)
    body = (e.key, e.version, e.payload, e.at, e.person, e.schema)
    return (
        select(*head, *body)
        .select_from(streams.outerjoin(entries, e.stream == s.id))
        .where(wanted, s.erased.is_(None))
        .order_by(*order, s.number, e.first)
    )


def load_streams(connection: Connection, wanted: Select[*tuple[Any, ...]], **values: str) -> list[Stream]:
    """Return the streams that a statement of `select_streams` finds."""
    found: dict[str, Stream] = {}
    held: dict[str, dict[str, Entry]] = {}
    for row in connection.execute(wanted, values):
        identifier, kind, created, parent, root, framework, head, schema, sequence, key, *entry = row
        mine = held.setdefault(identifier, {})
        if identifier not in found:
            head = upcast(StreamKind(kind), "head", json.loads(head), schema) or {}
            found[identifier] = Stream(
                identifier, StreamKind(kind), created, parent, root, framework, head, sequence, mine
            )
        if key is not None:
            version, payload, at, person, written = entry
            mine[key] = Entry(version, upcast(StreamKind(kind), key, payload, written), at, person)
    return list(found.values())


def insert_into(connection: Connection, table: Table) -> Any:
    """How this database inserts what may be there already."""
    return (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(table)


def load_event(row: Any) -> Event:
    """Return the event that a row of the table holds, beside the kind of its stream."""
    payload = upcast(StreamKind(row.kind), row.key, row.payload, row.schema)
    return Event(row.stream, row.sequence, row.key, row.version, payload, Act(row.act, row.deed, row.person, row.at))


def append_events(connection: Connection, identifier: str, new: Sequence[Event]) -> None:
    """Write the events of a locked stream, and what they make of its entries and projections."""
    if not new:
        return
    rows = [_row(event) for event in new]
    connection.execute(insert(events), rows)
    held = [{name: row[name] for name in _ENTRY} | {"first": row["sequence"]} for row in rows]
    if first := [row for row in held if row["version"] == 1]:
        connection.execute(insert(entries), first)
    if later := [row for row in held if row["version"] > 1]:
        connection.execute(RENEW_ENTRY, [{f"_{name}": value for name, value in row.items()} for row in later])
    for event in new:
        _move_projection(connection, event)
    latest = max(event.act.at for event in new)
    connection.execute(MOVE_STREAM, {"_id": identifier, "_last": new[-1].sequence, "_latest": latest})


_ENTRY = ("stream", "key", "version", "payload", "schema", "at", "person")


def _row(event: Event) -> dict[str, Any]:
    act = event.act
    return {
        **{"stream": event.stream, "sequence": event.sequence, "key": event.key, "version": event.version},
        **{"payload": event.payload, "schema": SCHEMA},
        **{"act": act.id, "deed": act.deed, "person": act.person, "at": act.at},
    }


def _move_projection(connection: Connection, event: Event) -> None:
    name = projection_of(event)
    if name is None:
        return
    place = {"_stream": event.stream, "_name": name}
    held = connection.scalar(PROJECTION, place)
    moved = place | {"_payload": project(held, event)}
    connection.execute(BEGIN_PROJECTION if held is None else RENEW_PROJECTION, moved)


# What every save asks, made once.
_other = streams.alias("other")
# Two who save at the same moment may get the same turn in PostgreSQL: nobody can tell then who was last.
NEXT_TURN = select(func.coalesce(func.max(_other.c.turn), 0) + 1).scalar_subquery()
ONE_STREAM = select_streams(streams.c.id == bindparam("id"))
_root = streams.alias("root")
STREAM_AND_ROOT = select_streams(
    (streams.c.id == bindparam("id"))
    | (streams.c.id == select(_root.c.root).where(_root.c.id == bindparam("id")).scalar_subquery())
)
ITSELF = select(streams.c.sequence).where(streams.c.id == bindparam("id"))
LOCK = ITSELF.with_for_update(key_share=True)
LOCK_AT_ONCE = ITSELF.with_for_update(key_share=True, skip_locked=True)
ROOT_ABOVE = select(streams.c.sequence).where(
    streams.c.id == select(_root.c.root).where(_root.c.id == bindparam("id")).scalar_subquery(),
    streams.c.id != bindparam("id"),
)
SHARE_ROOT = ROOT_ABOVE.with_for_update(read=True)
SHARE_ROOT_AT_ONCE = ROOT_ABOVE.with_for_update(read=True, skip_locked=True)
_below = select(streams.c.id).where(streams.c.id == bindparam("id")).cte("below", recursive=True)
_below = _below.union_all(select(streams.c.id).where(streams.c.parent == _below.c.id))
ALL_BELOW = (
    select(streams.c.id, streams.c.kind)
    .where(streams.c.id.in_(select(_below.c.id)), streams.c.erased.is_(None))
    .order_by(streams.c.number)
    .with_for_update(key_share=True)
)
PROJECTION = select(projections.c.payload).where(
    projections.c.stream == bindparam("_stream"), projections.c.name == bindparam("_name")
)
BEGIN_PROJECTION = insert(projections).values(
    stream=bindparam("_stream"), name=bindparam("_name"), payload=bindparam("_payload")
)
RENEW_PROJECTION = (
    update(projections)
    .where(projections.c.stream == bindparam("_stream"), projections.c.name == bindparam("_name"))
    .values(payload=bindparam("_payload"))
)
RENEW_ENTRY = (
    update(entries)
    .where(entries.c.stream == bindparam("_stream"), entries.c.key == bindparam("_key"))
    .values({name: bindparam(f"_{name}") for name in ("version", "payload", "schema", "at", "person")})
)
# One statement: a second change of the row would make PostgreSQL look up its root, which an eraser may hold.
MOVE_STREAM = (
    update(streams)
    .where(streams.c.id == bindparam("_id"))
    .values(
        sequence=bindparam("_last"),
        turn=NEXT_TURN,
        changed=case(
            (
                streams.c.changed.is_(None) | (streams.c.changed < bindparam("_latest", type_=UtcTime)),
                bindparam("_latest", type_=UtcTime),
            ),
            else_=streams.c.changed,
        ),
    )
)
CAN_BE_ERASED = frozenset(kind.value for kind in ERASABLE)
