"""The scoring law, case by case: every rule, every threshold, every lens, with the arithmetic beside it."""

from fractions import Fraction

import pytest
import yaml

from framework.assessing.record import Lens, Scope, Scored, Unscored
from framework.assessing.scoring import (
    Counted,
    Excluded,
    Gate,
    NoRange,
    NotAssessable,
    Open,
    Outlook,
    PhaseProfile,
    Range,
    Why,
    score,
    score_phase,
)
from framework.errors import NoProfile
from framework.instrument.library import Library
from framework.instrument.model import NotScored, PhaseLabel, Tier
from framework.reporting.report import make_report
from intake.record_file import read_record
from tests.framework.strategies import (
    ROOT,
    SHIPPED_FOLDER,
    UNKNOWN,
    Case,
    make_assessment,
    make_case,
    make_criterion,
    make_framework,
    read_answer,
    shipped,
)

HERE = ROOT / "tests" / "framework"
CASES = yaml.safe_load((HERE / "profile_cases.yaml").read_text(encoding="utf-8"))
WORKED = yaml.safe_load((HERE / "worked_examples.yaml").read_text(encoding="utf-8"))
LENSES_WITH_PROFILE = (Lens.SELF, Lens.REVIEW, Lens.CONSENSUS)


def profile_of(answers: str, lens: Lens = Lens.SELF, scope: Scope = Scope.FULL, **framework: object) -> PhaseProfile:
    profile = make_case(answers, lens, scope, **framework).profile
    assert isinstance(profile, PhaseProfile)
    return profile


def fractions(*texts: str) -> Range:
    return Range(*map(Fraction, texts))


def counted_levels(profile: PhaseProfile) -> list[int]:
    return [outcome.counted for outcome in profile.outcomes if isinstance(outcome, Counted)]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case_of_the_law(case: dict) -> None:
    expected = case["expect"]
    profile = make_case(case["ratings"], scope=Scope(case["scope"])).profile
    assert profile.label == expected["label"]
    assert [gate.value for gate in profile.gates.values()] == ([expected["gate"]] if expected["gate"] else [])
    if isinstance(profile, NotAssessable):
        assert (expected["coverage"], expected["range"], sum(expected["levels"])) == (None, None, 0)
    else:
        assert str(profile.coverage) == expected["coverage"]
        assert list(profile.levels.values()) == expected["levels"]
        assert profile.range == fractions(*expected["range"])


def test_every_case_of_the_law_is_run() -> None:
    assert len(CASES) == 24


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("example", WORKED)
def test_worked_example(example: str, language: str) -> None:
    assessment, loaded = read_record(SHIPPED_FOLDER / "examples" / f"{example}.{language}.yaml", Library([shipped()]))
    found = {}
    for profile in make_report(loaded, assessment, language).profiles:
        assert isinstance(profile, PhaseProfile)
        assert isinstance(profile.range, Range)
        found[profile.phase.id] = {
            "label": profile.label.value,
            "applicable": profile.tally.applicable,
            "unknown": profile.tally.unknown,
            "levels": dict(profile.levels),
            "coverage": round(float(profile.coverage), 3),
            "range": [round(float(profile.range.low), 3), round(float(profile.range.high), 3)],
            "gates": {criterion: gate.value for criterion, gate in profile.gates.items()},
        }
    assert found == WORKED[example]


