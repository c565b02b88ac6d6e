"""Which closed check the mirror shows: its name, and a way to choose another, or those of a kind together."""

import streamlit as st

from framework.practice.together import name_choice, source_line
from framework.reporting.report import Report
from ui.shell import widgets
from ui.shell.session import Session, show_check

_FIELD = "which_check"


def tell_which(session: Session, report: Report) -> None:
    """Draw which check the mirror shows, and a choice where there is one; nothing where none was closed."""
    t, kept = session.t, report.kept
    if kept is None or not report.shown:
        return
    if len(kept.choices) > 1:
        shown = next(name for name, places in kept.choices.items() if places == report.chosen)
        st.session_state[_FIELD] = shown  # as the address says, whatever was chosen here before
        st.radio(
            t("check.which"),
            [*kept.choices][::-1],
            key=_FIELD,
            format_func=lambda choice: name_choice([report.assessment.opinions[n] for n in kept.choices[choice]], t),
            on_change=_choose,
            args=(kept.id,),
        )
    widgets.small(source_line(report.shown, t))


def _choose(assessment: str) -> None:
    show_check(assessment, st.session_state[_FIELD])
