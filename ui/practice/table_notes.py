"""What a table said of one point: what we heard, which way it points and what changes, kept while it is typed."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.assessing.beside import Direction, TableNotes
from framework.keeping.streams import Stream
from framework.language.texts import Texts
from framework.use_cases.codec import dump, load
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.fields import Payload, longest, text_at
from ui.shell.saving import Place, Screen, State, carry_over, recall
from ui.shell.session import Session

NO_DIRECTION = ""
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
    """Draw the fields of an entry, keep what this tab changed, and return the whole as it is then."""
    t, notice, screen = session.t, st.container(gap="small"), Screen()
    known = recall(place, f"{place.name}/heard")
    names: dict[str, str] = dict(zip(("heard", "changes"), labels, strict=True))

    def write(name: str) -> str:
        key, most = screen.text(f"{place.name}/{name}", name), longest(TableNotes, name)
        return area(names[name], text_at(known, (name,)), key, most)

    typed: Payload = {"heard": write("heard")}
    typed["direction"] = _direction(t, known, screen.other(f"{place.name}/direction", direction_of))
    typed["changes"] = write("changes")
    form = Form(place, carry_over(place, typed), screen, partial(_describe, t, names))
    return keep(session, form, notice)


def direction_of(payload: Payload) -> str:
    """Return which way the notes point, for a widget: empty where nothing was chosen."""
    return payload.get("direction") or NO_DIRECTION


def _direction(t: Texts, known: Payload, key: str) -> str | None:
    options = [NO_DIRECTION, *(direction.value for direction in Direction)]
    chosen = st.radio(
        t("ui.table.direction"),
        options,
        index=options.index(direction_of(known)),
        format_func=lambda name: t(f"ui.table.directions.{name or 'none'}"),
        key=key,
    )
    return chosen or None


def _describe(t: Texts, names: Mapping[str, str], name: str, value: object) -> tuple[str, str]:
    if name == "direction":
        return t("ui.table.direction"), t(f"ui.table.directions.{value or 'none'}")
    return names.get(name, name), str(value or "")


def tell_table_notes(t: Texts, notes: TableNotes) -> str:
    """Return what a table said as HTML: labelled as its own kind, with its direction, table and day."""
    facts = [t(f"ui.table.directions.{notes.direction}")] if notes.direction else []
    facts += [notes.table] if notes.table else []
    facts += [t.day(notes.day)] if notes.day else []
    lines = [f'<p class="kw-small">{escape("; ".join(facts))}</p>'] if facts else []
    lines += [f"<p>{escape(notes.heard)}</p>"] if notes.heard else []
    lines += (
        [f"<p><strong>{escape(t('ui.table.changes'))}</strong> {escape(notes.changes)}</p>"] if notes.changes else []
    )
    return "".join(lines)


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
