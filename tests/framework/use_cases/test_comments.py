"""What a team says to each other about a criterion: threads that are dealt with or open, and never leave the team."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from framework.assessing.record import Moment, Project
from framework.errors import Faults, Stale, Unknown
from framework.instrument.library import Library
from framework.keeping.identities import Identity
from framework.keeping.memory import MemoryStore
from framework.people.comments import Thread, count_open
from framework.people.membership import Role
from framework.people.person import Actor
from framework.use_cases.codec import dump_record
from framework.use_cases.comments import MOST_COMMENTS, Comments
from framework.use_cases.projects import Projects
from framework.use_cases.team import Team
from tests.framework.strategies import shipped
from tests.storage.databases import START

EVA, JAN, OMAR, ROSA = Actor("eva"), Actor("jan"), Actor("omar"), Actor("rosa")
POINT, OTHER = (criterion.id for criterion in shipped().framework.criteria[:2])


@dataclass
class Talk:
    """An assessment of Eva (owner), Jan (commenter) and Rosa (reader), and what they say there."""

    comments: Comments
    about: str

    def say(self, actor: Actor, text: str, thread: str | None = None, criterion: str = POINT) -> str:
        return self.comments.say(actor, self.about, criterion, text, thread)

    def threads(self, actor: Actor = EVA) -> tuple[Thread, ...]:
        return self.comments.threads(actor, self.about)

    def said(self) -> list[list[str | None]]:
        return [[comment.text for comment in thread.comments] for thread in self.threads()]

    def resolve(self, thread: str, *, is_resolved: bool = True, actor: Actor = EVA) -> None:
        version = next(each.version for each in self.threads() if each.id == thread)
        self.comments.resolve(actor, self.about, thread, is_resolved=is_resolved, expected=version)


@pytest.fixture
def talk() -> Talk:
    numbers = iter(range(10_000))
    store = MemoryStore()
    projects = Projects(store, Library([shipped()]), lambda: START, lambda: f"id-{next(numbers)}")
    about = projects.start(EVA, Project(title="Samen", document_type="full_proposal"), Moment.PROPOSAL, shipped())
    for actor, role in ((JAN, Role.COMMENTER), (ROSA, Role.READER)):
        store.identify(Identity(actor.person))
        Team(projects).add(EVA, about, actor.person, role)
    return Talk(Comments(projects), about)


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Faults) as raised:
        call()
    return [fault.code for fault in raised.value.faults]


def test_answers_stand_in_the_thread_they_answer_oldest_first(talk: Talk) -> None:
    first = talk.say(EVA, "Is dit genoeg?")
    talk.say(JAN, "Iets anders")
    talk.say(JAN, "Ja", first)
    assert talk.said() == [["Is dit genoeg?", "Ja"], ["Iets anders"]]
    assert [comment.author for comment in talk.threads()[0].comments] == ["eva", "jan"]
    assert {thread.criterion for thread in talk.threads()} == {POINT}


def test_open_threads_are_counted_by_criterion(talk: Talk) -> None:
    first = talk.say(EVA, "een")
    talk.say(EVA, "twee")
    talk.say(JAN, "drie", criterion=OTHER)
    assert count_open(talk.threads()) == {POINT: 2, OTHER: 1}
    talk.resolve(first)
    assert count_open(talk.threads()) == {POINT: 1, OTHER: 1}


def test_what_is_dealt_with_opens_again_when_one_says_so_or_answers(talk: Talk) -> None:
    first = talk.say(EVA, "een")
    talk.resolve(first, actor=JAN)
    assert [thread.is_resolved for thread in talk.threads()] == [True]
    talk.resolve(first, is_resolved=False)
    assert [thread.is_resolved for thread in talk.threads()] == [False]
    talk.resolve(first)
    talk.say(JAN, "toch nog iets", first)
    assert [thread.is_resolved for thread in talk.threads()] == [False]


def test_one_changes_ones_own_words_and_it_shows(talk: Talk) -> None:
    first = talk.say(JAN, "fuot")
    talk.comments.change(JAN, talk.about, first, "fout", 1)
    (comment,) = talk.threads()[0].comments
    assert (comment.text, comment.is_changed, comment.version) == ("fout", True, 2)


def test_what_is_taken_away_leaves_its_place_to_its_answers(talk: Talk) -> None:
    first = talk.say(JAN, "spijt")
    talk.say(EVA, "antwoord", first)
    talk.comments.change(JAN, talk.about, first, None, 1)
    assert talk.said() == [[None, "antwoord"]]
    assert talk.threads()[0].criterion == POINT


def test_a_thread_in_which_everything_was_taken_away_is_gone(talk: Talk) -> None:
    first = talk.say(JAN, "spijt")
    talk.comments.change(JAN, talk.about, first, None, 1)
    assert talk.threads() == ()
    with pytest.raises(Unknown):
        talk.say(EVA, "antwoord", first)
    with pytest.raises(Unknown):
        talk.comments.change(JAN, talk.about, first, "terug", 2)


@pytest.mark.parametrize("text", ["nieuw", None])
def test_nobody_changes_what_another_said_not_even_an_owner(talk: Talk, text: str | None) -> None:
    first = talk.say(JAN, "van Jan")
    with pytest.raises(Unknown):
        talk.comments.change(EVA, talk.about, first, text, 1)
    assert talk.said() == [["van Jan"]]


def test_two_tabs_that_change_one_comment_lose_neither(talk: Talk) -> None:
    first = talk.say(JAN, "een")
    talk.comments.change(JAN, talk.about, first, "twee", 1)
    with pytest.raises(Stale):
        talk.comments.change(JAN, talk.about, first, "drie", 1)
    with pytest.raises(Stale):
        talk.comments.resolve(EVA, talk.about, first, is_resolved=True, expected=4)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_an_empty_comment_is_none(talk: Talk, text: str) -> None:
    assert refused(lambda: talk.say(EVA, text)) == ["comment_empty"]
    first = talk.say(EVA, "iets")
    assert refused(lambda: talk.comments.change(EVA, talk.about, first, text, 1)) == ["comment_empty"]
    assert talk.said() == [["iets"]]


def test_an_assessment_keeps_so_many_comments_and_no_more(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framework.use_cases.comments.MOST_COMMENTS", 3)
    for _ in range(3):
        talk.say(EVA, "nog een")
    assert refused(lambda: talk.say(EVA, "te veel")) == ["comments_full"]
    assert MOST_COMMENTS == 2_000


@pytest.mark.parametrize(("criterion", "thread"), [("nowhere", None), (POINT, "nowhere"), (OTHER, "first")])
def test_a_comment_has_a_place_that_is_there(talk: Talk, criterion: str, thread: str | None) -> None:
    first = talk.say(EVA, "een")
    with pytest.raises(Unknown):
        talk.say(EVA, "twee", first if thread == "first" else thread, criterion)
    assert talk.said() == [["een"]]


def test_a_reader_reads_and_says_nothing(talk: Talk) -> None:
    first = talk.say(EVA, "een")
    assert talk.threads(ROSA) == talk.threads(EVA)
    for call in (lambda: talk.say(ROSA, "ik ook"), lambda: talk.resolve(first, actor=ROSA)):
        with pytest.raises(Unknown):
            call()


@pytest.mark.parametrize("about", ["theirs", "absent"])
def test_a_stranger_learns_nothing(talk: Talk, about: str) -> None:
    first = talk.say(EVA, "een")
    named = talk.about if about == "theirs" else about
    calls: list[Callable[[], object]] = [
        lambda: talk.comments.threads(OMAR, named),
        lambda: talk.comments.say(OMAR, named, POINT, "x"),
        lambda: talk.comments.change(OMAR, named, first, "x", 1),
        lambda: talk.comments.resolve(OMAR, named, first, is_resolved=True, expected=0),
    ]
    for call in calls:
        with pytest.raises(Unknown):
            call()


def test_who_left_changes_nothing_of_what_they_said(talk: Talk) -> None:
    first = talk.say(JAN, "van Jan")
    Team(talk.comments.projects).leave(JAN, talk.about)
    with pytest.raises(Unknown):
        talk.comments.change(JAN, talk.about, first, None, 1)
    assert talk.said() == [["van Jan"]]


def test_no_record_holds_a_word_of_it(talk: Talk) -> None:
    before = dump_record(talk.comments.projects.dossier(EVA, talk.about).assessment)
    talk.say(EVA, "geheim onder ons")
    assert dump_record(talk.comments.projects.dossier(EVA, talk.about).assessment) == before
