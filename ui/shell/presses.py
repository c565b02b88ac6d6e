"""Buttons that make something: what they make has its id before anybody presses, and is made once.

Whoever presses twice within a fifth of a second starts two runs that both find the button pressed, whatever became of
the first; the browser may even have gone to another page in between.
"""

from typing import Any

import streamlit as st

from ui.shell.session import Session


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
    return identifier if pressed else None
