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

    `begun`: what was written at a statement without an answer. Nothing is sent before each has one, so it never is.
    """

    answers: dict[CriterionId, Opinion] = Field(default_factory=dict)
    begun: dict[CriterionId, Words] = Field(default_factory=dict, exclude_if=operator.not_)
    missing: Remark = None
    question: Remark = None


def is_answer(opinion: Opinion, scale: ProfessionalScale) -> bool:
    """Tell whether `opinion` is an answer that the scale has."""
    return opinion.answer == UNSURE or opinion.answer in {level.level for level in scale.levels}
