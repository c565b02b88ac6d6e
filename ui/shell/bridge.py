"""The bridge to the browser: saves while typing, moves focus, announces, and names language and title of the page.

Streamlit commits a text area on blur or Ctrl+Enter only, drops focus on a change of page, has no live region, and sends
nothing when a lost connection comes back. One small component in `bridge.js` mends these.
"""

import secrets
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from framework.language.texts import texts
from ui.shell.html import widget_class
from ui.shell.ways import follow
from ui.shell.wiring import Save, get_drafts

_SESSION, _AIM = "_kw_bridge_session", "_kw_bridge_aim"
_mount = component("kaderwijzer_bridge", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def place(
    *, page: str, lang: str, title: str, landing: str = "", announce: str = "", count: int = 0, again: bool = False
) -> None:
    """Place the bridge: once in every full run, after the page was chosen.

    Focus goes to the `h1` whenever `page` differs from the run before, so it names everything that makes a page another
    one, such as the criterion; or to the element with the id `landing` where the page has it. `announce` is spoken once
    for each new `count`, also when the words are the same. Where a link was pressed, this goes there. `again` asks for
    another run after a few seconds: something could not be saved in this one.
    """
    drafts = get_drafts()
    data = {"page": page, "lang": lang, "title": title, "announce": announce, "count": count, "again": again}
    data |= {"landing": landing, "aim": st.session_state.get(_AIM, "")}
    data |= {"session": _session(), "route": drafts.route if drafts else ""}
    data |= {name: texts(lang)(f"web.{name}") for name in ("offline", "too_long")}
    mounted = _mount(key="kw_bridge", data=data, on_reconnected_change=_run_again, on_way_change=_run_again)
    if mounted.way:
        follow(mounted.way)


def aim(widget: str) -> None:
    """Move the focus, once this run is drawn, to the widget with this key, or to the first in the container."""
    count = int(str(st.session_state.get(_AIM, "")).partition(" ")[0] or 0) + 1
    st.session_state[_AIM] = f"{count} {_class_of(widget)}"


def _run_again() -> None:
    """Do nothing: what is wanted is the run that comes with it and brings what stands on the screen."""


def keep(key: str, save: Save) -> None:
    """Let `save` take the last words of the text widget `key` when its page is left before they were sent.

    It is called from another thread, so without `st`, with the whole text; those words may have been saved already.
    """
    if drafts := get_drafts():
        drafts.keep(_session(), _class_of(key), save)


def _class_of(key: str) -> str:
    """Return what Streamlit makes of a key in the class of its element."""
    return widget_class(key).removeprefix("st-key-")


def _session() -> str:
    """The unguessable key of this tab: any website can reach localhost, and none of them knows this."""
    return st.session_state.setdefault(_SESSION, secrets.token_urlsafe(32))
