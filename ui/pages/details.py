"""The facts of a project: asked once, before the first point; changed whenever one likes."""

from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

import streamlit as st

from framework.assessing.record import Moment, Project
from framework.instrument.model import Framework
from framework.language.texts import read_day
from framework.use_cases.codec import DETAILS, SETTING, dump, load
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.saving import Payload, Place, Screen, recall, text_at
from ui.shell.session import Session, assessment_id, find_dossier, go, open_session

_LABELS = {"title": "name", "organisation": "organisation", "summary": "summary"}


def begin(session: Session) -> None:
    """Ask for the facts of a new project; begin it as soon as it has a title."""
    t = session.t
    framework = session.current.in_language(session.language)
    with st.container(gap="small"):
        widgets.kicker(t("ui.details.new"))
        st.title(t("ui.details.title"), anchor=False)
        widgets.lead(t("ui.details.lead"))
    with st.container(key="form"):
        data = _ask(session, framework, {}, Screen())
        moment = _ask_moment(session, {}, Screen())
    if st.button(t("ui.details.start"), type="primary", key="begin"):
        project = _sound(data)
        if project is None:
            widgets.error(t("ui.details.title_needed"))
        else:
            go("point", session.projects.start(session.actor, project, moment, session.current))
    widgets.small(t("ui.details.privacy"))
    widgets.footer(session)


def change(session: Session, dossier: Dossier) -> None:
    """Show the facts and save what is changed, at once: some belong to the project, some to the assessment."""
    t, framework = session.t, dossier.loaded.in_language(session.language)
    with st.container(gap="small"):
        widgets.kicker(t("ui.details.kicker"))
        st.title(widgets.as_written(dossier.assessment.project.title), anchor=False)
    notice = st.container(gap="small")
    details, setting = _places(session, dossier)
    describe = partial(_describe, session, framework)
    forms = list[Form[Dossier]]()
    with st.container(key="form"):
        known, screen = recall(details, _key("title")), Screen()
        data = _ask(session, framework, known, screen)
        if _sound(data) is None:
            widgets.error(t("ui.details.title_needed"))
        else:
            forms.append(Form(details, details.clean(data), screen, describe))
        known, screen = recall(setting, _key("day")), Screen()
        data = known | _ask_setting(session, known, screen)
        forms.append(Form(setting, setting.clean(data), screen, describe))
    dossier = settle_forms(session, forms, notice)[-1].whole
    with st.container(key="stepbar", horizontal=True, vertical_alignment="center"):
        with st.container(key="saved"):
            widgets.saved_mark(session, dossier)
        with st.container(key="next_wrap", width="content"):
            if st.button(t("ui.details.on"), type="primary", icon=":material/arrow_forward:", key="next"):
                go("point", dossier.stream.id)
    widgets.footer(session)


def _places(session: Session, dossier: Dossier) -> tuple[Place[Dossier], Place[Dossier]]:
    """Where the facts of the project are kept, and the setting of this assessment."""
    projects, actor, assessment = session.projects, session.actor, dossier.stream.id
    read = partial(projects.dossier, actor, assessment)
    details = Place(
        key=DETAILS,
        whole=dossier,
        stream=attrgetter("project"),
        read=read,
        save=lambda payload, expected: projects.change_details(actor, assessment, load(Project, payload), expected),
        clean=lambda payload: dump(load(Project, payload)),
        blank={},
    )
    setting = Place(
        key=SETTING,
        whole=dossier,
        stream=attrgetter("stream"),
        read=read,
        save=lambda payload, expected: projects.change_setting(actor, assessment, expected, **payload),
        clean=dict,
        blank={},
    )
    return details, setting


def _ask(session: Session, framework: Framework, known: Payload, screen: Screen) -> Payload:
    t = session.t

    def line(name: str) -> str:
        key = screen.text(_key(name), name)
        return st.text_input(t(f"ui.details.{_LABELS[name]}"), text_at(known, (name,)), key=key, max_chars=200) or ""

    title, organisation = line("title"), line("organisation")
    kinds = {kind.id: kind for kind in framework.document_types}
    before = known.get("document_type")
    kind = st.radio(
        t("ui.details.document_type"),
        list(kinds),
        index=list(kinds).index(before) if before in kinds else 0,
        format_func=lambda name: kinds[name].label,
        captions=[entry.explanation for entry in kinds.values()],
        key=screen.other(_key("kind"), lambda payload: payload.get("document_type")),
    )
    summary = st.text_area(
        t("ui.details.summary"),
        text_at(known, ("summary",)),
        key=screen.text(_key("summary"), "summary"),
        height="content",
        max_chars=5_000,
    )
    return {"title": title, "organisation": organisation, "document_type": kind, "summary": summary or ""}


def _ask_moment(session: Session, known: Payload, screen: Screen) -> Moment:
    moments = [moment.value for moment in Moment]
    chosen = st.selectbox(
        session.t("ui.details.moment"),
        moments,
        index=moments.index(known.get("moment", Moment.PROPOSAL)),
        format_func=lambda name: session.t(f"moment.{name}").capitalize(),
        key=screen.other(_key("moment"), lambda payload: payload.get("moment")),
    )
    return Moment(chosen)


def _ask_setting(session: Session, known: Payload, screen: Screen) -> Payload:
    t = session.t
    moment = _ask_moment(session, known, screen)

    def show_day(payload: Payload) -> str:
        return t.short_day(date.fromisoformat(payload["date"])) if payload.get("date") else ""

    day = read_day(st.text_input(t("ui.details.day"), show_day(known), key=_key("day"), max_chars=10))
    if day is None:
        widgets.error(t("ui.bad_day"))
        return {"moment": moment.value}
    screen.other(_key("day"), show_day)
    return {"moment": moment.value, "date": day.isoformat()}


def _describe(session: Session, framework: Framework, name: str, value: Any) -> tuple[str, str]:
    t = session.t
    if name == "document_type":
        return t("ui.details.document_type"), next((k.label for k in framework.document_types if k.id == value), "")
    if name == "moment":
        return t("ui.details.moment"), t(f"moment.{value}").capitalize() if value else ""
    if name == "date":
        return t("ui.details.day"), t.short_day(date.fromisoformat(value)) if value else ""
    return t(f"ui.details.{_LABELS.get(name, name)}"), str(value or "")


def _key(name: str) -> str:
    return f"{assessment_id() or 'new'}/details/{name}"


def _sound(data: Payload) -> Project | None:
    try:
        return load(Project, data)
    except ValueError:
        return None


session = open_session()
dossier = find_dossier(session)
if dossier is not None:
    change(session, dossier)
elif assessment_id() is None:
    begin(session)
else:
    widgets.nothing_here(session)
