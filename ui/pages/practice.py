"""Ask professionals: the practice checks of a project, and a new one."""

from html import escape

import streamlit as st

from framework.errors import Faults
from framework.practice.invitation import Invitation
from framework.use_cases.check import Check
from framework.use_cases.dossier import Dossier
from ui.practice import invitation
from ui.practice.preview import show_preview
from ui.practice.texts import show_read_in
from ui.shell import widgets
from ui.shell.faults import FormFaults
from ui.shell.html import draw
from ui.shell.presses import make_button
from ui.shell.session import Session, find_dossier, go, open_session
from ui.shell.ways import draw_steps
from ui.shell.wiring import get_public_url


def show(session: Session, dossier: Dossier) -> None:
    """Draw the checks there are, the latest first, then the form of a new one."""
    t = session.t
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.practice.kicker"), dossier.assessment.project.title)
        st.title(t("ui.practice.title"), anchor=False)
        widgets.lead(t("ui.practice.lead"))
    checks = session.practice.checks(session.actor, dossier.stream.id)
    if checks:
        st.header(t("ui.practice.yours"), anchor=False)
    for check in checks:
        _row(session, dossier, check)
    show_read_in(session, dossier)
    st.header(t("ui.practice.new"), anchor=False)
    if get_public_url() is None:
        draw(f'<div class="kw-statusnote"><p>{escape(t("ui.practice.no_links"))}</p></div>')
    with st.container(key="form"):
        faults = FormFaults(session, "open_check")
        draft, dossier = invitation.ask(session, dossier, faults)
        show_preview(session, dossier, draft)
        identifier = make_button(session, t("ui.practice.open"), type="primary", key="open_check")
        if identifier or faults.stand:
            made = invitation.make(draft, session.language, t, session.today)
            if isinstance(made, dict):
                found = {invitation.field_key(dossier, name): words for name, words in made.items()}
            else:
                found = _open(session, dossier, made, identifier) if identifier else {}
            faults.tell(found, pressed=identifier is not None)
    widgets.footer(session)


def _row(session: Session, dossier: Dossier, check: Check) -> None:
    t, sent = session.t, session.t("ui.practice.sent", n=check.sent)
    words = (
        t("ui.practice.closed", day=t.day(check.results.closed), sent=sent)
        if check.results
        else t("ui.practice.about", day=check.invitation.until(t, session.zone), sent=sent)
    )
    with st.container(key=f"card_check_{check.id}", gap="xsmall"):
        arrow = ":material/arrow_forward:"
        if st.button(check.name(t), key=f"look_{check.id}", type="tertiary", icon=arrow):
            go("check", dossier.stream.id, check.id)
        widgets.small(words)


def _open(session: Session, dossier: Dossier, made: Invitation, identifier: str) -> dict[str, str]:
    """Open the check and go there; where that cannot be, return what to say of which field."""
    with_links = get_public_url() is not None
    try:
        opened = session.practice.open(
            session.actor, dossier.stream.id, made, with_links=with_links, identifier=identifier
        )
    except Faults:
        return {invitation.field_key(dossier, "expires"): session.t("ui.practice.past")}
    go("check", dossier.stream.id, opened.check.id)
    return {}


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
