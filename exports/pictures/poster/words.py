"""A framework in the words of its poster: one place that asks the catalogue, so that the drawing knows no language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exports.drawing.marks import Marks, marks_of
from exports.phrases import document_texts, language_tag
from framework.instrument.model import Criterion, Framework, Origin, Phase, Scale
from framework.language.texts import Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact below the title: `detail` may be empty."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A mark beside a point and what it means: `level` is what a gate needs, None for a core point.

    `spoken` replaces mark and word for those who listen.
    """

    word: str
    spoken: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: a mark, its word, and what it asks of the reader."""

    tag: Tag
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A criterion as the poster shows it."""

    title: str
    question: str
    tags: tuple[Tag, ...]

    @property
    def is_gate(self) -> bool:
        """Whether a level is needed here."""
        return any(tag.level is not None for tag in self.tags)


@dataclass(frozen=True, slots=True)
class PhasePart:
    """A phase with its points; `continued` heads its later pieces."""

    number: int
    identifier: str
    title: str
    continued: str
    subtitle: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LevelPart:
    """A level: its name, and what it asks of whoever chooses it."""

    level: int
    label: str
    asks: str
    spoken: str


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step of using the poster."""

    head: str
    body: str


@dataclass(frozen=True, slots=True)
class PosterView:
    """Everything the poster says.

    Args:
        lang: BCP 47 tag of the program's texts.
        theirs: tag of the framework's own texts where it differs, else "".
    """

    lang: str
    theirs: str
    marks: Marks
    kicker: str
    title: str
    purpose: str
    facts: tuple[Fact, ...]
    keys: tuple[Key, ...]
    phases: tuple[PhasePart, ...]
    levels_title: str
    levels: tuple[LevelPart, ...]
    steps_title: str
    steps: tuple[StepPart, ...]
    honesty: str
    origin: str
    status: str
    status_first: str
    running: str
    document_title: str
    description: str
    untagged: str

    @property
    def wording(self) -> str:
        """The language in which the framework's own texts break."""
        return self.theirs or self.lang


def make_view(framework: Framework, lang: str, theirs: str = "") -> PosterView:
    """The framework as its poster says it.

    Args:
        framework: in the language wanted.
        lang: language of the program's texts.
        theirs: language of the framework's texts where that is another one.
    """
    t = document_texts(lang)
    phases = tuple(_phase(number, phase, t) for number, phase in enumerate(framework.phases, 1))
    heads, bodies = t.entries["poster.steps.heads"], t.entries["poster.steps.bodies"]
    return PosterView(
        lang=language_tag(t.language),
        theirs=language_tag(theirs) if theirs and theirs != t.language else "",
        marks=marks_of(framework.scale),
        kicker=t("poster.kicker"),
        title=framework.title,
        purpose=t("poster.purpose"),
        facts=_facts(framework, t),
        keys=tuple(_keys(framework, t)),
        phases=phases,
        levels_title=t("poster.levels.title"),
        levels=tuple(_levels(framework, t)),
        steps_title=t("poster.steps.title"),
        steps=tuple(StepPart(head, body) for head, body in zip(heads, bodies, strict=True)),
        honesty=t("poster.honesty"),
        origin=_origin(framework, t),
        status=framework.status,
        status_first=t("poster.status_first"),
        running=t("poster.version", title=framework.title, version=framework.version),
        document_title=t("poster.document_title", title=framework.title),
        description=_description(framework, t),
        untagged=t("poster.untagged"),
    )


def _facts(framework: Framework, t: Texts) -> tuple[Fact, ...]:
    return (
        Fact(t("poster.fact.status"), framework.status),
        Fact(t("poster.fact.version"), framework.version),
        Fact(t("poster.fact.content"), _content(framework, t), ", ".join(_marked_counts(framework, t))),
    )


def _content(framework: Framework, t: Texts) -> str:
    phases = t("poster.phases", n=len(framework.phases))
    return f"{phases}, {t('poster.points', n=len(framework.criteria))}"


def _marked_counts(framework: Framework, t: Texts) -> Iterator[str]:
    core = sum(criterion.is_core for criterion in framework.criteria)
    gates = sum(criterion.is_gate for criterion in framework.criteria)
    if core:
        yield t("poster.core_points", n=core)
    if gates:
        yield t("poster.gates", n=gates)


def _keys(framework: Framework, t: Texts) -> Iterator[Key]:
    """The marks that occur, explained; a gate's example shows the level that the first gate needs."""
    if any(criterion.is_core for criterion in framework.criteria):
        yield Key(_core(t), t("poster.key.core"))
    if level := next((c.gate_min for c in framework.criteria if c.gate_min is not None), None):
        yield Key(_gate(level, t), t("poster.key.gate"))


def _phase(number: int, phase: Phase, t: Texts) -> PhasePart:
    return PhasePart(
        number=number,
        identifier=phase.id,
        title=phase.title,
        continued=t("poster.continued", phase=phase.title),
        subtitle=phase.subtitle,
        points=tuple(Point(c.title, c.question, tuple(_tags(c, t))) for c in phase.criteria),
    )


def _tags(criterion: Criterion, t: Texts) -> Iterator[Tag]:
    if criterion.is_core:
        yield _core(t)
    if criterion.gate_min is not None:
        yield _gate(criterion.gate_min, t)


def _core(t: Texts) -> Tag:
    return Tag(t("poster.core"), t("poster.core"))


def _gate(level: int, t: Texts) -> Tag:
    return Tag(t("poster.gate"), t("poster.gate_spoken", level=level), level)


def _levels(framework: Framework, t: Texts) -> Iterator[LevelPart]:
    for level in framework.scale.levels:
        asks = [t(f"poster.levels.{_standing(level.level, framework.scale)}")]
        if level.level >= framework.evidence.required_from:
            asks.append(t("poster.levels.evidence"))
        yield LevelPart(level.level, level.label, " ".join(asks), t("poster.levels.spoken", level=level.level))


def _standing(level: int, scale: Scale) -> str:
    """What a level is in any scale, whatever its name."""
    if level == scale.highest:
        return "top"
    if level >= scale.strong_from:
        return "strong"
    if level == scale.lowest:
        return "first"
    return "low" if level <= scale.weak_to else "middle"


def _origin(framework: Framework, t: Texts) -> str:
    """From which kind of source most of each point comes."""
    counts = {origin: sum(c.provenance.primary is origin for c in framework.criteria) for origin in Origin}
    parts = [t(f"poster.origin.{origin}", n=n) for origin, n in counts.items() if n]
    points = t("poster.origin.both", first=parts[0], last=parts[1]) if len(parts) > 1 else parts[0]
    return t("poster.origin.line", points=points)


def _description(framework: Framework, t: Texts) -> str:
    phases = (
        t("poster.alt_phase", number=number, title=phase.title, points=t("poster.points", n=len(phase.criteria)))
        for number, phase in enumerate(framework.phases, 1)
    )
    return t("poster.alt", content=_content(framework, t), phases=" ".join(phases))
