"""The profile: what it says, why it says so, what to do first, and the ways on."""

from html import escape

import streamlit as st

from framework.assessing.record import Scope
from framework.assessing.scoring import PhaseProfile, Profile
from framework.instrument.model import Framework
from framework.reporting.report import Report
from framework.reporting.wording import headline, strong_label, summary
from framework.use_cases.dossier import Dossier
from ui.point.why import explain
from ui.practice.opinions import show_mirror
from ui.practice.which import tell_which
from ui.shell import widgets
from ui.shell.depth import ask_to_deepen, deepen, go_on
from ui.shell.drawings import GATE_ICONS, icon, legend, point_title, profile_table, strip
from ui.shell.html import draw
from ui.shell.session import Session, find_dossier, go, open_session
from ui.shell.ways import Ways, draw_steps


def show(session: Session, dossier: Dossier) -> None:
    """Draw the page from the report only."""
    draw_steps(session.t, "profile", dossier.stream.id)
    head, seen = st.container(gap="small"), _at_depth(session, dossier)
    report = session.report_on(seen)
    with head:
        _head(session, report)
    _say_what_waits(session, seen, report)
    if report.scored == 0:
        _empty(session, dossier)
    else:
        _tell(session, dossier, seen, report)
    widgets.footer(session)


def _empty(session: Session, dossier: Dossier) -> None:
    draw(f'<div class="kw-empty"><p>{escape(session.t("ui.profile.empty"))}</p></div>')
    if st.button(session.t("ui.profile.to_first"), type="primary", key="first"):
        go("point", dossier.stream.id)


def _tell(session: Session, dossier: Dossier, seen: Dossier, report: Report) -> None:
    """What the profile says, of the answers as they are `seen`, and the ways on from the assessment itself."""
    t, ways = session.t, Ways(dossier.stream.id, "profile")
    with st.container(gap="xsmall"):
        st.header(widgets.as_written(headline(report, t)), anchor=False)
        widgets.lead(summary(report, t))
    _phases(session, dossier, report, ways)
    draw(legend(report.framework, t))
    for profile in filter(_explained, report.profiles):
        explain(session, seen, profile, report, ways)
    _mirror(session, dossier, report)
    _first(session, report, ways)
    with st.container(horizontal=True):
        if st.button(t("ui.profile.all_actions"), type="primary", key="all_actions"):
            go("actions", dossier.stream.id)
        if st.button(t("ui.profile.take_along"), key="take_along", icon=":material/download:"):
            go("take_along", dossier.stream.id)
        _go_on(session, dossier)
    deepen(session, dossier, "")
    with st.expander(t("ui.profile.as_table"), key="as_table"):
        draw(profile_table(report, t))


def _at_depth(session: Session, dossier: Dossier) -> Dossier:
    """The assessment as it is, or once it went deeper, as the quick scan sees the same answers now."""
    t, depths = session.t, [Scope.FULL.value, Scope.CORE.value]
    if dossier.assessment.scope is Scope.CORE:
        return dossier
    chosen = st.segmented_control(
        t("ui.profile.depth"),
        depths,
        default=Scope.FULL.value,
        format_func=lambda scope: t(f"ui.profile.depths.{scope}"),
        key="seen_depth",
        required=True,
    )
    if chosen == Scope.CORE:
        widgets.small(t("ui.profile.as_quick_scan", n=len(dossier.at_depth(Scope.CORE).asked)))
    return dossier.at_depth(Scope(chosen or Scope.FULL))


def _say_what_waits(session: Session, dossier: Dossier, report: Report) -> None:
    """What is chosen and does not count yet, with the way to the point where a word mends it."""
    t, waiting = session.t, dossier.waiting
    if not waiting:
        return
    with st.container(key="note_waiting"):
        draw(f'<p class="kw-ask">{icon("ask")}<span>{escape(t("ui.profile.waiting", n=len(waiting)))}</span></p>')
        with st.container(horizontal=True, gap="small"):
            for criterion in waiting:
                title = widgets.as_written(report.framework.by_id[criterion.id].title)
                if st.button(title, key=f"mend_{criterion.id}", type="tertiary", icon=":material/arrow_forward:"):
                    go("point", dossier.stream.id, criterion.id)


def _head(session: Session, report: Report) -> None:
    t, assessment, framework = session.t, report.assessment, report.framework
    kind = framework.document_type(assessment.project.document_type)
    with st.container(gap="small"):
        widgets.kicker(t("ui.profile.kicker"), t(f"scope.{assessment.scope}"))
        st.title(widgets.as_written(assessment.project.title), anchor=False)
        widgets.facts(
            [
                (t("ui.profile.judged_by"), assessment.rater or t(f"lens.{assessment.lens}")),
                (t("ui.profile.when"), f"{t.day(assessment.date)}, {t(f'moment.{assessment.moment}')}"),
                (t("ui.profile.document"), kind.label if kind else ""),
                (t("ui.profile.known"), t("ui.points_of", n=report.scored, of=report.applicable)),
                (t("ui.profile.framework"), t("ui.draft_chip", version=framework.version)),
            ]
        )


