"""Which closed check the mirror shows: its name, and a way to choose another, or those of a kind together."""

from functools import partial

import streamlit as st

from framework.assessing.beside import Kind
from framework.language.texts import Texts
from framework.practice.together import name_check, name_kind, source_line
from framework.reporting.report import Report
from framework.use_cases.dossier import Dossier
from framework.use_cases.mirrors import Mirrors
from ui.shell import widgets
from ui.shell.session import Session, show_check

_FIELD = "which_check"


def tell_which(session: Session, dossier: Dossier, report: Report) -> None:
    """Draw which check the mirror shows, and a choice where there is one; nothing where none was closed."""
    mirrors = session.projects.mirrors(session.actor, dossier)
    if not mirrors.checks:
        return
    if len(mirrors.choices) > 1:
        last = (len(mirrors.checks) - 1,)
        shown = next(name for name, places in mirrors.choices.items() if places == (report.chosen or last))
        st.session_state[_FIELD] = shown  # as the address says, whatever was chosen here before
        st.radio(
            session.t("check.which"),
            [*mirrors.choices][::-1],
            key=_FIELD,
            format_func=partial(_name, mirrors, session.t),
            on_change=_choose,
            args=(dossier.stream.id,),
        )
    widgets.small(source_line(report.shown, session.t))


def _name(mirrors: Mirrors, t: Texts, choice: str) -> str:
    places = mirrors.choices[choice]
    first, *others = places
    if others:
        return name_kind(Kind(choice), len(places), t)
    return name_check(mirrors.checks[first], t)


def _choose(assessment: str) -> None:
    show_check(assessment, st.session_state[_FIELD])
