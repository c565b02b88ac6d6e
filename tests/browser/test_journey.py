"""The whole way of a researcher, in a real browser: from the first page to the files to take along."""

import json
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan, copy_example, list_mine
from tests.browser.server import Server

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Levels 2, 1, 3 for Opstart; 2, 1 and "not yet known" for Uitvoering, where the last is a gate; 3, 2, 2.
ANSWERS = [2, 1, 3, 2, 1, 4, 3, 2, 2]


@pytest.mark.parametrize(("language", "size"), [("nl", PHONE), ("en", DESKTOP)], ids=["nl-phone", "en-desktop"])
def test_quick_scan_leads_to_a_profile_that_explains_itself(
    new_page: Callable[..., Page], shared_server: Server, language: str, size: ViewportSize
) -> None:
    page = new_page(language=language, viewport=size)
    person = Researcher(page, shared_server.url, language).open().begin("Meelopen bij het loket")
    t = person.t
    expect(page.locator(".kw-prog")).to_contain_text(t("ui.progress", n=0, of=9))
    person.scan(ANSWERS).at("Meelopen bij het loket")
    strips = page.locator(".kw-phase .kw-strip")
    assert [" ".join(strip.inner_text().split()) for strip in strips.all()] == ["2 1 3", "2 1 ?", "3 2 2"]
    person.press(t("ui.profile.why", phase=page.locator(".kw-phase h3").first.inner_text().split("\n")[-1]))
    expect(page.locator(".kw-why")).to_be_visible()
    for each in (size, PHONE, DESKTOP):
        page.set_viewport_size(each)
        assert page.evaluate("document.documentElement.scrollWidth") <= each["width"]


