"""A paper form, copied into the box: it counts as any other, and cannot be found again."""

from html import escape
from typing import Any

import streamlit as st

from framework.assessing.beside import LONGEST_REMARK
from framework.errors import Ended, Faults
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


def show(session: Session, dossier: Dossier, check: Check) -> None:
    """Draw an empty form; once it is put in, another empty one."""
    t = session.t
    draw_steps(t, "", dossier.stream.id)
    with st.container(gap="small"):
        widgets.kicker(t("ui.paper.kicker"), check.project_title)
        st.title(t("ui.paper.title"), anchor=False)
        widgets.lead(t("ui.paper.lead"))
    if st.session_state.get("put_in") == check.id and not _is_touched(_response()):  # a further press leaves it there
        done = escape(t("ui.paper.done", sent=t("ui.practice.sent", n=check.sent)))
        draw(f'<p class="kw-saved" role="status">{icon("check")} {done}</p>')
    if check.is_closed:
        widgets.error(t("ui.paper.ended"))
    else:
        _form(session, check)
    if st.button(t("ui.paper.back"), key="back_to_check"):
        go("check", dossier.stream.id, check.id)
    widgets.footer(session)


def _form(session: Session, check: Check) -> None:
    t, response = session.t, _response()
    statements = check.statements(session.language)
    with st.container(key="form"):
        faults = FormFaults(session, f"put_in_form_{response}")
        answers = {
            c.id: _ask(session, check, c, response, faults, number=number) for number, c in enumerate(statements, 1)
        }
        missing = st.text_area(t("ui.paper.missing"), key=f"missing/{response}", max_chars=LONGEST_REMARK)
        question = st.text_area(t("ui.paper.question"), key=f"question/{response}", max_chars=LONGEST_REMARK)
        key = make_button(session, t("ui.paper.put_in"), type="primary", key=f"put_in_form_{response}")
        if key is None:
            if faults.stand:
                faults.tell(_open_statements(session, check, answers, response), pressed=False)
            return
        if response and not _is_touched(response):  # the second half of the press that put the form before in
            st.rerun()
        given = {name: opinion for name, opinion in answers.items() if opinion is not None}
        try:
            whole = Response(answers=given, missing=missing, question=question)
            session.practice.enter(session.actor, check.id, whole, key)
        except Faults:
            faults.tell(_open_statements(session, check, answers, response), pressed=True)
            return
        except Ended:
            st.rerun()
        st.session_state["put_in"], st.session_state["response"] = check.id, response + 1
        aim(f"answer/{statements[0].id}/{response + 1}")  # the next form begins where it says that this one is in
        st.rerun()


def _open_statements(
    session: Session, check: Check, answers: dict[str, Opinion | None], response: int
) -> dict[str, str]:
    """What to say of each statement without an answer, by its key."""
    unsure = check.loaded.in_language(session.language).professional_scale.unsure
    return {
        f"answer/{criterion.id}/{response}": session.t(
            "ui.paper.not_whole", statement=criterion.professional_statement or criterion.title, unsure=unsure
        )
        for criterion in check.statements(session.language)
        if answers[criterion.id] is None
    }


def _response() -> int:
    return int(st.session_state.get("response", 0))


def _is_touched(response: int) -> bool:
    """Tell whether anything stands in a form."""
    return any(
        value not in (None, "")
        for name, value in st.session_state.items()
        if str(name).startswith(("answer/", "remark/", "missing/", "question/")) and str(name).endswith(f"/{response}")
    )


def _ask(
    session: Session, check: Check, criterion: Criterion, response: int, faults: FormFaults, *, number: int
) -> Opinion | None:
    """Ask for one answer, under the number that it has on paper."""
    scale = check.loaded.in_language(session.language).professional_scale
    options: dict[Any, str] = {level.level: level.label for level in scale.levels} | {UNSURE: scale.unsure}
    answer = st.radio(
        widgets.as_written(session.t("ui.paper.statement", number=number, text=criterion.professional_statement or "")),
        list(options),
        index=None,
        format_func=lambda value: widgets.as_written(options[value]),
        horizontal=True,
        key=f"answer/{criterion.id}/{response}",
    )
    faults.below(f"answer/{criterion.id}/{response}")
    remark = st.text_input(
        session.t("ui.paper.remark", number=number),
        key=f"remark/{criterion.id}/{response}",
        max_chars=LONGEST_REMARK,
    )
    return None if answer is None else Opinion(answer=answer, remark=remark)


draw_check_page(show)
