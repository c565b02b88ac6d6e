"""A form with faults: said at its top and beside each field, with a way there, and never twice the same press."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from framework.language.days import example_day
from tests.browser.researcher import Researcher
from tests.browser.seeds import begin_scan, copy_example, practice_of, take_first_action
from tests.browser.server import Server


def expect_fault(field: Locator, words: str) -> None:
    """Expect a field to say that it is not right, and to point to the words that say why."""
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(words)


def test_project_without_a_title_is_told_at_the_top_with_a_way_to_the_field(
    page: Page, shared_server: Server, axe: Callable[..., list[str]]
) -> None:
    person = Researcher(page, shared_server.url).open("/gegevens")
    t, title = person.t, page.get_by_label(person.t("ui.details.name"))
    person.press(t("ui.details.start"))
    problem = page.locator(".kw-problem")
    expect(problem).to_be_focused()
    expect(problem.get_by_role("heading", name=t("ui.problem"))).to_be_visible()
    expect_fault(title, t("ui.details.title_needed"))
    assert axe(page) == []
    entries = page.evaluate("history.length")
    problem.get_by_role("link", name=t("ui.details.title_needed")).click()
    expect(title).to_be_focused()
    assert page.evaluate("history.length") == entries
    title.fill("Meelopen bij het loket")
    expect(problem).to_have_count(0)
    expect(title).not_to_have_attribute("aria-invalid", "true")


def test_check_that_lacks_fields_names_each_of_them_until_it_is_filled_in(page: Page, public_server: Server) -> None:
    person = Researcher(page, public_server.url).open(f"/praktijk?{begin_scan(public_server)}")
    t, problem = person.t, page.locator(".kw-problem")
    person.press(t("ui.practice.open"))
    expect(problem).to_be_focused()
    lacking = [
        t("ui.practice.missing", what=t(f"ui.practice.fields.{n}"))
        for n in ("summary", "research_question", "asker", "why", "contact")
    ]
    expect(problem.get_by_role("link")).to_have_text(lacking)
    field = page.get_by_label(t("ui.practice.why"), exact=True)
    expect_fault(field, lacking[3])
    problem.get_by_role("link", name=lacking[3]).click()
    expect(field).to_be_focused()
    page.keyboard.type("Jij kent het werk.")
    expect(problem.get_by_role("link")).to_have_text([lacking[0], lacking[1], lacking[2], lacking[4]])
    expect(field).to_be_focused()  # focus follows presses, not what is saved while typing


def test_check_with_a_day_that_does_not_exist_says_so_at_the_top_and_is_not_made(
    page: Page, public_server: Server
) -> None:
    person = Researcher(page, public_server.url).open(f"/praktijk?{begin_scan(public_server)}")
    t, problem = person.t, page.locator(".kw-problem")
    for name in ("summary", "research_question", "asker", "why", "contact"):
        page.get_by_label(t(f"ui.practice.{name}"), exact=True).fill("Jij kent het werk.")
        person.settle()
    promised = page.get_by_label(t("ui.practice.promised"), exact=True)
    promised.fill("30-2-2027")
    promised.blur()
    person.settle().press(t("ui.practice.open"))
    expect(problem).to_be_focused()
    said = t("no_day.no_such_day", day=30, name=t.entries["months"][1], year=2027, days=28)
    expect(problem.get_by_role("link")).to_have_text(f"{said} {example_day(t, date.today())}")
    expect_fault(promised, f"{said} {example_day(t, date.today())}")


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [("nl", "31-2-2027", "no_such_day"), ("en", "February 31, 2027", "no_such_day"), ("nl", "1 maart", "no_year")],
)
def test_field_of_a_day_says_truly_what_is_wrong(
    new_page: Callable[..., Page], shared_server: Server, language: str, typed: str, said: str
) -> None:
    query = begin_scan(shared_server)
    person = Researcher(new_page(language=language), shared_server.url, language).open(f"/gegevens?{query}")
    day, t = person.page.get_by_label(person.t("ui.details.day")), person.t
    day.fill(typed)
    day.blur()
    what = t(f"no_day.{said}", day=31, name=t.entries["months"][1], year=2027, days=28)
    expect_fault(day, f"{what} {example_day(t, date.today())}")


@pytest.mark.parametrize(("language", "typed"), [("nl", "woensdag 1 september 2027"), ("en", "September 1, 2027")])
def test_field_of_a_day_takes_it_in_words(
    new_page: Callable[..., Page], shared_server: Server, language: str, typed: str
) -> None:
    query = copy_example(shared_server, 1)
    take_first_action(shared_server, query)
    person = Researcher(new_page(language=language), shared_server.url, language).open(f"/acties?{query}")
    before, day = person.saves, person.page.get_by_label(person.t("ui.actions.by"))
    day.fill(typed)
    day.blur()
    person.wait_for_save(before)
    with practice_of(shared_server) as practice:
        dossier = practice.projects.dossier(practice.projects.people.local(), query.removeprefix("a="))
    assert [str(commitment.by) for commitment in dossier.commitments.values()] == ["2027-09-01"]
