"""Who is here, in which language, and with which assessment. Streamlit's session state is a wire, never a memory."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from framework.errors import Unavailable, Unknown
from framework.instrument.loader import LoadedFramework
from framework.language.texts import Texts, languages, texts
from framework.people.person import Actor
from framework.practice.invitation import HOME
from framework.reporting.report import Report
from framework.use_cases.check import Check
from framework.use_cases.dossier import Dossier
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from ui.shell.wiring import get_actor, get_practice, get_projects

LANGUAGE_COOKIE = "kw_lang"
_CHECK, _SHOWN = "c", "shown_checks"  # in the address, and by assessment: what its mirror shows
PRESSED, WENT = "pressed", "went"  # the button that this run answers; where the presses of buttons led


@dataclass(frozen=True, slots=True)
class Session:
    """What every page needs: the use cases, who is acting, and the words."""

    projects: Projects
    practice: Practice
    actor: Actor
    t: Texts

    @property
    def language(self) -> str:
        """The language of the screens."""
        return self.t.language

    def report_on(self, dossier: Dossier) -> Report:
        """Return the report of an assessment that was read just now, its mirror showing what was chosen here."""
        return self.projects.report_on(self.actor, dossier, self.language, shown_check(dossier.stream.id))

    def reporter(self, assessment: str) -> Callable[[], Report]:
        """Return what reports on an assessment as it stands then, its mirror showing what is shown here now.

        A file is made apart from this tab: which check it shows is to be known beforehand.
        """
        return partial(self.projects.report, self.actor, assessment, self.language, shown_check(assessment))

    @property
    def current(self) -> LoadedFramework:
        """The framework that new assessments are made with: the first one that is loaded."""
        return next(iter(self.projects.library))

    @property
    def zone(self) -> str:
        """The name of the reader's own time zone."""
        return str(self.actor.zone)

    @property
    def today(self) -> date:
        """The day that it is where the reader is."""
        return self.day(self.projects.clock())

    def day(self, moment: datetime) -> date:
        """Return the day of `moment` where the reader is."""
        return self.actor.day(moment)

    def clock(self, moment: datetime) -> str:
        """Return the time of `moment` as the reader's own clock shows it: 14:03."""
        return moment.astimezone(self.actor.zone).strftime("%H:%M")

    def day_and_clock(self, moment: datetime) -> str:
        """Return day and time of `moment` on the reader's own clock."""
        here = moment.astimezone(self.actor.zone)
        return f"{self.t.day(here.date())}, {here:%H:%M}"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or HOME)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(HOME)


def open_session() -> Session:
    """Return the session of this run; Dutch, unless the reader chose another language."""
    chosen = st.session_state.get("language") or st.context.cookies.get(LANGUAGE_COOKIE)
    actor = replace(get_actor(), zone=_zone())
    return Session(get_projects(), get_practice(), actor, texts(chosen if chosen in languages() else "nl"))


def switch_language() -> None:
    """Turn to the other language, for this tab now and for later visits."""
    others = [code for code in languages() if code != open_session().language]
    st.session_state["language"] = others[0]


def assessment_id() -> str | None:
    """Return the assessment that the address names, else the one this tab had open."""
    named = st.query_params.get("a") or st.session_state.get("assessment")
    return str(named)[:200] if named else None


def find_dossier(session: Session) -> Dossier | None:
    """Return the assessment this tab is about; nothing where there is none, or none of this reader's."""
    identifier = assessment_id()
    if identifier is None:
        return None
    try:
        dossier = session.projects.dossier(session.actor, identifier)
    except Unknown:
        return None
    except Unavailable as failed:  # what stands on the screen would go with the page: draw it over what was seen last
        dossier = st.session_state.get("seen")
        if dossier is None or dossier.stream.id != identifier:
            raise
        logging.getLogger("kaderwijzer").error("an assessment could not be read: %s", failed)
        st.session_state["from_memory"] = True
    st.session_state["assessment"], st.session_state["seen"] = identifier, dossier
    call_page(project=dossier.assessment.project.title)
    return dossier


class Finished(Exception):
    """A page is drawn before its function ends; what comes after every page still does."""


def begin_page(name: str | None = None) -> None:
    """Begin a page that has no name but that of its kind, or this one."""
    st.session_state["called"] = {"point": name} if name else {}


def call_page(**names: str) -> None:
    """Let the title of the page say what it is about: its `point`, its `project`."""
    st.session_state.setdefault("called", {}).update(names)


def name_page(kind: str, application: str) -> str:
    """Return the title of the page: what it is, in which project, and of which application."""
    called: dict[str, str] = st.session_state.get("called", {})
    names = (called.get("point", kind), called.get("project"), application)
    return " – ".join(name for name in names if name)


def find_check(session: Session, dossier: Dossier | None) -> Check | None:
    """Return the practice check that the address names, where it is one of this project."""
    try:
        found = session.practice.check(session.actor, str(st.query_params.get("p", ""))[:200])
    except Unknown:
        return None
    return found if dossier is not None and found.stream.parent == dossier.project.id else None


def go(page: str, assessment: str | None = None, point: str | None = None, check: str | None = None) -> None:
    """Go to a page of `ui/pages`, with the assessment, the point and the check in the address. Ends this run."""
    where, query = f"pages/{page}.py", address(assessment, point, check)
    if pressed := st.session_state.get(PRESSED):
        st.session_state.setdefault(WENT, {})[pressed] = where, query
    st.switch_page(where, query_params=query)


def address(assessment: str | None, point: str | None = None, check: str | None = None) -> dict[str, str]:
    """Return the query of an address."""
    return {key: value for key, value in (("a", assessment), ("p", point), (_CHECK, check)) if value}


def shown_check(assessment: str) -> str | None:
    """Return what the mirror of an assessment shows here: as the address names it, or as chosen before in this tab."""
    chosen: dict[str, str] = st.session_state.setdefault(_SHOWN, {})
    if named := str(st.query_params.get(_CHECK, ""))[:200]:
        chosen[assessment] = named
    return chosen.get(assessment)


def show_check(assessment: str, check: str) -> None:
    """Show another check in the mirror of an assessment, from the next run on."""
    st.session_state.setdefault(_SHOWN, {})[assessment] = st.query_params[_CHECK] = check
