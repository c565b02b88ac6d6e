"""What people wrote in a closed practice check: a page of its own, apart from how the answers lie."""

import streamlit as st

from framework.use_cases.check import Check
from framework.use_cases.dossier import Dossier
from ui.practice.check_page import draw_check_page
from ui.practice.texts import show_texts
from ui.shell import widgets
from ui.shell.session import Session, go
from ui.shell.ways import draw_steps


def show(session: Session, dossier: Dossier, check: Check) -> None:
    """Draw the texts under what they answer, and the way back to the check."""
    t = session.t
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.title.check"), check.name(t))
        st.title(t("ui.check.texts"), anchor=False)
    if check.results:
        asked = check.statements(session.language)
        show_texts(t, check.results, {criterion.id: criterion.title for criterion in asked})
    else:
        widgets.small(t("ui.check.wait"))
    if st.button(t("ui.check.to_check"), key="to_check"):
        go("check", dossier.stream.id, check.id)
    widgets.footer(session)


draw_check_page(show)
