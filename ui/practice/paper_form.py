"""The fields into which a paper form is copied: each form has its own, so that none keeps what stood there before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from framework.assessing.beside import LONGEST_REMARK
from framework.instrument.model import Criterion
from framework.practice.responses import UNSURE, Opinion, Response
from framework.use_cases.check import Check
from ui.shell import bridge, widgets
from ui.shell.session import Session

_BLANK = ""  # in place of an answer: the statement is not filled in
Statements = Sequence[Criterion]
Keep = Callable[[Response], None]


@dataclass
class Copying:
    """What this tab knows of the forms that are copied in it.

    It is one thing, since Streamlit may cut a run off each time that it is asked for something it remembers: what
    belongs together, such as that a form is in the box and where, is written here at once.

    Args:
        number: which form of this tab it is.
        keys: the key under which the half form of each check is kept.
        laid: of which check, and in which language, the fields are.
        kept: what is kept of the form that stands there.
        place: where in the box the last form lies, as long as it can be taken back.
        told: what is said of the last form, as keys of words.
        following: what stands in a new form, until it is drawn whole; `aims`: it takes the focus then.
        settles: until when (seconds of `monotonic`) a press is the rest of the press before.
    """

    number: int = 0
    keys: dict[str, str] = field(default_factory=dict[str, str])
    laid: tuple[str, str] | None = None
    kept: Response = field(default_factory=Response)
    place: str | None = None
    told: tuple[str, ...] = ()
    following: Response | None = None
    aims: bool = False
    settles: float = 0.0

    def begin(self, held: Response, *, aims: bool = False) -> None:
        """Begin a form in which stands what `held` says."""
        self.number, self.following, self.aims = self.number + 1, held, aims


def this_tab() -> Copying:
    """Return what this tab knows of its forms."""
    return st.session_state.setdefault("copying", Copying())


def number() -> int:
    """Return which form of this tab it is."""
    return this_tab().number


def stands() -> bool:
    """Tell whether the form has its fields: not when somebody comes to the page."""
    return f"missing/{number()}" in st.session_state


def first(statements: Statements) -> str:
    """Return the key of the first field."""
    return f"answer/{statements[0].id}/{number()}"


def lay(statements: Statements) -> None:
    """Lay what a new form holds in its fields; those that an earlier run drew already stay as they are."""
    if (held := this_tab().following) is None:
        return
    values: dict[str, Any] = {"missing": held.missing or "", "question": held.question or ""}
    for name in (criterion.id for criterion in statements):
        opinion = held.answers.get(name)
        values[f"answer/{name}"] = opinion.answer if opinion else _BLANK
        values[f"remark/{name}"] = held.remark_at(name) or ""
    for name, value in values.items():
        if f"{name}/{number()}" not in st.session_state:
            st.session_state[f"{name}/{number()}"] = value


def read(statements: Statements) -> Response:
    """Return what stands in the form."""
    return _compose(statements, _values(statements))


def _values(statements: Statements) -> dict[str, Any]:
    fields = [*(f"{what}/{c.id}" for c in statements for what in ("answer", "remark")), "missing", "question"]
    return {name: st.session_state.get(f"{name}/{number()}", _BLANK) for name in fields}


def _compose(statements: Statements, values: Mapping[str, Any]) -> Response:
    found = {c.id: (values[f"answer/{c.id}"], values[f"remark/{c.id}"]) for c in statements}
    said = {name: Opinion(answer=UNSURE, remark=words).remark for name, (_, words) in found.items()}  # cleaned
    return Response(
        answers={n: Opinion(answer=answer, remark=said[n]) for n, (answer, _) in found.items() if answer != _BLANK},
        begun={n: words for n, words in said.items() if words and found[n][0] == _BLANK},
        missing=values["missing"],
        question=values["question"],
    )


def draw(session: Session, check: Check, statements: Statements, *, below_first: Callable[[str], None]) -> None:
    """Draw the fields, under the numbers that the statements have on paper."""
    t = session.t
    for place, criterion in enumerate(statements, 1):
        _choose(session, check, criterion, place)
        if place == 1:
            below_first(first(statements))
        st.text_input(
            t("ui.paper.remark", number=place), key=f"remark/{criterion.id}/{number()}", max_chars=LONGEST_REMARK
        )
    for name in ("missing", "question"):
        st.text_area(t(f"ui.paper.{name}"), key=f"{name}/{number()}", max_chars=LONGEST_REMARK)


def keep_last_words(statements: Statements, keep: Keep) -> None:
    """Let `keep` take the form with the words that were typed last, when its page is left before they were sent."""
    values = _values(statements)
    for name in values:
        if not name.startswith("answer/"):
            bridge.keep(f"{name}/{number()}", _saving(statements, values, name, keep))


def _saving(statements: Statements, values: Mapping[str, Any], name: str, keep: Keep) -> Callable[[str], None]:
    return lambda words: keep(_compose(statements, {**values, name: words}))


def _choose(session: Session, check: Check, criterion: Criterion, place: int) -> None:
    scale = check.loaded.in_language(session.language).professional_scale
    options: dict[Any, str] = {_BLANK: session.t("mirror.blank")}  # first: what Streamlit forgot is not filled in
    options |= {level.level: level.label for level in scale.levels} | {UNSURE: scale.unsure}
    st.radio(
        widgets.as_written(session.t("ui.paper.statement", number=place, text=criterion.professional_statement or "")),
        list(options),
        format_func=lambda value: widgets.as_written(options[value]),
        horizontal=True,
        key=f"answer/{criterion.id}/{number()}",
    )