def test_facts_lead_on_to_the_point_one_was_at(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{begin_scan(shared_server)}")
    person.choose(2).next()
    person.open(page.url.removeprefix(person.url).replace("/punt", "/gegevens"))
    person.press(person.t("ui.details.on"))
    person.at("Hebben uitvoerende professionals meegedacht over de opzet, voordat het plan klaar was?")


def test_full_assessment_asks_for_evidence_and_counts_it(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{begin_scan(shared_server)}").choose(3)
    for _ in range(9):
        person.next()
    person.press(person.t("ui.profile.to_full"))
    expect(page.get_by_role("alert")).to_contain_text("Vraag uit de praktijk: 3. Aantoonbaar, samen met de praktijk")
    person.press(person.t("ui.depth.change"))
    person.arrive("point").press(person.t("ui.overview"))
    page.locator(".kw-points").get_by_role("link", name="1. Vraag uit de praktijk").click()
    person.at("Komt de onderzoeksvraag uit het werk van de professionals zelf?")
    before = person.saves
    page.get_by_label("Citaat", exact=True).fill("Zeven klantmanagers brachten deze vraag in.")
    page.get_by_label("Citaat", exact=True).blur()
    person.wait_for_save(before).open(page.url.removeprefix(person.url).replace("/punt", "/profiel"))
    person.press("Waarom? Opstart")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Vraag uit de praktijk"))
    expect(row).to_contain_text("Zeven klantmanagers brachten deze vraag in.")
    expect(row.locator(".kw-lvl")).to_have_text("3")


def test_a_state_asks_its_own_question_and_counts_only_with_a_reason(page: Page, shared_server: Server) -> None:
    address = f"/punt?{copy_example(shared_server, 1)}&p=start.inwonersperspectief"
    Researcher(page, shared_server.url).open(address)
    expect(page.locator(".kw-prog")).to_contain_text("25 van 25 beantwoord")
    page.locator('[data-testid="stRadioOption"]').filter(has_text="Niet van toepassing").click()
    expect(page.get_by_text("Dit telt pas mee met een reden.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)  # it asks before it warns
    expect(page.locator(".kw-prog")).to_contain_text("24 van 25 beantwoord")
    page.get_by_label("Waarom past dit punt niet bij dit onderzoek?").fill("Het gaat alleen over samenwerken.")
    page.get_by_label("Waarom past dit punt niet bij dit onderzoek?").blur()
    expect(page.locator(".kw-prog")).to_contain_text("25 van 25 beantwoord")


def test_an_action_is_taken_on_and_goes_into_the_calendar(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open()
    person.press("Open voorbeeld 2 als kopie")
    person.arrive("profile").press("Alle acties bekijken").at("Wat je als eerste kunt doen").press("Punt 1 oppakken")
    for label, text in (("Wie", "projectleider"), ("Uiterlijk klaar op (dag-maand-jaar)", "15-01-2027")):
        before = person.saves
        page.get_by_label(label, exact=True).fill(text)
        page.get_by_label(label, exact=True).blur()
        person.wait_for_save(before)
    expect(page.locator(".st-key-filter")).to_contain_text("Opgepakt (1)")
    person.open(page.url.removeprefix(person.url))
    expect(page.get_by_label("Wie", exact=True)).to_have_value("projectleider")
    with page.expect_download() as download:
        page.get_by_role("button", name="Agenda").click()
    calendar = download.value.path().read_bytes().decode().replace("\r\n ", "")  # RFC 5545 folds long lines
    assert "DTSTART;VALUE=DATE:20270115" in calendar
    assert "projectleider" in calendar


def test_files_to_take_along_are_what_they_say(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open().press("Open voorbeeld 1 als kopie")
    person.at("Vakmanschap en gezag van de uitvoerende professional (Beroepseer en BvK, aankondiging 2020)")
    person.press("Meenemen").arrive("take_along")

    def take(name: str) -> bytes:
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        return download.value.path().read_bytes()

    assert take("Infographic (PDF)").startswith(b"%PDF-")
    assert take("Kaart (PNG)").startswith(b"\x89PNG")
    assert "xl/workbook.xml" in ZipFile(BytesIO(take("Excel-bestand (XLSX)"))).namelist()
    record = json.loads(take("Bestand (JSON)"))
    assert record["ratings"]["start.praktijkvraag"]["level"] == 2


def test_a_record_is_shown_before_it_is_kept(page: Page, shared_server: Server) -> None:
    example = shared_server.root / "criteria/afwegingskader/examples/jong_in_de_buurt.nl.yaml"
    before = list_mine(shared_server)
    person = Researcher(page, shared_server.url).open("/inlezen")
    page.locator('input[type="file"]').set_input_files(example)
    expect(page.locator("h2").first).to_have_text(
        "Jong in de Buurt (Associatie voor Jeugd, verslag leerconferentie 2016)"
    )
    assert list_mine(shared_server) == before
    person.settle().press("Bewaar als mijn onderzoek")
    person.arrive("profile")
    assert set(list_mine(shared_server)) - set(before) == {named(page, "a")}


def test_the_other_language_is_one_press_away_and_stays(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open().press("English")
    expect(page.locator("h1")).to_have_text("Does your research connect to the work of professionals?")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    person.open("/kader")
    expect(page.locator("h1")).to_have_text("The whole framework")
    assert page.title() == "Framework – Kaderwijzer"


@pytest.mark.parametrize("address", ["nonsense", "-1", "%00", "a" * 3_000, "<script>alert(1)</script>"])
def test_an_address_of_nobody_and_of_someone_else_read_alike(page: Page, shared_server: Server, address: str) -> None:
    Researcher(page, shared_server.url).open(f"/profiel?a={address}")
    expect(page.locator("h1")).to_have_text("Hier is niets te zien")
    expect(page).to_have_title("Hier is niets te zien – Kaderwijzer")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.json", b'{"record": ', "niet te lezen als JSON (regel 1)"),
        ("other.json", b'{"record": "kaderwijzer/assessment/1"}', "de sleutel 'framework' ontbreekt"),
        ("half.json", b'{"record": "\\ud800"}', "half teken"),
        ("script.yaml", b"<script>alert(1)</script>", "hier horen sleutels met waarden"),
        ("large.yaml", b"# x\n" * 400_000, "groter dan 1 MiB"),
    ],
)
def test_a_broken_file_is_explained_and_nothing_is_kept(
    page: Page, shared_server: Server, name: str, content: bytes, said: str
) -> None:
    before = list_mine(shared_server)
    Researcher(page, shared_server.url).open("/inlezen")
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert list_mine(shared_server) == before
