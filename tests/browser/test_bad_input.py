"""What no one should type, paste or ask for: it is told in the reader's language, and nothing unsound is stored."""

from collections.abc import Callable
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from framework.people.person import Actor
from storage.store import open_store
from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan
from tests.browser.server import Server

POINT = "start.praktijkvraag"
TAGS = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
MARKS = "Kost *dit* $5 of $10? [Zie](https://elsewhere.example) ![](https://elsewhere.example/x.png) 1. :red[ja]"
PAGES = ("gegevens", "punt", "acties")
STRANGE = ("-1", "../..", "' or 1=1", "\x00", "<script>", "a" * 3_000, "é🙂")


def open_note(person: Researcher) -> Locator:
    return person.unfold().get_by_label(person.t("ui.point.note"))


def stored_note(person: Researcher, server: Server) -> str | None:
    store = open_store({"KADERWIJZER_DATA": str(server.data)})
    stream = store.stream(named(person.page, "a"))
    payload = stream.payload(f"rating/{POINT}") if stream else None
    store.engine.dispose()
    return payload.get("note") if payload else None


def type_note(person: Researcher, text: str) -> Locator:
    note = open_note(person)
    before = person.saves
    note.fill(text)
    person.wait_for_save(before)
    return note


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "Dat is te lang voor dit veld. Wat er stond, is gebleven."),
        ("en", "That is too long for this field. What was there has stayed."),
    ],
)
def test_paste_of_ten_megabytes_is_refused_in_words_and_what_stood_there_stays(
    new_page: Callable[..., Page], shared_server: Server, language: str, told: str
) -> None:
    page = new_page(language=language)
    person = Researcher(page, shared_server.url, language).open(f"/punt?{begin_scan(shared_server)}")
    note = type_note(person, "Wat er stond")
    note.evaluate(
        """field => { const data = new DataTransfer();
        data.setData("text/plain", "x".repeat(10_000_000));
        const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
        if (field.dispatchEvent(paste)) document.execCommand("insertText", false, "x".repeat(10_000_000)); }"""
    )
    expect(page.locator(".kw-refused")).to_have_text(told)
    expect(note).to_have_value("Wat er stond")
    assert stored_note(person, shared_server) == "Wat er stond"


def test_text_that_is_a_little_too_long_is_refused_in_words_too(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{begin_scan(shared_server)}")
    note = type_note(person, "x" * 20_000)
    note.focus()
    page.keyboard.type("y")
    expect(page.locator(".kw-refused")).to_have_text("Dat is te lang voor dit veld. Wat er stond, is gebleven.")
    page.keyboard.press("Backspace")
    expect(page.locator(".kw-refused")).to_have_count(0)


def test_half_a_character_is_mended_and_what_follows_is_saved(page: Page, shared_server: Server) -> None:
    person = Researcher(page, shared_server.url).open(f"/punt?{begin_scan(shared_server)}")
    note, before = open_note(person), person.saves
    note.focus()
    page.evaluate("""document.execCommand("insertText", false, "voor \\ud800 na \\u202e \\u0000.")""")
    person.wait_for_save(before)
    assert stored_note(person, shared_server) == "voor \ufffd na  ."  # bidi and NUL are gone
    person.choose(2)
    assert "DecodeError" not in shared_server.log


def test_tags_and_marks_are_shown_as_they_were_typed(page: Page, shared_server: Server) -> None:
    title = f"{TAGS} {MARKS}"
    person = Researcher(page, shared_server.url).open().begin(title)
    query = urlsplit(page.url).query
    type_note(person, TAGS)
    assert stored_note(person, shared_server) == TAGS
    person.choose(2)
    for path, heading in (
        ("profiel", "h1"),
        ("gegevens", "h1"),
        ("onderzoek", "h2"),
        ("punt", ".kw-prog b"),
        ("", "h3"),
    ):
        person.open(f"/{path}?{query}")
        expect(page.locator(heading).filter(has_text="window.ran").first).to_have_text(title)
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize(("path", "strange"), [("profiel", STRANGE), *((path, ()) for path in PAGES)])
def test_someone_elses_page_reads_exactly_as_one_that_is_not_there(
    page: Page, shared_server: Server, path: str, strange: tuple[str, ...]
) -> None:
    theirs = begin_scan(shared_server, "Hunne", Actor("someone else")).removeprefix("a=")
    shown = []
    for address in (theirs, "absent", *strange):
        Researcher(page, shared_server.url).open(f"/{path}?a={quote(address)}")
        shown.append((page.title(), page.locator('[data-testid="stMain"]').inner_text()))
    assert set(shown) == {shown[0]}
    assert "Hier is niets te zien" in shown[0][1]
    assert "Hunne" not in shown[0][1]


def test_unknown_point_leads_to_the_first_open_one(page: Page, shared_server: Server) -> None:
    person, query = Researcher(page, shared_server.url), begin_scan(shared_server)
    for point in (*STRANGE, "uitvoering.bestaat_niet"):
        person.open(f"/punt?{query}&p={quote(point)}&v={quote(point)}")
        expect(page.locator("h1")).to_have_text("Komt de onderzoeksvraag uit het werk van de professionals zelf?")
        expect(page.get_by_role("alert")).to_have_count(0)
