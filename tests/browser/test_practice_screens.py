"""The researcher's side of a practice check in a real browser: ask, wait, close, look in the mirror."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from framework.assessing.beside import Kind
from framework.instrument.library import Library
from framework.instrument.wordings import ResearchStage
from framework.language.texts import texts
from framework.practice.statements import reword, statements
from intake.demo_file import read_demo
from storage.store import open_store
from tests.browser import practice_checks
from tests.browser.conftest import dress
from tests.browser.foreign import find_foreign
from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan, copy_demo, list_own_words, practice_of
from tests.browser.server import Server
from tests.framework.strategies import SHIPPED_FOLDER, shipped

TALL: ViewportSize = {"width": 1280, "height": 6000}
NARROW: ViewportSize = {"width": 375, "height": 7000}
# By language, each brought about in place on a page that is there: whether it is night, and the size.
LOOKS: dict[str, list[tuple[bool, ViewportSize]]] = {"nl": [(False, TALL), (True, TALL)], "en": [(False, NARROW)]}
DEMO = read_demo(SHIPPED_FOLDER / "demo" / "wijkteam.nl.yaml", Library([shipped()]))
ASKED = statements(reword(shipped().framework, shipped().wordings.at(ResearchStage.PLAN)["nl"]))  # of a proposal


def addresses_of(queries: tuple[str, str]) -> dict[str, str]:
    """By page what its address names: a project, or a check of it."""
    project, check = queries
    return {"profiel": project, "praktijk": project, "vraagtafel": project, "praktijktoets": check, "papier": check}


@pytest.fixture(scope="module")
def demo(public_server: Server) -> dict[str, str]:
    """The addresses of the screens about a copy of the made-up example."""
    return addresses_of(copy_demo(public_server))


@pytest.mark.parametrize("language", LOOKS)
def test_screens_have_no_fault_that_we_can_mend(
    new_page: Callable[..., Page], public_server: Server, axe: Callable[..., list[str]], language: str
) -> None:
    page = new_page(language=language, viewport=TALL)
    person = Researcher(page, public_server.url, language)
    titles = set[str]()
    addresses = addresses_of(copy_demo(public_server, language))
    for path, query in addresses.items():
        person.open(f"/{path}?{query}")
        assert (path, find_foreign(page, language, list_own_words(public_server, language))) == (path, [])
        for dark, size in LOOKS[language]:
            dress(page, dark, size)
            assert (path, dark, axe(page)) == (path, dark, [])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        titles.add(page.title())
    assert len(titles) == len(addresses)


def fill(page: Page, name: str, text: str) -> None:
    field = page.get_by_label(name, exact=True)
    field.fill(text)
    field.press("Tab")


def test_check_is_prepared_opened_answered_on_paper_and_closed(
    page: Page, public_server: Server, axe: Callable[..., list[str]]
) -> None:
    query = begin_scan(public_server, "Meelopen bij het loket")
    person = Researcher(page, public_server.url).open(f"/praktijk?{query}")
    t = person.t
    before = person.page.locator(".kw-saved[data-count]").count()
    assert before == 0  # nothing is kept before someone types
    fill(page, t("ui.practice.summary"), "We lopen mee bij het loket. Wij kijken hoe het werk gaat.")
    expect(page.get_by_text("Dit leest makkelijk.")).to_be_visible()
    page.locator(".kw-saved[data-count]").first.wait_for()
    for name in ("research_question", "asker", "why", "contact"):
        before = person.saves
        fill(page, t(f"ui.practice.{name}"), f"Tekst over {name}")
        person.wait_for_save(before)
    person.open(f"/praktijk?{query}")  # what was typed is still there
    expect(page.get_by_label(t("ui.practice.contact"), exact=True)).to_have_value("Tekst over contact")
    person.press(t("ui.practice.open"))
    person.arrive("check")
    link = page.locator(".kw-code").first.inner_text()
    assert re.fullmatch(r"https://kader\.example/p/[a-z2-9-]{14}", link)
    assert axe(page) == []
    person.press(t("ui.check.paper")).at(t("ui.paper.title"))
    person.press(t("ui.paper.put_in"))
    expect(page.get_by_role("alert")).to_contain_text(t("ui.paper.nothing"))
    groups = page.get_by_role("radiogroup")  # in the words that fit where the research stands
    expect(groups).to_have_count(len(ASKED))
    for group in groups.all():
        group.get_by_text("Klopt grotendeels").click()
        person.settle()
    fill(page, t("ui.paper.missing"), "Te kort voor een gesprek.")
    person.settle().press(t("ui.paper.put_in"))
    expect(page.get_by_text("Toegevoegd. Tot nu toe 1 formulier ingestuurd.")).to_be_in_viewport()
    expect(page.get_by_role("radiogroup").first.get_by_label(t("mirror.blank"))).to_be_focused()  # the next form begins
    person.settle().press(t("ui.paper.back"))
    person.arrive("check")
    assert "Te kort" not in page.content()
    page.get_by_role("button", name=t("ui.check.close")).click()
    page.get_by_role("button", name=t("ui.check.close_now")).click()
    expect(page.get_by_text(t("ui.check.texts_none"))).to_be_visible()
    assert "Te kort" not in page.content()
    check = named(page, "p")
    store = open_store({"KADERWIJZER_DATA": str(public_server.data)})
    stream = store.stream(check)
    assert stream is not None
    assert (stream.payload("results") or {})["sent"] == 1
    assert (store.box.sent(check), (stream.payload("results") or {})["distributions"]) == (0, {})
    store.engine.dispose()


def test_what_a_table_said_stands_at_the_point_with_its_direction_and_not_as_evidence(
    page: Page, public_server: Server, demo: dict[str, str]
) -> None:
    person = Researcher(page, public_server.url).open(f"/vraagtafel?{demo['vraagtafel']}")
    t = person.t
    first = page.locator('[class*="st-key-card_point_"]').first
    first.get_by_text(t("ui.roundtable.table_notes")).click()
    person.settle()
    heard = first.get_by_label(t("ui.roundtable.heard"))
    heard.fill("Wij willen een kaart die in de tas past.")
    heard.press("Tab")
    person.settle()
    first.get_by_text(t("ui.table.directions.contradicts")).click()
    expect(first.get_by_text(t("ui.table.stands"))).to_be_visible()
    person.settle().open(f"/vraagtafel?{demo['vraagtafel']}")
    first.get_by_text(t("ui.roundtable.table_notes")).click()
    expect(first.get_by_label(t("ui.roundtable.heard"))).to_have_value("Wij willen een kaart die in de tas past.")
    with practice_of(public_server) as practice:
        about = parse_qs(demo["vraagtafel"])["a"][0]
        notes = practice.projects.dossier(practice.projects.people.local(), about).table_notes
        (noted,) = (key for key, each in notes.items() if each.heard == "Wij willen een kaart die in de tas past.")
    person.open(f"/punt?{demo['vraagtafel']}&p={noted}")
    said = page.locator(".kw-said")
    expect(said.get_by_text("Wij willen een kaart die in de tas past.")).to_be_visible()
    expect(said.get_by_text(t("ui.table.directions.contradicts"))).to_be_visible()


def test_made_up_example_opens_as_a_copy_with_its_check(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open().press(texts("nl")("ui.start.open_demo"))
    person.arrive("profile").open(f"/praktijk?a={named(page, 'a')}")
    page.get_by_role("button", name="Samen in een groep, begonnen op").click()
    person.arrive("check")
    expect(page.locator("h1")).to_have_text(DEMO.record.project.title)


def close_another(server: Server, project: str) -> None:
    """Close one more check about a copy of the made-up example."""
    with practice_of(server) as practice:
        me, about = practice.projects.people.local(), parse_qs(project)["a"][0]
        practice.take_in(me, about, DEMO.invitation, DEMO.responses, DEMO.told)


def test_answers_of_a_statement_stand_below_it_and_each_other_on_a_phone(
    page: Page, public_server: Server, demo: dict[str, str]
) -> None:
    page.set_viewport_size(NARROW)
    Researcher(page, public_server.url).open(f"/praktijktoets?{demo['praktijktoets']}")
    left = """every => [...new Set(every.filter(each => each.checkVisibility()).map(each =>
        each.getBoundingClientRect().left + parseFloat(getComputedStyle(each).paddingLeft)))]"""
    about = page.locator(".kw-stack tbody tr:not(.hot) th").evaluate_all(left)
    assert len(about) == 1
    assert page.locator(".kw-stack tbody tr:not(.hot) td.num").evaluate_all(left) == about


def test_mirror_stands_by_the_check_it_was_opened_from_and_lets_one_choose(page: Page, public_server: Server) -> None:
    project, check = copy_demo(public_server)
    close_another(public_server, project)
    person = Researcher(page, public_server.url).open(f"/praktijktoets?{check}")
    person.press(person.t("ui.check.to_profile")).arrive("profile")
    mirror = page.locator(".st-key-mirror")
    expect(mirror.get_by_text("(nummer 2). Gesloten op")).to_have_count(0)
    mirror.get_by_text("alle 2 samen").click()
    expect(mirror.get_by_text("2 praktijktoetsen samen")).to_be_visible()
    page.reload()
    expect(mirror.get_by_text("2 praktijktoetsen samen")).to_be_visible()


def test_agenda_and_report_to_take_along_show_the_check_that_the_screen_shows(
    page: Page, public_server: Server
) -> None:
    project, check = copy_demo(public_server)
    close_another(public_server, project)  # closed last, and not opened below
    person = Researcher(page, public_server.url).open(f"/praktijktoets?{check}")
    person.press(person.t("ui.check.to_table")).arrive("roundtable")
    name = "Samen in een groep, begonnen op"
    expect(page.get_by_text("Gesloten op")).to_be_visible()
    agenda = take(page, person.t("ui.roundtable.agenda", suffix="DOCX"))
    assert (agenda.count(name), agenda.count("(nummer 2)")) == (1, 0)
    person.open(f"/profiel?{project}&c={parse_qs(check)['p'][0]}").press(person.t("ui.profile.take_along"))
    person.arrive("take_along")
    report = take(page, person.t("ui.profile.download", kind=person.t("ui.kind.report"), suffix="DOCX"))
    assert (report.count(name), report.count("(nummer 2)")) == (1, 0)


def test_first_steps_say_that_professionals_see_a_point_otherwise_and_which_check_says_so(
    page: Page, public_server: Server
) -> None:
    project, check = copy_demo(public_server)
    with practice_of(public_server) as practice:
        me, about = practice.projects.people.local(), parse_qs(project)["a"][0]
        topics = sum(step.because == "topic" for step in practice.projects.report(me, about, "nl").to_do)
        said = practice.check(me, parse_qs(check)["p"][0]).name(texts("nl"))
    person = Researcher(page, public_server.url).open(f"/acties?{project}")
    assert topics > 0
    expect(page.get_by_text(f"{person.t('ui.actions.topics', n=topics)} {said}. Gesloten op")).to_be_visible()


def take(page: Page, name: str) -> str:
    """The words of a document that is taken along."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return ZipFile(BytesIO(download.value.path().read_bytes())).read("word/document.xml").decode()


