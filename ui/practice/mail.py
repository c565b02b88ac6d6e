"""A mail to invite people with: ready to copy or to open in one's own mail program; nothing is sent from here."""

from hashlib import sha256
from html import escape
from urllib.parse import quote

import streamlit as st

from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.practice.mail import write_mail, write_subject
from framework.use_cases.check import Check
from ui.practice.links import Links
from ui.shell import widgets
from ui.shell.html import draw
from ui.shell.session import Session


def show_mail(session: Session, check: Check, links: Links) -> None:
    """Draw the mail, folded, in the language of the invitation."""
    t, theirs, asked = session.t, texts(check.invitation.language), len(check.statements())
    url = links.join[0]
    text = write_mail(check.project_title, check.invitation, theirs, asked=asked, url=url)
    with st.expander(t("ui.check.mail"), key="mail"):
        widgets.small(t("ui.check.mail_lead"))
        # the key holds what the text is made of, and no link: another link is another text
        made_of = sha256(text.encode()).hexdigest()
        st.text_area(t("ui.check.mail_text"), text, key=f"mail/{check.id}/{made_of}", height="content")
        if check.invitation.kind is not Kind.PERSONAL:
            address = f"mailto:?subject={quote(write_subject(theirs))}&body={quote(text)}"
            draw(f'<p><a href="{escape(address)}">{escape(t("ui.check.mail_open"))}</a></p>')
