"""What a form says of changes made elsewhere: taken in here, or for the person to choose between."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from html import escape
from typing import Any, Generic, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.keeping.merging import part
from framework.use_cases.codec import together
from ui.shell import bridge, saving, widgets
from ui.shell.drawings import icon
from ui.shell.fields import Payload
from ui.shell.html import draw
from ui.shell.last_words import LastWords
from ui.shell.saving import News, Place, Screen, Settled, State
from ui.shell.session import Session

_MOST_WORDS = 1_000  # of a text in which differences are marked: comparing takes the square of it
Whole = TypeVar("Whole", bound=widgets.Saved)
# The label of a field that conflicts, and in words what one version holds there (None: nothing).
Describe = Callable[[str, Any], tuple[str, str]]


@dataclass(frozen=True)
class Form(Generic[Whole]):
    """A form as it was drawn: where it is kept, what is typed (clean), its widgets, and its fields in words."""

    place: Place[Whole]
    typed: Payload
    screen: Screen
    describe: Describe


def settle_forms(
    session: Session,
    forms: Sequence[Form[Whole]],
    notice: DeltaGenerator,
    suffix: str = "",
) -> list[Settled[Whole]]:
    """Settle forms that share one whole, and say in `notice` what came from elsewhere; return the outcomes in order.

    `suffix` tells this notice from others on the page.
    """
    outcomes = list[Settled[Whole]]()
    for form in forms:
        place = replace(form.place, whole=outcomes[-1].whole) if outcomes else form.place
        settled = saving.settle(place, form.typed, form.screen)
        outcomes.append(settled)
        widgets.announce_saved(session, settled)
        if settled.state is not State.CONFLICT:
            base = saving.base_of(settled.place)
            is_saved = settled.state is not State.UNSAVED
            LastWords(settled.place, form.typed, base, saving.bases(), is_saved=is_saved).keep(form.screen)
    with notice:
        pairs = list(zip(forms, outcomes, strict=True))
        if any(settled.state is State.UNSAVED for settled in outcomes):
            widgets.tell_unsaved(session)
        if any(settled.state is State.CONFLICT for settled in outcomes):
            _ask(session, [pair for pair in pairs if pair[1].state is State.CONFLICT], suffix)
        elif news := max((s.news for s in outcomes if s.news), key=lambda each: each.at, default=None):
            _tell(session, news, is_saved=any(s.state is State.SAVED for s in outcomes))
        if any(settled.state is State.REFRESHED for settled in outcomes):
            _announce(session, outcomes)
    return outcomes


def _announce(session: Session, outcomes: Sequence[Settled[Any]]) -> None:
    news = next(settled.news for settled in outcomes if settled.state is State.REFRESHED)
    st.session_state["announce"] = session.t("ui.conflict.refreshed", who=_who(session, news)) if news else ""
    st.session_state["refreshed"] = int(st.session_state.get("refreshed", 0)) + 1


def _tell(session: Session, news: News, *, is_saved: bool) -> None:
    words = session.t("ui.conflict.taken_in" if is_saved else "ui.conflict.refreshed", who=_who(session, news))
    draw(f'<p class="kw-news" role="status">{icon("check")}<span>{escape(words)}</span></p>')


def _who(session: Session, news: News) -> str:
    who = "elsewhere" if news.person == session.actor.person else "someone"
    return session.t(f"ui.conflict.{who}", time=session.clock(news.at))


def _ask(session: Session, conflicts: Sequence[tuple[Form[Any], Settled[Any]]], suffix: str) -> None:
    """Both versions beside each other, and two buttons alike; nothing was overwritten."""
    t = session.t
    entry = conflicts[0][1].place.entry
    who = _who(session, News(entry.person, entry.at)) if entry else t("ui.conflict.gone")
    heading, text = escape(t("ui.conflict.title")), escape(t("ui.conflict.text"))
    st.session_state["conflict"] = f"conflict{suffix}"
    with st.container(key=f"conflict{suffix}", gap="small"):
        title = f'<h2 class="kw-h3">{icon("warn")} {heading}</h2>'
        draw(f'<div class="kw-alert" role="alert" id="conflict{suffix}">{title}<p>{text}</p></div>')
        titles = (("mine", t("ui.conflict.mine")), ("theirs", t("ui.conflict.theirs", who=who)))
        for column, (side, title) in zip(st.columns(2, gap="small"), titles, strict=True):
            with column, st.container(key=f"card_{side}{suffix}"):
                fields = "".join(_fields(session, conflicts, is_mine=side == "mine"))
                draw(f'<div class="kw-ver"><h3>{escape(title)}</h3><dl>{fields}</dl></div>')
                st.button(
                    t(f"ui.conflict.keep_{side}"),
                    key=f"keep_{side}{suffix}",
                    on_click=partial(_decide, conflicts, for_mine=side == "mine"),
                    width="stretch",
                )


def _decide(conflicts: Sequence[tuple[Form[Any], Settled[Any]]], *, for_mine: bool) -> None:
    """Put one side on the screen, with the focus where the two differed."""
    for form, settled in reversed(conflicts):
        saving.decide(settled, form.typed, form.screen, for_mine=for_mine)
        if merged := settled.merged:
            mine, theirs = (dict(side or settled.place.blank) for side in (merged.keep_mine, merged.keep_theirs))
            for key in list(form.screen.changes(mine, theirs))[:1]:
                bridge.aim(key)


def _fields(session: Session, conflicts: Sequence[tuple[Form[Any], Settled[Any]]], *, is_mine: bool) -> Iterator[str]:
    for form, settled in conflicts:
        if settled.merged is None:
            continue
        choices = together(settled.place.key)
        for name in settled.merged.conflicts:
            sides = (settled.merged.keep_mine, settled.merged.keep_theirs)
            (label, mine), (_, theirs) = (form.describe(name, part(side, name, choices)) for side in sides)
            here, there = (mine, theirs) if is_mine else (theirs, mine)
            words = mark_differences(here, there) if here else f"<i>{escape(session.t('ui.conflict.empty'))}</i>"
            yield f"<dt>{escape(label)}</dt><dd>{words}</dd>"


def mark_differences(text: str, other: str) -> str:
    """Return `text` as HTML in which the words that `other` does not have are marked, where both share some."""
    ours, theirs = text.split(" "), other.split(" ")
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return escape(text)
    found = SequenceMatcher(None, ours, theirs, autojunk=False)
    if not any(block.size for block in found.get_matching_blocks()):
        return escape(text)
    marked = list[str]()
    for kind, start, end, _, _ in found.get_opcodes():
        words = escape(" ".join(ours[start:end]))
        if words:
            marked.append(words if kind == "equal" else f"<mark>{words}</mark>")
    return " ".join(marked)
