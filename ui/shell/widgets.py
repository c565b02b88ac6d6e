"""The furniture every page shares: header, footer, step bar, saved mark, and what to say when there is nothing."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, NoReturn, Protocol

import streamlit as st
from streamlit.navigation.page import Page

from framework.errors import Faults
from framework.instrument.model import Criterion, Framework, Source
from framework.use_cases.dossier import Dossier
from ui.shell.drawings import icon
from ui.shell.html import draw, widget_class
from ui.shell.saving import Settled, State
from ui.shell.session import Finished, Session, address, assessment_id, begin_page, switch_language

# The punctuation of ASCII but for what is no mark anywhere: a label is also the name that a screen reader says.
_MARKS = re.compile(r"(?![?,;%'\"])[!-/:-@\[-`{-~]")
# What Streamlit redraws after it has read the marks, which a space without width keeps apart: arrows, dashes, its own
# name and icons, addresses that it makes links of. The bridge takes that space out of what is drawn.
_REDRAWN = re.compile(
    r"(?<!\S)(?:<-|-(?=[->])|[<>~](?==))|:(?=streamlit:|material[_/])|https?:(?=//)|www(?=\.)|[\w.+-](?=@)",
    re.IGNORECASE,
)
PLACES = ("start", "research", "framework")


def topbar(session: Session, pages: Mapping[str, Page], here: str) -> None:
    """The navy band: name, places, the state of the framework, and the other language."""
    t, framework = session.t, session.current.framework
    with st.container(key="topbar", horizontal=True, vertical_alignment="center"):
        steps = "".join(f'<i style="height:{height}%"></i>' for height in (44, 72, 100))
        brand = f'<span class="kw-bars" aria-hidden="true">{steps}</span>'
        draw(f'<span class="kw-brand">{brand}{escape(t("ui.name"))}</span>', width="content")
        st.space("small")
        for page in PLACES:
            with st.container(key="nav_here" if page == here else f"nav_{page}", width="content"):
                query = address(assessment_id()) if page == "research" else {}
                st.page_link(pages[page], label=t(f"ui.nav.{page}"), width="content", query_params=query)
        with st.container(key="topright", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            chip = escape(t("ui.draft_chip", version=framework.version))
            draw(f'<span class="kw-chip on-navy">{chip}</span>', width="content")
            st.button(t("ui.other_language"), type="tertiary", key="language_switch", on_click=switch_language)


def footer(session: Session) -> None:
    """What holds for every page: the draft status, and that a profile is no grade."""
    status = escape(session.current.in_language(session.language).status)
    draw(f'<footer class="kw-foot"><span>{status}</span><span>{escape(session.t("ui.no_grade"))}</span></footer>')


def as_written(text: str) -> str:
    """What an author or a person wrote, for where Streamlit reads Markdown: what looks like a mark is shown as typed.

    What Streamlit redraws all the same, a space without width (U+200B) keeps apart until it is drawn.
    """
    return _MARKS.sub(r"\\\g<0>", _REDRAWN.sub("\\g<0>\u200b", text))


def kicker(*texts: str) -> None:
    """The small line above a title."""
    draw(f'<p class="kw-kicker">{"".join(f"<span>{escape(text)}</span>" for text in texts if text)}</p>')


def lead(text: str) -> None:
    """The sentence under a title."""
    draw(f'<p class="kw-lead">{escape(text)}</p>')


def small(text: str) -> None:
    """A quiet remark."""
    draw(f'<p class="kw-small">{escape(text)}</p>')


class Saved(Protocol):
    """Whatever knows when it was last saved."""

    @property
    def saved_at(self) -> datetime:
        """When anything in it was last saved."""
        ...


def progress(session: Session, dossier: Dossier) -> str:
    """How far one is: what counts, and what is chosen and still asks for a word."""
    words = session.t("ui.progress", n=dossier.answered, of=len(dossier.asked))
    waiting = len(dossier.waiting)
    return f"{words}, {session.t('ui.waiting', n=waiting)}" if waiting else words


def saved_mark(session: Session, saved: Saved) -> None:
    """When this was last saved, to see, with the number of saves in this tab; the bridge tells listeners."""
    count = int(st.session_state.get("announced", 0))
    held_back = st.session_state.pop("held_back", None)
    if mark := "ui.unsaved.mark" if st.session_state.get("unsaved") else held_back:
        draw(f'<p class="kw-saved off" data-count="{count}">{icon("warn")} {escape(session.t(mark))}</p>')
        return
    if where := st.session_state.get("conflict"):  # the question may stand out of sight
        words = escape(session.t("ui.conflict.choose"))
        draw(f'<p class="kw-saved off" data-count="{count}">{icon("warn")} <a href="#{where}">{words}</a></p>')
        return
    words = escape(session.t("ui.saved_at", time=session.clock(saved.saved_at)))
    draw(f'<p class="kw-saved" data-count="{count}">{icon("check")} {words}</p>')


def announce_saved(session: Session, settled: Settled[Any]) -> None:
    """Let the bridge say that something was saved, each time that it was."""
    if settled.state is State.SAVED:
        st.session_state["announce"] = session.t("ui.saved_at", time=session.clock(settled.whole.saved_at))
        st.session_state["announced"] = int(st.session_state.get("announced", 0)) + 1


def tell_unsaved(session: Session) -> None:
    """Say, once on a page, that the store is not to be had: what was typed stands on this screen and nowhere else.

    The bridge tries again by itself, and so does the button.
    """
    t, is_told = session.t, st.session_state.get("unsaved")
    st.session_state["unsaved"] = True
    if not is_told:
        heading = f'<h2 class="kw-h3">{icon("warn")} {escape(t("ui.unsaved.title"))}</h2>'
        draw(f'<div class="kw-alert" role="alert">{heading}<p>{escape(t("ui.unsaved.text"))}</p></div>')
        st.button(t("ui.unsaved.again"), key="try_again")


def provenance(session: Session, framework: Framework, criterion: Criterion) -> None:
    """Where a criterion comes from: quotes from documents, and what the literature says."""
    t = session.t
    documents = {document.id: document.title for document in framework.documents}
    scopes = {scope.id: scope.label for scope in framework.document_scopes}
    for quote in criterion.provenance.documents:
        place = t("ui.point.quote_place", title=documents[quote.file], line=quote.line, scope=scopes[quote.scope])
        words = f'<p lang="nl">“{escape(quote.quote)}”</p>'
        draw(f'<blockquote class="kw-quote">{words}<cite>{escape(place)}</cite></blockquote>')
    sources = {source.id: source for source in framework.sources}
    items = "".join(
        f"<li>{escape(entry.note)} <span class='kw-small'>{source_link(sources[entry.source])}, "
        f"{escape(t(f'checked.{entry.checked}'))}</span></li>"
        for entry in criterion.provenance.literature
    )
    if items:
        draw(f'<ul class="kw-bullets">{items}</ul>')


def source_link(source: Source) -> str:
    """A source, as a link where it has an address."""
    if source.url is None:
        return escape(source.citation)
    return f'<a href="{escape(source.url)}" rel="noreferrer">{escape(source.citation)}</a>'


def error(text: str, key: str = "") -> None:
    """A fault, directly under its field; what was typed stays. The bridge ties it to the widget `key`."""
    tied = f' data-for="{widget_class(key)}"' if key else ""
    draw(f'<p class="kw-err" role="alert"{tied}>{icon("warn")}<span>{escape(text)}</span></p>')


def field_fault(text: str, key: str) -> None:
    """A fault under its field that a summary tells of already, so that it is not announced once more."""
    draw(f'<p class="kw-err" data-for="{widget_class(key)}">{icon("warn")}<span>{escape(text)}</span></p>')


def faults(session: Session, found: Faults) -> None:
    """Every fault of an input, one a line."""
    lines = "".join(f"<li>{escape(session.t.fault(fault))}</li>" for fault in found.faults)
    heading = escape(session.t("ui.faults", n=len(found.faults)))
    draw(f'<div class="kw-alert" role="alert"><h2 class="kw-h3">{icon("warn")} {heading}</h2><ul>{lines}</ul></div>')


def nothing_here(session: Session) -> NoReturn:
    """The same words whether a thing is absent or someone else's, and a way on. Ends the page."""
    t = session.t
    begin_page(t("ui.nothing.title"))
    st.title(t("ui.nothing.title"), anchor=False)
    draw(f'<div class="kw-empty"><p>{escape(t("ui.nothing.text"))}</p></div>')
    st.page_link("pages/start.py", label=t("ui.nothing.way_on"))
    footer(session)
    raise Finished


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Names and values on one line."""
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs if value)
    draw(f'<dl class="kw-facts">{rows}</dl>')
