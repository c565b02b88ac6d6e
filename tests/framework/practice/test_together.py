"""Which closed check stands beside a report: its name for good, and checks of a kind put together."""

from datetime import date

from framework.assessing.beside import Agreement, ClosedCheck, Kind
from framework.language.texts import texts
from framework.practice.statements import statements
from framework.practice.together import name_check, put_together, short_name, source_line
from framework.reporting.report import make_report
from tests.closed_checks import beside, closed, distribution
from tests.framework.strategies import shipped

IDS = [criterion.id for criterion in statements(shipped().framework)]
NL, EN = texts("nl"), texts("en")
GROUP = {"kind": Kind.GROUP, "began": date(2026, 11, 20)}


def group(*changes: dict[str, object]) -> ClosedCheck:
    values = {key: value for change in (GROUP, *changes) for key, value in change.items()}
    return closed({IDS[0]: distribution(1, 1, 3, 0, unsure=1)}, sent=6).model_copy(update=values)


def test_check_is_named_by_how_people_took_part_and_when_it_began() -> None:
    assert name_check(group(), NL) == "Samen in een groep, begonnen op 20 november 2026"
    assert name_check(group({"of_day": 2}), NL) == "Samen in een groep, begonnen op 20 november 2026 (nummer 2)"
    assert name_check(group(), EN) == "Together in a group, begun on 20 November 2026"
    assert name_check(closed({}), NL) == "Praktijktoets, gesloten op 22 november 2026"  # of a record of before


def test_mirror_says_which_check_it_shows_when_it_closed_and_how_many_forms() -> None:
    words = "Samen in een groep, begonnen op 20 november 2026. Gesloten op 22 november 2026, met 6 formulieren."
    assert source_line([group()], NL) == words
    assert source_line([closed({}, sent=1)], NL) == "Praktijktoets, gesloten op 22 november 2026, met 1 formulier."


def test_name_on_a_picture_says_how_many_forms_without_naming_each_of_several() -> None:
    assert short_name([group()], NL) == "Samen in een groep, begonnen op 20 november 2026, 6 formulieren"
    assert short_name([group(), group({"of_day": 2})], NL) == "Samen in een groep: alle 2 samen, 12 formulieren"
    assert short_name([group({"sent": 1})], EN) == "Together in a group, begun on 20 November 2026, 1 form"


def test_checks_together_show_only_statements_that_each_shows_in_numbers() -> None:
    first = closed({IDS[0]: distribution(1, 1, 3, 0, unsure=1, blank=2), IDS[1]: distribution(0, 2, 2, 1)}, sent=8)
    second = closed({IDS[0]: distribution(2, 0, 0, 3, blank=1)}, sent=6).model_copy(
        update={"nearly_all": {IDS[1]: Agreement.AGREE}, "closed": date(2026, 12, 1), "missing": ("Tijd.",)}
    )
    # the first statement: 1+2, 1+0, 3+0, 0+3, 1+0 who do not know, 2+1 left blank; the second has no numbers in one
    both = put_together([first, second])
    assert both.distributions == {IDS[0]: distribution(3, 1, 3, 3, unsure=1, blank=3)}
    assert (both.sent, both.closed, both.nearly_all, both.missing) == (14, date(2026, 12, 1), {}, ())
    assert put_together([second]) == second


def test_report_shows_the_check_that_was_chosen_and_otherwise_the_last() -> None:
    report = beside(shipped(), {IDS[0]: 3})
    low, high = closed({IDS[0]: distribution(4, 0, 0, 1)}, sent=5), closed({IDS[0]: distribution(0, 0, 2, 3)}, sent=9)
    held = report.assessment.model_copy(update={"opinions": (low, high)})
    made = [make_report(shipped(), held, "nl", chosen=chosen) for chosen in ((0,), (1,), (0, 1), None)]
    assert [report.results and report.results.sent for report in made] == [5, 9, 14, 9]
    # low: 4 of 5 chose one of the two lowest answers; together 4 of 10 did, fewer than half
    assert [len(report.mirror.topics) if report.mirror else None for report in made] == [1, 0, 0, 0]


def test_first_steps_begin_with_what_professionals_see_otherwise_after_the_gates() -> None:
    results = closed({IDS[0]: distribution(4, 0, 0, 1)}, sent=5)
    levels = {IDS[0]: 3, IDS[1]: 1, "start.publiek_belang": 0}
    steps = beside(shipped(), levels, results).to_do
    plain = beside(shipped(), levels).to_do
    assert [step.criterion.id for step in plain if step.criterion.id == IDS[0]] == []  # at the top nothing is invented
    gates = [step for step in steps if step.because.startswith("gate")]
    topic = steps[len(gates)]
    assert (topic.criterion.id, topic.because, topic.to_level) == (IDS[0], "topic", None)
    assert [step for step in steps if step is not topic] == list(plain)
