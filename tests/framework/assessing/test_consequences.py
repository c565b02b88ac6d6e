"""What a change of depth or document type does to every answer, told before it is made."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.assessing.consequences import Standing, foresee, silence_default, standing_of
from framework.assessing.record import Assessment, Scope
from framework.assessing.record_rules import check_record
from framework.instrument.model import NotScored
from tests.framework.strategies import shipped

FRAMEWORK = shipped().framework
CORE = next(c.id for c in FRAMEWORK.criteria if c.is_core)
FURTHER = next(c.id for c in FRAMEWORK.criteria if not c.is_core and c.not_applicable)
PROPOSAL, IDEA, REPORT = "full_proposal", "idea_or_summary", "announcement_or_report"
QUOTE = {"evidence": [{"quote": "Dat staat er."}]}


def record(ratings: dict[str, dict[str, Any]], scope: Scope = Scope.CORE, kind: str = REPORT) -> Assessment:
    return Assessment.model_validate(
        {
            "record": "kaderwijzer/assessment/1",
            "framework": {"id": FRAMEWORK.id, "version": FRAMEWORK.version},
            "project": {"title": "Buurt", "document_type": kind},
            "lens": "self",
            "scope": scope,
            "moment": "proposal",
            "date": "2026-11-22",
            "ratings": ratings,
        },
        strict=False,
    )


def turned(rating: dict[str, Any], before: tuple[Scope, str], then: tuple[Scope, str]) -> tuple[Standing, Standing]:
    now, after = record({CORE: rating}, *before), record({CORE: rating}, *then)
    found = next(each for each in foresee(now, after, FRAMEWORK) if each.criterion.id == CORE)
    return found.before, found.then


QUICK, FULL = Scope.CORE, Scope.FULL
COUNTS, LOWER = Standing.COUNTS, Standing.COUNTS_LOWER


@pytest.mark.parametrize(
    ("rating", "before", "then", "expected"),
    [
        ({"level": 0}, (QUICK, REPORT), (FULL, REPORT), (COUNTS, Standing.ASKS_A_WORD)),
        ({"level": 0, "note": "Nergens."}, (QUICK, REPORT), (FULL, REPORT), (COUNTS, COUNTS)),
        ({"level": 0, **QUOTE}, (QUICK, IDEA), (FULL, IDEA), (COUNTS, COUNTS)),
        ({"level": 0}, (QUICK, PROPOSAL), (FULL, PROPOSAL), (COUNTS, COUNTS)),
        ({"level": 0}, (FULL, PROPOSAL), (FULL, IDEA), (COUNTS, Standing.ASKS_A_WORD)),
        ({"level": 0}, (FULL, IDEA), (FULL, PROPOSAL), (Standing.ASKS_A_WORD, COUNTS)),
        ({"not_scored": "not_in_text"}, (QUICK, REPORT), (QUICK, PROPOSAL), (COUNTS, Standing.SILENCE_IS_LOWEST)),
        ({"not_scored": "not_yet_known"}, (QUICK, REPORT), (FULL, PROPOSAL), (COUNTS, COUNTS)),
        ({"level": 2}, (QUICK, REPORT), (FULL, REPORT), (COUNTS, LOWER)),
        ({"level": 3, **QUOTE}, (QUICK, REPORT), (FULL, REPORT), (COUNTS, COUNTS)),
        ({"level": 1}, (QUICK, REPORT), (FULL, REPORT), (COUNTS, COUNTS)),
        ({"level": 2}, (FULL, REPORT), (QUICK, REPORT), (LOWER, COUNTS)),
        ({"not_scored": "unanswered"}, (QUICK, REPORT), (FULL, PROPOSAL), (Standing.OPEN, Standing.OPEN)),
    ],
)
def test_a_change_says_of_an_answer_what_it_will_ask(
    rating: dict[str, Any], before: tuple[Scope, str], then: tuple[Scope, str], expected: tuple[Standing, Standing]
) -> None:
    assert turned(rating, before, then) == expected


def test_going_full_names_every_question_that_comes_along() -> None:
    now = record({})
    found = foresee(now, now.model_copy(update={"scope": FULL}), FRAMEWORK)
    assert {each.criterion.id for each in found if each.is_new} == {c.id for c in FRAMEWORK.criteria if not c.is_core}
    assert not any(each.asks_first for each in found)


def test_going_back_to_the_quick_scan_names_answers_it_does_not_ask_for() -> None:
    now = record({FURTHER: {"level": 1}}, FULL)
    found = foresee(now, now.model_copy(update={"scope": QUICK}), FRAMEWORK)
    assert [(each.criterion.id, each.then) for each in found if each.asks_first] == [(FURTHER, Standing.NOT_ASKED)]


def test_missing_reason_waits_whatever_the_depth() -> None:
    typed = record({FURTHER: {"not_scored": "not_applicable"}}, FULL)
    standing = standing_of(FRAMEWORK.by_id[FURTHER], typed, FRAMEWORK)
    assert (standing, standing.waits) == (Standing.ASKS_A_REASON, True)


@pytest.mark.parametrize(
    ("kind", "means"), [(PROPOSAL, 0), (IDEA, NotScored.NOT_YET_KNOWN), (REPORT, NotScored.NOT_IN_TEXT)]
)
def test_silence_has_the_default_that_the_document_type_promises(kind: str, means: int | NotScored) -> None:
    assert silence_default(record({}, kind=kind), FRAMEWORK) == means


RATINGS = st.one_of(
    st.builds(lambda level: {"level": level}, st.sampled_from(FRAMEWORK.scale.numbers)),
    st.builds(lambda level: {"level": level, **QUOTE}, st.sampled_from(FRAMEWORK.scale.numbers)),
    st.builds(lambda state: {"not_scored": str(state)}, st.sampled_from(NotScored)),
)
DEPTHS = st.tuples(st.sampled_from(Scope), st.sampled_from([kind.id for kind in FRAMEWORK.document_types]))


@given(st.dictionaries(st.sampled_from([c.id for c in FRAMEWORK.criteria]), RATINGS), DEPTHS, DEPTHS)
def test_what_is_foreseen_is_what_then_is(
    ratings: dict[str, dict[str, Any]], before: tuple[Scope, str], after: tuple[Scope, str]
) -> None:
    now, then = record(ratings, *before), record(ratings, *after)
    refused = {place[1] for _, place, _ in check_record(then, FRAMEWORK) if place[0] == "ratings"}
    for each in foresee(now, then, FRAMEWORK):
        chosen = then.rating(each.criterion.id)
        assert each.rating == chosen
        assert each.then == standing_of(each.criterion, then, FRAMEWORK)
        if each.then is not Standing.NOT_ASKED:
            assert each.then.waits == (each.criterion.id in refused)
    unchanged = foresee(now, now, FRAMEWORK)
    assert not any(each.asks_first or each.is_new for each in unchanged)
