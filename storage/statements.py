"""What the store asks of a database: the statements of every save, made once, and what comes back of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, delete, insert, select, update

from framework.keeping.events import Event
from framework.keeping.streams import Entry, Stream, StreamKind
from framework.people.membership import Membership
from storage.tables import UtcTime, entries, events, members, streams


def select_streams(wanted: ColumnElement[bool], *order: ColumnElement[object]) -> Select[*tuple[Any, ...]]:
    """The streams that are `wanted` and not erased, each with its entries in the order of their first change.

    One statement, so that nothing can change in between.
    """
    head = (streams.c.id, streams.c.kind, streams.c.project, streams.c.created, streams.c.framework)
    body = (entries.c.key, entries.c.version, entries.c.payload, entries.c.at, entries.c.person)
    return (
        select(*head, *body)
        .select_from(streams.outerjoin(entries, entries.c.stream == streams.c.id))
        .where(wanted, streams.c.erased.is_(None))
        .order_by(*order, streams.c.number, entries.c.first)
    )


def load_streams(connection: Connection, wanted: Select[*tuple[Any, ...]], **values: str) -> list[Stream]:
    """Return the streams that a statement of `select_streams` finds."""
    found: dict[str, Stream] = {}
    held: dict[str, dict[str, Entry]] = {}
    for identifier, kind, project, created, framework, key, *entry in connection.execute(wanted, values):
        mine = held.setdefault(identifier, {})
        if identifier not in found:
            found[identifier] = Stream(identifier, StreamKind(kind), project, created, framework, mine)
        if key is not None:
            mine[key] = Entry(*entry)
    return list(found.values())


def append_events(connection: Connection, identifier: str, new: Sequence[Event]) -> None:
    """Write the events of a locked stream, and what they make of its entries."""
    if not new:
        return
    rows = [{name: getattr(event, name) for name in events.c.keys()} for event in new]  # noqa: SIM118 - not a dict
    connection.execute(insert(events), rows)
    first = [row | {"first": row["sequence"]} for row in rows if row["version"] == 1]
    if first:
        connection.execute(insert(entries), [{k: v for k, v in row.items() if k != "sequence"} for row in first])
    if later := [row for row in rows if row["version"] > 1]:
        connection.execute(RENEW_ENTRY, [{f"_{name}": value for name, value in row.items()} for row in later])
    connection.execute(MOVE_STREAM, {"_id": identifier, "_last": new[-1].sequence, "_latest": max(e.at for e in new)})


def add_members(connection: Connection, project: str, people: Sequence[Membership]) -> None:
    rows = [{"project": project, "place": n, "person": m.person, "part": m.role} for n, m in enumerate(people)]
    if rows:
        connection.execute(insert(members), rows)


def remove_members(connection: Connection, project: str) -> None:
    connection.execute(delete(members).where(members.c.project == project))


# What every save asks, made once.
ONE_STREAM = select_streams(streams.c.id == bindparam("id"))
LOCK = (
    select(streams.c.sequence)
    .where(streams.c.id == bindparam("id"), streams.c.erased.is_(None))
    .with_for_update(key_share=True)
)
# A project with all that is in it, or one check; never an assessment by itself.
ERASABLE = (
    select(streams.c.id)
    .where(
        (streams.c.project == bindparam("id")) | (streams.c.id == bindparam("id")),
        (streams.c.id != bindparam("id")) | (streams.c.kind != StreamKind.ASSESSMENT),
        streams.c.erased.is_(None),
    )
    .order_by(streams.c.number)
    .with_for_update(key_share=True)
)
LOCK_PROJECT = LOCK.where(streams.c.kind == StreamKind.PROJECT)
PEOPLE = select(members.c.person, members.c.part).where(members.c.project == bindparam("id")).order_by(members.c.place)
RENEW_ENTRY = (
    update(entries)
    .where(entries.c.stream == bindparam("_stream"), entries.c.key == bindparam("_key"))
    .values({name: bindparam(f"_{name}") for name in ("version", "payload", "at", "person")})
)
# One statement: a second change of the row would make PostgreSQL look up its project, which an eraser may hold.
MOVE_STREAM = (
    update(streams)
    .where(streams.c.id == bindparam("_id"))
    .values(
        sequence=bindparam("_last"),
        changed=case(
            (
                streams.c.changed.is_(None) | (streams.c.changed < bindparam("_latest", type_=UtcTime)),
                bindparam("_latest", type_=UtcTime),
            ),
            else_=streams.c.changed,
        ),
    )
)
