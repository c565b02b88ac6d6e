"""The screens of the guides in docs/images/screens/, at a fixed size: `python -m tests.browser.pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.researcher import Researcher
from tests.browser.server import ROOT, Server

FOLDER = ROOT / "docs" / "images" / "screens"
WIDE, HIGHEST = 1280, 6_000


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(data=Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDE, "height": 900}, timezone_id="Europe/Amsterdam")
        take(page, server)
        browser.close()
        server.kill()


def take(page: Page, server: Server) -> None:
    """Walk past every screen of the researcher and keep a picture of each."""
    person = Researcher(page, server.url).open()
    keep(page, "start")
    person.begin("Meelopen bij het loket")
    person.choose(2).next().choose(1)
    keep(page, "point")
    person.open().press("Open voorbeeld 1 als kopie")
    page.wait_for_url("**/profiel**")
    person.settle().press("Waarom? Opstart").settle()
    keep(page, "profile")
    person.press("Alle acties bekijken").at("Wat je als eerste kunt doen").press("Pak nummer 1 op")
    page.get_by_label("Wie", exact=True).wait_for()
    keep(page, "actions")


def keep(page: Page, name: str) -> None:
    """Take the whole page: Streamlit scrolls inside, so the window grows to its content first."""
    page.wait_for_timeout(500)
    height = page.locator('[data-testid="stMainBlockContainer"]').evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": WIDE, "height": min(int(height), HIGHEST)})
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.set_viewport_size({"width": WIDE, "height": 900})


if __name__ == "__main__":
    main()
