"""Which closed checks stand beside an assessment: in the order of closing, under names that never change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from framework.assessing.beside import Kind, Told
from framework.assessing.record import Moment, Project
from framework.instrument.library import Library
from framework.keeping.events import Change
from framework.language.texts import texts
from framework.people.person import Actor
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.practice.together import name_check
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from tests.framework.strategies import shipped
from tests.framework.use_cases.test_projects import Clock, ids, store

__all__ = ["store"]
OLGA = Actor("olga")
ASKED = [criterion.id for criterion in statements(shipped().framework)]
NL = texts("nl")


@pytest.fixture
def practice(store: object) -> Practice:
    return Practice(Projects(store, Library([shipped()]), Clock(), ids()), sorted)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def assessment(practice: Practice) -> str:
    details = Project(title="Buurtteams", document_type="idea_or_summary")
    return practice.projects.start(OLGA, details, Moment.IDEA, shipped())


def open_check(practice: Practice, assessment: str, kind: Kind = Kind.GROUP) -> str:
    invitation = Invitation(
        kind=kind, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2027, 12, 31)
    )
    return practice.open(OLGA, assessment, invitation, with_links=False).check.id


def close(practice: Practice, check: str, people: int = 4) -> str:
    for person in range(people):
        practice.enter(OLGA, check, Response(answers={c: Opinion(answer=person % 4) for c in ASKED}))
    practice.close(OLGA, check)
    return check


def names(practice: Practice, assessment: str) -> list[str]:
    found = practice.projects.mirrors(OLGA, practice.projects.dossier(OLGA, assessment))
    return [name_check(check, NL) for check in found.checks]


def sent(practice: Practice, assessment: str, check: str | None = None) -> int | None:
    results = practice.projects.report(OLGA, assessment, "nl", check).results
    return results.sent if results else None


def test_mirror_shows_the_check_that_was_asked_for_and_otherwise_the_one_closed_last(
    practice: Practice, assessment: str
) -> None:
    first, second = (open_check(practice, assessment) for _ in range(2))
    close(practice, second, 4)
    close(practice, first, 6)  # made first, closed last
    assert sent(practice, assessment) == 6
    assert [sent(practice, assessment, check) for check in (first, second)] == [6, 4]
    assert sent(practice, assessment, "of another project") == 6


def test_checks_of_one_kind_can_be_put_together(practice: Practice, assessment: str) -> None:
    for kind, people in ((Kind.GROUP, 4), (Kind.OPEN, 5), (Kind.GROUP, 6)):
        close(practice, open_check(practice, assessment, kind), people)
    assert sent(practice, assessment, "group") == 10
    assert sent(practice, assessment, "open") == 6  # one alone is not "together": the last is shown


def test_name_of_a_check_stays_when_another_is_erased(practice: Practice, assessment: str) -> None:
    checks = [close(practice, open_check(practice, assessment)) for _ in range(3)]
    day = NL.day(practice.check(OLGA, checks[0]).stream.created.date())
    wanted = [f"Samen in een groep, begonnen op {day}{n}" for n in ("", " (nummer 2)", " (nummer 3)")]
    assert names(practice, assessment) == wanted
    practice.erase(OLGA, checks[0])
    assert names(practice, assessment) == wanted[1:]
    close(practice, open_check(practice, assessment))
    assert names(practice, assessment) == [*wanted[1:], f"Samen in een groep, begonnen op {day} (nummer 4)"]


def test_name_of_an_erased_check_is_never_given_out_again(practice: Practice, assessment: str) -> None:
    checks = [open_check(practice, assessment) for _ in range(2)]
    practice.erase(OLGA, checks[1])
    third = open_check(practice, assessment)
    assert practice.check(OLGA, third).name(NL).endswith("(nummer 3)")
    practice.erase(OLGA, third)
    practice.erase(OLGA, checks[0])
    assert practice.check(OLGA, open_check(practice, assessment)).name(NL).endswith("(nummer 4)")


def test_check_of_another_kind_or_day_needs_no_number(practice: Practice, assessment: str) -> None:
    clock = practice.projects.clock
    assert isinstance(clock, Clock)
    for kind in (Kind.OPEN, Kind.PERSONAL, Kind.GROUP):
        close(practice, open_check(practice, assessment, kind))
    clock.now += timedelta(days=2)
    close(practice, open_check(practice, assessment))
    assert [name for name in names(practice, assessment) if "nummer" in name] == []


def test_name_of_a_check_goes_along_in_a_file(practice: Practice, assessment: str) -> None:
    close(practice, open_check(practice, assessment))
    close(practice, open_check(practice, assessment))
    record = practice.projects.report(OLGA, assessment, "nl").assessment
    again = practice.projects.take_in(OLGA, record, shipped())
    assert names(practice, again) == names(practice, assessment)
    assert [check.of_day for check in record.opinions] == [None, 2]


def test_check_belongs_to_the_moment_it_was_asked_about(practice: Practice, assessment: str) -> None:
    assert practice.check(OLGA, open_check(practice, assessment)).moment is Moment.IDEA


def test_mirror_of_another_moment_shows_its_own_checks_alone(practice: Practice, assessment: str) -> None:
    projects = practice.projects
    first = projects.dossier(OLGA, assessment)
    later = replace(first.stream, id="halfway", head={**first.stream.head, "moment": "halfway"})
    changes = [Change(key, entry.payload or {}, 0) for key, entry in first.stream.entries.items()]
    projects.store.create(later, changes, projects.act(OLGA.person, "start"))
    close(practice, open_check(practice, assessment), 4)
    close(practice, open_check(practice, "halfway"), 6)
    assert [sent(practice, about) for about in (assessment, "halfway")] == [4, 6]
    assert [len(names(practice, about)) for about in (assessment, "halfway")] == [1, 1]


def test_check_told_afterwards_keeps_its_place(practice: Practice, assessment: str) -> None:
    first, second = (close(practice, open_check(practice, assessment), n) for n in (4, 5))
    practice.tell(OLGA, first, Told(text="Dank."), 0)
    assert sent(practice, assessment) == 5
    assert second != first
