"""A paper form, copied into the box: it counts as any other, and only the last can be taken back."""

from html import escape
from time import monotonic

import streamlit as st

from framework.errors import Ended
from framework.practice.responses import Response
from framework.use_cases.check import Check
from framework.use_cases.dossier import Dossier
from ui.practice import paper_form
from ui.practice.check_page import draw_check_page
from ui.practice.paper_form import Statements
from ui.shell import widgets
from ui.shell.bridge import aim
from ui.shell.drawings import icon
from ui.shell.faults import FormFaults
from ui.shell.html import draw
from ui.shell.presses import make_button
from ui.shell.session import Session, go
from ui.shell.ways import draw_steps

_KEY = "d"  # in the address: under which the half form is kept
_KEYS, _KEPT, _LAID = "form_keys", "form_kept", "form_laid"  # by check; what is kept; of which check, in which language
_LAST = "last_form"  # the place in the box of the form that was put in last, and what is said of it
_SECOND_HALF = 1.0  # seconds; what is pressed sooner after a form was put in is the rest of that press


def show(session: Session, dossier: Dossier, check: Check) -> None:
    """Draw a form to copy into; once it is put in, an empty one."""
    t, statements = session.t, check.statements(session.language)
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.paper.kicker"), check.project_title)
        st.title(t("ui.paper.title"), anchor=False)
        widgets.lead(t("ui.paper.lead"))
    if check.is_closed:
        widgets.error(t("ui.paper.ended"))
    else:
        try:
            _begin(session, check, statements)
            _tell_last(session, check, statements)
            _form(session, check, statements)
        except Ended:  # closed while somebody was copying
            st.rerun()
    if st.button(t("ui.paper.back"), key="back_to_check"):
        go("check", dossier.stream.id, check.id)
    widgets.footer(session)


def _begin(session: Session, check: Check, statements: Statements) -> None:
    """Lay in the fields what was copied before a reload; in another language Streamlit makes other fields."""
    was, now = st.session_state.get(_LAID), (check.id, session.language)
    if not paper_form.stands() or was is None or was[0] != check.id:
        held = session.practice.form(session.actor, check.id, _key(session, check)) or Response()
        st.session_state[_LAST], st.session_state[_KEPT] = None, held
        if not held.is_blank:
            st.query_params[_KEY] = _key(session, check)
        paper_form.lay(statements, held)
    elif was != now:
        paper_form.lay(statements, paper_form.read(statements))
    st.session_state[_LAID] = now


def _tell_last(session: Session, check: Check, statements: Statements) -> None:
    """Say what became of the form before, and let it be taken back."""
    if not (last := st.session_state.get(_LAST)):
        return
    place, told = last
    words = " ".join(session.t(f"ui.paper.{key}", sent=session.t("ui.practice.sent", n=check.sent)) for key in told)
    with st.container(key="last_form", horizontal=True, vertical_alignment="center"):
        draw(f'<p class="kw-saved" role="status">{icon("check")} {escape(words)}</p>')
        if place and st.button(session.t("ui.paper.take_back"), key="take_back"):
            _take_back(session, check, statements, place)


def _take_back(session: Session, check: Check, statements: Statements, place: str) -> None:
    half, key = paper_form.read(statements), _key(session, check)
    taken = session.practice.take_back(session.actor, check.id, place)
    st.session_state[_LAST] = None
    if taken is not None:
        session.practice.keep_form(session.actor, check.id, _waiting(key), half)
        told = ("taken_back",) if half.is_blank else ("taken_back", "waits")
        st.session_state[_LAST] = None, told
        paper_form.lay(statements, taken)
        aim(paper_form.first(statements))
    st.rerun()


def _form(session: Session, check: Check, statements: Statements) -> None:
    number = paper_form.number()
    with st.container(key="paper_form"):
        faults = FormFaults(session, f"put_in_form_{number}")
        paper_form.draw(session, check, statements, below_first=faults.below)
        press = make_button(session, session.t("ui.paper.put_in"), type="primary", key=f"put_in_form_{number}")
        whole = paper_form.read(statements)
        nothing = {paper_form.first(statements): session.t("ui.paper.nothing")} if whole.is_blank else {}
        if press is None:
            if faults.stand:
                faults.tell(nothing, pressed=False)
            _keep(session, check, statements, whole)
        elif not nothing:
            _put_in(session, check, statements, whole, press)
        elif monotonic() < st.session_state.get("settles", 0):
            st.rerun()
        else:
            faults.tell(nothing, pressed=True)


def _put_in(session: Session, check: Check, statements: Statements, whole: Response, press: str) -> None:
    """Put the form in, and begin the next: empty, or the one that waited for this one to be mended."""
    key = _key(session, check)
    place = session.practice.enter(session.actor, check.id, whole, press, key)
    waits = session.practice.form(session.actor, check.id, _waiting(key)) or Response()
    session.practice.keep_form(session.actor, check.id, _waiting(key), Response())
    st.session_state[_LAST], st.session_state[_KEPT] = (place, ("done",)), Response()
    st.session_state["settles"] = monotonic() + _SECOND_HALF
    paper_form.lay(statements, waits)
    aim(paper_form.first(statements))  # the next form begins where it says that this one is in
    st.rerun()


def _keep(session: Session, check: Check, statements: Statements, whole: Response) -> None:
    """Keep what stands in the form, once something does, for when the page is read anew."""
    key, practice, actor = _key(session, check), session.practice, session.actor
    paper_form.keep_last_words(statements, lambda words: practice.keep_form(actor, check.id, key, words))
    if whole == st.session_state.get(_KEPT):
        return
    practice.keep_form(actor, check.id, key, whole)
    st.session_state[_KEPT] = whole
    if st.query_params.get(_KEY) != key:
        st.query_params[_KEY] = key


def _key(session: Session, check: Check) -> str:
    """Return the key under which the half form is kept: that of the address, else of this tab."""
    keys: dict[str, str] = st.session_state.setdefault(_KEYS, {})
    if named := str(st.query_params.get(_KEY, ""))[:200]:
        keys[check.id] = named
    return keys.setdefault(check.id, session.projects.new_id())


def _waiting(key: str) -> str:
    """Return the key of the half form that waits for the one before it to be mended."""
    return f"{key}.waits"


draw_check_page(show)
