"""Sentences that every screen and document says the same way."""

from fractions import Fraction

from framework.model import Framework
from framework.scoring import Gate, PhaseProfile, Profile
from framework.text import Texts


def rule_sentence(profile: Profile, framework: Framework, t: Texts) -> str:
    """Return why the phase has its label, in one sentence with the numbers it follows from.

    Every rule of the law has its sentence; rule 5 has two, since either a gate or the many open points decide.
    """
    if not isinstance(profile, PhaseProfile):
        return t("rule.1")
    tally, limits = profile.tally, framework.thresholds
    titles = {criterion.id: criterion.title for criterion in profile.phase.criteria}
    faulty = [titles[i] for i, gate in tally.gates.items() if gate in (Gate.CLOSED, Gate.REPAIR)]
    unknown = [titles[i] for i, gate in tally.gates.items() if gate is Gate.UNKNOWN]
    by_gate = profile.rule == 5 and unknown
    return t(
        "rule.5_gate" if by_gate else f"rule.{profile.rule}",
        gates=", ".join(unknown if by_gate else faulty),
        scored=tally.scored,
        applicable=tally.applicable,
        weak=tally.weak,
        strong=tally.strong,
        open=tally.weak + tally.unknown,
        coverage=share(limits.coverage),
        limit=share(limits.weak),
    )


def share(value: Fraction) -> str:
    """Return a share as people read it: 3/5."""
    return f"{value.numerator}/{value.denominator}"
