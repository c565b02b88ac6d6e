"""The light pages in Chromium: nine statements on a phone without JavaScript, and every page under axe."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from framework.assessing.beside import Kind
from framework.language.texts import texts
from tests.browser import practice_checks
from tests.browser.conftest import Watch
from tests.browser.server import Server

PHONE = {"width": 390, "height": 844}
SMALLEST = 195  # a wide phone at four times the size
PROJECTORS = ((1_024, 768), (1_280, 720), (1_920, 1_080))
TALL_PHONE, NARROW, SCREEN = ({"width": w, "height": h} for w, h in ((390, 4_000), (320, 5_000), (1_280, 720)))
LIGHT = 25_000  # bytes over the wire, for a page with its style and fonts
PASSED_ON = {"Host": "kader.example", "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}  # by a proxy
GONE = "status of 4(04|10|22)"  # what Chromium says of pages that are meant to say so


@pytest.fixture(scope="module")
def statements(shared_server: Server) -> int:
    return len(practice_checks.open_check(shared_server).check.statements())


def weigh(page: Page) -> list[int]:
    """A list that grows by the bytes of each answer: headers and body, as they came over the wire."""
    weights: list[int] = []

    def note(answer: Response) -> None:
        sizes = answer.request.sizes()
        if size := sizes["responseBodySize"] + sizes["responseHeadersSize"]:  # nothing: the browser had it already
            weights.append(size)

    page.on("response", note)
    return weights


def press(page: Page, name: str) -> None:
    with page.expect_navigation():  # every button of these pages leads to one
        page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()


def fill_in(page: Page, address: str, t: Callable[..., str]) -> int:
    """Everything but the sending, as somebody who reads one page after another does; returns the presses it took."""
    page.goto(address)
    press(page, t("practice.front.begin"))
    presses = 1
    while page.get_by_role("radio").count():
        page.get_by_role("radio").nth(2).check()
        press(page, t("practice.statement.next"))
        presses += 2
    press(page, t("practice.statement.next"))
    return presses + 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nine_statements_on_a_phone_without_javascript(
    new_page: Callable[..., Page], shared_server: Server, language: str, statements: int
) -> None:
    opened, t = practice_checks.open_check(shared_server, language=language), texts(language)
    page = new_page(viewport=PHONE, java_script_enabled=False)
    weights = weigh(page)
    presses = fill_in(page, f"{shared_server.url}/p/{opened.links[0]}", t)
    press(page, t("practice.look.send"))
    assert page.get_by_role("heading", level=1).inner_text() == t("practice.thanks.title")
    assert presses + 1 == 1 + 2 * statements + 1 + 1  # begin, an answer and onward each, past the words, send
    assert practice_checks.count_sent(shared_server, opened) == 1
    assert page.context.cookies() == []
    first = weights[:4]  # the page, its style, two fonts
    assert sum(first) < LIGHT
    assert max(weights[4:]) < 2_100  # each next page alone
    # the first page with its style and fonts, then a POST and the page it leads to: begin, each statement, words, send
    assert len(weights) == 4 + 2 * (1 + statements + 1 + 1)


def test_all_is_done_with_the_keyboard(new_page: Callable[..., Page], shared_server: Server) -> None:
    opened, t = practice_checks.open_check(shared_server), texts("nl")
    page = new_page(viewport=PHONE, java_script_enabled=False, url=f"{shared_server.url}/p/{opened.links[0]}")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == t("practice.skip")
    page.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert page.locator(":checked").get_attribute("value") == "2"
    page.keyboard.press("Enter")  # as in any form
    page.wait_for_url("**/2")


def test_same_phone_goes_on_after_the_browser_was_closed(
    new_page: Callable[..., Page], shared_server: Server, browser
) -> None:
    opened, t = practice_checks.open_check(shared_server), texts("nl")
    address = f"{shared_server.url}/p/{opened.links[0]}"
    page = new_page(viewport=PHONE, java_script_enabled=False, url=address)
    press(page, t("practice.front.begin"))
    choose(page, "Klopt helemaal")
    press(page, t("practice.statement.next"))
    kept = page.context.storage_state()
    assert [(c["httpOnly"], c["sameSite"], c["path"], c["expires"] > 0) for c in page.context.cookies(address)] == [
        (True, "Lax", f"/p/{opened.links[0]}", True)
    ]
    later = new_page(viewport=PHONE, java_script_enabled=False, storage_state=kept, url=address)
    later.get_by_role("link", name=t("practice.front.go_on")).click()
    assert later.url.endswith("/2")
    assert len(later.context.cookies()) == 1


def test_error_is_said_beside_the_choice_and_keeps_what_was_typed(
    new_page: Callable[..., Page], shared_server: Server, watch: Watch
) -> None:
    watch.expect(GONE)
    opened, t = practice_checks.open_check(shared_server), texts("nl")
    page = new_page(viewport=PHONE, java_script_enabled=False, url=f"{shared_server.url}/p/{opened.links[0]}")
    press(page, t("practice.front.begin"))
    page.get_by_text(t("practice.statement.more")).click()
    page.get_by_label(t("practice.statement.hint")).fill("Een zin,\nen nog een.")
    press(page, t("practice.statement.next"))
    group = page.get_by_role("group", name=t("practice.statement.legend"))
    assert "Kies een antwoord" in group.get_by_role("alert").inner_text()
    assert page.get_by_label(t("practice.statement.hint")).input_value() == "Een zin,\nen nog een."


def look(page: Page, axe: Callable[..., list[str]], language: str) -> None:
    """Assert that axe finds nothing by day and by night, the language is named, and nothing is cut off at the side."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (scheme, axe(page)) == (scheme, [])
    assert page.evaluate("document.documentElement.lang") == language
    size = page.viewport_size or {"width": 0, "height": 0}
    for width in (size["width"], SMALLEST):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size(size)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [TALL_PHONE, NARROW], ids=["390", "320"])
