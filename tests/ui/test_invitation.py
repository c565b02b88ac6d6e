"""A new practice check refuses a day or a number that cannot be read, and drops nothing that was typed."""

from datetime import date

import pytest

from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.practice.invitation import Invitation, InvitationDraft
from ui.practice import invitation

T, TODAY = texts("nl"), date(2027, 1, 12)
WHOLE = InvitationDraft(
    kind=Kind.OPEN,
    summary="We lopen mee bij het loket.",
    research_question="Wat helpt aan het loket?",
    asker="Anna",
    why="Jij kent het werk.",
    contact="anna@hogeschool.example",
    expires="28-2-2027",
)


def refused(draft: InvitationDraft) -> dict[str, str]:
    made = invitation.make(draft, "nl", T, TODAY)
    assert isinstance(made, dict)
    return made


def test_whole_draft_makes_an_invitation() -> None:
    assert isinstance(invitation.make(WHOLE, "nl", T, TODAY), Invitation)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("people", "tien of twaalf", T("no_number.several")),
        ("people", "een heleboel, 12,5", T("no_number.unreadable")),
        ("people", "0", T("ui.practice.many", most=200)),
        ("people", "1.000", T("ui.practice.many", most=200)),
        ("expires", "11-1-2027", T("ui.practice.past")),
        ("promised", "27-2-2027", T("ui.practice.before_last")),
    ],
)
def test_number_or_day_that_cannot_be_is_refused_even_where_it_is_not_asked(name: str, typed: str, said: str) -> None:
    assert refused(WHOLE.model_copy(update={name: typed})) == {name: said}


def test_number_of_people_is_understood_as_people_type_it() -> None:
    made = invitation.make(WHOLE.model_copy(update={"people": "een stuk of twaalf mensen"}), "nl", T, TODAY)
    assert isinstance(made, Invitation)
    assert made.people == 12


@pytest.mark.parametrize("name", ["expires", "promised"])
def test_day_that_does_not_exist_is_said_with_an_example_that_is_still_to_come(name: str) -> None:
    said = T("no_day.no_such_day", day=31, name="februari", year=2027, days=28)
    example = "Schrijf bijvoorbeeld 09-02-2027 of 9 februari 2027."  # four weeks after 12 January
    assert refused(WHOLE.model_copy(update={name: "31-02-2027"})) == {name: f"{said} {example}"}


def test_faults_stand_in_the_order_of_the_form() -> None:
    empty = InvitationDraft(kind=Kind.PERSONAL, promised="morgen")
    assert tuple(refused(empty)) == (
        *("summary", "research_question", "asker", "why", "contact"),
        *("people", "expires", "promised"),
    )
