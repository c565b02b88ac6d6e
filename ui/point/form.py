"""The form of one point: the choice, what it asks for, the evidence and a note, as the payload of a rating."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from framework.assessing.record import Evidence
from framework.errors import NotWhole
from framework.instrument.model import Criterion, Framework, NotScored, Silence
from framework.use_cases.codec import MOST_EVIDENCE, RATING, clean_rating, dump, load, load_rating
from framework.use_cases.dossier import Dossier
from ui.point.waiting import needs_word, offer_default, tell
from ui.shell import address, saving
from ui.shell.fields import Payload, find_piece, text_at
from ui.shell.saving import Place, Screen, Settled
from ui.shell.session import Session
from ui.shell.widgets import error, small

BLANK = dump(load_rating({"not_scored": NotScored.UNANSWERED}))
MOST_SHOWN = 20  # pieces of evidence, up to which one more is offered
_QUOTE, _LINK, _NEW = "quote", "link", "new"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its label, the words under it, and the level or state it stands for."""

    label: str
    caption: str
    value: int | NotScored


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
            st.session_state.pop(self._key("pieces"), None)
        return saving.recall(self.place, anchor)

    @property
    def choices(self) -> list[Choice]:
        """The levels, then the states that are allowed here."""
        names = {level.level: level.label for level in self.framework.scale.levels}
        levels = [Choice(f"{d.level}. {names[d.level]}", d.text, d.level) for d in self.criterion.rubric]
        states = {state.id: state for state in self.framework.states}
        return levels + [Choice(states[k].label, states[k].asks or "", k) for k in self._states()]

    def _states(self) -> list[NotScored]:
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
        data: Payload = {}
        if isinstance(chosen, int):
            data["level"] = chosen
            if confidence := self.known.get("confidence"):
                data["confidence"] = confidence
        else:
            data["not_scored"] = chosen or NotScored.UNANSWERED
            data |= self._ask_about_state(chosen)
        data |= self._offer_support() if choice_only else self._ask_support(note=word)
        return self.place.clean(data)

    def _ask_word(self) -> str:
        """The note, beside the choice that asks for it."""
        with st.container(key="note_word"):
            tell(self.session.t("ui.point.word", level=self.framework.scale.lowest))
            return self._area(self.session.t("ui.point.note"), "note")

    def _ask_choice(self) -> int | NotScored | None:
        choices = self.choices
        with st.container(key="levels"):
            labels = {str(choice.value): choice.label for choice in choices}
            shown = _show_choice(self.known)
            chosen = st.radio(
                self.session.t("ui.point.choose"),
                list(labels),
                format_func=lambda value: labels[value],
                captions=[choice.caption for choice in choices],
                index=list(labels).index(shown) if shown in labels else None,
                key=self.screen.other(self._key("choice"), _show_choice),
                width="stretch",
            )
        return next((choice.value for choice in choices if str(choice.value) == chosen), None)

    def _ask_about_state(self, chosen: NotScored | None) -> Payload:
        questions = {state.id: state.asks for state in self.framework.states}
        question = (questions.get(chosen) if chosen else None) or ""
        if chosen is NotScored.NOT_APPLICABLE:
            small(self.criterion.not_applicable or "")
            text = self._area(question, "reason")
            if not text:
                error(self.session.t("ui.point.reason_needed"))
            return {"reason": text}
        if chosen is NotScored.NOT_YET_KNOWN:
            return {"when": self._line(question, "when")}
        return {}

    def _offer_support(self) -> Payload:
        """The same questions to open. Until they are first opened nothing is drawn, and what is known stays."""
        words, wanted = self.session.t("ui.point.more"), bool(self.known.get("evidence"))
        with st.expander(words, key=f"more_{self.criterion.id}", expanded=wanted, on_change="rerun") as more:
            opened = st.session_state.get(self._key("opened"), False) or more.open
            st.session_state[self._key("opened")] = opened
            if opened:
                return self._ask_support()
        return {"evidence": self.known.get("evidence", []), "note": self.known.get("note")}

    def _ask_support(self, note: str | None = None) -> Payload:
        """The evidence, and a note where none was asked for beside the choice."""
        t = self.session.t
        with st.container(key="card_evidence"):
            st.header(t("ui.point.evidence"), anchor=False)
            small(t("ui.point.evidence_lead", level=self.framework.evidence.required_from))
            pieces = Pieces.of(self._key("pieces"), self.known.get("evidence", []))
            self.screen.on_removed = pieces.remove
            items = [self._ask_evidence(n, slot, pieces.ids[slot]) for n, slot in enumerate(pieces.ids)]
            if len(items) < MOST_SHOWN:
                more = st.button(t("ui.point.more_evidence"), type="tertiary", icon=":material/add:")
                if more:
                    pieces.add()
                    st.rerun()
        if note is None:
            with st.container(key="note_own"):
                note = self._area(t("ui.point.note"), "note")
        return {"evidence": [item for item in items if item], "note": note}

    def say_what_has_no_room(self, settled: Settled[Dossier]) -> None:
        """Say below each piece that is not kept that there is no room for it."""
        for identifier, room in self.below.items():
            if f"evidence/{identifier}" in settled.left_out:
                with room:
                    error(self.session.t("ui.point.no_room", n=MOST_EVIDENCE))

    def _ask_evidence(self, number: int, slot: str, identifier: str) -> Payload | None:
        """One piece, with room for a message below it."""
        piece = self._ask_piece(number, slot, identifier)
        self.below[identifier] = st.container(gap=None)
        return piece

    def _ask_piece(self, number: int, slot: str, identifier: str) -> Payload | None:
        """One piece as it is typed; while it is unsound, as this tab knows it."""
        t, kinds = self.session.t, (_QUOTE, _LINK)
        at, key = ("evidence", identifier), f"evidence.{slot}"
        before = _piece(self.known, identifier) or {}

        def show_kind(payload: Payload) -> str:
            return _LINK if (_piece(payload, identifier) or {}).get("link") else _QUOTE

        kind = st.segmented_control(
            t("ui.point.kind", n=number + 1),
            kinds,
            default=show_kind(self.known),
            format_func=lambda name: t(f"ui.point.kinds.{name}"),
            key=self.screen.other(self._key(f"kind.{slot}"), show_kind),
            required=True,
        )
        if kind == _LINK:
            link = self._line(t("ui.point.link"), *at, "link", key=f"{key}.link", most=2_000)
            is_sound = _is_sound({"link": link})
            if not is_sound:
                error(t("ui.point.bad_link"))
            return {"link": link, "id": identifier} if is_sound else before or None
        left, right = st.columns([0.7, 0.3], gap="small")
        with left:
            quote = self._area(t("ui.point.quote"), *at, "quote", key=f"{key}.quote")
        with right:
            location = self._line(t("ui.point.location"), *at, "location", key=f"{key}.location")
        piece = {"quote": quote, "location": location, "id": identifier}
        return piece if _is_sound(piece) else before or None

    def _area(self, label: str, *at: str, key: str = "") -> str:
        name = self.screen.text(self._key(key or at[0]), *at)
        return st.text_area(label, text_at(self.known, at), key=name, height="content", max_chars=20_000) or ""

    def _line(self, label: str, *at: str, key: str = "", most: int = 200) -> str:
        name = self.screen.text(self._key(key or at[0]), *at)
        return st.text_input(label, text_at(self.known, at), key=name, max_chars=most) or ""

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
        label = next((c.label for c in self.choices if str(c.value) == _show_choice(choice)), "")
        return "\n".join(text for text in (label, choice.get("reason"), choice.get("when")) if text)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of evidence on a screen: `ids` by the name of their widgets, in the order in which they are shown.

    A piece that this tab made keeps the names of its widgets once it is kept, since another name is another widget.
    """

    key: str
    ids: dict[str, str]

    @staticmethod
    def of(key: str, known: list[Payload]) -> "Pieces":
        """The pieces that are known, after those that this screen shows already; at least one, to fill in."""
        pieces = Pieces(key, st.session_state.setdefault(key, {}))
        if not pieces.ids:  # a tab that the server forgot names its own pieces in its address
            made = {address.carried(f"{key}/{_NEW}{n}"): f"{_NEW}{n}" for n in range(MOST_SHOWN)}
            for piece in known:
                pieces.ids[made.get(piece["id"], str(piece["id"]))] = piece["id"]
        shown = set(pieces.ids.values())
        pieces.ids.update({piece["id"]: piece["id"] for piece in known if piece["id"] not in shown})
        if not pieces.ids:
            pieces.add()
        for slot, identifier in pieces.ids.items():
            if slot.startswith(_NEW):
                address.carry(f"{key}/{slot}", identifier)
        return pieces

    def add(self) -> None:
        """Make room for one more, with an id of its own."""
        slot = next(f"{_NEW}{n}" for n in range(10 * MOST_SHOWN) if f"{_NEW}{n}" not in self.ids)
        self.ids[slot] = uuid4().hex[:16]

    def remove(self, identifier: str) -> None:
        """Stop showing a piece that was removed elsewhere."""
        for slot in [slot for slot, held in self.ids.items() if held == identifier]:
            del self.ids[slot]


def _piece(payload: Payload, identifier: str) -> Payload | None:
    return find_piece(payload.get("evidence", ()), identifier)


def _show_choice(payload: Payload) -> str | None:
    if "level" in payload:
        return str(payload["level"])
    state = payload.get("not_scored", NotScored.UNANSWERED)
    return None if state == NotScored.UNANSWERED else str(state)


def _is_sound(item: Payload) -> bool:
    try:
        load(Evidence, {name: text for name, text in item.items() if name != "id"})
    except NotWhole:
        return False
    return True
