"""Which statements professionals are asked about."""

from framework.instrument.model import MOST_CORE, Criterion, Framework


def statements(framework: Framework) -> tuple[Criterion, ...]:
    """Return the criteria that professionals are asked about: the core with a statement, at most nine, in order."""
    asked = [c for c in framework.criteria if c.is_core and c.professional_statement]
    return tuple(asked[:MOST_CORE])
