"""Another program holds the database: the page says so, and the words are saved once it lets go, reloaded or not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.researcher import Researcher
from tests.browser.server import Server
from tests.browser.test_settling import open_point, rating, seed


@pytest.fixture
def locked(shared_server: Server) -> Iterator[sqlite3.Connection]:
    """The database of the server, which nobody else can write in before `rollback`."""
    with closing(sqlite3.connect(shared_server.data / "kaderwijzer.sqlite3", isolation_level=None)) as database:
        yield database


def type_under_lock(page: Page, server: Server, locked: sqlite3.Connection, assessment: str) -> Researcher:
    person = open_point(page, server, assessment)
    locked.execute("BEGIN IMMEDIATE")
    page.get_by_label(person.t("ui.point.quote")).fill("Teams vroegen erom.")
    expect(page.get_by_role("alert")).to_contain_text(person.t("ui.unsaved.text"))
    expect(page.locator(".kw-saved.off")).to_contain_text(person.t("ui.unsaved.mark"))
    expect(page.get_by_label(person.t("ui.point.quote"))).to_have_value("Teams vroegen erom.")
    return person


def test_words_stay_on_the_screen_and_are_saved_by_themselves(
    page: Page, shared_server: Server, locked: sqlite3.Connection
) -> None:
    assessment = seed(shared_server)
    person = type_under_lock(page, shared_server, locked, assessment)
    locked.execute("ROLLBACK")
    expect(page.locator(".kw-saved.off")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label(person.t("ui.point.quote"))).to_have_value("Teams vroegen erom.")
    assert rating(shared_server, assessment)["evidence"][0]["quote"] == "Teams vroegen erom."


def test_words_outlive_a_reload_while_the_database_is_locked(
    page: Page, shared_server: Server, locked: sqlite3.Connection
) -> None:
    assessment = seed(shared_server)
    person = type_under_lock(page, shared_server, locked, assessment)
    page.reload()
    person.settle()
    locked.execute("ROLLBACK")
    quote = page.get_by_label(person.t("ui.point.quote"))
    for _ in range(PATIENCE // 1_000):
        page.reload()
        person.settle()
        if quote.first.input_value():
            break
        page.wait_for_timeout(1_000)
    expect(quote.first).to_have_value("Teams vroegen erom.")


def test_choice_outlives_a_reload_while_the_database_is_locked(
    page: Page, shared_server: Server, locked: sqlite3.Connection
) -> None:
    assessment = seed(shared_server)
    person = open_point(page, shared_server, assessment)
    locked.execute("BEGIN IMMEDIATE")
    person.option(2).click()
    expect(page.get_by_role("alert")).to_contain_text(person.t("ui.unsaved.text"))
    page.reload()
    person.settle()
    locked.execute("ROLLBACK")
    for _ in range(PATIENCE // 1_000):
        page.reload()
        person.settle()
        if rating(shared_server, assessment)["level"] == 2:
            break
        page.wait_for_timeout(1_000)
    expect(person.option(2).get_by_role("radio")).to_be_checked()
