"""What a framework's author wrote stands on the screen as written: nothing in it is a mark, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from framework.assessing.record import Moment, Project, Scope, Scored
from tests.browser.seeds import practice_of
from tests.browser.server import Server, copy_application
from tests.marked import MARKS, marked, write_worded

FRAMEWORK = marked().framework
TITLE = "a -> b -- c <- d >= 2, www.voorbeeld.example of x@voorbeeld.example :streamlit:"
POINT = FRAMEWORK.criteria[0]


@pytest.fixture(scope="module")
def marked_server(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    root = copy_application(tmp_path_factory.mktemp("marked"))
    write_worded(root / "criteria" / "afwegingskader", marked())
    return start_server(root=root)


@pytest.fixture(scope="module")
def assessment(marked_server: Server) -> str:
    with practice_of(marked_server) as practice:
        projects, me = practice.projects, practice.projects.people.local()
        project = Project(title=TITLE, document_type=FRAMEWORK.document_types[0].id)
        made = projects.start(me, project, Moment.IDEA, marked())
        projects.change_setting(me, made, 1, scope=Scope.FULL)
        projects.record_rating(me, made, POINT.id, Scored(level=1), 0)
    return made


def test_point_reads_as_written(marked_server: Server, assessment: str, page: Page) -> None:
    page.goto(f"{marked_server.url}/punt?a={assessment}&p={POINT.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text(POINT.question)
    for descriptor in POINT.rubric:
        expect(page.get_by_text(descriptor.text, exact=True).first).to_be_visible()
    names = {level.level: level.label for level in FRAMEWORK.scale.levels}
    expect(page.get_by_role("radio", name=f"1. {names[1]}", exact=False).first).to_be_visible()
    no_marks(page)


@pytest.mark.parametrize("path", ["profiel", "kader", "gegevens", "acties"])
def test_page_reads_as_written(marked_server: Server, assessment: str, page: Page, path: str) -> None:
    page.goto(f"{marked_server.url}/{path}?a={assessment}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(MARKS).first).to_be_attached()
    no_marks(page)


def test_title_of_a_project_reads_as_typed(marked_server: Server, assessment: str, page: Page) -> None:
    page.goto(f"{marked_server.url}/profiel?a={assessment}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    no_marks(page)


def no_marks(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    for made in ("em", "del", "a[href*='voorbeeld.example']", ".katex", "span[role=img][aria-label*='smil']"):
        expect(main.locator(made)).to_have_count(0)
    assert "😄" not in main.inner_text()
    assert "\\" not in main.inner_text()