def test_every_page_of_a_professional_has_no_fault(  # noqa: PLR0917 - fixtures
    new_page: Callable[..., Page],
    shared_server: Server,
    axe: Callable[..., list[str]],
    watch: Watch,
    language: str,
    size: dict[str, int],
) -> None:
    watch.expect(GONE)
    t = texts(language)
    opened = practice_checks.open_check(shared_server, language=language)
    address = f"{shared_server.url}/p/{opened.links[0]}"
    page = new_page(viewport=size, url=address)
    look(page, axe, language)
    press(page, t("practice.front.begin"))
    press(page, t("practice.statement.next"))  # nothing chosen
    look(page, axe, language)
    page.goto(f"{address}/look")  # nothing answered
    look(page, axe, language)
    page.goto(address)  # going on
    look(page, axe, language)
    page.goto(f"{shared_server.url}/p/?lang={language}")  # without a link
    look(page, axe, language)
    for step in ("/stop", "/stopped", "/thanks", "/nothing"):
        page.goto(address + step)
        look(page, axe, "nl" if step == "/nothing" else language)
    page.goto(f"{address}/1")
    choose(page, t_level(opened, language))
    page.locator("summary").click()
    look(page, axe, language)
    page.goto(f"{address}/words")
    look(page, axe, language)
    practice_checks.close(shared_server, opened, "We lopen nu ook in de avond mee.")
    page.goto(address)
    look(page, axe, language)
    page.goto(f"{address}/1")  # too late
    look(page, axe, language)


def t_level(opened: practice_checks.Opened, language: str) -> str:
    return opened.check.loaded.in_language(language).professional_scale.levels[-1].label


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [SCREEN, NARROW], ids=["1280", "320"])
def test_every_page_of_a_group_has_no_fault(  # noqa: PLR0917 - fixtures
    new_page: Callable[..., Page],
    shared_server: Server,
    axe: Callable[..., list[str]],
    watch: Watch,
    language: str,
    size: dict[str, int],
) -> None:
    watch.expect("status of 409")
    t = texts(language)
    opened = practice_checks.open_check(shared_server, Kind.GROUP, language)
    address = f"{shared_server.url}/p/{opened.lead}"
    page = new_page(viewport=size, url=address)
    look(page, axe, language)
    for given in ("0122?", "3122?", "0122?", "3122?", "0112?"):
        practice_checks.answer(shared_server, opened, given, "Tijd om mee te denken.", "Hoe doe je dat?")
    page.get_by_role("link", name=t("practice.group.count_still")).click()
    look(page, axe, language)
    page.get_by_role("link", name=t("practice.group.reveal")).click()
    look(page, axe, language)
    press(page, t("practice.group.sure_yes"))
    look(page, axe, language)  # they differ
    for step in ("/3", "/5", "/3/notes"):  # alike, withheld, to write
        page.goto(address + step)
        look(page, axe, language)
    other = new_page(viewport=size, url=f"{address}/3/notes")
    for each, words in ((other, "Te druk."), (page, "Te weinig tijd.")):
        each.get_by_label(t("practice.group.heard")).fill(words)
        press(each, t("practice.group.save"))
    look(page, axe, language)  # both versions
    page.goto(address)
    look(page, axe, language)


