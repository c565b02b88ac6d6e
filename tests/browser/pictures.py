"""The screens of the guides in docs/images/screens/, at a fixed size: `python -m tests.browser.pictures`."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from framework.instrument.library import Library
from framework.language.texts import texts
from intake.demo_file import read_demo
from tests.browser.chromium import open_browser
from tests.browser.researcher import Researcher
from tests.browser.server import ROOT, Server
from tests.framework.strategies import shipped

FOLDER = ROOT / "docs" / "images" / "screens"
DEMO = ROOT / "criteria" / "afwegingskader" / "demo" / "wijkteam.nl.yaml"
WIDE, HIGHEST = 1280, 6_000
PHONE = {"width": 390, "height": 844}
# For the pictures alone: on each statement the places that six people choose; 4 is "I do not know".
ANSWERS = ((3, 3, 2, 2, 1, 3), (0, 1, 1, 2, 0, 4), (1, 1, 0, 3, 3, 4)) + ((2, 2, 3, 1, 1, 1),) * 6


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        server = Server(data=Path(folder), settings={"KADERWIJZER_PUBLIC_URL": "https://kader.example"})
        server.start()
        page = browser.new_page(viewport={"width": WIDE, "height": 900}, timezone_id="Europe/Amsterdam")
        take(page, server)
        take_practice(page, server)
        phone = browser.new_page(viewport=PHONE)
        take_phone(phone, server, open_check(page, server, "group"))
        server.kill()


def take(page: Page, server: Server) -> None:
    """Walk past every screen of the researcher and keep a picture of each."""
    person = Researcher(page, server.url).open()
    keep(page, "start")
    person.begin("Meelopen bij het loket")
    person.choose(2).next().choose(1)
    keep(page, "point")
    person.open().press("Open voorbeeld 1 als kopie")
    person.arrive("profile").press("Waarom? Opstart").settle()
    keep(page, "profile")
    person.press("Alle acties bekijken").at("Wat je als eerste kunt doen").press("Punt 3 oppakken")
    page.get_by_label("Wie", exact=True).wait_for()
    keep(page, "actions")


def take_practice(page: Page, server: Server) -> None:
    """The made-up example: asking professionals, the mirror, and the agenda of a question table."""
    person = Researcher(page, server.url).open().press("Open het verzonnen voorbeeld")
    person.arrive("profile")
    query = urlsplit(page.url).query
    page.set_viewport_size({"width": WIDE, "height": HIGHEST})
    page.wait_for_timeout(500)
    page.locator(".st-key-mirror").screenshot(path=FOLDER / "mirror.png")
    page.set_viewport_size({"width": WIDE, "height": 900})
    person.open(f"/vraagtafel?{query}")
    keep(page, "roundtable", most=1_500)
    person.open(f"/praktijk?{query}")
    page.get_by_label(person.t("ui.practice.summary")).press("Tab")
    keep(page, "practice")


def open_check(page: Page, server: Server, kind: str) -> list[str]:
    """Open a check about the made-up example, and return the paths of its links."""
    person = Researcher(page, server.url)
    page.get_by_text(person.t(f"ui.practice.kind.{kind}"), exact=True).click()
    person.settle()
    for name in ("summary", "research_question", "asker", "why", "contact"):
        field = page.get_by_label(person.t(f"ui.practice.{name}"), exact=True)
        field.fill(getattr(read_demo(DEMO, Library([shipped()])).invitation, name))
        field.press("Tab")
        person.settle()
    person.press(person.t("ui.practice.open"))
    person.arrive("check")
    return [urlsplit(link).path for link in page.locator(".kw-code").all_inner_texts()]


def take_phone(page: Page, server: Server, links: list[str]) -> None:
    """What a professional sees on a phone; then six people have answered, and the group looks at the screen."""
    t = texts("nl")
    join, lead = (server.url + path for path in links)
    for person in range(len(ANSWERS[0])):
        page.goto(join)
        if person == 0:
            page.screenshot(path=FOLDER / "practice-begin.png", full_page=True)
        page.get_by_role("button", name=t("practice.front.begin"), exact=True).click()
        for number, answers in enumerate(ANSWERS):
            page.locator('input[type="radio"]').nth(answers[person]).check()
            if (person, number) == (0, 2):
                page.screenshot(path=FOLDER / "practice-statement.png", full_page=True)
            page.get_by_role("button", name=t("practice.statement.next")).click()
        page.get_by_role("button", name=t("practice.statement.next")).click()
        page.get_by_role("button", name=t("practice.look.send")).click()
    page.set_viewport_size({"width": WIDE, "height": 720})
    page.goto(lead)
    page.get_by_role("link", name=t("practice.group.reveal")).click()
    page.get_by_role("button", name=t("practice.group.sure_yes")).click()
    page.goto(f"{lead}/3")
    page.screenshot(path=FOLDER / "projector.png")


def keep(page: Page, name: str, most: int = HIGHEST) -> None:
    """Take the whole page: Streamlit scrolls inside, so the window grows to its content first."""
    page.wait_for_timeout(500)
    height = page.locator('[data-testid="stMainBlockContainer"]').evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": WIDE, "height": min(int(height), most)})
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.set_viewport_size({"width": WIDE, "height": 900})


if __name__ == "__main__":
    main()
