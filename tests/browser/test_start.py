"""The first page promises each group what is true today: every door is tried."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.researcher import Researcher
from tests.browser.server import Server

EXAMPLE = "criteria/afwegingskader/examples/jong_in_de_buurt.{}.yaml"


@pytest.fixture(params=["nl", "en"])
def person(request: pytest.FixtureRequest, new_page: Callable[..., Page], shared_server: Server) -> Researcher:
    language = request.param
    return Researcher(new_page(language=language), shared_server.url, language).open()


def test_researcher_gets_as_many_questions_as_are_promised_and_a_profile(person: Researcher) -> None:
    expect(person.page.locator(".st-key-card_researcher")).to_contain_text(person.t("ui.door.researcher.remark", n=9))
    person.begin()
    expect(person.page.locator(".kw-rail a")).to_have_count(9)
    person.choose(0).page.get_by_role("link", name=person.t("ui.title.profile"), exact=True).click()
    person.arrive("profile")
    expect(person.page.locator(".kw-first a")).to_have_count(3)


def test_funder_sees_profile_evidence_and_what_is_open_of_a_file(person: Researcher) -> None:
    t, page = person.t, person.page
    person.press(t("ui.door.funder.button")).at(t("ui.read_in.title"))
    page.locator('input[type="file"]').set_input_files(person_file(person))
    page.get_by_role("button", name=t("ui.read_in.keep")).click()
    person.arrive("profile")
    expect(page.locator(".kw-phase")).to_have_count(3)
    expect(page.locator(".kw-phase .kw-sq.u").first).to_be_visible()
    page.get_by_role("button", name=t("ui.profile.why", phase="")).first.click()
    expect(page.locator("table").filter(has_text="“")).to_be_visible()


def person_file(person: Researcher) -> str:
    return EXAMPLE.format(person.language)


def test_professional_finds_the_framework_without_an_account(person: Researcher) -> None:
    person.press(person.t("ui.door.professional.button")).at(person.t("ui.framework.title"))
    expect(person.page.locator("details")).not_to_have_count(0)


def test_facilitator_finds_a_question_table_with_an_agenda_and_room_for_the_outcome(person: Researcher) -> None:
    t, page = person.t, person.page
    person.press(t("ui.door.facilitator.button")).arrive("roundtable")
    expect(page.locator("h1")).to_have_text(t("ui.roundtable.title"))
    for suffix in ("PDF", "DOCX"):
        with page.expect_download() as download:
            page.get_by_role("button", name=t("ui.roundtable.agenda", suffix=suffix)).click()
        assert download.value.path().stat().st_size > 1_000
    expect(page.get_by_text(t("ui.roundtable.table_notes")).first).to_be_visible()
    person.open("/onderzoek")
    expect(page.get_by_role("button", name=t("ui.research.erase")).first).to_be_visible()
