"""The points for looking up: one table a phase with the points that have a level, and one list of those without."""

from collections.abc import Iterator

from exports.documents.report.cuts import NOTE, STEP, Cuts
from exports.documents.report.points import (
    commitment_runs,
    evidence_runs,
    found_cell,
    heading_cell,
    level_cell,
    mark_of,
    note_runs,
    onward_cell,
    table_runs,
    title_of,
)
from exports.documents.report.widths import balanced
from exports.phrases import coverage_of, state_name, state_of
from exports.typeset.document import Block, Column, Heading, List, Paragraph, Run, Runs, Table
from framework.assessing.scoring import Counted, Excluded, Open, PhaseProfile, Profile
from framework.instrument.model import PhaseLabel
from framework.language.phrases import join_words, mid_sentence
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.reporting.wording import rule_sentence


def phase_blocks(report: Report, cuts: Cuts, t: Texts) -> Iterator[Block]:
    """Yield every phase with the reasons for its label, and its points with a level in one table."""
    explained: set[PhaseLabel] = set()
    tables = [tuple(_rows(profile, report, cuts, t)) for profile in report.profiles]
    shares = balanced(tables)
    for number, (profile, rows) in enumerate(zip(report.profiles, tables, strict=True), 1):
        label = mid_sentence(report.framework.label_text(profile.label).label)
        title = t("document.group", phases=profile.phase.title, label=label)
        yield Heading(2, f"{number}. {title}")
        yield _reasons(profile, report, t, explains=profile.label not in explained)
        explained.add(profile.label)
        if rows:
            yield _table(rows, shares, profile, report, t)


def _reasons(profile: Profile, report: Report, t: Texts, *, explains: bool) -> Paragraph:
    """How much is known, why the label holds, what it means, and what open points can make of it."""
    framework = report.framework
    coverage, rule = f"{coverage_of(profile, t)}.", rule_sentence(profile, framework, t)
    runs = [Run(f"{coverage} ", strong=True)]
    if profile.outcomes:
        runs.append(Run(f"{rule.removeprefix(coverage).lstrip()} "))
        if explains:
            runs.append(Run(f"{framework.label_text(profile.label).meaning} "))
    if isinstance(profile, PhaseProfile):
        if profile.tally.unknown:
            low, high = (framework.label_text(x).label for x in (profile.outlook.if_lowest, profile.outlook.if_highest))
            runs.append(Run(f"{t('outlook', lowest=low, highest=high)} "))
        if left_out := [o.criterion.title for o in profile.outcomes if isinstance(o, Excluded)]:
            runs.append(Run(t("document.excluded", titles=join_words(left_out, t))))
    return Paragraph(tuple(runs))


def _counted(profile: Profile) -> list[Counted]:
    return [outcome for outcome in profile.outcomes if isinstance(outcome, Counted)]


def _rows(profile: Profile, report: Report, cuts: Cuts, t: Texts) -> Iterator[tuple[Runs, ...]]:
    for outcome in _counted(profile):
        yield (
            heading_cell(outcome, profile.gates.get(outcome.criterion.id), report, t),
            level_cell(outcome, report.framework, t),
            found_cell(outcome, report, cuts, t),
            onward_cell(outcome, report, cuts, t),
        )


def _table(
    rows: tuple[tuple[Runs, ...], ...], shares: tuple[int, ...], profile: Profile, report: Report, t: Texts
) -> Table:
    titles = ("criterion", "level_column", "found", "onward")
    columns = tuple(Column(t(f"document.{title}"), share) for title, share in zip(titles, shares, strict=True))
    marks = tuple(mark_of(o, profile.gates.get(o.criterion.id), report.framework.scale) for o in _counted(profile))
    return Table(columns, rows, t("document.phase_table", phase=profile.phase.title), marks=marks)


def unanswered_blocks(report: Report, cuts: Cuts, t: Texts) -> Iterator[Block]:
    """Yield all points without a level as one list, over all phases."""
    found = [
        _item(outcome, profile, report, cuts, t)
        for profile in report.profiles
        for outcome in profile.outcomes
        if not isinstance(outcome, Counted)
    ]
    if found:
        yield Heading(2, t("document.unanswered"))
        yield List(tuple(found))


def _item(outcome: Open | Excluded, profile: Profile, report: Report, cuts: Cuts, t: Texts) -> Runs:
    criterion = outcome.criterion
    runs = [Run(f"{title_of(criterion, report)}. ", strong=True), Run(f"{criterion.question} ")]
    if gate := profile.gates.get(criterion.id):
        runs.append(Run(f"{t('document.gate')}: {mid_sentence(t(f'gate.{gate}'))}. ", strong=True, is_alarm=True))
    runs.append(Run(f"{_absence(outcome, report, cuts, t)} ", emphasis=True))
    if isinstance(outcome, Open):
        runs.append(Run(f"{t('document.next_step')}: ", strong=True))
        runs.append(Run(cuts.short(criterion.title, criterion.next_action.text, STEP)))
    runs += commitment_runs(criterion, report, cuts, t)
    runs += [*evidence_runs(outcome, cuts, " "), *note_runs(outcome, cuts, t, " ")]
    return (*runs, *table_runs(criterion, report, cuts, t, " "))


def _absence(outcome: Open | Excluded, report: Report, cuts: Cuts, t: Texts) -> str:
    """Why there is no level, as a sentence: the state, with the reason, or when it will be known."""
    owner, rating = outcome.criterion.title, outcome.rating
    parts = [state_name(report.framework, state_of(outcome))]
    if rating and rating.reason:
        parts.append(t("document.reason", reason=cuts.short(owner, rating.reason, NOTE)))
    if rating and rating.when:
        parts.append(t("document.when", when=cuts.short(owner, rating.when, NOTE)))
    words = "; ".join(parts)
    return words if words.endswith((".", "!", "?")) else f"{words}."


def elsewhere_blocks(report: Report, cuts: Cuts, t: Texts) -> Iterator[Block]:
    """Yield what was taken on or said at a table of points that this report does not ask about."""
    beside = {**report.commitments, **report.tables}
    found = [c for c in report.framework.criteria if c.id in beside and c.id not in report.outcomes]
    if found:
        yield Heading(2, t("document.elsewhere"))
        yield List(
            tuple(
                (
                    Run(f"{title_of(criterion, report)}. ", strong=True),
                    *commitment_runs(criterion, report, cuts, t),
                    *table_runs(criterion, report, cuts, t, " "),
                )
                for criterion in found
            )
        )
