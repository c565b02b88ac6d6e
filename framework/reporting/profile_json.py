"""The profile as plain data for machines: what `score --json` prints (DESIGN section 11)."""

from collections import Counter
from typing import Any

from framework.assessing.actions import Action, next_actions
from framework.assessing.scoring import Counted, Excluded, Open, Outcome, PhaseProfile, Profile, Range
from framework.reporting.report import Report


def profile_data(report: Report) -> dict[str, Any]:
    """Return the profile of `report` as JSON-ready data: shares as reduced fractions in text, absent as null.

    `levels` counts by counted level; every kind of not scored that occurs is a key. `scope` says whether the quick
    scan or the full set was scored, since a quick scan caps nothing. House rule.
    """
    assessment, framework = report.assessment, report.framework
    return {
        "framework": {
            "id": framework.id,
            "version": framework.version,
            "content_hash": report.content_hash,
            "structure_hash": report.structure_hash,
        },
        "lens": assessment.lens.value,
        "moment": assessment.moment.value,
        "scope": assessment.scope.value,
        "phases": [_phase(profile, report) for profile in report.profiles],
        "next_actions": [_action(action) for action in next_actions(report.profiles, framework.scale)],
    }


def _phase(profile: Profile, report: Report) -> dict[str, Any]:
    is_known = isinstance(profile, PhaseProfile)
    levels = profile.levels if is_known else dict.fromkeys(report.framework.scale.numbers, 0)
    kinds = Counter(kind for outcome in profile.outcomes if (kind := _kind(outcome)))
    return {
        "id": profile.phase.id,
        "label": profile.label.value,
        "applicable": profile.tally.applicable if is_known else 0,
        "scored": profile.tally.scored if is_known else 0,
        "coverage": str(profile.coverage) if is_known else None,
        "levels": {str(level): count for level, count in levels.items()},
        "not_scored": dict(sorted(kinds.items())),
        "gates": {criterion: gate.value for criterion, gate in profile.gates.items()},
        "rule": profile.rule,
        "range": _range(profile.range) if is_known and isinstance(profile.range, Range) else None,
        "criteria": [_criterion(outcome) for outcome in profile.outcomes],
    }


def _kind(outcome: Outcome) -> str | None:
    match outcome:
        case Open(kind=kind):
            return kind.value
        case Excluded(rating=rating):
            return rating.not_scored.value
        case Counted():
            return None


def _criterion(outcome: Outcome) -> dict[str, Any]:
    is_counted = isinstance(outcome, Counted)
    return {
        "id": outcome.criterion.id,
        "chosen": outcome.chosen if is_counted else None,
        "counted": outcome.counted if is_counted else None,
        "why": (outcome.why and outcome.why.value) if is_counted else _kind(outcome),
        "weight": outcome.criterion.weight,
    }


def _range(span: Range) -> list[str]:
    return [str(span.low), str(span.high)]


def _action(action: Action) -> dict[str, Any]:
    return {"criterion": action.criterion.id, "because": action.because.value, "to_level": action.to_level}
