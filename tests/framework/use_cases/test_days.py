"""Days are those of whoever asks: where they are it may be another day than where the machine is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from framework.assessing.beside import Kind
from framework.assessing.record import Moment, Project
from framework.errors import Ended, Faults
from framework.instrument.library import Library
from framework.keeping.memory import MemoryStore
from framework.language.texts import texts
from framework.people.person import Actor, Respondent
from framework.practice.invitation import Invitation
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from tests.framework.strategies import shipped
from tests.framework.use_cases.test_projects import ids

BONAIRE, AMSTERDAM = ZoneInfo("America/Kralendijk"), ZoneInfo("Europe/Amsterdam")
LAST_DAY = Invitation(
    kind=Kind.OPEN,
    language="nl",
    summary="Samen beslissen.",
    asker="Wij",
    why="Jij kent het werk.",
    contact="balie",
    expires=date(2026, 12, 31),
)
NOON = datetime(2026, 12, 30, 12, tzinfo=UTC)
EVENING_ON_BONAIRE = datetime(2027, 1, 1, 1, tzinfo=UTC)  # 31 December, 21:00
NIGHT_ON_BONAIRE = datetime(2027, 1, 1, 4, 30, tzinfo=UTC)  # 1 January, 00:30
NIGHT_IN_AMSTERDAM = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 1 January, 00:30


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def house(clock: Clock) -> Practice:
    return Practice(Projects(MemoryStore(), Library([shipped()]), clock, ids()), sorted)


def begin(practice: Practice, actor: Actor) -> str:
    details = Project(title="Buurtteams", document_type="idea_or_summary")
    return practice.projects.start(actor, details, Moment.IDEA, shipped())


def token(practice: Practice, actor: Actor) -> str:
    return practice.open(actor, begin(practice, actor), LAST_DAY).links[0]


@pytest.mark.parametrize("moment", [EVENING_ON_BONAIRE, NIGHT_IN_AMSTERDAM])
def test_check_takes_answers_until_midnight_where_it_was_opened(moment: datetime) -> None:
    clock = Clock()
    practice = house(clock)
    link = token(practice, Actor("olga", zone=BONAIRE))
    clock.now = moment
    assert Respondents(practice).begin(Respondent(link))
    clock.now = NIGHT_ON_BONAIRE
    with pytest.raises(Ended):
        Respondents(practice).begin(Respondent(link))


def test_check_opened_in_amsterdam_ends_at_midnight_there() -> None:
    clock = Clock()
    practice = house(clock)
    link = token(practice, Actor("olga", zone=AMSTERDAM))
    clock.now = NIGHT_IN_AMSTERDAM
    with pytest.raises(Ended):
        Respondents(practice).begin(Respondent(link))


def test_check_can_be_opened_on_its_last_evening_where_the_asker_is() -> None:
    clock = Clock()
    practice = house(clock)
    there, here = Actor("olga", zone=BONAIRE), Actor("piet", zone=AMSTERDAM)
    mine, theirs = begin(practice, there), begin(practice, here)
    clock.now = EVENING_ON_BONAIRE
    assert practice.open(there, mine, LAST_DAY)
    with pytest.raises(Faults):
        practice.open(here, theirs, LAST_DAY)


def test_check_is_closed_on_the_day_that_it_is_for_who_opened_it() -> None:
    clock = Clock()
    practice = house(clock)
    actor = Actor("olga", zone=BONAIRE)
    check = practice.open(actor, begin(practice, actor), LAST_DAY).check
    clock.now = EVENING_ON_BONAIRE
    results = practice.close(actor, check.id).results
    assert results
    assert results.closed == date(2026, 12, 31)


def test_assessment_is_of_the_day_that_it_is_for_who_begins_it() -> None:
    clock = Clock()
    clock.now = EVENING_ON_BONAIRE
    practice = house(clock)
    actors = (Actor("olga", zone=BONAIRE), Actor("piet", zone=AMSTERDAM))
    days = [practice.projects.dossier(a, begin(practice, a)).assessment.date for a in actors]
    assert days == [date(2026, 12, 31), date(2027, 1, 1)]


def test_last_day_names_the_place_whose_clock_decides_where_it_is_another() -> None:
    t = texts("nl")
    there = LAST_DAY.model_copy(update={"zone": "America/Kralendijk"})
    assert there.until(t) == "31 december 2026 (in Kralendijk)"
    assert there.until(t, "America/Kralendijk") == "31 december 2026"
    assert LAST_DAY.model_copy(update={"zone": "Europe/Amsterdam"}).until(t) == "31 december 2026"


def test_zone_that_this_machine_does_not_know_is_read_as_utc() -> None:
    assert LAST_DAY.model_copy(update={"zone": "Mars/Olympus"}).day(EVENING_ON_BONAIRE) == date(2027, 1, 1)
