"""What to do first: one list over all phases, in the order of the law (DESIGN section 5)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from framework.assessing.scoring import Counted, Gate, Open, Outcome, Profile
from framework.instrument.model import Criterion, Scale


class Because(StrEnum):
    """Why a step stands in the list, in the order in which the steps come."""

    GATE_CLOSED = "gate_closed"
    GATE_REPAIR = "gate_repair"
    GATE_UNKNOWN = "gate_unknown"
    TOPIC = "topic"
    EVIDENCE_MISSING = "evidence_missing"
    UNKNOWN = "unknown"
    BELOW_STRONG = "below_strong"
    BELOW_TOP = "below_top"


@dataclass(frozen=True, slots=True)
class Action:
    """One step: the criterion, why it stands here, and the level it leads to.

    No level: nothing is known yet, or the point stands at the top and professionals see it otherwise.
    """

    criterion: Criterion
    because: Because
    outcome: Outcome
    to_level: int | None

    @property
    def asks_for_evidence(self) -> bool:
        """Whether what is missing is evidence for a chosen level: show the evidence examples, not the action."""
        return isinstance(self.outcome, Counted) and self.outcome.why is not None


_ORDER = {because: place for place, because in enumerate(Because)}


def next_actions(profiles: Iterable[Profile], scale: Scale, topics: Collection[str] = ()) -> tuple[Action, ...]:
    """Return every step worth taking, most needed first; at the top level nothing is invented.

    Gates come first (closed, in repair, unknown), then chosen levels without evidence, other unknowns, then
    weight x (first strong level - counted), ties in framework order; going from strong to the top comes last.
    `topics`: the ids of strong points that professionals see otherwise; they come right after the gates (House rule,
    decision 0018).
    """
    steps = [
        step
        for profile in profiles
        for outcome in profile.outcomes
        for step in _step(outcome, profile, scale, is_topic=outcome.criterion.id in topics)
    ]
    return tuple(sorted(steps, key=lambda step: _rank(step, scale)))


def _rank(step: Action, scale: Scale) -> tuple[int, int]:
    gain = 0
    if step.because is Because.BELOW_STRONG and isinstance(step.outcome, Counted):
        gain = step.criterion.weight * (scale.strong_from - step.outcome.counted)
    return _ORDER[step.because], -gain


def _step(outcome: Outcome, profile: Profile, scale: Scale, *, is_topic: bool) -> Iterator[Action]:
    gate = profile.gates.get(outcome.criterion.id)
    if isinstance(outcome, Open):
        because = Because.GATE_UNKNOWN if gate is Gate.UNKNOWN else Because.UNKNOWN
        yield Action(outcome.criterion, because, outcome, None)
    elif isinstance(outcome, Counted):
        because = _because(outcome, gate, scale)
        if is_topic and because in (Because.BELOW_TOP, None):
            above = outcome.counted + 1 if outcome.counted < scale.highest else None
            yield Action(outcome.criterion, Because.TOPIC, outcome, above)
        elif because:
            to_level = outcome.chosen if outcome.why else outcome.counted + 1
            yield Action(outcome.criterion, because, outcome, to_level)


def _because(outcome: Counted, gate: Gate | None, scale: Scale) -> Because | None:
    if gate is Gate.CLOSED:
        return Because.GATE_CLOSED
    if gate is Gate.REPAIR:
        return Because.GATE_REPAIR
    if outcome.why:
        return Because.EVIDENCE_MISSING
    if outcome.counted < scale.strong_from:
        return Because.BELOW_STRONG
    return Because.BELOW_TOP if outcome.counted < scale.highest else None
