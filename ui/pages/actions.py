"""What to do: first things first; take one on, say who and by when, and take the list along."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from exports.catalogue import exporters
from framework.assessing.actions import Action, Because
from framework.assessing.beside import Commitment
from framework.assessing.scoring import Counted
from framework.instrument.model import Criterion, Scale
from framework.language.texts import Texts
from framework.practice.together import source_line
from framework.reporting.report import Report
from framework.use_cases.codec import COMMITMENT
from framework.use_cases.dossier import Dossier
from ui.point import taken_on
from ui.shell import bridge, widgets
from ui.shell.downloads import show_some
from ui.shell.drawings import bars, icon, point_title
from ui.shell.html import draw
from ui.shell.session import Session, find_dossier, open_session
from ui.shell.ways import Ways, draw_steps

SHOWN = 8
GROUPS = ("gates_first", "then", "finished")
TAKEN = ("calendar", "workbook")
FILTERS = ("all", "taken_on", "done")
GATES = (Because.GATE_CLOSED, Because.GATE_REPAIR, Because.GATE_UNKNOWN)


@dataclass(frozen=True, slots=True)
class Row:
    """A point in the list: its action, where the law still asks for one, and who took it on."""

    number: int
    criterion: Criterion
    action: Action | None
    commitment: Commitment | None

    @property
    def is_done(self) -> bool:
        """Whether somebody took it on and has done it."""
        return self.commitment is not None and self.commitment.done

    @property
    def group(self) -> str:
        """The heading under which it stands: what is done comes last."""
        if self.is_done:
            return "finished"
        return "gates_first" if self.action and self.action.because in GATES else "then"

    def matches(self, chosen: str) -> bool:
        """Whether it stands in a view."""
        return chosen == "all" or (self.commitment is not None and self.is_done is (chosen == "done"))


def show(session: Session, dossier: Dossier) -> None:
    """Draw the list: the basic conditions under a heading of their own, then the rest, then what is done."""
    t, report = session.t, session.report_on(dossier)
    ways = Ways(dossier.stream.id, "actions")
    draw_steps(t, "actions", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.actions.kicker"), dossier.assessment.project.title)
        st.title(t("ui.actions.title"), anchor=False)
        widgets.lead(t("ui.actions.lead"))
        _say_topics(session, report)
    rows = _list(dossier, report)
    _say_done(session, rows, ways)
    chosen, files = _choose(session, rows, report), st.container(gap="small")
    shown = [row for row in rows if row.matches(chosen)]
    if not shown:
        draw(f'<div class="kw-empty"><p>{escape(t("ui.actions.none"))}</p></div>')
    first = [row for row in shown if not row.is_done]
    most = len(first) if st.session_state.get("all_actions_shown") else SHOWN
    dossier = _draw_groups(session, dossier, report, first[:most], ways)
    if len(first) > most and st.button(t("ui.actions.more", n=len(first) - most), type="tertiary", key="more"):
        st.session_state["all_actions_shown"] = True
        st.rerun()
    dossier = _draw_groups(session, dossier, report, [row for row in shown if row.is_done], ways)
    if st.session_state.pop(taken_on.TURNED, None):
        st.rerun()  # what is done counts at once, above as well
    with files:
        _take_along(session, dossier)
    widgets.footer(session)


def _say_topics(session: Session, report: Report) -> None:
    """Say that what professionals see otherwise weighs in, and which check says so."""
    t, topics = session.t, sum(action.because is Because.TOPIC for action in report.to_do)
    if topics:
        widgets.small(f"{t('ui.actions.topics', n=topics)} {source_line(report.shown, t)}")


def _list(dossier: Dossier, report: Report) -> list[Row]:
    """Every action in its order, then what was taken on of points that ask for none any more."""
    taken, framework = dossier.commitments, report.framework
    actions = {action.criterion.id: action for action in report.actions}
    return [
        Row(framework.numbers[each], framework.by_id[each], actions.get(each), taken.get(each))
        for each in dict.fromkeys((*actions, *taken))
        if each in framework.by_id
    ]


def _draw_groups(session: Session, dossier: Dossier, report: Report, rows: list[Row], ways: Ways) -> Dossier:
    for name in GROUPS:
        group = [row for row in rows if row.group == name]
        if group:
            after_none = name == "then" and not any(row.group == "gates_first" for row in rows)
            st.header(session.t("ui.actions.no_gates" if after_none else f"ui.actions.{name}"), anchor=False)
        for row in group:
            dossier = _row(session, dossier, report, row, ways)
    return dossier


def _say_done(session: Session, rows: list[Row], ways: Ways) -> None:
    """Say once that an action is done, and ask whether the level of its point changed."""
    t, done = session.t, st.session_state.pop(taken_on.DONE, None)
    row = next((row for row in rows if row.criterion.id == done), None)
    if row is None or not row.is_done:
        return
    number = session.t("ui.actions.is_done", number=row.number)
    with st.container(key=taken_on.DONE):
        draw(
            f'<div class="kw-news" role="status">{icon("check")}<span>{escape(number)} '
            f"{_ask_level(t, row, ways)}</span></div>"
        )


def _ask_level(t: Texts, row: Row, ways: Ways) -> str:
    look = escape(t("ui.actions.look", number=row.number))
    return f"{escape(t('ui.actions.ask_level'))} <a{ways.to_point(row.criterion.id)}>{look}</a>"


def _choose(session: Session, rows: list[Row], report: Report) -> str:
    t, counts = session.t, {name: sum(row.matches(name) for row in rows) for name in FILTERS}
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        return st.segmented_control(
            t("ui.actions.show"),
            FILTERS,
            default="all",
            required=True,
            format_func=lambda name: t(f"ui.actions.filter.{name}", n=counts[name]),
            key="filter",
            width="content",
        )


def _take_along(session: Session, dossier: Dossier) -> None:
    """The list to take along, of what was just saved."""
    report = session.report_on(dossier)
    show_some(session, dossier, report, [exporter for exporter in exporters() if exporter.identifier in TAKEN])


def _row(session: Session, dossier: Dossier, report: Report, row: Row, ways: Ways) -> Dossier:
    identifier = row.criterion.id
    with st.container(key=f"act_{identifier.replace('.', '_')}"):
        left, right = st.columns([0.66, 0.34], gap="large")
        notice = st.container(gap="small")  # as wide as the page: two versions stand beside each other
        left.html(_describe(session, report, row, ways))
        with right:
            if row.commitment is not None or taken_on.is_typed(session, dossier, identifier):
                dossier = taken_on.ask(session, dossier, identifier, notice)
                label = session.t("ui.actions.put_back", number=row.number)
                if st.button(label, key=f"back_{identifier}", type="tertiary"):
                    _take(session, dossier, identifier, None)
            else:
                label = session.t("ui.actions.take", n=row.number)
                if st.button(label, key=f"take_{identifier}", icon=":material/add:"):
                    _take(session, dossier, identifier, dossier.put_back.get(identifier, Commitment()))
    return dossier


def _take(session: Session, dossier: Dossier, criterion: str, commitment: Commitment | None) -> None:
    """Take an action on with the words it had, or put it back; the focus stays with it. Ends the run."""
    expected = dossier.stream.version(COMMITMENT + criterion)
    session.projects.take_action(session.actor, dossier.stream.id, criterion, commitment, expected)
    bridge.aim(f"take_{criterion}" if commitment is None else taken_on.key_of(dossier, criterion, "who"))
    st.rerun()


def _describe(session: Session, report: Report, row: Row, ways: Ways) -> str:
    t, criterion = session.t, row.criterion
    title = escape(point_title(criterion, report.framework, t))
    heading = f"<h3><a{ways.to_point(criterion.id, lands=True)}>{title}</a></h3>"
    if row.is_done:
        return f'<div class="kw-act">{heading}<p>{_ask_level(t, row, ways)}</p></div>'
    if row.action is None:
        return f'<div class="kw-act">{heading}<p>{escape(t("ui.actions.settled"))}</p></div>'
    return f'<div class="kw-act">{heading}{_advise(session, report, row.action)}</div>'


def _advise(session: Session, report: Report, action: Action) -> str:
    t, criterion = session.t, action.criterion
    tag = next(tag.label for tag in report.framework.action_tags if tag.id == criterion.next_action.tag)
    because = escape(t(f"because.{action.because}"))
    state, sign = ("unknown", "ask") if action.because is Because.GATE_UNKNOWN else ("repair", "warn")
    mark = f'<span class="kw-gate {state}">{icon(sign)} {because}</span>' if action.because in GATES else because
    if action.asks_for_evidence:
        what = t("cli.ask_evidence", examples=", ".join(criterion.evidence_examples))
    else:
        what = criterion.next_action.text
    if action.to_level is not None:
        goal = t("ui.actions.goal", level=action.to_level, descriptor=criterion.descriptor(action.to_level))
    else:
        goal = t("ui.actions.talk" if action.because is Because.TOPIC else "ui.actions.ask_first")
    levels = _levels(session, action, report.framework.scale)
    return (
        f'<p class="meta">{mark}{levels}<span class="kw-chip">{escape(tag)}</span></p>'
        f'<p>{escape(what)}</p><p class="to">{escape(goal)}</p>'
    )


def _levels(session: Session, action: Action, scale: Scale) -> str:
    if not isinstance(action.outcome, Counted):
        return f'<span class="kw-lvl">{bars(None, scale)} ?</span>'
    here, there = action.outcome.counted, action.to_level
    stands = f'<span class="kw-lvl">{bars(here, scale)} {here}</span>'
    if there is None:
        return stands
    to = escape(session.t("ui.actions.to"))
    return f'{stands}<span class="to2">{to}</span><span class="kw-lvl">{bars(there, scale)} {there}</span>'


session = open_session()
dossier = find_dossier(session)
if dossier is None:
    widgets.nothing_here(session)
else:
    show(session, dossier)
