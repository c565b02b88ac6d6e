"""What the pages tell of answers: before closing, how many were sent; of few levels, never anything. GET only looks."""

import re
from datetime import UTC, datetime

import pytest

from framework.assessing.beside import Kind, Told
from framework.keeping.memory import MemoryStore
from framework.practice.responses import UNSURE
from framework.use_cases.practice import Opened
from tests.web.respondents import ASKED, ASKER, STEPS, House, Phone, contents, look_around, send_in

NUMBER_SENT = re.compile(
    rb'<i class="on"></i>|<i></i>|\d+ van de 5 (heeft|hebben)|\d+ (persoon|personen) (heeft|hebben)'
)


def without_number(pages: list[tuple[int, list[tuple[str, str]], bytes]]) -> list[object]:
    """The pages but for how many have sent; the length goes with it."""
    kept = [(status, [h for h in headers if h[0] != "content-length"], body) for status, headers, body in pages]
    return [(status, headers, NUMBER_SENT.sub(b"", body)) for status, headers, body in kept]


@pytest.mark.parametrize("kind", Kind)
def test_no_page_changes_with_an_answer_but_for_the_number_sent(house: House, kind: Kind) -> None:
    opened = house.open(kind=kind, people=5)
    before = look_around(house, opened)
    for number, answer in enumerate(("0", "3", UNSURE), 1):  # three: from four on a group may reveal
        if kind is Kind.PERSONAL and number > 1:
            break
        phone = Phone(house.app, opened.links[-1]).fill_in(answer, remark="Zin.", missing="Tijd.", question="Hoe?")
        assert look_around(house, opened) == before
        phone.send()
        if kind is Kind.PERSONAL:  # its own page says that it was used; the others tell nothing
            opened = Opened(opened.check, opened.links[:-1], opened.lead)
            before = before[: len(look_around(house, opened))]
        after = look_around(house, opened)
        assert without_number(after) == without_number(before)
        assert (after == before) is (kind is not Kind.GROUP)  # the screen of a group does tell the number
        before = after


def fill_differently(answers: list[dict[str, str]], words: str) -> tuple[House, Opened]:
    """A group whose people give `answers` by statement, `2` where nothing is said, with `words` beside the first."""
    house = House(MemoryStore())
    opened = house.open(kind=Kind.GROUP, people=5)
    for given in answers:
        phone = Phone(house.app, opened.links[0])
        phone.post()
        for number, criterion in enumerate(ASKED, 1):
            remark = words if criterion in given else ""
            phone.post(f"/{number}", a=given.get(criterion, "2"), t=remark)
        phone.post("/words", missing="", question="")
        phone.send()
    return house, opened


@pytest.mark.parametrize("people", [1, 3, 4, 5])
def test_before_closing_every_page_is_the_same_whatever_was_answered(people: int) -> None:
    low = fill_differently([dict.fromkeys(ASKED, "0")] * people, "Nee.")
    high = fill_differently([dict.fromkeys(ASKED, "3")] * people, "Ja, en nog veel meer.")
    assert look_around(*low) == look_around(*high)


def test_statement_with_three_levels_is_the_same_whatever_they_are_after_closing_too() -> None:
    first = ASKED[0]
    houses = [
        fill_differently([{first: level}] * 3 + [{first: UNSURE}] * 2, words)
        for level, words in (("0", "Nee, nooit."), ("3", "Ja."))
    ]
    for house, opened in houses:
        assert Phone(house.app, opened.lead or "").post("/reveal").status == 303
    assert look_around(*houses[0]) == look_around(*houses[1])
    screens = [Phone(house.app, opened.lead or "").get("/1").body.decode() for house, opened in houses]
    assert ["Nee, nooit." in screen or "antwoorden</small>" in screen for screen in screens] == [False, False]


def test_screen_of_a_group_says_no_number_where_all_or_all_but_one_of_five_agree() -> None:
    # first statement: all five agree; second: one of five does not; third: two do not, so its numbers may be seen
    first, second, third = ASKED[:3]
    answers = [{}, {}, {}, {second: "0", third: "0"}, {third: "1"}]
    house, opened = fill_differently([{first: "3", **given} for given in answers], "")
    assert Phone(house.app, opened.lead or "").post("/reveal").status == 303
    screens = [Phone(house.app, opened.lead or "").get(f"/{n}").body.decode() for n in (1, 2, 3)]
    assert ["Bijna iedereen zegt: klopt wel" in screen for screen in screens] == [True, True, False]
    assert ["antwoorden</small>" in screen for screen in screens] == [False, False, True]


def test_three_people_reveal_nothing(house: House) -> None:
    opened = house.open(kind=Kind.GROUP, people=5)
    send_in(house, opened.links[0], 3)
    lead = Phone(house.app, opened.lead or "")
    before = look_around(house, opened)
    assert lead.post("/reveal")["location"] == f"/p/{opened.lead}"
    assert look_around(house, opened) == before
    assert house.practice.check(ASKER, opened.check.id).results is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", ["empty", "filling", "sent", "closed", "told", "expired"])
def test_looking_changes_nothing(house: House, kind: Kind, state: str) -> None:
    opened = house.open(kind=kind, people=5)
    phone = Phone(house.app, opened.links[0])
    if state == "filling":
        phone.post()
        phone.post("/1", a="1", t="Zin.")
    elif state != "empty":
        for token in (opened.links * 4)[:4]:
            send_in(house, token)
    if state in ("closed", "told"):
        house.practice.close(ASKER, opened.check.id)
    if state == "told":
        house.practice.tell(ASKER, opened.check.id, Told(text="We komen langs."), 0)
    if state == "expired":
        house.clock.now = datetime(2027, 2, 1, tzinfo=UTC)
    before = contents(house.store)
    look_around(house, opened)
    for step in (*STEPS, "/1?to=look", "/send"):
        phone.get(step)
        phone.get(step, "HEAD")
    assert contents(house.store) == before
