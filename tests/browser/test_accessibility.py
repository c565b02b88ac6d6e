"""Every page under axe (WCAG 2.2 A and AA, best practice): both languages, light and dark, wide and narrow."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize

from framework.language.texts import languages, texts
from tests.browser.conftest import dress
from tests.browser.foreign import find_foreign
from tests.browser.researcher import Researcher
from tests.browser.seeds import begin_scan, copy_example, list_own_words, read_example, take_first_action
from tests.browser.server import Server
from tests.framework.strategies import shipped

TALL: ViewportSize = {"width": 1280, "height": 6000}
NARROW: ViewportSize = {"width": 375, "height": 7000}
# What Streamlit itself causes; docs/accessibility.md tells its effect.
OF_STREAMLIT: dict[str, tuple[str, ...]] = {
    "inlezen": ("nested-interactive", "aria-allowed-role", "presentation-role-conflict")
}
PAGES = {  # by path, the name of its title
    "": "start",
    "onderzoek": "research",
    "gegevens": "details",
    "punt": "point",
    "profiel": "profile",
    "acties": "actions",
    "meenemen": "take_along",
    "kader": "framework",
    "inlezen": "read_in",
}
OF_A_PROJECT = ("gegevens", "punt", "profiel", "acties", "meenemen")
# One cold load a page and language; the rest is brought about in place.
LOOKS: dict[str, tuple[bool, ViewportSize]] = {"day": (False, TALL), "night": (True, TALL), "narrow": (False, NARROW)}


@pytest.fixture(scope="module")
def addresses(shared_server: Server) -> dict[str, str]:
    """By language the query of a copy of the first worked example, with an action taken on."""
    queries = {language: copy_example(shared_server, 1, language) for language in ("nl", "en")}
    for query in queries.values():
        take_first_action(shared_server, query)
    return queries


@pytest.fixture(scope="module")
def address(addresses: dict[str, str]) -> str:
    return addresses["nl"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_fault_that_we_can_mend(  # noqa: PLR0917 - fixtures
    new_page: Callable[..., Page],
    shared_server: Server,
    axe: Callable[..., list[str]],
    addresses: dict[str, str],
    path: str,
    language: str,
) -> None:
    page = new_page(language=language, viewport=TALL)
    person = Researcher(page, shared_server.url, language).open(f"/{path}?{addresses[language]}")
    if path == "profiel":
        page.get_by_role("button", name=re.compile("^(Waarom|Why)")).first.click()
        person.settle()
        page.locator(".st-key-as_table summary").click()
        person.settle()
    assert page.evaluate("document.documentElement.lang") == language
    assert page.title() == expected_title(person, path)
    assert find_foreign(page, language, list_own_words(shared_server, language)) == []
    for look, (dark, size) in LOOKS.items():
        dress(page, dark, size)
        assert (look, axe(page, OF_STREAMLIT.get(path, ()))) == (look, [])
        assert (look, page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (look, True)


def expected_title(person: Researcher, path: str) -> str:
    """What the page is, in which project, of which application."""
    t, record = person.t, read_example(1, person.language)
    first = shipped().in_language(person.language).criteria[0]
    kind = t("ui.point.place", n=1, title=first.title) if path == "punt" else t(f"ui.title.{PAGES[path]}")
    project = (record.project.title,) if path in OF_A_PROJECT else ()
    return " – ".join((kind, *project, t("ui.name")))


@pytest.fixture(params=[("nl", False), ("en", True)], ids=["nl", "en-dark"])
def reader(request: pytest.FixtureRequest, new_page: Callable[..., Page], shared_server: Server) -> Researcher:
    """Someone with a high window: in Dutch by day, in English by night."""
    language, dark = request.param
    page = new_page(language=language, dark=dark, viewport=TALL)
    return Researcher(page, shared_server.url, language)


def test_overview_is_accessible_while_open(reader: Researcher, axe: Callable[..., list[str]], address: str) -> None:
    reader.open(f"/punt?{address}").press(reader.t("ui.overview"))
    reader.page.locator(".kw-points a").nth(24).wait_for()
    assert axe(reader.page) == []


def test_question_before_erasing_is_accessible(reader: Researcher, axe: Callable[..., list[str]], address: str) -> None:
    reader.open("/onderzoek").press(reader.t("ui.research.erase"))
    reader.page.get_by_role("button", name=reader.t("ui.research.erase_now")).wait_for()
    assert axe(reader.page) == []


@pytest.mark.parametrize("path", ["punt", "profiel", "kader"])
def test_everything_that_opens_in_place_is_accessible(
    reader: Researcher, axe: Callable[..., list[str]], address: str, path: str
) -> None:
    reader.open(f"/{path}?{address}")
    opened = reader.page.locator("details[open]")
    closed = reader.page.locator("details:not([open]) > summary:visible")
    while opened.count() < 6 and closed.count():  # those on the page of the framework are alike
        closed.first.click()
        reader.settle()
    assert opened.count() > 0
    assert axe(reader.page) == []


def test_two_versions_side_by_side_are_accessible(
    reader: Researcher, axe: Callable[..., list[str]], address: str
) -> None:
    place = f"/punt?{address}&p=start.samen_opzetten"
    reader.open(place)
    other = Researcher(reader.page.context.new_page(), reader.url, reader.language).open(place)
    free = [n for n in range(4) if not other.option(n).locator("input").is_checked()]
    other.choose(free[0])
    reader.option(free[1]).click()
    reader.page.locator(".st-key-card_theirs").wait_for()
    assert axe(reader.settle().page) == []


@pytest.mark.parametrize("language", languages())
def test_every_page_has_a_title_of_its_own(language: str) -> None:
    assert len({texts(language)(f"ui.title.{name}") for name in PAGES.values()}) == len(PAGES)


def test_focus_goes_to_the_heading_and_the_save_is_announced(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{begin_scan(shared_server)}")
    person.choose(2)
    page.locator("#kw-live", has_text=re.compile(r"Opgeslagen \d\d:\d\d")).wait_for(state="attached")
    person.next()
    page.locator("h1:focus").wait_for()
    assert page.locator("h1:focus").inner_text().startswith("Hebben uitvoerende professionals")


def test_scan_for_another_language_can_fail(page: Page) -> None:
    page.set_content(
        "<p>Kies een optie.</p><p>Press Enter to apply</p><a rel=noreferrer>The end</a><q lang=en>And so</q> What?"
    )
    assert find_foreign(page, "nl") == ["Press", "Enter", "apply", "What"]
    page.set_content(
        "<p>Choose an option.</p><p>Kies een optie</p><a rel=noreferrer>Het einde</a><q lang=nl>Wat nu</q>"
    )
    assert find_foreign(page, "en") == ["Kies", "een"]
