"""The facts of a project: asked once, before the first point; changed whenever one likes."""

from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

import streamlit as st

from framework.assessing.record import Moment, Project, Scope
from framework.errors import NotWhole
from framework.instrument.model import Framework
from framework.language.days import LONGEST_DAY, NoDay, read_day
from framework.use_cases.as_typed import KeptDetails, read_typed
from framework.use_cases.codec import AS_TYPED, DETAILS, SETTING, Details, load
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.depth import agree
from ui.shell.faults import FormFaults
from ui.shell.fields import Payload, longest, text_at
from ui.shell.presses import make_button
from ui.shell.saving import Place, Screen, as_typed, carry_over, hold_back, recall
from ui.shell.session import Session, assessment_id, find_dossier, go, open_session
from ui.shell.ways import draw_steps

_LABELS = {"title": "name", "organisation": "organisation", "summary": "summary"}


def begin(session: Session) -> None:
    """Ask for the facts of a new project; begin it as soon as it has a title."""
    t = session.t
    framework = session.current.in_language(session.language)
    draw_steps(t, "details", None)
    with st.container(gap="small"):
        widgets.kicker(t("ui.details.new"))
        st.title(t("ui.details.title"), anchor=False)
        widgets.lead(t("ui.details.lead"))
    faults = FormFaults(session, "begin")
    with st.container(key="form"):
        data = _ask_names(session, {}, Screen(), faults)
        kind = _ask_kind(session, framework, {}, Screen())
        data |= _ask_summary(session, {}, Screen())
        moment = _ask_moment(session)
    made = make_button(session, t("ui.details.start"), type="primary", key="begin")
    if made and _is_sound(data):
        project = load(Project, {**data, "document_type": kind})
        go("point", session.projects.start(session.actor, project, moment, session.current, identifier=made))
    if made or faults.stand:
        found = {} if _is_sound(data) else {_key("title"): t("ui.details.title_needed")}
        faults.tell(found, pressed=made is not None)
    widgets.small(t("ui.details.privacy"))
    widgets.footer(session)


