"""A store in memory: for tests, and the shortest account of what a store must do."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from framework.errors import Fault, Faults, Unknown
from framework.keeping.ballot_box import Content, Link, Right
from framework.keeping.events import Change, Event, Line, change_stream
from framework.keeping.streams import Payload, Stream, StreamKind
from framework.people.membership import Membership


class MemoryStore:
    """Fulfils `Store` with dictionaries; not for several threads."""

    def __init__(self) -> None:
        """Begin empty."""
        self._frameworks: dict[str, tuple[str, str, Payload]] = {}
        self._streams: dict[str, Stream] = {}
        self._events: dict[str, tuple[Event, ...]] = {}
        self._members: dict[str, tuple[Membership, ...]] = {}
        self._erased: set[str] = set()
        self._log: list[Line] = []
        self.box = MemoryBox()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """See `Store`."""
        before = {name: copy(held) for name, held in vars(self).items()}
        try:
            yield
        except BaseException:
            vars(self).update(before)
            raise

    @contextmanager
    def shared_read(self) -> Generator[None]:
        """See `Store`."""
        yield

    def put_framework(self, content_hash: str, identifier: str, version: str, content: Payload) -> None:
        """See `Store`."""
        for known, (name, number, _) in self._frameworks.items():
            if (name, number) == (identifier, version) and known != content_hash:
                raise Faults([Fault("same_version_other_content", {"id": identifier, "version": version})])
        self._frameworks.setdefault(content_hash, (identifier, version, content))

    def framework(self, content_hash: str) -> Payload | None:
        """See `Store`."""
        found = self._frameworks.get(content_hash)
        return found[2] if found else None

    def create(
        self, stream: Stream, changes: Sequence[Change], person: str, members: Sequence[Membership] = ()
    ) -> None:
        """See `Store`."""
        if stream.id in self._streams:
            raise ValueError(stream.id)
        if stream.kind is not StreamKind.PROJECT:
            self._need_project(stream.project)
            if stream.framework not in self._frameworks:
                raise ValueError(stream.framework)
        changed, events = change_stream(replace(stream, entries={}), changes, 0, stream.created, person)
        self._streams[stream.id], self._events[stream.id] = changed, events
        if stream.kind is StreamKind.PROJECT:
            self._members[stream.id] = tuple(members)

    def stream(self, identifier: str) -> Stream | None:
        """See `Store`."""
        return None if identifier in self._erased else self._streams.get(identifier)

    def apply(self, identifier: str, changes: Sequence[Change], at: datetime, person: str) -> Stream:
        """See `Store`."""
        stream = self.stream(identifier)
        if stream is None:
            raise Unknown
        before = self._events[identifier]
        changed, events = change_stream(stream, changes, len(before), at, person)
        self._streams[identifier], self._events[identifier] = changed, (*before, *events)
        return changed

    def members(self, project: str) -> tuple[Membership, ...]:
        """See `Store`."""
        return self._members.get(project, ())

    def set_members(self, project: str, members: Sequence[Membership]) -> None:
        """See `Store`."""
        self._need_project(project)
        self._members[project] = tuple(members)

    def _need_project(self, project: str) -> None:
        stream = self.stream(project)
        if stream is None or stream.kind is not StreamKind.PROJECT:
            raise Unknown

    def projects_of(self, person: str) -> tuple[Stream, ...]:
        """See `Store`."""
        mine = [p for p, members in self._members.items() if any(member.person == person for member in members)]
        return tuple(self._streams[p] for p in sorted(mine, key=self._last_change, reverse=True))

    def _last_change(self, project: str) -> tuple[datetime, int]:
        streams = [s.id for s in self._streams.values() if s.project == project]
        places = {identifier: place for place, identifier in enumerate(self._streams)}
        moments = [event.at for identifier in streams for event in self._events[identifier]]
        return max(moments, default=self._streams[project].created), places[project]

    def assessments_of(self, project: str) -> tuple[Stream, ...]:
        """See `Store`."""
        return self._parts_of(project, StreamKind.ASSESSMENT)

    def checks_of(self, project: str) -> tuple[Stream, ...]:
        """See `Store`."""
        return self._parts_of(project, StreamKind.CHECK)

    def _parts_of(self, project: str, kind: StreamKind) -> tuple[Stream, ...]:
        found = (s for s in self._streams.values() if s.project == project and s.kind is kind)
        return tuple(stream for stream in found if stream.id not in self._erased)

    def events(self, identifier: str) -> tuple[Event, ...]:
        """See `Store`."""
        return self._events.get(identifier, ())

    def erase(self, identifier: str, at: datetime, person: str) -> None:
        """See `Store`."""
        stream = self.stream(identifier)
        if stream is None or stream.kind is StreamKind.ASSESSMENT:
            raise Unknown
        for part in [s for s in self._streams.values() if identifier in (s.id, s.project) and s.id not in self._erased]:
            self._events[part.id] = tuple(replace(e, payload=None, person="") for e in self._events[part.id])
            entries = {key: replace(entry, payload=None, person="") for key, entry in part.entries.items()}
            self._streams[part.id] = replace(part, entries=entries)
            self._erased.add(part.id)
            self.box.erase(part.id)
        self._members.pop(identifier, None)
        self.note(Line(at, person, "erase", identifier))

    def forget_journal(self) -> None:
        """See `Store`."""

    def note(self, line: Line) -> None:
        """See `Store`."""
        self._log.append(line)

    def log(self, subject: str | None = None) -> tuple[Line, ...]:
        """See `Store`."""
        return tuple(line for line in self._log if subject in (None, line.subject))


@dataclass
class MemoryBox:
    """Fulfils `BallotBox` with dictionaries; not for several threads."""

    tokens: dict[str, Link] = field(default_factory=dict[str, Link])
    drafts: dict[tuple[str, str], Content] = field(default_factory=dict[tuple[str, str], Content])
    ballots: dict[str, tuple[Content, ...]] = field(default_factory=dict[str, tuple[Content, ...]])

    def __copy__(self) -> "MemoryBox":
        return MemoryBox(copy(self.tokens), copy(self.drafts), copy(self.ballots))

    def issue(self, tokens: Sequence[str], link: Link) -> None:
        """See `BallotBox`."""
        self.tokens |= dict.fromkeys(tokens, link)

    def link(self, token: str) -> Link | None:
        """See `BallotBox`."""
        return self.tokens.get(token)

    def links(self, check: str) -> tuple[Link, ...]:
        """See `BallotBox`."""
        return tuple(link for link in self.tokens.values() if link.check == check)

    def revoke(self, check: str, right: Right) -> None:
        """See `BallotBox`."""
        for token, link in self.tokens.items():
            if (link.check, link.right) == (check, right):
                self.tokens[token] = replace(link, is_revoked=True)

    def begin(self, check: str, key: str) -> None:
        """See `BallotBox`."""
        self.drafts[check, key] = {}

    def draft(self, check: str, key: str) -> Content | None:
        """See `BallotBox`."""
        return self.drafts.get((check, key))

    def change(self, check: str, key: str, change: Callable[[Content], Content]) -> Content | None:
        """See `BallotBox`."""
        if (check, key) not in self.drafts:
            return None
        self.drafts[check, key] = change(self.drafts[check, key])
        return self.drafts[check, key]

    def drop(self, check: str, key: str) -> bool:
        """See `BallotBox`."""
        return self.drafts.pop((check, key), None) is not None

    def use(self, token: str) -> bool:
        """See `BallotBox`."""
        link = self.tokens[token]
        self.tokens[token] = replace(link, is_used=True)
        return not link.is_used

    def cast(self, check: str, ballot: Content) -> None:
        """See `BallotBox`."""
        self.ballots[check] = (*self.ballots.get(check, ()), ballot)

    def sent(self, check: str) -> int:
        """See `BallotBox`."""
        return len(self.ballots.get(check, ()))

    def empty(self, check: str) -> tuple[Content, ...]:
        """See `BallotBox`."""
        self.drafts = {place: draft for place, draft in self.drafts.items() if place[0] != check}
        return self.ballots.pop(check, ())

    def erase(self, check: str) -> None:
        """See `BallotBox`."""
        self.empty(check)
        self.tokens = {token: link for token, link in self.tokens.items() if link.check != check}
