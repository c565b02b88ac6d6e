"""What a press makes has its id before anybody presses: two presses make one thing."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count

import pytest

from framework.assessing.beside import Kind
from framework.assessing.record import Moment, Project
from framework.errors import Unknown
from framework.instrument.library import Library
from framework.keeping.memory import MemoryStore
from framework.people.person import Actor, Respondent
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from intake.demo_file import read_demo
from intake.record_file import read_record
from tests.framework.strategies import SHIPPED_FOLDER, shipped

ME, OTHER = Actor("olga"), Actor("siem")
DETAILS = Project(title="Buurtteams", document_type="announcement_or_report")
EXAMPLE = SHIPPED_FOLDER / "examples" / "jong_in_de_buurt.nl.yaml"
DEMO = SHIPPED_FOLDER / "demo" / "wijkteam.nl.yaml"
INVITATION = Invitation(
    kind=Kind.OPEN,
    language="nl",
    summary="We kijken hoe teams samen beslissen.",
    asker="De onderzoekers",
    why="Jij kent het werk.",
    contact="via het team",
    expires=date(2026, 12, 31),
)
WHOLE = Response(answers={criterion.id: Opinion(answer=2) for criterion in statements(shipped().framework)})


@pytest.fixture
def practice() -> Practice:
    numbers: Iterator[int] = count(1)
    store, library = MemoryStore(), Library([shipped()])
    clock = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    return Practice(Projects(store, library, lambda: clock, lambda: f"id-{next(numbers)}"), sorted)


def start(practice: Practice, actor: Actor = ME, identifier: str | None = None) -> str:
    return practice.projects.start(actor, DETAILS, Moment.PROPOSAL, shipped(), identifier=identifier)


def take_in(practice: Practice) -> str:
    record, loaded = read_record(EXAMPLE, practice.projects.library)
    return practice.projects.take_in(ME, record, loaded, identifier="drawn")


def take_in_example(practice: Practice) -> str:
    demo = read_demo(DEMO, practice.projects.library)
    words = {"text": demo.invitation, "responses": demo.responses, "told": demo.told}
    return practice.take_in_example(ME, demo.record, demo.loaded, **words, identifier="drawn")


@pytest.mark.parametrize("make", [lambda p: start(p, identifier="drawn"), take_in, take_in_example])
def test_same_id_twice_makes_one_project_and_returns_it(practice: Practice, make: Callable[[Practice], str]) -> None:
    assert [make(practice), make(practice)] == ["drawn", "drawn"]
    assert [dossier.stream.id for dossier in practice.projects.mine(ME).dossiers] == ["drawn"]


def test_id_of_someone_else_shows_nothing_of_theirs(practice: Practice) -> None:
    theirs = start(practice, OTHER)
    with pytest.raises(Unknown):
        start(practice, ME, theirs)


def test_same_id_twice_opens_one_check_with_the_same_links(practice: Practice) -> None:
    about = start(practice)
    once, again = (practice.open(ME, about, INVITATION, identifier="drawn") for _ in range(2))
    assert [check.id for check in practice.checks(ME, about)] == [once.check.id] == [again.check.id]
    respondents = Respondents(practice)
    assert again.links == once.links
    assert respondents.visit(Respondent(again.links[0])).link.check == "drawn"


def test_same_id_twice_opens_one_check_without_links(practice: Practice) -> None:
    about = start(practice)
    for _ in range(2):
        opened = practice.open(ME, about, INVITATION, with_links=False, identifier="drawn")
        assert (opened.check.id, opened.links, opened.lead) == ("drawn", (), None)
    assert len(practice.checks(ME, about)) == 1


def test_paper_form_goes_in_once_and_each_form_counts(practice: Practice) -> None:
    check = practice.open(ME, start(practice), INVITATION).check.id
    for key in ("first", "first", "second", "first"):
        practice.enter(ME, check, WHOLE, key)
    assert practice.check(ME, check).sent == 2
    assert practice.close(ME, check).sent == 2
