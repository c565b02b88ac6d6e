"""The form of one point: the choice, what it asks for, the evidence and a note, as the payload of a rating."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.assessing.kept import Choice, read_link
from framework.assessing.record import Evidence, Unscored
from framework.errors import NotWhole
from framework.instrument.model import Criterion, Framework, NotScored, Silence
from framework.use_cases.codec import MOST_EVIDENCE, RATING, choose, clean_rating, dump, load_rating
from framework.use_cases.dossier import Dossier
from ui.point.pieces import Pieces
from ui.point.waiting import needs_word, offer_default, tell
from ui.shell import bridge, saving
from ui.shell.fields import Path, Payload, find_piece, longest, text_at
from ui.shell.saving import Place, Screen, Settled
from ui.shell.session import Session
from ui.shell.widgets import as_written, error, small

BLANK = dump(load_rating({"not_scored": NotScored.UNANSWERED}))


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its label, the words under it, and the level or state it stands for."""

    label: str
    caption: str
    value: Choice


@dataclass(frozen=True)
class PointForm:
    """The form of one criterion in one tab, for one run, drawn over what this tab knows (`known`).

    `framework` is in the reader's language. `screen` fills while it is drawn, and so does `below`: the room below each
    piece of evidence, by its id.
    """

    session: Session
    dossier: Dossier
    framework: Framework
    criterion: Criterion
    screen: Screen = field(default_factory=Screen)
    below: dict[str, DeltaGenerator] = field(default_factory=dict[str, DeltaGenerator])

    @cached_property
    def place(self) -> Place[Dossier]:
        """Where its rating is kept."""
        session, assessment, criterion = self.session, self.dossier.stream.id, self.criterion.id
        return Place(
            key=RATING + criterion,
            whole=self.dossier,
            stream=attrgetter("stream"),
            read=partial(session.projects.dossier, session.actor, assessment),
            save=lambda payload, expected: session.projects.record_rating(
                session.actor, assessment, criterion, load_rating(payload), expected
            ),
            clean=clean_rating,
            blank=BLANK,
        )

    @cached_property
    def known(self) -> Payload:
        """What this tab knows of the rating."""
        if (anchor := self._key("choice")) not in st.session_state:
            for name in ("pieces", "opened", "unfolded"):
                st.session_state.pop(self._key(name), None)
        return saving.recall(self.place, anchor)

    @property
    def options(self) -> list[Option]:
        """The levels, then the states that are allowed here."""
        names = {level.level: level.label for level in self.framework.scale.levels}
        levels = [Option(f"{d.level}. {names[d.level]}", d.text, d.level) for d in self.criterion.rubric]
        states = {state.id: state for state in self.framework.states}
        return levels + [Option(states[k].label, states[k].asks or "", k) for k in self._states()]

    def _states(self) -> list[NotScored]:
        """What is offered here, and what was chosen already, even where it would not be offered."""
        kind = self.framework.document_type(self.dossier.assessment.project.document_type)
        allowed = {NotScored.NOT_YET_KNOWN, self.known.get("not_scored")} - {NotScored.UNANSWERED}
        if self.criterion.not_applicable is not None:
            allowed.add(NotScored.NOT_APPLICABLE)
        if kind is None or kind.silence_means is not Silence.LOWEST:
            allowed.add(NotScored.NOT_IN_TEXT)
        return [state.id for state in self.framework.states if state.id in allowed]

    def _key(self, field: str) -> str:
        return f"{self.dossier.stream.id}/{self.criterion.id}/{field}"

    def ask(self, *, choice_only: bool) -> Payload:
        """Draw the form and return what stands on the screen, clean."""
        chosen = self._ask_choice()
        offer_default(self.session, self.dossier, self.framework, self.criterion, chosen, key=self._key("choice"))
        word = self._ask_word() if needs_word(self.dossier, self.framework, chosen) else None
        rating = choose(self.known, NotScored.UNANSWERED if chosen is None else chosen)
        rating |= self._ask_about_state(chosen, rating)
        rating |= self._offer_support() if choice_only else self._ask_support(note=word)
        return self.place.clean(rating)

    def _ask_word(self) -> str:
        """The note, beside the choice that asks for it."""
        with st.container(key="note_word"):
            tell(self.session.t("ui.point.word", level=self.framework.scale.lowest))
            return self._area(self.session.t("ui.point.note"), "note")

    def _ask_choice(self) -> Choice | None:
        options = self.options
        with st.container(key="levels"):
            labels = {str(option.value): option.label for option in options}
            shown, key = _show_choice(self.known), self.screen.other(self._key("choice"), _show_choice)
            chosen = st.radio(
                self.session.t("ui.point.choose"),
                list(labels),
                format_func=lambda value: as_written(labels[value]),
                captions=[as_written(option.caption) for option in options],
                index=list(labels).index(shown) if shown in labels else None,
                key=key,
                width="stretch",
            )
        if chosen is not None:
            words = self.session.t("ui.point.take_back")
            st.button(words, type="tertiary", icon=":material/undo:", key="take_back", on_click=partial(_clear, key))
        return next((option.value for option in options if str(option.value) == chosen), None)

    def _ask_about_state(self, chosen: Choice | None, rating: Payload) -> Payload:
        questions = {state.id: state.asks or "" for state in self.framework.states}
        if chosen is NotScored.NOT_APPLICABLE:
            small(self.criterion.not_applicable or "")
            text = self._area(as_written(questions[chosen]), "reason", over=rating)
            self._tell_reason_is_needed(text)
            return {"reason": text}
        st.session_state.pop(self._key("asked"), None)
        if chosen is NotScored.NOT_YET_KNOWN:
            return {"when": self._line(as_written(questions[chosen]), "when", over=rating)}
        return {}

    def _tell_reason_is_needed(self, text: str) -> None:
        """Ask for it first; it is a fault once the person left it and came back."""
        asked, words = self._key("asked"), self.session.t("ui.point.reason_needed")
        if self.known.get("not_scored") != NotScored.NOT_APPLICABLE:
            st.session_state[asked] = True
        if not text.strip():
            (small if asked in st.session_state else error)(words)

    def _offer_support(self) -> Payload:
        """The same questions to open. Until they are first opened nothing is drawn, and what is known stays.

        From then on the fold keeps the state it began with: another one is another fold, without what is typed in it.
        """
        words, opened, unfolded = self.session.t("ui.point.more"), self._key("opened"), self._key("unfolded")
        if not st.session_state.get(opened):
            st.session_state[unfolded] = bool(self.known.get("evidence"))
        begun = st.session_state[unfolded]
        with st.expander(words, key=f"more_{self.criterion.id}", expanded=begun, on_change="rerun") as more:
            st.session_state[opened] = is_open = st.session_state.get(opened, False) or more.open
            return self._ask_support() if is_open else {}

    def _ask_support(self, note: str | None = None) -> Payload:
        """The evidence, and a note where none was asked for beside the choice."""
        t = self.session.t
        with st.container(key="card_evidence"):
            st.header(t("ui.point.evidence"), anchor=False)
            small(t("ui.point.evidence_lead", level=self.framework.evidence.required_from))
            pieces = Pieces.of(self._key("pieces"), self.known.get("evidence", []))
            self.screen.on_removed, self.screen.on_returned = pieces.drop, pieces.show
            items = [self._ask_evidence(n, slot, pieces) for n, slot in enumerate(pieces.ids, 1)]
            with st.container(horizontal=True, gap="small"):
                if len(items) < MOST_EVIDENCE:
                    words = t("ui.point.more_evidence")
                    st.button(words, type="tertiary", icon=":material/add:", key="add_evidence", on_click=pieces.add)
                if pieces.removed:
                    words = t("ui.point.put_back")
                    st.button(
                        words,
                        type="tertiary",
                        icon=":material/undo:",
                        key="undo",
                        on_click=partial(self._put_back, pieces),
                    )
        if note is None:
            with st.container(key="note_own"):
                note = self._area(t("ui.point.note"), "note")
        return {"evidence": [item for item in items if item], "note": note}

    def _put_back(self, pieces: Pieces) -> None:
        bridge.aim(self._key(f"evidence.{pieces.put_back()}.quote"))

    def say_what_has_no_room(self, settled: Settled[Dossier]) -> None:
        """Say below each piece that is not kept that there is no room for it."""
        for identifier, room in self.below.items():
            if f"evidence/{identifier}" in settled.left_out:
                saving.hold_back()
                with room:
                    error(self.session.t("ui.point.no_room", n=MOST_EVIDENCE))

    def _ask_evidence(self, number: int, slot: str, pieces: Pieces) -> Payload | None:
        """One piece, the way to remove it, and room for a message below it."""
        t, identifier = self.session.t, pieces.ids[slot]
        before = find_piece(self.known.get("evidence", ()), identifier) or pieces.returned.get(identifier, {})
        with st.container(key=f"piece_{number}", gap="small"):
            piece = self._ask_piece(slot, {**before, "id": identifier})
            self.below[identifier] = st.container(gap=None)
            if any(text for name, text in piece.items() if name != "id") or len(pieces.ids) > 1:
                st.button(
                    t("ui.point.remove", n=number),
                    type="tertiary",
                    icon=":material/delete:",
                    key=self._key(f"remove.{slot}"),
                    on_click=partial(_remove, pieces, identifier, piece),
                )
        if not _is_sound(piece):
            saving.hold_back()
            return before or None
        return piece

    def _ask_piece(self, slot: str, before: Payload) -> Payload:
        """The words of one piece as they are typed."""
        t, over = self.session.t, {"evidence": [before]}
        at, key = ("evidence", before["id"]), f"evidence.{slot}"
        left, right = st.columns([0.6, 0.4], gap="small")
        with left:
            quote = self._area(t("ui.point.quote"), *at, "quote", key=f"{key}.quote", over=over)
        with right:
            location = self._line(t("ui.point.location"), *at, "location", key=f"{key}.location", over=over)
            link = self._line(t("ui.point.link"), *at, "link", key=f"{key}.link", over=over)
            if read_link(link) is None:
                error(t("ui.point.bad_link"))
        return {**before, "quote": quote, "location": location, "link": link}

    def _area(self, label: str, *at: str, key: str = "", over: Payload | None = None) -> str:
        name, text = self.screen.text(self._key(key or at[0]), *at), text_at(over or self.known, at)
        return st.text_area(label, text, key=name, height="content", max_chars=_longest(at)) or ""

    def _line(self, label: str, *at: str, key: str = "", over: Payload | None = None) -> str:
        name, text = self.screen.text(self._key(key or at[0]), *at), text_at(over or self.known, at)
        return st.text_input(label, text, key=name, max_chars=_longest(at)) or ""

    def describe(self, name: str, value: Any) -> tuple[str, str]:
        """Say what a field that conflicts is called, and what one version holds there."""
        t = self.session.t
        if name == "note":
            return t("ui.point.note"), value or ""
        if name == "level":
            return t("ui.point.choose"), self._describe_choice(value or {})
        words = value or {}
        texts = (words.get(part) for part in ("quote", "location", "link"))
        return t("ui.point.evidence"), "\n".join(text for text in texts if text)

    def _describe_choice(self, choice: Payload) -> str:
        label = next((c.label for c in self.options if str(c.value) == _show_choice(choice)), "")
        return "\n".join(text for text in (label, choice.get("reason"), choice.get("when")) if text)


def _show_choice(payload: Payload) -> str | None:
    if "level" in payload:
        return str(payload["level"])
    state = payload.get("not_scored", NotScored.UNANSWERED)
    return None if state == NotScored.UNANSWERED else str(state)


def _is_sound(piece: Payload) -> bool:
    try:
        clean_rating({**BLANK, "evidence": [piece]})
    except NotWhole:
        return False
    return True


def _longest(at: Path) -> int:
    return longest(Unscored if len(at) == 1 else Evidence, at[-1])


def _remove(pieces: Pieces, identifier: str, piece: Payload) -> None:
    pieces.remove(identifier, piece)
    bridge.aim("undo")


def _clear(key: str) -> None:
    st.session_state[key] = None
    bridge.aim("levels")
