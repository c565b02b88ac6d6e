"""What a researcher does on the screens, in the words of the screens: for every test that walks through them."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from framework.language.texts import Texts, texts
from tests.browser.conftest import PATIENCE, wait_for_run

# Streamlit unfolds with an animation; a press inside that runs away from under the pointer is none. What stands folded
# away is not drawn, so that an animation there never ends.
AT_REST = "() => document.getAnimations().every(each => !each.effect?.target?.closest?.('details[open]'))"
FOLD = 'summary:is([class*="st-key-more_"] *)'


def named(page: Page, name: str) -> str:
    """What the address of a page names: its assessment `a`, its point or check `p`."""
    return parse_qs(urlsplit(page.url).query)[name][0]


@dataclass
class Researcher:
    """Someone at a page of the application, in one language."""

    page: Page
    url: str
    language: str = "nl"
    has_bridge: bool = True

    @property
    def t(self) -> Texts:
        return texts(self.language)

    def open(self, path: str = "/") -> "Researcher":
        self.page.goto(self.url + path)
        return self.settle()

    def settle(self) -> "Researcher":
        """Wait until the page has drawn itself whole: title, footer, bridge, no run under way, nothing unfolding.

        Until the bridge is there, a link inside the application is a link as any, and nothing moves the focus.
        """
        self.page.wait_for_selector("h1")
        self.page.wait_for_selector(".kw-foot")
        if self.has_bridge:
            self.page.locator("html[data-page]").wait_for(state="attached")
        wait_for_run(self.page)
        self.page.wait_for_function(AT_REST)
        return self

    def arrive(self, name: str) -> "Researcher":
        """Wait for the page of `ui/pages` with this name; its address stands there before it is drawn."""
        self.page.locator(f'html[data-page^="{name}/"]').wait_for(state="attached")
        return self.settle()

    def press(self, name: str) -> "Researcher":
        self.page.get_by_role("button", name=name, exact=True).first.click()
        return self

    def begin(self, title: str = "Proef met een team") -> "Researcher":
        """Start a quick scan from the first page."""
        self.press(self.t("ui.door.researcher.button"))
        self.at(self.t("ui.details.title"))
        self.page.get_by_label(self.t("ui.details.name")).fill(title)
        return self.press(self.t("ui.details.start")).arrive("point")

    def at(self, heading: str) -> "Researcher":
        """Wait for the page with this title."""
        expect(self.page.locator("h1")).to_have_text(heading, timeout=PATIENCE)
        return self.settle()

    def option(self, place: int) -> Locator:
        return self.page.locator('[data-testid="stRadioOption"]').nth(place)

    def unfold(self) -> Page:
        """Open the questions about evidence and a note under a choice of the quick scan, where they are folded away."""
        closed = self.page.locator(f"details:not([open]) > {FOLD}")
        if closed.count():
            closed.click()
        return self.page

    def choose(self, place: int) -> "Researcher":
        """Choose the option at a place of the list, and wait until it is saved."""
        before = self.saves
        self.option(place).click()
        return self.wait_for_save(before)

    @property
    def saves(self) -> int:
        """How many saves this tab acknowledged."""
        return int(self.page.locator(".kw-saved[data-count]").first.get_attribute("data-count") or 0)

    def wait_for_save(self, before: int) -> "Researcher":
        """Wait until this tab acknowledged more saves than `before`."""
        mark = self.page.locator(".kw-saved[data-count]").first
        expect(mark).not_to_have_attribute("data-count", str(before), timeout=PATIENCE)
        return self.settle()

    def next(self) -> "Researcher":
        """Go on to the next point, or from the last one to the profile."""
        whole = self.page.locator("html")
        here = whole.get_attribute("data-page")
        self.page.locator(".st-key-next button").click()
        expect(whole).not_to_have_attribute("data-page", here or "")
        return self.settle()

    def scan(self, answers: list[int]) -> "Researcher":
        """Answer the points one after another and arrive at the profile."""
        for answer in answers:
            self.choose(answer).next()
        return self
