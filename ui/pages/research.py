"""My research: every project of this reader, and a way to begin one."""

from html import escape

import streamlit as st

from framework.language.texts import Texts
from framework.use_cases.dossier import Dossier
from framework.use_cases.listing import Listed, Unreadable
from ui.shell import widgets
from ui.shell.bridge import aim
from ui.shell.html import draw
from ui.shell.session import Session, address, go, open_session

ON_A_PAGE, SHORT = 20, 7  # projects; a shorter list is seen at a glance
WORDS, PAGE = "z", "n"  # in the address
SOUGHT = "sought"
MOST_WORDS = 200


def show(session: Session) -> None:
    """Draw the list, the one changed last first, a page at a time."""
    t = session.t
    st.title(t("ui.research.title"), anchor=False)
    mine, place = _find(session)
    if mine.total > SHORT or st.session_state[SOUGHT]:
        _search(session, mine, place)
    if not mine.total:
        draw(f'<div class="kw-empty"><p>{escape(t("ui.research.empty"))}</p></div>')
    if st.button(t("ui.research.new"), type="primary", icon=":material/add:", key="new"):
        st.session_state.pop("assessment", None)
        go("details")
    for each in mine.found:
        _one(session, each) if isinstance(each, Dossier) else _unreadable(session, each)
    _pages(session, mine, place)
    widgets.footer(session)


def _find(session: Session) -> tuple[Listed, int]:
    """What the address asks for, and which page of it that is, from 0: the first where the one named is empty."""
    words = st.session_state.setdefault(SOUGHT, str(st.query_params.get(WORDS, ""))[:MOST_WORDS])
    named = str(st.query_params.get(PAGE, ""))
    place = int(named) - 1 if named.isdecimal() and len(named) < 6 and int(named) else 0
    mine = session.projects.mine(session.actor, words, first=place * ON_A_PAGE, most=ON_A_PAGE)
    if mine.found or not place:
        return mine, place
    return session.projects.mine(session.actor, words, most=ON_A_PAGE), 0


def _search(session: Session, mine: Listed, place: int) -> None:
    """A field for words to seek, and what was found."""
    t = session.t
    st.text_input(t("ui.research.search"), key=SOUGHT, max_chars=MOST_WORDS, on_change=_turn_to)
    draw(f'<p class="kw-small" role="status">{escape(_found(t, mine, place))}</p>')
    if not mine.found:
        st.button(t("ui.research.show_all"), key="show_all", on_click=_show_all)


def _found(t: Texts, mine: Listed, place: int) -> str:
    """How many there are, and which of them stand here."""
    if not mine.found:
        return t("ui.research.none")
    every = t("ui.research.found", n=mine.matching)
    first = place * ON_A_PAGE + 1
    is_all = len(mine.found) == mine.matching
    return every if is_all else t("ui.research.shown", first=first, last=first + len(mine.found) - 1, projects=every)


def _show_all() -> None:
    st.session_state[SOUGHT] = ""
    _turn_to()


def _turn_to(place: int = 0) -> None:
    """Let the address name a page of what is sought now, so that a reload shows it again."""
    named = {WORDS: st.session_state.get(SOUGHT, ""), PAGE: str(place + 1) if place else ""}
    for name, value in named.items():
        st.query_params.pop(name, None)
        if value:
            st.query_params[name] = value


def _pages(session: Session, mine: Listed, place: int) -> None:
    """The ways to the pages before and after this one."""
    t, last = session.t, (mine.matching - 1) // ON_A_PAGE
    with st.container(horizontal=True, gap="medium", key="pages"):
        for name, other in (("earlier", place - 1), ("later", place + 1)):
            if 0 <= other <= last:
                label = t(f"ui.research.{name}", n=other + 1, of=last + 1)
                st.button(label, key=name, on_click=_turn, args=(other,))


def _turn(place: int) -> None:
    _turn_to(place)
    aim(SOUGHT)


def _unreadable(session: Session, project: Unreadable) -> None:
    t = session.t
    with st.container(key=f"card_{project.id}"):
        st.header(widgets.as_written(project.title or t("ui.research.untitled")), anchor=False)
        widgets.small(t("ui.research.unreadable", id=project.id))


def _one(session: Session, dossier: Dossier) -> None:
    t, identifier, project = session.t, dossier.stream.id, dossier.assessment.project
    with st.container(key=f"card_{identifier}"):
        st.header(widgets.as_written(project.title), anchor=False)
        progress = widgets.progress(session, dossier)
        saved = t("ui.saved_on", moment=session.day_and_clock(dossier.saved_at))
        widgets.small(f"{t(f'scope.{dossier.assessment.scope}')}. {progress}. {saved}.")
        with st.container(horizontal=True, gap="medium"):
            for page in ("point", "profile", "actions", "practice", "roundtable", "details"):
                st.page_link(f"pages/{page}.py", label=t(f"ui.research.{page}"), query_params=address(identifier))
            with st.popover(t("ui.research.erase"), key=f"erase_{identifier}"):
                widgets.small(t("ui.research.erase_sure", title=project.title))
                if st.button(t("ui.research.erase_now"), key=f"erase_now_{identifier}"):
                    session.projects.erase(session.actor, identifier)
                    st.session_state.pop("assessment", None)
                    st.rerun()


show(open_session())
