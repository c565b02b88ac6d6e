"""The practice check: what professionals say of nine statements, and the law of what may be shown of it.

Answers are opinions, not levels of the rubric. Results are made once, when a check is closed, and hold only what may
be shown: so there is nothing else that could ever be told.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from framework.assessment import OptionalLine, OptionalPassage
from framework.model import MOST_CORE, Criterion, Framework, LevelNumber, Part, ProfessionalScale
from framework.scoring import Counted, Outcome
from framework.words import CriterionId, Day, Language, Line, Words, cleaned

LEAST = 4
"""So many levels must be given before a statement shows anything (House rule: under that one can guess who)."""

LONGEST_REMARK = 1_000
MOST_PEOPLE = 200
UNSURE = "unsure"

Shuffle = Callable[[list[str]], list[str]]
"""Returns the same texts in an order that tells nothing."""

Remark = Annotated[
    Annotated[str, StringConstraints(max_length=LONGEST_REMARK), AfterValidator(cleaned(LONGEST_REMARK))] | None,
    AfterValidator(lambda text: text or None),
]


class Kind(StrEnum):
    """How people take part: one link for all, a link for each, or together around a table."""

    OPEN = "open"
    PERSONAL = "personal"
    GROUP = "group"


class InvitationText(Part):
    """Who asks what of whom, in the words that a professional reads first.

    `people`: how many are invited, where that is known; a personal check has as many links.
    """

    kind: Kind
    language: Language
    summary: Words
    asker: Line
    why: Words
    contact: Line
    people: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None


class Invitation(InvitationText):
    """An invitation with its days. After `expires` no answers are taken in.

    `promised`: the day by which the researcher tells what was done with the answers.
    """

    expires: Day
    promised: Day | None = None


class InvitationDraft(Part):
    """An invitation while it is written: every field as it was typed, so that nothing is lost on the way."""

    kind: Kind = Kind.OPEN
    summary: OptionalPassage = None
    asker: OptionalLine = None
    why: OptionalPassage = None
    contact: OptionalLine = None
    expires: OptionalLine = None
    promised: OptionalLine = None
    people: OptionalLine = None


class Opinion(Part):
    """One answer to one statement: a level of the professional scale or "I do not know", and a sentence beside it."""

    answer: LevelNumber | Literal["unsure"]
    remark: Remark = None


class Sheet(Part):
    """What one person fills in; it says nothing about who, when or where."""

    answers: dict[CriterionId, Opinion] = Field(default_factory=dict)
    missing: Remark = None
    question: Remark = None


class Spread(Part):
    """How the opinions on one statement lie: the number of people for each level, from `LEAST` levels up.

    `remarks` are in no order, and apart from the levels.
    """

    levels: dict[LevelNumber, Annotated[int, Field(ge=0)]]
    unsure: Annotated[int, Field(ge=0)]
    remarks: tuple[str, ...] = ()

    @property
    def given(self) -> int:
        """How many people gave a level; at least `LEAST`."""
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
    """What a closed check says, for good. A statement without a spread had fewer than `LEAST` levels.

    Texts are there only where `LEAST` people or more sent their answers.
    """

    closed: Day
    sent: Annotated[int, Field(ge=0)]
    spreads: dict[CriterionId, Spread]
    missing: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


class Harvest(Part):
    """What a table says of one statement: what we heard, and what changes."""

    heard: Remark = None
    changes: Remark = None


class Told(Part):
    """What the researcher says was done with the answers."""

    text: Words
    by: OptionalLine = None


def statements(framework: Framework) -> tuple[Criterion, ...]:
    """Return the criteria that professionals are asked about: the core with a statement, at most nine, in order."""
    asked = [c for c in framework.criteria if c.is_core and c.professional_statement]
    return tuple(asked[:MOST_CORE])


def is_answer(opinion: Opinion, scale: ProfessionalScale) -> bool:
    """Tell whether `opinion` is an answer that the scale has."""
    return opinion.answer == UNSURE or opinion.answer in {level.level for level in scale.levels}


def count(sheets: Sequence[Sheet], framework: Framework, closed: date, shuffle: Shuffle) -> Results:
    """Return what may be shown of `sheets`, and nothing else; each text list goes through `shuffle`.

    A statement shows its spread and remarks from `LEAST` given levels on ("I do not know" gives none); with fewer
    than `LEAST` sheets no text is shown either, since one could guess who wrote it. House rule.
    """
    enough = len(sheets) >= LEAST
    spreads = {c.id: s for c in statements(framework) if (s := _spread(c.id, sheets, framework, shuffle)) is not None}
    return Results(
        closed=closed,
        sent=len(sheets),
        spreads=spreads,
        missing=_texts((sheet.missing for sheet in sheets if enough), shuffle),
        questions=_texts((sheet.question for sheet in sheets if enough), shuffle),
    )


def _spread(criterion: str, sheets: Iterable[Sheet], framework: Framework, shuffle: Shuffle) -> Spread | None:
    opinions = [sheet.answers[criterion] for sheet in sheets if criterion in sheet.answers]
    given = [opinion.answer for opinion in opinions if opinion.answer != UNSURE]
    if len(given) < LEAST:
        return None
    return Spread(
        levels={level.level: given.count(level.level) for level in framework.professional_scale.levels},
        unsure=len(opinions) - len(given),
        remarks=_texts((opinion.remark for opinion in opinions), shuffle),
    )


def _texts(texts: Iterable[str | None], shuffle: Shuffle) -> tuple[str, ...]:
    return tuple(shuffle([text for text in texts if text]))


@dataclass(frozen=True, slots=True)
class Reflection:
    """One statement beside the researcher's own judgement; nothing is subtracted or averaged.

    `spread` is absent where fewer than `LEAST` levels were given. `is_topic`: the researcher's counted level is strong
    and at least half of the opinions are one of the two lowest answers.
    """

    criterion: Criterion
    outcome: Outcome
    spread: Spread | None
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

    Source: the practice law; a topic needs a spread, so `LEAST` opinions. House rule.
    """
    reflections = [
        Reflection(criterion, outcomes[criterion.id], spread, _is_topic(outcomes[criterion.id], spread, framework))
        for criterion in statements(framework)
        if criterion.id in outcomes
        for spread in (results.spreads.get(criterion.id),)
    ]
    return Mirror(results, tuple(sorted(reflections, key=lambda reflection: not reflection.is_topic)))


def _is_topic(outcome: Outcome, spread: Spread | None, framework: Framework) -> bool:
    if spread is None or not isinstance(outcome, Counted):
        return False
    return outcome.counted >= framework.scale.strong_from and 2 * spread.low >= spread.given
