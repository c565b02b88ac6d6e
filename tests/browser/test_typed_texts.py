"""What people type is shown as they typed it, on every screen, and a word without an end breaks."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from framework.assessing.beside import Commitment, TableNotes
from framework.assessing.record import Evidence, Moment, Project, Scored
from tests.browser.researcher import Researcher
from tests.browser.seeds import practice_of
from tests.browser.server import Server
from tests.framework.strategies import shipped

# Marks of Markdown and of Streamlit, icons, arrows, dashes, addresses, HTML and its characters.
MARKS = (
    ":material_home: :material/home: :smile: a->b a -> b -- <- >= ~= :streamlit: www.x.nl http://y.nl a@b.nl $x$ *x*"
    " _y_ [a](b) <b>i</b> :red[x] `c` # \\ | ~~z~~ &amp; 1. (c)"
)
ENDLESS = "w" * 190
PAGES = ("gegevens", "punt", "profiel", "acties", "meenemen", "praktijk", "vraagtafel")
CORE = [criterion.id for criterion in shipped().framework.criteria if criterion.is_core]


def seed(server: Server, text: str) -> str:
    """A quick scan that holds `text` wherever people type; returns the query of its pages."""
    with practice_of(server) as practice:
        projects, me = practice.projects, practice.projects.people.local()
        details = Project(title=text, organisation=text, summary=text, document_type="full_proposal")
        about = projects.start(me, details, Moment.PROPOSAL, shipped())
        evidence = (Evidence(quote=text, location=text),)
        projects.record_rating(me, about, CORE[0], Scored(level=2, note=text, evidence=evidence), 0)
        projects.record_rating(me, about, CORE[1], Scored(level=0, note=text), 0)
        projects.take_action(me, about, CORE[1], Commitment(who=text, by=date(2027, 1, 1)), 0)
        projects.keep_table_notes(me, about, CORE[0], TableNotes(heard=text, changes=text, table=text), 0)
    return f"a={about}"


@pytest.fixture(scope="module")
def marked(shared_server: Server) -> str:
    return seed(shared_server, MARKS)


@pytest.fixture(scope="module")
def endless(shared_server: Server) -> str:
    return seed(shared_server, ENDLESS)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ["", "onderzoek", *PAGES])
def test_text_is_shown_as_it_was_typed(
    page: Page, shared_server: Server, marked: str, path: str, language: str
) -> None:
    page.context.add_cookies([{"name": "kw_lang", "value": language, "url": shared_server.url}])
    person = Researcher(page, shared_server.url, language).open(f"/{path}?{marked}" if path in PAGES else f"/{path}")
    page.wait_for_function("!document.body.innerText.includes('\\u200b')")  # what is drawn is mended a moment later
    shown = person.page.evaluate("document.body.innerText")
    assert MARKS in shown
    assert "\u200b" not in shown
    names = person.page.evaluate("[...document.querySelectorAll('[aria-label]')].map(each => each.ariaLabel)")
    assert [name for name in names if "material" in name and MARKS not in name] == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_word_without_an_end_breaks(
    new_page: Callable[..., Page], shared_server: Server, endless: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    wide = list[tuple[str, int]]()
    for path in ("", "onderzoek", *PAGES):
        Researcher(page, shared_server.url).open(f"/{path}?{endless}" if path in PAGES else f"/{path}")
        main = page.get_by_test_id("stMain").evaluate("each => each.scrollWidth - each.clientWidth")
        whole = page.evaluate("document.documentElement.scrollWidth") - width
        if max(main, whole) > 0:
            wide.append((path, max(main, whole)))
    assert wide == []
