"""How each answer stands, and what becomes of it when the depth or the document type changes (DESIGN sections 4 and 5).

One function says how an answer stands; what a change does is the difference between two of its answers.
"""

from dataclasses import dataclass
from enum import StrEnum

from framework.assessing.record import Assessment, Lens, Scope, Scored, Unscored
from framework.assessing.record_rules import check_rating
from framework.assessing.scoring import Counted, outcome_of
from framework.instrument.model import Criterion, Framework, NotScored, Silence


class Standing(StrEnum):
    """How a criterion stands: not asked, open, chosen and waiting for something, or counting (lower, or as chosen)."""

    NOT_ASKED = "not_asked"
    OPEN = "open"
    ASKS_A_WORD = "asks_a_word"
    ASKS_A_REASON = "asks_a_reason"
    SILENCE_IS_LOWEST = "silence_is_lowest"
    NOT_ALLOWED = "not_allowed"
    COUNTS_LOWER = "counts_lower"
    COUNTS = "counts"

    @property
    def waits(self) -> bool:
        """Whether something was chosen that does not count before the person does something more."""
        return self in _WAITING


_WAITING = frozenset(
    {Standing.ASKS_A_WORD, Standing.ASKS_A_REASON, Standing.SILENCE_IS_LOWEST, Standing.NOT_ALLOWED},
)
_OF_BREACH = {
    "absence_not_shown": Standing.ASKS_A_WORD,
    "reason_missing": Standing.ASKS_A_REASON,
    "silence_is_lowest": Standing.SILENCE_IS_LOWEST,
}


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a change does to one criterion: its rating, which stays as it was chosen, and how it stands before and then.

    `rating` is nothing where the criterion was never touched.
    """

    criterion: Criterion
    rating: Scored | Unscored | None
    before: Standing
    then: Standing

    @property
    def is_new(self) -> bool:
        """Whether it is a question that comes along without an answer."""
        return self.before is Standing.NOT_ASKED and self.then is Standing.OPEN

    @property
    def asks_first(self) -> bool:
        """Whether an answer then waits, counts lower or is not asked for any more: the person hears of it before."""
        if self.before is self.then or self.before is Standing.OPEN:
            return False
        return self.then.waits or self.then in (Standing.COUNTS_LOWER, Standing.NOT_ASKED)


def standing_of(criterion: Criterion, assessment: Assessment, framework: Framework) -> Standing:
    """Return how a criterion stands in `assessment`, whose ratings are those that were chosen.

    The first that holds: outside the scope it is not asked; without a level or state it is open; a breach of the
    record's rules makes it wait; a level without the evidence it needs counts lower; all else counts. House rule.
    """
    rating = assessment.rating(criterion.id)
    if assessment.scope is Scope.CORE and not criterion.is_core:
        return Standing.NOT_ASKED
    if rating is None or (isinstance(rating, Unscored) and rating.not_scored is NotScored.UNANSWERED):
        return Standing.OPEN
    for code, _, _ in check_rating(criterion.id, rating, assessment, framework):
        return _OF_BREACH.get(code, Standing.NOT_ALLOWED)
    if assessment.lens is Lens.PRACTICE:
        return Standing.COUNTS
    outcome = outcome_of(criterion, framework, assessment)
    return Standing.COUNTS_LOWER if isinstance(outcome, Counted) and outcome.why else Standing.COUNTS


def foresee(now: Assessment, then: Assessment, framework: Framework) -> tuple[Consequence, ...]:
    """Return what becomes of every criterion that is asked now or then, in framework order.

    `then` is the same assessment at another depth or of another document type: ratings are never changed. House rule.
    """
    found = (
        Consequence(c, now.rating(c.id), standing_of(c, now, framework), standing_of(c, then, framework))
        for c in framework.criteria
    )
    asked = (each for each in found if {each.before, each.then} != {Standing.NOT_ASKED})
    return tuple(each for each in asked if each.before is not Standing.OPEN or each.then is not Standing.NOT_ASKED)


def silence_default(assessment: Assessment, framework: Framework) -> int | NotScored | None:
    """Return what silence on a criterion means in this document: a level or a state, for the person to confirm.

    Nothing where the document type is unknown. House rule.
    """
    kind = framework.document_type(assessment.project.document_type)
    if kind is None:
        return None
    return framework.scale.lowest if kind.silence_means is Silence.LOWEST else NotScored(kind.silence_means.value)
