"""The agenda of a question table: topics first, then the weakest points, in three rounds that fit the time."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.assessing.actions import Because
from framework.assessing.beside import Results
from framework.assessing.scoring import Counted
from framework.instrument.questions import NO_QUESTIONS, Questions, Round
from framework.language.texts import texts
from framework.practice.agenda import Agenda, Ground, Step, ground_line, make_agenda
from framework.practice.opinions import distribution_line, high_line, low_line, opinion_counts
from framework.reporting.report import Report
from tests.closed_checks import beside, closed, distribution
from tests.framework.strategies import shipped
from tests.sample import load, sample

QUESTIONS = shipped().questions
IDS = tuple(criterion.id for criterion in shipped().framework.criteria)
LOW, HIGH = distribution(3, 2, 2, 1, unsure=2), distribution(0, 1, 2, 5)


def report(levels: dict[str, int | None] | None = None, results: Results | None = None, **more: object) -> Report:
    """Everything at the top but `levels`."""
    chosen: dict[str, int | None] = dict.fromkeys(IDS, 3)
    return beside(shipped(), chosen | (levels or {}), results, **more)  # pyright: ignore[reportArgumentType]


def ids(agenda: Agenda) -> list[list[str]]:
    return [[point.criterion.id for point in plan.points] for plan in agenda.rounds]


def grounds(agenda: Agenda) -> dict[str, Ground]:
    return {point.criterion.id: point.ground for point in agenda.points}


# --- what comes on the table


def test_topic_comes_before_a_weaker_point_in_its_round() -> None:
    results = closed({"verspreiding.concrete_handvatten": LOW})
    agenda = make_agenda(report({"start.praktijkvraag": 0}, results), QUESTIONS)
    assert ids(agenda)[0] == ["verspreiding.concrete_handvatten", "start.praktijkvraag"]
    assert grounds(agenda) == {
        "verspreiding.concrete_handvatten": Ground.TOPIC,
        "start.praktijkvraag": Ground.WEAK,
    }


def test_weak_points_come_in_the_order_of_the_actions() -> None:
    # gate at the lowest, gate below its minimum, then weight x lift: 3 x 2 before 3 x 1
    weak = {
        "verspreiding.meer_dan_zenden": 0,
        "start.samen_opzetten": 1,
        "start.beoogd_gebruik": 0,
        "uitvoering.samenwerking": 1,
    }
    assert ids(make_agenda(report(weak), QUESTIONS))[1] == [
        "verspreiding.meer_dan_zenden",
        "start.samen_opzetten",
        "start.beoogd_gebruik",
    ]


def test_what_professionals_cannot_judge_comes_after_what_they_can() -> None:
    # the method weighs 2 and stands at 0, so it comes first among the actions; nobody asks professionals about it
    agenda = make_agenda(report({"uitvoering.methode": 0, "uitvoering.werkvorm": 1}), QUESTIONS)
    assert ids(agenda)[2] == ["uitvoering.werkvorm", "uitvoering.methode"]


def test_round_has_three_points_at_most() -> None:
    agenda = make_agenda(report(dict.fromkeys(IDS, 0)), QUESTIONS)
    assert [len(found) for found in ids(agenda)] == [3, 3, 3]


def test_strong_point_that_can_still_reach_the_top_is_no_weak_one() -> None:
    assert make_agenda(report(dict.fromkeys(IDS, 2)), QUESTIONS).points == ()


def test_topic_stands_on_the_agenda_once() -> None:
    # counted 2: strong, so a topic, and an action that leads to the top
    agenda = make_agenda(report({"start.praktijkvraag": 2}, closed({"start.praktijkvraag": LOW})), QUESTIONS)
    assert ids(agenda) == [["start.praktijkvraag"], [], []]
    (point,) = agenda.points
    descriptor = shipped().framework.by_id["start.praktijkvraag"].descriptor(3)
    assert (point.next_level, point.descriptor, point.distribution) == (3, descriptor, LOW)


def test_topic_whose_gate_asks_for_more_stands_on_the_agenda_once(tmp_path: Path) -> None:
    # level 2 is strong, so a topic; the gate wants 3, so an action too (both answers of this scale are the lowest two)
    data = sample(criteria=1)
    data["phases"][0]["criteria"][0]["gate_min"] = 3
    made = beside(load(tmp_path, data), {"start.punt_1": 2}, closed({"start.punt_1": distribution(2, 2)}))
    assert [action.because for action in made.actions] == [Because.GATE_REPAIR]
    assert grounds(make_agenda(made, NO_QUESTIONS)) == {"start.punt_1": Ground.TOPIC}
    assert len(make_agenda(made, NO_QUESTIONS).points) == 1


def test_without_a_mirror_the_weakest_points_make_the_agenda() -> None:
    agenda = make_agenda(report({"start.praktijkvraag": 1}), QUESTIONS)
    assert (agenda.sent, grounds(agenda)) == (None, {"start.praktijkvraag": Ground.WEAK})


def test_mirror_of_people_who_agree_brings_no_topic() -> None:
    agenda = make_agenda(report({}, closed({"start.praktijkvraag": HIGH})), QUESTIONS)
    assert (agenda.sent, agenda.points) == (8, ())


def test_point_at_the_top_has_no_next_level() -> None:
    agenda = make_agenda(report({}, closed({"start.praktijkvraag": LOW})), QUESTIONS)
    assert [(p.next_level, p.descriptor) for p in agenda.points] == [(None, "")]


def test_unknown_point_has_no_next_level() -> None:
    agenda = make_agenda(report({"start.praktijkvraag": None}), QUESTIONS)
    assert [(p.ground, p.next_level) for p in agenda.points] == [(Ground.UNKNOWN, None)]


def test_choice_without_evidence_counts_and_says_so() -> None:
    unproven = beside(shipped(), {"start.praktijkvraag": 3}, proven=False)
    point = next(p for p in make_agenda(unproven, QUESTIONS).points if p.criterion.id == "start.praktijkvraag")
    assert (point.ground, point.next_level) == (Ground.UNSUPPORTED, 2)
    assert ground_line(point, unproven.framework, texts("nl")) == (
        "Gekozen is niveau 3, Aantoonbaar, samen met de praktijk, maar zonder onderbouwing. "
        "Daarom telt het nu als niveau 1, Genoemd."
    )


@given(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=25, max_size=25), st.booleans())
def test_agenda_holds_every_topic_it_has_room_for_and_nothing_strong_otherwise(
    levels: list[int | None], asked: bool
) -> None:
    results = closed(dict.fromkeys(IDS, LOW)) if asked else None
    made = report(dict(zip(IDS, levels, strict=True)), results)
    agenda = make_agenda(made, QUESTIONS)
    topics = [r.criterion.id for r in made.mirror.topics] if made.mirror else []
    for plan in agenda.rounds:
        of_round = [c for c in topics if QUESTIONS.round_of(c) is plan.round]
        found = [p.criterion.id for p in plan.points]
        assert found[: len(of_round)] == of_round[:3]
        assert all(QUESTIONS.round_of(c) is plan.round for c in found)
    for point in agenda.points:
        is_strong = isinstance(point.outcome, Counted) and point.outcome.counted >= 2
        assert is_strong == (point.ground is Ground.TOPIC)


# --- questions


def test_questions_are_in_the_language_of_the_report() -> None:
    for language, question in (
        ("nl", "Welk antwoord zou jou morgen al helpen?"),
        ("en", "What answer would help you"),
    ):
        agenda = make_agenda(report({"start.praktijkvraag": 1}, language=language), QUESTIONS)
        assert agenda.points[0].questions[1].startswith(question)


@pytest.mark.parametrize(
    ("language", "general"),
    [
        ("nl", "Hoe zie jij dit in je eigen werk? Wat mist er?"),
        ("en", "How do you see this in your own work? What is missing?"),
    ],
)
def test_point_without_questions_gets_the_general_one_in_the_second_round(language: str, general: str) -> None:
    agenda = make_agenda(report({"start.praktijkvraag": 1}, language=language), NO_QUESTIONS)
    assert ids(agenda) == [[], ["start.praktijkvraag"], []]
    assert agenda.points[0].questions == (general,)


def test_untranslated_questions_keep_their_round() -> None:
    only_dutch = Questions(QUESTIONS.rounds, {"nl": QUESTIONS.texts["nl"]})
    agenda = make_agenda(report({"start.praktijkvraag": 1}, language="en"), only_dutch)
    assert ids(agenda)[0] == ["start.praktijkvraag"]
    assert agenda.points[0].questions[0].startswith("How do you see this")


def test_framework_in_a_language_of_its_own_asks_in_english(tmp_path: Path) -> None:
    loaded = load(tmp_path, sample(language="fr"))
    agenda = make_agenda(beside(loaded, {"start.punt_1": 0}, language="fr"), loaded.questions)
    assert agenda.points[0].questions[0].startswith("How do you see this")


# --- time


def test_ninety_minutes_are_divided_over_six_parts() -> None:
    agenda = make_agenda(report(dict.fromkeys(IDS, 0)), QUESTIONS)
    assert [(slot.step, slot.starts, slot.minutes) for slot in agenda.slots] == [
        (Step.WELCOME, 0, 10),
        (Step.CONTENT, 10, 20),
        (Step.LINK, 30, 20),
        (Step.METHOD, 50, 20),
        (Step.HARVEST, 70, 15),
        (Step.CLOSE, 85, 5),
    ]


def test_empty_round_leaves_its_time_to_the_others() -> None:
    # 60 minutes for the rounds: 5 for the empty one, and 55 in steps of five: 30 and 25
    agenda = make_agenda(report({"start.praktijkvraag": 0, "uitvoering.belasting": 0}), QUESTIONS)
    assert [plan.minutes for plan in agenda.rounds] == [30, 5, 25]


def test_agenda_without_points_keeps_three_equal_rounds() -> None:
    assert [plan.minutes for plan in make_agenda(report(), QUESTIONS).rounds] == [20, 20, 20]


@given(
    st.integers(12, 48),
    st.sets(st.sampled_from(["start.praktijkvraag", "start.beoogd_gebruik", "uitvoering.belasting"])),
)
def test_time_always_adds_up(units: int, weak: set[str]) -> None:
    agenda = make_agenda(report(dict.fromkeys(weak, 0)), QUESTIONS, 5 * units)
    assert sum(slot.minutes for slot in agenda.slots) == agenda.minutes == 5 * units
    assert all(first.starts + first.minutes == following.starts for first, following in pairwise(agenda.slots))
    assert min(slot.minutes for slot in agenda.slots) >= 5
    assert [plan.minutes for plan in agenda.rounds] == [slot.minutes for slot in agenda.slots[1:4]]


@pytest.mark.parametrize("minutes", [0, -90, 55, 91, 245])
def test_other_times_are_programming_errors(minutes: int) -> None:
    with pytest.raises(ValueError, match="60 to 240"):
        make_agenda(report(), QUESTIONS, minutes)


def test_rounds_are_named_as_steps_of_the_plan() -> None:
    assert [str(step) for step in Step][1:4] == [str(one) for one in Round]


# --- words


def test_topic_says_both_sides_and_no_difference() -> None:
    made = report({"start.praktijkvraag": 2}, closed({"start.praktijkvraag": LOW}))
    (point,) = make_agenda(made, QUESTIONS).points
    assert ground_line(point, made.framework, texts("nl")) == (
        "Het onderzoek staat hier op niveau 2, Uitgewerkt. "
        "5 van de 8 professionals kiezen: klopt niet of klopt een beetje."
    )


def test_weak_and_unknown_points_say_what_is_known() -> None:
    made = report({"start.praktijkvraag": 1, "start.samen_opzetten": None})
    lines = [ground_line(p, made.framework, texts("nl")) for p in make_agenda(made, QUESTIONS).points]
    assert lines == [
        "Dit telt in de beoordeling nu als niveau 1, Genoemd.",
        "Hier is nog geen niveau bekend. Misschien weet de tafel meer.",
    ]


def test_opinions_are_counted_in_words() -> None:
    framework, t = shipped().framework, texts("nl")
    assert opinion_counts(LOW, framework, t) == (
        ("Klopt niet", 3),
        ("Klopt een beetje", 2),
        ("Klopt grotendeels", 2),
        ("Klopt helemaal", 1),
        ("Weet ik niet", 2),
    )
    assert distribution_line(LOW, framework, t) == (
        "Klopt niet: 3; Klopt een beetje: 2; Klopt grotendeels: 2; Klopt helemaal: 1; Weet ik niet: 2."
    )
    left = LOW.model_copy(update={"blank": 1})
    assert opinion_counts(left, framework, t) == (*opinion_counts(LOW, framework, t), ("Niet ingevuld", 1))
    assert opinion_counts(LOW, framework, t, [LOW, left])[-1] == ("Niet ingevuld", 0)  # beside another in a table
    assert distribution_line(left, framework, t).endswith("; Weet ik niet: 2; Niet ingevuld: 1.")
    # five low of eight that gave a level; the two who do not know are none of them
    assert low_line(LOW, framework, t) == "5 van de 8 professionals kiezen: klopt niet of klopt een beetje"
    assert high_line(LOW, framework, t) == "3 van de 8 professionals kiezen: klopt grotendeels of klopt helemaal"
    assert low_line(HIGH, framework, t) == "1 van de 8 professionals kiest: klopt niet of klopt een beetje"


def test_scale_of_two_answers_has_no_higher_ones(tmp_path: Path) -> None:
    framework = load(tmp_path, sample()).framework
    assert high_line(distribution(1, 4), framework, texts("nl")) == "Klopt niet: 1; Klopt: 4; Weet ik niet: 0."
