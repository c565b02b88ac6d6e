"""My research: every project of this reader, and a way to begin one."""

from html import escape

import streamlit as st

from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.html import draw
from ui.shell.session import Session, address, go, open_session


def show(session: Session) -> None:
    """Draw the list, the one changed last first."""
    t = session.t
    st.title(t("ui.research.title"), anchor=False)
    dossiers = session.projects.mine(session.actor)
    if not dossiers:
        draw(f'<div class="kw-empty"><p>{escape(t("ui.research.empty"))}</p></div>')
    for dossier in dossiers:
        _one(session, dossier)
    if st.button(t("ui.research.new"), type="primary", icon=":material/add:", key="new"):
        st.session_state.pop("assessment", None)
        go("details")
    widgets.footer(session)


def _one(session: Session, dossier: Dossier) -> None:
    t, identifier, project = session.t, dossier.stream.id, dossier.assessment.project
    with st.container(key=f"card_{identifier}"):
        st.header(widgets.as_written(project.title), anchor=False)
        progress = widgets.progress(session, dossier)
        saved = t("ui.saved_on", moment=session.day_and_clock(dossier.saved_at))
        widgets.small(f"{t(f'scope.{dossier.assessment.scope}')}. {progress}. {saved}.")
        with st.container(horizontal=True, gap="medium"):
            for page in ("point", "profile", "actions", "practice", "roundtable", "details"):
                st.page_link(f"pages/{page}.py", label=t(f"ui.research.{page}"), query_params=address(identifier))
            with st.popover(t("ui.research.erase"), key=f"erase_{identifier}"):
                widgets.small(t("ui.research.erase_sure", title=project.title))
                if st.button(t("ui.research.erase_now"), key=f"erase_now_{identifier}"):
                    session.projects.erase(session.actor, identifier)
                    st.session_state.pop("assessment", None)
                    st.rerun()


show(open_session())
