"""What a closed practice check says: answers, texts, and the table notes of a group."""

from collections.abc import Callable
from functools import partial
from operator import attrgetter

import streamlit as st

from exports.documents.group import group_docx, group_pdf
from framework.assessing.beside import Kind, Results
from framework.practice.opinions import no_numbers_line
from framework.use_cases.check import Check
from framework.use_cases.codec import TABLE_NOTES
from framework.use_cases.dossier import Dossier
from ui.practice.links import DOCX
from ui.practice.opinions import results_table
from ui.practice.table_notes import ask_table_notes, place_notes
from ui.shell import widgets
from ui.shell.downloads import File, download
from ui.shell.html import draw
from ui.shell.session import Session, go


def show_results(session: Session, dossier: Dossier, check: Check, results: Results) -> None:
    """Draw the answers, the way to the texts, the table notes of a group, and what to do with it next."""
    t, framework = session.t, check.framework(session.language)
    statements = check.statements(session.language)
    st.header(t("ui.check.results"), anchor=False)
    widgets.small(t("ui.practice.sent", n=results.sent) + ". " + t("ui.mirror.opinions"))
    if results.unreadable:
        widgets.small(t("ui.check.unreadable", n=results.unreadable))
    words = [(criterion.id, criterion.professional_statement or "") for criterion in statements]
    draw(results_table(results, words, framework, t))
    if results.nearly_all:
        widgets.small(no_numbers_line(t))
    _texts(session, dossier, check, results)
    with st.container(horizontal=True, gap="small"):
        if st.button(t("ui.check.to_profile"), type="primary", key="to_profile"):
            go("profile", dossier.stream.id, check=check.id)
        if st.button(t("ui.check.to_table"), key="to_table"):
            go("roundtable", dossier.stream.id, check=check.id)
        for suffix, mime, write in (("pdf", "application/pdf", group_pdf), ("docx", DOCX, group_docx)):
            download(
                session,
                t("ui.check.report", suffix=suffix.upper()),
                partial(_write, session, check.id, write),
                File(check.project_title, t("export.name.check"), suffix, mime),
                f"report_{suffix}",
            )
    if check.invitation.kind is Kind.GROUP:
        _table_notes(session, check)


def _texts(session: Session, dossier: Dossier, check: Check, results: Results) -> None:
    """Lead to what people wrote: it stands on a page of its own, away from how the answers lie."""
    t = session.t
    if not results.has_texts:
        widgets.small(t("ui.check.texts_none"))
        return
    if st.button(t("ui.mirror.texts"), key="to_texts"):
        go("written", dossier.stream.id, check.id)


def _write(session: Session, identifier: str, write: Callable[..., bytes]) -> bytes:
    check = session.practice.check(session.actor, identifier)
    framework = check.framework(session.language)
    held = (check.project_title, check.invitation, check.results, check.table_notes, check.told)
    return write(framework, *held, session.language, began=check.began)


def _table_notes(session: Session, check: Check) -> None:
    t = session.t
    st.header(t("ui.check.table_notes"), anchor=False)
    for criterion in check.statements(session.language):
        labels = (t("ui.check.heard", title=criterion.title), t("ui.check.changes", title=criterion.title))
        statement = widgets.as_written(criterion.professional_statement or criterion.title)
        with st.expander(statement, key=f"harvest_{criterion.id}"):
            place = place_notes(
                TABLE_NOTES + criterion.id,
                check,
                attrgetter("stream"),
                partial(session.practice.check, session.actor, check.id),
                partial(session.practice.keep_table_notes, session.actor, check.id, criterion.id),
            )
            check = ask_table_notes(session, labels, place)
