"""Read in a record from elsewhere: first what is in it, then, when you say so, as a project of your own."""

from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from framework.assessing.record import Assessment
from framework.errors import Faults, NoProfile
from framework.instrument.loader import LoadedFramework
from framework.reporting.report import make_report
from framework.reporting.wording import headline, summary
from intake.apart import read_upload
from ui.shell import widgets
from ui.shell.drawings import strip
from ui.shell.html import draw
from ui.shell.presses import make_button
from ui.shell.session import Session, go, open_session
from ui.shell.wiring import out_of_turn

Reading = tuple[Assessment, LoadedFramework] | Faults


def show(session: Session) -> None:
    """Ask for a file, show what it holds or every fault in it; nothing is stored before the button is pressed."""
    t = session.t
    st.title(t("ui.read_in.title"), anchor=False)
    widgets.lead(t("ui.read_in.lead"))
    upload = st.file_uploader(t("ui.read_in.file"), type=["json", "yaml", "yml"], key="file")
    if upload is None:
        widgets.footer(session)
        return
    try:
        record, loaded = _read(session, upload)
        report = make_report(loaded, record, session.language)
    except Faults as found:
        widgets.faults(session, found)
    except NoProfile:
        widgets.error(t("cli.no_profile"))
    else:
        st.header(widgets.as_written(record.project.title), anchor=False)
        widgets.small(f"{headline(report, t)}. {summary(report, t)}")
        for profile in report.profiles:
            draw(f"<p>{escape(profile.phase.title)}</p>{strip(profile, report.framework, t)}")
        if made := make_button(session, t("ui.read_in.keep"), type="primary", key="keep"):
            go("profile", session.projects.take_in(session.actor, record, loaded, identifier=made))
    widgets.footer(session)


def _read(session: Session, upload: UploadedFile) -> tuple[Assessment, LoadedFramework]:
    """Read a file once, while others' pages go on being drawn; raises `Faults`, the same ones again in later runs."""
    held: tuple[str, Reading] | None = st.session_state.get("read")
    if held is None or held[0] != upload.file_id:
        with st.spinner(session.t("ui.read_in.reading")), out_of_turn():
            held = (upload.file_id, _parse(session, upload))
        st.session_state["read"] = held
    if isinstance(held[1], Faults):
        raise held[1]
    return held[1]


def _parse(session: Session, upload: UploadedFile) -> Reading:
    try:
        return read_upload(upload.getvalue(), upload.name, session.projects.known)
    except Faults as found:
        return found


show(open_session())
