"""Every page under axe (WCAG 2.2 A and AA, best practice): both languages, light and dark, wide and narrow."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.researcher import Researcher
from tests.browser.server import Server

TALL = {"width": 1280, "height": 6000}
NARROW = {"width": 375, "height": 7000}
# What Streamlit itself causes; docs/accessibility.md tells its effect.
OF_STREAMLIT: dict[str, tuple[str, ...]] = {
    "inlezen": ("nested-interactive", "aria-allowed-role", "presentation-role-conflict")
}
PAGES = ("", "onderzoek", "gegevens", "punt", "profiel", "acties", "kader", "inlezen")
LOOKS = [("nl", False, TALL), ("nl", True, TALL), ("en", False, TALL), ("nl", False, NARROW)]
# English that Streamlit says on a Dutch page, listed in docs/accessibility.md.
ENGLISH_OF_STREAMLIT = re.compile(
    r"Skip to main content|Upload|Drag and drop|\d+(\.\d+)?MB per file[^\n]*|Browse files"
)
ENGLISH = re.compile(
    r"\b(the|and|what|which|your|with|from|choose|saved|press|enter|apply|select|option|please|search)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def address(browser, shared_server: Server) -> str:
    """The query of a copy of the first worked example, with an action taken on."""
    context = browser.new_context()
    person = Researcher(context.new_page(), shared_server.url).open().press("Open voorbeeld 1 als kopie")
    person.page.wait_for_url("**/profiel**")
    person.settle().press("Alle acties bekijken").at("Wat je als eerste kunt doen").press("Pak nummer 1 op")
    person.page.get_by_label("Wie", exact=True).wait_for()
    query = person.page.url.split("?")[1]
    context.close()
    return query


@pytest.mark.parametrize("look", LOOKS, ids=["nl", "nl-dark", "en", "nl-narrow"])
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_fault_that_we_can_mend(  # noqa: PLR0917 - fixtures
    new_page: Callable[..., Page],
    shared_server: Server,
    axe: Callable[..., list[str]],
    address: str,
    path: str,
    look: tuple[str, bool, dict[str, int]],
) -> None:
    language, dark, size = look
    page = new_page(language=language, dark=dark, viewport=size)
    person = Researcher(page, shared_server.url, language).open(f"/{path}?{address}")
    if path == "profiel":
        page.get_by_role("button", name=re.compile("^(Waarom|Why)")).first.click()
        person.settle()
        page.locator(".st-key-as_table summary").click()
    assert axe(page, OF_STREAMLIT.get(path, ())) == []
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_overview_is_accessible_while_open(
    page: Page, shared_server: Server, axe: Callable[..., list[str]], address: str
) -> None:
    page.set_viewport_size(TALL)
    Researcher(page, shared_server.url).open(f"/punt?{address}").press("Overzicht")
    page.get_by_role("button", name="1. Vraag uit de praktijk").wait_for()
    assert axe(page) == []


def test_every_page_has_its_own_title(page: Page, shared_server: Server, address: str) -> None:
    titles = []
    for path in PAGES:
        Researcher(page, shared_server.url).open(f"/{path}?{address}")
        titles.append(page.title())
    assert len(set(titles)) == len(PAGES)


def test_focus_goes_to_the_heading_and_the_save_is_announced(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open().begin()
    person.choose(2)
    page.locator("#kw-live", has_text=re.compile(r"Opgeslagen \d\d:\d\d")).wait_for(state="attached")
    person.next()
    page.locator("h1:focus").wait_for()
    assert page.locator("h1:focus").inner_text().startswith("Hebben uitvoerende professionals")


@pytest.mark.parametrize("path", PAGES)
def test_dutch_page_holds_no_english(page: Page, shared_server: Server, address: str, path: str) -> None:
    Researcher(page, shared_server.url).open(f"/{path}?{address}")
    shown = page.locator("body").inner_text()
    if path == "kader":  # titles of English sources stand there as they are
        shown = shown.split("Bronnen uit de literatuur")[0]
    assert ENGLISH.findall(ENGLISH_OF_STREAMLIT.sub("", shown)) == []


def test_scan_for_english_can_fail() -> None:
    assert ENGLISH.findall("Kies een optie. Press Enter to apply") == ["Press", "Enter", "apply"]
