"""Sentences that every screen and document says the same way."""

from fractions import Fraction
from math import ceil

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
    named, doubtful = unknown if by_gate else faulty, tally.weak + tally.unknown
    counted = {2: len(named), 4: tally.weak, 5: len(named) if by_gate else doubtful, 6: tally.strong}
    return t(
        "rule.5_gate" if by_gate else f"rule.{profile.rule}",
        n=counted.get(profile.rule),
        gates=join_words(named, t) if named else "",
        levels=t("document.of_levels", n=tally.scored),
        points=t("document.of_points", n=tally.applicable),
        coverage=coverage(tally.scored, tally.applicable, t),
        needed=t("document.needed", n=ceil(limits.coverage * tally.applicable)),
        label=strong_label(framework),
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
    """Return the profile in one line, without full stop: `Opstart en Uitvoering zijn op weg. Verspreiding is sterk`.

    Phases with the same label stand together, in framework order; where all have it, none is named. A quick scan
    says so first. Never free prose: the same profile always gives the same line.
    """
    groups: dict[PhaseLabel, list[str]] = {}
    for profile in report.profiles:
        groups.setdefault(profile.label, []).append(profile.phase.title)
    sentences: list[str] = []
    for label, titles in groups.items():
        n = len(titles)
        phases = t(f"document.all_phases.{n}") if 1 < n == len(report.profiles) else join_words(titles, t)
        sentences.append(_phases_are(label, phases, n, report.framework, t))
    line = ". ".join(sentences)
    return t("document.quick", line=line) if report.assessment.scope is Scope.CORE else line


def _phases_are(label: PhaseLabel, phases: str, n: int, framework: Framework, t: Texts) -> str:
    """Say of `n` phases what their label says; a label in a framework's own words fits no sentence of ours."""
    own = framework.label_text(label).label
    if own == t(f"document.label.{label}"):
        sentence = t(f"document.phases_are.{label}", phases=phases, n=n)
    else:
        sentence = t("document.group", phases=phases, label=mid_sentence(own))
    return sentence[:1].upper() + sentence[1:]


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
    """Return how many of the applicable points have a level: `1 van de 8 punten heeft een niveau`."""
    return t("document.coverage", n=scored, points=t("document.of_points", n=applicable))
