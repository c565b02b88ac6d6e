"""The calendar: an entry that stays the same one through renames and moves, and no file without an entry."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar, Event

from exports.tables.calendar import has_content, render
from framework.assessing.beside import Commitment
from framework.assessing.record import Moment, Project, Scored
from framework.instrument.library import Library
from framework.keeping.memory import MemoryStore
from framework.people.person import Actor
from framework.reporting.report import Report, make_report
from framework.use_cases.codec import COMMITMENT, Details
from framework.use_cases.projects import Projects
from tests.exports.sample_reports import EXAMPLES, example, shipped
from tests.framework.use_cases.test_projects import Clock, ids

OLGA = Actor("olga")
POINT, OTHER = "start.praktijkvraag", "start.samen_opzetten"
JANUARY = date(2027, 1, 15)


@pytest.fixture
def projects() -> Projects:
    return Projects(MemoryStore(), Library([shipped()]), Clock(), ids())


def begin(projects: Projects, title: str = "Buurtteams") -> str:
    return projects.start(OLGA, Project(title=title, document_type="idea_or_summary"), Moment.IDEA, shipped())


def take(projects: Projects, made: str, by: date | None, point: str = POINT, *, done: bool = False) -> None:
    version = projects.dossier(OLGA, made).stream.version(COMMITMENT + point)
    projects.take_action(OLGA, made, point, Commitment(who="Jan", by=by, done=done), version)


def events(report: Report) -> list[Event]:
    return list(_events(Calendar.from_ical(render(report, "nl"))))


def _events(calendar: Calendar) -> Iterator[Event]:
    yield from (part for part in calendar.walk("VEVENT") if isinstance(part, Event))


def one(projects: Projects, made: str) -> Event:
    (event,) = events(projects.report(OLGA, made, "nl"))
    return event


def test_entry_stays_the_same_one_when_the_project_gets_another_title(projects: Projects) -> None:
    made = begin(projects)
    take(projects, made, JANUARY)
    before = one(projects, made)
    projects.change_details(OLGA, made, Details(title="Wijkteams"), 1)
    after = one(projects, made)
    assert after["uid"] == before["uid"]
    assert "Wijkteams" in after["summary"]


def test_same_point_of_two_projects_of_one_title_makes_two_entries(projects: Projects) -> None:
    first, second = begin(projects), begin(projects)
    for made in (first, second):
        take(projects, made, JANUARY)
    assert one(projects, first)["uid"] != one(projects, second)["uid"]


def test_entry_that_was_moved_is_newer_than_before(projects: Projects) -> None:
    made = begin(projects)
    take(projects, made, JANUARY)
    before = one(projects, made)
    take(projects, made, date(2027, 2, 20))
    after = one(projects, made)
    assert (before["sequence"], after["sequence"]) == (1, 2)
    for name in ("dtstamp", "last-modified"):
        assert after[name].dt > before[name].dt
    assert (after["dtstart"].dt, after["dtend"].dt) == (date(2027, 2, 20), date(2027, 2, 21))


def test_stamp_is_the_time_at_which_it_was_saved(projects: Projects) -> None:
    made = begin(projects)  # the clock goes on a minute with every look, from 14:03
    take(projects, made, JANUARY)
    assert one(projects, made)["dtstamp"].dt == datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 30), date.max])
def test_first_and_last_day_there_is_make_an_entry(projects: Projects, day: date) -> None:
    made = begin(projects)
    take(projects, made, day)
    event = one(projects, made)
    assert event["dtstart"].dt == day
    assert event.get("dtend") is None or event["dtend"].dt > day


def test_calendar_without_a_day_is_not_offered(projects: Projects) -> None:
    made = begin(projects)
    take(projects, made, None)
    assert not has_content(projects.report(OLGA, made, "nl"))
    take(projects, made, JANUARY)
    assert has_content(projects.report(OLGA, made, "nl"))
    take(projects, made, JANUARY, done=True)
    assert not has_content(projects.report(OLGA, made, "nl"))


def test_action_stays_in_the_calendar_when_its_point_needs_no_step_any_more(projects: Projects) -> None:
    made = begin(projects)
    take(projects, made, JANUARY)
    projects.record_rating(OLGA, made, POINT, Scored(level=3), 0)
    report = projects.report(OLGA, made, "nl")
    assert POINT not in {action.criterion.id for action in report.actions}
    assert len(events(report)) == 1


def test_bare_file_makes_the_same_entries_each_time() -> None:
    record = example(EXAMPLES[0], "nl").assessment.model_copy(
        update={"commitments": {POINT: Commitment(by=JANUARY), OTHER: Commitment(by=JANUARY)}}
    )
    first, again = (make_report(shipped(), record, "nl") for _ in range(2))
    assert render(first, "nl") == render(again, "nl")
    assert len({event["uid"] for event in events(first)}) == 2
    assert {event["dtstamp"].dt for event in events(first)} == {datetime(2026, 11, 22, tzinfo=UTC)}
