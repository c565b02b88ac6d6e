"""The scoring law: from what a person chose to a profile for each phase, exactly and with its reasons (DESIGN 5).

Pure and exact: shares are fractions, rounded once where they are shown. Counts decide a label; weights do not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from framework.assessing.record import Assessment, Lens, Scope, Scored, Unscored
from framework.errors import NoProfile
from framework.instrument.model import Criterion, Framework, NotScored, Phase, PhaseLabel, Scale


class Gate(StrEnum):
    """The state of a gate, from its counted level."""

    CLOSED = "closed"
    REPAIR = "repair"
    UNKNOWN = "unknown"
    OPEN = "open"


class Why(StrEnum):
    """Why a level counts for less than was chosen."""

    NO_EVIDENCE = "no_evidence"


class NoRange(StrEnum):
    """Why a phase has no range."""

    NOTHING_APPLICABLE = "nothing_applicable"
    OTHER_LENS = "other_lens"


@dataclass(frozen=True, slots=True)
class Counted:
    """A criterion with a level: the one chosen, the one that counts, and why these differ (if they do)."""

    criterion: Criterion
    rating: Scored
    counted: int
    why: Why | None = None

    @property
    def chosen(self) -> int:
        """The level the rater chose; it stays visible everywhere."""
        return self.rating.level


@dataclass(frozen=True, slots=True)
class Open:
    """A criterion that applies and has no level: unknown."""

    criterion: Criterion
    kind: NotScored
    rating: Unscored | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A criterion that does not apply; it leaves every count."""

    criterion: Criterion
    rating: Unscored


Outcome = Counted | Open | Excluded


@dataclass(frozen=True, slots=True)
class Range:
    """The weighted share of the way from lowest to highest, with the unknown points as lowest and as highest."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Outlook:
    """The label that holds if every open point turns out lowest, and if every one turns out highest."""

    if_lowest: PhaseLabel
    if_highest: PhaseLabel


@dataclass(frozen=True, slots=True)
class NotAssessable:
    """A phase in which nothing applies: there is no coverage, no share, no range."""

    phase: Phase
    outcomes: tuple[Outcome, ...]
    label: PhaseLabel = PhaseLabel.NOT_ASSESSABLE
    rule: int = 1
    gates: Mapping[str, Gate] = field(default_factory=dict[str, Gate])


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one phase that its label follows from; `applicable` is at least 1."""

    applicable: int
    scored: int
    weak: int
    strong: int
    lowest: int
    gates: Mapping[str, Gate]

    @property
    def unknown(self) -> int:
        """Applicable points without a level."""
        return self.applicable - self.scored

    @property
    def coverage(self) -> Fraction:
        """The share of applicable points that has a level, 0 to 1. No number is shown without it."""
        return Fraction(self.scored, self.applicable)


@dataclass(frozen=True, slots=True)
class PhaseProfile:
    """What we compute for one phase, with its explanation: every outcome, the counts, and the rule that decided."""

    phase: Phase
    outcomes: tuple[Outcome, ...]
    tally: Tally
    levels: Mapping[int, int]
    label: PhaseLabel
    rule: int
    outlook: Outlook
    range: Range | NoRange

    @property
    def gates(self) -> Mapping[str, Gate]:
        """The state of every gate of the phase, by criterion id, in framework order."""
        return self.tally.gates

    @property
    def coverage(self) -> Fraction:
        """The share of applicable points that has a level, 0 to 1."""
        return self.tally.coverage


Profile = PhaseProfile | NotAssessable


def score_phase(phase: Phase, framework: Framework, assessment: Assessment) -> Profile:
    """Return the profile of one phase: counts by counted level, coverage, gates, label and the rule behind it.

    In scope `core` only core criteria exist and nothing is capped; in lens `consensus` the rationale is the evidence.
    A phase in which nothing applies is `NotAssessable`. Raises `NoProfile` for lens `practice`.
    Source: House rule (DESIGN section 5); ordinal levels are counted, never averaged (Stevens, 1946).
    """
    if assessment.lens is Lens.PRACTICE:
        raise NoProfile
    asked = [c for c in phase.criteria if assessment.scope is Scope.FULL or c.is_core]
    outcomes = tuple(outcome_of(criterion, framework, assessment) for criterion in asked)
    scale = framework.scale
    counted = {o.criterion.id: o.counted for o in outcomes if isinstance(o, Counted)}
    open_ids = [o.criterion.id for o in outcomes if isinstance(o, Open)]
    if not counted and not open_ids:
        return NotAssessable(phase, outcomes)
    applicable = [o.criterion for o in outcomes if not isinstance(o, Excluded)]
    at_lowest, at_highest = (counted | dict.fromkeys(open_ids, level) for level in (scale.lowest, scale.highest))
    (label, rule), (if_lowest, _), (if_highest, _) = (
        _label(_tally(applicable, levels, scale), framework, assessment.scope)
        for levels in (counted, at_lowest, at_highest)
    )
    return PhaseProfile(
        phase=phase,
        outcomes=outcomes,
        tally=_tally(applicable, counted, scale),
        levels={level: sum(c == level for c in counted.values()) for level in scale.numbers},
        label=label,
        rule=rule,
        outlook=Outlook(if_lowest, if_highest),
        range=_range(applicable, at_lowest, at_highest, scale) if assessment.lens is Lens.SELF else NoRange.OTHER_LENS,
    )