def test_without_a_public_address_there_is_paper_and_the_screen_says_why(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/praktijk?{begin_scan(shared_server)}")
    expect(page.get_by_text(person.t("ui.practice.no_links"))).to_be_visible()


@pytest.mark.parametrize("path", ["praktijktoets", "papier"])
def test_check_of_another_project_reads_as_absent(
    page: Page, public_server: Server, demo: dict[str, str], path: str
) -> None:
    person, other = Researcher(page, public_server.url), begin_scan(public_server, "Ander onderzoek")
    check = parse_qs(demo["papier"])["p"][0]
    seen = []
    for place in (check, "bestaat-niet", "../../etc", "' or 1=1"):
        page.goto(f"{public_server.url}/{path}?{other}&p={place}")
        person.settle()
        seen.append(page.locator('[data-testid="stMainBlockContainer"]').inner_text())
    assert len(set(seen)) == 1
    assert person.t("ui.nothing.title") in seen[0]


@pytest.mark.parametrize("language", LOOKS)
def test_preview_and_mail_have_no_fault_that_we_can_mend(
    new_page: Callable[..., Page], public_server: Server, axe: Callable[..., list[str]], language: str
) -> None:
    page = new_page(language=language, viewport=TALL)
    person = Researcher(page, public_server.url, language)
    about = begin_scan(public_server)
    opened = practice_checks.open_check(public_server, Kind.GROUP, language)
    with practice_of(public_server) as practice:
        newest = practice.projects.mine(practice.projects.people.local()).dossiers[0].stream.id
    folds = {
        f"/praktijk?{about}": "ui.practice.preview",
        f"/praktijktoets?a={newest}&p={opened.check.id}": "ui.check.mail",
    }
    for address, fold in folds.items():
        person.open(address)
        page.get_by_text(person.t(fold), exact=True).click()
        person.settle()
        for dark, size in LOOKS[language]:
            dress(page, dark, size)
            assert (fold, dark, axe(page)) == (fold, dark, [])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_note_that_comes_below_one_field_leaves_the_next_its_focus_and_its_words(
    page: Page, public_server: Server
) -> None:
    person = Researcher(page, public_server.url).open(f"/praktijk?{begin_scan(public_server)}")
    t = person.t
    people, last = (page.get_by_label(t(f"ui.practice.{name}"), exact=True) for name in ("people", "expires"))
    for typed in ("een stuk of twaalf", "veel", "12"):  # a note, a fault, nothing
        people.fill(typed)
        people.press("Tab")
        expect(last).to_be_focused()
        before = last.element_handle()
        person.settle()
        expect(last).to_be_focused()
        assert before.evaluate("field => field.isConnected")  # the same field: what is being typed in it stays
