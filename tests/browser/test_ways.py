"""Finding one's way: the steps of an assessment, the way to a point and back, its number, and where one is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan, copy_example, take_first_action
from tests.browser.server import Server
from tests.framework.strategies import shipped

STEPS = {"gegevens": "Gegevens", "punt": "Vragen", "profiel": "Profiel", "acties": "Acties", "meenemen": "Meenemen"}
POINTS = shipped().framework.criteria
CORE = [point for point in POINTS if point.is_core]


@pytest.fixture(scope="module")
def address(shared_server: Server) -> str:
    """The query of a copy of the second example: 25 points, of which some have no level."""
    return copy_example(shared_server, 2)


def test_steps_stand_in_one_place_on_each_page_and_the_current_one_is_marked(
    page: Page, shared_server: Server, address: str
) -> None:
    places: list[object] = []
    for path, name in STEPS.items():
        Researcher(page, shared_server.url).open(f"/{path}?{address}")
        steps = page.get_by_role("navigation", name="Stappen van deze beoordeling")
        assert steps.locator("li").all_inner_texts() == list(STEPS.values())
        expect(steps.locator('[aria-current="step"]')).to_have_text(name)
        assert steps.get_by_role("link").count() == len(STEPS) - 1
        places.append(steps.bounding_box())
    assert places == [places[0]] * len(STEPS)


@pytest.mark.parametrize("width", [390, 320])
def test_steps_work_by_keyboard_on_a_narrow_screen(
    new_page: Callable[..., Page], shared_server: Server, address: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 844})
    person = Researcher(page, shared_server.url).open(f"/punt?{address}")
    for path, file in (("profiel", "profile"), ("acties", "actions"), ("meenemen", "take_along"), ("punt", "point")):
        page.get_by_role("link", name=STEPS[path], exact=True).focus()
        page.keyboard.press("Enter")
        person.arrive(file)
        expect(page.locator("h1")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert all(link.bounding_box()["height"] >= 24 for link in page.locator(".kw-way a").all())  # pyright: ignore


def test_before_there_is_an_assessment_the_steps_lead_nowhere(page: Page, shared_server: Server) -> None:
    Researcher(page, shared_server.url).open("/gegevens")
    steps = page.locator(".kw-way")
    expect(steps.locator('[aria-current="step"]')).to_have_text("Gegevens")
    expect(steps.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "file", "found", "back"),
    [
        ("profiel", "profile", ".kw-strip a", "Terug naar het profiel"),
        ("profiel", "profile", "table a", "Terug naar het profiel"),
        ("profiel", "profile", ".kw-first a", "Terug naar het profiel"),
        ("acties", "actions", ".kw-act a", "Terug naar acties"),
    ],
    ids=["square", "row", "first", "action"],
)
def test_one_press_leads_to_a_point_and_one_leads_back(  # noqa: PLR0917 - fixtures
    page: Page, shared_server: Server, address: str, path: str, file: str, found: str, back: str
) -> None:
    person = Researcher(page, shared_server.url).open(f"/{path}?{address}")
    if found == "table a":
        person.press("Waarom? Uitvoering").settle()
    page.locator(found).nth(2).click()
    person.arrive("point")
    point = named(page, "p")
    place = f"Punt {shipped().framework.numbers[point]}: {shipped().framework.by_id[point].title}"
    expect(page.locator(".kw-kicker").first).to_contain_text(place)
    assert page.title().startswith(f"{place} – Jong in de Buurt")
    page.get_by_role("link", name=back).click()
    person.arrive(file)
    expect(page.locator(f'[id="to-{point}"]')).to_be_focused()
    expect(page.locator(f'[id="to-{point}"]')).to_be_in_viewport()


def test_overview_and_rail_show_phases_levels_and_where_one_is(page: Page, shared_server: Server, address: str) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{address}&p={POINTS[3].id}")
    here = page.locator('.kw-rail a[aria-current="true"]')
    expect(here).to_have_attribute("aria-label", f"4. {POINTS[3].title}: niveau 2, Uitgewerkt")
    person.press("Overzicht")
    every = page.locator(".kw-points")
    expect(every.get_by_role("link")).to_have_count(len(POINTS))
    assert every.get_by_role("heading").all_inner_texts() == ["1. Opstart", "2. Uitvoering", "3. Verspreiding"]
    expect(every.locator('[aria-current="true"]')).to_contain_text(f"4. {POINTS[3].title}")
    expect(every.locator('[aria-current="true"]')).to_contain_text("niveau 2, Uitgewerkt")
    every.get_by_role("link").nth(24).click()
    person.at(POINTS[24].question)


def test_point_of_a_quick_scan_has_the_number_it_has_everywhere(page: Page, shared_server: Server) -> None:
    query = begin_scan(shared_server)
    person = Researcher(page, shared_server.url).open(f"/punt?{query}").choose(1).next().choose(1)
    number = shipped().framework.numbers[CORE[1].id]
    title = f"{number}. {CORE[1].title}"
    assert number != 2  # else nothing would be seen here
    expect(page.locator(".kw-kicker").first).to_contain_text(f"Punt {number}: {CORE[1].title}")
    expect(page.locator(".kw-rail a").nth(1)).to_have_attribute("aria-label", f"{title}: niveau 1, Genoemd")
    person.press("Overzicht")
    expect(page.locator(".kw-points a").nth(1)).to_contain_text(title)
    person.open(f"/profiel?{query}")
    expect(page.locator(".kw-strip a").nth(1)).to_have_attribute("aria-label", f"{title}: niveau 1, Genoemd")
    person.open(f"/acties?{query}")
    expect(page.locator(".kw-act").get_by_role("link", name=title)).to_have_count(1)


def test_squares_stand_in_the_order_of_the_framework(page: Page, shared_server: Server) -> None:
    """Of the first phase of a quick scan: levels 2, 1 and 3, in this order on the rail and in the profile."""
    query = begin_scan(shared_server)
    person = Researcher(page, shared_server.url).open(f"/punt?{query}").choose(2).next().choose(1).next().choose(3)
    assert page.locator(".kw-rail .kw-strip").first.inner_text().split() == ["2", "1", "3"]
    person.open(f"/profiel?{query}")
    assert page.locator(".kw-phase .kw-strip").first.inner_text().split() == ["2", "1", "3"]


def test_why_opens_and_closes_and_tells_its_state(page: Page, shared_server: Server, address: str) -> None:
    person = Researcher(page, shared_server.url).open(f"/profiel?{address}")
    why = page.get_by_role("button", name="Waarom? Opstart", expanded=False)
    other = page.get_by_role("button", name="Waarom? Uitvoering")
    why.focus()
    for is_open in (True, False, True):
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Waarom? Opstart", expanded=is_open)).to_be_focused()
        expect(page.locator(".kw-why")).to_have_count(int(is_open))
        person.settle()
    opened = page.get_by_role("button", name="Waarom? Opstart")
    expect(page.locator(f"#{opened.get_attribute('aria-controls')}")).to_be_visible()
    other.click()
    expect(page.get_by_role("button", name="Waarom? Opstart", expanded=False)).to_be_visible()
    expect(page.get_by_role("button", name="Waarom? Uitvoering", expanded=True)).to_be_visible()


def test_taking_on_an_action_and_putting_it_back_keeps_the_focus_and_the_words(
    page: Page, shared_server: Server
) -> None:
    person = Researcher(page, shared_server.url).open(f"/acties?{copy_example(shared_server, 2)}")
    t = person.t
    for number, words in ((0, ""), (1, "Jan")):
        page.get_by_role("button", name=t("ui.actions.take", n=1), exact=True).focus()
        page.keyboard.press("Enter")
        who = page.get_by_label(t("ui.actions.who"), exact=True)
        expect(who).to_be_focused()
        expect(who).to_have_value(words)
        if number == 0:
            before = person.saves
            page.keyboard.type("Jan")
            page.keyboard.press("Tab")
            person.wait_for_save(before)
        page.get_by_role("button", name=t("ui.actions.put_back", number=1)).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=t("ui.actions.take", n=1), exact=True)).to_be_focused()


@pytest.mark.parametrize(("language", "dark"), [("nl", False), ("en", True)])
def test_finished_action_asks_whether_the_level_changed_and_leads_there(
    new_page: Callable[..., Page],
    shared_server: Server,
    axe: Callable[..., list[str]],
    language: str,
    dark: bool,
) -> None:
    page = new_page(language=language, dark=dark, viewport={"width": 1280, "height": 6000})
    query = copy_example(shared_server, 2, language)
    take_first_action(shared_server, query)
    person = Researcher(page, shared_server.url, language).open(f"/acties?{query}")
    t = person.t
    page.get_by_role("checkbox", name=t("ui.actions.done")).focus()
    page.keyboard.press("Space")
    asked = page.get_by_role("status").filter(has_text=t("ui.actions.ask_level"))
    expect(asked.get_by_role("link", name=t("ui.actions.look", number=1))).to_be_focused()
    expect(page.locator(".st-key-filter")).to_contain_text(t("ui.actions.filter.done", n=1))
    expect(page.get_by_role("heading", level=2).last).to_have_text(t("ui.actions.finished"))
    expect(page.locator(".kw-act").last.get_by_role("heading")).to_contain_text("1. ")
    assert axe(person.settle().page) == []
    page.keyboard.press("Enter")
    person.arrive("point")
    assert named(page, "p") == POINTS[0].id
