"""The agenda of a question table (*vraagtafel*): what about five professionals talk about with a researcher, and when.

Made from the topics of the mirror and the weakest points, in three rounds. It holds no order of merit and no grade.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from framework.assessing.actions import Action, Because
from framework.assessing.beside import Agreement, ClosedCheck, Distribution
from framework.assessing.record import Assessment
from framework.assessing.scoring import Counted, Outcome
from framework.instrument.model import Criterion, Framework
from framework.instrument.questions import Questions, Round
from framework.language.texts import Texts, languages, texts
from framework.practice.mirror import Mirror
from framework.practice.opinions import doubt_line

PEOPLE = 5
MOST_POINTS = 3
"""In a round: with five people, more is a list and no conversation (House rule)."""

USUAL_MINUTES, LEAST_MINUTES, MOST_MINUTES = 90, 60, 240
_UNIT = 5
_WELCOME, _HARVEST, _CLOSE = 10, 15, 5


class Step(StrEnum):
    """The parts of the time plan, in order; the rounds bear the names of `Round`."""

    WELCOME = "welcome"
    CONTENT = "content"
    LINK = "link"
    METHOD = "method"
    HARVEST = "harvest"
    CLOSE = "close"


class Seat(StrEnum):
    """Who sits at the table."""

    FACILITATOR = "facilitator"
    REPORTER = "reporter"
    RESEARCHER = "researcher"
    PROFESSIONALS = "professionals"


class Ground(StrEnum):
    """Why a point is on the agenda."""

    TOPIC = "topic"
    WEAK = "weak"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the time plan: it begins after `starts` minutes and takes `minutes`."""

    step: Step
    starts: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Point:
    """One point on the agenda.

    `distribution`: how the opinions lie, where that may be shown; `agreement`: what nearly everyone says instead.
    `questions`: one or two. `next_level` and `descriptor`: what can be seen one level up; nothing at the top or where
    no level is known.
    """

    criterion: Criterion
    outcome: Outcome
    ground: Ground
    distribution: Distribution | None
    questions: tuple[str, ...]
    next_level: int | None
    descriptor: str
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """One round with its points, at most `MOST_POINTS`; none is sound too."""

    round: Round
    minutes: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A whole agenda; `framework` is in the language of the agenda. The slots add up to `minutes`.

    `shown`: the closed checks that the mirror shows.
    """

    framework: Framework
    language: str
    project: str
    day: date
    minutes: int
    shown: tuple[ClosedCheck, ...]
    slots: tuple[Slot, ...]
    rounds: tuple[RoundPlan, ...]

    @property
    def sent(self) -> int | None:
        """How many professionals sent their answers; nothing where there is no mirror."""
        return sum(check.sent for check in self.shown) if self.shown else None

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, round by round."""
        return tuple(point for plan in self.rounds for point in plan.points)


class Basis(Protocol):
    """What an agenda is made from; a report has all of it."""

    @property
    def framework(self) -> Framework:
        """The framework in the language of the agenda."""
        ...

    @property
    def language(self) -> str:
        """The language of the agenda."""
        ...

    @property
    def assessment(self) -> Assessment:
        """What the researcher chose."""
        ...

    @property
    def actions(self) -> tuple[Action, ...]:
        """What to do first."""
        ...

    @property
    def mirror(self) -> Mirror | None:
        """What professionals say; nothing where no check was closed."""
        ...

    @property
    def shown(self) -> tuple[ClosedCheck, ...]:
        """The closed checks that the mirror shows."""
        ...


