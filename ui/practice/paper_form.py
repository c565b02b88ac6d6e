"""The fields into which a paper form is copied: each form has its own, so that none keeps what stood there before."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from framework.assessing.beside import LONGEST_REMARK
from framework.instrument.model import Criterion
from framework.practice.responses import UNSURE, Opinion, Response
from framework.use_cases.check import Check
from ui.shell import bridge, widgets
from ui.shell.session import Session

_BLANK = ""  # in place of an answer: the statement is not filled in
_NUMBER = "form"
Statements = Sequence[Criterion]
Keep = Callable[[Response], None]


def number() -> int:
    """Return which form of this tab it is."""
    return int(st.session_state.get(_NUMBER, 0))


def stands() -> bool:
    """Tell whether the form has its fields: not when somebody comes to the page."""
    return f"missing/{number()}" in st.session_state


def first(statements: Statements) -> str:
    """Return the key of the first field."""
    return f"answer/{statements[0].id}/{number()}"


def lay(statements: Statements, held: Response) -> None:
    """Begin a form in which stands what `held` says."""
    st.session_state[_NUMBER] = number() + 1
    values: dict[str, Any] = {"missing": held.missing or "", "question": held.question or ""}
    for name in (criterion.id for criterion in statements):
        opinion = held.answers.get(name)
        values[f"answer/{name}"] = opinion.answer if opinion else _BLANK
        values[f"remark/{name}"] = held.remark_at(name) or ""
    for field, value in values.items():
        st.session_state[f"{field}/{number()}"] = value


def read(statements: Statements) -> Response:
    """Return what stands in the form."""
    return _compose(statements, _values(statements))


def _values(statements: Statements) -> dict[str, Any]:
    fields = [*(f"{what}/{c.id}" for c in statements for what in ("answer", "remark")), "missing", "question"]
    return {field: st.session_state.get(f"{field}/{number()}", _BLANK) for field in fields}


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
    for field in values:
        if not field.startswith("answer/"):
            bridge.keep(f"{field}/{number()}", _saving(statements, values, field, keep))


def _saving(statements: Statements, values: Mapping[str, Any], field: str, keep: Keep) -> Callable[[str], None]:
    return lambda words: keep(_compose(statements, {**values, field: words}))


def _choose(session: Session, check: Check, criterion: Criterion, place: int) -> None:
    scale = check.loaded.in_language(session.language).professional_scale
    options: dict[Any, str] = {level.level: level.label for level in scale.levels}
    options |= {UNSURE: scale.unsure, _BLANK: session.t("mirror.blank")}
    st.radio(
        widgets.as_written(session.t("ui.paper.statement", number=place, text=criterion.professional_statement or "")),
        list(options),
        format_func=lambda value: widgets.as_written(options[value]),
        horizontal=True,
        key=f"answer/{criterion.id}/{number()}",
    )
