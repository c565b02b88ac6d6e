"""The form of an action that someone took on: who, by when, and whether it is done."""

from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.assessing.beside import Commitment
from framework.language.days import LONGEST_DAY, NoDay, read_day
from framework.use_cases.as_typed import KeptCommitment, read_typed
from framework.use_cases.codec import AS_TYPED, COMMITMENT, dump, load
from framework.use_cases.dossier import Dossier
from ui.shell import bridge, widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.fields import Payload, longest, text_at
from ui.shell.saving import Place, Screen, State, as_typed, base_of, carry_over, hold_back, recall
from ui.shell.session import Session

TURNED, DONE = "action_turned", "action_done"  # in the session: that one was done or undone just now; which is done


def ask(session: Session, dossier: Dossier, criterion: str, notice: DeltaGenerator) -> Dossier:
    """Ask who, by when, and whether it is done; save it at once, and mark in the session that `done` changed."""
    t, screen, place = session.t, Screen(), _place(session, dossier, criterion)
    key_by, key_done = key_of(dossier, criterion, "by"), key_of(dossier, criterion, "done")
    key = screen.text(key_of(dossier, criterion, "who"), "who")
    known = recall(place, key)
    left, right = st.columns(2, gap="small", vertical_alignment="bottom")
    who = left.text_input(t("ui.actions.who"), text_at(known, ("who",)), key=key, max_chars=longest(Commitment, "who"))

    screen.typed(key_by, "by", partial(_show_day, session))
    shown = screen.shows[key_by](known)
    by = right.text_input(t("ui.actions.by"), shown, key=key_by, max_chars=LONGEST_DAY) or ""
    day = read_day(by) if by.strip() else None
    if isinstance(day, NoDay):
        widgets.error(day.tell(t, session.today), key_by)
        hold_back("ui.unsaved.as_typed")
    screen.other(key_done, lambda payload: bool(payload.get("done")))
    done = st.checkbox(t("ui.actions.done"), bool(known.get("done")), key=key_done)
    typed = carry_over(place, {"who": who, AS_TYPED: {"by": by}, "done": done})
    form = Form(place, typed, screen, partial(_describe_field, session))
    settled = settle_forms(session, [form], notice, f"_{criterion.replace('.', '_')}")[0]
    if settled.state is not State.CONFLICT:
        widgets.saved_mark(session, settled.whole)
    before = dossier.commitments.get(criterion)
    if done is not (before is not None and before.done) and settled.state is State.SAVED:
        st.session_state[TURNED] = True
        st.session_state[DONE] = criterion if done else None
        bridge.aim(DONE if done else key_done)
    return settled.whole


def is_typed(session: Session, dossier: Dossier, criterion: str) -> bool:
    """Tell whether this tab holds words that nobody kept yet, of an action that was put back elsewhere meanwhile."""
    known = base_of(_place(session, dossier, criterion))
    day = as_typed("by", partial(_show_day, session), known)
    shown = {"who": text_at(known, ("who",)), "by": day, "done": bool(known.get("done"))}
    keys = {name: key_of(dossier, criterion, name) for name in shown}
    return all(key in st.session_state for key in keys.values()) and any(
        st.session_state[keys[name]] != value for name, value in shown.items()
    )


def key_of(dossier: Dossier, criterion: str, name: str) -> str:
    """Return the key of a field of an action that was taken on."""
    return f"{dossier.stream.id}/{criterion}/taken/{name}"


def _place(session: Session, dossier: Dossier, criterion: str) -> Place[Dossier]:
    projects, actor, assessment = session.projects, session.actor, dossier.stream.id
    return Place(
        key=COMMITMENT + criterion,
        whole=dossier,
        stream=attrgetter("stream"),
        read=partial(projects.dossier, actor, assessment),
        save=lambda payload, expected: projects.take_action(actor, assessment, criterion, _words(payload), expected),
        clean=lambda payload: dump(_words(payload)),
        blank=dump(Commitment()),
    )


def _words(payload: Payload) -> Commitment:
    """What is kept: who goes on typing in what was put back elsewhere takes it on again."""
    return load(KeptCommitment, {**read_typed(COMMITMENT, payload), "put_back": None})


def _show_day(session: Session, payload: Payload) -> str:
    return session.t.short_day(date.fromisoformat(payload["by"])) if payload.get("by") else ""


def _describe_field(session: Session, name: str, value: Any) -> tuple[str, str]:
    t = session.t
    if name == "by":
        return t("ui.actions.by"), as_typed(name, partial(_show_day, session), value or {})
    if name == "done":
        return t("ui.actions.done"), t("workbook.yes" if value else "workbook.no")
    return t(f"ui.actions.{name}"), str(value or "")
