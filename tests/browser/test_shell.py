"""The shell around every page, in a real browser: saving while typing, focus, live region, language, the door."""

import base64
import gzip
import re
import secrets
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from framework.language.texts import texts
from tests.browser.conftest import LOST_CONNECTION, Watch, wait_for_run
from tests.browser.proxy import Wire
from tests.browser.server import Server

SAVED = 45_000  # ms: a second of quiet and the way to the server and back, on a busy machine
ACTIVE = "document.activeElement"


def open_page(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("h1")
    page.wait_for_selector("#kw-live", state="attached")
    wait_for_run(page)
    return page


def expect_kept(page: Page, text: str) -> None:
    """Expect that the server has `text`, by its own word on the page."""
    expect(page.locator("#kept")).to_contain_text(text, timeout=SAVED)


def type_into(page: Page, label: str, text: str, delay: float = 0) -> None:
    field = page.get_by_label(label)
    field.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text, delay=delay)


def test_text_is_saved_while_typing_and_the_caret_stays(page: Page, bare_server: Server) -> None:
    open_page(page, bare_server.url)
    sentence = "Wat de werkvloer zegt, telt. " * 8
    type_into(page, "note", sentence, delay=12)  # slow enough for saves to fall in between
    expect_kept(page, sentence.strip())
    assert page.get_by_label("note").input_value() == sentence
    assert page.evaluate(f"{ACTIVE}.selectionStart") == len(sentence)
    page.keyboard.type("Einde.")
    expect_kept(page, "telt. Einde.")


def test_short_field_is_saved_while_typing(page: Page, bare_server: Server) -> None:
    open_page(page, bare_server.url)
    type_into(page, "place", "regel 38")
    expect_kept(page, "'place': 'regel 38'")


@pytest.mark.parametrize("label", ["note", "place"])
@pytest.mark.parametrize("leave", ["reload", "elsewhere"])
def test_last_words_before_leaving_are_saved(page: Page, bare_server: Server, label: str, leave: str) -> None:
    open_page(page, bare_server.url)
    words = f"{label} {leave} {secrets.token_hex(4)}"
    type_into(page, label, words)
    page.goto("about:blank") if leave == "elsewhere" else page.reload()
    open_page(page, bare_server.url)
    expect_kept(page, words)
    assert page.get_by_label(label).input_value() == words


def test_last_words_are_lost_without_the_request_that_outlives_the_page(page: Page, bare_server: Server) -> None:
    page.add_init_script("navigator.sendBeacon = () => true")
    open_page(page, bare_server.url)
    words = secrets.token_hex(8)
    type_into(page, "note", words)
    page.reload()
    open_page(page, bare_server.url)
    assert words not in page.locator("#kept").inner_text()  # so the test above would see a loss


def test_nothing_is_saved_while_typing_without_the_made_up_keystroke(page: Page, bare_server: Server) -> None:
    page.add_init_script(
        "addEventListener('keydown', event => event.isTrusted || event.stopImmediatePropagation(), true)"
    )
    open_page(page, bare_server.url)
    words = secrets.token_hex(8)
    type_into(page, "note", words)
    page.wait_for_timeout(4_000)
    assert words not in page.locator("#kept").inner_text()
    page.keyboard.press("Tab")  # leaving the field is what is left then
    expect_kept(page, words)


def test_watch_sees_what_the_policy_stops(page: Page, bare_server: Server, watch: Watch) -> None:
    watch.expect("Content Security Policy")
    open_page(page, bare_server.url)
    page.evaluate(
        """() => { const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
        return fetch("https://elsewhere.example/").catch(() => null); }"""
    )
    assert page.evaluate("window.ran") is None
    assert len([said for said in watch.complaints if "Content Security Policy" in said]) >= 2


@pytest.mark.parametrize("saved_first", [True, False])
def test_broken_connection_is_told_and_mended_with_nothing_lost(
    page: Page, bare_server: Server, new_wire: Callable[[Server], Wire], watch: Watch, saved_first: bool
) -> None:
    watch.expect(LOST_CONNECTION)
    wire = new_wire(bare_server)
    open_page(page, wire.url)
    words = f"voor de breuk {secrets.token_hex(4)}"
    type_into(page, "note", words)
    if saved_first:
        expect_kept(page, words)
    wire.cut()
    expect(page.get_by_role("alert")).to_have_text(re.compile("Geen verbinding"))
    expect(page.get_by_label("note")).to_be_disabled()
    wire.mend()
    expect_kept(page, words)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("note")).to_be_focused()
    page.keyboard.type(", en erna")
    expect_kept(page, f"{words}, en erna")


