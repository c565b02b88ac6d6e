"""What to do: first things first; take one on, say who and by when, and take the list along."""

from datetime import date
from functools import partial
from html import escape
from operator import attrgetter
from typing import Any

import streamlit as st

from exports.catalogue import exporters
from framework.assessing.actions import Action, Because
from framework.assessing.beside import Commitment
from framework.assessing.scoring import Counted
from framework.instrument.model import Scale
from framework.language.texts import read_day
from framework.reporting.report import Report
from framework.use_cases.codec import COMMITMENT, dump, load
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.drawings import bars, icon
from ui.shell.fields import Payload, text_at
from ui.shell.html import draw
from ui.shell.saving import Place, Screen, State, recall
from ui.shell.session import Session, find_dossier, open_session

SHOWN = 8
FILTERS = ("all", "taken_on", "done")
GATES = (Because.GATE_CLOSED, Because.GATE_REPAIR, Because.GATE_UNKNOWN)


def show(session: Session, dossier: Dossier) -> None:
    """Draw the list: the basic conditions under a heading of their own, then the rest."""
    t, report = session.t, session.projects.report_on(session.actor, dossier, session.language)
    with st.container(gap="small"):
        widgets.kicker(t("ui.actions.kicker"), dossier.assessment.project.title)
        st.title(t("ui.actions.title"), anchor=False)
        widgets.lead(t("ui.actions.lead"))
    chosen = _choose(session, dossier, report)
    numbered = [(n, a) for n, a in enumerate(report.actions, 1) if _matches(a, chosen, dossier)]
    if not numbered:
        draw(f'<div class="kw-empty"><p>{escape(t("ui.actions.none"))}</p></div>')
    most = len(numbered) if st.session_state.get("all_actions_shown") else SHOWN
    for heading, is_gate in (("ui.actions.gates_first", True), ("ui.actions.then", False)):
        group = [(n, a) for n, a in numbered[:most] if (a.because in GATES) is is_gate]
        if group:
            st.header(t(heading), anchor=False)
        for number, action in group:
            dossier = _row(session, dossier, report, number, action)
    if len(numbered) > most and st.button(t("ui.actions.more", n=len(numbered) - most), type="tertiary", key="more"):
        st.session_state["all_actions_shown"] = True
        st.rerun()
    widgets.footer(session)


