"""What to do first: the order of the law, worked out by hand on small frameworks."""

from hypothesis import given

from framework.assessing.actions import Action, Because, next_actions
from framework.assessing.record import Lens, Scope, Scored
from framework.assessing.scoring import Counted, Gate, Open, score
from framework.instrument.model import Criterion
from tests.framework.strategies import (
    Answer,
    Case,
    cases,
    make_assessment,
    make_case,
    make_criterion,
    make_framework,
    read_answer,
)


def actions_of(case: Case) -> list[Action]:
    return list(next_actions(case.profiles, case.framework.scale))


def shown(case: Case) -> list[tuple[str, str, int | None]]:
    return [(action.criterion.id, action.because.value, action.to_level) for action in actions_of(case)]


def make_weighed(*points: tuple[str, int, str]) -> Case:
    """One phase of points, each with a name, a weight and an answer; a `*` after the answer makes a gate."""
    criteria: list[Criterion] = []
    ratings: dict[str, Answer] = {}
    for name, weight, answer in points:
        criteria.append(make_criterion(name, weight=weight, gate_min=2 if answer.endswith("*") else None))
        if rating := read_answer(answer.rstrip("*")):
            ratings[name] = rating
    return Case(make_framework(criteria), ratings)


def test_order_of_the_law() -> None:
    case = make_weighed(
        ("p0.top", 3, "2"),  # strong already: last
        ("p0.weak", 1, "0"),  # 1 x (2 - 0) = 2
        ("p0.heavy", 3, "1"),  # 3 x (2 - 1) = 3, before p0.weak
        ("p0.open", 1, "?"),
        ("p0.bare", 1, "3e"),  # chosen 3, counts as 1
        ("p0.ask", 1, "?*"),
        ("p0.mend", 1, "1*"),
        ("p0.shut", 1, "0*"),
        ("p0.done", 1, "3"),
    )
    assert shown(case) == [
        ("p0.shut", "gate_closed", 1),
        ("p0.mend", "gate_repair", 2),
        ("p0.ask", "gate_unknown", None),
        ("p0.bare", "evidence_missing", 3),
        ("p0.open", "unknown", None),
        ("p0.heavy", "below_strong", 2),
        ("p0.weak", "below_strong", 1),
        ("p0.top", "below_top", 3),
    ]


def test_one_list_over_all_phases() -> None:
    framework = make_framework(
        [make_criterion("p0.a"), make_criterion("p0.b")], [make_criterion("p1.a", gate_min=2), make_criterion("p1.b")]
    )
    ratings = {"p0.a": read_answer("1"), "p0.b": read_answer("2"), "p1.a": read_answer("0"), "p1.b": read_answer("0")}
    profiles = score(framework, make_assessment(framework, ratings))
    steps = [action.criterion.id for action in next_actions(profiles, framework.scale)]
    assert steps == ["p1.a", "p1.b", "p0.a", "p0.b"]  # gate; gains 2 and 1; from strong to the top


def test_ties_keep_the_order_of_the_framework() -> None:
    case = make_weighed(("p0.d", 2, "1"), ("p0.b", 1, "0"), ("p0.c", 2, "1"), ("p0.a", 1, "0"))  # every gain is 2
    assert [action.criterion.id for action in actions_of(case)] == ["p0.d", "p0.b", "p0.c", "p0.a"]


def test_weight_decides_nothing_outside_the_steps_to_strong() -> None:
    case = make_weighed(("p0.a", 1, "?"), ("p0.b", 9, "?"), ("p0.c", 1, "2"), ("p0.d", 9, "2"))
    assert [action.criterion.id for action in actions_of(case)] == ["p0.a", "p0.b", "p0.c", "p0.d"]


def test_nothing_is_invented_at_the_top() -> None:
    assert actions_of(make_case("3* 3 3")) == []


def test_what_does_not_apply_needs_no_step() -> None:
    assert actions_of(make_case("3* -")) == []


