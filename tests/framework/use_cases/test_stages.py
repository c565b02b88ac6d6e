"""A practice check asks in words that fit where the research stands, and keeps those words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from framework.assessing.beside import Kind
from framework.assessing.record import Moment, Project
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.wordings import NO_WORDINGS, ResearchStage, Wordings
from framework.keeping.memory import MemoryStore
from framework.people.person import Actor, Respondent
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from tests.framework.strategies import shipped

ME = Actor("olga")
FIRST, COST = "start.praktijkvraag", "uitvoering.belasting"
INVITATION = Invitation(
    kind=Kind.OPEN, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2026, 12, 31)
)


def practice_over(store: MemoryStore, loaded: LoadedFramework) -> Practice:
    numbers = count(1)
    clock = lambda: datetime(2026, 12, 1, 9, tzinfo=UTC)  # noqa: E731
    return Practice(Projects(store, Library([loaded]), clock, lambda: f"{id(loaded)}-{next(numbers)}"), sorted)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def practice(store: MemoryStore) -> Practice:
    return practice_over(store, shipped())


@pytest.fixture
def assessment(practice: Practice) -> str:
    details = Project(title="Buurtteams", document_type="announcement_or_report")
    return practice.projects.start(ME, details, Moment.PROPOSAL, shipped())


def open_at(practice: Practice, assessment: str, stage: ResearchStage | None) -> str:
    return practice.open(ME, assessment, INVITATION.model_copy(update={"stage": stage})).check.id


def close_whole(practice: Practice, check: str) -> None:
    for level in (0, 1, 2, 3):
        answers = {c.id: Opinion(answer=level) for c in statements(shipped().framework)}
        practice.enter(ME, check, Response(answers=answers))
    practice.close(ME, check)


def said_of(practice: Practice, check: str, language: str = "nl") -> dict[str, str | None]:
    return {c.id: c.professional_statement for c in practice.check(ME, check).statements(language)}


@pytest.mark.parametrize("stage", ResearchStage)
def test_check_asks_in_the_words_of_its_stage_in_every_language(
    practice: Practice, assessment: str, stage: ResearchStage
) -> None:
    opened = practice.open(ME, assessment, INVITATION.model_copy(update={"stage": stage}))
    for language in ("nl", "en"):
        assert said_of(practice, opened.check.id, language) == shipped().wordings.at(stage)[language]
    visit = Respondents(practice).visit(Respondent(opened.links[0]))
    assert {c.id: c.professional_statement for c in visit.asked} == shipped().wordings.at(stage)["nl"]


def test_check_without_a_stage_asks_in_the_words_of_the_framework(practice: Practice, assessment: str) -> None:
    own = {c.id: c.professional_statement for c in statements(shipped().framework)}
    assert said_of(practice, open_at(practice, assessment, None)) == own


def test_better_sentence_changes_no_check_that_was_opened(
    practice: Practice, store: MemoryStore, assessment: str
) -> None:
    check = open_at(practice, assessment, ResearchStage.FINISHED)
    before = said_of(practice, check)
    for worded in (NO_WORDINGS, Wordings({"nl": {ResearchStage.FINISHED: {FIRST: "Ik zie nu iets anders."}}})):
        later = practice_over(store, replace(shipped(), wordings=worded))
        assert said_of(later, check) == before


def test_criterion_that_asks_nothing_is_not_worded_into_the_check(store: MemoryStore) -> None:
    silent = next(c.id for c in shipped().framework.criteria if c.id not in said_by_the_framework())
    worded = Wordings({"nl": {ResearchStage.PLAN: {FIRST: "Ik zie iets.", silent: "Ik zie nog iets."}}})
    practice = practice_over(store, replace(shipped(), wordings=worded))
    details = Project(title="Buurtteams", document_type="announcement_or_report")
    assessment = practice.projects.start(ME, details, Moment.PROPOSAL, shipped())
    check = open_at(practice, assessment, ResearchStage.PLAN)
    assert practice.check(ME, check).invitation.asked == {"nl": {FIRST: "Ik zie iets."}}
    close_whole(practice, check)
    assert said_of(practice, check) == {**said_by_the_framework(), FIRST: "Ik zie iets."}


def said_by_the_framework() -> dict[str, str | None]:
    return {c.id: c.professional_statement for c in statements(shipped().framework)}


def test_checks_that_asked_the_same_are_put_together_whatever_a_later_one_asked(
    store: MemoryStore, practice: Practice, assessment: str
) -> None:
    for _ in range(2):
        close_whole(practice, open_at(practice, assessment, ResearchStage.PLAN))
    other = Wordings({"nl": {ResearchStage.PLAN: {FIRST: "Ik zie nu iets anders."}}})
    later = practice_over(store, replace(shipped(), wordings=other))
    close_whole(later, open_at(later, assessment, ResearchStage.PLAN))
    assert practice.projects.mirrors(ME, practice.projects.dossier(ME, assessment)).choices["open-plan"] == (0, 1)


def test_mirror_shows_the_statements_as_they_were_asked(practice: Practice, assessment: str) -> None:
    close_whole(practice, open_at(practice, assessment, ResearchStage.FINISHED))
    for language in ("nl", "en"):
        mirror = practice.projects.report(ME, assessment, language).mirror
        assert mirror is not None
        asked = shipped().wordings.at(ResearchStage.FINISHED)[language]
        seen = {name: found.criterion.professional_statement for name, found in mirror.by_id.items()}
        assert seen == {name: asked[name] for name in seen}


def test_record_takes_the_words_that_were_asked_along(practice: Practice, assessment: str) -> None:
    close_whole(practice, open_at(practice, assessment, ResearchStage.RUNNING))
    (closed,) = practice.projects.report(ME, assessment, "nl").assessment.opinions
    assert (closed.stage, closed.asked) == (ResearchStage.RUNNING, shipped().wordings.at(ResearchStage.RUNNING))


def test_checks_at_different_stages_are_not_put_together(practice: Practice, assessment: str) -> None:
    for stage in (ResearchStage.PLAN, ResearchStage.RUNNING, ResearchStage.RUNNING):
        close_whole(practice, open_at(practice, assessment, stage))
    dossier = practice.projects.dossier(ME, assessment)
    choices = practice.projects.mirrors(ME, dossier).choices
    assert {name: places for name, places in choices.items() if len(places) > 1} == {"open-running": (1, 2)}
