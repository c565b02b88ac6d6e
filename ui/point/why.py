"""Why a phase has its label: the rule that fired, and every point with its level and its evidence."""

from html import escape

import streamlit as st

from framework.assessing.scoring import Counted, Gate, Outcome, PhaseProfile, Profile
from framework.language.markup import bare_quote
from framework.reporting.report import Report
from framework.reporting.wording import rule_sentence
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.drawings import gate_mark, level_mark, point_title, state_words, table
from ui.shell.html import draw
from ui.shell.session import Session
from ui.shell.ways import Ways


def explain(session: Session, dossier: Dossier, profile: Profile, report: Report, ways: Ways) -> None:
    """Draw the rule that fired, every point of the phase with its evidence, and what the open ones can do."""
    t = session.t
    with st.container(key="note_why"):
        st.header(t("ui.profile.why_title", phase=widgets.as_written(profile.phase.title)), anchor=False)
        reason = escape(rule_sentence(profile, report.framework, t))
        meaning = escape(report.framework.label_text(profile.label).meaning)
        draw(f'<div class="kw-why" id="why_{profile.phase.id}"><p><strong>{reason}</strong></p><p>{meaning}</p></div>')
        if any(isinstance(outcome, Counted) and outcome.why for outcome in profile.outcomes):
            widgets.small(t("ui.profile.capped", level=report.framework.evidence.required_from))
        heads = [t(f"ui.profile.head.{name}") for name in ("point", "level", "evidence", "weight", "gate")]
        rows = [
            _row(session, outcome, profile, report, ways, waits=_waiting_words(session, dossier, outcome, report))
            for outcome in profile.outcomes
        ]
        draw(table(t("ui.profile.caption", phase=profile.phase.title), heads, rows, {3}))
        if isinstance(profile, PhaseProfile) and profile.tally.unknown:
            words = report.framework.label_text
            low, high = words(profile.outlook.if_lowest).label, words(profile.outlook.if_highest).label
            st.subheader(t("ui.profile.outlook"), anchor=False)
            widgets.small(t("outlook", lowest=low, highest=high))


def _waiting_words(session: Session, dossier: Dossier, outcome: Outcome, report: Report) -> str:
    """What was chosen where it does not count yet; nothing where nothing waits."""
    if not dossier.standing(outcome.criterion.id).waits:
        return ""
    return state_words(dossier, outcome.criterion, report.framework, session.t)


def _row(
    session: Session, outcome: Outcome, profile: Profile, report: Report, ways: Ways, *, waits: str
) -> tuple[list[str], bool]:
    t, gate = session.t, profile.gates.get(outcome.criterion.id)
    rating = outcome.rating
    quoted = next((item for item in rating.evidence if item.supports), None) if rating else None
    if quoted:
        place = f' <span class="kw-small">{escape(quoted.location or "")}</span>'
        evidence = f"“{escape(_short(bare_quote(quoted.quote or quoted.link or '')))}”{place}"
    else:
        evidence = f'<span class="kw-small">{escape(waits or _without(session, outcome, report))}</span>'
    level = level_mark(outcome, report.framework.scale)
    if isinstance(outcome, Counted) and outcome.why:
        why = t(f"why.{outcome.why}", chosen=outcome.chosen, counted=outcome.counted)
        level += f' <span class="kw-small">{escape(why)}</span>'
    title = escape(point_title(outcome.criterion, report.framework, t))
    point = f"<a{ways.to_point(outcome.criterion.id)}>{title}</a>"
    cells = [point, level, evidence, str(outcome.criterion.weight)]
    return [*cells, gate_mark(gate, t) if gate else ""], gate in (Gate.CLOSED, Gate.REPAIR)


def _without(session: Session, outcome: Outcome, report: Report) -> str:
    if isinstance(outcome, Counted):
        return session.t("ui.profile.no_evidence")
    kind = getattr(outcome, "kind", None) or getattr(outcome.rating, "not_scored", None)
    return next((state.label for state in report.framework.states if state.id == kind), "")


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
