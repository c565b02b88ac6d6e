"""Nothing lost: what this tab last knew of an entry, compared with what stands on the screen and in the store.

After a lost connection the browser sends what stands on its screen and nothing more. So for every entry a tab keeps its
*base*, what it last knew: a screen that differs from the base was changed here; a store that differs from it was
changed elsewhere. What both changed differently is for the person to decide; all else is merged. The marks of the
versions that a tab knows travel in its address too, so that they outlive the server.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from framework.errors import Stale, Unavailable
from framework.keeping.merging import Merged, arrange, compare, without
from framework.keeping.streams import Entry, Stream
from framework.use_cases.codec import AS_TYPED, merge_entry, together
from ui.shell import address
from ui.shell.fields import Path, Payload, ids_in, text_at, with_field

_MOST_TRIES = 5  # of a save that others are faster than
_log = logging.getLogger("kaderwijzer")
Whole = TypeVar("Whole")


class State(StrEnum):
    """How an entry stands: nothing new, saved, changed elsewhere and shown here, changed in both, or not saved yet."""

    QUIET = "quiet"
    SAVED = "saved"
    REFRESHED = "refreshed"
    CONFLICT = "conflict"
    UNSAVED = "unsaved"


@dataclass(frozen=True)
class Place(Generic[Whole]):
    """Where a form is kept: the entry `key` in a stream of a whole (a dossier, a check).

    `read` gets the whole again; `save(payload, expected)` writes a clean payload over version `expected` and returns
    the whole as it is then; `clean` makes what was typed into what would be kept, and raises `NotWhole` where it
    cannot be. `blank` is what an absent entry looks like on the screen.
    """

    key: str
    whole: Whole
    stream: Callable[[Whole], Stream]
    read: Callable[[], Whole]
    save: Callable[[Payload, int], Whole]
    clean: Callable[[Payload], Payload]
    blank: Payload

    @property
    def name(self) -> str:
        """What tells this entry from all others."""
        return f"{self.stream(self.whole).id}/{self.key}"

    @property
    def entry(self) -> Entry | None:
        """The entry as the whole has it."""
        return self.stream(self.whole).entries.get(self.key)

    @property
    def version(self) -> int:
        """The version of the entry; 0 before its first change."""
        return self.stream(self.whole).version(self.key)

    @property
    def mark(self) -> str:
        """What tells this version of the entry from all others, one of the same number after a restore included."""
        return address.digest(f"{self.version} {self.entry.at.isoformat()}") if self.entry else "0"

    @property
    def stored(self) -> Payload:
        """What the entry holds; `blank` where there is none."""
        payload = self.stream(self.whole).payload(self.key)
        return self.blank if payload is None else dict(payload)


@dataclass
class Screen:
    """Which widget shows what of a payload. It fills while a form is drawn."""

    shows: dict[str, Callable[[Payload], Any]] = field(default_factory=dict[str, Callable[[Payload], Any]])
    texts: dict[str, Path] = field(default_factory=dict[str, Path])
    on_removed: Callable[[str], None] = field(default=lambda _: None)
    on_returned: Callable[[str], None] = field(default=lambda _: None)

    def text(self, key: str, *path: str) -> str:
        """Let the widget `key` hold the text at `path` of the payload; return the key."""
        self.texts[key] = path
        return self.other(key, lambda payload: text_at(payload, path))

    def typed(self, key: str, name: str, show: Callable[[Payload], str]) -> str:
        """Let the widget `key` hold the field `name`, which has a rule: what was typed and breaks it, else as `show`
        makes it of what counts. Return the key.
        """
        self.texts[key] = (AS_TYPED, name)
        return self.other(key, partial(as_typed, name, show))

    def other(self, key: str, show: Callable[[Payload], Any]) -> str:
        """Let the widget `key` hold what `show` makes of the payload; return the key."""
        self.shows[key] = show
        _undrawn().discard(key)
        return key

    def changes(self, before: Payload, after: Payload) -> dict[str, Any]:
        """What the widgets that differ hold, once the screen shows `after` in place of `before`."""
        return {key: show(after) for key, show in self.shows.items() if show(before) != show(after)}


def as_typed(name: str, show: Callable[[Payload], str], payload: Payload) -> str:
    """Return what stands in the field `name`: as it was typed where that is no value yet, else what `show` makes."""
    typed = payload.get(AS_TYPED) or {}
    return typed[name] if name in typed else show(payload)


@dataclass(frozen=True, slots=True)
class News:
    """A change made elsewhere that this screen took in: by whom, and when."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Settled(Generic[Whole]):
    """The outcome: the whole that the entry is part of as it now is, and in a conflict what both made of it.

    `news` tells of what was last taken in from elsewhere, until something is saved here. `left_out` names the pieces
    that are on the screen and not kept, since there is no room.
    """

    state: State
    place: Place[Whole]
    merged: Merged | None = None
    news: News | None = None
    left_out: frozenset[str] = frozenset()

    @property
    def whole(self) -> Whole:
        """What the entry is part of, as it now is."""
        return self.place.whole


