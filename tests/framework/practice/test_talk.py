"""What a group talks about: at most three statements, ranked by how far people lie apart."""

from datetime import date
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from framework.assessing.beside import Agreement, Distribution, Results
from framework.practice.statements import statements
from framework.practice.talk import pick_topics
from tests.framework.strategies import shipped

ASKED = statements(shipped().framework)
NAMES = [criterion.id for criterion in ASKED]


def lie(*people: int) -> Distribution:
    """So many people at each level, from 0."""
    return Distribution(levels=dict(enumerate(people)), unsure=0)


def results(distributions: dict[str, Distribution], nearly_all: dict[str, Agreement] | None = None) -> Results:
    return Results(closed=date(2026, 12, 1), sent=9, distributions=distributions, nearly_all=nearly_all or {})


def test_difference_is_the_mean_over_all_pairs() -> None:
    # 2 at 0, 1 at 1, 2 at 3. Pairs: 0 and 1 (1 apart) 2, 0 and 3 (3 apart) 4, 1 and 3 (2 apart) 2, alike 2:
    # (2 + 12 + 4) / 10
    assert lie(2, 1, 0, 2).difference == Fraction(18, 10)
    assert lie(0, 5, 0, 0).difference == 0


@given(st.lists(st.integers(0, 3), min_size=4, max_size=9))
def test_difference_is_that_of_everyone_with_everyone(answers: list[int]) -> None:
    pairs = [abs(one - other) for one, other in combinations(answers, 2)]
    assert lie(*(answers.count(level) for level in range(4))).difference == Fraction(sum(pairs), len(pairs))


def test_where_people_differ_most_comes_first_and_three_are_enough() -> None:
    found = {NAMES[0]: lie(1, 3, 1, 0), NAMES[2]: lie(3, 0, 0, 3), NAMES[4]: lie(2, 1, 1, 1), NAMES[6]: lie(1, 0, 4, 0)}
    talk = pick_topics(results(found), ASKED)
    # mean differences: 8/10 (3 + 3 + 2), 27/15, 16/10 (2 + 4 + 6 + 1 + 2 + 1), 8/10: of equals the first asked
    assert [criterion.id for criterion in talk.differ] == [NAMES[2], NAMES[4], NAMES[0]]
    assert talk.low == ()
    assert [criterion.id for criterion in talk.rest] == [n for n in NAMES if n not in (NAMES[0], NAMES[2], NAMES[4])]


def test_room_that_is_left_goes_to_where_most_answer_low() -> None:
    found = {NAMES[0]: lie(0, 3, 2, 0), NAMES[3]: lie(2, 0, 3, 0), NAMES[5]: lie(0, 0, 3, 3), NAMES[8]: lie(2, 2, 0, 0)}
    talk = pick_topics(results(found, {NAMES[1]: Agreement.DISAGREE, NAMES[2]: Agreement.AGREE}), ASKED)
    # only 3 differs (0 and 2); low: 1 (nearly everyone), 8 (4 of 4), 0 (3 of 5): two fit
    assert [criterion.id for criterion in talk.differ] == [NAMES[3]]
    assert [criterion.id for criterion in talk.low] == [NAMES[1], NAMES[8]]
    assert NAMES[0] in [criterion.id for criterion in talk.rest]


def test_check_that_shows_nothing_leaves_all_to_the_rest() -> None:
    assert pick_topics(results({}), ASKED).rest == ASKED
