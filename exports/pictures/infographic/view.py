"""What a picture of a profile says and shows, ready to draw: every text in its language, every value counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exports.drawing.icons import Icon
from exports.drawing.marks import Marks, Value
from framework.assessing.record import Lens
from framework.assessing.scoring import Gate


@dataclass(frozen=True, slots=True)
class OtherLens:
    """Another judgement of the same project, shown only where it differs: counted levels by criterion id.

    A criterion that is absent from `levels` was not judged by this lens.
    """

    lens: Lens
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the strip below the title: `detail` may be empty."""

    icon: Icon
    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A short line below a criterion.

    Args:
        text: the words.
        gate: the state of the gate that it tells, with its mark.
        other: place of the lens whose level differs, with its mark.
        opinions: whether it counts opinions of professionals, with their mark.
        optional: whether the mark of the level says enough where room is scarce.
    """

    text: str
    gate: Gate | None = None
    other: int | None = None
    opinions: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion: `value` is the counted level; `chosen` a higher one that does not count; `spoken` says it all."""

    title: str
    value: Value
    chosen: int | None
    gate: Gate | None
    remarks: tuple[Remark, ...]
    spoken: str

    @property
    def is_alarm(self) -> bool:
        """Whether a gate is not open here."""
        return self.gate not in (None, Gate.OPEN)


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One phase: `count` and `of_what` make "3 van 7" and "uitgewerkt of hoger"; `strip` is sorted, `alt` tells it."""

    number: int
    identifier: str
    title: str
    continued: str
    label: str
    rows: tuple[Row, ...]
    strip: tuple[Value, ...]
    alt: str
    count: str
    of_what: str
    coverage: str
    summary: str


@dataclass(frozen=True, slots=True)
class Item:
    """A head and a text below it; `reason` is the text where room is scarce, `gate` brings its mark."""

    head: str
    body: str
    reason: str = ""
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled list of items, or one calm sentence where there are none.

    `shown` tells for 0, 1, 2 ... items on the page how many of the total they are; "" where they are all.
    """

    title: str
    items: tuple[Item, ...]
    calm: str
    shown: tuple[str, ...]

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to list."""
        return not self.items


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: the words, and the mark that they explain (one of the optional parts)."""

    words: str
    value: Value | None = None
    chosen: int | None = None
    gate: Gate | None = None
    other: int | None = None
    opinions: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Everything a picture of one profile needs; `theirs` is the language of the framework's own texts.

    `url` is "" or the address to the whole assessment, `address` the same as people read it.
    """

    lang: str
    theirs: str
    day: date
    marks: Marks
    kicker: str
    framework: str
    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    facts_line: str
    headline: str
    summary: str
    phases: tuple[PhaseView, ...]
    legend: tuple[Key, ...]
    not_applicable: str
    strengths: Panel
    gates: Panel
    steps: Panel
    status: str
    honesty: str
    url: str
    address: str
    url_words: str
    qr_words: str
    document_title: str
    untagged: str

    @property
    def description(self) -> str:
        """The whole in a few sentences, for whoever cannot see it."""
        phases = " ".join(f"{phase.title}: {phase.label}. {phase.coverage}. {phase.alt}" for phase in self.phases)
        return f"{self.headline}. {self.summary} {phases} {self.honesty}"