@dataclass(frozen=True, slots=True)
class _Base:
    payload: Payload
    version: int
    mark: str
    news: News | None = None


@dataclass(frozen=True, slots=True)
class _Showing:
    """What a screen has yet to show: each value with what stood there, and the base once it is shown."""

    name: str
    values: dict[str, tuple[Any, Any]]
    moves: tuple[Callable[[], None], ...]
    base: _Base


def recall(place: Place[Any], anchor: str) -> Payload:
    """Return what this tab knows of an entry, to draw its form over: what is stored where it knows nothing.

    `anchor` is the key of a widget that the form always has: without it the form was not on this screen before. A
    conflict that was left stands there again when one comes back, with what was typed.
    """
    if place.name in _unsettled():
        return _unsettled()[place.name]
    if anchor not in st.session_state:
        _bases().pop(place.name, None)
    return base_of(place)


def carry_over(place: Place[Any], drawn: Payload) -> Payload:
    """Return what is typed, clean: all that this tab knows of an entry, with what its form draws in place of it.

    So a form that draws less than an entry can hold writes back no lesser version of it.
    """
    known = _unsettled().get(place.name) or base_of(place)
    return place.clean({**known, **drawn})


def settle(place: Place[Whole], typed: Payload, screen: Screen) -> Settled[Whole]:
    """Compare what is typed with base and store; save what this tab changed, and show what was changed elsewhere.

    In a conflict nothing is written, and nothing can be while the store is not to be had: the next run tries again.
    What is to be shown stands on the screen in the next run: see `finish_run`.
    """
    is_known = not st.session_state.get("from_memory")  # what is stored now: see `session.find_dossier`
    for _ in range(_MOST_TRIES if is_known else 0):
        typed = arrange(typed, place.stored)
        base = _known(place) or _after_return(place, typed)
        if base is None:
            _unsettled()[place.name] = typed
            return Settled(State.CONFLICT, place, compare(typed, place.stored, together(place.key)))
        address.carry(place.name, base.mark)
        merged = merge_entry(place.key, base.payload, typed, place.stored)
        left_out, kept = merged.left_out, without(typed, merged.left_out)
        if kept == place.stored:
            _unsettled().pop(place.name, None)
            news = base.news if base.version == place.version else None
            _remember(place, news)
            return Settled(State.QUIET, place, news=news, left_out=left_out)
        if merged.conflicts:
            _unsettled()[place.name] = typed
            return Settled(State.CONFLICT, place, merged)
        _unsettled().pop(place.name, None)
        news = _news(place) if merged.there - merged.here else None
        outcome, known = dict(merged.payload or {}), _bases()
        if outcome == place.stored:
            _show_later(place, kept, screen, news)
            return Settled(State.REFRESHED, place, news=news, left_out=left_out)
        try:
            place = replace(place, whole=place.save(outcome, place.version))
        except Stale:
            place = replace(place, whole=place.read())
            continue
        except Unavailable as failed:
            _log.error("%s was not saved: %s", place.key, failed)
            break
        if news is None:  # before Streamlit is asked for anything: there a next press breaks this run off
            known[place.name] = _base(place)
            address.carry(place.name, place.mark)
        else:
            _show_later(place, kept, screen, news)
        return Settled(State.SAVED, place, news=news, left_out=left_out)
    return Settled(State.UNSAVED, place)


def decide(settled: Settled[Any], typed: Payload, screen: Screen, *, for_mine: bool) -> None:
    """Put one side of a conflict on the screen, over what is stored; only from a callback, before anything is drawn.

    What did not conflict stays as either side made it. The run that follows saves what then differs.
    """
    if settled.merged is None:
        return
    chosen = dict((settled.merged.keep_mine if for_mine else settled.merged.keep_theirs) or settled.place.blank)
    for key, value in screen.changes(typed, chosen).items():
        _put(key, value)
    for move in _moves(screen, typed, chosen):
        move()
    _unsettled().pop(settled.place.name, None)
    _remember(settled.place, None)


