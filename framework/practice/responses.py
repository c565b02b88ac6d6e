"""What one person fills in."""

import operator
from typing import Literal

from pydantic import Field

from framework.assessing.beside import Remark
from framework.instrument.kinds import CriterionId, Words
from framework.instrument.model import LevelNumber, Part, ProfessionalScale

UNSURE = "unsure"


class Opinion(Part):
    """One answer to one statement: a level of the professional scale or "I do not know", and a sentence beside it."""

    answer: LevelNumber | Literal["unsure"]
    remark: Remark = None


class Response(Part):
    """What one person fills in; it says nothing about who, when or where.

    A statement that is not among `answers` was not filled in: neither a level nor "I do not know". `begun`: what was
    written at such a statement. On a phone each has its answer before anything is sent; a paper form may leave some.
    """

    answers: dict[CriterionId, Opinion] = Field(default_factory=dict)
    begun: dict[CriterionId, Words] = Field(default_factory=dict, exclude_if=operator.not_)
    missing: Remark = None
    question: Remark = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in: no answer and no word."""
        return not (self.answers or self.begun or self.missing or self.question)

    def remark_at(self, criterion: str) -> str | None:
        """Return what was written at a statement, answered or not; nothing where nothing was."""
        opinion = self.answers.get(criterion)
        return opinion.remark if opinion else self.begun.get(criterion)


def is_answer(opinion: Opinion, scale: ProfessionalScale) -> bool:
    """Tell whether `opinion` is an answer that the scale has."""
    return opinion.answer == UNSURE or opinion.answer in {level.level for level in scale.levels}
