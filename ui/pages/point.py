"""One point of attention: the question, the levels, what supports the choice, and the way on."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.assessing.beside import gather_tables
from framework.assessing.record import Scope
from framework.errors import Faults
from framework.instrument.model import Criterion, Framework
from framework.use_cases.dossier import Dossier
from ui.point.form import PointForm
from ui.point.steps import draw_bar, find_ways, turn
from ui.practice.table_notes import tell_table_notes
from ui.shell import widgets
from ui.shell.conflict import Form, settle_forms
from ui.shell.drawings import icon, rail
from ui.shell.fields import Payload
from ui.shell.html import draw
from ui.shell.session import Session, call_page, find_dossier, open_session
from ui.shell.ways import Ways, draw_steps, draw_way_back


def show(session: Session, dossier: Dossier) -> None:
    """Draw the page of the point in the address, or of the first one without an answer."""
    framework = dossier.loaded.in_language(session.language)
    criterion = _find(framework, dossier)
    head = st.container(gap="small")
    form = PointForm(session, dossier, framework, criterion)
    main, aside = st.columns([0.66, 0.34], gap="large")
    with main, st.container(gap="medium", key=f"step_{criterion.id}"):  # another question: other elements
        _question(session, framework, criterion)
        notice = st.container(gap="small")
        typed = form.ask(choice_only=dossier.assessment.scope is Scope.CORE)
        dossier = _settle(session, form, typed, notice)
        ways = find_ways(dossier, criterion)
        turn(dossier, ways)
    with head:
        _where(session, dossier, framework, criterion)
    with aside, st.container(gap="medium", key="help"):
        _help(session, dossier, framework, criterion)
    draw_bar(session, dossier, framework, criterion, ways)
    widgets.footer(session)


def _find(framework: Framework, dossier: Dossier) -> Criterion:
    """The point that the address names, else the one this tab was at, else the first that waits for an answer."""
    asked, kept = [criterion.id for criterion in dossier.asked], f"{dossier.stream.id}/point"
    first = dossier.next_unanswered or dossier.asked[0]
    wishes = (st.query_params.get("p"), st.session_state.get(kept), first.id)
    st.session_state[kept] = next(wish for wish in wishes if wish in asked)
    return framework.by_id[st.session_state[kept]]


def _where(session: Session, dossier: Dossier, framework: Framework, criterion: Criterion) -> None:
    t, minutes = session.t, session.projects.minutes_left(session.actor, dossier)
    scope, title = t(f"scope.{dossier.assessment.scope}"), dossier.assessment.project.title
    progress = widgets.progress(session, dossier)
    left = f", {t('ui.minutes_left', n=minutes)}" if minutes else ""
    ways = Ways(dossier.stream.id, "point")
    draw_steps(t, "point", dossier.stream.id)
    draw_way_back(t, dossier.stream.id, criterion.id)
    draw(
        f'<div class="kw-prog"><span>{escape(scope)}: <b>{escape(title)}</b></span>'
        f"<span>{escape(progress)}{escape(left)}</span></div>{rail(dossier, framework, criterion, ways, t)}"
    )


def _question(session: Session, framework: Framework, criterion: Criterion) -> None:
    name = session.t("ui.point.place", n=framework.numbers[criterion.id], title=criterion.title)
    call_page(point=name)
    place = escape(name)
    gate = f'<span class="kw-gate">{icon("gate")} {escape(session.t("ui.gate"))}</span>' if criterion.is_gate else ""
    with st.container(gap="small"):
        draw(f'<p class="kw-kicker"><span>{place}</span>{gate}</p>')
        st.title(widgets.as_written(criterion.question), anchor=False)
        widgets.lead(criterion.why)


def _settle(session: Session, form: PointForm, typed: Payload, notice: DeltaGenerator) -> Dossier:
    try:
        settled = settle_forms(session, [Form(form.place, typed, form.screen, form.describe)], notice)[0]
    except Faults as faults:
        widgets.faults(session, faults)
        return form.dossier
    form.say_what_has_no_room(settled)
    return settled.whole


def _tell_tables(session: Session, dossier: Dossier, criterion: Criterion) -> None:
    """What question tables and groups said of the point: beside the level, never for it."""
    t, checks = session.t, session.projects.mirrors(session.actor, dossier).checks
    if said := gather_tables(dossier.notes_of_days(session.day), checks).get(criterion.id):
        heading, lead = escape(t("ui.table.title")), escape(t("ui.table.lead"))
        notes = "".join(f'<div class="kw-said">{tell_table_notes(t, each)}</div>' for each in said)
        draw(f'<section class="kw-aside"><h2>{heading}</h2><p class="kw-small">{lead}</p>{notes}</section>')


def _help(session: Session, dossier: Dossier, framework: Framework, criterion: Criterion) -> None:
    """What would lift it one level, how to show it, and where the question comes from."""
    t = session.t
    level = getattr(dossier.drafts.get(criterion.id), "level", None)
    following = framework.scale.lowest + 1 if level is None else level + 1
    if level is not None and following <= framework.scale.highest:
        name = next(entry.label for entry in framework.scale.levels if entry.level == following)
        heading = escape(t("ui.point.lift"))
        draw(
            f'<section class="kw-lift" aria-labelledby="lift"><h2 id="lift">{icon("up")} {heading}</h2>'
            f"<p><strong>{following}. {escape(name)}</strong><br>{escape(criterion.descriptor(following))}</p>"
            f"<p><strong>{escape(t('ui.point.first_step'))}</strong><br>{escape(criterion.next_action.text)}</p></section>"
        )
    _tell_tables(session, dossier, criterion)
    examples = "".join(f"<li>{escape(example)}</li>" for example in criterion.evidence_examples)
    heading = escape(t("ui.point.show_it"))
    draw(f'<section class="kw-aside"><h2>{heading}</h2><ul class="kw-bullets">{examples}</ul></section>')
    with st.expander(t("ui.point.where_from"), key=f"provenance_{criterion.id}", on_change="rerun") as expander:
        if expander.open:
            widgets.provenance(session, framework, criterion)


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
