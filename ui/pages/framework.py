"""The framework itself: every point with its levels, where it comes from, and the poster for the wall."""

from html import escape

import streamlit as st

from framework.assessing.record import Scope
from framework.instrument.model import Criterion, Framework
from ui.practice.links import DOCX
from ui.shell import widgets
from ui.shell.downloads import File, download
from ui.shell.drawings import icon, legend, table
from ui.shell.html import draw
from ui.shell.session import Session, open_session


def show(session: Session) -> None:
    """Draw the framework by phase; one point opens at a time, in place."""
    t, framework = session.t, session.current.in_language(session.language)
    with st.container(gap="small"):
        widgets.kicker(t("ui.draft_chip", version=framework.version))
        st.title(t("ui.framework.title"), anchor=False)
        widgets.lead(framework.status)
    _take_along(session, framework)
    draw(legend(framework, t))
    for number, phase in enumerate(framework.phases, 1):
        st.header(f"{number}. {widgets.as_written(phase.title)}", anchor=False)
        widgets.small(phase.subtitle)
        for criterion in phase.criteria:
            _criterion(session, framework, criterion)
    st.header(t("ui.framework.about"), anchor=False)
    for explanation in framework.explanations:
        widgets.small(explanation.text)
    with st.expander(t("ui.framework.sources"), key="sources"):
        heads = [t("ui.framework.source"), t("ui.framework.checked")]
        draw(table(t("ui.framework.sources"), heads, _sources(session, framework)))
    widgets.footer(session)


def _criterion(session: Session, framework: Framework, criterion: Criterion) -> None:
    """Draw what a point asks; its levels open below it, and in there where it comes from."""
    t, title = session.t, widgets.as_written(criterion.title)
    marks = [t("ui.gate")] if criterion.is_gate else []
    marks += [t("ui.core")] if criterion.is_core else []
    marked = f' <span class="kw-small">({escape(", ".join(marks))})</span>' if marks else ""
    named = f"{framework.numbers[criterion.id]}. {escape(criterion.title)}"
    with st.container(key=f"point_{criterion.id.replace('.', '_')}", gap="xsmall"):
        draw(f'<h3 class="kw-h3">{named}{marked}</h3><p>{escape(criterion.question)}</p>')
        with st.expander(t("ui.framework.rubric", title=title), key=f"open_{criterion.id}"):
            _levels(session, framework, criterion)
            where_from = t("ui.framework.where_from", title=title)
            with st.expander(where_from, key=f"from_{criterion.id}", on_change="rerun") as sources:
                if sources.open:
                    widgets.provenance(session, framework, criterion)


def _levels(session: Session, framework: Framework, criterion: Criterion) -> None:
    t = session.t
    widgets.small(criterion.why)
    names = {level.level: level.label for level in framework.scale.levels}
    rows = [([f"{d.level}. {escape(names[d.level])}", escape(d.text)], False) for d in criterion.rubric]
    draw(
        table(t("ui.framework.rubric", title=criterion.title), [t("ui.framework.level"), t("ui.framework.seen")], rows)
    )
    examples = "".join(f"<li>{escape(example)}</li>" for example in criterion.evidence_examples)
    draw(f'<p><strong>{escape(t("ui.point.show_it"))}</strong></p><ul class="kw-bullets">{examples}</ul>')
    draw(f"<p><strong>{escape(t('ui.point.first_step'))}</strong><br>{escape(criterion.next_action.text)}</p>")
    if criterion.professional_statement:
        heading = escape(t("ui.framework.statement"))
        draw(f"<p><strong>{heading}</strong><br>{escape(criterion.professional_statement)}</p>")
    if criterion.gate_min is not None:
        gate = escape(t("ui.framework.gate", level=criterion.gate_min))
        draw(f'<p class="kw-gate">{icon("gate")} {gate}</p>')


def _sources(session: Session, framework: Framework) -> list[tuple[list[str], bool]]:
    return [
        ([widgets.source_link(source), escape(session.t(f"checked.{source.checked}"))], False)
        for source in framework.sources
    ]


def _take_along(session: Session, framework: Framework) -> None:
    """Offer a blank worksheet for the table, and the poster for the wall."""
    from functools import partial

    from exports.documents.worksheet import asked, render_worksheet
    from exports.pictures.poster import render_poster

    t, language = session.t, session.language
    for scope in (scope for scope in Scope if asked(framework, scope)):
        with st.container(horizontal=True, gap="small"):
            for suffix, media in (("pdf", "application/pdf"), ("docx", DOCX)):
                download(
                    session,
                    t(f"ui.framework.worksheet.{scope}", suffix=suffix.upper()),
                    partial(render_worksheet, framework, scope, language, suffix),
                    File(framework.title, t(f"worksheet.title.{scope}"), suffix, media),
                    f"worksheet_{scope}_{suffix}",
                )
    with st.container(horizontal=True, gap="small"):
        for suffix, media in (("pdf", "application/pdf"), ("svg", "image/svg+xml"), ("png", "image/png")):
            download(
                session,
                session.t("ui.framework.poster", suffix=suffix.upper()),
                partial(render_poster, framework, session.language, suffix),
                File(framework.title, session.t("export.name.poster"), suffix, media),
                f"poster_{suffix}",
            )


show(open_session())
