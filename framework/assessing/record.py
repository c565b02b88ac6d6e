"""One rater's ratings of one project: what a person chose, in a form that travels between machines without loss."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag

from framework.assessing.beside import MOST_CHECKS, ClosedCheck, Commitment, TableNotes
from framework.instrument.kinds import (
    ContentHash,
    CriterionId,
    Day,
    Line,
    OptionalLine,
    OptionalPassage,
    PartId,
    Version,
    cleaned,
    web_address,
)
from framework.instrument.model import LevelNumber, NotScored, Part

RECORD = "kaderwijzer/assessment/1"
MOST_EVIDENCE = 50
"""Pieces with one rating."""


class Lens(StrEnum):
    """Through whose eyes; lenses are compared, never averaged."""

    SELF = "self"
    REVIEW = "review"
    PRACTICE = "practice"
    CONSENSUS = "consensus"


class Scope(StrEnum):
    """The quick scan over the core criteria, or the full set."""

    CORE = "core"
    FULL = "full"


class Moment(StrEnum):
    """The point in a project's life at which the rating was made."""

    IDEA = "idea"
    PROPOSAL = "proposal"
    START = "start"
    HALFWAY = "halfway"
    END = "end"
    AFTERWARDS = "afterwards"


class Confidence(StrEnum):
    """How sure the rater was; optional; no screen asks for it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


OptionalLink = Annotated[
    Annotated[str, StringConstraints(max_length=2_000), AfterValidator(cleaned(2_000))] | None,
    AfterValidator(lambda link: web_address(link) if link else None),
]


class Evidence(Part):
    """A passage with its location (always text), or a link. A location alone is kept, and supports nothing."""

    quote: OptionalPassage = None
    location: OptionalLine = None
    link: OptionalLink = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return self.quote is None and self.location is None and self.link is None

    @property
    def supports(self) -> bool:
        """Whether this can be looked up: a quote or a link."""
        return self.quote is not None or self.link is not None

    def __eq__(self, other: object) -> bool:
        """Two pieces that say the same are the same, whichever id they are kept under."""
        return isinstance(other, Evidence) and _words(self) == _words(other)

    def __hash__(self) -> int:
        """Hash what it says."""
        return hash(_words(self))


def _words(evidence: Evidence) -> tuple[str | None, str | None, str | None]:
    return evidence.quote, evidence.location, evidence.link


def _without_blanks(items: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(item for item in items if not item.is_blank)


class RatingBase(Part):
    """What every rating may carry."""

    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MOST_EVIDENCE), AfterValidator(_without_blanks)] = ()
    note: OptionalPassage = None

    @property
    def has_evidence(self) -> bool:
        """Whether at least one quote or link supports the rating. The one function that decides this."""
        return any(item.supports for item in self.evidence)


class Scored(RatingBase):
    """A chosen level."""

    level: LevelNumber
    confidence: Confidence | None = None


class Unscored(RatingBase):
    """No level, and why: the reason it does not apply, or when it will be known."""

    not_scored: NotScored
    reason: OptionalPassage = None
    when: OptionalLine = None


def _kind(value: object) -> str | None:
    if isinstance(value, Scored | Unscored):
        return "scored" if isinstance(value, Scored) else "unscored"
    if not isinstance(value, dict):
        return None
    return "scored" if "level" in value else "unscored" if "not_scored" in value else None


Rating = Annotated[
    Annotated[Scored, Tag("scored")] | Annotated[Unscored, Tag("unscored")],
    Discriminator(_kind, custom_error_type="no_level", custom_error_message="neither a level nor not_scored"),
]


class FrameworkRef(Part):
    """The framework a record was made with; the hash, when present, must be the one we know."""

    id: PartId
    version: Version
    content_hash: ContentHash | None = None


class Project(Part):
    """What is assessed."""

    title: Line
    organisation: OptionalLine = None
    document_type: PartId
    summary: OptionalPassage = None


class Assessment(Part):
    """One rater, one project, one moment, one lens, one framework version. The portable record.

    Beside the ratings, each as its own kind: what was taken on, what question tables said, and what closed checks
    showed. None of it is evidence, and none of it a rating.
    """

    record: Literal["kaderwijzer/assessment/1"]
    framework: FrameworkRef
    project: Project
    lens: Lens
    scope: Scope = Scope.FULL
    rater: OptionalLine = None
    moment: Moment
    date: Day
    ratings: dict[CriterionId, Rating]
    commitments: dict[CriterionId, Commitment] = Field(default_factory=dict)
    table_notes: dict[CriterionId, TableNotes] = Field(default_factory=dict)
    opinions: Annotated[tuple[ClosedCheck, ...], Field(max_length=MOST_CHECKS)] = ()

    def rating(self, criterion_id: str) -> Scored | Unscored | None:
        """Return the rating of a criterion; nothing when it was never touched."""
        return self.ratings.get(criterion_id)
