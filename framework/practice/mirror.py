"""The mirror: what professionals say beside the researcher's own levels; nothing is subtracted or averaged."""

from collections.abc import Mapping
from dataclasses import dataclass

from framework.assessing.beside import Distribution, Results
from framework.assessing.scoring import Counted, Outcome
from framework.instrument.model import Criterion, Framework
from framework.practice.statements import statements


@dataclass(frozen=True, slots=True)
class Reflection:
    """One statement beside the researcher's own judgement; nothing is subtracted or averaged.

    `distribution` is absent where fewer than `DISCLOSURE_THRESHOLD` levels were given. `is_topic`: the researcher's
    counted level is strong and at least half of the opinions are one of the two lowest answers.
    """

    criterion: Criterion
    outcome: Outcome
    distribution: Distribution | None
    is_topic: bool


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
    """Lay the results of a check beside the outcomes of an assessment under the same framework.

    Source: the practice law; a topic needs a distribution, so `DISCLOSURE_THRESHOLD` opinions. House rule.
    """
    reflections = [
        Reflection(
            criterion, outcomes[criterion.id], distribution, _is_topic(outcomes[criterion.id], distribution, framework)
        )
        for criterion in statements(framework)
        if criterion.id in outcomes
        for distribution in (results.distributions.get(criterion.id),)
    ]
    return Mirror(results, tuple(sorted(reflections, key=lambda reflection: not reflection.is_topic)))


def _is_topic(outcome: Outcome, distribution: Distribution | None, framework: Framework) -> bool:
    if distribution is None or not isinstance(outcome, Counted):
        return False
    return outcome.counted >= framework.scale.strong_from and 2 * distribution.low >= distribution.given
