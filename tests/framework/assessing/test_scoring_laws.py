"""What must hold for every framework and every answer, whatever the scale, the thresholds and the weights."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from framework.assessing.record import Lens, Scope, Scored, Unscored
from framework.assessing.scoring import Counted, Excluded, Open, PhaseProfile, Range, Why
from framework.instrument.model import NotScored, PhaseLabel
from tests.framework.strategies import PROOF, RANK, ROOT, UNKNOWN, Case, as_numbers, cases, make_case
from tests.mutate_the_law import MUTANTS

PRAISE = (PhaseLabel.ON_TRACK, PhaseLabel.STRONG)


def draw_scored(data: st.DataObject, case: Case) -> tuple[str, Scored]:
    """Choose one answer with a level; a case without one is of no use here."""
    scored = {key: rating for key, rating in case.ratings.items() if isinstance(rating, Scored)}
    assume(scored)
    identifier = data.draw(st.sampled_from(sorted(scored)))
    return identifier, scored[identifier]


def assert_not_worse(after: Case, before: Case) -> None:
    assume(before.profile.label is not PhaseLabel.NOT_ASSESSABLE)
    assert RANK[after.profile.label] >= RANK[before.profile.label]


@given(cases(), st.data())
def test_raising_a_level_never_worsens_a_label(case: Case, data: st.DataObject) -> None:
    identifier, rating = draw_scored(data, case)
    assume(rating.level < case.framework.scale.highest)
    higher = data.draw(st.integers(rating.level + 1, case.framework.scale.highest))
    assert_not_worse(case.answer(identifier, rating.model_copy(update={"level": higher})), case)


@given(cases(), st.data())
def test_adding_evidence_never_worsens_a_label(case: Case, data: st.DataObject) -> None:
    identifier, rating = draw_scored(data, case)
    assert_not_worse(case.answer(identifier, rating.model_copy(update={"evidence": PROOF})), case)


@given(cases(), st.data())
def test_taking_back_an_answer_never_raises_a_label_to_on_track_or_strong(case: Case, data: st.DataObject) -> None:
    identifier, _ = draw_scored(data, case)
    kind = data.draw(st.sampled_from([None, *UNKNOWN]))
    taken_back = case.answer(identifier, kind and Unscored(not_scored=kind)).profile.label
    before = case.profile.label
    assume(before is not PhaseLabel.NOT_ASSESSABLE)
    assert taken_back not in PRAISE or RANK[taken_back] <= RANK[before]


@given(cases(), st.lists(st.integers(1, 1_000), min_size=12, max_size=12))
def test_weights_never_change_a_label(case: Case, weights: list[int]) -> None:
    criteria = case.framework.phases[0].criteria
    weighed = case.with_criteria(
        c.model_copy(update={"weight": weight}) for c, weight in zip(criteria, weights, strict=False)
    )
    changed, unchanged = as_numbers(weighed.profile), as_numbers(case.profile)
    assert changed | {"range": None} == unchanged | {"range": None}


@given(cases(), st.integers(2, 50))
def test_range_does_not_change_when_all_weights_grow_alike(case: Case, times: int) -> None:
    criteria = case.framework.phases[0].criteria
    heavier = case.with_criteria(c.model_copy(update={"weight": c.weight * times}) for c in criteria)
    assert as_numbers(heavier.profile) == as_numbers(case.profile)


@given(cases(), st.data())
def test_not_applicable_criterion_behaves_as_if_it_were_absent(case: Case, data: st.DataObject) -> None:
    criteria = case.framework.phases[0].criteria
    left_out = data.draw(st.sampled_from(criteria))
    marked = case.answer(left_out.id, Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Speelt hier niet."))
    absent = case.with_criteria(c for c in criteria if c is not left_out)
    assert as_numbers(marked.profile) == as_numbers(absent.profile)


@given(cases(), st.data())
def test_order_of_criteria_and_of_ratings_changes_no_number(case: Case, data: st.DataObject) -> None:
    shuffled = case.with_criteria(data.draw(st.permutations(case.framework.phases[0].criteria)))
    ratings = dict(data.draw(st.permutations(list(case.ratings.items()))))
    assert as_numbers(replace(shuffled, ratings=ratings).profile) == as_numbers(case.profile)


@given(cases())
def test_shares_stay_within_0_and_1_and_ranges_run_upward(case: Case) -> None:
    profile = case.profile
    assume(isinstance(profile, PhaseProfile))
    tally = profile.tally
    shares = [tally.coverage, Fraction(tally.weak, tally.applicable), Fraction(tally.strong, tally.applicable)]
    if case.lens is Lens.SELF:
        assert isinstance(profile.range, Range)
        assert profile.range.low <= profile.range.high
        assert (profile.range.low == profile.range.high) == (tally.unknown == 0)
        shares += [profile.range.low, profile.range.high]
    assert all(0 <= share <= 1 for share in shares)


@given(cases())
def test_numbers_of_a_profile_agree(case: Case) -> None:
    profile = case.profile
    outcomes = profile.outcomes
    assert [outcome.criterion for outcome in outcomes] == list(case.asked)
    counted = [outcome for outcome in outcomes if isinstance(outcome, Counted)]
    unknown = [outcome for outcome in outcomes if isinstance(outcome, Open)]
    assume(isinstance(profile, PhaseProfile))
    tally, scale = profile.tally, case.framework.scale
    assert sum(profile.levels.values()) == tally.scored == len(counted)
    assert list(profile.levels) == list(scale.numbers)
    assert tally.unknown == len(unknown)
    assert tally.applicable == len(counted) + len(unknown)
    assert tally.weak + tally.strong <= tally.scored
    assert tally.lowest == profile.levels[scale.lowest] <= tally.weak
    assert profile.coverage == Fraction(len(counted), len(counted) + len(unknown))
    assert set(profile.gates) == {o.criterion.id for o in (*counted, *unknown) if o.criterion.is_gate}


@settings(max_examples=max(300, settings.default.max_examples))
@given(cases())
def test_every_answer_is_explained(case: Case) -> None:
    required_from = case.framework.evidence.required_from
    for outcome in case.profile.outcomes:
        rating = case.ratings.get(outcome.criterion.id)
        match outcome:
            case Counted(rating=chosen, counted=counted, why=why):
                assert chosen is rating
                assert outcome.chosen == chosen.level
                asks = case.scope is Scope.FULL and case.lens is not Lens.CONSENSUS
                is_capped = asks and outcome.chosen >= required_from and not chosen.has_evidence
                assert (counted, why) == ((required_from - 1, Why.NO_EVIDENCE) if is_capped else (outcome.chosen, None))
            case Open(kind=kind, rating=open_rating):
                assert open_rating is rating
                assert kind is (NotScored.UNANSWERED if rating is None else rating.not_scored)
            case Excluded(rating=excluded):
                assert excluded is rating


@given(cases())
def test_rule_and_label_go_together(case: Case) -> None:
    profile = case.profile
    assert (
        profile.label
        is {
            1: PhaseLabel.NOT_ASSESSABLE,
            2: PhaseLabel.NEEDS_ATTENTION,
            3: PhaseLabel.TOO_LITTLE_KNOWN,
            4: PhaseLabel.NEEDS_ATTENTION,
            5: PhaseLabel.TOO_LITTLE_KNOWN,
            6: PhaseLabel.STRONG,
            7: PhaseLabel.ON_TRACK,
        }[profile.rule]
    )


@given(cases())
def test_outlook_is_the_label_of_the_phase_with_its_open_points_filled_in(case: Case) -> None:
    profile = case.profile
    assume(isinstance(profile, PhaseProfile))
    scale = case.framework.scale
    for level, expected in ((scale.lowest, profile.outlook.if_lowest), (scale.highest, profile.outlook.if_highest)):
        filled = case
        for outcome in profile.outcomes:
            if isinstance(outcome, Open):
                filled = filled.answer(outcome.criterion.id, Scored(level=level, evidence=PROOF))
        assert filled.profile.label is expected
    assert RANK[profile.outlook.if_lowest] <= RANK[profile.outlook.if_highest]


@pytest.fixture(scope="module", params=["", "*"], ids=["no gate", "a gate"])
def small_phases(request: pytest.FixtureRequest) -> dict[tuple[str, ...], PhaseLabel]:
    """The label of every phase of one to five points on the shipped scale; the first point may be a gate."""
    return {
        answers: make_case(" ".join([answers[0] + request.param, *answers[1:]])).profile.label
        for size in range(1, 6)
        for answers in product("0123?", repeat=size)
    }


def test_no_step_up_in_a_small_phase_worsens_its_label(small_phases: dict[tuple[str, ...], PhaseLabel]) -> None:
    assert {
        (answers, higher)
        for answers, higher in neighbours(small_phases, {"0": "1", "1": "2", "2": "3"})
        if RANK[small_phases[higher]] < RANK[small_phases[answers]]
    } == set()


def test_no_answer_taken_back_in_a_small_phase_earns_praise(small_phases: dict[tuple[str, ...], PhaseLabel]) -> None:
    assert {
        (answers, fewer)
        for answers, fewer in neighbours(small_phases, dict.fromkeys("0123", "?"))
        if small_phases[fewer] in PRAISE and RANK[small_phases[fewer]] > RANK[small_phases[answers]]
    } == set()


def neighbours(
    phases: Iterable[tuple[str, ...]], changes: dict[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every phase beside the same one with a single answer changed."""
    for answers in phases:
        for place, answer in enumerate(answers):
            if answer in changes:
                yield answers, (*answers[:place], changes[answer], *answers[place + 1 :])


@pytest.mark.slow
def test_every_mutant_of_the_law_is_caught() -> None:
    assert len(MUTANTS) >= 14
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutate_the_law"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
