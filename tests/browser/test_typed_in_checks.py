"""What people type in and about a practice check is shown as typed on its light pages and screens, and breaks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Page

from framework.assessing.beside import Kind, TableNotes, Told
from framework.assessing.record import Moment, Project
from framework.people.person import Respondent
from framework.practice.responses import Opinion
from framework.use_cases.practice import Opened
from framework.use_cases.respondents import Respondents
from tests.browser.practice_checks import INVITATION
from tests.browser.researcher import Researcher
from tests.browser.seeds import practice_of
from tests.browser.server import Server
from tests.browser.test_typed_texts import ENDLESS, MARKS
from tests.framework.strategies import shipped

WIDTHS, PROJECTORS = ((320, 700), (390, 844), (1280, 900)), ((1024, 768), (1280, 720), (1920, 1080))


@dataclass(frozen=True)
class Seeded:
    """Two checks about one research that hold one text wherever people type: one is open, the other closed."""

    query: str
    open: Opened
    closed: Opened
    text: str
    key: str

    @property
    def phone(self) -> list[str]:
        return [f"/p/{self.open.links[0]}{step}" for step in ("", "/1", "/words", "/look")]

    @property
    def ended(self) -> str:
        return f"/p/{self.closed.links[0]}"

    @property
    def projector(self) -> list[str]:
        return [f"/p/{self.open.lead}", *(f"/p/{self.closed.lead}{step}" for step in ("", "/1", "/1/notes"))]

    @property
    def screens(self) -> list[str]:
        checks = [
            f"/{page}?{self.query}&p={one.check.id}" for page in ("praktijktoets",) for one in (self.open, self.closed)
        ]
        return [*checks, f"/praktijk?{self.query}", f"/profiel?{self.query}"]


def seed(server: Server, text: str) -> Seeded:
    with practice_of(server) as practice:
        projects, me = practice.projects, practice.projects.people.local()
        about = projects.start(me, Project(title=text, document_type="full_proposal"), Moment.PROPOSAL, shipped())
        names = ("summary", "research_question", "asker", "why", "contact")
        invitation = INVITATION.model_copy(update={"kind": Kind.GROUP, "people": 6, **dict.fromkeys(names, text)})
        opened, closed = (practice.open(me, about, invitation) for _ in range(2))
        respondents = Respondents(practice)
        for one in (closed, closed, closed, closed, opened):
            respondent = Respondent(one.links[0])
            respondent = replace(respondent, key=respondents.begin(respondent))
            for criterion in one.check.statements():
                respondents.answer(respondent, criterion.id, Opinion(answer=1, remark=text))
            respondents.say(respondent, text, text)
            if one is closed:
                respondents.send(respondent)
        respondents.reveal(Respondent(closed.lead or ""))
        first = closed.check.statements()[0].id
        respondents.keep_table_notes(Respondent(closed.lead or ""), first, TableNotes(heard=text, changes=text), 0)
        practice.tell(me, closed.check.id, Told(text=text), 0)
    return Seeded(f"a={about}", opened, closed, text, respondent.key or "")


@pytest.fixture(scope="module")
def marked(public_server: Server) -> Seeded:
    return seed(public_server, MARKS)


@pytest.fixture(scope="module")
def endless(public_server: Server) -> Seeded:
    return seed(public_server, ENDLESS)


def fill_in_as(page: Page, server: Server, seeded: Seeded) -> Page:
    """Let a browser be the phone that filled in the open check and has not sent it yet."""
    where = f"{server.url}/p/{seeded.open.links[0]}"
    page.context.add_cookies([{"name": "kw_sheet", "value": seeded.key, "url": where}])
    return page


def shown(page: Page) -> str:
    """All that stands on a page, in its fields too."""
    typed = page.evaluate("[...document.querySelectorAll('textarea')].map(each => each.value)")
    return "\n".join([page.evaluate("document.body.innerText"), *typed])


@pytest.mark.parametrize("at", range(4))
def test_phone_shows_text_as_it_was_typed(page: Page, public_server: Server, marked: Seeded, at: int) -> None:
    fill_in_as(page, public_server, marked).goto(public_server.url + marked.phone[at])
    assert MARKS in shown(page)


def test_end_shows_what_came_of_it_as_it_was_typed(page: Page, public_server: Server, marked: Seeded) -> None:
    page.goto(public_server.url + marked.ended)
    assert MARKS in shown(page)


@pytest.mark.parametrize("at", range(4))
def test_projector_shows_text_as_it_was_typed(page: Page, public_server: Server, marked: Seeded, at: int) -> None:
    page.goto(public_server.url + marked.projector[at])
    assert MARKS in shown(page)


@pytest.mark.parametrize("at", range(4))
def test_screen_shows_text_as_it_was_typed(page: Page, public_server: Server, marked: Seeded, at: int) -> None:
    Researcher(page, public_server.url).open(marked.screens[at])
    page.wait_for_function("!document.body.innerText.includes('\\u200b')")
    assert MARKS in shown(page)


def too_wide(page: Page, size: tuple[int, int], paths: list[str], go: Callable[[str], object]) -> list[tuple[str, int]]:
    """The pages that scroll sideways, and by how much."""
    found = list[tuple[str, int]]()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in paths:
        go(path)
        over = page.evaluate(
            "Math.max(...[...document.querySelectorAll('html, body, main, [data-testid=stMain]')]"
            ".map(each => each.scrollWidth - each.clientWidth))"
        )
        if over > 0:
            found.append((path, over))
    return found


@pytest.mark.parametrize("size", WIDTHS)
def test_word_without_an_end_breaks_on_phone_and_screen(
    page: Page, public_server: Server, endless: Seeded, size: tuple[int, int]
) -> None:
    fill_in_as(page, public_server, endless)
    light = [*endless.phone, endless.ended]
    assert too_wide(page, size, light, lambda path: page.goto(public_server.url + path)) == []
    assert too_wide(page, size, endless.screens, Researcher(page, public_server.url).open) == []


@pytest.mark.parametrize("size", [*WIDTHS[:2], *PROJECTORS])
def test_word_without_an_end_breaks_on_a_projector(
    page: Page, public_server: Server, endless: Seeded, size: tuple[int, int]
) -> None:
    assert too_wide(page, size, endless.projector, lambda path: page.goto(public_server.url + path)) == []