def score(framework: Framework, assessment: Assessment) -> tuple[Profile, ...]:
    """Return the profile of every phase, in framework order. There is no total over phases, and no rank."""
    return tuple(score_phase(phase, framework, assessment) for phase in framework.phases)


def outcome_of(criterion: Criterion, framework: Framework, assessment: Assessment) -> Outcome:
    """Return what an answer counts for: the one function that decides what "answered" means. House rule."""
    rating = assessment.ratings.get(criterion.id)
    if isinstance(rating, Scored):
        capped = assessment.scope is Scope.FULL and assessment.lens in (Lens.SELF, Lens.REVIEW)
        required_from = framework.evidence.required_from
        if capped and rating.level >= required_from and not rating.has_evidence:
            return Counted(criterion, rating, required_from - 1, Why.NO_EVIDENCE)
        return Counted(criterion, rating, rating.level)
    if rating is None:
        return Open(criterion, NotScored.UNANSWERED)
    if rating.not_scored is NotScored.NOT_APPLICABLE:
        return Excluded(criterion, rating)
    return Open(criterion, rating.not_scored, rating)


def _tally(applicable: list[Criterion], counted: Mapping[str, int], scale: Scale) -> Tally:
    levels = counted.values()
    return Tally(
        applicable=len(applicable),
        scored=len(counted),
        weak=sum(level <= scale.weak_to for level in levels),
        strong=sum(level >= scale.strong_from for level in levels),
        lowest=sum(level == scale.lowest for level in levels),
        gates=dict(_gates(applicable, counted, scale)),
    )


def _gates(applicable: list[Criterion], counted: Mapping[str, int], scale: Scale) -> Iterator[tuple[str, Gate]]:
    for criterion in applicable:
        if criterion.gate_min is None:
            continue
        level = counted.get(criterion.id)
        if level is None:
            yield criterion.id, Gate.UNKNOWN
        elif level == scale.lowest:
            yield criterion.id, Gate.CLOSED
        else:
            yield criterion.id, Gate.REPAIR if level < criterion.gate_min else Gate.OPEN


def _label(tally: Tally, framework: Framework, scope: Scope) -> tuple[PhaseLabel, int]:
    """Return the label and the number of the first rule that holds (rule 1 was settled before)."""
    limits, gates = framework.thresholds, set(tally.gates.values())
    if gates & {Gate.CLOSED, Gate.REPAIR}:
        return PhaseLabel.NEEDS_ATTENTION, 2
    if tally.coverage < limits.coverage:
        return PhaseLabel.TOO_LITTLE_KNOWN, 3
    if Fraction(tally.weak, tally.scored) >= limits.weak:
        return PhaseLabel.NEEDS_ATTENTION, 4
    if Gate.UNKNOWN in gates or Fraction(tally.weak + tally.unknown, tally.applicable) >= limits.weak:
        return PhaseLabel.TOO_LITTLE_KNOWN, 5
    is_full = scope is Scope.FULL and tally.unknown == 0 and tally.lowest == 0
    if is_full and Fraction(tally.strong, tally.applicable) >= limits.strong:
        return PhaseLabel.STRONG, 6
    return PhaseLabel.ON_TRACK, 7


def _range(applicable: list[Criterion], low: Mapping[str, int], high: Mapping[str, int], scale: Scale) -> Range:
    whole = scale.span * sum(criterion.weight for criterion in applicable)
    shares = [
        Fraction(sum(c.weight * (counted[c.id] - scale.lowest) for c in applicable), whole) for counted in (low, high)
    ]
    return Range(*shares)
