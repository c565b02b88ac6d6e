"""The steps of the report: the first few in full, the others as a table, in the order of the law."""

from collections.abc import Iterator

from exports.phrases import level_name, look_for, step_of, tag_name
from exports.typeset.document import Block, Column, Heading, Runs, Table, labelled, plain, say
from framework.assessing.actions import Action
from framework.language.texts import Texts
from framework.reporting.report import Report

FIRST = 5


def action_blocks(report: Report, t: Texts) -> Iterator[Block]:
    """Yield the section on what to do, or one warm sentence where nothing is left."""
    yield Heading(2, t("document.actions"))
    if not report.actions:
        yield say(t("document.actions_none"))
    for number, action in enumerate(report.actions[:FIRST], 1):
        yield from _action(number, action, report, t)
    if rest := report.actions[FIRST:]:
        yield Heading(3, t("document.actions_rest"))
        yield _table(rest, report, t)


def _action(number: int, action: Action, report: Report, t: Texts) -> Iterator[Block]:
    yield Heading(3, t("document.action", number=number, title=action.criterion.title), keeps=True)
    yield labelled(t("document.because"), t(f"because.{action.because}"))
    if action.asks_for_evidence:
        yield labelled(t("document.show_evidence"), look_for(action))
        return
    yield labelled(t("document.next_step"), step_of(action, t))
    if action.to_level is not None:
        target = level_name(report.framework, action.to_level)
        yield labelled(t("document.to_level", level=action.to_level, name=target), look_for(action))
    yield labelled(t("document.tag"), tag_name(report.framework, action.criterion))


def _table(actions: tuple[Action, ...], report: Report, t: Texts) -> Table:
    columns = (
        Column(t("document.number"), 1),
        Column(t("document.criterion"), 3),
        Column(t("document.because"), 3),
        Column(t("document.next_step"), 7),
        Column(t("document.tag"), 3),
    )
    rows = tuple(_row(number, action, report, t) for number, action in enumerate(actions, FIRST + 1))
    return Table(columns, rows, t("document.actions_table"), has_row_headers=False)


def _row(number: int, action: Action, report: Report, t: Texts) -> tuple[Runs, ...]:
    evidence = action.asks_for_evidence
    step = f"{step_of(action, t)}: {look_for(action)}" if evidence else step_of(action, t)
    return (
        plain(str(number)),
        plain(action.criterion.title),
        plain(t(f"because.{action.because}")),
        plain(step),
        plain("" if evidence else tag_name(report.framework, action.criterion)),
    )