def test_screen_is_sent_again_to_a_server_that_was_killed(
    page: Page, start_server: Callable[..., Server], bare_server: Server, watch: Watch
) -> None:
    watch.expect(LOST_CONNECTION)
    server = start_server(root=bare_server.root)
    open_page(page, server.url)
    type_into(page, "note", "al opgeslagen")
    expect_kept(page, "al opgeslagen")
    page.keyboard.type(", net niet")
    server.kill()
    expect(page.get_by_role("alert")).to_be_visible()
    server.start()  # it remembers nothing; the browser does, and nobody touches it
    expect_kept(page, "al opgeslagen, net niet")


def test_focus_goes_to_the_heading_of_a_new_page_and_stays_otherwise(page: Page, bare_server: Server) -> None:
    open_page(page, bare_server.url)
    assert page.evaluate(f"{ACTIVE}.tagName") == "BODY"
    page.get_by_role("button", name="Forward").click()
    expect(page.get_by_role("heading", name="Second")).to_be_focused()
    page.get_by_role("button", name="Again").click()
    wait_for_run(page)
    page.wait_for_timeout(300)
    expect(page.get_by_role("button", name="Again")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="First")).to_be_focused()


def test_saving_is_announced_each_time_in_one_lasting_region(page: Page, bare_server: Server) -> None:
    open_page(page, bare_server.url)
    page.evaluate(
        """() => { window.heard = [];
        const live = document.getElementById("kw-live");
        const hear = () => live.textContent && heard.push(live.textContent);
        new MutationObserver(hear).observe(live, {childList: true}); }"""
    )
    for number in (1, 2):
        type_into(page, "note", f"mededeling {number}")
        expect_kept(page, f"mededeling {number}")
    page.wait_for_timeout(300)
    assert page.evaluate("heard") == ["Opgeslagen 14:03", "Opgeslagen 14:03"]
    assert page.locator("#kw-live").get_attribute("role") == "status"


def test_language_is_right_from_the_first_byte_and_after_switching(page: Page, bare_server: Server) -> None:
    first = page.goto(bare_server.url)
    assert first
    assert '<html lang="nl">' in first.text()
    open_page(page, bare_server.url)
    page.get_by_role("radio", name="en").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    again = page.reload()
    assert again
    assert '<html lang="en">' in again.text()
    asked = page.goto(f"{bare_server.url}/?lang=nl")
    assert asked
    assert '<html lang="nl">' in asked.text()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_deep_address_opens_its_page_with_its_title(page: Page, bare_server: Server) -> None:
    open_page(page, f"{bare_server.url}/kader")  # the console stays empty: see `watch`
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    expect(page).to_have_title("second – Kaderwijzer")
    assert page.locator("link[rel='icon']").get_attribute("href") == "/app/static/favicon.svg"


def test_first_visitor_of_a_server_may_come_to_any_page(mortal_server: Server, page: Page) -> None:
    mortal_server.kill()
    mortal_server.serve()
    open_page(page, f"{mortal_server.url}/kader")
    expect(page).to_have_title(f"{texts('nl')('ui.title.framework')} – Kaderwijzer")


def test_link_to_the_page_one_is_on_says_so(page: Page, shared_server: Server) -> None:
    open_page(page, f"{shared_server.url}/kader")
    here = page.locator('[aria-current="page"]')
    expect(here).to_have_text(texts("nl")("ui.nav.framework"))
    page.get_by_role("link", name=texts("nl")("ui.nav.start"), exact=True).click()
    expect(here).to_have_text(texts("nl")("ui.nav.start"))


def test_link_that_is_drawn_late_says_so_too(page: Page, shared_server: Server) -> None:
    open_page(page, f"{shared_server.url}/kader")
    here = page.locator('[aria-current="page"]')
    expect(here).to_have_count(1)
    page.evaluate(
        """() => { const link = document.querySelector('[aria-current="page"]');
        const late = link.cloneNode(true);
        late.removeAttribute("aria-current");
        link.replaceWith(late); }"""
    )
    expect(here).to_have_text(texts("nl")("ui.nav.framework"))


def test_place_to_drop_a_file_has_one_role(page: Page, shared_server: Server, axe: Callable[..., list[str]]) -> None:
    open_page(page, f"{shared_server.url}/inlezen")
    expect(page.locator('[data-testid="stFileUploaderDropzone"]')).to_have_attribute("role", "group")
    assert [found for found in axe(page) if "role" in found] == []


