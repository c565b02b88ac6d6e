"""What the use cases need of a store: streams of events, content that never changes, and who is who.

A store keeps, in one transaction, one event for each change and the entry as it then is; folding the events gives the
entries. Projections are moved on in that same transaction.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from framework.keeping.ballot_box import BallotBox
from framework.keeping.content import Content
from framework.keeping.events import Act, Change, Event, Line
from framework.keeping.identities import Identity
from framework.keeping.streams import Payload, Stream, StreamKind


class Store(Protocol):
    """Everything the use cases ask of storage. Times are UTC and aware; ids are given, never made here.

    A store on a disk or over a network raises `Unavailable` from any of these.
    """

    @property
    def box(self) -> BallotBox:
        """The ballot box of the practice checks; `transaction` holds for it too."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Keep all that is written inside, or none of it when an error leaves the block."""
        ...

    def shared_read(self) -> AbstractContextManager[None]:
        """Let all that is read inside share one connection to the store, which is quicker; write nothing inside."""
        ...

    # Streams

    def create(self, stream: Stream, changes: Sequence[Change], act: Act) -> Stream:
        """Make a stream with its first entries, and return it with its root. All of it, or nothing.

        Raises `Unknown` where its parent is not there or was erased, `Stale` for a change that expects anything but a
        first version, and `ValueError` for a programming error: an id that is taken, a kind that does not live under
        its parent, or a framework that was never kept.
        """
        ...

    def stream(self, identifier: str) -> Stream | None:
        """Return a stream with its entries; nothing where there is none (or it was erased)."""
        ...

    def stream_and_root(self, identifier: str) -> tuple[Stream, Stream] | None:
        """Return a stream and the one at the top above it (a root twice); nothing as in `stream`."""
        ...

    def children(self, parent: str, kind: StreamKind) -> tuple[Stream, ...]:
        """Return the streams of a kind that live under `parent`, in the order in which they were made."""
        ...

    def erased_children(self, parent: str, kind: StreamKind) -> tuple[datetime, ...]:
        """Return when each stream of a kind under `parent` that was erased was made: all that is left of it."""
        ...

    def roots_of(self, person: str, kind: StreamKind) -> tuple[str, ...]:
        """Return the ids of the roots of a kind that have `person` among their people, the one changed last first.

        What changed in a stream below a root changed in the root too. The order is that of the changes themselves: a
        clock that was wrong once puts nothing first.
        """
        ...

    def held_by_roots(self, person: str, kind: StreamKind, key: str) -> Mapping[str, Payload]:
        """Return what the entry of `key` holds in each of those roots, by their ids; none where it cannot be read."""
        ...

    def lock(self, identifier: str) -> tuple[Stream, Stream]:
        """Keep others from changing a stream until the transaction ends, and from changing who may do what with it.

        Returns the stream with its root; for use inside `transaction`. Whoever also changes the root, or makes
        something below it, locks the root itself, and first: two who share it would wait for each other.

        Raises `Unknown` where there is no such stream (or it was erased).
        """
        ...

    def apply(self, identifier: str, changes: Sequence[Change], act: Act) -> Stream:
        """Make all `changes`, each with an event, and return the stream; raises `Stale`, and then wrote nothing.

        Raises `Unknown` where there is no such stream (or it was erased).
        """
        ...

    def events(self, identifier: str, until: int | None = None) -> tuple[Event, ...]:
        """Return every event of a stream, in order, as far as the sequence `until`."""
        ...

    def projection(self, identifier: str, name: str) -> Payload | None:
        """Return a projection of a stream (see `projections`); nothing where no event moved it."""
        ...

    def erase(self, identifier: str, act: Act) -> None:
        """Empty a stream and all below it; sequences stay whole, and the log says so.

        Heads, content, projections, links and answers go too. Raises `Unknown` where there is no such stream, it was
        erased before, or its kind is not erased by itself (see `ERASABLE`).
        """
        ...

    # Content that never changes

    def keep(self, content: Content) -> None:
        """Keep a content for ever; the same owner and hash again changes nothing.

        Raises `NameTaken` where the owner keeps another content under its name, and `Unknown` where the owner is not
        there (or was erased).
        """
        ...

    def content(self, owner: str, content_hash: str) -> Content | None:
        """Return a content; nothing where its owner keeps none under that hash."""
        ...

    def named(self, owner: str) -> Mapping[str, str]:
        """Return the hash of every content of an owner that has a name, by that name."""
        ...

    # Who is who

    def identify(self, identity: Identity) -> None:
        """Keep what is known about a person, in place of what was; raises `NameTaken` for someone else's login."""
        ...

    def identity(self, person: str) -> Identity | None:
        """Return what is known about a person; nothing where they were never known, or were forgotten."""
        ...

    def identity_at(self, issuer: str, subject: str) -> Identity | None:
        """Return the person with a login; nothing where nobody has it."""
        ...

    def forget(self, person: str) -> bool:
        """Forget all that identifies a person, and tell whether there was anything. Events and log keep the bare id."""
        ...

    def forget_journal(self) -> None:
        """Take what was removed out of every working copy that the store keeps beside its data, as soon as it can.

        Erasing and forgetting do so by themselves.
        """
        ...

    # The log

    def note(self, line: Line) -> None:
        """Add a line to the log."""
        ...

    def log(self, subject: str | None = None) -> tuple[Line, ...]:
        """Return the log, or the lines about one thing, in order."""
        ...
