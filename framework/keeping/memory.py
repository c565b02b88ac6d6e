"""A store in memory: for tests, and the shortest account of what a store must do. Not for several threads."""

import itertools
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from framework.errors import NameTaken, Unknown
from framework.keeping.ballot_box import MOST_EMPTY, PAPER, Emptied, Link, Right
from framework.keeping.content import LIBRARY, Content, require_hash
from framework.keeping.events import Act, Change, Event, Line, change_stream
from framework.keeping.identities import Identity
from framework.keeping.projections import project, projection_of
from framework.keeping.streams import ERASABLE, MEMBER, PINNED, Payload, Stream, StreamKind, place_under


class MemoryStore:
    """Fulfils `Store` with dictionaries."""

    def __init__(self) -> None:
        """Begin empty."""
        self._streams: dict[str, Stream] = {}
        self._events: dict[str, tuple[Event, ...]] = {}
        self._turns: dict[str, int] = {}
        self._projections: dict[tuple[str, str], Payload] = {}
        self._erased: set[str] = set()
        self._contents: dict[tuple[str, str], Content] = {}
        self._identities: dict[str, Identity] = {}
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

    def create(self, stream: Stream, changes: Sequence[Change], act: Act) -> Stream:
        """See `Store`."""
        if stream.id in self._streams:
            raise ValueError(stream.id)
        placed = place_under(stream, None if stream.parent is None else self._need(stream.parent))
        if stream.kind in PINNED and self.content(LIBRARY, stream.framework or "") is None:
            raise ValueError(stream.framework)
        return self._write(placed, (), changes, act)

    def _write(self, stream: Stream, before: tuple[Event, ...], changes: Sequence[Change], act: Act) -> Stream:
        changed, events = change_stream(stream, changes, act)
        if events or stream.id not in self._turns:
            self._turns[stream.id] = max(self._turns.values(), default=0) + 1
        self._streams[stream.id], self._events[stream.id] = changed, (*before, *events)
        for event in events:
            if name := projection_of(event):
                self._projections[stream.id, name] = project(self.projection(stream.id, name), event)
        return changed

    def stream(self, identifier: str) -> Stream | None:
        """See `Store`."""
        return None if identifier in self._erased else self._streams.get(identifier)

    def _need(self, identifier: str) -> Stream:
        stream = self.stream(identifier)
        if stream is None:
            raise Unknown
        return stream

    def stream_and_root(self, identifier: str) -> tuple[Stream, Stream] | None:
        """See `Store`."""
        stream = self.stream(identifier)
        return (stream, self._streams[stream.root]) if stream else None

    def children(self, parent: str, kind: StreamKind) -> tuple[Stream, ...]:
        """See `Store`."""
        found = (s for s in self._streams.values() if s.parent == parent and s.kind is kind)
        return tuple(stream for stream in found if stream.id not in self._erased)

    def erased_children(self, parent: str, kind: StreamKind) -> tuple[datetime, ...]:
        """See `Store`."""
        found = (s for s in self._streams.values() if s.parent == parent and s.kind is kind)
        return tuple(stream.created for stream in found if stream.id in self._erased)

    def roots_of(self, person: str, kind: StreamKind) -> tuple[str, ...]:
        """See `Store`."""
        mine = [s.id for s in self._streams.values() if s.kind is kind and s.payload(MEMBER + person) is not None]
        return tuple(sorted(mine, key=self._last_turn, reverse=True))

    def _last_turn(self, root: str) -> int:
        return max(self._turns[stream.id] for stream in self._streams.values() if stream.root == root)

    def held_by_roots(self, person: str, kind: StreamKind, key: str) -> dict[str, Payload]:
        """See `Store`."""
        payloads = {root: self._streams[root].payload(key) for root in self.roots_of(person, kind)}
        return {root: payload for root, payload in payloads.items() if payload is not None}

    def lock(self, identifier: str) -> tuple[Stream, Stream]:
        """See `Store`."""
        return self._need(identifier), self._streams[self._need(identifier).root]

    def apply(self, identifier: str, changes: Sequence[Change], act: Act) -> Stream:
        """See `Store`."""
        return self._write(self._need(identifier), self._events[identifier], changes, act)

    def events(self, identifier: str, until: int | None = None) -> tuple[Event, ...]:
        """See `Store`."""
        return self._events.get(identifier, ())[:until]

    def projection(self, identifier: str, name: str) -> Payload | None:
        """See `Store`."""
        return self._projections.get((identifier, name))

    def erase(self, identifier: str, act: Act) -> None:
        """See `Store`."""
        if self._need(identifier).kind not in ERASABLE:
            raise Unknown
        for part in [s for s in self._streams.values() if s.id not in self._erased and self._is_in(s, identifier)]:
            bare = (replace(event, payload=None, act=replace(event.act, person="")) for event in self._events[part.id])
            self._events[part.id] = tuple(bare)
            self._streams[part.id] = replace(part, head={}, entries={})
            self._erased.add(part.id)
            self._projections = {place: held for place, held in self._projections.items() if place[0] != part.id}
            self._contents = {place: kept for place, kept in self._contents.items() if place[0] != part.id}
            self.box.erase(part.id)
        self.note(Line(act.at, act.person, act.deed, identifier))

    def _is_in(self, stream: Stream | None, identifier: str) -> bool:
        while stream and stream.id != identifier:
            stream = self._streams[stream.parent] if stream.parent else None
        return stream is not None

    def keep(self, content: Content) -> None:
        """See `Store`."""
        require_hash(content)
        if content.owner != LIBRARY:
            self._need(content.owner)
        for (owner, known), kept in self._contents.items():
            if owner == content.owner and content.name and kept.name == content.name and known != content.hash:
                raise NameTaken(content.name)
        self._contents.setdefault((content.owner, content.hash), content)

    def content(self, owner: str, content_hash: str) -> Content | None:
        """See `Store`."""
        return self._contents.get((owner, content_hash))

    def named(self, owner: str) -> dict[str, str]:
        """See `Store`."""
        return {kept.name: kept.hash for kept in self._contents.values() if kept.owner == owner and kept.name}

    def identify(self, identity: Identity) -> None:
        """See `Store`."""
        known = self.identity_at(identity.issuer or "", identity.subject or "")
        if known and known.person != identity.person:
            raise NameTaken(identity.subject or "")
        self._identities[identity.person] = identity

    def identity(self, person: str) -> Identity | None:
        """See `Store`."""
        return self._identities.get(person)

    def identity_at(self, issuer: str, subject: str) -> Identity | None:
        """See `Store`."""
        return next((i for i in self._identities.values() if (i.issuer, i.subject) == (issuer, subject)), None)

    def forget(self, person: str) -> bool:
        """See `Store`."""
        return self._identities.pop(person, None) is not None

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
    drafts: dict[tuple[str, str], Payload] = field(default_factory=dict[tuple[str, str], Payload])
    ballots: dict[tuple[str, str], Payload] = field(default_factory=dict[tuple[str, str], Payload])
    marks: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    known: dict[str, Payload] = field(default_factory=dict[str, Payload])
    places: Iterator[int] = field(default_factory=itertools.count)

    def __copy__(self) -> "MemoryBox":
        held = copy(self.tokens), copy(self.drafts), copy(self.ballots), copy(self.marks), copy(self.known)
        return MemoryBox(*held, self.places)

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

    def keep(self, check: str, tokens: Payload) -> None:
        """See `BallotBox`."""
        self.known[check] = tokens

    def kept(self, check: str) -> Payload | None:
        """See `BallotBox`."""
        return self.known.get(check)

    def begin(self, check: str, key: str, most: int = MOST_EMPTY) -> None:
        """See `BallotBox`."""
        self.drafts[check, key] = {}
        if key.startswith(PAPER):
            return
        empty = [place for place, held in self.drafts.items() if place[0] == check and not held]
        phones = [place for place in empty if not place[1].startswith(PAPER)]
        for place in phones[: -2 * most]:  # in the order in which they were begun
            del self.drafts[place]

    def mark(self, check: str, key: str) -> bool:
        """See `BallotBox`."""
        is_new = (check, key) not in self.marks
        self.marks.add((check, key))
        return is_new

    def begun(self, check: str) -> int:
        """See `BallotBox`."""
        return sum(place[0] == check and not place[1].startswith(PAPER) for place in self.drafts)

    def drop_begun(self, check: str) -> None:
        """See `BallotBox`."""
        begun = [place for place in self.drafts if place[0] == check and not place[1].startswith(PAPER)]
        for place in begun:
            del self.drafts[place]

    def draft(self, check: str, key: str) -> Payload | None:
        """See `BallotBox`."""
        return self.drafts.get((check, key))

    def change(self, check: str, key: str, change: Callable[[Payload], Payload]) -> Payload | None:
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

    def cast(self, check: str, ballot: Payload) -> str:
        """See `BallotBox`."""
        place = str(next(self.places))
        self.ballots[check, place] = ballot
        return place

    def take_back(self, check: str, place: str) -> Payload | None:
        """See `BallotBox`."""
        return self.ballots.pop((check, place), None)

    def sent(self, check: str) -> int:
        """See `BallotBox`."""
        return sum(place[0] == check for place in self.ballots)

    def empty(self, check: str) -> Emptied:
        """See `BallotBox`."""
        self.drafts = {place: draft for place, draft in self.drafts.items() if place[0] != check}
        self.marks = {place for place in self.marks if place[0] != check}
        self.known.pop(check, None)
        return Emptied(tuple(self.ballots.pop(place) for place in [*self.ballots] if place[0] == check))

    def erase(self, check: str) -> None:
        """See `BallotBox`."""
        self.empty(check)
        self.tokens = {token: link for token, link in self.tokens.items() if link.check != check}
