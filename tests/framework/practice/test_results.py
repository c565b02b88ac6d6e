"""The practice law: what may be shown of answers, and what a mirror lays beside them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.assessing.beside import CROWD, DISCLOSURE_THRESHOLD, Agreement, Distribution, Results
from framework.assessing.record import Scored
from framework.assessing.scoring import Counted, Open
from framework.instrument.model import MOST_CORE, NotScored
from framework.practice.mirror import make_mirror
from framework.practice.responses import UNSURE, Opinion, Response, is_answer
from framework.practice.results import count
from framework.practice.statements import statements
from tests.framework.strategies import shipped

FRAMEWORK = shipped().framework
ASKED = [criterion.id for criterion in statements(FRAMEWORK)]
DAY = date(2026, 11, 22)


def responses_of(*answers: int | str, criterion: str = ASKED[0], remark: str | None = None) -> list[Response]:
    return [Response(answers={criterion: Opinion(answer=answer, remark=remark)}) for answer in answers]


def results_of(responses: list[Response]) -> Results:
    return count(responses, FRAMEWORK, DAY, sorted)


def test_every_core_point_has_a_statement_and_there_are_at_most_nine() -> None:
    assert [c.id for c in FRAMEWORK.criteria if c.is_core] == ASKED
    assert len(ASKED) == MOST_CORE == 9


def test_four_levels_show_their_distribution() -> None:
    # 0 and 1 once, 2 twice; two people do not know
    distribution = results_of(responses_of(0, 1, 2, 2, UNSURE, UNSURE)).distributions[ASKED[0]]
    assert distribution == Distribution(levels={0: 1, 1: 1, 2: 2, 3: 0}, unsure=2)
    assert (distribution.given, distribution.low, distribution.differs) == (4, 2, True)


@pytest.mark.parametrize("answers", [(), (3,), (0, 1, 2)])
def test_three_forms_show_nothing_of_the_statement(answers: tuple[int, ...]) -> None:
    results = results_of(responses_of(*answers, remark="Dit zegt iemand."))
    assert (results.sent, results.distributions, results.nearly_all) == (len(answers), {}, {})
    assert "iemand" not in results.model_dump_json()


def test_remark_at_a_statement_that_stays_closed_is_read() -> None:
    # six forms, of which three gave a level
    results = results_of(responses_of(0, 1, 2, UNSURE, UNSURE, UNSURE, remark="Dit zegt iemand."))
    assert (results.distributions, results.nearly_all) == ({}, {})
    assert results.remarks_at(ASKED[0]) == ("Dit zegt iemand.",) * 6


AGREE, DISAGREE = Agreement.AGREE, Agreement.DISAGREE


# 0 and 1 do not hold, 2 and 3 do: more than one of the levels given must lie on either side to show numbers
@pytest.mark.parametrize(
    ("answers", "agreement"),
    [
        ((3, 3, 3, 3), AGREE),
        ((2, 3, 2, 3), AGREE),
        ((0, 3, 3, 3), AGREE),  # all but one
        ((0, 1, 0, 1, 0), DISAGREE),
        ((0, 0, 0, 2, UNSURE), DISAGREE),
        ((0, 1, 2, 3), None),  # two on either side
        ((0, 0, 3, 3, 3, 3, 3, 3, 3), None),  # nine forms, two do not
        ((0, 3, 3, 3, 3, 3, 3, 3, 3), AGREE),  # nine forms, one does not
        ((0, 3, 3, 3, 3, 3, 3, 3, 3, 3), None),  # ten forms: numbers point at nobody
        ((3, 3, 3), None),  # three levels say nothing
    ],
)
def test_where_all_or_all_but_one_agree_words_stand_in_place_of_numbers(
    answers: tuple[int | str, ...], agreement: Agreement | None
) -> None:
    results = results_of(responses_of(*answers))
    assert results.nearly_all == ({} if agreement is None else {ASKED[0]: agreement})
    assert (ASKED[0] in results.distributions) is (agreement is None and len(answers) >= DISCLOSURE_THRESHOLD)


@given(st.lists(st.integers(2, 3), min_size=4, max_size=CROWD - 1))
def test_whoever_agrees_leaves_the_same_trace_whichever_level_was_chosen(levels: list[int]) -> None:
    assert results_of(responses_of(*levels)) == results_of(responses_of(*([3] * len(levels))))


def test_form_that_left_a_statement_blank_is_told_beside_the_answers() -> None:
    # seven forms: five gave a level, one does not know, one left the statement blank but wrote a sentence
    blank = Response(begun={ASKED[0]: "Dit snap ik niet."}, missing="Tijd.")
    results = results_of([*responses_of(0, 1, 2, 2, 3, UNSURE), blank])
    found = Distribution(levels={0: 1, 1: 1, 2: 2, 3: 1}, unsure=1, blank=1, remarks=("Dit snap ik niet.",))
    assert results.distributions == {ASKED[0]: found}


def test_form_that_left_a_statement_blank_counts_neither_for_the_threshold_nor_for_the_crowd() -> None:
    blank = Response(missing="Tijd.")
    few = results_of([*responses_of(0, 1, 3), *[blank] * 9])
    assert (few.sent, few.distributions, few.nearly_all) == (12, {}, {})
    alike = results_of([*responses_of(*[3] * (CROWD - 1)), *[blank] * 9])  # nine answered: their numbers would tell
    assert (alike.distributions, alike.nearly_all) == ({}, {ASKED[0]: AGREE})
    assert "blank" not in alike.model_dump_json()


def test_results_of_whole_forms_are_written_as_before() -> None:
    assert "blank" not in results_of(responses_of(0, 1, 2, 3)).model_dump_json()


def test_texts_appear_from_four_responses_on_and_in_another_order() -> None:
    texts = ["d", "b", "c", "a"]
    responses = [Response(missing=text, question=text.upper()) for text in texts]
    assert results_of(responses).missing == ("a", "b", "c", "d")  # `sorted` takes the part of chance here
    assert results_of(responses).questions == ("A", "B", "C", "D")
    few = results_of(responses[:3])
    assert (few.sent, few.missing, few.questions) == (3, (), ())


def test_remarks_stand_apart_from_the_levels() -> None:
    responses = [Response(answers={ASKED[0]: Opinion(answer=n % 4, remark=f"zin {n}")}) for n in range(5)]
    assert results_of(responses[::-1]) == results_of(responses)
    assert results_of(responses).distributions[ASKED[0]].remarks == ("zin 0", "zin 1", "zin 2", "zin 3", "zin 4")


@given(st.lists(st.lists(st.one_of(st.integers(0, 3), st.just(UNSURE)), min_size=9, max_size=9), max_size=12))
def test_nothing_shown_says_more_than_counts_from_four_levels_on(rows: list[list[int | str]]) -> None:
    responses = [Response(answers={c: Opinion(answer=a) for c, a in zip(ASKED, row, strict=True)}) for row in rows]
    results = results_of(responses)
    assert results == results_of(responses[::-1])
    for place, criterion in enumerate(ASKED):
        levels = [row[place] for row in rows if row[place] != UNSURE]
        lows = len([level for level in levels if level < 2])
        divided = min(lows, len(levels) - lows) > 1 or len(rows) >= CROWD
        assert (criterion in results.distributions) is (len(levels) >= DISCLOSURE_THRESHOLD and divided)
        assert (criterion in results.nearly_all) is (len(levels) >= DISCLOSURE_THRESHOLD and not divided)
        if criterion in results.distributions:
            assert list(results.distributions[criterion].levels.values()) == [levels.count(n) for n in range(4)]


def test_results_survive_being_written_and_read() -> None:
    results = results_of(responses_of(0, 1, 2, 3, UNSURE, remark="Zo is het."))
    assert Results.model_validate_json(results.model_dump_json()) == results


@pytest.mark.parametrize(("answer", "is_one"), [(0, True), (3, True), (UNSURE, True), (4, False), (99, False)])
def test_only_what_the_scale_has_is_an_answer(answer: int | str, is_one: bool) -> None:
    assert is_answer(Opinion(answer=answer), FRAMEWORK.professional_scale) is is_one


def counted(criterion: str, chosen: int, level: int) -> Counted:
    return Counted(FRAMEWORK.by_id[criterion], Scored(level=chosen), level)


# (counted level, opinions) -> topic: strong from 2 on, and at least half in the two lowest of four or more opinions
@pytest.mark.parametrize(
    ("level", "answers", "is_topic"),
    [
        (2, (0, 1, 2, 3), True),  # 2 of 4 is half
        (3, (1, 1, 3, 3), True),
        (2, (0, 2, 2, 3), False),  # 1 of 4
        (2, (0, 0, 1, 3), True),  # all but one, in words
        (1, (0, 0, 0, 0), False),  # the researcher saw it too
        (2, (0, 0, 0), False),  # three opinions say nothing
        (2, (0, 0, 0, UNSURE), False),  # not knowing is no level
        (2, (0, 0, 2, 3, 3), False),  # 2 of 5
        (2, (0, 0, 1, 3, 3), True),  # 3 of 5
    ],
)
def test_topic_is_a_strong_point_that_half_does_not_see(
    level: int, answers: tuple[int | str, ...], is_topic: bool
) -> None:
    outcomes = {ASKED[0]: counted(ASKED[0], level, level)}
    mirror = make_mirror(FRAMEWORK, outcomes, results_of(responses_of(*answers)))
    assert [reflection.is_topic for reflection in mirror.reflections] == [is_topic]


def test_counted_level_decides_not_the_chosen_one() -> None:
    outcomes = {ASKED[0]: counted(ASKED[0], 3, 1)}
    assert make_mirror(FRAMEWORK, outcomes, results_of(responses_of(0, 0, 0, 0))).topics == ()


def test_point_without_a_level_stands_in_the_mirror_and_is_no_topic() -> None:
    outcomes = {ASKED[0]: Open(FRAMEWORK.by_id[ASKED[0]], NotScored.NOT_IN_TEXT)}
    (reflection,) = make_mirror(FRAMEWORK, outcomes, results_of(responses_of(0, 0, 0, 0))).reflections
    assert (reflection.is_topic, reflection.agreement) == (False, DISAGREE)


def test_topics_come_first_then_the_order_of_the_framework() -> None:
    outcomes = {criterion: counted(criterion, 2, 2) for criterion in ASKED[:3]}
    mirror = make_mirror(FRAMEWORK, outcomes, results_of(responses_of(0, 0, 0, 0, criterion=ASKED[2])))
    assert [r.criterion.id for r in mirror.reflections] == [ASKED[2], ASKED[0], ASKED[1]]
    assert [r.criterion.id for r in mirror.topics] == [ASKED[2]]
