"""Two tabs of real browsers at one form: what is new is shown, nothing is lost, and both buttons work."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from framework.assessing.record import Moment, Project, Scope, Scored
from framework.keeping.streams import Stream
from framework.use_cases.codec import DETAILS, RATING, Details
from tests.browser.conftest import LOST_CONNECTION, Watch
from tests.browser.practice_checks import practice_of
from tests.browser.researcher import Researcher
from tests.browser.server import Server

POINT = "start.praktijkvraag"
LOOKS = [("nl", False, {"width": 1280, "height": 6000}), ("en", True, {"width": 390, "height": 7000})]


def seed(server: Server) -> str:
    """A full assessment with one level."""
    with practice_of(server) as practice:
        projects = practice.projects
        details = Project(title="Samen beslissen", document_type="full_proposal", summary="Kort")
        made = projects.start(projects.people.local(), details, Moment.PROPOSAL, next(iter(projects.library)))
        projects.change_setting(projects.people.local(), made, 1, scope=Scope.FULL)
        projects.record_rating(projects.people.local(), made, POINT, Scored(level=1), 0)
        return made


def stream_of(server: Server, assessment: str, kind: str = "stream") -> Stream:
    with practice_of(server) as practice:
        return getattr(practice.projects.dossier(practice.projects.people.local(), assessment), kind)


def rating(server: Server, assessment: str) -> dict[str, Any]:
    return dict(stream_of(server, assessment).payload(RATING + POINT) or {})


def write_elsewhere(server: Server, assessment: str, **changes: Any) -> None:
    """Somebody else changes the rating of the point."""
    with practice_of(server) as practice:
        dossier = practice.projects.dossier(practice.projects.people.local(), assessment)
        changed = dossier.drafts[POINT].model_copy(update=changes)
        version = dossier.stream.version(RATING + POINT)
        practice.projects.record_rating(practice.projects.people.local(), assessment, POINT, changed, version)


def open_point(page: Page, server: Server, assessment: str, language: str = "nl") -> Researcher:
    return Researcher(page, server.url, language).open(f"/punt?a={assessment}&p={POINT}").arrive("point")


def test_field_that_nobody_touched_here_shows_what_is_new(page: Page, shared_server: Server) -> None:
    assessment = seed(shared_server)
    person = open_point(page, shared_server, assessment)
    write_elsewhere(shared_server, assessment, note="Van een ander")
    page.get_by_label(person.t("ui.point.quote")).fill("Van hier")
    expect(page.get_by_label(person.t("ui.point.note"))).to_have_value("Van een ander")
    expect(page.locator(".kw-news[role=status]")).to_contain_text("elders, om")
    expect(page.get_by_label(person.t("ui.point.quote"))).to_have_value("Van hier")
    person.settle()
    stored = rating(shared_server, assessment)
    assert (stored["note"], [piece["quote"] for piece in stored["evidence"]]) == ("Van een ander", ["Van hier"])
    assert page.get_by_role("alert").count() == 0


def test_two_tabs_that_each_add_evidence_lose_none(page: Page, shared_server: Server) -> None:
    assessment = seed(shared_server)
    first = open_point(page, shared_server, assessment)
    second = open_point(page.context.new_page(), shared_server, assessment)
    for person, words in ((second, "Uit het tweede tabblad"), (first, "Uit het eerste tabblad")):
        before = person.saves
        person.page.get_by_label(person.t("ui.point.quote")).fill(words)
        person.wait_for_save(before)
    expect(page.get_by_label(first.t("ui.point.quote"))).to_have_count(2)
    quotes = {piece["quote"] for piece in rating(shared_server, assessment)["evidence"]}
    assert quotes == {"Uit het eerste tabblad", "Uit het tweede tabblad"}
    assert page.get_by_role("alert").count() == 0


@pytest.mark.parametrize("look", LOOKS, ids=["nl-1280-light", "en-390-dark"])
def test_both_versions_can_be_read_and_chosen_by_everyone(
    new_page: Callable[..., Page], shared_server: Server, axe: Callable[..., list[str]], look: tuple[str, bool, Any]
) -> None:
    language, dark, size = look
    assessment = seed(shared_server)
    page = new_page(language=language, dark=dark, viewport=size)
    person = open_point(page, shared_server, assessment, language)
    t, note = person.t, page.get_by_label(person.t("ui.point.note"))
    for side, stays in (("theirs", "Het team vroeg dit eerder"), ("mine", "Wij vroegen dit later")):
        write_elsewhere(shared_server, assessment, note="Het team vroeg dit" if side == "mine" else stays)
        note.fill("Wij vroegen dit later")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text(t("ui.conflict.title"))
        person.settle()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        cards = [page.locator(f".st-key-card_{name}") for name in ("mine", "theirs")]
        assert [card.locator("dt").all_inner_texts() for card in cards] == [[t("ui.point.note")]] * 2
        assert cards[0].locator("mark").count() > 0
        buttons = [page.get_by_role("button", name=t(f"ui.conflict.keep_{name}")) for name in ("mine", "theirs")]
        boxes = [button.bounding_box() or {} for button in buttons]
        assert [round(box["width"]) for box in boxes] == [round(boxes[0]["width"])] * 2
        person.press(t(f"ui.conflict.keep_{side}"))
        expect(alert).to_have_count(0)
        expect(note).to_have_value(stays)
        person.settle()
        assert rating(shared_server, assessment)["note"] == stays


def test_restart_makes_no_conflict_of_one_tab_and_lets_no_old_text_win(
    page: Page, mortal_server: Server, watch: Watch
) -> None:
    watch.expect(LOST_CONNECTION)
    assessment = seed(mortal_server)
    person = Researcher(page, mortal_server.url).open(f"/gegevens?a={assessment}").arrive("details")
    summary, before = page.get_by_label(person.t("ui.details.summary")), person.saves
    summary.fill("Kort, en eerst bewaard")
    person.wait_for_save(before)
    mortal_server.kill()
    mortal_server.serve()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_timeout(1_500)  # the first run after the storm
    summary.fill("Kort, en na de storing")
    summary.press("Control+Enter")
    page.wait_for_timeout(1_500)
    person.settle()
    assert page.locator(".kw-alert").count() == 0
    assert (stream_of(mortal_server, assessment, "project").payload(DETAILS) or {})[
        "summary"
    ] == "Kort, en na de storing"
    mortal_server.kill()
    with practice_of(mortal_server) as practice:
        project = practice.projects.dossier(practice.projects.people.local(), assessment).project
        newer = Details.model_validate({**(project.payload(DETAILS) or {}), "summary": "Nieuwer, van een ander"})
        practice.projects.change_details(practice.projects.people.local(), assessment, newer, project.version(DETAILS))
    mortal_server.serve()
    expect(page.get_by_role("alert").filter(has_text=person.t("ui.conflict.title"))).to_be_visible()
    assert (stream_of(mortal_server, assessment, "project").payload(DETAILS) or {})[
        "summary"
    ] == "Nieuwer, van een ander"
    person.settle().press(person.t("ui.conflict.keep_theirs"))
    expect(summary).to_have_value("Nieuwer, van een ander")


@pytest.mark.parametrize("field", ["level", "note"])
def test_last_words_go_with_what_was_changed_elsewhere_and_never_over_it(
    page: Page, shared_server: Server, field: str
) -> None:
    assessment = seed(shared_server)
    person = open_point(page, shared_server, assessment)
    write_elsewhere(shared_server, assessment, **({"level": 3} if field == "level" else {"note": "Nieuwer"}))
    page.get_by_label(person.t("ui.point.note")).fill("Nog net getypt")
    page.reload()  # within the second in which nothing is sent yet
    person.settle()
    expect(page.get_by_label(person.t("ui.point.note"))).to_have_value(
        "Nog net getypt" if field == "level" else "Nieuwer"
    )
    stored = rating(shared_server, assessment)
    wanted = (3, "Nog net getypt") if field == "level" else (1, "Nieuwer")
    assert (stored["level"], stored["note"]) == wanted