def make_agenda(report: Basis, questions: Questions, minutes: int = USUAL_MINUTES) -> Agenda:
    """Topics of the mirror first, then the weakest points: at most three a round, in three rounds that fit the time.

    Args:
        report: without a mirror there are no topics. Weak are its actions up to the first strong level, in their
            order; those that professionals can be asked about come before the others.
        questions: in the language of the report; a point without any gets the general question.
        minutes: of the whole table, 60 to 240, a multiple of 5.

    A round without points keeps five minutes, and the others share what it leaves; without any point all rounds are
    equal. Raises `ValueError` for other `minutes`. House rule.
    """
    if minutes % _UNIT or not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise ValueError(f"an agenda takes 60 to 240 minutes in steps of 5, not {minutes}")
    points = tuple(_points(report, questions))
    gathered = [tuple(p for p in points if questions.round_of(p.criterion.id) is one)[:MOST_POINTS] for one in Round]
    times = _share(minutes - _WELCOME - _HARVEST - _CLOSE, [bool(found) for found in gathered])
    return Agenda(
        framework=report.framework,
        language=report.language,
        project=report.assessment.project.title,
        day=report.assessment.date,
        minutes=minutes,
        shown=report.shown,
        slots=tuple(_slots((_WELCOME, *times, _HARVEST, _CLOSE))),
        rounds=tuple(RoundPlan(*plan) for plan in zip(Round, times, gathered, strict=True)),
    )


def ground_line(point: Point, framework: Framework, t: Texts) -> str:
    """Return why `point` is on the agenda, in a sentence or two: what the researcher says beside the opinions."""
    outcome = point.outcome
    if not isinstance(outcome, Counted):
        return t("agenda.ground.unknown")
    chosen, counted = (_level(framework, level, t) for level in (outcome.chosen, outcome.counted))
    if point.ground is Ground.TOPIC:
        opinions = doubt_line(point.distribution, point.agreement, framework, t)
        return t("agenda.ground.topic", level=counted, opinions=opinions)
    return t(f"agenda.ground.{point.ground}", chosen=chosen, level=counted)


def _points(report: Basis, questions: Questions) -> Iterator[Point]:
    """Every point there is reason to talk about, once each, the one with most reason first."""
    mirror = report.mirror
    topics = mirror.topics if mirror else ()
    for topic in topics:
        yield _point(report, questions, topic.outcome, Ground.TOPIC)
    taken = {topic.criterion.id for topic in topics}
    weak = [a for a in report.actions if a.because is not Because.BELOW_TOP and a.criterion.id not in taken]
    for action in sorted(weak, key=lambda action: not action.criterion.professional_statement):
        yield _point(report, questions, action.outcome, _ground(action.outcome))


def _ground(outcome: Outcome) -> Ground:
    if not isinstance(outcome, Counted):
        return Ground.UNKNOWN
    return Ground.UNSUPPORTED if outcome.why else Ground.WEAK


def _point(report: Basis, questions: Questions, outcome: Outcome, ground: Ground) -> Point:
    criterion = outcome.criterion
    reflection = report.mirror.by_id.get(criterion.id) if report.mirror else None
    general = texts(report.language if report.language in languages() else "en")("agenda.generic_question")
    above = None
    if isinstance(outcome, Counted) and outcome.counted < report.framework.scale.highest:
        above = outcome.counted + 1
    return Point(
        criterion=criterion,
        outcome=outcome,
        ground=ground,
        distribution=reflection.distribution if reflection else None,
        questions=questions.about(criterion.id, report.language) or (general,),
        next_level=above,
        descriptor="" if above is None else criterion.descriptor(above),
        agreement=reflection.agreement if reflection else None,
    )


def _share(minutes: int, filled: Sequence[bool]) -> tuple[int, ...]:
    """Divide `minutes` over the rounds, in steps of five, what is left over going to the first of those with points."""
    wanted = filled if any(filled) else [True] * len(filled)
    units = minutes // _UNIT - wanted.count(False)
    each, over = divmod(units, wanted.count(True))
    return tuple(
        _UNIT * (each + (wanted[:place].count(True) < over)) if has_points else _UNIT
        for place, has_points in enumerate(wanted)
    )


def _slots(times: Sequence[int]) -> Iterator[Slot]:
    for place, (step, minutes) in enumerate(zip(Step, times, strict=True)):
        yield Slot(step, sum(times[:place]), minutes)


def _level(framework: Framework, number: int, t: Texts) -> str:
    names = {level.level: level.label for level in framework.scale.levels}
    return t("document.level", level=number, name=names[number])
