"""Another depth or document type: what it does to each answer is said before it is done, and nothing is emptied."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

import streamlit as st

from framework.assessing.consequences import Consequence, Standing
from framework.assessing.record import Scope, Scored
from framework.errors import Stale
from framework.instrument.model import Framework
from framework.use_cases.codec import SETTING
from framework.use_cases.dossier import Dossier
from ui.shell.bridge import aim
from ui.shell.drawings import icon
from ui.shell.fields import Payload
from ui.shell.html import draw
from ui.shell.session import Session, go

_AGREED, _ASKED = "agreed", "depth_asked"
_SHOWN = "depth_preview"
_TOLD = (
    Standing.ASKS_A_WORD,
    Standing.ASKS_A_REASON,
    Standing.SILENCE_IS_LOWEST,
    Standing.NOT_ALLOWED,
    Standing.COUNTS_LOWER,
    Standing.NOT_ASKED,
)


def agree(session: Session, dossier: Dossier, wanted: Payload, leave: Callable[[], None], *, back: str) -> bool:
    """Tell whether an assessment may go to the `scope` and `document_type` that are wanted.

    It may at once where no answer minds; else the preview stands here until the person presses one of its buttons.
    `leave` puts back what stood on the screen; then the focus goes `back` to the widget with that key.
    """
    if st.session_state.pop(_AGREED, None) == (dossier.stream.id, wanted):
        return True
    found = dossier.foresee(Scope(wanted["scope"]), wanted["document_type"])
    if not any(each.asks_first for each in found):
        return True
    with st.container(key=_SHOWN, gap=None):
        _preview(session, dossier, found)
    if st.session_state.pop(_ASKED, False):
        aim(_SHOWN)
    with st.container(horizontal=True, gap="small"):
        whole = (dossier.stream.id, wanted)
        words = session.t("ui.depth.change")
        st.button(words, type="primary", key="depth_change", on_click=_keep, args=(whole, back))
        st.button(session.t("ui.depth.leave"), key="depth_leave", on_click=_leave, args=(leave, back))
    return False


def _keep(agreed: tuple[str, Payload], back: str) -> None:
    st.session_state[_AGREED] = agreed
    aim(back)


def _leave(leave: Callable[[], None], back: str) -> None:
    leave()
    aim(back)


def _preview(session: Session, dossier: Dossier, found: tuple[Consequence, ...]) -> None:
    """Every answer that will ask for something, under why; what was chosen stays."""
    t, framework = session.t, dossier.loaded.in_language(session.language)
    minding = [each for each in found if each.asks_first]
    parts = "".join(
        f"<p>{escape(t(f'ui.depth.then.{standing}', level=framework.evidence.required_from))}</p>"
        f"<ul>{''.join(_answers(framework, group))}</ul>"
        for standing in _TOLD
        if (group := [each for each in minding if each.then is standing])
    )
    if new := sum(each.is_new for each in found):
        parts += f"<p>{escape(t('ui.depth.new', n=new))}</p>"
    heading, stays = escape(t("ui.depth.title", n=len(minding))), escape(t("ui.depth.stays"))
    draw(
        '<section class="kw-ask" role="alert" aria-labelledby="depth" tabindex="-1">'
        f'<h2 class="kw-h3" id="depth">{icon("ask")} {heading}</h2>'
        f"<p>{stays}</p>{parts}</section>"
    )


def _answers(framework: Framework, group: Iterable[Consequence]) -> Iterator[str]:
    levels = {level.level: f"{level.level}. {level.label}" for level in framework.scale.levels}
    states = {state.id: state.label for state in framework.states}
    for each in group:
        rating = each.rating
        chosen = (
            levels.get(rating.level) if isinstance(rating, Scored) else states.get(rating.not_scored) if rating else ""
        )
        title = framework.by_id[each.criterion.id].title
        yield f"<li><b>{escape(title)}</b>: {escape(chosen or '')}</li>"


def ask_to_deepen(dossier: Dossier, phase: str) -> None:
    """Remember that the full assessment was asked for, of a phase or (empty) of all: for a button's callback.

    What is to be agreed first may stand out of sight, so the focus goes there.
    """
    st.session_state[_place(dossier)] = phase
    st.session_state[_ASKED] = True


def deepen(session: Session, dossier: Dossier, phase: str) -> None:
    """Go on with the full assessment where it was asked for: at the first point of the phase that waits for an answer.

    What that does to the answers there are is said first, here.
    """
    place = _place(dossier)
    if st.session_state.get(place) != phase:
        return
    wanted = {"scope": Scope.FULL.value, "document_type": dossier.assessment.project.document_type}
    back = f"deepen_{phase}" if phase else "to_full"
    if not agree(session, dossier, wanted, lambda: st.session_state.pop(place, None), back=back):
        return
    for name in (place, _ASKED):
        st.session_state.pop(name, None)
    identifier = dossier.stream.id
    try:
        expected = dossier.stream.version(SETTING)
        dossier = session.projects.change_setting(session.actor, identifier, expected, scope=Scope.FULL)
    except Stale:  # someone was here just before: look at it as it is now
        st.rerun()
    go_on(dossier, phase)


def go_on(dossier: Dossier, phase: str) -> None:
    """Go to the first point that waits for an answer, in a phase or (empty) in all; else to where one was."""
    waiting = dossier.unanswered(phase or None) or dossier.unanswered()
    go("point", dossier.stream.id, waiting[0].id if waiting else None)


def _place(dossier: Dossier) -> str:
    return f"{dossier.stream.id}/deepen"
