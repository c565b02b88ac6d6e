"""Back and forward in the browser: one press is one page, whatever was answered in between."""

from playwright.sync_api import Page, expect

from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan
from tests.browser.server import Server
from tests.framework.strategies import shipped

ASKED = [criterion for criterion in shipped().framework.criteria if criterion.is_core]


def expect_question(person: Researcher, place: int) -> None:
    person.at(ASKED[place].question)
    assert named(person.page, "p") == ASKED[place].id


def test_back_and_forward_go_one_question_with_one_press_after_answers_were_given(
    page: Page, shared_server: Server
) -> None:
    query = begin_scan(shared_server)
    person = Researcher(page, shared_server.url).open(f"/gegevens?{query}")
    person.press(person.t("ui.details.on")).arrive("point")
    person.open(f"/punt?{query}&p={ASKED[0].id}")
    entries = page.evaluate("history.length")
    for answer in (1, 2, 3):
        person.choose(answer).next()
    assert page.evaluate("history.length") == entries + 3
    for place in (2, 1, 0):
        page.go_back()
        expect_question(person, place)
        expect(person.option(place + 1).get_by_role("radio")).to_be_checked()
    for place in (1, 2, 3):
        page.go_forward()
        expect_question(person, place)


def test_back_goes_from_a_page_to_the_one_before_with_one_press(page: Page, shared_server: Server) -> None:
    query = begin_scan(shared_server)
    person = Researcher(page, shared_server.url).open(f"/gegevens?{query}")
    entries = page.evaluate("history.length")
    person.press(person.t("ui.details.on")).arrive("point").choose(2)
    page.get_by_role("link", name=person.t("ui.nav.framework")).click()
    person.arrive("framework")
    assert page.evaluate("history.length") == entries + 2
    page.go_back()
    person.arrive("point")
    page.go_back()
    person.arrive("details")
