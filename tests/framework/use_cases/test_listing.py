"""Which projects a person has: a few at a time, by the words they hold, and none hidden by one that cannot be read."""

import logging

import pytest

from framework.assessing.record import Moment, Project
from framework.instrument.library import Library
from framework.keeping.memory import MemoryStore
from framework.keeping.streams import Entry, Stream
from framework.people.person import Actor
from framework.use_cases.dossier import Dossier
from framework.use_cases.listing import Listed, Unreadable
from framework.use_cases.projects import Projects
from tests.framework.strategies import shipped
from tests.storage.databases import START

EVA, JAN = Actor("eva"), Actor("jan")


@pytest.fixture
def projects() -> Projects:
    numbers = iter(range(10_000))
    return Projects(MemoryStore(), Library([shipped()]), lambda: START, lambda: f"id-{next(numbers)}")


def start(projects: Projects, title: str, organisation: str | None = None, actor: Actor = EVA) -> str:
    details = Project(title=title, organisation=organisation, document_type="full_proposal")
    return projects.start(actor, details, Moment.PROPOSAL, shipped())


def titles(listed: Listed) -> list[str]:
    return [dossier.assessment.project.title for dossier in listed.dossiers]


def test_a_few_at_a_time_come_with_how_many_there_are(projects: Projects) -> None:
    for number in range(5):
        start(projects, f"Onderzoek {number}")
    listed = projects.mine(EVA, first=1, most=2)
    assert titles(listed) == ["Onderzoek 3", "Onderzoek 2"]
    assert (listed.matching, listed.total) == (5, 5)
    assert titles(projects.mine(EVA, first=4, most=2)) == ["Onderzoek 0"]
    assert projects.mine(EVA, first=5, most=2) == Listed((), 5, 5)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Zürich aan Zee", "Werkdruk in de wijk"]),
        ("wijk", ["Werkdruk in de wijk"]),
        ("WIJK werk", ["Werkdruk in de wijk"]),  # every word, in any order, in capitals or not
        ("zurich", ["Zürich aan Zee"]),  # without its accent
        ("zürich", ["Zürich aan Zee"]),
        ("hogeschool", ["Werkdruk in de wijk"]),  # of the organisation
        ("wijk zee", []),
        ("%", []),  # a mark of databases is a letter like any other
        ("   ", ["Zürich aan Zee", "Werkdruk in de wijk"]),
    ],
)
def test_words_are_sought_in_title_and_organisation(projects: Projects, words: str, found: list[str]) -> None:
    start(projects, "Werkdruk in de wijk", "Hogeschool (verzonnen)")
    start(projects, "Zürich aan Zee")
    listed = projects.mine(EVA, words)
    assert titles(listed) == found
    assert (listed.matching, listed.total) == (len(found), 2)


def test_what_is_of_others_is_neither_found_nor_counted(projects: Projects) -> None:
    start(projects, "Van Jan over de wijk", actor=JAN)
    start(projects, "Van Eva")
    assert projects.mine(EVA, "wijk") == Listed((), 0, 1)
    assert projects.mine(Actor("nobody"), "wijk") == Listed((), 0, 0)


def test_project_that_cannot_be_read_stands_there_and_hides_no_other(
    projects: Projects, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = start(projects, "Kapot"), start(projects, "Heel")
    root = projects.dossier(EVA, broken).project.id
    children = projects.store.children

    def damaged(parent: str, kind: object) -> tuple[Stream, ...]:
        if parent == root:
            raise ValueError("a payload that is no JSON")
        return children(parent, kind)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(projects.store, "children", damaged)
    with caplog.at_level(logging.CRITICAL):
        listed = projects.mine(EVA)
    assert [each.stream.id if isinstance(each, Dossier) else each for each in listed.found] == [
        sound,
        Unreadable(root, "Kapot"),
    ]
    assert (len(listed.dossiers), listed.total) == (1, 2)


def test_rating_of_a_shape_that_nobody_can_read_makes_one_project_unreadable(projects: Projects) -> None:
    broken = start(projects, "Kapot")
    start(projects, "Heel")
    stream = projects.store.stream(broken)
    assert stream
    entry = Entry(1, {"level": {"of": "no shape"}}, START, "eva")
    object.__setattr__(stream, "entries", {**stream.entries, "rating/start.praktijkvraag": entry})
    listed = projects.mine(EVA)
    assert titles(listed) == ["Heel"]
    assert [each.title for each in listed.found if isinstance(each, Unreadable)] == ["Kapot"]