def test_missing_evidence_asks_for_evidence_and_not_for_the_next_level() -> None:
    (action,) = actions_of(make_case("3* 2e"))
    assert (action.because, action.asks_for_evidence, action.to_level) == (Because.EVIDENCE_MISSING, True, 2)
    assert action.criterion.evidence_examples


def test_gate_in_repair_for_want_of_evidence_asks_for_evidence() -> None:
    (action,) = actions_of(make_case("3e* 3 3"))
    assert (action.because, action.asks_for_evidence, action.to_level) == (Because.GATE_REPAIR, True, 3)


def test_gate_in_repair_by_choice_asks_for_the_next_level() -> None:
    (action,) = actions_of(make_case("1* 3 3"))
    assert (action.because, action.asks_for_evidence, action.to_level) == (Because.GATE_REPAIR, False, 2)


def test_consensus_never_lacks_evidence() -> None:
    assert [step[1] for step in shown(make_case("3e* 2e", Lens.CONSENSUS))] == ["below_top"]


def test_quick_scan_advises_on_core_criteria_only() -> None:
    case = make_weighed(("p0.a", 1, "0"))
    assert actions_of(Case(case.framework, case.ratings, scope=Scope.CORE)) == []


def test_open_gate_below_strong_is_an_ordinary_step() -> None:
    case = make_case("1* 3 3", gate_min=1)
    assert shown(case) == [("p0.c0", "below_strong", 2)]


def test_scale_from_one_to_five_measures_the_gain_to_the_first_strong_level() -> None:
    # strong from 4: gains 4-3 = 1 and 4-1 = 3
    case = make_case("3 1 4 5", levels=range(1, 6), weak_to=2, strong_from=4, required_from=3)
    assert shown(case) == [("p0.c1", "below_strong", 2), ("p0.c0", "below_strong", 4), ("p0.c2", "below_top", 5)]


@given(cases())
def test_there_is_one_step_for_every_point_below_the_top_and_none_else(case: Case) -> None:
    profile = case.profile
    steps = actions_of(case)
    expected = {
        outcome.criterion.id
        for outcome in profile.outcomes
        if isinstance(outcome, Open)
        or (isinstance(outcome, Counted) and outcome.counted < case.framework.scale.highest)
    }
    assert len(steps) == len(expected)
    assert {step.criterion.id for step in steps} == expected


@given(cases())
def test_steps_come_in_the_order_of_the_law(case: Case) -> None:
    scale = case.framework.scale
    steps = actions_of(case)
    places = [list(Because).index(step.because) for step in steps]
    assert places == sorted(places)
    gains = [
        step.criterion.weight * (scale.strong_from - step.outcome.counted)
        for step in steps
        if step.because is Because.BELOW_STRONG and isinstance(step.outcome, Counted)
    ]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)


@given(cases())
def test_every_step_leads_up_on_the_scale(case: Case) -> None:
    for step in actions_of(case):
        if isinstance(step.outcome, Counted):
            assert step.to_level is not None
            assert step.outcome.counted < step.to_level <= case.framework.scale.highest
        else:
            assert step.to_level is None


@given(cases())
def test_every_gate_that_is_not_open_comes_before_all_else(case: Case) -> None:
    shut = {identifier for identifier, gate in case.profile.gates.items() if gate is not Gate.OPEN}
    steps = actions_of(case)
    assert {step.criterion.id for step in steps[: len(shut)]} == shut


def test_step_without_a_level_keeps_the_answer_it_came_from() -> None:
    (action,) = actions_of(make_case("3").answer("p0.c0", None))
    assert isinstance(action.outcome, Open)
    assert action.outcome.rating is None
    (action,) = actions_of(make_case("3").answer("p0.c0", Scored(level=2)))
    assert isinstance(action.outcome, Counted)
    assert action.outcome.chosen == 2
