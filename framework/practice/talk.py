"""What a group talks about once it sees its answers: at most three statements, the most telling first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from framework.assessing.beside import Agreement, Results
from framework.instrument.model import Criterion

MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Talk:
    """The statements of a check: where people differ, where at least half answer low, and all others."""

    differ: tuple[Criterion, ...]
    low: tuple[Criterion, ...]
    rest: tuple[Criterion, ...]


def pick_topics(results: Results, asked: Sequence[Criterion]) -> Talk:
    """Return what to talk about: at most `MOST_TOPICS`, where people differ before where they answer low.

    Where people differ, the largest difference comes first (see `Distribution.difference`); where they answer low, the
    largest share; of equals the first asked. All others stand in the order in which they were asked. House rule.
    """
    differing = [c for c in asked if (found := results.distributions.get(c.id)) and found.differs]
    differing.sort(key=lambda c: -results.distributions[c.id].difference)
    low = [c for c in asked if c not in differing and 2 * _share_low(results, c.id) >= 1]
    low.sort(key=lambda c: -_share_low(results, c.id))
    differ = tuple(differing[:MOST_TOPICS])
    lowest = tuple(low[: MOST_TOPICS - len(differ)])
    return Talk(differ, lowest, tuple(c for c in asked if c not in (*differ, *lowest)))


def _share_low(results: Results, criterion: str) -> Fraction:
    """The share that gave one of the two lowest answers; 1 where nearly everyone did, 0 where nothing is shown."""
    if results.nearly_all.get(criterion) is Agreement.DISAGREE:
        return Fraction(1)
    found = results.distributions.get(criterion)
    return Fraction(found.low, found.given) if found else Fraction(0)
