"""Nothing that a screen called saved is ever lost, and nothing is written over what someone else wrote."""

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOST_CONNECTION, Watch
from tests.browser.losses import Book, Trouble, open_trouble
from tests.browser.proxy import Wire
from tests.browser.researcher import FOLD, Researcher, named
from tests.browser.seeds import begin_scan
from tests.browser.server import Server


@pytest.fixture
def trouble(page: Page, mortal_server: Server, new_wire: Callable[[Server], Wire], watch: Watch) -> Trouble:
    watch.expect(LOST_CONNECTION)
    return open_trouble(page, mortal_server, new_wire(mortal_server), seed=1)


@pytest.mark.parametrize(
    "name", ["refresh", "go_back", "second_tab", "cut", "restart", "kill", "last_words", "cut_words"]
)
def test_acknowledged_answer_survives(trouble: Trouble, name: str) -> None:
    for _ in range(2):
        getattr(trouble, name)()
        assert trouble.book.lost() == {}
    assert trouble.book.acknowledged != {}


def test_the_book_sees_a_loss(trouble: Trouble) -> None:
    """The control of the control: an answer that never reached the store is reported."""
    trouble.answer()
    trouble.book.acknowledged["start.praktijkvraag"] = 99
    assert trouble.book.lost() == {"start.praktijkvraag": 99}


def test_stale_tab_sees_both_versions_and_overwrites_nothing(page: Page, shared_server: Server) -> None:
    address = f"/punt?{begin_scan(shared_server)}&p=start.praktijkvraag"
    first = Researcher(page, shared_server.url).open(address).choose(1)
    Researcher(page.context.new_page(), shared_server.url).open(address).choose(2)
    first.option(3).click()
    expect(page.get_by_role("alert")).to_contain_text("Dit is op twee plekken veranderd")
    expect(page.locator(".st-key-card_mine")).to_contain_text("3. Aantoonbaar, samen met de praktijk")
    expect(page.locator(".st-key-card_theirs")).to_contain_text("2. Uitgewerkt")
    assessment = named(page, "a")
    book = Book(shared_server, assessment, {"start.praktijkvraag": 2})
    assert book.lost() == {}
    first.settle().press("Houd mijn versie")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert Book(shared_server, assessment, {"start.praktijkvraag": 3}).lost() == {}


def test_keeping_the_stored_version_shows_it_and_writes_nothing(page: Page, shared_server: Server) -> None:
    address = f"/punt?{begin_scan(shared_server)}&p=start.praktijkvraag"
    first = Researcher(page, shared_server.url).open(address).choose(1)
    Researcher(page.context.new_page(), shared_server.url).open(address).choose(2)
    first.option(3).click()
    expect(page.locator(".st-key-card_theirs")).to_be_visible()
    first.settle().press("Neem de andere versie")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(first.option(2).locator("input")).to_be_checked()
    assessment = named(page, "a")
    assert Book(shared_server, assessment, {"start.praktijkvraag": 2}).lost() == {}


def test_note_that_is_folded_away_stays_when_the_choice_changes(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{begin_scan(shared_server)}")
    point = "start.praktijkvraag"
    book = Book(shared_server, named(page, "a"), {f"{point}/note": "Eerst dit.", point: 2})
    before = person.saves
    person.unfold().get_by_label(person.t("ui.point.note")).fill("Eerst dit.")
    person.wait_for_save(before).open(page.url.removeprefix(person.url))
    expect(page.get_by_label(person.t("ui.point.note"))).to_have_count(0)
    person.choose(2)
    assert book.lost() == {}
    before = person.saves
    person.unfold().get_by_label(person.t("ui.point.note")).fill("En dit.")
    page.locator(FOLD).click()  # the last words and the fold go to the server together
    person.wait_for_save(before).choose(1)
    book.acknowledged |= {f"{point}/note": "En dit.", point: 1}
    assert book.lost() == {}


def test_evidence_typed_field_after_field_stays_while_the_first_of_it_is_saved(
    page: Page, shared_server: Server
) -> None:
    address = f"/punt?{begin_scan(shared_server)}&p=start.praktijkvraag"
    person = Researcher(page, shared_server.url).open(address).choose(3)
    link = person.unfold().get_by_label(person.t("ui.point.link"), exact=True)
    before = person.saves
    page.get_by_label(person.t("ui.point.quote"), exact=True).fill("Zeven klantmanagers brachten deze vraag in.")
    page.get_by_label(person.t("ui.point.location"), exact=True).fill("r. 175")
    link.focus()
    person.wait_for_save(before)
    page.keyboard.type("www.beroepseer.nl")
    expect(link).to_have_value("www.beroepseer.nl")
    before = person.saves
    link.blur()
    person.wait_for_save(before).open(address)
    expect(page.get_by_label(person.t("ui.point.location"), exact=True)).to_have_value("r. 175")
    expect(link).to_have_value("https://www.beroepseer.nl")


def test_nothing_can_be_chosen_while_the_server_is_away_and_all_goes_on_when_it_is_back(trouble: Trouble) -> None:
    trouble.answer()
    person = trouble.person
    point = named(person.page, "p")
    level = random.Random(2).choice([n for n in range(4) if n != trouble.book.acknowledged[point]])
    trouble.server.kill()
    expect(person.option(level).locator("input")).to_be_disabled()
    trouble.server.serve()
    expect(person.option(level).locator("input")).to_be_enabled()
    person.option(level).click()
    expect(person.page.locator(".kw-rail .now .kw-sq.now")).to_have_text(str(level))
    assert trouble.book.lost() == {point: trouble.book.acknowledged[point]}  # it is the new one that is stored
    trouble.book.acknowledged[point] = level
    assert trouble.book.lost() == {}
