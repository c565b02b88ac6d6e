"""What a record must hold to under its framework: known points, a level of the scale, and what silence means."""

import pytest

from framework.assessing.record import Evidence, Lens, Scope, Scored, Unscored
from framework.assessing.record_rules import check_record
from framework.instrument.model import Criterion, DocumentType, Framework, NotScored, Silence
from tests.framework.strategies import PROOF, Answer, make_assessment, make_criterion, make_framework

POINT = "p0.punt"
NA = Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Speelt hier niet.")


def instrument(*criteria: Criterion, levels: range = range(4)) -> Framework:
    """A framework with one document type for each meaning of silence, named for it."""
    criteria = criteria or (make_criterion(POINT, may_be_left_out=True, levels=levels),)
    made = make_framework(criteria, levels=levels)
    kinds = tuple(
        DocumentType(id=silence.value, label=silence.value, silence_means=silence, explanation="Zwijgen zegt iets.")
        for silence in Silence
    )
    return Framework.model_construct(**dict(made) | {"document_types": kinds})


def find(
    rating: Answer,
    silence: Silence = Silence.NOT_IN_TEXT,
    *,
    lens: Lens = Lens.SELF,
    scope: Scope = Scope.FULL,
    framework: Framework | None = None,
    point: str = POINT,
) -> list[str]:
    """The codes of what is wrong with one rating, each with its place below the rating."""
    framework = framework or instrument()
    assessment = make_assessment(framework, {point: rating}, lens, scope, silence.value)
    return [
        " ".join([code, *map(str, place[2:])]) if place[:2] == ("ratings", point) else f"{code} {place}"
        for code, place, _ in check_record(assessment, framework)
    ]


def test_rating_of_an_unknown_criterion() -> None:
    assert find(Scored(level=2), point="p0.heel_anders") == ["unknown_criterion"]


def test_unknown_criterion_that_looks_like_a_known_one_is_pointed_to_it() -> None:
    framework = instrument()
    assessment = make_assessment(framework, {"p0.pumt": Scored(level=2)}, document_type="lowest")
    ((code, place, details),) = check_record(assessment, framework)
    assert (code, place, details["near"]) == ("unknown_criterion_near", ("ratings", "p0.pumt"), POINT)


def test_unknown_document_type_names_the_known_ones() -> None:
    framework = instrument()
    assessment = make_assessment(framework, {}, document_type="roman")
    ((code, place, details),) = check_record(assessment, framework)
    assert (code, place) == ("unknown_document_type", ("project", "document_type"))
    assert details == {"found": "roman", "known": "lowest, not_yet_known, not_in_text"}


@pytest.mark.parametrize(
    ("level", "faults"), [(0, ["level_off_scale level"]), (1, []), (5, []), (6, ["level_off_scale level"])]
)
def test_level_lies_on_the_scale_of_the_framework(level: int, faults: list[str]) -> None:
    framework = instrument(levels=range(1, 6))
    assert find(Scored(level=level, note="Dat staat er."), framework=framework) == faults


LOWEST = Scored(level=0)
SHOWN = [
    Scored(level=0, note="De tekst zegt dat dit niet gebeurt."),
    Scored(level=0, evidence=PROOF),
    Scored(level=0, evidence=(Evidence(link="https://example.org"),)),
]


@pytest.mark.parametrize("silence", [Silence.NOT_IN_TEXT, Silence.NOT_YET_KNOWN], ids=str)
def test_lowest_level_must_be_shown_where_silence_says_nothing(silence: Silence) -> None:
    assert find(LOWEST, silence) == ["absence_not_shown level"]
    assert find(Scored(level=0, evidence=(Evidence(location="r. 1"),)), silence) == ["absence_not_shown level"]
    assert [find(rating, silence) for rating in SHOWN] == [[], [], []]


def test_lowest_level_needs_nothing_where_silence_is_the_lowest_level() -> None:
    assert find(LOWEST, Silence.LOWEST) == []


def test_lowest_level_needs_nothing_in_a_quick_scan() -> None:
    assert find(LOWEST, Silence.NOT_IN_TEXT, scope=Scope.CORE) == []


def test_lowest_level_is_the_first_of_the_scale_and_not_zero() -> None:
    framework = instrument(levels=range(1, 6))
    assert find(Scored(level=1), framework=framework) == ["absence_not_shown level"]


