"""The links of an open practice check, for whoever made them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from exports.documents.cards.links import link_cards_pdf
from exports.documents.cards.talk import talk_cards_pdf
from exports.documents.invitation import invitation_docx, invitation_pdf
from exports.drawing.qr import qr_png
from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.use_cases.check import Check
from framework.use_cases.practice import Hidden
from ui.shell import widgets
from ui.shell.downloads import File, download
from ui.shell.html import draw
from ui.shell.session import Session
from ui.shell.wiring import get_public_url

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one check."""

    join: tuple[str, ...]
    lead: str | None


def links_of(session: Session, check: Check) -> Links | Hidden | None:
    """Return the addresses of a check to whoever made them, or why not; nothing where there is no public address."""
    public = get_public_url()
    if public is None:
        return None
    opened = session.practice.opened(session.actor, check.id)
    if opened.hidden:
        return opened.hidden
    lead = _address(public, opened.lead) if opened.lead else None
    return Links(tuple(_address(public, token) for token in opened.links), lead)


def _address(public: str, token: str) -> str:
    return f"{public.rstrip('/')}/p/{token}"


def show_links(session: Session, check: Check) -> Links | None:
    """Draw how people take part: the links to whoever made them, the printed form always; return the links."""
    t, found = session.t, links_of(session, check)
    links = found if isinstance(found, Links) else None
    st.header(t("ui.check.links"), anchor=False)
    if links is None:
        widgets.small(t(f"ui.check.links_hidden.{found}") if found else t("ui.practice.no_links"))
    else:
        widgets.small(t("ui.check.links_now"))
        if links.lead:
            widgets.small(t("ui.check.links_lead"))
        _known(session, check, links)
    _forms(session, check, links, are_out=found not in (None, Hidden.NONE))
    return links


def _known(session: Session, check: Check, links: Links) -> None:
    t = session.t
    if check.invitation.kind is Kind.PERSONAL:
        widgets.small(t("ui.check.personal", n=len(links.join)))
        file = File(check.project_title, t("export.name.links"), "txt", "text/plain")
        with st.container(horizontal=True, gap="small"):
            name = texts(check.invitation.language)("export.name.link_cards")
            cards = File(check.project_title, name, "pdf", PDF)
            download(session, t("ui.check.link_cards"), partial(_write_links, check, links.join), cards, "link_cards")
            download(session, t("ui.check.download_links"), partial("\n".join, links.join), file, "links")
        return
    left, right = st.columns([0.7, 0.3], gap="large", vertical_alignment="center")
    with left:
        draw(f'<p class="kw-h3">{escape(t("ui.check.join"))}</p>')
        draw(f'<p class="kw-code">{escape(links.join[0])}</p>')
        if links.lead:
            draw(f'<p class="kw-h3">{escape(t("ui.check.lead"))}</p>')
            draw(f'<p class="kw-code">{escape(links.lead)}</p>')
    right.image(qr_png(links.join[0]), width=200, alt=t("ui.check.qr"))


def _forms(session: Session, check: Check, links: Links | None, *, are_out: bool) -> None:
    """The invitation with its paper form; a personal link stands on none, since each is for one person."""
    t, invitation = session.t, check.invitation
    is_personal = invitation.kind is Kind.PERSONAL
    url = links.join[0] if links and not is_personal else ""
    if not url:
        why = "no_link" if not are_out else "no_link_personal" if is_personal else "no_link_hidden"
        widgets.small(t(f"ui.check.{why}"))
    with st.container(horizontal=True, gap="small"):
        for suffix, mime, write in (
            ("pdf", PDF, invitation_pdf),
            ("docx", DOCX, invitation_docx),
        ):
            download(
                session,
                t("ui.check.invitation", suffix=suffix.upper()),
                partial(_write, session, check.id, url, write),
                File(check.project_title, texts(invitation.language)("export.name.invitation"), suffix, mime),
                f"invitation_{suffix}",
            )
        if invitation.kind is Kind.GROUP:
            file = File(check.project_title, texts(invitation.language)("export.name.talk_cards"), "pdf", PDF)
            write = partial(_write_talk, session, check)
            download(session, t("ui.check.talk_cards"), write, file, "talk_cards")


def _write_links(check: Check, urls: Sequence[str]) -> bytes:
    return link_cards_pdf(check.project_title, check.invitation, urls, check.invitation.language)


def _write_talk(session: Session, check: Check) -> bytes:
    language, ask = check.invitation.language, partial(session.practice.questions, check)
    return talk_cards_pdf(check.framework(), check.project_title, check.statements(), ask, language)


def _write(session: Session, identifier: str, url: str, write: Callable[..., bytes]) -> bytes:
    check = session.practice.check(session.actor, identifier)
    language = check.invitation.language
    return write(check.framework(), check.project_title, check.invitation, url, language)