def base_of(place: Place[Any]) -> Payload:
    """Return what this tab knows of an entry now."""
    base = _bases().get(place.name)
    return base.payload if base else place.stored


def learn(bases: dict[str, Any], name: str, path: Path, saved: Payload) -> None:
    """Let a tab know that one of its fields was `saved` so; callable from any thread, without Streamlit."""
    base = bases.get(name)
    if base is not None:
        bases[name] = replace(base, payload=with_field(base.payload, path, saved))


def bases() -> dict[str, Any]:
    """Return what this tab knows, by the names of the entries: for `learn`."""
    return cast(dict[str, Any], _bases())


def hold_back(mark: str = "ui.unsaved.mark") -> None:
    """Let the next saved mark say `mark`: something on the screen breaks the rule of its field, and is not saved."""
    st.session_state["held_back"] = mark


# What a run begins and ends with


def begin_run() -> None:
    """Put on the screen what the run before found out, where nobody typed over it since."""
    address.begin_run()
    for state in ("conflict", "unsaved", "from_memory", "held_back"):
        st.session_state.pop(state, None)
    showings: list[_Showing] = st.session_state.pop("showings", [])
    for showing in showings:
        if all(st.session_state.get(key) == seen for key, (seen, _) in showing.values.items()):
            for key, (_, value) in showing.values.items():
                _put(key, value)
            for move in showing.moves:
                move()
            _bases()[showing.name] = showing.base


def finish_run() -> None:
    """Forget what was put into widgets that were not drawn, and let the address carry what this tab knows.

    A widget that comes back later would show what was put there, over a base that knows better.
    """
    for key in st.session_state.pop("undrawn", ()):
        st.session_state.pop(key, None)
    address.finish_run()


def run_again_to_show() -> None:
    """Run again where the screen does not yet show what was found out; the last thing in a run."""
    if st.session_state.get("showings"):
        st.rerun()


def _moves(screen: Screen, before: Payload, after: Payload) -> Iterator[Callable[[], None]]:
    """What takes pieces off a screen, and what lets others come onto it."""
    held, wanted = ids_in(before), ids_in(after)
    yield from (partial(screen.on_removed, each) for each in held - wanted)
    yield from (partial(screen.on_returned, each) for each in wanted - held)


def _after_return(place: Place[Any], typed: Payload) -> _Base | None:
    """The base of a tab that the server does not know any more: what is stored, if the tab carried its mark."""
    is_known = typed == place.stored or place.version == 0 or address.carried(place.name) == place.mark
    return _base(place) if is_known else None


def _known(place: Place[Any]) -> _Base | None:
    """The base of this tab; nothing where the database went back behind it, since a backup was put in its place."""
    base = _bases().get(place.name)
    return base if base and (base.version < place.version or base.mark == place.mark) else None


def _base(place: Place[Any], news: News | None = None) -> _Base:
    return _Base(place.stored, place.version, place.mark, news)


def _show_later(place: Place[Any], typed: Payload, screen: Screen, news: News | None) -> None:
    values = {key: (st.session_state.get(key), new) for key, new in screen.changes(typed, place.stored).items()}
    moves = tuple(_moves(screen, typed, place.stored))
    showing = _Showing(place.name, values, moves, _base(place, news))
    st.session_state.setdefault("showings", []).append(showing)


def _news(place: Place[Any]) -> News | None:
    return News(place.entry.person, place.entry.at) if place.entry else None


def _unsettled() -> dict[str, Payload]:
    """What was typed in forms that wait for a choice, by the names of their entries."""
    return st.session_state.setdefault("unsettled", {})


def _bases() -> dict[str, _Base]:
    return st.session_state.setdefault("bases", {})


def _remember(place: Place[Any], news: News | None) -> None:
    _bases()[place.name] = _base(place, news)
    address.carry(place.name, place.mark)


def _put(key: str, value: Any) -> None:
    st.session_state[key] = value
    _undrawn().add(key)


def _undrawn() -> set[str]:
    """The widgets into which something was put and that were not drawn since."""
    return st.session_state.setdefault("undrawn", set())
