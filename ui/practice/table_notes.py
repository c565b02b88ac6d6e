"""What a table said of one point: what we heard and what changes, kept while it is typed."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.assessing.beside import TableNotes
from framework.keeping.streams import Stream
from framework.use_cases.codec import dump, load
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.fields import longest, text_at
from ui.shell.saving import Place, Screen, State, carry_over, recall
from ui.shell.session import Session

Whole = TypeVar("Whole", bound=widgets.Saved)


def place_notes(
    key: str,
    whole: Whole,
    stream: Callable[[Whole], Stream],
    read: Callable[[], Whole],
    save: Callable[[TableNotes, int], Whole],
) -> Place[Whole]:
    """Where the notes of a table are kept."""
    return Place(
        key=key,
        whole=whole,
        stream=stream,
        read=read,
        save=lambda payload, expected: save(load(TableNotes, payload), expected),
        clean=lambda payload: dump(load(TableNotes, payload)),
        blank=dump(TableNotes()),
    )


def ask_table_notes(session: Session, labels: tuple[str, str], place: Place[Whole]) -> Whole:
    """Draw both fields of an entry, keep what this tab changed, and return the whole as it is then."""
    notice, screen = st.container(gap="small"), Screen()
    known = recall(place, f"{place.name}/heard")
    names: dict[str, str] = dict(zip(("heard", "changes"), labels, strict=True))
    typed = {
        name: area(label, text_at(known, (name,)), screen.text(f"{place.name}/{name}", name), longest(TableNotes, name))
        for name, label in names.items()
    }
    form = Form(place, carry_over(place, typed), screen, lambda name, value: (names.get(name, name), str(value or "")))
    return keep(session, form, notice)


def keep(session: Session, form: Form[Whole], notice: DeltaGenerator) -> Whole:
    """Keep an entry, and say so."""
    suffix = "_" + form.place.name.translate(str.maketrans("./", "__"))
    settled = settle_forms(session, [form], notice, suffix)[0]
    if settled.state is not State.CONFLICT and settled.place.version:
        widgets.saved_mark(session, settled.whole)
    return settled.whole


def area(label: str, known: str, key: str, most: int) -> str:
    """A text area that grows with what is typed."""
    return st.text_area(widgets.as_written(label), known, key=key, height="content", max_chars=most) or ""
