"""Another depth or document type in a real browser: told first, nothing emptied, one press or one word to mend."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from framework.assessing.record import Scored, Unscored
from framework.instrument.model import NotScored
from tests.browser.conftest import WIDE, dress
from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan, practice_of
from tests.browser.server import Server
from tests.framework.strategies import shipped

FIRST, SECOND, *_ = [c.id for c in shipped().framework.criteria if c.is_core]
CHOICES = '.st-key-levels [data-testid="stRadioOption"]'


def begin(server: Server, kind: str) -> str:
    """A quick scan of a text of this kind: the first point at the lowest level, the second not in the text."""
    query = begin_scan(server)
    assessment = query.removeprefix("a=")
    with practice_of(server) as practice:
        projects, me = practice.projects, practice.projects.people.local()
        projects.change_setting(me, assessment, 1, document_type=kind)
        projects.record_rating(me, assessment, FIRST, Scored(level=0), 0)
        projects.record_rating(me, assessment, SECOND, Unscored(not_scored=NotScored.NOT_IN_TEXT), 0)
    return query


def pick(person: Researcher, label: str) -> None:
    person.page.locator('[data-testid="stRadioOption"]').filter(has_text=label).first.click()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_another_depth_is_told_before_and_one_word_lets_the_level_count(
    new_page: Callable[..., Page], shared_server: Server, axe: Callable[..., list[str]], language: str
) -> None:
    page = new_page(language=language)
    query = begin(shared_server, "announcement_or_report")
    person = Researcher(page, shared_server.url, language).open(f"/gegevens?{query}")
    t, framework = person.t, shipped().in_language(language)
    pick(person, t("scope.full"))
    asked = page.get_by_role("alert")
    expect(asked).to_contain_text(framework.by_id[FIRST].title)
    expect(asked).not_to_contain_text(framework.by_id[SECOND].title)
    for dark in (False, True):
        dress(page, dark, {"width": 1280, "height": 6000})
        assert axe(page) == []
    dress(page, False, WIDE)
    before = person.saves
    person.press(t("ui.depth.change")).wait_for_save(before)
    person.open(f"/punt?{query}&p={FIRST}")
    expect(page.locator(".kw-prog")).to_contain_text(t("ui.waiting", n=1))
    expect(page.locator(CHOICES).first.locator("input")).to_be_checked()
    for dark in (False, True):
        dress(page, dark, {"width": 1280, "height": 6000})
        assert axe(page) == []
    dress(page, False, WIDE)
    before = person.saves
    page.get_by_label(t("ui.point.note"), exact=True).fill("p. 3")
    page.get_by_label(t("ui.point.note"), exact=True).blur()
    person.wait_for_save(before)
    expect(page.locator(".kw-prog")).not_to_contain_text(t("ui.waiting", n=1))


def test_another_document_type_empties_nothing_and_offers_what_silence_means(page: Page, shared_server: Server) -> None:
    query = begin(shared_server, "announcement_or_report")
    person = Researcher(page, shared_server.url).open(f"/gegevens?{query}")
    framework = shipped().in_language("nl")
    proposal = framework.document_type("full_proposal")
    assert proposal
    pick(person, proposal.label)
    expect(page.get_by_role("alert")).to_contain_text(framework.by_id[SECOND].title)
    preview, depth = page.get_by_role("alert").bounding_box(), page.locator('[class*="details-depth"]').bounding_box()
    assert preview
    assert depth
    assert preview["y"] < depth["y"]  # directly below the choice that it is about
    person.press(person.t("ui.depth.leave"))
    expect(page.get_by_role("alert")).to_have_count(0)
    held = page.locator('[class*="st-key-"][class*="details-kind"] input:checked')
    expect(held).to_be_focused()
    pick(person, proposal.label)
    before = person.saves
    person.press(person.t("ui.depth.change")).wait_for_save(before)
    expect(held).to_be_focused()
    person.open(f"/punt?{query}&p={SECOND}")
    expect(page.locator(CHOICES).last.locator("input")).to_be_checked()
    before = person.saves
    person.press("Neem niveau 0: Niet aanwezig").wait_for_save(before)
    expect(page.locator(CHOICES).first.locator("input")).to_be_checked()
    expect(page.locator(".kw-prog")).to_contain_text("2 van 9 beantwoord")


def test_deepening_one_phase_lands_there_and_the_quick_scan_can_still_be_seen(
    page: Page, shared_server: Server
) -> None:
    query = begin(shared_server, "announcement_or_report")
    person = Researcher(page, shared_server.url).open(f"/profiel?{query}")
    phase = shipped().framework.phases[1]
    person.press(person.t("ui.profile.deepen", phase=phase.title))
    person.press(person.t("ui.depth.change")).arrive("point")
    assert named(page, "p") == phase.criteria[0].id
    person.open(f"/profiel?{query}")
    page.get_by_text(person.t("ui.profile.depths.core"), exact=True).click()
    expect(page.locator(".kw-kicker")).to_contain_text(person.t("scope.core"))
    expect(page.locator(".kw-phase .kw-strip").first).to_have_text("0??")


def test_what_deepening_asks_first_comes_into_sight_on_a_phone(
    new_page: Callable[..., Page], shared_server: Server
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    query = begin_scan(shared_server)
    assessment = query.removeprefix("a=")
    with practice_of(shared_server) as practice:
        me = practice.projects.people.local()
        practice.projects.record_rating(me, assessment, FIRST, Scored(level=3), 0)
    person = Researcher(page, shared_server.url).open(f"/profiel?{query}")
    first = shipped().in_language("nl").phases[0].title
    person.press(person.t("ui.profile.deepen", phase=first))
    asked = page.get_by_role("alert").filter(has_text=person.t("ui.depth.title", n=1))
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("button", name=person.t("ui.depth.change"))).to_be_in_viewport()
