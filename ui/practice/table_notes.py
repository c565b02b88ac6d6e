"""What a table said of one point: what we heard and what changes, kept while it is typed."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from framework.keeping.streams import Stream
from framework.practice.responses import TableNotes
from framework.use_cases.codec import dump
from ui.shell import saving, widgets
from ui.shell.session import Session

LONGEST = 1_000
Whole = TypeVar("Whole", bound=widgets.Saved)


def ask_table_notes(
    session: Session,
    labels: tuple[str, str],
    before: TableNotes,
    place: tuple[Stream, str, Whole],
    save: Callable[[TableNotes, int], Whole],
) -> Whole:
    """Draw both fields of an entry and keep what only this tab changed; return the whole as it is then.

    `place` is the stream, the key of the entry, and the whole that it is part of.
    """
    stream, key, _ = place
    heard = area(labels[0], before.heard, f"{stream.id}/{key}/heard")
    changes = area(labels[1], before.changes, f"{stream.id}/{key}/changes")
    typed = TableNotes(heard=heard, changes=changes)
    payload = None if typed == TableNotes() and stream.version(key) == 0 else dump(typed)
    return keep(session, payload, place, lambda expected: save(typed, expected))


def keep(
    session: Session, payload: saving.Payload, place: tuple[Stream, str, Whole], save: Callable[[int], Whole]
) -> Whole:
    """Keep an entry that only this tab changed, and say so; in a conflict show which text stands."""
    stream, key, whole = place
    settled = saving.settle(key, payload, stream, whole, save)
    widgets.announce_saved(session, settled)
    if settled.state is saving.State.CONFLICT:
        widgets.error(session.t("ui.conflict.text"))
        for text in (settled.stored or {}).values():
            widgets.small(str(text))
        if st.button(session.t("ui.conflict.keep_mine"), key=f"mine_{stream.id}_{key}"):
            saving.accept_stored(stream, key)
            st.rerun()
    elif stream.version(key) or settled.state is saving.State.SAVED:
        widgets.saved_mark(session, settled.whole)
    return settled.whole


def area(label: str, before: str | None, key: str, most: int = LONGEST) -> str:
    """A text area that grows with what is typed."""
    return st.text_area(label, before or "", key=key, height="content", max_chars=most) or ""
