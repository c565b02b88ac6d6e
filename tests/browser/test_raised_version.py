"""The framework gets a new version under an application that has work of the version before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from framework.language.texts import texts
from tests.browser.seeds import copy_demo, copy_example, list_mine, practice_of, read_example
from tests.browser.server import Server, copy_application
from tests.raised import NEW, OLD, raise_version

T = texts("nl")
RECORD = """record: kaderwijzer/assessment/1
framework: {id: afwegingskader, version: %s}
project: {title: Van de vorige versie, document_type: idea_or_summary}
lens: self
moment: proposal
date: 2026-11-22
ratings: {start.praktijkvraag: {level: 2}}
"""


@pytest.fixture(scope="module")
def raised_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole application, with the raised framework in place of the shipped one."""
    root = copy_application(tmp_path_factory.mktemp("raised"))
    raise_version(root / "criteria")
    return root


@pytest.fixture(scope="module")
def used_server(start_server: Callable[..., Server], raised_root: Path) -> Server:
    """A server that had work of the old version, and started again after the version was raised."""
    server = start_server()
    copy_example(server, 1)
    copy_demo(server)
    server.stop()
    server.root = raised_root
    server.serve()
    return server


def test_first_page_stands_and_examples_open_under_the_version_they_fit(used_server: Server, page: Page) -> None:
    page.goto(used_server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(T("ui.start.title"))
    expect(page.get_by_text(T("ui.draft_chip", version=NEW))).to_be_visible()
    expect(page.get_by_role("heading", name=T("ui.start.demo"))).to_be_visible()
    page.get_by_role("button", name=T("ui.start.open_copy", n=1)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(read_example(1, "nl").project.title)
    assert {versions(used_server, query) for query in list_mine(used_server)} == {OLD}


def test_old_work_opens_and_scores_as_it_did(used_server: Server, page: Page) -> None:
    for identifier in list_mine(used_server):
        for path in ("profiel", "punt", "acties", "gegevens"):
            page.goto(f"{used_server.url}/{path}?a={identifier}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_text(T("ui.something_failed"))).to_have_count(0)


def test_own_file_of_the_version_before_reads_in(used_server: Server, page: Page) -> None:
    page.goto(f"{used_server.url}/inlezen")
    file = {"name": "eigen.yaml", "mimeType": "application/yaml", "buffer": (RECORD % OLD).encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=T("ui.read_in.keep")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Van de vorige versie")
    assert versions(used_server, list_mine(used_server)[0]) == OLD


def test_where_the_version_before_was_never_the_page_stands_and_says_which_way_on_there_is(
    start_server: Callable[..., Server], raised_root: Path, page: Page
) -> None:
    server = start_server(root=raised_root)
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(T("ui.start.title"))
    expect(page.get_by_role("link", name=T("ui.start.read_in"))).to_be_visible()
    expect(page.get_by_role("heading", name=T("ui.start.examples"))).to_have_count(0)
    expect(page.get_by_role("heading", name=T("ui.start.demo"))).to_have_count(0)
    page.goto(f"{server.url}/inlezen")
    file = {"name": "eigen.yaml", "mimeType": "application/yaml", "buffer": (RECORD % OLD).encode()}
    page.locator("input[type=file]").set_input_files(file)
    way_on = T("fault.unknown_version.mend", id="afwegingskader", version=OLD, known=NEW)
    expect(page.get_by_text(way_on)).to_be_visible()


def versions(server: Server, assessment: str) -> str:
    with practice_of(server) as practice:
        return practice.projects.dossier(practice.projects.people.local(), assessment).loaded.framework.version