def fits(page: Page, size: tuple[int, int]) -> bool:
    """Whether all of a page is in sight at once."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    measured = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    return measured[0] <= width and measured[1] <= height


def test_screen_of_a_group_fits_a_projector_without_scrolling(
    new_page: Callable[..., Page], shared_server: Server
) -> None:
    opened = practice_checks.open_check(shared_server, Kind.GROUP)
    for _ in range(6):
        practice_checks.answer(shared_server, opened, "3")
    page = new_page(viewport=SCREEN, java_script_enabled=True, url=f"{shared_server.url}/p/{opened.lead}")
    for step in ("/still", "/reveal"):
        page.goto(f"{shared_server.url}/p/{opened.lead}{step}")
        for size in PROJECTORS:
            assert fits(page, size)
    press(page, texts("nl")("practice.group.sure_yes"))
    for step in ("/1", "/9", "/1/notes", ""):
        page.goto(f"{shared_server.url}/p/{opened.lead}{step}")
        for size in PROJECTORS:
            assert fits(page, size)


def test_screen_where_a_group_takes_part_fits_a_projector_and_counts_by_itself(
    new_page: Callable[..., Page], public_server: Server
) -> None:
    opened = practice_checks.open_check(public_server, Kind.GROUP)
    page = new_page(viewport=SCREEN, java_script_enabled=True, url=f"{public_server.url}/p/{opened.lead}")
    t, count = texts("nl"), page.frame_locator("iframe").locator(".sent")
    expect(count).to_have_text(t("practice.group.sent_of", n=0, of=6))
    expect(page.get_by_role("img", name=t("practice.group.qr"))).to_be_visible()
    expect(page.get_by_text(opened.links[0])).to_be_visible()
    for size in PROJECTORS:
        assert fits(page, size)
    reveal = page.get_by_role("link", name=t("practice.group.reveal"))
    reveal.focus()
    practice_checks.answer(public_server, opened, "3")
    expect(count).to_have_text(t("practice.group.sent_of", n=1, of=6), timeout=60_000)
    expect(reveal).to_be_focused()  # the screen around the count stands still


def test_log_holds_no_link_and_no_address(start_server: Callable[..., Server], public_server: Server) -> None:
    # the second one shows that the test sees what a log can hold
    talkative = start_server(settings={**public_server.settings, "LOG_REQUESTS": "1"})
    for server, is_told in ((public_server, False), (talkative, True)):
        opened = practice_checks.open_check(server)
        asked = (f"/p/{opened.links[0]}", f"/p/{opened.links[0]}/1", "/p/guessed-link")
        # past the door: the page itself answers, that nobody began here, and that there is no such link
        assert [server.request("GET", path, PASSED_ON)[0] for path in asked] == [200, 410, 404]
        assert [word in server.log for word in (opened.links[0], "guessed-link", "203.0.113.7")] == [is_told] * 3


def test_page_of_a_proxy_gets_the_light_pages_and_nothing_else(public_server: Server) -> None:
    server = public_server
    opened = practice_checks.open_check(server)
    nothing = ("/index.html", "/_stcore/health", "/_stcore/host-config", "/app/static/favicon.svg", "/onderzoek")
    assert [server.request("GET", path, PASSED_ON)[0] for path in nothing] == [404] * len(nothing)
    assert server.request("GET", f"/p/{opened.links[0]}", PASSED_ON)[0] == 200
    status, headers, _ = server.request("GET", "/", PASSED_ON)
    assert (status, headers["location"]) == (303, "/p/")  # the page of whoever has no link
    socket = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "x" * 22 + "==",
        "Origin": "https://kader.example",
    }
    assert server.request("GET", "/_stcore/stream", {**PASSED_ON, **socket, "Sec-WebSocket-Version": "13"})[0] == 404
    unknown = server.request("GET", "/d/anything", PASSED_ON)
    assert (unknown[0], b"Streamlit" in unknown[2]) == (404, False)
    begun = server.request("POST", f"/p/{opened.links[0]}", {**PASSED_ON, "Origin": "https://kader.example"}, b"")
    assert (begun[0], begun[1]["set-cookie"].endswith("; Secure")) == (303, True)
    assert server.request("GET", "/")[0] == 200  # somebody at this machine
    assert re.search(r"http://127\.0\.0\.1:\d+", server.log)
    assert "https://kader.example/p/" in server.log


ODD = (
    *("/robots.txt", "/.env", "/wp-login.php", "/foo/bar", "/static/nothing.js", "/_stcore/nothing", "/%ff"),
    *("/p/%00", "//p/x", "//", "/p/..%2f..%2fetc", "/kader%00", "/onderzoek/../kader"),
)


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_odd_address_of_the_machine_answers_a_plain_404(shared_server: Server, accept: str) -> None:
    for path in ODD:
        status, headers, body = shared_server.request("GET", path, {"Accept": accept})
        assert (path, status, headers["content-type"]) == (path, 404, "text/plain; charset=utf-8")
        assert body.decode() == texts("nl")("practice.absent.title")


@pytest.mark.parametrize("path", ["/", "/kader", "/profiel?a=x", "/geschreven"])
def test_page_of_ours_is_still_there(shared_server: Server, path: str) -> None:
    status, headers, _ = shared_server.request("GET", path, {"Accept": "text/html"})
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
