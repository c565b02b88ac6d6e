"""The screens of the guides in docs/images/screens/, at a fixed size: `python -m tests.browser.pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.researcher import Researcher
from tests.browser.server import ROOT, Server

FOLDER = ROOT / "docs" / "images" / "screens"
WIDE, NARROW = (1280, 900), (390, 844)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(data=Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for suffix, size in (("", WIDE), (".phone", NARROW)):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]}, timezone_id="Europe/Amsterdam")
            take(page, server, suffix, size)
        browser.close()
        server.kill()


def take(page: Page, server: Server, suffix: str, size: tuple[int, int]) -> None:
    """Walk past every screen of the researcher and keep a picture of each."""
    person = Researcher(page, server.url).open()
    keep(page, f"start{suffix}", size)
    person.begin("Meelopen bij het loket")
    person.choose(2).next().choose(1)
    keep(page, f"point{suffix}", size)
    person.open().press("Open voorbeeld 1 als kopie")
    page.wait_for_url("**/profiel**")
    person.settle().press("Waarom? Opstart").settle()
    keep(page, f"profile{suffix}", size)
    person.press("Alle acties bekijken").at("Wat je als eerste kunt doen").press("Pak nummer 1 op")
    page.get_by_label("Wie", exact=True).wait_for()
    keep(page, f"actions{suffix}", size)


def keep(page: Page, name: str, size: tuple[int, int]) -> None:
    """Take the whole page: Streamlit scrolls inside, so the window grows to its content first."""
    page.wait_for_timeout(500)
    height = page.locator('[data-testid="stMainBlockContainer"]').evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": size[0], "height": min(int(height), 4_000)})
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.set_viewport_size({"width": size[0], "height": size[1]})


if __name__ == "__main__":
    main()