RULES = [
    # answers, rule, label; thresholds: coverage 3/5, weak 1/3, strong 3/4
    ("- -", 1, "not_assessable"),
    ("0* 3 3 3", 2, "needs_attention"),
    ("1* 3 3 3", 2, "needs_attention"),
    ("2e* 3 3 3", 2, "needs_attention"),  # without evidence a 2 counts as 1
    ("0* 3 ? ? ?", 2, "needs_attention"),  # before rule 3: coverage 2/5
    ("3* 3 ? ?", 3, "too_little_known"),  # coverage 1/2
    ("0 ? ?", 3, "too_little_known"),  # before rule 4: weak 1/1
    ("? ?", 3, "too_little_known"),  # nothing scored, so nothing to divide by
    ("3 1 1 ? ?", 4, "needs_attention"),  # coverage exactly 3/5 is enough for rule 3 to pass; weak 2/3
    ("3 3 1", 4, "needs_attention"),  # weak exactly 1/3
    ("3 3 1 ?", 4, "needs_attention"),  # before rule 5: weak 1/3 of those scored, open 2/4
    ("?* 3 3 1", 4, "needs_attention"),  # before rule 5, an unknown gate included
    ("?* 3 3 3 3 3 3", 5, "too_little_known"),  # by the gate alone: open 1/7
    ("3* 3 3 3 1 ?", 5, "too_little_known"),  # weak 1/5, weak and unknown exactly 2/6
    ("3 3 ?", 5, "too_little_known"),  # unknown alone, 1/3
    ("3 2 2 1", 6, "strong"),  # strong exactly 3/4, weak 1/4
    ("3* 3 3 -", 6, "strong"),
    ("3 3 3 3 3 1 1", 7, "on_track"),  # strong 5/7 is under 3/4, weak 2/7 under 1/3
    ("3 3 3 3 3 1 ?", 7, "on_track"),  # weak and unknown 2/7
    ("3 3 3 ?", 7, "on_track"),  # all known are strong, but coverage 3/4
    ("3 3 3 3 3 3 3 ?", 7, "on_track"),  # strong 7/8 and coverage 7/8: strong takes full coverage
    ("3 3 3 0", 7, "on_track"),  # strong 3/4, but one lowest
]


@pytest.mark.parametrize(("answers", "rule", "label"), RULES, ids=[answers for answers, _, _ in RULES])
def test_rule(answers: str, rule: int, label: str) -> None:
    profile = make_case(answers).profile
    assert (profile.rule, profile.label.value) == (rule, label)


def test_every_rule_is_reached() -> None:
    assert {rule for _, rule, _ in RULES} == set(range(1, 8))


def test_thresholds_come_from_the_framework() -> None:
    lenient = {"coverage": Fraction(1, 5), "weak": Fraction(9, 10), "strong": Fraction(1, 5)}
    assert profile_of("3 1 ? ?").rule == 3
    assert profile_of("3 1 ? ?", **lenient).rule == 7
    assert profile_of("3 1 1").rule == 4
    assert profile_of("3 1 1", **lenient).rule == 6  # strong 1/3 is at least 1/5
    assert profile_of("3 2 2 1", strong=Fraction(4, 5)).rule == 7


def test_level_between_weak_and_strong_is_neither() -> None:
    profile = profile_of("2 2 2 2", levels=range(5), weak_to=1, strong_from=3)
    assert (profile.tally.weak, profile.tally.strong, profile.rule) == (0, 0, 7)


@pytest.mark.parametrize("lens", [Lens.SELF, Lens.REVIEW])
def test_level_without_evidence_counts_as_the_level_below_the_required_one(lens: Lens) -> None:
    first, second, third = profile_of("3e 2 1e", lens).outcomes
    assert isinstance(first, Counted)
    assert (first.chosen, first.counted, first.why) == (3, 1, Why.NO_EVIDENCE)
    assert isinstance(second, Counted)
    assert (second.chosen, second.counted, second.why) == (2, 2, None)
    assert isinstance(third, Counted)
    assert (third.chosen, third.counted, third.why) == (1, 1, None)


def test_consensus_is_not_capped() -> None:
    profile = profile_of("3e* 2e 2e 3e", Lens.CONSENSUS)
    assert counted_levels(profile) == [3, 2, 2, 3]
    assert (profile.label, profile.gates) == (PhaseLabel.STRONG, {"p0.c0": Gate.OPEN})


def test_quick_scan_is_not_capped_and_never_strong() -> None:
    profile = profile_of("3e* 3e 3e", scope=Scope.CORE)
    assert counted_levels(profile) == [3, 3, 3]
    assert (profile.label, profile.rule) == (PhaseLabel.ON_TRACK, 7)


def test_practice_has_no_profile() -> None:
    with pytest.raises(NoProfile):
        make_case("3 3", Lens.PRACTICE).profile  # noqa: B018 - asking for it is the act


