"""The made-up example: a project with a closed practice check, to see what professionals give back."""

from html import escape
from pathlib import Path

import streamlit as st

from intake.demo_file import Demo, read_demo
from ui.shell.session import Session, go

FOLDER = Path(__file__).resolve().parents[2] / "criteria"


def show_demo(session: Session) -> None:
    """Offer the made-up example in the reader's language, where the framework has one; it opens as a copy."""
    t, name = session.t, session.current.framework.id
    for number, path in enumerate(sorted((FOLDER / name / "demo").glob(f"*.{session.language}.yaml"))):
        with st.container(key=f"card_demo_{number}"):
            left, right = st.columns([0.7, 0.3], gap="large", vertical_alignment="center")
            title, text = escape(t("ui.start.demo")), escape(t("ui.start.demo_text"))
            left.html(f'<div class="kw-door"><h3 class="kw-h3">{title}</h3><p>{text}</p></div>')
            if right.button(t("ui.start.open_demo"), key=f"open_demo_{number}", width="stretch"):
                _open(session, read_demo(path, session.projects.library))


def _open(session: Session, demo: Demo) -> None:
    made = session.practice.take_in_example(
        session.actor, demo.record, demo.loaded, text=demo.invitation, responses=demo.responses, told=demo.told
    )
    go("profile", made)
