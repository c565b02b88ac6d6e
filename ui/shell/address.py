"""What the address of a tab carries, to outlive the server: the versions that the tab knows, and other small things."""

from hashlib import sha256

import streamlit as st

_CARRIED, _SEPARATOR = "v", "~"


def begin_run() -> None:
    """Carry nothing yet."""
    st.session_state["marks"] = {}


def finish_run() -> None:
    """Put into the address what this run carries (a hidden field, bound to it)."""
    marks: dict[str, str] = st.session_state.get("marks", {})
    if marks:
        st.session_state[_CARRIED] = _SEPARATOR.join(f"{digest(name)}.{mark}" for name, mark in marks.items())
        with st.container(key="carried"):
            st.text_input(_CARRIED, key=_CARRIED, bind="query-params", label_visibility="collapsed")


def carry(name: str, value: str) -> None:
    """Let the address carry something small that a form needs again when the server forgot this tab."""
    st.session_state.setdefault("marks", {})[name] = value


def carried(name: str) -> str | None:
    """Return what the address carries under a name; nothing where there is no such thing."""
    marks = str(st.query_params.get(_CARRIED, "")).split(_SEPARATOR)
    return next((mark.partition(".")[2] for mark in marks if mark.partition(".")[0] == digest(name)), None)


def digest(name: str) -> str:
    """Return a short name in place of a long one."""
    return sha256(name.encode()).hexdigest()[:8]