def test_quick_scan_leaves_out_what_is_not_core() -> None:
    criteria = [make_criterion("p0.kern", tier=Tier.CORE), make_criterion("p0.rest", gate_min=2)]
    ratings = {"p0.kern": Scored(level=3), "p0.rest": Scored(level=0)}
    quick, whole = (Case(make_framework(criteria), ratings, scope=scope).profile for scope in (Scope.CORE, Scope.FULL))
    assert [o.criterion.id for o in quick.outcomes] == ["p0.kern"]
    assert (quick.label, dict(quick.gates)) == (PhaseLabel.ON_TRACK, {})
    assert [o.criterion.id for o in whole.outcomes] == ["p0.kern", "p0.rest"]
    assert whole.gates == {"p0.rest": Gate.CLOSED}


def test_quick_scan_of_a_phase_without_core_criteria_is_not_assessable() -> None:
    framework = make_framework([make_criterion("p0.rest")])
    assessment = make_assessment(framework, {"p0.rest": Scored(level=3)}, scope=Scope.CORE)
    profile = score_phase(framework.phases[0], framework, assessment)
    assert isinstance(profile, NotAssessable)
    assert profile.outcomes == ()


def test_phase_without_applicable_criteria_has_no_numbers_at_all() -> None:
    profile = make_case("- -").profile
    assert isinstance(profile, NotAssessable)
    assert all(isinstance(outcome, Excluded) for outcome in profile.outcomes)
    assert not any(hasattr(profile, name) for name in ("coverage", "levels", "range", "tally", "outlook"))


@pytest.mark.parametrize("kind", UNKNOWN, ids=str)
def test_every_way_to_give_no_level_stays_in_the_denominator(kind: NotScored) -> None:
    profile = make_case("3 3 3").answer("p0.c2", Unscored(not_scored=kind)).profile
    assert isinstance(profile, PhaseProfile)
    assert (profile.tally.applicable, profile.tally.scored, profile.coverage) == (3, 2, Fraction(2, 3))
    last = profile.outcomes[-1]
    assert isinstance(last, Open)
    assert last.kind is kind


def test_untouched_criterion_is_unanswered() -> None:
    last = profile_of("3 3 .").outcomes[-1]
    assert isinstance(last, Open)
    assert (last.kind, last.rating) == (NotScored.UNANSWERED, None)


def test_not_applicable_criterion_leaves_the_phase_unchanged() -> None:
    with_it, without = profile_of("3* 2 1 ? -"), profile_of("3* 2 1 ?")
    assert (with_it.tally, with_it.levels, with_it.label) == (without.tally, without.levels, without.label)
    assert with_it.range == without.range


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ("0*", Gate.CLOSED),
        ("1*", Gate.REPAIR),
        ("2*", Gate.OPEN),
        ("3*", Gate.OPEN),
        ("3e*", Gate.REPAIR),
        ("?*", Gate.UNKNOWN),
        (".*", Gate.UNKNOWN),
    ],
)
def test_gate(answers: str, state: Gate) -> None:
    assert profile_of(answers).gates == {"p0.c0": state}


def test_gate_opens_at_its_own_level() -> None:
    assert profile_of("2*", gate_min=3).gates == {"p0.c0": Gate.REPAIR}
    assert profile_of("1*", gate_min=1).gates == {"p0.c0": Gate.OPEN}


def test_gates_stand_in_the_order_of_the_framework() -> None:
    assert list(profile_of("3* 2 1* ?*").gates.items()) == [
        ("p0.c0", Gate.OPEN),
        ("p0.c2", Gate.REPAIR),
        ("p0.c3", Gate.UNKNOWN),
    ]


OUTLOOKS = [
    # answers, if the open points turn out lowest, if highest
    ("2* 2 ?", PhaseLabel.NEEDS_ATTENTION, PhaseLabel.STRONG),  # weak 1/3, or strong 3/3
    ("?* 3 3 3", PhaseLabel.NEEDS_ATTENTION, PhaseLabel.STRONG),  # the gate closes, or opens
    ("3 3 3 ?", PhaseLabel.ON_TRACK, PhaseLabel.STRONG),  # one lowest of four: weak 1/4
    ("1* ? ?", PhaseLabel.NEEDS_ATTENTION, PhaseLabel.NEEDS_ATTENTION),  # nothing mends the gate
    ("? ? ?", PhaseLabel.NEEDS_ATTENTION, PhaseLabel.STRONG),
    ("3 3 1", PhaseLabel.NEEDS_ATTENTION, PhaseLabel.NEEDS_ATTENTION),  # nothing is open
]


