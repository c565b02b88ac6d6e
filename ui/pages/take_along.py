"""Take along: the assessment as files, those that people take most first."""

from html import escape

import streamlit as st

from exports.catalogue import exporters
from framework.language.phrases import join_words
from framework.reporting.report import Report
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.downloads import show_some
from ui.shell.drawings import icon
from ui.shell.html import draw
from ui.shell.session import Session, find_dossier, open_session
from ui.shell.ways import draw_steps

TAKEN_MOST = (("infographic", "pdf"), ("card", "png"), ("report", "pdf"), ("workbook", "xlsx"), ("record", "json"))


def show(session: Session, dossier: Dossier) -> None:
    """Draw the page from the report only."""
    t, report = session.t, session.report_on(dossier)
    draw_steps(t, "take_along", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.title.take_along"), dossier.assessment.project.title)
        st.title(t("ui.take_along.title"), anchor=False)
        widgets.lead(t("ui.take_along.lead"))
    if report.scored == 0:
        draw(f'<div class="kw-empty"><p>{escape(t("ui.profile.empty"))}</p></div>')
    _say_what_waits(session, dossier, report)
    _downloads(session, dossier, report)
    widgets.footer(session)


def _say_what_waits(session: Session, dossier: Dossier, report: Report) -> None:
    """What was chosen and travels in no file, since it does not count yet."""
    if dossier.left_out:
        titles = [report.framework.by_id[criterion.id].title for criterion in dossier.left_out]
        words = session.t("export.waiting", n=len(titles), titles=join_words(titles, session.t))
        draw(f'<p class="kw-ask">{icon("ask")}<span>{escape(words)}</span></p>')


def _downloads(session: Session, dossier: Dossier, report: Report) -> None:
    """What people take most, in that order, and every other form."""
    found = {(exporter.identifier, exporter.extension): exporter for exporter in exporters()}
    first = [found[name] for name in TAKEN_MOST if name in found]
    others = [exporter for exporter in found.values() if exporter not in first]
    st.header(session.t("ui.take_along.most"), anchor=False)
    show_some(session, dossier, report, first)
    st.header(session.t("ui.profile.other_forms"), anchor=False)
    show_some(session, dossier, report, others, told={exporter.identifier for exporter in first})


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
