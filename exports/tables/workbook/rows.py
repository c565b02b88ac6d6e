"""What stands on every sheet of the workbook: the titles of the columns, and the rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from exports.phrases import (
    coverage_of,
    evidence_of,
    facts,
    level_name,
    limits,
    look_for,
    next_descriptor,
    open_outcomes,
    step_of,
    tag_name,
    why_words,
)
from framework.assessing.actions import Action
from framework.assessing.beside import Distribution
from framework.assessing.scoring import Counted, Outcome, PhaseProfile, Profile
from framework.instrument.model import Criterion
from framework.language.texts import Texts
from framework.practice.mirror import Reflection
from framework.practice.opinions import answer_names, no_numbers_line, opinion_counts, unshown_line
from framework.practice.together import source_line
from framework.reporting.report import Report
from framework.reporting.wording import headline, rule_sentence, summary


class WebLink(str):
    """An address that a person gave as evidence: one can follow it."""

    __slots__ = ()

    @property
    def can_be_followed(self) -> bool:
        """Whether a spreadsheet takes it: http or https, without blanks, within what Excel takes (2,079 signs)."""
        return re.fullmatch(r"https?://[!-~]{1,2000}", self, re.IGNORECASE) is not None


Value = str | int | Fraction | date | None
Row = tuple[Value, ...]
Sheet = tuple[list[str], list[Row]]


def _titles(t: Texts, keys: str) -> list[str]:
    return [t(f"workbook.{key}") for key in keys.split()]


def profile_sheet(report: Report, t: Texts) -> Sheet:
    """Return one row for each phase: label, coverage, counts by counted level, and the reasons."""
    scale = report.framework.scale
    levels = [t("workbook.level", level=x, name=level_name(report.framework, x)) for x in scale.numbers]
    titles = [
        *_titles(t, "phase label applicable scored coverage coverage_why supported"),
        *levels,
        *_titles(t, "unknown rule if_lowest if_highest"),
    ]
    return titles, [_profile(profile, report, t) for profile in report.profiles]


def _profile(profile: Profile, report: Report, t: Texts) -> Row:
    words = report.framework.label_text
    label, why = words(profile.label).label, rule_sentence(profile, report.framework, t)
    if not isinstance(profile, PhaseProfile):
        unknown = (None,) * (len(report.framework.scale.levels) + 1)
        return profile.phase.title, label, 0, None, None, coverage_of(profile, t), None, *unknown, why, None, None
    tally = profile.tally
    supported = sum(isinstance(o, Counted) and o.rating.has_evidence for o in profile.outcomes)
    return (
        profile.phase.title,
        label,
        tally.applicable,
        tally.scored,
        tally.coverage,
        None,
        supported,
        *profile.levels.values(),
        sum(1 for _ in open_outcomes(profile)),
        why,
        words(profile.outlook.if_lowest).label,
        words(profile.outlook.if_highest).label,
    )


def criteria_sheet(report: Report, t: Texts) -> Sheet:
    """Return one row for each criterion in scope; levels are numbers, the coverage of their phase beside them."""
    titles = _titles(
        t,
        "phase criterion chosen counted name why phase_scored phase_applicable gate gate_min tier weight"
        " evidence note question next_descriptor id",
    )
    return titles, [_criterion(o, profile, report, t) for profile in report.profiles for o in profile.outcomes]


def _criterion(outcome: Outcome, profile: Profile, report: Report, t: Texts) -> Row:
    criterion, level = outcome.criterion, outcome if isinstance(outcome, Counted) else None
    is_known = isinstance(profile, PhaseProfile)
    gate, following = profile.gates.get(criterion.id), next_descriptor(outcome, report.framework)
    return (
        profile.phase.title,
        criterion.title,
        level and level.chosen,
        level and level.counted,
        level and level_name(report.framework, level.counted),
        why_words(outcome, report, t),
        profile.tally.scored if is_known else None,
        profile.tally.applicable if is_known else 0,
        t(f"gate.{gate}") if gate else None,
        criterion.gate_min,
        _yes(criterion.is_core, t),
        criterion.weight,
        sum(item.supports for item in evidence_of(outcome)),
        outcome.rating.note if outcome.rating else None,
        criterion.question,
        following[1] if following else None,
        criterion.id,
    )


def evidence_sheet(report: Report, t: Texts) -> Sheet:
    """Return one row for each piece of evidence."""
    return _titles(t, "criterion number quote location link supports id"), list(_evidence(report, t))


def _evidence(report: Report, t: Texts) -> Iterator[Row]:
    for outcome in report.outcomes.values():
        criterion = outcome.criterion
        for number, item in enumerate(evidence_of(outcome), 1):
            yield (
                criterion.title,
                number,
                item.quote,
                item.location,
                item.link and WebLink(item.link),
                _yes(item.supports, t),
                criterion.id,
            )


def actions_sheet(report: Report, t: Texts) -> Sheet:
    """Return one row for each step, most needed first, with who took it on; the coverage of its phase in the same row.

    What was taken on stays, also where its point has no step any more. The number is that of the point.
    """
    titles = _titles(
        t,
        "number criterion because step look_for tag from_level to_level phase_scored phase_applicable who by done id",
    )
    numbers = report.framework.numbers
    rows = [_action(numbers[action.criterion.id], action, report, t) for action in report.actions]
    left = report.commitments.keys() - {action.criterion.id for action in report.actions}
    kept = [criterion for criterion in report.framework.criteria if criterion.id in left]
    empty = (None,) * 8
    return titles, rows + [(numbers[c.id], c.title, *empty, *taken_on(c, report, t), c.id) for c in kept]


def _action(number: int, action: Action, report: Report, t: Texts) -> Row:
    tallies = {o.criterion.id: profile.tally for profile in report.assessable for o in profile.outcomes}
    tally = tallies[action.criterion.id]
    return (
        number,
        action.criterion.title,
        t(f"because.{action.because}"),
        step_of(action, t),
        look_for(action),
        None if action.asks_for_evidence else tag_name(report.framework, action.criterion),
        action.outcome.counted if isinstance(action.outcome, Counted) else None,
        action.to_level,
        tally.scored,
        tally.applicable,
        *taken_on(action.criterion, report, t),
        action.criterion.id,
    )


def taken_on(criterion: Criterion, report: Report, t: Texts) -> Row:
    """Who, by when, and whether it is done; nothing where nobody took it on."""
    taken = report.commitments.get(criterion.id)
    return (taken.who, taken.by, _yes(taken.done, t)) if taken else (None, None, None)


def table_notes_sheet(report: Report, t: Texts) -> Sheet:
    """Return one row for each point that a table spoke of: of question tables, then of the groups of closed checks."""
    heard = [(key, notes) for key, said in report.tables.items() for notes in said]
    return _titles(t, "criterion heard changes direction table day id"), [
        (
            report.framework.by_id[key].title,
            notes.heard,
            notes.changes,
            t(f"direction.{notes.direction}") if notes.direction else None,
            notes.table,
            notes.day,
            key,
        )
        for key, notes in heard
    ]


def mirror_sheet(report: Report, t: Texts) -> Sheet:
    """Return one row for each statement, topics first: the counted level, and how many people gave which answer."""
    reflections = report.mirror.reflections if report.mirror else ()
    shown = [reflection.distribution for reflection in reflections if reflection.distribution]
    answers = answer_names(shown, report.framework, t)
    titles = [*_titles(t, "criterion counted name"), t("mirror.topic").capitalize(), *answers, t("mirror.withheld_why")]
    return [*titles, t("workbook.id")], [_mirrored(reflection, shown, report, t) for reflection in reflections]


def _mirrored(reflection: Reflection, shown: Sequence[Distribution], report: Report, t: Texts) -> Row:
    outcome, distribution, framework = reflection.outcome, reflection.distribution, report.framework
    level = outcome.counted if isinstance(outcome, Counted) else None
    absent = (None for _ in answer_names(shown, framework, t))
    return (
        reflection.criterion.title,
        level,
        None if level is None else level_name(framework, level),
        _yes(reflection.is_topic, t),
        *((number for _, number in opinion_counts(distribution, framework, t, shown)) if distribution else absent),
        None if distribution else _why_no_numbers(reflection, t),
        reflection.criterion.id,
    )


def _why_no_numbers(reflection: Reflection, t: Texts) -> str:
    why = f" {no_numbers_line(t)}" if reflection.agreement else ""
    return unshown_line(reflection.agreement, t) + why


def about_sheet(report: Report, t: Texts) -> Sheet:
    """Return what was judged, by whom, when and with what, and the limits of that judgement."""
    rows: list[Row] = [(t("document.profile"), headline(report, t)), (t("document.coverage_label"), summary(report, t))]
    for key, words in facts(report, t):
        value = {"date": report.assessment.date, "content_hash": report.content_hash}.get(key, words)
        if value and key != "counted":
            rows.append((t(f"document.fact.{key}"), value))
    rows.append((t("document.fact.structure_hash"), report.structure_hash))
    if report.shown:
        rows.append((t("mirror.title"), source_line(report.shown, t)))
    rows += [(t("document.limits"), line) for line in limits(report, t)]
    return [t("document.subject"), t("document.value")], rows


def _yes(value: bool, t: Texts) -> str:
    return t("workbook.yes" if value else "workbook.no")


SHEETS: dict[str, Callable[[Report, Texts], Sheet]] = {
    "profile": profile_sheet,
    "criteria": criteria_sheet,
    "evidence": evidence_sheet,
    "actions": actions_sheet,
    "about": about_sheet,
}