@pytest.mark.parametrize(("answers", "lowest", "highest"), OUTLOOKS, ids=[case[0] for case in OUTLOOKS])
def test_outlook(answers: str, lowest: PhaseLabel, highest: PhaseLabel) -> None:
    assert profile_of(answers).outlook == Outlook(lowest, highest)


def test_outlook_of_a_quick_scan_is_never_strong() -> None:
    assert profile_of("3 ? ?", scope=Scope.CORE).outlook.if_highest is PhaseLabel.ON_TRACK


def test_range_weighs_and_takes_unknown_as_lowest_and_as_highest() -> None:
    # weights 3, 2, 1: (3x3 + 2x1) / (6x3) = 11/18; with the last point at 3: 14/18 = 7/9
    criteria = [make_criterion(f"p0.c{place}", weight=weight) for place, weight in enumerate((3, 2, 1))]
    ratings = {"p0.c0": read_answer("3"), "p0.c1": read_answer("1")}
    profile = Case(make_framework(criteria), ratings).profile
    assert isinstance(profile, PhaseProfile)
    assert profile.range == fractions("11/18", "7/9")


@pytest.mark.parametrize("lens", [Lens.REVIEW, Lens.CONSENSUS])
def test_range_is_for_the_self_assessment_only(lens: Lens) -> None:
    assert profile_of("3 3", lens).range is NoRange.OTHER_LENS


def test_scale_from_one_to_five() -> None:
    # required from 4: a 5 without evidence counts as 3, which is neither weak (to 2) nor strong (from 4)
    profile = profile_of(
        "5e* 4 3 1 5", gate_min=3, levels=range(1, 6), weak_to=2, strong_from=4, required_from=4, strong=Fraction(2, 5)
    )
    assert dict(profile.levels) == {1: 1, 2: 0, 3: 2, 4: 1, 5: 1}
    assert (profile.tally.weak, profile.tally.strong, profile.tally.lowest) == (1, 2, 1)
    assert profile.gates == {"p0.c0": Gate.OPEN}
    assert profile.rule == 7  # strong 2/5 would do, were there no lowest level
    assert profile.range == fractions("11/20", "11/20")  # (2 + 3 + 2 + 0 + 4) / (5 x 4)


def test_lowest_level_of_a_scale_from_one_closes_a_gate() -> None:
    scale = {"levels": range(1, 6), "weak_to": 2, "strong_from": 4, "required_from": 4}
    assert profile_of("1*", **scale).gates == {"p0.c0": Gate.CLOSED}
    assert profile_of("2*", gate_min=3, **scale).gates == {"p0.c0": Gate.REPAIR}


def test_scale_from_zero_to_four_where_evidence_is_asked_below_strong() -> None:
    # required from 2: a 4 without evidence counts as 1; strong from 3
    profile = profile_of("4e 4 3 2", levels=range(5), weak_to=0, strong_from=3, required_from=2)
    assert counted_levels(profile) == [1, 4, 3, 2]
    assert (profile.tally.weak, profile.tally.strong, profile.label) == (0, 2, PhaseLabel.ON_TRACK)


def test_scale_of_two_levels() -> None:
    scale = {"levels": (0, 1), "weak_to": 0, "strong_from": 1, "required_from": 1, "gate_min": 1}
    assert profile_of("1* 1 1 1", **scale).label is PhaseLabel.STRONG
    assert profile_of("1e* 1 1 1", **scale).gates == {"p0.c0": Gate.CLOSED}


def test_every_phase_is_scored_by_itself_and_in_order() -> None:
    criteria = [[make_criterion("p0.c0")], [make_criterion("p1.c0")], [make_criterion("p2.c0")]]
    framework = make_framework(*criteria)
    ratings = {"p0.c0": read_answer("3"), "p1.c0": read_answer("0")}
    profiles = score(framework, make_assessment(framework, ratings))
    assert [(p.phase.id, p.label.value) for p in profiles] == [
        ("p0", "strong"),
        ("p1", "needs_attention"),
        ("p2", "too_little_known"),
    ]


def test_rating_of_another_framework_counts_nowhere() -> None:
    case = make_case("3 3")
    profile = case.answer("elders.c9", Scored(level=0)).profile
    assert isinstance(profile, PhaseProfile)
    assert profile.tally == case.profile.tally  # pyright: ignore[reportAttributeAccessIssue]
