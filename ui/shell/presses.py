"""Buttons that make something: what they make has its id before anybody presses, and is made once.

Whoever presses twice within a fifth of a second starts two runs that both find the button pressed, whatever became of
the first; the browser may even have gone to another page in between.
"""

from typing import Any

import streamlit as st

from ui.shell.session import PRESSED, WENT, Session


def make_button(session: Session, label: str, *, key: str, **look: Any) -> str | None:
    """Draw a button; return the id of what its press makes, and nothing while it is not pressed.

    Further presses give the same id, until the button is drawn again unpressed: then it is for another thing. `look` is
    how the button looks, as `st.button` takes it.
    """
    pressed, place = st.button(label, key=key, **look), f"{key}/makes"
    identifier, served = st.session_state.get(place, ("", True))
    if served and (not pressed or not identifier):
        identifier = session.projects.new_id()
    st.session_state[place] = identifier, pressed
    if pressed:
        st.session_state[PRESSED] = key
        return identifier
    st.session_state.get(WENT, {}).pop(key, None)
    return None


def begin_presses() -> None:
    """Nothing is pressed yet; or a button is once more, whose page the first press left: go where that one led.

    The second run would draw the page of the button anew, by now about what the first press made.
    """
    st.session_state[PRESSED] = None
    for key, (page, query) in st.session_state.get(WENT, {}).items():
        if st.session_state.get(key):
            st.switch_page(page, query_params=query)
