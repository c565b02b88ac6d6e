"""The form of a new practice check: kept while it is typed, and made into an invitation once it is whole."""

from datetime import date, timedelta
from functools import partial
from html import escape

import streamlit as st

from framework.language.texts import read_day
from framework.practice.invitation import MOST_PEOPLE, Invitation, InvitationDraft, Kind
from framework.practice.readability import Ease, ease_lines, read_ease
from framework.use_cases.codec import INVITATION_DRAFT, dump
from framework.use_cases.dossier import Dossier
from ui.shell import saving, widgets
from ui.shell.drawings import icon
from ui.shell.html import draw
from ui.shell.session import Session

DAYS = 21
LONGEST_SUMMARY = 2_000
NEEDED = ("summary", "asker", "why", "contact", "expires")


def ask(session: Session, dossier: Dossier) -> tuple[InvitationDraft, Dossier]:
    """Draw the form over what was typed before, keep what is typed now, and return it."""
    proposed = _propose(session, dossier)
    typed = _fields(session, dossier, proposed if dossier.stream.version(INVITATION_DRAFT) == 0 else dossier.invitation)
    if typed == proposed and dossier.stream.version(INVITATION_DRAFT) == 0:
        return typed, dossier  # nobody typed anything yet
    save = partial(session.projects.keep_invitation, session.actor, dossier.stream.id, typed)
    settled = saving.settle(INVITATION_DRAFT, dump(typed), dossier.stream, dossier, save)
    widgets.announce_saved(session, settled)
    if settled.state is saving.State.CONFLICT:
        widgets.error(session.t("ui.conflict.text"))
    else:
        widgets.saved_mark(session, settled.whole)
    return typed, settled.whole


def _propose(session: Session, dossier: Dossier) -> InvitationDraft:
    """What is known already: the project's own words, and three weeks to answer."""
    project = dossier.assessment.project
    last = session.projects.clock().date() + timedelta(days=DAYS)
    summary = project.summary if len(project.summary or "") <= LONGEST_SUMMARY else None
    return InvitationDraft(summary=summary, asker=project.organisation, expires=session.t.short_day(last))


def _fields(session: Session, dossier: Dossier, before: InvitationDraft) -> InvitationDraft:
    t = session.t
    kinds = [kind.value for kind in Kind]
    kind = st.radio(
        t("ui.practice.kind_label"),
        kinds,
        index=kinds.index(before.kind),
        format_func=lambda name: t(f"ui.practice.kind.{name}"),
        captions=[t(f"ui.practice.kind_caption.{name}") for name in kinds],
        key=_key(dossier, "kind"),
    )
    summary = st.text_area(
        t("ui.practice.summary"),
        before.summary or "",
        key=_key(dossier, "summary"),
        max_chars=LONGEST_SUMMARY,
        height="content",
    )
    _tell_ease(session, summary)
    lines = {name: _line(session, dossier, before, name) for name in ("asker", "why", "contact")}
    lines["people"] = _line(
        session, dossier, before, "people", label="people_needed" if kind == Kind.PERSONAL else "people", most=4
    )
    left, right = st.columns(2, gap="small")
    with left:
        lines["expires"] = _line(session, dossier, before, "expires", most=10)
    with right:
        lines["promised"] = _line(session, dossier, before, "promised", most=10)
    return InvitationDraft(kind=Kind(kind), summary=summary, **lines)


def _line(
    session: Session, dossier: Dossier, before: InvitationDraft, name: str, *, label: str = "", most: int = 200
) -> str:
    stored = getattr(before, name) or ""
    text = st.text_input(session.t(f"ui.practice.{label or name}"), stored, key=_key(dossier, name), max_chars=most)
    if name in ("expires", "promised") and text.strip() and read_day(text) is None:
        widgets.error(session.t("ui.bad_day"))
    return text


def _key(dossier: Dossier, name: str) -> str:
    return f"{dossier.stream.id}/invitation/{name}"


def _tell_ease(session: Session, text: str) -> None:
    """How easy the text reads, as it is typed."""
    ease = read_ease(text, session.language)
    if isinstance(ease, Ease):
        sign = "check" if ease.is_easy else "up"
        lines = " ".join(escape(line) for line in ease_lines(ease, session.t))
        draw(f'<p class="kw-small">{icon(sign)} {lines}</p>')


def make(draft: InvitationDraft, language: str) -> Invitation | tuple[str, ...]:
    """Return the invitation that a draft makes, or the names of the fields that still miss something."""
    people = read_number(draft.people)
    days = {name: read_day(getattr(draft, name) or "") for name in ("expires", "promised")}
    missing = [name for name in NEEDED if not getattr(draft, name) or (name == "expires" and days[name] is None)]
    if draft.kind is Kind.PERSONAL and people is None:
        missing.append("people")
    if missing:
        return tuple(missing)
    return Invitation(
        kind=draft.kind,
        language=language,
        summary=draft.summary or "",
        asker=draft.asker or "",
        why=draft.why or "",
        contact=draft.contact or "",
        expires=days["expires"] or date.max,
        promised=days["promised"],
        people=people,
    )


def read_number(text: str | None) -> int | None:
    """Return the number of people that was typed, where it is one that can be asked."""
    words = (text or "").strip()
    return int(words) if words.isascii() and words.isdigit() and 1 <= int(words) <= MOST_PEOPLE else None
