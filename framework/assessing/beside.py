"""What stands beside the ratings of an assessment: what someone took on, what a table said, what a closed check showed.

A record carries each as its own kind; none of it is ever evidence or a rating.
"""

import operator
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from framework.instrument.kinds import CriterionId, Day, Language, OptionalLine, Words, cleaned
from framework.instrument.model import LevelNumber, Part
from framework.instrument.wordings import ResearchStage, Worded
from framework.language.cleaning import clean_remark

LONGEST_REMARK = 1_000
MOST_PEOPLE = 100_000
"""In one count of answers: a screen draws a dot for each."""
MOST_CHECKS = 1_000
"""In one record: each is an entry of its own, and stands on a screen."""
DISCLOSURE_THRESHOLD = 4
"""So many levels must be given before a statement shows anything (House rule: under that one can guess who)."""
CROWD = 10
"""From so many answers on, one that nearly everyone gave points at nobody (House rule, DESIGN section 7)."""

Remark = Annotated[
    Annotated[str, StringConstraints(max_length=LONGEST_REMARK), AfterValidator(cleaned(LONGEST_REMARK, clean_remark))]
    | None,
    AfterValidator(lambda text: text or None),
]


class Kind(StrEnum):
    """How people take part in a check: one link for all, a link for each, or together around a table."""

    OPEN = "open"
    PERSONAL = "personal"
    GROUP = "group"


class Commitment(Part):
    """An action that someone took on: who, by which day, and whether it is done."""

    who: OptionalLine = None
    by: Day | None = None
    done: bool = False


class Direction(StrEnum):
    """What a table says of the level beside it."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CHANGES = "changes"


class TableNotes(Part):
    """What a table says of one point: what we heard, what changes, which way it points, and which table it was."""

    heard: Remark = None
    changes: Remark = None
    direction: Direction | None = None
    table: OptionalLine = None
    day: Day | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the table said nothing of it."""
        return self.heard is None and self.changes is None


class Told(Part):
    """What the researcher says was done with the answers."""

    text: Words
    by: OptionalLine = None


class Distribution(Part):
    """How the opinions on one statement lie: the number of people for each level; at least
    `DISCLOSURE_THRESHOLD` gave one.

    `blank`: how many paper forms left the statement without an answer, which is not "I do not know". `remarks` are in
    no order, and kept apart from the levels.
    """

    levels: dict[LevelNumber, Annotated[int, Field(ge=0, le=MOST_PEOPLE)]]
    unsure: Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
    blank: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] = Field(default=0, exclude_if=operator.not_)
    remarks: tuple[Words, ...] = ()

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

    @property
    def difference(self) -> Fraction:
        """How many levels two people lie apart, over all pairs of those who gave one; only to rank, never shown.

        0 where all gave the same; undefined (`ZeroDivisionError`) where fewer than two gave one, which no check shows.
        Source: Gini (1912), mean difference.
        """
        pairs = [
            (abs(one - other), self.levels[one] * self.levels[other]) for one, other in combinations(self.levels, 2)
        ]
        return Fraction(sum(apart * people for apart, people in pairs), comb(self.given, 2))


class Agreement(StrEnum):
    """What nearly everyone says of a statement: that it holds, or that it does not."""

    AGREE = "agree"
    DISAGREE = "disagree"


class Results(Part):
    """What a closed check says, for good. A statement that nothing says anything of had too few levels.

    `nearly_all`: under `CROWD` answers, what all or all but one say of a statement; it then has no distribution, since
    numbers would tell the answer of each. Texts are there only where `DISCLOSURE_THRESHOLD` people or more sent their
    answers; `remarks` are those at a statement without a distribution, which has its own. `unreadable`: how many more
    forms were sent whose answers were damaged on the way; nothing of those is counted.
    """

    closed: Day
    sent: Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
    unreadable: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] = Field(default=0, exclude_if=operator.not_)
    distributions: dict[CriterionId, Distribution]
    nearly_all: dict[CriterionId, Agreement] = Field(default_factory=dict, exclude_if=operator.not_)
    remarks: dict[CriterionId, tuple[Words, ...]] = Field(default_factory=dict, exclude_if=operator.not_)
    missing: tuple[Words, ...] = ()
    questions: tuple[Words, ...] = ()

    def remarks_at(self, criterion: str) -> tuple[str, ...]:
        """Return what people wrote at a statement, whether it shows anything or not."""
        kept = self.distributions.get(criterion)
        return (*self.remarks.get(criterion, ()), *(kept.remarks if kept else ()))

    @property
    def has_texts(self) -> bool:
        """Whether anybody wrote something beside an answer."""
        return any((self.missing, self.questions, *map(self.remarks_at, {*self.remarks, *self.distributions})))


class ClosedCheck(Results):
    """A closed check as it was shown: what it says, what its table noted, and what was told afterwards.

    Its name is how people took part, the day on which it began, and which of those of one kind on that day it was
    (from the second on). It never changes. A record of before holds no such name. `stage`, `asked`: where the research
    stood, and the statements in the words in which they were asked, by language; without those, in the framework's own.
    """

    kind: Kind | None = Field(default=None, exclude_if=operator.not_)
    began: Day | None = Field(default=None, exclude_if=operator.not_)
    of_day: Annotated[int, Field(ge=2, le=MOST_CHECKS)] | None = Field(default=None, exclude_if=operator.not_)
    stage: ResearchStage | None = Field(default=None, exclude_if=operator.not_)
    asked: dict[Language, Worded] = Field(default_factory=dict, exclude_if=operator.not_)
    table_notes: dict[CriterionId, TableNotes] = Field(default_factory=dict)
    told: Told | None = None


def gather_tables(
    table_notes: Mapping[str, TableNotes], checks: Iterable[ClosedCheck]
) -> dict[str, tuple[TableNotes, ...]]:
    """Return what tables said of a point, by criterion id: question tables first, then the groups of closed checks.

    Never evidence and never a level. The notes of a group without a day are of the day on which it closed.
    """
    found: dict[str, tuple[TableNotes, ...]] = {key: (notes,) for key, notes in table_notes.items()}
    for check in checks:
        for key, notes in check.table_notes.items():
            dated = notes.model_copy(update={"day": notes.day or check.closed})
            found[key] = (*found.get(key, ()), dated)
    return {key: said for key, each in found.items() if (said := tuple(n for n in each if not n.is_blank))}
