"""The facts of a project: asked once, before the first point; changed whenever one likes."""

from functools import partial
from html import escape
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from framework.assessing.record import Moment, Project
from framework.instrument.model import Framework
from framework.language.texts import read_day
from framework.use_cases.codec import DETAILS, SETTING, Details, dump
from framework.use_cases.dossier import Dossier
from ui.shell import saving, widgets
from ui.shell.html import draw
from ui.shell.session import Session, assessment_id, find_dossier, go, open_session

Fact = TypeVar("Fact", Project, Details)


def begin(session: Session) -> None:
    """Ask for the facts of a new project; begin it as soon as it has a title."""
    t = session.t
    framework = session.current.in_language(session.language)
    with st.container(gap="small"):
        widgets.kicker(t("ui.details.new"))
        st.title(t("ui.details.title"), anchor=False)
        widgets.lead(t("ui.details.lead"))
    with st.container(key="form"):
        data = _ask(session, framework, None)
        moment = _ask_moment(session)
    if st.button(t("ui.details.start"), type="primary", key="begin"):
        project = _sound(Project, data)
        if project is None:
            widgets.error(t("ui.details.title_needed"))
        else:
            go("point", session.projects.start(session.actor, project, moment, session.current))
    widgets.small(t("ui.details.privacy"))
    widgets.footer(session)


def change(session: Session, dossier: Dossier) -> None:
    """Show the facts and save what is changed, at once."""
    t, framework = session.t, dossier.loaded.in_language(session.language)
    with st.container(gap="small"):
        widgets.kicker(t("ui.details.kicker"))
        st.title(widgets.as_written(dossier.assessment.project.title), anchor=False)
    form = st.container(key="form")
    with form:
        data = _ask(session, framework, dossier.assessment.project)
    kind = data.pop("document_type")
    details = _sound(Details, data)
    if details is None:
        widgets.error(t("ui.details.title_needed"))
    else:
        save = partial(session.projects.change_details, session.actor, dossier.stream.id, details)
        settled = saving.settle(DETAILS, dump(details), dossier.project, dossier, save)
        _tell(session, settled, DETAILS)
        dossier = settled.whole
    with form:
        dossier = _change_setting(session, dossier, kind)
    with st.container(key="stepbar", horizontal=True, vertical_alignment="center"):
        with st.container(key="saved"):
            widgets.saved_mark(session, dossier)
        with st.container(key="next_wrap", width="content"):
            if st.button(t("ui.details.on"), type="primary", icon=":material/arrow_forward:", key="next"):
                go("point", dossier.stream.id)
    widgets.footer(session)


def _ask(session: Session, framework: Framework, before: Project | None) -> dict[str, Any]:
    t, prefix = session.t, f"{assessment_id() or 'new'}/details"
    title = st.text_input(t("ui.details.name"), before.title if before else "", key=f"{prefix}/title", max_chars=200)
    organisation = st.text_input(
        t("ui.details.organisation"),
        (before.organisation or "") if before else "",
        key=f"{prefix}/organisation",
        max_chars=200,
    )
    kinds = {kind.id: kind for kind in framework.document_types}
    place = list(kinds).index(before.document_type) if before and before.document_type in kinds else 0
    kind = st.radio(
        t("ui.details.document_type"),
        list(kinds),
        index=place,
        format_func=lambda name: kinds[name].label,
        captions=[entry.explanation for entry in kinds.values()],
        key=f"{prefix}/kind",
    )
    summary = st.text_area(
        t("ui.details.summary"),
        (before.summary or "") if before else "",
        key=f"{prefix}/summary",
        height="content",
        max_chars=5_000,
    )
    return {"title": title, "organisation": organisation, "document_type": kind, "summary": summary}


def _ask_moment(session: Session) -> Moment:
    moments = list(Moment)
    chosen = st.selectbox(
        session.t("ui.details.moment"),
        [moment.value for moment in moments],
        index=moments.index(Moment.PROPOSAL),
        format_func=lambda name: session.t(f"moment.{name}").capitalize(),
        key="new/details/moment",
    )
    return Moment(chosen)


def _change_setting(session: Session, dossier: Dossier, kind: str) -> Dossier:
    """The document type and the day can change; the moment is what this assessment is about, and stays."""
    assessment, t = dossier.assessment, session.t
    widgets.facts([(t("ui.details.moment"), t(f"moment.{assessment.moment}").capitalize())])
    before_day = t.short_day(assessment.date)
    day = read_day(st.text_input(t("ui.details.day"), before_day, key=f"{dossier.stream.id}/day", max_chars=10))
    if day is None:
        widgets.error(t("ui.bad_day"))
        return dossier
    changes = {"document_type": kind, "date": day.isoformat()}
    typed = {**(dossier.stream.payload(SETTING) or {}), **changes}
    settled = saving.settle(
        SETTING,
        typed,
        dossier.stream,
        dossier,
        lambda expected: session.projects.change_setting(session.actor, dossier.stream.id, expected, **changes),
    )
    _tell(session, settled, SETTING)
    return settled.whole


def _tell(session: Session, settled: saving.Settled[Dossier], key: str) -> None:
    widgets.announce_saved(session, settled)
    if settled.state is saving.State.CONFLICT:
        draw(f'<div class="kw-alert" role="alert"><p>{escape(session.t("ui.conflict.text"))}</p></div>')
        if st.button(session.t("ui.conflict.keep_theirs"), key=f"theirs_{key}"):
            stream = settled.whole.project if key == DETAILS else settled.whole.stream
            saving.accept_stored(stream, key)
            for name in [n for n in st.session_state if str(n).startswith(f"{assessment_id()}/")]:
                del st.session_state[name]
            st.rerun()


def _sound(kind: type[Fact], data: dict[str, Any]) -> Fact | None:
    try:
        return kind(**data)
    except ValidationError:
        return None


session = open_session()
dossier = find_dossier(session)
if dossier is not None:
    change(session, dossier)
elif assessment_id() is None:
    begin(session)
else:
    widgets.nothing_here(session)
