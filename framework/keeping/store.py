"""What the use cases need of a store: streams of events, the current entries they fold to, and stored frameworks.

A *stream* is a project, an assessment or a practice check. Everything in it that can change is an *entry* with a key,
such as `rating/start.praktijkvraag`, and a version that goes up by one with every change. A store keeps, in one
transaction, one event for each change and the entry as it now is; folding the events gives the entries.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from framework.keeping.ballot_box import BallotBox
from framework.keeping.events import Change, Event, Line
from framework.keeping.streams import Payload, Stream
from framework.people.membership import Membership


class Store(Protocol):
    """Everything the use cases ask of storage. Times are UTC and aware; ids are given, never made here.

    A store on a disk or over a network raises `Unavailable` from any of these.
    """

    @property
    def box(self) -> BallotBox:
        """The ballot box of the practice checks; `transaction` holds for it too."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Keep all that is written inside as one, or nothing of it when an error leaves the block."""
        ...

    def shared_read(self) -> AbstractContextManager[None]:
        """Let all that is read inside share one way to the store, which is quicker; write nothing inside."""
        ...

    def put_framework(self, content_hash: str, identifier: str, version: str, content: Payload) -> None:
        """Keep a framework for ever; raises `Faults` (same_version_other_content) where id and version are taken."""
        ...

    def framework(self, content_hash: str) -> Payload | None:
        """Return a stored framework whole; nothing where the hash is unknown."""
        ...

    def create(
        self, stream: Stream, changes: Sequence[Change], person: str, members: Sequence[Membership] = ()
    ) -> None:
        """Make a stream with its first entries; `members` come with a project. All of it, or nothing.

        Raises `Unknown` where the project of an assessment is not there or was erased, `Stale` for a change that
        expects anything but a first version, and `ValueError` for a mistake of ours: an id that is taken, or a
        framework that was never put.
        """
        ...

    def stream(self, identifier: str) -> Stream | None:
        """Return a stream with its entries; nothing where there is none (or it was erased)."""
        ...

    def apply(self, identifier: str, changes: Sequence[Change], at: datetime, person: str) -> Stream:
        """Make all `changes`, each with an event, and return the stream; raises `Stale`, and then wrote nothing.

        Inside `transaction` others wait until its end; without changes it does that alone.
        Raises `Unknown` where there is no such stream (or it was erased).
        """
        ...

    def members(self, project: str) -> tuple[Membership, ...]:
        """Return the people of a project; empty where there is no such project."""
        ...

    def set_members(self, project: str, members: Sequence[Membership]) -> None:
        """Replace the people of a project; raises `Unknown` where there is no such project (or it was erased)."""
        ...

    def projects_of(self, person: str) -> tuple[Stream, ...]:
        """Return the projects a person has a part in, the one changed last first, its assessments included."""
        ...

    def assessments_of(self, project: str) -> tuple[Stream, ...]:
        """Return the assessments of a project, in the order in which they were made."""
        ...

    def checks_of(self, project: str) -> tuple[Stream, ...]:
        """Return the practice checks of a project, in the order in which they were made."""
        ...

    def events(self, identifier: str) -> tuple[Event, ...]:
        """Return every event of a stream, in order."""
        ...

    def erase(self, identifier: str, at: datetime, person: str) -> None:
        """Replace everything a project, with all in it, or one practice check holds by nothing; sequences stay whole.

        Members go with a project, links and answers with a check. The log says so. Raises `Unknown` where there is no
        such project or check (or it was erased before).
        """
        ...

    def forget_journal(self) -> None:
        """Take what was removed out of every working copy that the store keeps beside its data, as far as it can."""
        ...

    def note(self, line: Line) -> None:
        """Add a line to the log."""
        ...

    def log(self, subject: str | None = None) -> tuple[Line, ...]:
        """Return the log, or the lines about one thing, in order."""
        ...
