"""What stands out in a report, the same in every picture and document: what is strong, and which gates are not open."""

from framework.assessing.scoring import Counted, Gate, Outcome
from framework.instrument.model import Criterion
from framework.language.texts import Texts
from framework.reporting.report import Report


def strongest(report: Report) -> list[Counted]:
    """Criteria that count as strong: the highest level first, then the heaviest, then in framework order."""
    scale = report.framework.scale
    counted = [o for o in report.outcomes.values() if isinstance(o, Counted) and o.counted >= scale.strong_from]
    return sorted(counted, key=lambda outcome: (-outcome.counted, -outcome.criterion.weight))


def gates_not_open(report: Report) -> list[tuple[Criterion, Outcome, Gate]]:
    """Every gate that is not open: closed first, then in repair, then unknown."""
    order = [Gate.CLOSED, Gate.REPAIR, Gate.UNKNOWN]
    found = [
        (outcome.criterion, outcome, profile.gates[outcome.criterion.id])
        for profile in report.profiles
        for outcome in profile.outcomes
        if profile.gates.get(outcome.criterion.id) in order
    ]
    return sorted(found, key=lambda gate: order.index(gate[2]))


def mend_gate(criterion: Criterion, outcome: Outcome, gate: Gate, t: Texts) -> str:
    """Why a gate is not open, and what opens it."""
    state = t(f"gate.{gate}")
    if not isinstance(outcome, Counted):
        return state
    if outcome.why and outcome.chosen >= (criterion.gate_min or 0):
        return t("infographic.gates.prove", chosen=outcome.chosen, counted=outcome.counted)
    return t("infographic.gates.raise", state=state, level=outcome.counted, needed=criterion.gate_min)


def strong_words(report: Report, t: Texts) -> str:
    """What counts as strong, in the words of the scale: `uitgewerkt of hoger`."""
    scale = report.framework.scale
    label = next(level.label for level in scale.levels if level.level == scale.strong_from)
    if not label[1:2].isupper():
        label = label[:1].lower() + label[1:]
    return label if scale.strong_from == scale.highest else t("infographic.or_higher", label=label)
