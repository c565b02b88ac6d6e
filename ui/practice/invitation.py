"""The form of a new practice check: kept while it is typed, and made into an invitation once it is whole."""

from datetime import date, timedelta
from functools import partial
from html import escape
from operator import attrgetter
from typing import Any

import streamlit as st

from framework.assessing.beside import Kind
from framework.instrument.wordings import ResearchStage
from framework.language.days import LONGEST_DAY, NoDay, read_day
from framework.language.numbers import LONGEST_NUMBER, NoNumber, read_number
from framework.language.texts import Texts
from framework.practice.invitation import MOST_PEOPLE, Invitation, InvitationDraft
from framework.practice.plain_words import language_of
from framework.practice.readability import Ease, ease_lines, read_ease
from framework.practice.statements import STAGE_OF
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
    if name == "stage":
        return t("ui.practice.stage_label"), t(f"ui.practice.stages.{value}") if value else ""
    return t(f"ui.practice.{name}"), str(value or "")


def _propose(session: Session, dossier: Dossier) -> InvitationDraft:
    """What is known already: the project's own words, and three weeks to answer."""
    project = dossier.assessment.project
    last = session.today + timedelta(days=DAYS)
    summary = project.summary if len(project.summary or "") <= longest(Invitation, "summary") else None
    stage = STAGE_OF[dossier.assessment.moment] if _has_stages(session, dossier) else None
    expires = session.t.short_day(last)
    return InvitationDraft(stage=stage, summary=summary, asker=project.organisation, expires=expires)


def _has_stages(session: Session, dossier: Dossier) -> bool:
    """Whether the framework asks otherwise at each stage of a research."""
    return bool(session.projects.library.wordings(dossier.loaded.framework.id).texts)


def _ask_stage(session: Session, dossier: Dossier, known: Payload, screen: Screen) -> str | None:
    """Ask where the research stands, which decides how people are asked; nothing where that makes no difference."""
    if not _has_stages(session, dossier):
        return None
    t, stages = session.t, [stage.value for stage in ResearchStage]

    def show_stage(payload: Payload) -> str:
        return payload.get("stage") or STAGE_OF[dossier.assessment.moment].value

    return st.radio(
        t("ui.practice.stage_label"),
        stages,
        index=stages.index(show_stage(known)),
        format_func=lambda name: t(f"ui.practice.stages.{name}"),
        key=screen.other(field_key(dossier, "stage"), show_stage),
        horizontal=True,
    )


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
    stage = _ask_stage(session, dossier, known, screen)
    summary = st.text_area(
        t("ui.practice.summary"),
        text_at(known, ("summary",)),
        key=screen.text(field_key(dossier, "summary"), "summary"),
        max_chars=longest(Invitation, "summary"),
        height="content",
    )
    faults.below(field_key(dossier, "summary"))
    with st.container(gap=None):
        _tell_ease(session, summary)

    def line(name: str, label: str = "", most: int = 0) -> str:
        key, label = screen.text(field_key(dossier, name), name), t(f"ui.practice.{label or name}")
        text = st.text_input(label, text_at(known, (name,)), key=key, max_chars=most or longest(Invitation, name))
        fault = _misread(name, text, t, session.today)
        with st.container(gap=None):  # always there: a note that comes or goes must not draw the next field anew
            if fault:
                widgets.error(fault, key)
            elif name == "people":
                _say_back(t, text)
            elif name in READ:
                _tell_ease(session, text, is_line=True)
        faults.below(key, is_told=fault is not None)
        return text

    lines = {name: line(name) for name in READ[1:]}
    lines["people"] = line("people", "people_needed" if kind == Kind.PERSONAL else "people", most=LONGEST_NUMBER)
    left, right = st.columns(2, gap="small")
    with left:
        lines["expires"] = line("expires", most=LONGEST_DAY)
    with right:
        lines["promised"] = line("promised", most=LONGEST_DAY)
    return {"kind": kind, **({"stage": stage} if stage else {}), "summary": summary, **lines}


def _say_back(t: Texts, text: str) -> None:
    """Say which number was read, where it was not just typed."""
    if isinstance(people := read_number(text), int) and not text.strip().isdigit():
        widgets.small(t("ui.practice.understood", n=people))


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


def make(draft: InvitationDraft, language: str, t: Texts, today: date) -> Invitation | dict[str, str]:
    """Return the invitation that a draft makes, or what to say of each field that is not right, as they are asked."""
    if faults := {name: words for name in ASKED if (words := _fault(draft, name, t, today))}:
        return faults
    people = read_number(draft.people or "")
    return Invitation(
        kind=draft.kind,
        stage=draft.stage,
        language=language,
        summary=draft.summary or "",
        research_question=draft.research_question,
        asker=draft.asker or "",
        why=draft.why or "",
        contact=draft.contact or "",
        expires=_day(draft, "expires") or today,
        promised=_day(draft, "promised"),
        people=people if isinstance(people, int) else None,
    )


def _fault(draft: InvitationDraft, name: str, t: Texts, today: date) -> str | None:
    """What is wrong with a field: nothing where it may be empty, or holds what it should."""
    text = (getattr(draft, name) or "").strip()
    if not text:
        if name == "people" and draft.kind is Kind.PERSONAL:
            return t("ui.practice.many", most=MOST_PEOPLE)
        return t("ui.practice.missing", what=t(f"ui.practice.fields.{name}")) if name in NEEDED else None
    if fault := _misread(name, text, t, today):
        return fault
    if name == "expires" and (_day(draft, name) or today) < today:
        return t("ui.practice.past")
    if name == "promised" and (_day(draft, name) or today) < (_day(draft, "expires") or date.min):
        return t("ui.practice.before_last")
    return None


def _misread(name: str, text: str, t: Texts, today: date) -> str | None:
    """What is wrong with a text that should be a day or a number, told where it is typed; nothing in an empty field."""
    if not text.strip():
        return None
    if name in DAYS_ASKED:
        day = read_day(text)
        return day.tell(t, today) if isinstance(day, NoDay) else None
    if name == "people":
        number = read_number(text)
        if isinstance(number, NoNumber):
            return t(f"no_number.{number.code}")
        return None if 1 <= number <= MOST_PEOPLE else t("ui.practice.many", most=MOST_PEOPLE)
    return None


def _day(draft: InvitationDraft, name: str) -> date | None:
    day = read_day(getattr(draft, name) or "")
    return None if isinstance(day, NoDay) else day
