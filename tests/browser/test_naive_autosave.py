"""The negative control: autosave as one writes it first loses what its screen called saved, and the book sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HERE, LOST_CONNECTION, Watch
from tests.browser.losses import Book
from tests.browser.researcher import Researcher, named
from tests.browser.server import Server, copy_application

POINT = "start.praktijkvraag"


@pytest.fixture(scope="module")
def naive_server(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    return start_server(root=copy_application(tmp_path_factory.mktemp("naive"), HERE / "naive_main.py"))


def open_book(page: Page, server: Server, levels: dict[str, int]) -> Book:
    return Book(server, named(page, "a"), levels)


def expect_called_saved(page: Page, level: int) -> None:
    expect(page.locator(".kw-saved")).to_have_text(f"Saved: {level}")


def test_stale_tab_that_compares_with_the_store_erases_the_answer_of_another_tab(
    page: Page, naive_server: Server
) -> None:
    stale = Researcher(page, naive_server.url, has_bridge=False).open("/?way=compare").choose(1)
    other = Researcher(page.context.new_page(), naive_server.url, has_bridge=False).open(
        page.url.removeprefix(naive_server.url)
    )
    other.choose(2)
    book = open_book(page, naive_server, {POINT: 2})
    assert book.lost() == {}
    before = stale.saves
    stale.press("Again").wait_for_save(before)  # nobody chose anything here
    assert book.lost() == {POINT: 2}


def test_callback_misses_what_is_chosen_after_a_restart(page: Page, naive_server: Server, watch: Watch) -> None:
    watch.expect(LOST_CONNECTION)
    person = Researcher(page, naive_server.url, has_bridge=False).open("/?way=callback").choose(1)
    book = open_book(page, naive_server, {POINT: 1})
    assert book.lost() == {}
    naive_server.kill()
    naive_server.start()
    person.option(3).click()
    expect_called_saved(page, 3)
    book.acknowledged[POINT] = 3
    assert book.lost() == {POINT: 3}
