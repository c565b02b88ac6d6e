"""Nothing lost: what this tab last knew of an entry, compared with what stands on the screen and in the store.

After a lost connection the browser sends what stands on its screen and nothing more. So for every entry a tab keeps its
*base*, the version and content it last knew: a screen that differs from the base was changed here; a store that
differs from it was changed elsewhere. Both at once is for the person to decide. The version also travels in the
address of the tab, so that it outlives the server.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import streamlit as st

from framework.errors import Stale
from framework.keeping.streams import Entry, Stream

_CARRIED = "v"
Payload = dict[str, Any] | None
Whole = TypeVar("Whole")


class State(StrEnum):
    """How an entry stands."""

    QUIET = "quiet"
    SAVED = "saved"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Settled(Generic[Whole]):
    """The outcome of comparing: the whole that the entry is part of as it now is, and in a conflict what is stored."""

    state: State
    whole: Whole
    stored: Payload = None
    stored_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Base:
    version: int
    payload: Payload


def settle(key: str, typed: Payload, stream: Stream, whole: Whole, save: Callable[[int], Whole]) -> Settled[Whole]:
    """Compare what is typed for the entry `key` of `stream` with base and store; save what only this tab changed.

    `whole` is what the stream was read as (a dossier, a check); `save(expected)` writes what is typed over version
    `expected` and returns the whole as it is then. In a conflict nothing is written.
    """
    entry = stream.entries.get(key)
    version, payload = stream.version(key), _plain(entry)
    base = _bases().get((stream.id, key)) or _after_return(key, typed, version, payload)
    if typed == payload:
        _remember(stream.id, key, version, payload)
        return Settled(State.QUIET, whole)
    if base is not None and typed == base.payload:
        return Settled(State.CONFLICT, whole, payload, entry.at if entry else None)
    if base is not None and base.version == version:
        try:
            changed = save(version)
        except Stale:
            return Settled(State.CONFLICT, whole, payload, entry.at if entry else None)
        _remember(stream.id, key, version + 1, typed)
        return Settled(State.SAVED, changed)
    return Settled(State.CONFLICT, whole, payload, entry.at if entry else None)


def _after_return(key: str, typed: Payload, version: int, payload: Payload) -> _Base | None:
    """The base of a tab that the server does not know any more: what is stored, if the tab carried its version."""
    carried = str(st.query_params.get(_CARRIED, ""))
    if typed == payload or version == 0 or carried == _mark(key, version):
        return _Base(version, payload)
    return None


def accept_stored(stream: Stream, key: str) -> None:
    """Take what stands in the store as this tab's base: the next difference on the screen is this tab's own."""
    _remember(stream.id, key, stream.version(key), _plain(stream.entries.get(key)))


def carry(stream: Stream, key: str) -> None:
    """Let the address of this tab carry the version that it knows of an entry (a hidden field, bound to it)."""
    base = _bases().get((stream.id, key))
    if base is not None:
        st.session_state[_CARRIED] = _mark(key, base.version)
        with st.container(key="carried"):
            st.text_input(_CARRIED, key=_CARRIED, bind="query-params", label_visibility="collapsed")


def _mark(key: str, version: int) -> str:
    return f"{key}.{version}"


def _bases() -> dict[tuple[str, str], _Base]:
    return st.session_state.setdefault("bases", {})


def _remember(stream: str, key: str, version: int, payload: Payload) -> None:
    _bases()[stream, key] = _Base(version, payload)


def _plain(entry: Entry | None) -> Payload:
    return dict(entry.payload) if entry and entry.payload is not None else None
