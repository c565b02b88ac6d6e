"""The researcher's side of a practice check in a real browser: ask, wait, close, look in the mirror."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from framework.language.texts import texts
from framework.practice.statements import statements
from storage.store import open_store
from tests.browser.english import find_english
from tests.browser.researcher import Researcher, named
from tests.browser.server import Server
from tests.framework.strategies import shipped

TALL, NARROW = {"width": 1280, "height": 6000}, {"width": 375, "height": 7000}
LOOKS = [("nl", False, TALL), ("nl", True, TALL), ("en", False, NARROW)]
PUBLIC = {"KADERWIJZER_PUBLIC_URL": "https://kader.example"}
ASKED = statements(shipped().framework)


@pytest.fixture(scope="module")
def open_server(start_server: Callable[..., Server]) -> Server:
    """A server that others can reach under a name of its own."""
    return start_server(settings=PUBLIC)


@pytest.fixture(scope="module")
def demo(browser: Browser, open_server: Server) -> dict[str, str]:
    """The addresses of the screens about a copy of the made-up example."""
    context = browser.new_context()
    person = Researcher(context.new_page(), open_server.url).open().press(texts("nl")("ui.start.open_demo"))
    person.arrive("profile")
    query = f"a={named(person.page, 'a')}"
    person.open(f"/praktijk?{query}").press("Bekijk nummer 1")
    person.arrive("check")
    check = person.settle().page.url.partition("?")[2]
    context.close()
    return {"profiel": query, "praktijk": query, "vraagtafel": query, "praktijktoets": check, "papier": check}


@pytest.mark.parametrize("look", LOOKS, ids=["nl", "nl-dark", "en-narrow"])
def test_screens_have_no_fault_that_we_can_mend(
    new_page: Callable[..., Page],
    open_server: Server,
    axe: Callable[..., list[str]],
    demo: dict[str, str],
    look: tuple[str, bool, dict[str, int]],
) -> None:
    language, dark, size = look
    page = new_page(language=language, dark=dark, viewport=size)
    person = Researcher(page, open_server.url, language)
    titles = set[str]()
    for path, query in demo.items():
        person.open(f"/{path}?{query}")
        assert (path, axe(page)) == (path, [])
        assert (path, find_english(page)) == (path, []) or language == "en"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        titles.add(page.title())
    assert len(titles) == len(demo)


def fill(page: Page, name: str, text: str) -> None:
    field = page.get_by_label(name, exact=True)
    field.fill(text)
    field.press("Tab")


def test_check_is_prepared_opened_answered_on_paper_and_closed(
    page: Page, open_server: Server, axe: Callable[..., list[str]]
) -> None:
    person = Researcher(page, open_server.url).open().begin("Meelopen bij het loket")
    t, query = person.t, f"a={named(page, 'a')}"
    person.open(f"/praktijk?{query}")
    before = person.page.locator(".kw-saved[data-count]").count()
    assert before == 0  # nothing is kept before someone types
    fill(page, t("ui.practice.summary"), "We lopen mee bij het loket. Wij kijken hoe het werk gaat.")
    expect(page.get_by_text("Dit leest makkelijk.")).to_be_visible()
    for name in ("asker", "why", "contact"):
        fill(page, t(f"ui.practice.{name}"), f"Tekst over {name}")
    page.locator(".kw-saved[data-count]").first.wait_for()
    person.settle().open(f"/praktijk?{query}")  # what was typed is still there
    expect(page.get_by_label(t("ui.practice.contact"), exact=True)).to_have_value("Tekst over contact")
    person.press(t("ui.practice.open"))
    person.arrive("check")
    link = page.locator(".kw-code").first.inner_text()
    assert re.fullmatch(r"https://kader\.example/p/[\w-]{22}", link)
    assert axe(page) == []
    person.press(t("ui.check.paper")).at(t("ui.paper.title"))
    person.press(t("ui.paper.put_in"))
    expect(page.get_by_role("alert")).to_contain_text(ASKED[0].title)
    for criterion in ASKED:
        group = page.get_by_role("radiogroup", name=criterion.professional_statement or "")
        group.get_by_text("Klopt grotendeels").click()
        person.settle()
    fill(page, t("ui.paper.missing"), "Te kort voor een gesprek.")
    person.settle().press(t("ui.paper.put_in"))
    expect(page.get_by_text("Toegevoegd. Er zijn nu 1 formulier ingestuurd.")).to_be_visible()
    person.settle().press(t("ui.paper.back"))
    person.arrive("check")
    assert "Te kort" not in page.content()
    page.get_by_role("button", name=t("ui.check.close")).click()
    page.get_by_role("button", name=t("ui.check.close_now")).click()
    expect(page.get_by_text(t("ui.check.texts_none"))).to_be_visible()
    assert "Te kort" not in page.content()
    check = named(page, "p")
    store = open_store({"KADERWIJZER_DATA": str(open_server.data)})
    stream = store.stream(check)
    assert stream is not None
    assert (stream.payload("results") or {})["sent"] == 1
    assert (store.box.sent(check), (stream.payload("results") or {})["distributions"]) == (0, {})
    store.engine.dispose()


def test_outcome_of_the_table_becomes_evidence(page: Page, open_server: Server, demo: dict[str, str]) -> None:
    person = Researcher(page, open_server.url).open(f"/vraagtafel?{demo['vraagtafel']}")
    t = person.t
    first = page.locator('[class*="st-key-card_point_"]').first
    first.get_by_text(t("ui.roundtable.outcome")).click()
    heard = first.get_by_label(t("ui.roundtable.heard"))
    heard.fill("Wij willen een kaart die in de tas past.")
    heard.press("Tab")
    first.get_by_role("button", name=t("ui.roundtable.to_evidence")).click()
    expect(first.get_by_text(t("ui.roundtable.is_evidence"))).to_be_visible()
    person.settle().open(f"/vraagtafel?{demo['vraagtafel']}")
    first.get_by_text(t("ui.roundtable.outcome")).click()
    expect(first.get_by_label(t("ui.roundtable.heard"))).to_have_value("Wij willen een kaart die in de tas past.")


def test_without_a_public_address_there_is_paper_and_the_screen_says_why(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open().press(texts("nl")("ui.start.open_demo"))
    person.arrive("profile")
    query = f"a={named(person.page, 'a')}"
    person.open(f"/praktijk?{query}")
    expect(page.get_by_text(person.t("ui.practice.no_links"))).to_be_visible()


@pytest.mark.parametrize("path", ["praktijktoets", "papier"])
def test_check_of_another_project_reads_as_absent(
    page: Page, open_server: Server, demo: dict[str, str], path: str
) -> None:
    person = Researcher(page, open_server.url).open().begin("Ander onderzoek")
    other = named(page, "a")
    check = parse_qs(demo["papier"])["p"][0]
    seen = []
    for place in (check, "bestaat-niet", "../../etc", "' or 1=1"):
        page.goto(f"{open_server.url}/{path}?a={other}&p={place}")
        person.settle()
        seen.append(page.locator('[data-testid="stMainBlockContainer"]').inner_text())
    assert len(set(seen)) == 1
    assert person.t("ui.nothing.title") in seen[0]
