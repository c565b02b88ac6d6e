"""A question table: its agenda from the mirror and the weakest points, and what came of it."""

from collections.abc import Callable
from functools import partial
from html import escape
from operator import attrgetter

import streamlit as st

from exports.documents.agenda import agenda_docx, agenda_pdf
from framework.assessing.beside import TableNotes
from framework.practice.agenda import Agenda, Point, ground_line, make_agenda
from framework.reporting.report import Report
from framework.use_cases.codec import TABLE_NOTES
from framework.use_cases.dossier import Dossier
from ui.practice.links import DOCX
from ui.practice.table_notes import ask_table_notes, place_notes
from ui.practice.which import tell_which
from ui.shell import widgets
from ui.shell.downloads import File, download
from ui.shell.drawings import level_mark, point_title
from ui.shell.html import draw
from ui.shell.session import Session, find_dossier, go, open_session
from ui.shell.ways import draw_steps


def show(session: Session, dossier: Dossier) -> None:
    """Draw the agenda round by round, each point with room for table notes."""
    t, report = session.t, session.report_on(dossier)
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.roundtable.kicker"), dossier.assessment.project.title)
        st.title(t("ui.roundtable.title"), anchor=False)
        widgets.lead(t("ui.roundtable.lead"))
    if report.scored == 0:
        draw(f'<div class="kw-empty"><p>{escape(t("ui.roundtable.empty"))}</p></div>')
    else:
        _agenda(session, dossier, report)
    widgets.footer(session)


def _agenda(session: Session, dossier: Dossier, report: Report) -> None:
    t = session.t
    agenda = _plan(session, report)
    tell_which(session, report)
    if report.mirror is None:
        widgets.small(t("ui.roundtable.no_mirror"))
        if st.button(t("ui.mirror.ask"), key="ask_practice"):
            go("practice", dossier.stream.id)
    _downloads(session, dossier)
    for plan in agenda.rounds:
        minutes = t("agenda.minutes", n=plan.minutes)
        st.header(t("ui.roundtable.round", step=t(f"agenda.step.{plan.round}"), minutes=minutes), anchor=False)
        if not plan.points:
            widgets.small(t("agenda.empty"))
        for point in plan.points:
            dossier = _point(session, dossier, report, point)
    _earlier(session, dossier, report, {point.criterion.id for point in agenda.points})


def _downloads(session: Session, dossier: Dossier) -> None:
    title = dossier.assessment.project.title
    with st.container(horizontal=True, gap="small"):
        for suffix, mime, write in (("pdf", "application/pdf", agenda_pdf), ("docx", DOCX, agenda_docx)):
            download(
                session,
                session.t("ui.roundtable.agenda", suffix=suffix.upper()),
                partial(_write, session, session.reporter(dossier.stream.id), write),
                File(title, session.t("export.name.roundtable"), suffix, mime),
                f"agenda_{suffix}",
            )


def _write(session: Session, report: Callable[[], Report], write: Callable[[Agenda, str], bytes]) -> bytes:
    return write(_plan(session, report()), session.language)


def _plan(session: Session, report: Report) -> Agenda:
    return make_agenda(report, session.projects.library.questions(report.framework.id))


def _point(session: Session, dossier: Dossier, report: Report, point: Point) -> Dossier:
    t, criterion = session.t, point.criterion
    with st.container(key=f"card_point_{criterion.id.replace('.', '_')}"):
        questions = "".join(f"<li>{escape(question)}</li>" for question in point.questions)
        why = escape(ground_line(point, report.framework, t))
        draw(
            f'<div class="kw-point"><h3 class="kw-h3">{escape(point_title(criterion, report.framework, t))}</h3>'
            f'<p class="kw-small">{level_mark(point.outcome, report.framework.scale)}<span>{why}</span></p>'
            f'<ul class="kw-bullets">{questions}</ul></div>'
        )
        with st.expander(t("ui.roundtable.table_notes"), key=f"outcome_{criterion.id}"):
            return _ask_notes(session, dossier, criterion.id)


def _ask_notes(session: Session, dossier: Dossier, criterion: str) -> Dossier:
    """What the table said of a point: it stands beside that point, and is never evidence."""
    t = session.t
    place = place_notes(
        TABLE_NOTES + criterion,
        dossier,
        attrgetter("stream"),
        partial(session.projects.dossier, session.actor, dossier.stream.id),
        partial(session.projects.keep_table_notes, session.actor, dossier.stream.id, criterion),
    )
    dossier = ask_table_notes(session, (t("ui.roundtable.heard"), t("ui.roundtable.changes")), place)
    if not dossier.table_notes.get(criterion, TableNotes()).is_blank:
        widgets.small(t("ui.table.stands"))
    return dossier


def _earlier(session: Session, dossier: Dossier, report: Report, shown: set[str]) -> None:
    """What was noted of points that are no longer on the agenda, since they improved."""
    others = [name for name, notes in dossier.table_notes.items() if name not in shown and notes != TableNotes()]
    if not others:
        return
    st.header(session.t("ui.roundtable.went"), anchor=False)
    for name in others:
        with st.expander(
            widgets.as_written(point_title(report.framework.by_id[name], report.framework, session.t)),
            key=f"went_{name}",
        ):
            dossier = _ask_notes(session, dossier, name)


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