def test_shell_itself_is_accessible(
    new_page: Callable[..., Page], bare_server: Server, axe: Callable[..., list[str]]
) -> None:
    page = open_page(new_page(viewport={"width": 1280, "height": 3000}), bare_server.url)
    assert axe(page) == []


def test_axe_sees_what_is_wrong(page: Page, bare_server: Server, axe: Callable[..., list[str]]) -> None:
    open_page(page, bare_server.url)
    page.evaluate("document.querySelector('h1').outerHTML = '<img src=\"\">'")
    assert [found.partition(":")[0] for found in axe(page)] == ["image-alt"]


def test_server_contacts_no_other_machine(mortal_server: Server, page: Page, watch: Watch) -> None:
    watch.expect(LOST_CONNECTION)
    open_page(page, mortal_server.url)
    mortal_server.stop()
    mortal_server.start()
    assert {host for event, host in mortal_server.sockets if event == "socket.bind"} == {"127.0.0.1"}
    assert {host for event, host in mortal_server.sockets if event != "socket.bind"} <= {"127.0.0.1", "None"}


def test_server_does_not_start_without_an_address(
    start_server: Callable[..., Server], bare_server: Server, tmp_path: Path
) -> None:
    open_root = shutil.copytree(bare_server.root, tmp_path / "open")
    config = open_root / ".streamlit" / "config.toml"
    config.write_text(re.sub(r"^address = .*$", "", config.read_text(), flags=re.MULTILINE))
    with pytest.raises(AssertionError, match=r"server\.address"):
        start_server(root=open_root)


def test_agent_api_stops_the_server(start_server: Callable[..., Server]) -> None:
    with pytest.raises(AssertionError, match="agent"):
        start_server(settings={"STREAMLIT_SERVER_ENABLE_AGENT_API": "true"})


def test_other_address_of_this_machine_does_not_answer(shared_server: Server) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which address would be used
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((own, shared_server.port), timeout=5)


@pytest.mark.parametrize("path", ["/draft", "/_stcore/upload_file/a/b", "/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_change_from_another_origin_is_refused(shared_server: Server, method: str, path: str) -> None:
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {}):
        assert shared_server.request(method, path, headers, b"{}")[0] == 403


def shake_hands(server: Server, **headers: str) -> str:
    """The first line of the answer to a WebSocket handshake."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    given = {"Host": f"127.0.0.1:{server.port}", "Upgrade": "websocket", "Connection": "Upgrade"}
    given |= {"Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13", **headers}
    lines = ["GET /_stcore/stream HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        wire.sendall("\r\n".join(lines).encode())
        return wire.recv(1000).split(b"\r\n")[0].decode()


def test_socket_opens_for_our_own_pages_only(shared_server: Server) -> None:
    ours = f"http://127.0.0.1:{shared_server.port}"
    assert "101" in shake_hands(shared_server, Origin=ours)
    assert "403" in shake_hands(shared_server, Origin="https://elsewhere.example")
    assert "403" in shake_hands(shared_server)
    rebound = f"elsewhere.example:{shared_server.port}"
    assert "403" in shake_hands(shared_server, Host=rebound, Origin=f"http://{rebound}")


def test_every_answer_says_what_a_browser_may_do(shared_server: Server) -> None:
    for path in (
        "/",
        "/kader",
        "/healthz",
        "/readyz",
        "/app/static/favicon.svg",
        "/_stcore/health",
        "/nothing/here.js",
    ):
        _, headers, _ = shared_server.request("GET", path, {"Accept": "text/html"})
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert "geolocation=()" in headers["permissions-policy"], path
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, path
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert scripts
        assert re.fullmatch(r"'self' 'sha256-[\w+/=]{44}' blob:", scripts.group(1)), path


def test_files_come_small(shared_server: Server) -> None:
    _, _, whole = shared_server.request("GET", "/", {"Accept": "text/html"})
    script = re.search(rb'src="\./(static/js/index\.[^"]*)"', whole)
    assert script
    path = f"/{script.group(1).decode()}"
    _, _, plain = shared_server.request("GET", path)
    for _ in range(2):  # compressed, and then as it was kept
        _, headers, small = shared_server.request("GET", path, {"Accept-Encoding": "gzip, br"})
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(small) == plain
        assert len(small) < len(plain) / 3