def _mirror(session: Session, dossier: Dossier, report: Report) -> None:
    """What professionals say beside it, or the way to ask them."""
    t = session.t
    with st.container(key="mirror", gap="small"):
        st.header(t("ui.mirror.title"), anchor=False)
        if report.mirror:
            tell_which(session, report)
            show_mirror(session, report.mirror, report.framework, report.kept and report.kept.opinions_read_in)
            with st.container(horizontal=True, gap="small"):
                if report.mirror.topics and st.button(t("ui.check.to_table"), key="to_table"):
                    go("roundtable", dossier.stream.id)
                if any(found.has_texts for found in dossier.assessment.opinions) and st.button(
                    t("ui.mirror.texts"), key="to_texts"
                ):
                    go("practice", dossier.stream.id)
            return
        widgets.small(t("ui.mirror.none"))
        if st.button(t("ui.mirror.ask"), key="ask_practice"):
            go("practice", dossier.stream.id)


def _phases(session: Session, dossier: Dossier, report: Report, ways: Ways) -> None:
    columns = st.columns(min(3, len(report.profiles)), gap="small")
    for place, profile in enumerate(report.profiles):
        with columns[place % len(columns)], st.container(key=f"phase_{profile.phase.id}", height="stretch"):
            draw(_phase(session, profile, report, ways, place + 1))
            label = session.t("ui.profile.why", phase=widgets.as_written(profile.phase.title))
            is_open = _explained(profile)
            sign = ":material/expand_less:" if is_open else ":material/expand_more:"
            # the bridge tells a screen reader whether it is open
            st.button(label, key=f"why_{profile.phase.id}", icon=sign, on_click=_turn, args=(profile.phase.id,))
            _offer_phase(session, dossier, profile)
    for profile in report.profiles:
        deepen(session, dossier, profile.phase.id)


def _offer_phase(session: Session, dossier: Dossier, profile: Profile) -> None:
    """Deepen one phase, or go on with it where it is deep already and something is open."""
    t, phase = session.t, profile.phase
    if dossier.assessment.scope is Scope.CORE:
        words = t("ui.profile.deepen", phase=widgets.as_written(phase.title))
        st.button(words, key=f"deepen_{phase.id}", type="tertiary", on_click=ask_to_deepen, args=(dossier, phase.id))
        return
    words = t("ui.profile.go_on", phase=widgets.as_written(phase.title))
    if dossier.unanswered(phase.id) and st.button(words, key=f"on_{phase.id}", type="tertiary"):
        go_on(dossier, phase.id)


def _explained(profile: Profile) -> bool:
    return st.session_state.get("explained") == profile.phase.id


def _turn(phase: str) -> None:
    """Open the explanation of a phase, or close it."""
    st.session_state["explained"] = None if st.session_state.get("explained") == phase else phase


def _phase(session: Session, profile: Profile, report: Report, ways: Ways, number: int) -> str:
    t, framework = session.t, report.framework
    label = escape(framework.label_text(profile.label).label)
    mark = {"needs_attention": "warn", "too_little_known": "ask", "not_assessable": "ask"}.get(profile.label, "check")
    gates = ""
    for outcome in profile.outcomes:
        if gate := profile.gates.get(outcome.criterion.id):
            title, state = escape(outcome.criterion.title), escape(t(f"gate.{gate}"))
            sign = f'<span class="kw-gate {gate}">{icon(GATE_ICONS[gate])}</span>'
            gates += f'<li>{sign}<span><strong>{title}</strong><br><span class="kw-small">{state}</span></span></li>'
    counts = (
        _coverage(session, profile, framework) if isinstance(profile, PhaseProfile) else escape(t("nothing_applicable"))
    )
    listed = f'<ul class="g" aria-label="{escape(t("ui.gates"))}">{gates}</ul>' if gates else ""
    return (
        f'<section class="kw-phase"><h3><span class="kw-num" aria-hidden="true">{number}</span>'
        f'{escape(profile.phase.title)}</h3><div class="in"><p class="lab {profile.label}">{icon(mark)} {label}</p>'
        f'{strip(profile, framework, t, ways=ways)}<p class="kw-small">{counts}</p>{listed}</div></section>'
    )


def _coverage(session: Session, profile: PhaseProfile, framework: Framework) -> str:
    t, tally = session.t, profile.tally
    good = escape(t("ui.profile.good", n=tally.strong, of=tally.scored, label=strong_label(framework)))
    return f"{good}<br>{escape(t('ui.profile.points_known', n=tally.scored, of=tally.applicable))}"


def _first(session: Session, report: Report, ways: Ways) -> None:
    t = session.t
    items = ""
    for action in report.to_do[:3]:
        examples = ", ".join(action.criterion.evidence_examples)
        text = (
            t("cli.ask_evidence", examples=examples) if action.asks_for_evidence else action.criterion.next_action.text
        )
        because = escape(t(f"because.{action.because}"))
        title = escape(point_title(action.criterion, report.framework, t))
        items += (
            f"<li><b><a{ways.to_point(action.criterion.id)}>{title}</a></b>"
            f'<span class="t">{escape(text)}</span><span class="why">{because}</span></li>'
        )
    if items:
        heading = escape(t("ui.profile.first"))
        draw(
            f'<section class="kw-first" aria-labelledby="first"><h2 id="first">{heading}</h2><ol>{items}</ol></section>'
        )


def _go_on(session: Session, dossier: Dossier) -> None:
    t, identifier = session.t, dossier.stream.id
    if dossier.assessment.scope is Scope.CORE:
        st.button(t("ui.profile.to_full"), key="to_full", on_click=ask_to_deepen, args=(dossier, ""))
    elif st.button(t("ui.profile.to_points"), key="to_points"):
        go("point", identifier)


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
