"""A paper form, copied into the box: it counts as any other, and cannot be found again."""

from collections.abc import Sequence
from html import escape
from time import monotonic
from typing import Any

import streamlit as st

from framework.assessing.beside import LONGEST_REMARK
from framework.errors import Ended
from framework.instrument.model import Criterion
from framework.practice.responses import UNSURE, Opinion, Response
from framework.use_cases.check import Check
from framework.use_cases.dossier import Dossier
from ui.practice.check_page import draw_check_page
from ui.shell import widgets
from ui.shell.bridge import aim
from ui.shell.drawings import icon
from ui.shell.faults import FormFaults
from ui.shell.html import draw
from ui.shell.presses import make_button
from ui.shell.session import Session, go
from ui.shell.ways import draw_steps

_BLANK = ""  # in place of an answer: the statement is not filled in
_SECOND_HALF = 1.0  # seconds; what is pressed sooner after a form was put in is the rest of that press


def show(session: Session, dossier: Dossier, check: Check) -> None:
    """Draw an empty form; once it is put in, another empty one."""
    t, statements = session.t, check.statements(session.language)
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.paper.kicker"), check.project_title)
        st.title(t("ui.paper.title"), anchor=False)
        widgets.lead(t("ui.paper.lead"))
    is_empty = _read(statements, _response()).is_blank
    if st.session_state.get("put_in") == check.id and is_empty:  # a further press leaves it there
        done = escape(t("ui.paper.done", sent=t("ui.practice.sent", n=check.sent)))
        draw(f'<p class="kw-saved" role="status">{icon("check")} {done}</p>')
    if check.is_closed:
        widgets.error(t("ui.paper.ended"))
    else:
        _form(session, check, statements)
    if st.button(t("ui.paper.back"), key="back_to_check"):
        go("check", dossier.stream.id, check.id)
    widgets.footer(session)


def _form(session: Session, check: Check, statements: Sequence[Criterion]) -> None:
    t, response = session.t, _response()
    with st.container(key="form"):
        faults = FormFaults(session, f"put_in_form_{response}")
        for number, criterion in enumerate(statements, 1):
            _ask(session, check, criterion, response, number=number)
            if number == 1:
                faults.below(f"answer/{criterion.id}/{response}")
        st.text_area(t("ui.paper.missing"), key=f"missing/{response}", max_chars=LONGEST_REMARK)
        st.text_area(t("ui.paper.question"), key=f"question/{response}", max_chars=LONGEST_REMARK)
        key = make_button(session, t("ui.paper.put_in"), type="primary", key=f"put_in_form_{response}")
        whole = _read(statements, response)
        nothing = {f"answer/{statements[0].id}/{response}": t("ui.paper.nothing")} if whole.is_blank else {}
        if key is None:
            if faults.stand:
                faults.tell(nothing, pressed=False)
            return
        if nothing and monotonic() < st.session_state.get("settles", 0):
            st.rerun()
        if nothing:
            faults.tell(nothing, pressed=True)
            return
        try:
            session.practice.enter(session.actor, check.id, whole, key)
        except Ended:
            st.rerun()
        st.session_state["put_in"], st.session_state["response"] = check.id, response + 1
        st.session_state["settles"] = monotonic() + _SECOND_HALF
        aim(f"answer/{statements[0].id}/{response + 1}")  # the next form begins where it says that this one is in
        st.rerun()


def _read(statements: Sequence[Criterion], response: int) -> Response:
    """Return what stands in a form."""
    held = {field: st.session_state.get(f"{field}/{response}", _BLANK) for field in _fields(statements)}
    found = {c.id: (held[f"answer/{c.id}"], held[f"remark/{c.id}"]) for c in statements}
    said = {name: Opinion(answer=UNSURE, remark=words).remark for name, (_, words) in found.items()}  # cleaned
    return Response(
        answers={n: Opinion(answer=answer, remark=said[n]) for n, (answer, _) in found.items() if answer != _BLANK},
        begun={n: words for n, words in said.items() if words and found[n][0] == _BLANK},
        missing=held["missing"],
        question=held["question"],
    )


def _fields(statements: Sequence[Criterion]) -> list[str]:
    """The keys of the fields of a form, in their order."""
    return [*(f"{what}/{c.id}" for c in statements for what in ("answer", "remark")), "missing", "question"]


def _response() -> int:
    return int(st.session_state.get("response", 0))


def _ask(session: Session, check: Check, criterion: Criterion, response: int, *, number: int) -> None:
    """Ask for one answer, under the number that it has on paper; until one is chosen it is not filled in."""
    scale = check.loaded.in_language(session.language).professional_scale
    options: dict[Any, str] = {level.level: level.label for level in scale.levels}
    options |= {UNSURE: scale.unsure, _BLANK: session.t("mirror.blank")}
    st.radio(
        widgets.as_written(session.t("ui.paper.statement", number=number, text=criterion.professional_statement or "")),
        list(options),
        index=len(options) - 1,
        format_func=lambda value: widgets.as_written(options[value]),
        horizontal=True,
        key=f"answer/{criterion.id}/{response}",
    )
    st.text_input(
        session.t("ui.paper.remark", number=number),
        key=f"remark/{criterion.id}/{response}",
        max_chars=LONGEST_REMARK,
    )


draw_check_page(show)
