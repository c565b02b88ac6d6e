"""One's own research when there is much of it: a page at a time, and by the words one seeks."""

from collections.abc import Callable, Generator

import pytest
from playwright.sync_api import Page, expect

from framework.assessing.record import Moment, Project
from tests.browser.researcher import Researcher
from tests.browser.seeds import begin_scan, practice_of
from tests.browser.server import Server
from tests.framework.strategies import shipped

MANY = 23


@pytest.fixture(scope="module")
def full_server(start_server: Callable[..., Server]) -> Generator[Server]:
    """The application of someone with 23 projects of their own, about quarters 0 to 4."""
    server = start_server()
    with practice_of(server) as practice:
        projects = practice.projects
        for number in range(MANY):
            details = Project(title=f"Verzonnen {number} in wijk {number % 5}", document_type="full_proposal")
            projects.start(projects.people.local(), details, Moment.PROPOSAL, shipped())
    yield server
    server.kill()


@pytest.fixture
def person(page: Page, full_server: Server) -> Researcher:
    return Researcher(page, full_server.url).open("/onderzoek")


def titles(page: Page) -> list[str]:
    return page.get_by_role("heading", level=2).all_inner_texts()


def test_list_comes_a_page_at_a_time_the_newest_first_and_outlives_a_reload(person: Researcher) -> None:
    page = person.page
    expect(page.get_by_text("1 tot en met 20 van 23 onderzoeken")).to_be_visible()
    assert (len(titles(page)), titles(page)[0]) == (20, "Verzonnen 22 in wijk 2")
    page.get_by_role("button", name="Volgende (bladzijde 2 van 2)").click()
    expect(page.get_by_text("21 tot en met 23 van 23 onderzoeken")).to_be_visible()
    assert titles(person.settle().page) == [f"Verzonnen {number} in wijk {number}" for number in (2, 1, 0)]
    page.reload()
    assert len(titles(person.settle().page)) == 3
    page.get_by_role("button", name="Vorige (bladzijde 1 van 2)").click()
    expect(page.get_by_text("1 tot en met 20 van 23 onderzoeken")).to_be_visible()


def test_words_find_what_holds_them_and_outlive_a_reload(person: Researcher) -> None:
    page = person.page
    page.get_by_label("Zoek op titel of organisatie").fill("WIJK 3")
    expect(page.get_by_text("4 onderzoeken", exact=True)).to_be_visible()
    assert titles(person.settle().page) == [f"Verzonnen {number} in wijk 3" for number in (18, 13, 8, 3)]
    page.reload()
    expect(person.settle().page.get_by_label("Zoek op titel of organisatie")).to_have_value("WIJK 3")
    expect(page.get_by_text("4 onderzoeken", exact=True)).to_be_visible()


def test_words_that_nothing_holds_say_so_and_one_press_shows_everything(person: Researcher) -> None:
    page = person.page
    page.get_by_label("Zoek op titel of organisatie").fill("nergens")
    expect(page.get_by_text("Geen onderzoek gevonden met deze woorden.")).to_be_visible()
    person.settle().press("Alles tonen")
    expect(page.get_by_text("1 tot en met 20 van 23 onderzoeken")).to_be_visible()
    expect(page.get_by_label("Zoek op titel of organisatie")).to_have_value("")


def test_words_that_the_address_names_stand_in_their_field_in_a_short_list_too(
    page: Page, mortal_server: Server
) -> None:
    begin_scan(mortal_server, "Het enige")
    person = Researcher(page, mortal_server.url).open("/onderzoek?z=nergens")
    expect(page.get_by_label("Zoek op titel of organisatie")).to_have_value("nergens")
    person.press("Alles tonen")
    expect(page.get_by_role("heading", name="Het enige")).to_be_visible()


def test_words_sought_on_a_later_page_begin_at_the_first(page: Page, full_server: Server) -> None:
    person = Researcher(page, full_server.url).open("/onderzoek?n=2")
    page.get_by_label("Zoek op titel of organisatie").fill("verzonnen")
    expect(page.get_by_text("1 tot en met 20 van 23 onderzoeken")).to_be_visible()
    assert len(titles(person.settle().page)) == 20


@pytest.mark.parametrize("place", ["0", "-1", "x", "99999", "999999", "²", "2.5"])
def test_odd_page_in_the_address_breaks_nothing(page: Page, full_server: Server, place: str) -> None:
    person = Researcher(page, full_server.url).open(f"/onderzoek?n={place}")
    expect(page.get_by_role("button", name="Nieuw onderzoek")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert person.page.get_by_role("button", name="Volgende (bladzijde 2 van 2)").count() == 1


def test_start_shows_the_newest_three_and_how_many_there_are(page: Page, full_server: Server) -> None:
    Researcher(page, full_server.url).open("/")
    expect(page.get_by_role("link", name="Al je onderzoeken (23)")).to_be_visible()
    expect(page.get_by_role("button", name="Ga verder")).to_have_count(3)


@pytest.mark.parametrize("width", [1280, 390])
def test_list_has_no_fault_that_we_can_mend(
    new_page: Callable[..., Page], full_server: Server, axe: Callable[..., list[str]], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    for address in ("/onderzoek", "/onderzoek?n=2", "/onderzoek?z=nergens"):
        Researcher(page, full_server.url).open(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width