def test_full_proposal_refuses_not_in_this_text() -> None:
    rating = Unscored(not_scored=NotScored.NOT_IN_TEXT)
    assert find(rating, Silence.LOWEST) == ["silence_is_lowest not_scored"]
    assert find(rating, Silence.LOWEST, scope=Scope.CORE) == ["silence_is_lowest not_scored"]
    assert find(rating, Silence.NOT_IN_TEXT) == []
    assert find(rating, Silence.NOT_YET_KNOWN) == []


@pytest.mark.parametrize("silence", Silence, ids=str)
@pytest.mark.parametrize("kind", [NotScored.UNANSWERED, NotScored.NOT_YET_KNOWN, NotScored.CANNOT_JUDGE], ids=str)
def test_other_ways_to_give_no_level_are_always_possible(kind: NotScored, silence: Silence) -> None:
    assert find(Unscored(not_scored=kind), silence) == []


def test_not_applicable_needs_permission_and_a_reason() -> None:
    assert find(NA) == []
    assert find(NA.model_copy(update={"reason": None})) == ["reason_missing"]
    assert find(NA, framework=instrument(make_criterion(POINT))) == ["always_applies not_scored"]


def test_gate_always_applies() -> None:
    assert find(NA, framework=instrument(make_criterion(POINT, gate_min=2))) == ["gate_applies not_scored"]


@pytest.mark.parametrize("kind", [kind for kind in NotScored if kind is not NotScored.NOT_APPLICABLE], ids=str)
def test_reason_belongs_to_not_applicable_only(kind: NotScored) -> None:
    assert find(Unscored(not_scored=kind, reason="Daarom.")) == ["reason_unused reason"]


@pytest.mark.parametrize("kind", [kind for kind in NotScored if kind is not NotScored.NOT_YET_KNOWN], ids=str)
def test_when_belongs_to_not_yet_known_only(kind: NotScored) -> None:
    reason = "Daarom." if kind is NotScored.NOT_APPLICABLE else None
    assert find(Unscored(not_scored=kind, reason=reason, when="in mei")) == ["when_unused when"]
    assert find(Unscored(not_scored=NotScored.NOT_YET_KNOWN, when="in mei")) == []


OPINION = {"lens": Lens.PRACTICE}


@pytest.mark.parametrize("level", range(4))
def test_opinion_lies_on_the_scale_of_opinions(level: int) -> None:
    framework = instrument(levels=range(1, 3))  # the rubric has two levels, opinions have four
    assert find(Scored(level=level), framework=framework, **OPINION) == []
    assert find(Scored(level=4), framework=framework, **OPINION) == ["level_off_scale level"]


@pytest.mark.parametrize("kind", NotScored, ids=str)
def test_professional_may_leave_a_statement_open_and_nothing_else(kind: NotScored) -> None:
    allowed = kind in (NotScored.CANNOT_JUDGE, NotScored.UNANSWERED)
    assert find(Unscored(not_scored=kind), **OPINION) == ([] if allowed else ["state_not_for_practice not_scored"])


def test_professional_is_asked_only_where_there_is_a_statement() -> None:
    silent = make_criterion(POINT).model_copy(update={"professional_statement": None})
    assert find(Scored(level=2), framework=instrument(silent), **OPINION) == ["no_statement"]


def test_lowest_opinion_needs_no_evidence() -> None:
    assert find(LOWEST, **OPINION) == []


def test_every_fault_is_found_at_once_and_in_the_order_of_the_record() -> None:
    framework = instrument(make_criterion("p0.a"), make_criterion("p0.b", gate_min=2), make_criterion("p0.c"))
    ratings = {
        "p0.c": Scored(level=9),
        "p0.b": Unscored(not_scored=NotScored.NOT_APPLICABLE, when="ooit"),
        "p0.a": LOWEST,
        "q.d": LOWEST,
    }
    assessment = make_assessment(framework, ratings, document_type="not_in_text")
    assert [(code, *map(str, place)) for code, place, _ in check_record(assessment, framework)] == [
        ("level_off_scale", "ratings", "p0.c", "level"),
        ("gate_applies", "ratings", "p0.b", "not_scored"),
        ("reason_missing", "ratings", "p0.b"),
        ("when_unused", "ratings", "p0.b", "when"),
        ("absence_not_shown", "ratings", "p0.a", "level"),
        ("unknown_criterion", "ratings", "q.d"),
    ]
