"""A paper form that is copied: nothing is lost of a half one, a mistake can be mended, and empty is not filled in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from framework.use_cases.practice import Opened
from tests.browser import practice_checks
from tests.browser.researcher import Researcher
from tests.browser.seeds import practice_of
from tests.browser.server import Server
from tests.framework.strategies import shipped


def open_paper(page: Page, server: Server) -> tuple[Researcher, Opened]:
    """A check, and the page on which its paper forms are copied."""
    opened = practice_checks.open_check(server)
    with practice_of(server) as practice:
        about = practice.projects.mine(practice.projects.people.local()).dossiers[0].stream.id
    return Researcher(page, server.url).open(f"/papier?a={about}&p={opened.check.id}"), opened


def choose(person: Researcher, place: int, answer: int) -> None:
    """Choose an answer by its place, at the statement of a place; from 0."""
    group = person.page.get_by_role("radiogroup").nth(place)
    group.locator('[data-testid="stRadioOption"]').nth(answer + 1).click()
    person.settle()


def write(person: Researcher, place: int, words: str) -> None:
    person.page.get_by_label(person.t("ui.paper.remark", number=place + 1)).fill(words)
    person.page.keyboard.press("Tab")
    person.settle()


def chosen(person: Researcher) -> list[int]:
    """The place of what is chosen at each statement, from 0; before those stands "not filled in"."""
    found = "groups => groups.map(group => [...group.querySelectorAll('input')].findIndex(each => each.checked) - 1)"
    groups = person.page.get_by_role("radiogroup")
    expect(groups).to_have_count(9)
    return groups.evaluate_all(found)


def expect_sent(person: Researcher, n: int) -> None:
    expect(person.page.get_by_role("status").filter(has_text=person.t("ui.practice.sent", n=n))).to_be_visible()
    person.settle()


BLANK = -1
TWICE = """(button, apart) => new Promise((done) => {
    const press = () => done(document.querySelector('[class*="st-key-put_in_form"] button').click());
    button.click();
    setTimeout(press, apart);
})"""  # the second press meets the button of the form that came in its place


def test_paper_form_with_nothing_on_it_is_told_so_until_something_is(page: Page, public_server: Server) -> None:
    person, opened = open_paper(page, public_server)
    groups, problem = page.get_by_role("radiogroup"), page.locator(".kw-problem")
    expect(groups).to_have_count(len(opened.check.statements()))
    for place, criterion in enumerate(opened.check.statements()):  # as on paper: a screen reader says no marks of ours
        expect(groups.nth(place)).to_have_accessible_name(f"{place + 1}. {criterion.professional_statement}")
    for sent in (1, 2):  # the first form, and the one after a form that was put in
        person.settle().press(person.t("ui.paper.put_in"))
        expect(problem).to_be_focused()
        problem.get_by_role("link", name=person.t("ui.paper.nothing")).click()
        expect(groups.first.get_by_role("radio").first).to_be_focused()
        expect(groups.first).to_have_attribute("aria-invalid", "true")
        page.get_by_label(person.t("ui.paper.remark", number=2)).fill("Dit snap ik niet.")
        page.keyboard.press("Tab")
        expect(problem).to_have_count(0)
        person.settle().press(person.t("ui.paper.put_in"))
        expect(page.get_by_role("status").filter(has_text=person.t("ui.practice.sent", n=sent))).to_be_visible()
        page.wait_for_timeout(1_200)  # what is pressed sooner is the rest of the press before
    assert practice_checks.count_sent(public_server, opened) == 2


def test_answer_of_a_paper_form_can_be_taken_back(page: Page, public_server: Server) -> None:
    person, opened = open_paper(page, public_server)
    first, second = (page.get_by_role("radiogroup").nth(place) for place in (0, 1))
    blank = person.t("mirror.blank")
    for group, answer in ((first, "Klopt grotendeels"), (second, "Klopt niet"), (first, blank)):
        group.get_by_text(answer, exact=True).click()
        person.settle()
    expect(first.get_by_label(blank)).to_be_checked()
    person.press(person.t("ui.paper.put_in"))
    expect(page.get_by_role("status").filter(has_text=person.t("ui.practice.sent", n=1))).to_be_visible()
    with practice_of(public_server) as practice:
        (held,) = practice.projects.store.box.empty(opened.check.id).ballots
    assert held["answers"] == {opened.check.statements()[1].id: {"answer": 0}}


def test_half_copied_form_survives_a_reload_and_the_other_language(page: Page, public_server: Server) -> None:
    person, opened = open_paper(page, public_server)
    assert "d=" not in page.url  # nothing is kept before something stands there
    for place in range(6):
        choose(person, place, place % 5)
    write(person, 1, "Dit snap ik niet.")
    stands = [0, 1, 2, 3, 4, 0, BLANK, BLANK, BLANK]
    expect_kept(person, stands)
    page.reload()
    expect_kept(person.settle(), stands)
    person.press(person.t("ui.other_language"))
    english = Researcher(page, public_server.url, "en")
    expect(page.locator("h1")).to_have_text(english.t("ui.paper.title"))
    expect_kept(english.settle(), stands)
    english.press(english.t("ui.other_language"))
    expect(page.locator("h1")).to_have_text(person.t("ui.paper.title"))
    expect_kept(person.settle(), stands)
    person.press(person.t("ui.paper.put_in"))
    expect_sent(person, 1)
    page.reload()
    assert chosen(person.settle()) == [BLANK] * 9  # what was put in is kept nowhere else
    assert practice_checks.count_sent(public_server, opened) == 1


def expect_kept(person: Researcher, stands: list[int]) -> None:
    assert chosen(person) == stands
    expect(person.page.get_by_label(person.t("ui.paper.remark", number=2))).to_have_value("Dit snap ik niet.")


@pytest.mark.parametrize("apart", [50, 400])
def test_form_that_was_put_in_last_is_taken_back_mended_and_what_was_begun_waits(
    page: Page, public_server: Server, axe: Callable[..., list[str]], apart: int
) -> None:
    person, opened = open_paper(page, public_server)
    choose(person, 0, 3)
    write(person, 2, "Te weinig tijd.")
    person.press(person.t("ui.paper.put_in"))
    expect_sent(person, 1)
    choose(person, 1, 1)  # of the next form
    back = page.get_by_role("button", name=person.t("ui.paper.take_back"))
    assert axe(page) == []
    back.dblclick()
    expect(page.get_by_text(person.t("ui.paper.waits"))).to_be_visible()
    person.settle()
    assert chosen(person) == [3, *[BLANK] * 8]
    expect(page.get_by_label(person.t("ui.paper.remark", number=3))).to_have_value("Te weinig tijd.")
    expect(back).to_have_count(0)
    assert practice_checks.count_sent(public_server, opened) == 0
    choose(person, 0, 0)
    page.get_by_role("button", name=person.t("ui.paper.put_in")).evaluate(TWICE, apart)
    expect_sent(person, 1)
    page.wait_for_timeout(
        1_200
    )  # what is pressed sooner is the rest of the press before: it puts in no form that waits
    assert chosen(person.settle()) == [BLANK, 1, *[BLANK] * 7]
    assert practice_checks.count_sent(public_server, opened) == 1
    person.press(person.t("ui.paper.put_in"))
    expect_sent(person, 2)
    with practice_of(public_server) as practice:
        held = practice.projects.store.box.empty(opened.check.id).ballots
    asked = [criterion.id for criterion in shipped().framework.criteria if criterion.is_core]
    answers = [{"answers": {asked[0]: {"answer": 0}}, "begun": {asked[2]: "Te weinig tijd."}}]
    answers.append({"answers": {asked[1]: {"answer": 1}}})
    assert sorted(map(str, held)) == sorted(map(str, answers))


def test_form_cannot_be_taken_back_once_the_page_was_left(page: Page, public_server: Server) -> None:
    person, _ = open_paper(page, public_server)
    choose(person, 0, 3)
    person.press(person.t("ui.paper.put_in"))
    expect_sent(person, 1)
    person.press(person.t("ui.paper.back")).arrive("check")
    person.press(person.t("ui.check.paper")).arrive("paper")
    expect(page.get_by_role("radiogroup")).to_have_count(9)
    expect(page.get_by_role("button", name=person.t("ui.paper.take_back"))).to_have_count(0)
