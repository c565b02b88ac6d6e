"""The mirror: what professionals say beside the researcher's own levels; nothing is subtracted or averaged."""

from collections.abc import Mapping
from dataclasses import dataclass

from framework.assessing.beside import Agreement, Distribution, Results
from framework.assessing.scoring import Counted, Outcome
from framework.instrument.model import Criterion, Framework
from framework.practice.statements import statements


@dataclass(frozen=True, slots=True)
class Reflection:
    """One statement beside the researcher's own judgement; nothing is subtracted or averaged.

    `distribution` is absent where fewer than `DISCLOSURE_THRESHOLD` levels were given, and where `agreement` says in
    words what nearly everyone answered. `is_topic`: the researcher's counted level is strong and at least half of the
    opinions are one of the two lowest answers.
    """

    criterion: Criterion
    outcome: Outcome
    distribution: Distribution | None
    is_topic: bool
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """A closed check beside an assessment: topics first, then the order of the framework."""

    results: Results
    reflections: tuple[Reflection, ...]

    @property
    def topics(self) -> tuple[Reflection, ...]:
        """What a question table should talk about."""
        return tuple(reflection for reflection in self.reflections if reflection.is_topic)

    @property
    def by_id(self) -> dict[str, Reflection]:
        """Every reflection by the id of its criterion."""
        return {reflection.criterion.id: reflection for reflection in self.reflections}


def make_mirror(framework: Framework, outcomes: Mapping[str, Outcome], results: Results) -> Mirror:
    """Lay the results of a check beside the outcomes of an assessment; `framework` words statements as they were asked.

    Source: the practice law; a topic needs `DISCLOSURE_THRESHOLD` opinions. House rule.
    """
    reflections = [
        _reflect(criterion, outcomes[criterion.id], results, framework)
        for criterion in statements(framework)
        if criterion.id in outcomes
    ]
    return Mirror(results, tuple(sorted(reflections, key=lambda reflection: not reflection.is_topic)))


def _reflect(criterion: Criterion, outcome: Outcome, results: Results, framework: Framework) -> Reflection:
    name = criterion.id
    distribution, agreement = results.distributions.get(name), results.nearly_all.get(name)
    half_is_low = agreement is Agreement.DISAGREE or (
        distribution is not None and 2 * distribution.low >= distribution.given
    )
    is_strong = isinstance(outcome, Counted) and outcome.counted >= framework.scale.strong_from
    return Reflection(criterion, outcome, distribution, is_strong and half_is_low, agreement)
