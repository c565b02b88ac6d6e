"""The form of one point: the choice, what it asks for, the evidence and a note, as the payload of a rating."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import streamlit as st
from pydantic import ValidationError

from framework.assessing.record import Evidence, Scored, Unscored
from framework.instrument.model import Criterion, Framework, NotScored, Silence
from framework.use_cases.codec import dump, load_rating
from framework.use_cases.dossier import Dossier
from ui.shell.last_words import LastWords, Path, Save
from ui.shell.session import Session
from ui.shell.widgets import error, small

MOST_EVIDENCE = 20
_QUOTE, _LINK = "quote", "link"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its label, the words under it, and the level or state it stands for."""

    label: str
    caption: str
    value: int | NotScored


@dataclass(frozen=True)
class Form:
    """The form of one criterion in one tab, for one run. `framework` is in the reader's language.

    `data` and `texts` fill while it is drawn: what stands on the screen, and the text fields with their place in it.
    """

    session: Session
    dossier: Dossier
    framework: Framework
    criterion: Criterion
    texts: dict[str, Path] = field(default_factory=dict[str, Path])
    data: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def choices(self) -> list[Choice]:
        """The levels, then the states that are allowed here."""
        names = {level.level: level.label for level in self.framework.scale.levels}
        levels = [Choice(f"{d.level}. {names[d.level]}", d.text, d.level) for d in self.criterion.rubric]
        states = {state.id: state for state in self.framework.states}
        return levels + [Choice(states[k].label, states[k].asks or "", k) for k in self._states()]

    def _states(self) -> list[NotScored]:
        kind = self.framework.document_type(self.dossier.assessment.project.document_type)
        allowed = {NotScored.NOT_YET_KNOWN}
        if self.criterion.not_applicable is not None:
            allowed.add(NotScored.NOT_APPLICABLE)
        if kind is None or kind.silence_means is not Silence.LOWEST:
            allowed.add(NotScored.NOT_IN_TEXT)
        return [state.id for state in self.framework.states if state.id in allowed]

    def _key(self, field: str) -> str:
        return f"{self.dossier.stream.id}/{self.criterion.id}/{field}"

    def ask(self, *, choice_only: bool) -> dict[str, Any] | None:
        """Draw the form over what is stored and return what stands on the screen; nothing where it is empty."""
        stored = self.dossier.drafts.get(self.criterion.id)
        chosen = self._ask_choice(stored)
        data = self.data
        if isinstance(chosen, int):
            data["level"] = chosen
            if isinstance(stored, Scored) and stored.confidence:
                data["confidence"] = stored.confidence
        else:
            data["not_scored"] = chosen or NotScored.UNANSWERED
            data |= self._ask_about_state(chosen, stored)
        if choice_only:
            data |= self._offer_support(stored)
        else:
            data |= self._ask_support(stored)
        evidence = [item for item in data["evidence"] if self._is_sound(item)]
        rating = load_rating({**data, "evidence": evidence})
        is_empty = chosen is None and not rating.evidence and not rating.note
        return None if is_empty else dump(rating)

    def _ask_choice(self, stored: Scored | Unscored | None) -> int | NotScored | None:
        choices = self.choices
        value = stored.level if isinstance(stored, Scored) else stored.not_scored if stored else None
        place = next((place for place, choice in enumerate(choices) if choice.value == value), None)
        with st.container(key="levels"):
            labels = {str(choice.value): choice.label for choice in choices}
            chosen = st.radio(
                self.session.t("ui.point.choose"),
                list(labels),
                format_func=lambda value: labels[value],
                captions=[choice.caption for choice in choices],
                index=place,
                key=self._key("choice"),
                width="stretch",
            )
        return next((choice.value for choice in choices if str(choice.value) == chosen), None)

    def _ask_about_state(self, chosen: NotScored | None, stored: Scored | Unscored | None) -> dict[str, Any]:
        before = stored if isinstance(stored, Unscored) else None
        questions = {state.id: state.asks for state in self.framework.states}
        question = questions.get(chosen) if chosen else None
        if chosen is NotScored.NOT_APPLICABLE:
            small(self.criterion.not_applicable or "")
            text = self._area(("reason",), question or "", before.reason if before else None)
            if not text:
                error(self.session.t("ui.point.reason_needed"))
            return {"reason": text}
        if chosen is NotScored.NOT_YET_KNOWN:
            return {"when": self._line(("when",), question or "", before.when if before else None)}
        return {}

    def _offer_support(self, stored: Scored | Unscored | None) -> dict[str, Any]:
        """The same questions to open. Before they were opened once nothing is drawn, and what is stored stays."""
        words, wanted = self.session.t("ui.point.more"), bool(stored and stored.evidence)
        with st.expander(words, key=f"more_{self.criterion.id}", expanded=wanted, on_change="rerun") as more:
            opened = st.session_state.get(self._key("opened"), False) or more.open
            st.session_state[self._key("opened")] = opened
            if opened:
                return self._ask_support(stored)
        held = dump(stored) if stored else {}
        return {"evidence": held.get("evidence", []), "note": held.get("note")}

    def _ask_support(self, stored: Scored | Unscored | None) -> dict[str, Any]:
        t = self.session.t
        with st.container(key="card_evidence"):
            st.header(t("ui.point.evidence"), anchor=False)
            small(t("ui.point.evidence_lead", level=self.framework.evidence.required_from))
            before = stored.evidence if stored else ()
            count = max(1, len(before), int(st.session_state.get(self._key("items"), 1)))
            items = [self._ask_evidence(n, before[n] if n < len(before) else None) for n in range(count)]
            if count < MOST_EVIDENCE:
                more = st.button(t("ui.point.more_evidence"), type="tertiary", icon=":material/add:")
                if more:
                    st.session_state[self._key("items")] = count + 1
                    st.rerun()
        with st.container(key="note_own"):
            note = self._area(("note",), t("ui.point.note"), stored.note if stored else None)
        return {"evidence": items, "note": note}

    def _ask_evidence(self, number: int, before: Evidence | None) -> dict[str, Any]:
        at: Path = ("evidence", number)
        t, kinds = self.session.t, (_QUOTE, _LINK)
        kind = st.segmented_control(
            t("ui.point.kind", n=number + 1),
            kinds,
            default=_LINK if before and before.link else _QUOTE,
            format_func=lambda name: t(f"ui.point.kinds.{name}"),
            key=self._key(f"kind.{number}"),
            required=True,
        )
        if kind == _LINK:
            link = self._line((*at, "link"), t("ui.point.link"), before.link if before else None, most=2_000)
            if not self._is_sound({"link": link}):
                error(t("ui.point.bad_link"))
            return {"link": link}
        left, right = st.columns([0.7, 0.3], gap="small")
        with left:
            quote = self._area((*at, "quote"), t("ui.point.quote"), before.quote if before else None)
        with right:
            location = self._line((*at, "location"), t("ui.point.location"), before.location if before else None)
        return {"quote": quote, "location": location}

    @staticmethod
    def _is_sound(item: dict[str, Any]) -> bool:
        try:
            Evidence(**item)
        except ValidationError:
            return False
        return True

    def _area(self, at: Path, label: str, stored: str | None) -> str:
        return st.text_area(label, stored or "", key=self._text(at), height="content", max_chars=20_000) or ""

    def _line(self, at: Path, label: str, stored: str | None, most: int = 200) -> str:
        return st.text_input(label, stored or "", key=self._text(at), max_chars=most) or ""

    def _text(self, at: Path) -> str:
        """The key of the text field whose content stands at `at`."""
        key = self._key(".".join(map(str, at)))
        self.texts[key] = at
        return key

    def keep_last_words(self, version: int, save: Save) -> None:
        """Save what is typed in the last second before the page is left, over `version` of the rating."""
        LastWords(self.data, version, save).keep(self.texts)

    def show_stored(self, payload: Mapping[str, Any] | None) -> None:
        """Put what is stored in every field of this tab; only from a callback, before the fields are drawn."""
        stored = load_rating(payload) if payload else None
        value = stored.level if isinstance(stored, Scored) else stored.not_scored if stored else None
        st.session_state[self._key("choice")] = None if value is None else str(value)
        data = dump(stored) if stored else {}
        for key, path in self.texts.items():
            st.session_state[key] = _text_at(data, path)


def _text_at(data: Any, path: Path) -> str:
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return ""
    return data


def describe(payload: Mapping[str, Any] | None, framework: Framework, session: Session) -> str:
    """Say in HTML what a rating holds, for the two versions of a conflict."""
    if payload is None:
        return f"<p>{escape(session.t('ui.conflict.empty'))}</p>"
    rating = load_rating(payload)
    if isinstance(rating, Scored):
        names = {level.level: level.label for level in framework.scale.levels}
        head = f"{rating.level}. {names.get(rating.level, '')}"
    else:
        head = next((state.label for state in framework.states if state.id is rating.not_scored), "")
    texts = [head, *(item.quote or item.link or "" for item in rating.evidence), rating.note or ""]
    texts += [rating.reason or "", rating.when or ""] if isinstance(rating, Unscored) else []
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)