def _choose(session: Session, dossier: Dossier, report: Report) -> str:
    t, commitments = session.t, dossier.commitments.values()
    counts = {
        "all": len(report.actions),
        "taken_on": sum(not x.done for x in commitments),
        "done": sum(x.done for x in commitments),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        chosen = st.segmented_control(
            t("ui.actions.show"),
            FILTERS,
            default="all",
            required=True,
            format_func=lambda name: t(f"ui.actions.filter.{name}", n=counts[name]),
            key="filter",
            width="content",
        )
        with st.container(horizontal=True, width="content"):
            for exporter in exporters():
                if exporter.identifier in ("calendar", "workbook"):
                    st.download_button(
                        t(f"ui.kind.{exporter.identifier}"),
                        partial(exporter.render, report, session.language),
                        file_name=f"{exporter.identifier}.{exporter.extension}",
                        mime=exporter.media_type,
                        on_click="ignore",
                    )
    return chosen


def _matches(action: Action, chosen: str, dossier: Dossier) -> bool:
    commitment = dossier.commitments.get(action.criterion.id)
    return chosen == "all" or (commitment is not None and commitment.done is (chosen == "done"))


def _row(session: Session, dossier: Dossier, report: Report, number: int, action: Action) -> Dossier:
    criterion, commitment = action.criterion, dossier.commitments.get(action.criterion.id)
    with st.container(key=f"act_{criterion.id.replace('.', '_')}"):
        left, right = st.columns([0.66, 0.34], gap="large")
        left.html(_describe(session, report, number, action))
        with right:
            if commitment is not None:
                return _ask(session, dossier, criterion.id)
            label = session.t("ui.actions.take", n=number)
            if st.button(label, key=f"take_{criterion.id}", icon=":material/add:"):
                expected = dossier.stream.version(COMMITMENT + criterion.id)
                session.projects.take_action(session.actor, dossier.stream.id, criterion.id, Commitment(), expected)
                st.rerun()
    return dossier


def _describe(session: Session, report: Report, number: int, action: Action) -> str:
    t, criterion, scale = session.t, action.criterion, report.framework.scale
    tag = next(tag.label for tag in report.framework.action_tags if tag.id == criterion.next_action.tag)
    because = escape(t(f"because.{action.because}"))
    state, sign = ("unknown", "ask") if action.because is Because.GATE_UNKNOWN else ("repair", "warn")
    mark = f'<span class="kw-gate {state}">{icon(sign)} {because}</span>' if action.because in GATES else because
    if action.asks_for_evidence:
        what = t("cli.ask_evidence", examples=", ".join(criterion.evidence_examples))
    else:
        what = criterion.next_action.text
    goal = (
        t("ui.actions.ask_first")
        if action.to_level is None
        else t("ui.actions.goal", level=action.to_level, descriptor=criterion.descriptor(action.to_level))
    )
    return (
        f'<div class="kw-act"><span class="kw-num" aria-hidden="true">{number}</span><h3>{escape(criterion.title)}</h3>'
        f'<p class="meta">{mark}{_levels(session, action, scale)}<span class="kw-chip">{escape(tag)}</span></p>'
        f'<p>{escape(what)}</p><p class="to">{escape(goal)}</p></div>'
    )


def _levels(session: Session, action: Action, scale: Scale) -> str:
    if not isinstance(action.outcome, Counted) or action.to_level is None:
        return f'<span class="kw-lvl">{bars(None, scale)} ?</span>'
    here, there = action.outcome.counted, action.to_level
    to = escape(session.t("ui.actions.to"))
    return (
        f'<span class="kw-lvl">{bars(here, scale)} {here}</span><span class="to2">{to}</span>'
        f'<span class="kw-lvl">{bars(there, scale)} {there}</span>'
    )


def _ask(session: Session, dossier: Dossier, criterion: str) -> Dossier:
    """Who, by when, done: saved at once."""
    t, prefix = session.t, f"{dossier.stream.id}/{criterion}/taken"
    notice, screen, place = st.container(gap="small"), Screen(), _place(session, dossier, criterion)
    known = recall(place, f"{prefix}/who")
    left, right = st.columns(2, gap="small")
    key = screen.text(f"{prefix}/who", "who")
    who = left.text_input(t("ui.actions.who"), text_at(known, ("who",)), key=key, max_chars=200)

    def show_day(payload: Payload) -> str:
        return t.short_day(date.fromisoformat(payload["by"])) if payload.get("by") else ""

    by = right.text_input(t("ui.actions.by"), show_day(known), key=f"{prefix}/by", max_chars=10)
    day = read_day(by)
    if by.strip() and day is None:
        widgets.error(t("ui.bad_day"))
        written = known.get("by")  # half a date takes no date away
    else:
        screen.other(f"{prefix}/by", show_day)
        written = day.isoformat() if day else None
    key = screen.other(f"{prefix}/done", lambda payload: bool(payload.get("done")))
    done = st.checkbox(t("ui.actions.done"), bool(known.get("done")), key=key)
    typed = place.clean({"who": who, "by": written, "done": done})
    form = Form(place, typed, screen, partial(_describe_field, session))
    settled = settle_forms(session, [form], notice, f"_{criterion.replace('.', '_')}", is_narrow=True)[0]
    if settled.state is not State.CONFLICT:
        widgets.saved_mark(session, settled.whole)
    return settled.whole


def _place(session: Session, dossier: Dossier, criterion: str) -> Place[Dossier]:
    projects, actor, assessment = session.projects, session.actor, dossier.stream.id
    return Place(
        key=COMMITMENT + criterion,
        whole=dossier,
        stream=attrgetter("stream"),
        read=partial(projects.dossier, actor, assessment),
        save=lambda payload, expected: projects.take_action(
            actor, assessment, criterion, load(Commitment, payload), expected
        ),
        clean=lambda payload: dump(load(Commitment, payload)),
        blank=dump(Commitment()),
    )


def _describe_field(session: Session, name: str, value: Any) -> tuple[str, str]:
    t = session.t
    if name == "by":
        return t("ui.actions.by"), t.short_day(date.fromisoformat(value)) if value else ""
    if name == "done":
        return t("ui.actions.done"), t("workbook.yes" if value else "workbook.no")
    return t(f"ui.actions.{name}"), str(value or "")


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