def change(session: Session, dossier: Dossier) -> None:
    """Show the facts and save what is changed, at once: some belong to the project, some to the assessment."""
    t, framework = session.t, dossier.loaded.in_language(session.language)
    draw_steps(t, "details", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.details.kicker"))
        st.title(widgets.as_written(dossier.assessment.project.title), anchor=False)
    notice = st.container(gap="small")
    details, setting = _places(session, dossier)
    describe = partial(_describe, session, framework)
    facts, setup = Screen(), Screen()
    known, chosen = recall(details, _key("title")), recall(setting, _key("day"))
    with st.container(key="form"):
        data = _ask_names(session, known, facts)
        set_up = {"document_type": _ask_kind(session, framework, chosen, setup)}
        below_kind = st.container()
        set_up["scope"] = _ask_depth(session, framework, chosen, setup)
        is_other_kind = set_up["document_type"] != chosen["document_type"]
        with below_kind if is_other_kind else st.container():
            back = _key("kind" if is_other_kind else "depth")
            if not agree(session, dossier, set_up, partial(_leave, dict(chosen)), back=back):
                set_up = {name: chosen[name] for name in set_up}
        data |= _ask_summary(session, known, facts)
        widgets.facts([(t("ui.details.moment_fixed"), t(f"moment.{dossier.assessment.moment}").capitalize())])
        day = _ask_day(session, chosen, setup)
        data[AS_TYPED] = {"title": data.pop("title")}
        forms = [
            Form(details, carry_over(details, data), facts, describe),
            Form(setting, carry_over(setting, {**set_up, **day}), setup, describe),
        ]
    dossier = settle_forms(session, forms, notice)[-1].whole
    _draw_bar(session, dossier)
    widgets.footer(session)


def _draw_bar(session: Session, dossier: Dossier) -> None:
    """The saved mark, and onward."""
    with st.container(key="stepbar", horizontal=True, vertical_alignment="center"):
        with st.container(key="saved"):
            widgets.saved_mark(session, dossier)
        with st.container(key="next_wrap", width="content"):
            if st.button(session.t("ui.details.on"), type="primary", icon=":material/arrow_forward:", key="next"):
                go("point", dossier.stream.id)


def _places(session: Session, dossier: Dossier) -> tuple[Place[Dossier], Place[Dossier]]:
    """Where the facts of the project are kept, and the setting of this assessment."""
    projects, actor, assessment = session.projects, session.actor, dossier.stream.id
    read = partial(projects.dossier, actor, assessment)
    details = Place(
        key=DETAILS,
        whole=dossier,
        stream=attrgetter("project"),
        read=read,
        save=lambda payload, expected: projects.change_details(actor, assessment, load(KeptDetails, payload), expected),
        clean=partial(read_typed, DETAILS),
        blank={},
    )
    setting = Place(
        key=SETTING,
        whole=dossier,
        stream=attrgetter("stream"),
        read=read,
        save=lambda payload, expected: projects.change_setting(
            actor, assessment, expected, **{AS_TYPED: None, **payload}
        ),
        clean=partial(read_typed, SETTING),
        blank={},
    )
    return details, setting


def _ask_names(session: Session, known: Payload, screen: Screen, faults: FormFaults | None = None) -> dict[str, Any]:
    """What the research is called, and whose it is."""
    return {name: _line(session, known, screen, name, faults) for name in ("title", "organisation")}


def _line(session: Session, known: Payload, screen: Screen, name: str, faults: FormFaults | None) -> str:
    key = _key(name)
    if name == "title":
        screen.typed(key, name, _show_title)
    else:
        screen.text(key, name)
    label = session.t(f"ui.details.{_LABELS[name]}")
    text = st.text_input(label, screen.shows[key](known), key=key, max_chars=longest(Details, name)) or ""
    if faults:
        faults.below(key)
    elif name == "title" and not _is_sound({name: text}):
        widgets.error(session.t("ui.details.title_needed"), key)
        hold_back("ui.unsaved.as_typed")
    return text


def _ask_summary(session: Session, known: Payload, screen: Screen) -> dict[str, Any]:
    key = screen.text(_key("summary"), "summary")
    label, before = session.t("ui.details.summary"), text_at(known, ("summary",))
    return {
        "summary": st.text_area(label, before, key=key, height="content", max_chars=longest(Details, "summary")) or ""
    }


def _ask_kind(session: Session, framework: Framework, known: Payload, screen: Screen) -> str:
    """What kind of text is judged: it belongs to the assessment, not to the project."""
    kinds = {kind.id: kind for kind in framework.document_types}
    before = known.get("document_type")
    return st.radio(
        session.t("ui.details.document_type"),
        list(kinds),
        index=list(kinds).index(before) if before in kinds else 0,
        format_func=lambda name: widgets.as_written(kinds[name].label),
        captions=[widgets.as_written(entry.explanation) for entry in kinds.values()],
        key=screen.other(_key("kind"), lambda payload: payload.get("document_type")),
    )


def _ask_depth(session: Session, framework: Framework, known: Payload, screen: Screen) -> str:
    """How much of the framework is asked; one can always go back, since what was answered stays."""
    t, scopes = session.t, [scope.value for scope in Scope]
    counts = {Scope.CORE: sum(c.is_core for c in framework.criteria), Scope.FULL: len(framework.criteria)}
    return st.radio(
        t("ui.details.depth"),
        scopes,
        index=scopes.index(known["scope"]),
        format_func=lambda scope: t(f"scope.{scope}"),
        captions=[t(f"ui.details.depths.{scope}", n=counts[scope]) for scope in Scope],
        key=screen.other(_key("depth"), lambda payload: payload.get("scope")),
    )


def _leave(known: Payload) -> None:
    """Put back on the screen what is kept."""
    st.session_state[_key("kind")], st.session_state[_key("depth")] = known["document_type"], known["scope"]


def _ask_moment(session: Session) -> Moment:
    """Which moment a new assessment is about; it never changes after."""
    moments = [moment.value for moment in Moment]
    chosen = st.selectbox(
        session.t("ui.details.moment"),
        moments,
        index=moments.index(Moment.PROPOSAL),
        format_func=lambda name: session.t(f"moment.{name}").capitalize(),
        key=_key("moment"),
    )
    return Moment(chosen)


def _ask_day(session: Session, known: Payload, screen: Screen) -> dict[str, Any]:
    key = screen.typed(_key("day"), "date", partial(_show_day, session))
    label = session.t("ui.details.day")
    text = st.text_input(label, screen.shows[key](known), key=key, max_chars=LONGEST_DAY) or ""
    day = read_day(text)
    if isinstance(day, NoDay):
        widgets.error(day.tell(session.t, session.today), key)
        hold_back("ui.unsaved.as_typed")
    return {AS_TYPED: {"date": text}}


def _show_day(session: Session, payload: Payload) -> str:
    return session.t.short_day(date.fromisoformat(payload["date"])) if payload.get("date") else ""


def _show_title(payload: Payload) -> str:
    return text_at(payload, ("title",))


def _describe(session: Session, framework: Framework, name: str, value: Any) -> tuple[str, str]:
    t = session.t
    if name == "document_type":
        return t("ui.details.document_type"), next((k.label for k in framework.document_types if k.id == value), "")
    if name == "scope":
        return t("ui.details.depth"), t(f"scope.{value}") if value else ""
    if name == "date":
        return t("ui.details.day"), as_typed(name, partial(_show_day, session), value or {})
    if name == "title":
        return t("ui.details.name"), as_typed(name, _show_title, value or {})
    return t(f"ui.details.{_LABELS.get(name, name)}"), str(value or "")


def _key(name: str) -> str:
    return f"{assessment_id() or 'new'}/details/{name}"


def _is_sound(data: Payload) -> bool:
    try:
        load(Details, data)
    except NotWhole:
        return False
    return True


session = open_session()
dossier = find_dossier(session)
if dossier is not None:
    change(session, dossier)
elif assessment_id() is None:
    begin(session)
else:
    widgets.nothing_here(session)
