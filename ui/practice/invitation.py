"""The form of a new practice check: kept while it is typed, and made into an invitation once it is whole."""

from datetime import date, timedelta
from functools import partial
from html import escape
from operator import attrgetter
from typing import Any

import streamlit as st

from framework.assessing.beside import Kind
from framework.language.days import LONGEST_DAY, NoDay, read_day
from framework.language.texts import Texts
from framework.practice.invitation import MOST_PEOPLE, Invitation, InvitationDraft
from framework.practice.plain_words import language_of
from framework.practice.readability import Ease, ease_lines, read_ease
from framework.use_cases.codec import INVITATION_DRAFT, dump, load
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.drawings import icon
from ui.shell.faults import FormFaults
from ui.shell.fields import Payload, longest, text_at
from ui.shell.html import draw
from ui.shell.saving import Place, Screen, State, carry_over, recall
from ui.shell.session import Session

DAYS = 21
DAYS_ASKED = ("expires", "promised")
NEEDED = ("summary", "research_question", "asker", "why", "contact", "expires")
READ = ("summary", "research_question", "asker", "why", "contact")  # what a respondent reads
ASKED = (*READ, "people", "expires", "promised")  # in the order of the form


def ask(session: Session, dossier: Dossier, faults: FormFaults) -> tuple[InvitationDraft, Dossier]:
    """Draw the form over what was typed before, keep what is typed now, and return it."""
    projects, actor, assessment = session.projects, session.actor, dossier.stream.id
    place = Place(
        key=INVITATION_DRAFT,
        whole=dossier,
        stream=attrgetter("stream"),
        read=partial(projects.dossier, actor, assessment),
        save=lambda payload, expected: projects.keep_invitation(
            actor, assessment, load(InvitationDraft, payload), expected
        ),
        clean=lambda payload: dump(load(InvitationDraft, payload)),
        blank=dump(_propose(session, dossier)),  # nobody has typed anything yet
    )
    notice, screen = st.container(gap="small"), Screen()
    known = recall(place, field_key(dossier, "kind"))
    typed = carry_over(place, _fields(session, dossier, known, screen, faults))
    form = Form(place, typed, screen, partial(_describe, session))
    settled = settle_forms(session, [form], notice)[0]
    if settled.state is not State.CONFLICT and settled.place.version:
        widgets.saved_mark(session, settled.whole)
    return load(InvitationDraft, typed), settled.whole


def _describe(session: Session, name: str, value: Any) -> tuple[str, str]:
    t = session.t
    if name == "kind":
        return t("ui.practice.kind_label"), t(f"ui.practice.kind.{value}") if value else ""
    return t(f"ui.practice.{name}"), str(value or "")


def _propose(session: Session, dossier: Dossier) -> InvitationDraft:
    """What is known already: the project's own words, and three weeks to answer."""
    project = dossier.assessment.project
    last = session.day(session.projects.clock()) + timedelta(days=DAYS)
    summary = project.summary if len(project.summary or "") <= longest(Invitation, "summary") else None
    return InvitationDraft(summary=summary, asker=project.organisation, expires=session.t.short_day(last))


def _fields(session: Session, dossier: Dossier, known: Payload, screen: Screen, faults: FormFaults) -> Payload:
    t = session.t
    kinds = [kind.value for kind in Kind]

    def show_kind(payload: Payload) -> str:
        return payload.get("kind", Kind.OPEN.value)

    kind = st.radio(
        t("ui.practice.kind_label"),
        kinds,
        index=kinds.index(show_kind(known)),
        format_func=lambda name: t(f"ui.practice.kind.{name}"),
        captions=[t(f"ui.practice.kind_caption.{name}") for name in kinds],
        key=screen.other(field_key(dossier, "kind"), show_kind),
    )
    summary = st.text_area(
        t("ui.practice.summary"),
        text_at(known, ("summary",)),
        key=screen.text(field_key(dossier, "summary"), "summary"),
        max_chars=longest(Invitation, "summary"),
        height="content",
    )
    faults.below(field_key(dossier, "summary"))
    _tell_ease(session, summary)

    def line(name: str, label: str = "", most: int = 0) -> str:
        key, label = screen.text(field_key(dossier, name), name), t(f"ui.practice.{label or name}")
        text = st.text_input(label, text_at(known, (name,)), key=key, max_chars=most or longest(Invitation, name))
        day = read_day(text) if name in DAYS_ASKED and text.strip() else None
        if isinstance(day, NoDay):
            widgets.error(day.tell(t), key)
        faults.below(key, is_told=isinstance(day, NoDay))
        if name in READ:
            _tell_ease(session, text, is_line=True)
        return text

    lines = {name: line(name) for name in READ[1:]}
    lines["people"] = line("people", "people_needed" if kind == Kind.PERSONAL else "people", most=4)
    left, right = st.columns(2, gap="small")
    with left:
        lines["expires"] = line("expires", most=LONGEST_DAY)
    with right:
        lines["promised"] = line("promised", most=LONGEST_DAY)
    return {"kind": kind, "summary": summary, **lines}


def field_key(dossier: Dossier, name: str) -> str:
    """Return the key of the widget of a field."""
    return f"{dossier.stream.id}/invitation/{name}"


def _tell_ease(session: Session, text: str, *, is_line: bool = False) -> None:
    """What would make a text easier, in the language it is typed in; of a line only where there is something."""
    ease = read_ease(text, language_of(text, session.language))
    if isinstance(ease, Ease) and not (is_line and ease.is_easy):
        sign = "check" if ease.is_easy else "up"
        lines = " ".join(escape(line) for line in ease_lines(ease, session.t))
        draw(f'<p class="kw-small">{icon(sign)} {lines}</p>')


def make(draft: InvitationDraft, language: str) -> Invitation | tuple[str, ...]:
    """Return the invitation that a draft makes, or the names of the fields that lack something, as they are asked."""
    if lacking := tuple(name for name in ASKED if _lacks(draft, name)):
        return lacking
    days = {name: day for name in DAYS_ASKED if isinstance(day := read_day(getattr(draft, name) or ""), date)}
    return Invitation(
        kind=draft.kind,
        language=language,
        summary=draft.summary or "",
        research_question=draft.research_question,
        asker=draft.asker or "",
        why=draft.why or "",
        contact=draft.contact or "",
        expires=days["expires"],
        promised=days.get("promised"),
        people=read_number(draft.people),
    )


def _lacks(draft: InvitationDraft, name: str) -> bool:
    """Whether a field is empty that may not be, or holds a number or a day that is none."""
    text = (getattr(draft, name) or "").strip()
    if not text:
        return name in NEEDED or (name == "people" and draft.kind is Kind.PERSONAL)
    if name == "people":
        return read_number(text) is None
    return name in DAYS_ASKED and isinstance(read_day(text), NoDay)


def tell_lacking(draft: InvitationDraft, name: str, t: Texts) -> str:
    """Return what is wrong with a field that lacks something."""
    text = getattr(draft, name) or ""
    day = read_day(text) if name in DAYS_ASKED and text.strip() else None
    if isinstance(day, NoDay):
        return day.tell(t)
    if name == "people":
        return t("ui.practice.many", most=MOST_PEOPLE)
    return t("ui.practice.missing", what=t(f"ui.practice.fields.{name}"))


def read_number(text: str | None) -> int | None:
    """Return the number of people that was typed, where it is a possible one."""
    words = (text or "").strip()
    return int(words) if words.isascii() and words.isdigit() and 1 <= int(words) <= MOST_PEOPLE else None
