"""How one point is said in the report: its title with its number, its level, what there is, and how to go on."""

from collections.abc import Iterator

from exports.documents.report.cuts import LINE, NOTE, STEP, Cuts
from exports.phrases import evidence_of, level_name, look_for, next_descriptor, numbered_title, step_of, tag_name
from exports.typeset.document import Mark
from exports.typeset.parts import Bars, Cell, Run, Runs
from framework.assessing.actions import Action
from framework.assessing.record import Lens
from framework.assessing.scoring import Counted, Gate, Outcome, PhaseProfile
from framework.instrument.model import Criterion, Framework, Scale
from framework.language.phrases import mid_sentence
from framework.language.texts import Texts
from framework.reporting.report import Report

_SHOWN = 4
"""Pieces of evidence shown; more stand in the appendix."""


def title_of(criterion: Criterion, report: Report) -> str:
    """Return the title of a point behind its number: `3. Samen opgezet`."""
    return numbered_title(criterion, report.framework)


def level_cells(profile: PhaseProfile, scale: Scale) -> tuple[Cell, ...]:
    """Return a cell for each applicable point of a phase: the highest level first, what is unknown last."""
    levels = [level for level in reversed(scale.numbers) for _ in range(profile.levels[level])]
    known = (Cell(str(level), level - scale.lowest) for level in levels)
    return (*known, *(Cell("?", None) for _ in range(profile.tally.unknown)))


def mark_of(outcome: Counted, gate: Gate | None, scale: Scale) -> Mark:
    """Return the bars of a counted level, a higher choice hollow, and whether a gate is not open there."""
    hollow = max(0, outcome.chosen - outcome.counted)
    bars = Bars(str(outcome.counted), scale.span, outcome.counted - scale.lowest, hollow)
    return Mark(bars, gate not in (None, Gate.OPEN))


def heading_cell(outcome: Outcome, gate: Gate | None, report: Report, t: Texts) -> Runs:
    """Return the title, the state of the gate, and the question."""
    runs = [Run(f"{title_of(outcome.criterion, report)}\n", strong=True)]
    if gate:
        state = f"{t('document.gate')}: {mid_sentence(t(f'gate.{gate}'))}\n"
        runs.append(Run(state, strong=True, emphasis=gate is Gate.OPEN, is_alarm=gate is not Gate.OPEN))
    return (*runs, Run(outcome.criterion.question))


def level_cell(outcome: Counted, framework: Framework, t: Texts) -> Runs:
    """Return the counted level by its number and name; a higher choice stays visible."""
    runs = (Run(f"{outcome.counted} {level_name(framework, outcome.counted)}", strong=True),)
    if not outcome.why:
        return runs
    return (*runs, Run("\n" + t("document.chosen_unsupported", chosen=outcome.chosen)))


def found_cell(outcome: Counted, report: Report, cuts: Cuts, t: Texts) -> Runs:
    """Return what can be seen at the counted level, the evidence, and the note."""
    seen = cuts.short(outcome.criterion.title, outcome.criterion.descriptor(outcome.counted), STEP)
    runs = [Run(seen, emphasis=True)]
    proof = tuple(evidence_runs(outcome, cuts))
    if not proof and report.assessment.lens is not Lens.CONSENSUS:
        runs.append(Run(f"\n{t('document.evidence')}: {t('document.no_evidence')}."))
    return (*runs, *proof, *note_runs(outcome, cuts, t), *table_runs(outcome.criterion, report, cuts, t))


def evidence_runs(outcome: Outcome, cuts: Cuts, between: str = "\n") -> Iterator[Run]:
    """Yield the pieces of evidence, each behind `between`; what is too much for a cell is counted, and kept."""
    owner, items = outcome.criterion.title, evidence_of(outcome)
    for item in items[:_SHOWN]:
        yield Run(between)
        yield from cuts.evidence(owner, item)
    if rest := items[_SHOWN:]:
        yield Run(between + cuts.more(owner, rest))


def note_runs(outcome: Outcome, cuts: Cuts, t: Texts, between: str = "\n") -> Iterator[Run]:
    """Yield the note, if any, behind `between`."""
    if outcome.rating and outcome.rating.note:
        yield Run(f"{between}{t('document.note')}: ", strong=True)
        yield Run(cuts.short(outcome.criterion.title, outcome.rating.note, NOTE))


def onward_cell(outcome: Outcome, report: Report, cuts: Cuts, t: Texts) -> Runs:
    """Return the step, the level that it leads to, and who took it on."""
    runs: list[Run] = []
    action = next((action for action in report.actions if action.criterion.id == outcome.criterion.id), None)
    if action:
        runs += _step(action, report, cuts, t)
    if following := next_descriptor(outcome, report.framework):
        level, descriptor = following
        runs += [Run("\n")] if runs else []
        runs += [
            Run(f"{t('document.at_level', level=level)}: ", strong=True),
            Run(cuts.short(outcome.criterion.title, descriptor, STEP)),
        ]
    for run in commitment_runs(outcome.criterion, report, cuts, t):
        runs += [Run("\n")] if runs else []
        runs.append(run)
    return tuple(runs)


def _step(action: Action, report: Report, cuts: Cuts, t: Texts) -> Iterator[Run]:
    if action.asks_for_evidence:
        yield Run(f"{t('document.show_evidence')}: ", strong=True)
        yield Run(cuts.short(action.criterion.title, look_for(action), STEP))
        return
    tag = mid_sentence(tag_name(report.framework, action.criterion))
    yield Run(f"{t('document.next_step')}: ", strong=True)
    yield Run(f"{cuts.short(action.criterion.title, step_of(action, t), STEP)} ({tag})")


def commitment_runs(criterion: Criterion, report: Report, cuts: Cuts, t: Texts) -> Iterator[Run]:
    """Yield who took the step on, by when, and whether it is done."""
    if not (commitment := report.commitments.get(criterion.id)):
        return
    parts = [cuts.short(criterion.title, commitment.who, LINE)] if commitment.who else []
    if commitment.by:
        parts.append(t("document.by_day", day=t.day(commitment.by)))
    if commitment.done:
        parts.append(t("document.is_done"))
    yield Run(t("document.taken_on", words=", ".join(parts)) if parts else t("document.taken_on_plain"))


def table_runs(criterion: Criterion, report: Report, cuts: Cuts, t: Texts, between: str = "\n") -> Iterator[Run]:
    """Yield what tables said of a point, each behind `between`: never evidence, and so it is labelled."""
    owner = criterion.title
    for notes in report.tables.get(criterion.id, ()):
        where = [cuts.short(owner, notes.table, LINE)] if notes.table else []
        where += [t.day(notes.day)] if notes.day else []
        where += [t(f"direction.{notes.direction}")] if notes.direction else []
        place = f" ({'; '.join(where)})" if where else ""
        yield Run(f"{between}{t('document.table')}{place}: ", strong=True)
        if notes.heard:
            yield Run(cuts.short(owner, notes.heard, NOTE) + " ")
        if notes.changes:
            yield Run(t("document.table_changes", words=cuts.short(owner, notes.changes, NOTE)))
