"""Streams: whatever has a history of its own, as it is now.

Everything in a stream that can change is an *entry* with a key, such as `rating/start.praktijkvraag`, and a version
that goes up by one with every change. What never changes stands in its *head*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Payload = Mapping[str, Any]
"""JSON-ready content."""

MEMBER = "member/"
"""The entry of a root that makes a person one of its people: this, and the person's id."""


class StreamKind(StrEnum):
    """What a stream holds."""

    PROJECT = "project"
    ASSESSMENT = "assessment"
    CHECK = "check"
    ROUND = "round"
    SUBMISSION = "submission"
    REVIEW = "review"
    CONSENSUS = "consensus"
    TABLE = "table"


PARENTS: Mapping[StreamKind, frozenset[StreamKind]] = {
    StreamKind.PROJECT: frozenset(),
    StreamKind.ASSESSMENT: frozenset({StreamKind.PROJECT}),
    StreamKind.CHECK: frozenset({StreamKind.PROJECT, StreamKind.SUBMISSION}),
    StreamKind.ROUND: frozenset(),
    StreamKind.SUBMISSION: frozenset({StreamKind.ROUND}),
    StreamKind.REVIEW: frozenset({StreamKind.SUBMISSION}),
    StreamKind.CONSENSUS: frozenset({StreamKind.SUBMISSION}),
    StreamKind.TABLE: frozenset(),
}
"""The kinds that a stream of a kind may live under; one with none is a root, and has people of its own."""

ROOTS = frozenset(kind for kind, parents in PARENTS.items() if not parents)

PINNED = frozenset({StreamKind.ASSESSMENT, StreamKind.CHECK, StreamKind.REVIEW, StreamKind.CONSENSUS})
"""The kinds that are for ever read under one framework. A round chooses its own as long as no review has begun."""

_JUDGED = frozenset({"author", "lens", "moment"})
HEADS: Mapping[StreamKind, frozenset[str]] = {
    StreamKind.ASSESSMENT: _JUDGED,
    StreamKind.REVIEW: _JUDGED,
    StreamKind.CHECK: frozenset({"author", "moment"}),
}
"""What the head of a stream of a kind holds at least."""

ERASABLE = ROOTS | {StreamKind.CHECK, StreamKind.SUBMISSION}
"""The kinds that can be erased by themselves, with all that is in them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One changeable thing as it is now: its `version` (from 1), what it holds, when and by whom it was last changed.

    An absent payload means that it was taken away (or erased); the version goes on.
    """

    version: int
    payload: Payload | None
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it is now, or as it was after the event `sequence`.

    `parent` is the id of the stream it lives under, `root` that of the one at the top (a root's own). `framework` is
    the content hash that it is pinned to. `head` never changes: author, lens, moment, as far as the kind has them.
    """

    id: str
    kind: StreamKind
    created: datetime
    parent: str | None = None
    root: str = ""
    framework: str | None = None
    head: Payload = field(default_factory=dict[str, Any])
    sequence: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict[str, Entry])

    def payload(self, key: str) -> Payload | None:
        """Return what the entry of `key` holds; nothing where there is none."""
        entry = self.entries.get(key)
        return entry.payload if entry else None

    def version(self, key: str) -> int:
        """Return the version of the entry of `key`; 0 before its first change."""
        entry = self.entries.get(key)
        return entry.version if entry else 0


def place_under(stream: Stream, parent: Stream | None) -> Stream:
    """Return a new `stream` without entries, with its root, as it stands under `parent` (none: it is a root).

    Raises `ValueError` for a programming error: a kind that does not live there, or a pin where none belongs.
    """
    if not stream.head.keys() >= HEADS.get(stream.kind, frozenset()):
        raise ValueError(f"no whole head of {stream.kind}: {sorted(stream.head)}")
    fits = parent.kind in PARENTS[stream.kind] if parent else stream.kind in ROOTS
    if not fits:
        raise ValueError(f"no {stream.kind} lives under {parent.kind if parent else None}")
    if (stream.kind in PINNED) is not (stream.framework is not None):
        raise ValueError(f"{stream.kind} pinned to {stream.framework}")
    return Stream(
        stream.id,
        stream.kind,
        stream.created,
        stream.parent,
        parent.root if parent else stream.id,
        stream.framework,
        dict(stream.head),
    )
