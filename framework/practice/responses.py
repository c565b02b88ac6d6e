"""What one person fills in, what a table hears, and what is told afterwards."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from framework.assessing.record import OptionalLine
from framework.instrument.kinds import CriterionId, Words, cleaned
from framework.instrument.model import LevelNumber, Part, ProfessionalScale

LONGEST_REMARK = 1_000


UNSURE = "unsure"


Remark = Annotated[
    Annotated[str, StringConstraints(max_length=LONGEST_REMARK), AfterValidator(cleaned(LONGEST_REMARK))] | None,
    AfterValidator(lambda text: text or None),
]


class Opinion(Part):
    """One answer to one statement: a level of the professional scale or "I do not know", and a sentence beside it."""

    answer: LevelNumber | Literal["unsure"]
    remark: Remark = None


class Response(Part):
    """What one person fills in; it says nothing about who, when or where."""

    answers: dict[CriterionId, Opinion] = Field(default_factory=dict)
    missing: Remark = None
    question: Remark = None


class TableNotes(Part):
    """What a table says of one statement: what we heard, and what changes."""

    heard: Remark = None
    changes: Remark = None


class Told(Part):
    """What the researcher says was done with the answers."""

    text: Words
    by: OptionalLine = None


def is_answer(opinion: Opinion, scale: ProfessionalScale) -> bool:
    """Tell whether `opinion` is an answer that the scale has."""
    return opinion.answer == UNSURE or opinion.answer in {level.level for level in scale.levels}
