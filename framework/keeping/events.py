"""Events: every change of an entry, in order, and how they fold to what stands now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from framework.errors import Stale
from framework.keeping.streams import Entry, Payload, Stream


@dataclass(frozen=True, slots=True)
class Event:
    """One change: the `sequence` counts from 1 within the stream, without gaps; `version` is that of the entry."""

    stream: str
    sequence: int
    key: str
    version: int
    payload: Payload | None
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Change:
    """A wish to change one entry that had `expected` as its version when the person saw it (0: not yet there)."""

    key: str
    payload: Payload | None
    expected: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: who did what to which thing."""

    at: datetime
    person: str
    deed: str
    subject: str


def change_stream(
    stream: Stream, changes: Sequence[Change], last: int, at: datetime, person: str
) -> tuple[Stream, tuple[Event, ...]]:
    """Return `stream` after `changes`, made one after another, with their events; raises `Stale`.

    The events follow the sequence `last` of the stream. A key may be changed twice, the second time from the version
    that the first made.
    """
    entries, events = dict(stream.entries), list[Event]()
    for change in changes:
        current = entries.get(change.key, Entry(0, None, stream.created, ""))
        if current.version != change.expected:
            raise Stale(change.key, current)
        entries[change.key] = Entry(change.expected + 1, change.payload, at, person)
        sequence = last + len(events) + 1
        events.append(Event(stream.id, sequence, change.key, change.expected + 1, change.payload, at, person))
    return replace(stream, entries=entries), tuple(events)
