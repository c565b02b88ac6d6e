"""What is pressed and then is gone leaves the focus with the next sensible thing, never with the page as a whole."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.researcher import Researcher
from tests.browser.server import Server
from tests.browser.test_settling import open_point, seed, write_elsewhere


def press(person: Researcher, name: str, **details: object) -> None:
    button = person.page.get_by_role("button", name=person.t(name, **details), exact=True)
    button.focus()
    person.page.keyboard.press("Enter")


def test_choice_that_is_taken_back_leaves_the_focus_with_the_choices(page: Page, shared_server: Server) -> None:
    person = open_point(page, shared_server, seed(shared_server))
    press(person, "ui.point.take_back")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.locator(".st-key-levels").get_by_role("radio").first).to_be_focused()


def test_evidence_that_is_removed_leaves_the_focus_with_the_way_back_and_then_with_its_words(
    page: Page, shared_server: Server
) -> None:
    person = open_point(page, shared_server, seed(shared_server))
    quote, before = page.get_by_label(person.t("ui.point.quote")), person.saves
    quote.fill("Teams vroegen erom.")
    person.wait_for_save(before)
    press(person, "ui.point.remove", n=1)
    expect(page.get_by_role("button", name=person.t("ui.point.put_back"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=person.t("ui.point.put_back"))).to_have_count(0)
    back = quote.last
    expect(back).to_have_value("Teams vroegen erom.")
    expect(back).to_be_focused()


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_conflict_that_is_decided_leaves_the_focus_with_what_both_had_changed(
    page: Page, shared_server: Server, side: str
) -> None:
    assessment = seed(shared_server)
    person = open_point(page, shared_server, assessment)
    write_elsewhere(shared_server, assessment, note="Van een ander")
    note = page.get_by_label(person.t("ui.point.note"))
    note.fill("Van hier")
    page.get_by_role("heading", name=person.t("ui.conflict.title")).wait_for()
    press(person, f"ui.conflict.keep_{side}")
    expect(page.get_by_role("heading", name=person.t("ui.conflict.title"))).to_have_count(0)
    expect(note).to_have_value("Van hier" if side == "mine" else "Van een ander")
    expect(note).to_be_focused()
