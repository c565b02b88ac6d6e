"""Two presses within a fifth of a second make one thing, wherever a press makes something."""

import pytest
from playwright.sync_api import Locator, Page, expect

from framework.language.texts import texts
from framework.practice.invitation import InvitationDraft
from tests.browser import practice_checks
from tests.browser.practice_checks import INVITATION, count_sent
from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan, list_mine, practice_of
from tests.browser.server import ROOT, Server
from tests.browser.test_settling import open_point, seed

RECORD = ROOT / "criteria" / "afwegingskader" / "examples" / "jong_in_de_buurt.nl.yaml"
QUOTE = texts("nl")("ui.point.quote")
APART = (20, 50, 100, 200)  # ms between the two presses


def press_twice(button: Locator, apart: int) -> None:
    """Press where the button stands, and once more: whatever came into its place in between."""
    button.scroll_into_view_if_needed()
    box, page = button.bounding_box(), button.page
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_timeout(apart)
    page.mouse.click(x, y)


@pytest.mark.parametrize("apart", APART)
def test_record_that_is_kept_with_two_presses_is_one_project(page: Page, shared_server: Server, apart: int) -> None:
    before = list_mine(shared_server)
    person = Researcher(page, shared_server.url).open("/inlezen")
    page.locator('input[type="file"]').set_input_files(RECORD)
    page.locator("h2").first.wait_for()
    person.settle()
    press_twice(page.get_by_role("button", name=person.t("ui.read_in.keep")), apart)
    person.arrive("profile").page.wait_for_timeout(1_000)
    assert set(list_mine(shared_server)) - set(before) == {named(page, "a")}
    assert len(list_mine(shared_server)) == len(before) + 1


@pytest.mark.parametrize("apart", APART)
def test_project_that_is_begun_with_two_presses_is_one(page: Page, shared_server: Server, apart: int) -> None:
    before = list_mine(shared_server)
    person = Researcher(page, shared_server.url).open("/gegevens")
    page.get_by_label(person.t("ui.details.name")).fill("Twee keer gedrukt")
    press_twice(page.get_by_role("button", name=person.t("ui.details.start")), apart)
    person.arrive("point").page.wait_for_timeout(1_000)
    assert len(list_mine(shared_server)) == len(before) + 1


@pytest.mark.parametrize("name", ["example", "demo"])
def test_example_that_is_opened_with_two_presses_is_one_copy(page: Page, shared_server: Server, name: str) -> None:
    before = list_mine(shared_server)
    person = Researcher(page, shared_server.url).open()
    label = person.t("ui.start.open_copy", n=1) if name == "example" else person.t("ui.start.open_demo")
    press_twice(page.get_by_role("button", name=label), 50)
    person.arrive("profile").page.wait_for_timeout(1_000)
    assert len(list_mine(shared_server)) == len(before) + 1


@pytest.mark.parametrize("apart", APART)
def test_check_that_is_opened_with_two_presses_is_one_and_its_link_leads_to_it(
    page: Page, public_server: Server, apart: int
) -> None:
    query = begin_scan(public_server)
    words = INVITATION.model_dump(include={"kind", "summary", "research_question", "asker", "why", "contact"})
    draft = InvitationDraft(**words, expires=INVITATION.expires.strftime("%d-%m-%Y"))
    with practice_of(public_server) as practice:
        practice.projects.keep_invitation(practice.projects.people.local(), query.removeprefix("a="), draft, 0)
    person = Researcher(page, public_server.url).open(f"/praktijk?{query}")
    press_twice(page.get_by_role("button", name=person.t("ui.practice.open")), apart)
    person.arrive("check").page.wait_for_timeout(1_000)
    with practice_of(public_server) as practice:
        checks = practice.checks(practice.projects.people.local(), query.removeprefix("a="))
    assert [check.id for check in checks] == [named(page, "p")]
    path = page.locator(".kw-code").first.inner_text().removeprefix("https://kader.example")
    page.goto(public_server.url + path)
    expect(page.get_by_text(INVITATION.summary)).to_be_visible()


@pytest.mark.parametrize("apart", [20, 50, 200])
def test_paper_form_that_is_put_in_with_two_presses_counts_once(page: Page, public_server: Server, apart: int) -> None:
    opened = practice_checks.open_check(public_server)
    with practice_of(public_server) as practice:
        about = practice.projects.mine(practice.projects.people.local()).dossiers[0].stream.id
    person = Researcher(page, public_server.url).open(f"/papier?a={about}&p={opened.check.id}")
    groups = page.get_by_role("radiogroup")
    expect(groups).to_have_count(len(opened.check.statements()))
    for group in groups.all():
        group.locator('[data-testid="stRadioOption"]').last.click()
        person.settle()
    press_twice(page.get_by_role("button", name=person.t("ui.paper.put_in")), apart)
    expect(page.get_by_role("status").filter(has_text=person.t("ui.practice.sent", n=1))).to_be_in_viewport()
    person.settle().page.wait_for_timeout(1_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert count_sent(public_server, opened) == 1


@pytest.mark.parametrize("apart", [20, 50, 100])
def test_piece_of_evidence_that_is_added_with_two_presses_is_one(page: Page, shared_server: Server, apart: int) -> None:
    person = open_point(page, shared_server, seed(shared_server))
    add, quotes = page.get_by_role("button", name=person.t("ui.point.more_evidence")), page.get_by_label(QUOTE)
    twice = "(button, ms) => new Promise((done) => { button.click(); setTimeout(() => done(button.click()), ms); })"
    add.evaluate(twice, apart)
    expect(quotes).to_have_count(2)
    page.wait_for_timeout(1_000)
    person.settle()
    expect(quotes).to_have_count(2)
    add.click()
    expect(quotes).to_have_count(3)
