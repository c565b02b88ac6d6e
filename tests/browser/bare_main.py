"""Two pages with the least on them, to try the shell: fields that save, announcements, focus, language, title."""

import streamlit as st

from ui.shell import bridge

FIELDS = ("note", "place", "loose")


@st.cache_resource
def kept() -> dict[str, str]:
    """What was saved, for all tabs."""
    return {}


def draw_field(name: str) -> None:
    """A field that is saved as it is typed; `loose` has no save for when its page is left."""
    ask = st.text_area if name == "note" else st.text_input
    typed = ask(name, value=kept().get(name, ""), key=f"{name}.a")
    if typed != kept().get(name, ""):
        kept()[name] = typed
        st.session_state["count"] = st.session_state.get("count", 0) + 1
    if name != "loose":
        bridge.keep(f"{name}.a", lambda text: kept().__setitem__(name, text))


def first() -> None:
    """Page with fields."""
    st.title("First", anchor=False)
    for name in FIELDS:
        draw_field(name)
    st.html(f'<p id="kept">{kept()}</p>')
    if st.button("Forward"):
        st.switch_page(pages[1])


def second() -> None:
    """Page to go to."""
    st.title("Second", anchor=False)
    st.button("Again")


pages = [st.Page(first, default=True), st.Page(second, url_path="kader")]
chosen = st.navigation(pages, position="hidden")
language = st.segmented_control("Language", ["nl", "en"], default=st.context.cookies.get("kw_lang", "nl"))
chosen.run()
count = st.session_state.get("count", 0)
title = f"{chosen.title} – Kaderwijzer"
st.set_page_config(page_title=title)
bridge.place(
    page=chosen.title, lang=language or "nl", title=title, announce="Opgeslagen 14:03" if count else "", count=count
)
