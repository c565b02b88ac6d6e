"""Start: what this is, for whom, where you left off, and two examples to look at."""

from html import escape
from pathlib import Path

import streamlit as st

from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.reporting.report import Report, make_report
from framework.use_cases.dossier import Dossier
from intake.examples import WORKED, read_fitting
from intake.record_file import read_record
from ui.practice.demo import has_demo, open_demo, show_demo
from ui.shell import widgets
from ui.shell.drawings import icon, legend, strip
from ui.shell.html import draw
from ui.shell.presses import make_button
from ui.shell.session import Session, go, open_session

Example = tuple[Report, LoadedFramework]
TARGETS = {"researcher": "details", "funder": "read_in", "professional": "framework", "facilitator": "research"}
DOORS = tuple(TARGETS)
NEWEST = 3  # of one's own projects, to go on with
EXAMPLES = Path(__file__).resolve().parents[2] / "criteria"


def show(session: Session) -> None:
    """Draw the page, from the question of the reader down to the examples."""
    examples = _examples(session)
    _hero(session, examples)
    _doors(session)
    _resume(session)
    _show_examples(session, examples)
    show_demo(session)
    framework = session.current.in_language(session.language)
    draw(legend(framework, session.t))
    status = f"{framework.status} {session.t('ui.start.provenance')}"
    draw(f'<div class="kw-statusnote"><p>{escape(status)}</p></div>')
    with st.container(horizontal=True, gap="medium"):
        st.page_link("pages/read_in.py", label=session.t("ui.start.read_in"), icon=":material/upload_file:")
        st.page_link("pages/framework.py", label=session.t("ui.start.framework"), icon=":material/menu_book:")
    widgets.footer(session)


def _examples(session: Session) -> list[Example]:
    """The worked examples in the reader's language, each under the version of the framework that it fits."""
    known = session.projects.known
    hashes = tuple(loaded.content_hash for loaded in known)
    return _read_examples(session.current.framework.id, hashes, session.language, known)


@st.cache_resource(show_spinner=False)
def _read_examples(framework: str, hashes: tuple[str, ...], language: str, _known: Library) -> list[Example]:
    """Read the examples once for all contents that are known: the hashes are there for the cache."""
    paths = (EXAMPLES / framework / WORKED).glob(f"*.{language}.yaml")
    return [
        (make_report(loaded, record, language), loaded) for record, loaded in read_fitting(read_record, paths, _known)
    ]


def _hero(session: Session, examples: list[Example]) -> None:
    t = session.t
    with st.container(key="hero", gap="small"):
        left, right = st.columns([0.66, 0.34], gap="large", vertical_alignment="bottom")
        with left, st.container(gap="small"):
            st.title(t("ui.start.title"), anchor=False)
            widgets.lead(t("ui.start.lead"))
        if examples:
            rows = _strips(session, examples[-1][0]).replace('role="img"', "")
            right.html(f'<div class="kw-sample" aria-hidden="true">{rows}</div>')


def _strips(session: Session, report: Report, tag: str = "span") -> str:
    return "".join(
        f"<{tag}>{escape(profile.phase.title)}</{tag}>" + strip(profile, report.framework, session.t, "s")
        for profile in report.profiles
    )


def _doors(session: Session) -> None:
    """A door for each group: what it says can be done today, and it leads there."""
    t, core = session.t, sum(point.is_core for point in session.current.framework.criteria)
    offered = has_demo(session)  # without the made-up example there is no question table to look at yet
    with st.container(key="doors", gap="small"):
        for names in (DOORS[:2], DOORS[2:]):
            for column, who in zip(st.columns(2, gap="small"), names, strict=True):
                with column, st.container(key=f"card_{who}", height="stretch"):
                    words = {name: escape(t(f"ui.door.{who}.{name}")) for name in ("who", "title", "text")}
                    remark = escape(t(f"ui.door.{who}.remark", n=core))
                    draw(
                        f'<div class="kw-door"><p class="who">{words["who"]}</p><h2>{words["title"]}</h2>'
                        f"<p>{words['text']}</p></div>"
                    )
                    with st.container(gap="xsmall"):
                        _door(session, who, has_example=offered)
                        draw(f'<p class="kw-small">{remark}</p>')
                        if who == "professional":
                            code = escape(t("ui.door.professional.code"))
                            draw(f'<p class="kw-small"><a href="/p/?lang={session.language}">{code}</a></p>')


def _door(session: Session, who: str, *, has_example: bool) -> None:
    label = session.t(f"ui.door.{who}.button")
    if who == "facilitator" and has_example:
        open_demo(session, label, "roundtable", key=f"go_{who}")
        return
    kind = "primary" if who == "researcher" else "secondary"
    if st.button(label, type=kind, key=f"go_{who}", width="stretch"):
        st.session_state.pop("assessment", None)
        go(TARGETS[who])


def _resume(session: Session) -> None:
    mine = session.projects.mine(session.actor, most=NEWEST)
    if mine.dossiers:
        st.header(session.t("ui.start.resume"), anchor=False)
        for dossier in mine.dossiers:
            _resume_one(session, dossier)
    if mine.total > len(mine.dossiers):
        st.page_link("pages/research.py", label=session.t("ui.start.all", n=mine.total))


def _resume_one(session: Session, dossier: Dossier) -> None:
    t, identifier = session.t, dossier.stream.id
    scope, progress = (
        t(f"scope.{dossier.assessment.scope}"),
        widgets.progress(session, dossier),
    )
    with st.container(key=f"card_resume_{identifier}"):
        left, middle, right = st.columns([0.5, 0.3, 0.2], vertical_alignment="center", gap="medium")
        title = escape(dossier.assessment.project.title)
        left.html(f'<div class="kw-door"><h3 class="kw-h3">{title}</h3><p>{escape(f"{scope}. {progress}.")}</p></div>')
        saved = escape(t("ui.saved_on", moment=session.day_and_clock(dossier.saved_at)))
        middle.html(f'<p class="kw-saved">{icon("check")} {saved}</p>')
        if right.button(t("ui.start.go_on"), key=f"resume_{identifier}", width="stretch"):
            go("point" if dossier.next_unanswered else "profile", identifier)


def _show_examples(session: Session, examples: list[Example]) -> None:
    t = session.t
    if not examples:
        return
    st.header(t("ui.start.examples"), anchor=False)
    for number, (column, (report, loaded)) in enumerate(zip(st.columns(2, gap="small"), examples, strict=False)):
        with column, st.container(key=f"card_example_{number}", height="stretch"):
            record = report.assessment
            title, rater = escape(record.project.title), escape(record.rater or "")
            strips = _strips(session, report, "dt").replace("<div", "<dd><div").replace("</div>", "</div></dd>")
            draw(
                f'<div class="kw-door"><h3 class="kw-h3">{title}</h3><p class="kw-small">{rater}</p></div>'
                f'<dl class="kw-ex">{strips}</dl>'
            )
            if made := make_button(session, t("ui.start.open_copy", n=number + 1), key=f"open_{number}"):
                go("profile", session.projects.take_in(session.actor, record, loaded, identifier=made))


show(open_session())
