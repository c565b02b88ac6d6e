"""What a professional will see first, from what is typed now; nothing of it is kept."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from framework.language.days import NoDay, read_day
from framework.language.texts import Texts
from framework.practice.duration import about_minutes
from framework.practice.invitation import InvitationDraft, until
from framework.practice.statements import reword, statements
from framework.use_cases.dossier import Dossier
from ui.shell.html import draw
from ui.shell.session import Session


def show_preview(session: Session, dossier: Dossier, draft: InvitationDraft) -> None:
    """Draw the first page and the first statement as a phone shows them, folded."""
    with st.expander(session.t("ui.practice.preview"), key="preview"):
        parts = (*_front(session, dossier, draft), *_statement(session, dossier, draft))
        draw(f'<div class="kw-preview">{"".join(parts)}</div>')


def _front(session: Session, dossier: Dossier, draft: InvitationDraft) -> Iterator[str]:
    t = session.t
    asked = len(statements(dossier.loaded.framework))
    yield _paragraph(t("practice.about", title=dossier.assessment.project.title), "kw-small")
    yield f'<h3 class="kw-h3">{escape(t("practice.front.title"))}</h3>'
    yield _paragraph(_typed(draft.summary, t))
    yield _paragraph(t("practice.front.not_you"))
    facts = {
        "who": _typed(draft.asker, t),
        "why": _typed(draft.why, t),
        "length": f"{t('practice.front.minutes', n=about_minutes(asked))} {t('practice.front.statements', n=asked)}",
        "until": _day(session, draft.expires),
        "contact": _typed(draft.contact, t),
    }
    rows = (f"<dt>{escape(t(f'practice.front.{name}'))}</dt><dd>{escape(words)}</dd>" for name, words in facts.items())
    yield f"<dl>{''.join(rows)}</dl>"
    yield f'<h4 class="kw-h3">{escape(t("practice.front.happens"))}</h4>'
    lines = (*t.entries["practice.front.lines"], t(f"practice.front.{draft.kind}"))
    yield f'<ul class="kw-bullets">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'
    yield _paragraph(t("practice.front.begin"), "kw-pill")


def _statement(session: Session, dossier: Dossier, draft: InvitationDraft) -> Iterator[str]:
    t, known = session.t, session.projects.library.wordings(dossier.loaded.framework.id)
    said = known.at(draft.stage).get(session.language, {}) if draft.stage else {}
    framework = reword(dossier.loaded.in_language(session.language), said)
    asked = statements(framework)
    yield _paragraph(t("practice.progress", n=1, of=len(asked)), "kw-small kw-rule")
    yield _paragraph(f"{t('practice.statement.research_question')} {_typed(draft.research_question, t)}")
    yield f'<h3 class="kw-h3">{escape(asked[0].professional_statement or "")}</h3>'
    yield _paragraph(t("practice.statement.legend"))
    scale = framework.professional_scale
    answers = (*(level.label for level in scale.levels), scale.unsure)
    yield f'<ul class="kw-answers">{"".join(f"<li>{escape(answer)}</li>" for answer in answers)}</ul>'
    yield _paragraph(f"{t('practice.statement.more')} {t('practice.statement.hint')}")
    yield _paragraph(t("practice.statement.next"), "kw-pill")
    yield _paragraph(t("practice.promise"), "kw-small")


def _paragraph(text: str, look: str = "") -> str:
    return f'<p class="{look}">{escape(text)}</p>' if look else f"<p>{escape(text)}</p>"


def _day(session: Session, text: str | None) -> str:
    """The last day as a phone shows it; what is no day is not filled in yet."""
    t, day = session.t, read_day(text or "")
    if isinstance(day, NoDay):
        return t("ui.practice.preview_empty")
    return t("practice.front.day", day=until(day, session.actor.zone_name, t))


def _typed(text: str | None, t: Texts) -> str:
    return (text or "").strip() or t("ui.practice.preview_empty")
