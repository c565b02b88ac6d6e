"""The made-up example: a project with a closed practice check, to see what professionals give back."""

from html import escape
from pathlib import Path

import streamlit as st

from framework.instrument.library import Library
from intake.demo_file import Demo, read_demo
from intake.examples import MADE_UP, read_fitting
from ui.shell.presses import make_button
from ui.shell.session import Session, go

FOLDER = Path(__file__).resolve().parents[2] / "criteria"


def show_demo(session: Session) -> None:
    """Offer the made-up example in the reader's language, where the framework has one; it opens as a copy."""
    t = session.t
    if not has_demo(session):
        return
    with st.container(key="card_demo"):
        left, right = st.columns([0.7, 0.3], gap="large", vertical_alignment="center")
        title, text = escape(t("ui.start.demo")), escape(t("ui.start.demo_text"))
        left.html(f'<div class="kw-door"><h3 class="kw-h3">{title}</h3><p>{text}</p></div>')
        with right:
            open_demo(session, t("ui.start.open_demo"), "profile", key="open_demo")


def has_demo(session: Session) -> bool:
    """Whether the framework has a made-up example in the reader's language."""
    return bool(_demos(session))


def open_demo(session: Session, label: str, page: str, *, key: str) -> None:
    """Draw a button that opens a copy of the made-up example at a page of `ui/pages`."""
    if made := make_button(session, label, key=key, width="stretch"):
        _open(session, _demos(session)[0], made, page)


def _demos(session: Session) -> list[Demo]:
    known = session.projects.known
    hashes = tuple(loaded.content_hash for loaded in known)
    return _read_demos(session.current.framework.id, hashes, session.language, known)


@st.cache_resource(show_spinner=False)
def _read_demos(framework: str, hashes: tuple[str, ...], language: str, _known: Library) -> list[Demo]:
    """Read the made-up examples once for all contents that are known: the hashes are there for the cache."""
    paths = (FOLDER / framework / MADE_UP).glob(f"*.{language}.yaml")
    return list(read_fitting(read_demo, paths, _known))


def _open(session: Session, demo: Demo, identifier: str, page: str) -> None:
    made = session.practice.take_in_example(
        session.actor,
        demo.record,
        demo.loaded,
        text=demo.invitation,
        responses=demo.responses,
        told=demo.told,
        identifier=identifier,
    )
    go(page, made)
