"""Access walks to the root: a review lives under a submission, and who may see it is decided by the round."""

import logging
from itertools import pairwise

import pytest

from framework.errors import Unknown
from framework.keeping.events import Change
from framework.keeping.memory import MemoryStore
from framework.keeping.streams import Stream, StreamKind
from framework.people.permissions import Permission
from framework.people.person import Actor, AppRole
from framework.people.stage import Stage
from framework.use_cases.access import open_stream
from tests.storage.databases import START, act, begin, keep_framework

APPLICANT, CHAIR, OTHER = Actor("eva"), Actor("karin"), Actor("omar")
REVIEWER = Actor("rosa")
STAGES = list(Stage)


@pytest.fixture
def store() -> MemoryStore:
    """Eva's project, and a round of other people with her submission and Rosa's review of it."""
    store = MemoryStore()
    begin(store, "project", "assessment")
    pin = keep_framework(store)
    people = [
        Change("member/karin", {"roles": ["chair"]}, 0),
        *(Change(f"member/{name}", {"roles": ["reviewer"]}, 0) for name in ("rosa", "omar")),
    ]
    store.create(Stream("round", StreamKind.ROUND, START), people, act())
    store.create(Stream("submission", StreamKind.SUBMISSION, START, "round"), [], act())
    head = {"author": "rosa", "lens": "review", "moment": "proposal"}
    store.create(Stream("review", StreamKind.REVIEW, START, "submission", framework=pin, head=head), [], act())
    return store


def advance(store: MemoryStore, stage: Stage) -> None:
    for before, after in pairwise(STAGES[: STAGES.index(stage) + 1]):
        version = STAGES.index(before)
        store.apply("round", [Change("stage", {"stage": after}, version)], act())


def sees(store: MemoryStore, actor: Actor, identifier: str = "review") -> bool:
    try:
        stream, root = open_stream(store, actor, identifier, Permission.REVIEW_READ, StreamKind.REVIEW)
    except Unknown:
        return False
    return (stream.id, root.id) == (identifier, "round")


@pytest.mark.parametrize("stage", STAGES)
def test_applicant_never_sees_the_review_of_what_they_handed_in(store: MemoryStore, stage: Stage) -> None:
    advance(store, stage)
    assert not sees(store, APPLICANT)
    assert not sees(store, Actor("eva", frozenset(AppRole)))
    assert not sees(store, APPLICANT, "nowhere")


def test_review_is_seen_by_its_author_then_by_those_who_run_the_round_then_by_the_panel(store: MemoryStore) -> None:
    seen = {}
    for stage in STAGES:
        if stage is not Stage.SETUP:
            version = STAGES.index(stage) - 1
            store.apply("round", [Change("stage", {"stage": stage}, version)], act())
        seen[stage] = [sees(store, actor) for actor in (REVIEWER, CHAIR, OTHER)]
    assert seen == {
        Stage.SETUP: [False, False, False],
        Stage.CONFLICTS: [False, False, False],
        Stage.INDIVIDUAL: [True, False, False],
        Stage.FROZEN: [True, True, False],
        Stage.REPLY: [True, True, False],
        **{stage: [True, True, True] for stage in STAGES[STAGES.index(Stage.DISCUSSION) :]},
    }


def test_why_something_was_refused_stands_in_the_log_alone(
    store: MemoryStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "kaderwijzer.access"):
        assert not sees(store, APPLICANT)
        assert not sees(store, CHAIR)
    assert caplog.messages == ["review.read was refused: stranger", "review.read was refused: stage"]


def test_what_is_of_another_kind_reads_as_absent(store: MemoryStore) -> None:
    with pytest.raises(Unknown):
        open_stream(store, APPLICANT, "project", Permission.PROJECT_READ, StreamKind.ASSESSMENT)
    assert open_stream(store, APPLICANT, "assessment", Permission.PROJECT_READ, StreamKind.ASSESSMENT)


def test_refusal_knows_its_reason_for_the_log(store: MemoryStore) -> None:
    advance(store, Stage.FROZEN)
    for actor, reason in ((APPLICANT, "review.read: stranger"), (OTHER, "review.read: authorship")):
        with pytest.raises(Unknown) as refused:
            open_stream(store, actor, "review", Permission.REVIEW_READ, StreamKind.REVIEW)
        assert refused.value.reason == reason
        assert (refused.value.args, str(refused.value)) == ((), "")  # an absent one tells as much
