"""What must always hold of a stream and its history; every breach is named."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Row, Text, select, type_coerce

from framework.errors import Breach, Unavailable
from framework.keeping.events import Act, Event
from framework.keeping.projections import project_all
from framework.keeping.streams import MEMBER, ROOTS, Entry, Payload, Stream, StreamKind
from framework.keeping.upcasting import upcast
from framework.people.membership import Role
from framework.people.permissions import Permission, decide
from framework.use_cases.codec import ROLES
from storage.tables import entries, events, projections

Reads = Callable[[Stream], Iterable[str]]
"""What names the parts of a stream that nobody could read."""

_Held = tuple[int, int, str | None, int, datetime, str]
_EVENT = tuple(events.c[name] for name in ("sequence", "key", "version", "schema", "act", "deed", "person", "at"))


def find_breaches(row: Row[Any], connection: Connection, reads: Reads) -> Iterator[Breach]:
    """Fold the events of a stream, compare what comes of it with what stands there, and let `reads` name what is lost.

    Raises `ValueError` for a time or a word that nobody can have written.
    """
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
    if not row.erased:
        yield from (Breach("entry_unreadable", {"stream": row.id, "key": key}) for key in reads(_as_stream(row, known)))


def read_head(row: Row[Any]) -> Payload | None:
    """Return what never changes of a stream, in the newest form; nothing where it cannot be read."""
    try:
        head = upcast(row.kind, "head", json.loads(row.head), row.schema)
    except (Unavailable, ValueError, LookupError, TypeError):
        return None
    return head if isinstance(head, dict) else None


def _as_stream(row: Row[Any], history: list[Event]) -> Stream:
    """The stream that events make; what of it cannot be read holds nothing."""
    kind, head = StreamKind(row.kind), read_head(row) or {}
    now = {each.key: Entry(each.version, each.payload, each.act.at, each.act.person) for each in history}
    return Stream(row.id, kind, row.created, row.parent, row.root, row.framework, head, row.sequence, now)


def _entries(row: Row[Any], folded: Mapping[str, _Held], connection: Connection) -> Iterator[Breach]:
    columns = (entries.c.first, entries.c.version, _raw(entries), entries.c.schema, entries.c.at, entries.c.person)
    now = select(entries.c.key, *columns).where(entries.c.stream == row.id)
    found = {key: tuple(held) for key, *held in connection.execute(now)}
    for key in sorted(found.keys() | folded.keys()):
        if found.get(key) != folded.get(key):
            code = "entry_missing" if key not in found else "entry_differs" if key in folded else "entry_unfounded"
            yield Breach(code, {"stream": row.id, "key": key})


def _people(row: Row[Any], folded: Mapping[str, _Held]) -> Iterator[Breach]:
    people, leads = 0, False
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
        else:
            leads = leads or any(decide(Permission.MEMBER_WRITE, [Role(role)]) is None for role in roles)
    if row.kind in ROLES and not row.erased and not people:
        yield Breach("nobody", {"stream": row.id})
    elif row.kind in ROLES and not row.erased and not leads:
        yield Breach("no_owner", {"stream": row.id})


def _projections(row: Row[Any], history: list[Event], connection: Connection) -> Iterator[Breach]:
    kept = select(projections.c.name, _raw(projections)).where(projections.c.stream == row.id)
    found = {name: json.loads(payload) if _is_payload(payload) else None for name, payload in connection.execute(kept)}
    wanted = {} if row.erased else project_all(history)
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            yield Breach("projection_differs", {"stream": row.id, "name": name})


def _raw(table: FromClause) -> Any:
    """The payload as it was written, so that what cannot be read stops nothing."""
    return type_coerce(table.c.payload, Text).label("raw")


def _is_payload(payload: str | None) -> bool:
    try:
        return payload is None or isinstance(json.loads(payload), dict)
    except ValueError:
        return False
