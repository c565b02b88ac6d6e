"""One practice check: how people take part, how many did, closing it once, and what was done with it."""

from contextlib import suppress
from functools import partial
from operator import attrgetter

import streamlit as st

from framework.assessing.beside import DISCLOSURE_THRESHOLD, Kind, Told
from framework.errors import Ended
from framework.keeping.ballot_box import Link
from framework.use_cases.check import Check
from framework.use_cases.codec import TOLD, dump, load
from framework.use_cases.dossier import Dossier
from ui.practice.check_page import draw_check_page
from ui.practice.links import show_links
from ui.practice.mail import show_mail
from ui.practice.results import show_results
from ui.practice.table_notes import area, keep
from ui.shell import widgets
from ui.shell.conflict import Form
from ui.shell.fields import longest, text_at
from ui.shell.saving import Place, Screen, carry_over, recall
from ui.shell.session import Session, go
from ui.shell.ways import draw_steps


def show(session: Session, dossier: Dossier, check: Check) -> None:
    """Draw an open check with what can be done, or a closed one with what it says."""
    t = session.t
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.title.check"), check.name(t))
        st.title(widgets.as_written(check.project_title), anchor=False)
        widgets.lead(check.invitation.summary)
        facts = [(t("ui.check.moment"), t(f"moment.{check.moment}").capitalize())]
        if check.invitation.stage:
            facts.append((t("ui.check.stage"), t(f"ui.practice.stages.{check.invitation.stage}")))
        widgets.facts(facts)
    if check.results:
        show_results(session, dossier, check, check.results)
    else:
        _open(session, dossier, check)
    _told(session, check)
    _erase(session, dossier, check)
    widgets.footer(session)


def _open(session: Session, dossier: Dossier, check: Check) -> None:
    t, kind = session.t, check.invitation.kind
    links = session.practice.links(session.actor, check.id)
    st.header(t("ui.check.now"), anchor=False)
    facts = [(t("ui.check.fact.sent"), t("ui.practice.sent", n=check.sent))]
    if kind is Kind.PERSONAL and links:
        used = sum(link.is_used for link in links)
        facts.append((t("ui.check.fact.links"), t("ui.check.used", n=used, of=len(links))))
    widgets.facts([*facts, (t("ui.check.fact.until"), check.invitation.until(t, session.zone))])
    widgets.small(t("ui.check.wait"))
    if kind in (Kind.OPEN, Kind.GROUP):
        widgets.small(t("ui.check.open_link" if kind is Kind.OPEN else "ui.check.group_how"))
    if links_known := show_links(session, check):
        show_mail(session, check, links_known)
    with st.container(horizontal=True, gap="small"):
        if st.button(t("ui.check.paper"), key="paper"):
            go("paper", dossier.stream.id, check.id)
        _renew(session, check, links)
        _close(session, check)


def _renew(session: Session, check: Check, links: tuple[Link, ...]) -> None:
    if not links:
        return
    with st.popover(session.t("ui.check.renew"), key="renew_links"):
        widgets.small(session.t("ui.check.renew_sure"))
        if begun := session.practice.begun(session.actor, check.id):
            widgets.small(session.t("ui.check.renew_begun", n=begun))
        if st.button(session.t("ui.check.renew_now"), key="renew_now"):
            session.practice.renew_links(session.actor, check.id)
            st.rerun()


def _close(session: Session, check: Check) -> None:
    t = session.t
    with st.popover(t("ui.check.close"), key="close_check"):
        widgets.small(t("ui.check.close_sure"))
        if check.sent < DISCLOSURE_THRESHOLD:
            widgets.small(t("ui.check.close_few", sent=t("ui.practice.sent", n=check.sent), least=DISCLOSURE_THRESHOLD))
        if st.button(t("ui.check.close_now"), key="close_now", type="primary"):
            with suppress(Ended):  # closed elsewhere just now: what it says is drawn next
                session.practice.close(session.actor, check.id)
            st.rerun()


def _told(session: Session, check: Check) -> None:
    t = session.t
    st.header(t("ui.check.told"), anchor=False)
    widgets.small(t("ui.check.told_lead"))
    with st.container(key="form"):
        notice, screen = st.container(gap="small"), Screen()
        place = Place(
            key=TOLD,
            whole=check,
            stream=attrgetter("stream"),
            read=partial(session.practice.check, session.actor, check.id),
            save=lambda payload, expected: session.practice.tell(
                session.actor, check.id, load(Told, payload), expected
            ),
            clean=lambda payload: dump(load(Told, payload)) if payload.get("text") else payload,
            blank={"text": ""},
        )
        known = recall(place, f"{check.id}/told")
        label, key = t("ui.check.told_text"), screen.text(f"{check.id}/told", "text")
        text = area(label, text_at(known, ("text",)), key, longest(Told, "text")).strip()
        typed = carry_over(place, {"text": text} if text else {})  # an empty field takes back nothing that was told
        form = Form(place, typed, screen, lambda _, value: (label, str(value or "")))
        keep(session, form, notice)


def _erase(session: Session, dossier: Dossier, check: Check) -> None:
    with st.popover(session.t("ui.check.erase"), key="erase_check"):
        widgets.small(session.t("ui.check.erase_sure"))
        if st.button(session.t("ui.check.erase_now"), key="erase_now"):
            session.practice.erase(session.actor, check.id)
            go("practice", dossier.stream.id)


draw_check_page(show)
