"""What the tests in a real browser stand on: a server, pages that tell on themselves, axe, and a wire to cut."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

from tests.browser.proxy import Wire
from tests.browser.server import Server, copy_application

HERE = Path(__file__).parent
WIDE: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 45_000  # ms: two cores may run a server, a browser and other tests at the same time
expect.set_options(timeout=PATIENCE)
# What Chromium and Streamlit say in the console when the server is gone: for `watch.expect` where a test does that.
LOST_CONNECTION = "WebSocket|when disconnected|ERR_|Failed to load resource|Client Error|not responding|timed out"
AXE = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start a server with `start_server(root=..., settings=...)`, each with data of its own."""
    servers: list[Server] = []

    def start(**options: Any) -> Server:
        servers.append(Server(data=tmp_path_factory.mktemp("data"), **options))
        servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        server.kill()


@pytest.fixture(scope="session")
def _mortal_server(start_server: Callable[..., Server]) -> Server:
    return start_server()


@pytest.fixture
def mortal_server(_mortal_server: Server) -> Server:
    """The application for tests that stop, kill and start it; it is up at the start of each."""
    if not _mortal_server.is_running:
        _mortal_server.serve()
    return _mortal_server


@pytest.fixture(scope="session")
def shared_server(start_server: Callable[..., Server]) -> Server:
    """The application for tests that leave it running and do not mind what is stored."""
    return start_server()


@pytest.fixture(scope="session")
def public_server(start_server: Callable[..., Server]) -> Server:
    """The application under a name by which others can reach it; left running, as `shared_server` is."""
    return start_server(settings={"KADERWIJZER_PUBLIC_URL": "https://kader.example"})


@pytest.fixture(scope="session")
def bare_server(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The application with the two pages of `bare_main.py`: the shell alone."""
    return start_server(root=copy_application(tmp_path_factory.mktemp("bare"), HERE / "bare_main.py"))


@dataclass
class Watch:
    """What went wrong in the pages of a test. `expect(pattern)` allows what a test brings about on purpose."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        self.expected.append(pattern)

    def follow(self, page: Page) -> None:
        page.on("console", lambda said: said.type == "error" and self._note(f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("request", self._note_host)
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).hostname or ""))

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def _note_host(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about"):
            self.hosts.add(parts.hostname or "")

    @property
    def unexpected(self) -> list[str]:
        return [said for said in self.complaints if not any(re.search(each, said) for each in self.expected)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Asserts after each test: no errors in any console, and no request to another host."""
    watch = Watch()
    yield watch
    assert watch.unexpected == []
    assert watch.hosts <= {"127.0.0.1"}


@pytest.fixture(scope="session")
def _warm(browser: Browser) -> BrowserContext:
    """One that has read the scripts of Streamlit before."""
    return browser.new_context()


@pytest.fixture
def new_page(browser: Browser, _warm: BrowserContext, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser that remembers nothing: `new_page(dark=True, viewport=..., language="en")`.

    Every further one, and every one with other options of Playwright, has nothing in its cache either.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        *,
        dark: bool = False,
        language: str | None = None,
        viewport: ViewportSize = WIDE,
        url: str = "",
        **options: Any,
    ) -> Page:
        context = browser.new_context(**options) if options or contexts else _warm
        contexts.append(context)
        if language:
            context.add_cookies([{"name": "kw_lang", "value": language, "domain": "127.0.0.1", "path": "/"}])
        page = context.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_default_timeout(PATIENCE)
        watch.follow(page)
        if url:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        if context is not _warm:
            context.close()
    for page in _warm.pages:
        page.close()
    _warm.clear_cookies()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of 1280 by 900, light, with nothing chosen."""
    return new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return what axe finds on a page: WCAG 2.2 A and AA and best practice; `without` names rules to leave out.

    It measures contrast in what is in sight only: open the page with a viewport as high as its content.
    """
    source = (HERE / "axe.min.js").read_text()
    run = """async ({tags, without}) => {
        const rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
        const {violations} = await axe.run(document, {
            runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations'],
        });
        return violations.flatMap(({id, nodes}) =>
            nodes.map(node => `${id}: ${node.html.slice(0, 300)} | ${node.failureSummary}`));
    }"""

    def check(page: Page, without: tuple[str, ...] = ()) -> list[str]:
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(source)
        return page.evaluate(run, {"tags": sorted(AXE), "without": list(without)})

    return check


@pytest.fixture
def new_wire() -> Iterator[Callable[[Server], Wire]]:
    """Put a wire between a page and a server: open `wire.url` instead of `server.url`, then cut and mend."""
    wires: list[Wire] = []

    def lay(server: Server) -> Wire:
        wires.append(Wire(server.port))
        return wires[-1]

    yield lay
    for wire in wires:
        wire.close()


def dress(page: Page, dark: bool, size: ViewportSize) -> None:
    """Let a page that is there already be seen by day or by night and at another size; wait until it has changed."""
    scheme = "dark" if dark else "light"
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    expect(page.locator('[data-testid="stApp"]')).to_have_css("color-scheme", scheme)
    page.evaluate(
        """() => Promise.allSettled(document.getAnimations()
        .filter(each => each.effect.getComputedTiming().endTime < Infinity).map(each => each.finished))"""
    )  # of half a transition axe would judge colours that nobody sees


def wait_for_run(page: Page) -> None:
    """Wait until Streamlit has drawn everything: no test may look before that."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
