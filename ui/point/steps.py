"""The bar under a point: back, all points, the saved mark, and onward."""

import streamlit as st

from framework.instrument.model import Criterion, Framework
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.drawings import overview
from ui.shell.html import draw
from ui.shell.session import Session, go
from ui.shell.ways import Ways

Turns = dict[str, tuple[str, str | None]]


def find_ways(dossier: Dossier, criterion: Criterion) -> Turns:
    """Where the buttons back and next lead: a page, and a point on it."""
    asked = [point.id for point in dossier.asked]
    place = asked.index(criterion.id)
    back = ("point", asked[place - 1]) if place else ("details", None)
    onward = ("point", asked[place + 1]) if place + 1 < len(asked) else ("profile", None)
    return {"back": back, "next": onward}


def turn(dossier: Dossier, ways: Turns) -> None:
    """Go where a pressed button leads: after what was typed is saved, and before the rest is drawn for nothing."""
    for name, (page, point) in ways.items():
        if st.session_state.get(name):
            go(page, dossier.stream.id, point)


def draw_bar(
    session: Session,
    dossier: Dossier,
    framework: Framework,
    criterion: Criterion,
    ways: Turns,
) -> None:
    """Back, all points, the saved mark, and onward: always in sight. See `turn` for what the buttons do.

    Onward is seen last and comes first by keyboard: whoever answers by keyboard is a single press from it.
    """
    t = session.t
    with st.container(key="stepbar", horizontal=True, vertical_alignment="center"):
        with st.container(key="next_wrap", width="content"):
            label = t("ui.next" if ways["next"][1] else "ui.to_profile")
            st.button(label, type="primary", icon=":material/arrow_forward:", icon_position="right", key="next")
        st.button(t("ui.back"), icon=":material/arrow_back:", key="back")
        _overview(session, dossier, framework, criterion)
        with st.container(key="saved"):
            widgets.saved_mark(session, dossier)


def _overview(session: Session, dossier: Dossier, framework: Framework, here: Criterion) -> None:
    """All points, to go to; drawn once someone opens it, since every run pays for it."""
    t = session.t
    with st.popover(t("ui.overview"), key=f"overview_{here.id}", on_change="rerun") as popover:
        if not popover.open:
            return
        with st.container(key="points"):
            draw(overview(dossier, framework, here, Ways(dossier.stream.id, "point"), t))
