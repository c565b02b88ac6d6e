"""A new practice check refuses a day or a number that cannot be read, and drops nothing that was typed."""

import pytest

from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.practice.invitation import Invitation, InvitationDraft
from ui.practice import invitation

T = texts("nl")
WHOLE = InvitationDraft(
    kind=Kind.OPEN,
    summary="We lopen mee bij het loket.",
    research_question="Wat helpt aan het loket?",
    asker="Anna",
    why="Jij kent het werk.",
    contact="anna@hogeschool.example",
    expires="28-2-2027",
)


def test_whole_draft_makes_an_invitation() -> None:
    assert isinstance(invitation.make(WHOLE, "nl"), Invitation)


@pytest.mark.parametrize(
    ("name", "typed"), [("expires", "30-2-2027"), ("promised", "30-2-2027"), ("people", "twintig"), ("people", "0")]
)
def test_day_or_number_that_cannot_be_read_is_refused_even_where_it_is_not_asked(name: str, typed: str) -> None:
    assert invitation.make(WHOLE.model_copy(update={name: typed}), "nl") == (name,)


@pytest.mark.parametrize("name", ["expires", "promised"])
def test_day_that_is_filled_in_is_never_called_empty(name: str) -> None:
    draft = WHOLE.model_copy(update={name: "30-2-2027"})
    said = T("no_day.no_such_day", day=30, name="februari", year=2027, days=28)
    assert invitation.tell_lacking(draft, name, T) == f"{said} {T('ui.bad_day')}"


def test_faults_stand_in_the_order_of_the_form() -> None:
    empty = InvitationDraft(kind=Kind.PERSONAL, promised="morgen")
    assert invitation.make(empty, "nl") == (
        *("summary", "research_question", "asker", "why", "contact"),
        *("people", "expires", "promised"),
    )
