"""A framework as data: phases, criteria, rubric, gates, and every text a person reads of them.

`TEXTS` names the fields of a part that are words for people (these are translated), `PARTS` the fields that hold
further parts, `KEY` the field that names a part in a translation file. `criteria/README.md` explains every key.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from framework.instrument.kinds import CriterionId, Label, Language, Line, Link, Name, PartId, Share, Version, Words

MOST_CORE = 9
MOST_PHASES = 6
MOST_CRITERIA = 40
LevelNumber = Annotated[int, Field(ge=0, le=99)]


class NotScored(StrEnum):
    """Why a criterion has no level. Only `NOT_APPLICABLE` leaves the denominator."""

    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_KNOWN = "not_yet_known"
    NOT_IN_TEXT = "not_in_text"
    CANNOT_JUDGE = "cannot_judge"


class Silence(StrEnum):
    """What it means when a document of some type says nothing about a criterion."""

    LOWEST = "lowest"
    NOT_YET_KNOWN = "not_yet_known"
    NOT_IN_TEXT = "not_in_text"


class PhaseLabel(StrEnum):
    """What a profile says of one phase; the order of the law is in `scoring`."""

    NOT_ASSESSABLE = "not_assessable"
    NEEDS_ATTENTION = "needs_attention"
    TOO_LITTLE_KNOWN = "too_little_known"
    ON_TRACK = "on_track"
    STRONG = "strong"


class Tier(StrEnum):
    """Core criteria make the quick scan; the full set holds all."""

    CORE = "core"
    FULL = "full"


class Audience(StrEnum):
    """The people a criterion speaks to."""

    RESEARCHER = "researcher"
    FUNDER = "funder"
    PROFESSIONAL = "professional"


class Origin(StrEnum):
    """Where the core idea of a criterion comes from."""

    DOCUMENT = "document"
    LITERATURE = "literature"


class Checked(StrEnum):
    """How far a literature source itself was consulted."""

    PAGE = "page"
    EXCERPT = "excerpt"
    ABSTRACT = "abstract"
    CONTENTS = "contents"
    NOT_CHECKED = "not_checked"


class Part(BaseModel):
    """A frozen, strict piece of a framework."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    KEY: ClassVar[str] = "id"
    TEXTS: ClassVar[tuple[str, ...]] = ()
    PARTS: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def made_of(cls, part: "Part", **more: object) -> Self:
        """Return a `cls` of what the sound `part` holds and `more`, unchecked; what was not written stays unwritten."""
        return cls.model_construct(set(part.model_fields_set | more.keys()), **{**dict(part), **more})

    def as_written(self) -> dict[str, Any]:
        """Return the keys and values that its author wrote, ready for JSON, without what the program fills in."""
        return self.model_dump(mode="json", exclude_unset=True)


class Level(Part):
    """One level of a scale, with its name."""

    KEY, TEXTS = "level", ("label",)
    level: LevelNumber
    label: Label


class Scale(Part):
    """The ordinal scale of the rubric, from `lowest` up: weak as far as `weak_to`, strong from `strong_from` on."""

    PARTS = ("levels",)
    lowest: LevelNumber
    weak_to: LevelNumber
    strong_from: LevelNumber
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=7)]

    @property
    def highest(self) -> int:
        """The number of the last level."""
        return self.levels[-1].level

    @property
    def span(self) -> int:
        """The number of steps from the lowest level to the highest, at least 1."""
        return self.highest - self.lowest

    @property
    def numbers(self) -> range:
        """All level numbers, from the lowest up."""
        return range(self.lowest, self.highest + 1)


class Thresholds(Part):
    """The three shares of the scoring law, each above 0 and at most 1."""

    coverage: Share
    weak: Share
    strong: Share


class EvidenceRule(Part):
    """From level `required_from` on, a level without evidence counts as the level just below `required_from`."""

    required_from: LevelNumber


class State(Part):
    """A way to give no level, in words; `asks` is the question for the reason, or for when it will be known."""

    TEXTS = ("label", "asks")
    id: NotScored
    label: Line
    asks: Line | None = None


class DocumentType(Part):
    """A kind of text, and what silence in it means."""

    TEXTS = ("label", "explanation")
    id: PartId
    label: Line
    silence_means: Silence
    explanation: Words


class LabelText(Part):
    """The words for one label of a profile."""

    TEXTS = ("label", "meaning")
    id: PhaseLabel
    label: Label
    meaning: Words


class ActionTag(Part):
    """Who or what can move a point forward."""

    TEXTS = ("label",)
    id: PartId
    label: Line


class ProfessionalScale(Part):
    """The scale of opinion for professionals: not the rubric."""

    TEXTS = ("unsure",)
    PARTS = ("levels",)
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=7)]
    unsure: Label


class Explanation(Part):
    """Something a reader of the framework should know, in a sentence or two."""

    TEXTS = ("text",)
    id: PartId
    text: Words


class Document(Part):
    """A public text that criteria are derived from."""

    TEXTS = ("note",)
    id: Name
    title: Line
    note: Words | None = None


class DocumentScope(Part):
    """How close a quoted text stands to the framework."""

    TEXTS = ("label",)
    id: PartId
    label: Words


