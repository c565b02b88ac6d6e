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
    """Lay in the fields what stands in this form: of before a reload too, and in another language."""
    tab, now = paper_form.this_tab(), (check.id, session.language)
    is_here = tab.following is not None or paper_form.stands()
    if not is_here or tab.laid is None or tab.laid[0] != check.id:
        held = session.practice.form(session.actor, check.id, _key(session, check)) or Response()
        tab.kept, tab.place, tab.told = held, None, ()
        tab.begin(held)
        if not held.is_blank:
            st.query_params[_KEY] = _key(session, check)
    elif tab.laid != now and tab.following is None:  # Streamlit makes other fields in another language
        tab.begin(paper_form.read(statements))
    tab.laid = now
    paper_form.lay(statements)
    if tab.aims:
        aim(paper_form.first(statements))  # the form begins where it says what became of the one before


def _tell_last(session: Session, check: Check, statements: Statements) -> None:
    """Say what became of the form before, and let it be taken back."""
    tab, sent = paper_form.this_tab(), session.t("ui.practice.sent", n=check.sent)
    if not tab.told:
        return
    words = " ".join(session.t(f"ui.paper.{key}", sent=sent) for key in tab.told)
    with st.container(key="last_form", horizontal=True, vertical_alignment="center"):
        draw(f'<p class="kw-saved" role="status">{icon("check")} {escape(words)}</p>')
        if tab.place and st.button(session.t("ui.paper.take_back"), key="take_back"):
            _take_back(session, check, paper_form.read(statements), tab.place)


def _take_back(session: Session, check: Check, half: Response, place: str) -> None:
    """Lay the last form in the fields again; what was begun meanwhile waits until it is put in once more."""
    tab, practice, waiting = paper_form.this_tab(), session.practice, _waiting(_key(session, check))
    practice.keep_form(session.actor, check.id, waiting, half)
    taken = practice.take_back(session.actor, check.id, place)
    tab.place, tab.told = None, ()
    if taken is None:  # it is gone: nothing waits for it
        practice.keep_form(session.actor, check.id, waiting, Response())
    else:
        tab.told, tab.kept = ("taken_back",) if half.is_blank else ("taken_back", "waits"), Response()
        tab.begin(taken, aims=True)
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
        elif monotonic() < paper_form.this_tab().settles:
            st.rerun()
        elif nothing:
            faults.tell(nothing, pressed=True)
        else:
            _put_in(session, check, whole, press)


def _put_in(session: Session, check: Check, whole: Response, press: str) -> None:
    """Put the form in, and begin the next: empty, or the one that waited for this one to be mended."""
    tab, practice, key = paper_form.this_tab(), session.practice, _key(session, check)
    waits = practice.form(session.actor, check.id, _waiting(key)) or Response()
    place = practice.enter(session.actor, check.id, whole, press, key)
    tab.place, tab.told, tab.kept, tab.settles = place, ("done",), Response(), monotonic() + _SECOND_HALF
    tab.begin(waits, aims=True)
    practice.keep_form(session.actor, check.id, _waiting(key), Response())
    st.rerun()


def _keep(session: Session, check: Check, statements: Statements, whole: Response) -> None:
    """Keep what stands in the form, once something does, for when the page is read anew."""
    tab, key, practice, actor = paper_form.this_tab(), _key(session, check), session.practice, session.actor
    tab.following, tab.aims = None, False  # it is drawn whole
    paper_form.keep_last_words(statements, lambda words: practice.keep_form(actor, check.id, key, words))
    if whole == tab.kept:
        return
    practice.keep_form(actor, check.id, key, whole)
    tab.kept = whole
    if st.query_params.get(_KEY) != key:
        st.query_params[_KEY] = key


def _key(session: Session, check: Check) -> str:
    """Return the key under which the half form is kept: that of the address, else of this tab."""
    keys = paper_form.this_tab().keys
    if named := str(st.query_params.get(_KEY, ""))[:200]:
        keys[check.id] = named
    return keys.setdefault(check.id, session.projects.new_id())


def _waiting(key: str) -> str:
    """Return the key of the half form that waits for the one before it to be mended."""
    return f"{key}.waits"


draw_check_page(show)
