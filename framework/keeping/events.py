"""Events: every change of an entry, in order, and what they fold to."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from framework.errors import Stale
from framework.keeping.streams import Entry, Payload, Stream


@dataclass(frozen=True, slots=True)
class Act:
    """One call of a use case: its `id` joins all that it changed, `deed` names the use case."""

    id: str
    deed: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One change: the `sequence` counts from 1 within the stream, without gaps; `version` is that of the entry."""

    stream: str
    sequence: int
    key: str
    version: int
    payload: Payload | None
    act: Act


@dataclass(frozen=True, slots=True)
class Change:
    """A requested change of one entry, whose version was `expected` when the person saw it (0: not yet there)."""

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


def change_stream(stream: Stream, changes: Sequence[Change], act: Act) -> tuple[Stream, tuple[Event, ...]]:
    """Return `stream` after `changes`, made one after another, with their events; raises `Stale`.

    The events follow the sequence of the stream. A key may be changed twice, the second time from the version that
    the first made.
    """
    versions = {change.key: stream.version(change.key) for change in changes}
    plain = json.loads(json.dumps([change.payload for change in changes]))  # as it will be read again
    events = list[Event]()
    for change, payload in zip(changes, plain, strict=True):
        if versions[change.key] != change.expected:
            raise Stale(change.key)
        versions[change.key] += 1
        sequence = stream.sequence + len(events) + 1
        events.append(Event(stream.id, sequence, change.key, versions[change.key], payload, act))
    return fold(stream, events), tuple(events)


def fold(stream: Stream, events: Iterable[Event], until: int | None = None) -> Stream:
    """Return `stream` after `events` that follow it, as far as the sequence `until`.

    From a stream without entries and all of its events comes the stream as it was after that sequence.
    """
    entries, sequence = dict(stream.entries), stream.sequence
    for event in events:
        if until is not None and event.sequence > until:
            break
        entries[event.key] = Entry(event.version, event.payload, event.act.at, event.act.person)
        sequence = event.sequence
    return replace(stream, entries=entries, sequence=sequence)


def as_it_was(stream: Stream, events: Iterable[Event], sequence: int) -> Stream:
    """Return `stream` as it was after the event `sequence`; 0 is before its first one. `events` are all of its own.

    What was erased since stays erased: its events hold nothing any more.
    """
    return fold(replace(stream, entries={}, sequence=0), events, until=sequence)
