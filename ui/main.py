"""What surrounds each page of the table in `ui/shell/ways.py`."""

import logging

import streamlit as st

from framework.errors import ANSWERS_CLOSED, Unavailable
from ui.shell import bridge, saving
from ui.shell.html import draw
from ui.shell.presses import begin_presses
from ui.shell.session import Finished, begin_page, name_page, open_session
from ui.shell.style import stylesheet
from ui.shell.ways import PAGES, landing
from ui.shell.widgets import error, tell_unsaved, topbar
from ui.shell.wiring import TURN


def show() -> None:
    """Draw the page that the address names, with everything around it."""
    session = open_session()
    t = session.t
    begin_page()
    pages = {
        name: st.Page(f"pages/{name}.py", title=t(f"ui.title.{name}"), url_path=path or None, default=not path)
        for name, _, path in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    begin_presses()
    here, place = next((name, place) for name, place, _ in PAGES if pages[name] == chosen)
    st.set_page_config(layout="wide")
    draw(f"<style>{stylesheet(session.current.framework, t('ui.states_heading'))}</style>")
    topbar(session, pages, place)
    saving.begin_run()
    try:
        chosen.run()
    except Finished:
        pass
    except Unavailable as failed:
        logging.getLogger("kaderwijzer").error("the store was not to be had for the page %s: %s", here, failed)
        if failed.code in ANSWERS_CLOSED:
            error(t(f"storage.trouble.{failed.code}", **failed.details))
        else:
            tell_unsaved(session)
    except Exception:
        logging.getLogger("kaderwijzer").exception("a page failed: %s", here)
        error(t("ui.something_failed"))
    saving.finish_run()
    point = str(st.query_params.get("p", ""))
    title = name_page(chosen.title, t("ui.name"))
    st.set_page_config(page_title=title)
    bridge.place(
        page=f"{here}/{st.query_params.get('a', '')}/{point}",
        lang=session.language,
        title=title,
        landing=landing(point),
        announce=str(st.session_state.get("announce", "")),
        count=int(st.session_state.get("announced", 0)) + int(st.session_state.get("refreshed", 0)),
        again=bool(st.session_state.get("unsaved")),
    )
    saving.run_again_to_show()


# One after another: Python computes one thing at a time, and whoever shares it with others waits longest of all.
with TURN:
    show()
