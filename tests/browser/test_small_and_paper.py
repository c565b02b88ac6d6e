"""A window of a few lines, as at 400 % zoom, and a page on paper."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.researcher import Researcher
from tests.browser.seeds import begin_scan, copy_example
from tests.browser.server import Server
from tests.framework.strategies import shipped

ZOOMED: ViewportSize = {"width": 320, "height": 256}  # what is left of 1280 x 1024 at 400 %
FRAMEWORK = shipped().framework
ON_TOP = """heading => {
    const box = heading.getBoundingClientRect();
    return heading.contains(document.elementFromPoint(box.left + 20, box.bottom - 8));
}"""
LONGEST = sorted((c for c in FRAMEWORK.criteria if c.is_core), key=lambda c: len(c.question))[-3:]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_question_stands_on_the_first_screen_at_400_percent_and_nothing_scrolls_sideways(
    new_page: Callable[..., Page], shared_server: Server, language: str
) -> None:
    query = begin_scan(shared_server)
    page = new_page(language=language, viewport=ZOOMED)
    person = Researcher(page, shared_server.url, language)
    for criterion in (FRAMEWORK.criteria[0], *LONGEST):
        person.open(f"/punt?{query}&p={criterion.id}")
        person.option(0).wait_for()
        box = page.locator("h1").bounding_box()
        assert box
        assert box["y"] + box["height"] <= ZOOMED["height"], (criterion.id, box)
        assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
        assert page.locator("h1").evaluate(ON_TOP)  # no bar that stays covers its last line


@pytest.mark.parametrize("language", ["nl", "en"])
def test_names_of_the_phases_on_the_first_page_are_whole_at_400_percent(
    new_page: Callable[..., Page], shared_server: Server, language: str
) -> None:
    page = new_page(language=language, viewport=ZOOMED)
    Researcher(page, shared_server.url, language).open()
    names = page.locator(".kw-sample > span")
    expect(names).to_have_count(len(FRAMEWORK.phases))
    lefts = [(name.bounding_box() or {"x": -1})["x"] for name in names.all()]
    assert min(lefts) >= 0, lefts


@pytest.mark.parametrize("language", ["nl", "en"])
def test_ways_in_the_header_and_the_language_stand_apart_at_400_percent(
    new_page: Callable[..., Page], shared_server: Server, language: str
) -> None:
    page = new_page(language=language, viewport=ZOOMED)
    Researcher(page, shared_server.url, language).open()
    last, other = page.locator(".st-key-topbar a").last, page.locator(".st-key-topright button")
    boxes = [each.bounding_box() or {"x": -1, "width": 0} for each in (last, other)]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"], boxes
    assert boxes[1]["x"] + boxes[1]["width"] <= ZOOMED["width"], boxes


def squeeze(words: str) -> str:
    """Words without the spaces, which a sheet of paper does not keep."""
    return "".join(words.split())


def print_page(page: Page) -> str:
    """All words of a page on paper, squeezed."""
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
    try:
        return "".join(squeeze(sheet.get_textpage().get_text_bounded()) for sheet in document)
    finally:
        document.close()


def test_page_in_the_dark_is_printed_dark_on_white(new_page: Callable[..., Page], shared_server: Server) -> None:
    page = new_page(dark=True)
    Researcher(page, shared_server.url).open(f"/profiel?{copy_example(shared_server, 1)}")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator('[data-testid="stApp"]')).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1").locator("span").first).to_have_css("color", "rgb(23, 34, 46)")


@pytest.mark.parametrize("path", ["profiel", "acties", "punt"])
def test_printed_page_holds_its_content_whole_and_nothing_to_press(
    page: Page, shared_server: Server, path: str
) -> None:
    person = Researcher(page, shared_server.url).open(f"/{path}?{copy_example(shared_server, 1)}")
    if path == "punt":
        person.option(0).wait_for()
    paper = print_page(page)
    for place in ("h1", ".kw-foot"):
        assert squeeze(page.locator(place).inner_text()) in paper
    page.emulate_media(media="print")
    for bar in (".st-key-topbar", ".st-key-stepbar", ".kw-way", '[data-testid="stButton"]'):
        assert [each for each in page.locator(bar).all() if each.is_visible()] == []


def test_printed_framework_shows_what_is_folded_away(page: Page, shared_server: Server) -> None:
    Researcher(page, shared_server.url).open("/kader")
    page.locator("details").last.wait_for()
    paper = print_page(page)
    for criterion in (FRAMEWORK.criteria[0], FRAMEWORK.criteria[-1]):
        assert squeeze(criterion.question) in paper
        assert squeeze(criterion.rubric[-1].text) in paper


@pytest.mark.parametrize(
    ("width", "size"), [(1280, "16px"), (640, "14px"), (390, "14px"), (360, "13px"), (320, "13px")]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_steps_of_an_assessment_are_smaller_on_a_narrow_screen_and_stay_inside_it(
    new_page: Callable[..., Page], shared_server: Server, width: int, size: str, language: str
) -> None:
    page = new_page(language=language, viewport={"width": width, "height": 800})
    Researcher(page, shared_server.url, language).open(f"/punt?{begin_scan(shared_server)}")
    steps = page.locator(".kw-way li > *")
    expect(steps).not_to_have_count(0)
    for step in steps.all():
        box = step.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert step.evaluate("step => getComputedStyle(step).fontSize") == size
