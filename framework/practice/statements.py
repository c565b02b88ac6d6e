"""Which statements professionals are asked about, and in which words."""

from collections.abc import Mapping

from framework.assessing.record import Moment
from framework.instrument.model import MOST_CORE, Criterion, Framework
from framework.instrument.wordings import ResearchStage

STAGE_OF: Mapping[Moment, ResearchStage] = {
    Moment.IDEA: ResearchStage.PLAN,
    Moment.PROPOSAL: ResearchStage.PLAN,
    Moment.START: ResearchStage.PLAN,  # nobody has noticed anything of it yet
    Moment.HALFWAY: ResearchStage.RUNNING,
    Moment.END: ResearchStage.FINISHED,
    Moment.AFTERWARDS: ResearchStage.FINISHED,
}
"""Where a research stands at each moment, unless told otherwise. House rule."""


def statements(framework: Framework) -> tuple[Criterion, ...]:
    """Return the criteria that professionals are asked about: the core with a statement, at most nine, in order."""
    asked = [c for c in framework.criteria if c.is_core and c.professional_statement]
    return tuple(asked[:MOST_CORE])


def reword(framework: Framework, said: Mapping[str, str]) -> Framework:
    """Return the framework with the statements that were `said`, by criterion id, in place of its own.

    A criterion that asks nothing asks nothing in other words either. House rule.
    """
    if not said:
        return framework
    phases = tuple(
        phase.model_copy(update={"criteria": tuple(_reword(criterion, said) for criterion in phase.criteria)})
        for phase in framework.phases
    )
    return Framework.made_of(framework, phases=phases)  # not model_copy, which would keep what it has cached


def _reword(criterion: Criterion, said: Mapping[str, str]) -> Criterion:
    words = said.get(criterion.id) if criterion.professional_statement else None
    return criterion.model_copy(update={"professional_statement": words}) if words else criterion