class Source(Part):
    """A literature source, and how far it was consulted."""

    TEXTS = ("note",)
    id: Name
    citation: Line
    url: Link | None
    checked: Checked
    note: Words | None = None


class Quote(Part):
    """A verbatim passage of a document; quotes are never translated."""

    file: Name
    line: Annotated[int, Field(ge=1)]
    scope: PartId
    quote: Words


class Literature(Part):
    """What a source says about the point, and how far that was checked."""

    KEY, TEXTS = "source", ("note",)
    source: Name
    note: Words
    checked: Checked


class Provenance(Part):
    """Where a criterion comes from."""

    PARTS = ("literature",)
    primary: Origin
    documents: tuple[Quote, ...]
    literature: tuple[Literature, ...]


class Descriptor(Part):
    """What can be seen at one level of one criterion."""

    KEY, TEXTS = "level", ("text",)
    level: LevelNumber
    text: Words


class NextAction(Part):
    """The step that lifts a criterion, and who or what it needs."""

    TEXTS = ("text",)
    text: Words
    tag: PartId


class Criterion(Part):
    """One point of attention, with its rubric.

    `gate_min`: present on a gate, the level that opens it. `not_applicable`: present where the point may be marked
    so, the rule for doing it. `professional_statement`: present where professionals can judge the point.
    """

    TEXTS = ("title", "question", "why", "evidence_examples", "professional_statement", "not_applicable", "keywords")
    PARTS = ("rubric", "next_action", "provenance")
    id: CriterionId
    title: Label
    question: Line
    why: Words
    weight: Annotated[int, Field(ge=1, le=1_000)]
    tier: Tier
    gate_min: LevelNumber | None = None
    roles: Annotated[tuple[Audience, ...], Field(min_length=1)]
    rubric: tuple[Descriptor, ...]
    evidence_examples: Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]
    next_action: NextAction
    professional_statement: Line | None = None
    not_applicable: Words | None = None
    keywords: Annotated[tuple[Label, ...], Field(max_length=40)]
    provenance: Provenance

    @property
    def is_core(self) -> bool:
        """Whether the quick scan asks this criterion."""
        return self.tier is Tier.CORE

    @property
    def is_gate(self) -> bool:
        """Whether a low level here forces a written consideration."""
        return self.gate_min is not None

    def descriptor(self, level: int) -> str:
        """Return what can be seen at `level`; a sound framework has one descriptor for every level of its scale."""
        return next(d.text for d in self.rubric if d.level == level)


class PhaseHead(Part):
    """A phase as `framework.yaml` names it; its criteria may stand here or in a file of their own."""

    id: PartId
    title: Label
    subtitle: Line
    criteria: tuple[Criterion, ...] | None = None


class Phase(Part):
    """A phase of the research with its criteria, in order."""

    TEXTS = ("title", "subtitle")
    id: PartId
    title: Label
    subtitle: Line
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=MOST_CRITERIA)]


class Head(Part):
    """Everything of a framework but its phases."""

    TEXTS = ("title", "status")
    PARTS = (
        "explanations",
        "scale",
        "labels",
        "states",
        "document_types",
        "action_tags",
        "professional_scale",
        "documents",
        "document_scopes",
        "sources",
    )
    framework: Literal["kaderwijzer/framework/1"]
    id: PartId
    version: Version
    language: Language
    title: Line
    status: Words
    explanations: tuple[Explanation, ...]
    scale: Scale
    evidence: EvidenceRule
    thresholds: Thresholds
    labels: tuple[LabelText, ...]
    states: tuple[State, ...]
    document_types: Annotated[tuple[DocumentType, ...], Field(min_length=1)]
    action_tags: Annotated[tuple[ActionTag, ...], Field(min_length=1)]
    professional_scale: ProfessionalScale
    documents: tuple[Document, ...]
    document_scopes: tuple[DocumentScope, ...]
    sources: tuple[Source, ...]


class FrameworkFile(Head):
    """`framework.yaml` as an author writes it."""

    phases: Annotated[tuple[PhaseHead, ...], Field(min_length=1, max_length=MOST_PHASES)]


class PhaseFile(Part):
    """`<phase>.yaml` as an author writes it."""

    phase: PartId
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=MOST_CRITERIA)]


class Framework(Head):
    """A sound framework: the instrument by which assessments are made and for ever scored."""

    phases: Annotated[tuple[Phase, ...], Field(min_length=1, max_length=MOST_PHASES)]

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of phases and files."""
        return tuple(criterion for phase in self.phases for criterion in phase.criteria)

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """Every criterion by its id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every criterion, from 1 in framework order: the same in the quick scan, in full, everywhere."""
        return {criterion.id: number for number, criterion in enumerate(self.criteria, 1)}

    def document_type(self, identifier: str) -> DocumentType | None:
        """Return the document type of that id; nothing when the framework has none."""
        return next((d for d in self.document_types if d.id == identifier), None)

    def label_text(self, label: PhaseLabel) -> LabelText:
        """Return the words for `label`; a sound framework has them for every label."""
        return next(text for text in self.labels if text.id is label)
