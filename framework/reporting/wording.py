"""Sentences that every screen and document says the same way."""

from fractions import Fraction

from framework.assessing.record import Scope
from framework.assessing.scoring import Gate, PhaseProfile, Profile
from framework.instrument.model import Framework, PhaseLabel
from framework.language.phrases import join_words, mid_sentence
from framework.language.texts import Texts
from framework.reporting.report import Report


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
        label=strong_label(framework),
        open=tally.weak + tally.unknown,
        coverage=share(limits.coverage),
        limit=share(limits.weak),
    )


def strong_label(framework: Framework) -> str:
    """Return the name of the first strong level, as it stands inside a sentence."""
    names = {level.level: level.label for level in framework.scale.levels}
    return mid_sentence(names[framework.scale.strong_from])


def share(value: Fraction) -> str:
    """Return a share as people read it: 3/5."""
    return f"{value.numerator}/{value.denominator}"


def headline(report: Report, t: Texts) -> str:
    """Return the profile in one line, without full stop: `Opstart en Uitvoering: aandacht nodig; Verspreiding: sterk`.

    Phases with the same label stand together, in framework order, before the label in the framework's own words.
    A quick scan says so first. Never free prose: the same profile always gives the same line.
    """
    groups: dict[PhaseLabel, list[str]] = {}
    for profile in report.profiles:
        groups.setdefault(profile.label, []).append(profile.phase.title)
    line = "; ".join(
        t("document.group", phases=join_words(titles, t), label=mid_sentence(report.framework.label_text(label).label))
        for label, titles in groups.items()
    )
    return t("document.quick", line=line) if report.assessment.scope is Scope.CORE else line


def summary(report: Report, t: Texts) -> str:
    """Return how much is known, in one sentence: points with a level, support (quick scan), and the gates."""
    if not report.applicable:
        return t("document.nothing") + "."
    parts = [coverage(report.scored, report.applicable, t)]
    if report.assessment.scope is Scope.CORE and report.scored:
        parts.append(t("document.supported", n=report.supported))
    gates = [gate for profile in report.profiles for gate in profile.gates.values()]
    unknown, in_order = gates.count(Gate.UNKNOWN), gates.count(Gate.OPEN)
    if faulty := len(gates) - unknown - in_order:
        parts.append(t("document.gates_faulty", n=faulty))
    if unknown:
        parts.append(t("document.gates_unknown", n=unknown))
    if gates and in_order == len(gates):
        parts.append(t("document.gates_open", n=in_order))
    return "; ".join(parts) + "."


def coverage(scored: int, applicable: int, t: Texts) -> str:
    """Return how many of the applicable points have a level: `1 van 8 punten heeft een niveau`."""
    return t("document.coverage", n=scored, points=t("document.points", n=applicable))
