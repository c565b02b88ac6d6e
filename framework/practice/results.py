"""The practice check: what professionals say of nine statements, and the law of what may be shown of it.

Answers are opinions, not levels of the rubric. Results are made once, when a check is closed, and hold only what may
be shown: so there is nothing else that could ever be told.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from framework.instrument.kinds import CriterionId, Day
from framework.instrument.model import Framework, LevelNumber, Part
from framework.practice.responses import UNSURE, Response
from framework.practice.statements import statements

DISCLOSURE_THRESHOLD = 4
"""So many levels must be given before a statement shows anything (House rule: under that one can guess who)."""


Shuffle = Callable[[list[str]], list[str]]
"""Returns the same texts in an order that tells nothing."""


class Distribution(Part):
    """How the opinions on one statement lie: the number of people for each level; at least
    `DISCLOSURE_THRESHOLD` gave one.

    `remarks` are in no order, and kept apart from the levels.
    """

    levels: dict[LevelNumber, Annotated[int, Field(ge=0)]]
    unsure: Annotated[int, Field(ge=0)]
    remarks: tuple[str, ...] = ()

    @property
    def given(self) -> int:
        """How many people gave a level; at least `DISCLOSURE_THRESHOLD`."""
        return sum(self.levels.values())

    @property
    def low(self) -> int:
        """How many people gave one of the two lowest answers."""
        return sum(self.levels[level] for level in sorted(self.levels)[:2])

    @property
    def differs(self) -> bool:
        """Whether two people lie two answers or more apart: something to talk about. House rule (as in a panel)."""
        chosen = [level for level, count in self.levels.items() if count]
        return max(chosen) - min(chosen) >= 2


class Results(Part):
    """What a closed check says, for good. A statement without a distribution had too few levels.

    Texts are there only where `DISCLOSURE_THRESHOLD` people or more sent their answers.
    """

    closed: Day
    sent: Annotated[int, Field(ge=0)]
    distributions: dict[CriterionId, Distribution]
    missing: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def count(responses: Sequence[Response], framework: Framework, closed: date, shuffle: Shuffle) -> Results:
    """Return what may be shown of `responses`, and nothing else; each text list goes through `shuffle`.

    A statement shows its distribution and remarks once `DISCLOSURE_THRESHOLD` levels were given ("I do not know"
    gives none); with fewer responses than that no text is shown either, since one could guess who wrote it. House rule.
    """
    enough = len(responses) >= DISCLOSURE_THRESHOLD
    distributions = {
        c.id: s for c in statements(framework) if (s := _distribution(c.id, responses, framework, shuffle)) is not None
    }
    return Results(
        closed=closed,
        sent=len(responses),
        distributions=distributions,
        missing=_texts((response.missing for response in responses if enough), shuffle),
        questions=_texts((response.question for response in responses if enough), shuffle),
    )


def _distribution(
    criterion: str, responses: Iterable[Response], framework: Framework, shuffle: Shuffle
) -> Distribution | None:
    opinions = [response.answers[criterion] for response in responses if criterion in response.answers]
    given = [opinion.answer for opinion in opinions if opinion.answer != UNSURE]
    if len(given) < DISCLOSURE_THRESHOLD:
        return None
    return Distribution(
        levels={level.level: given.count(level.level) for level in framework.professional_scale.levels},
        unsure=len(opinions) - len(given),
        remarks=_texts((opinion.remark for opinion in opinions), shuffle),
    )


def _texts(texts: Iterable[str | None], shuffle: Shuffle) -> tuple[str, ...]:
    return tuple(shuffle([text for text in texts if text]))
