"""How long it takes from nothing to a server that is well, and from there to a page in Chromium: `make bench`.

Aim: well within 2 s, painted within 2 s for whoever comes first. `paint` is the browser's own first contentful paint,
which may be a skeleton; `drawn` is when the page stands there whole.
"""

import os
from collections.abc import Generator
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Browser
from pytest_benchmark.fixture import BenchmarkFixture

from tests.browser.chromium import open_browser
from tests.browser.researcher import Researcher
from tests.browser.server import Server

ROUNDS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with open_browser() as chromium:
        yield chromium


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    server = Server(data=tmp_path)
    server.prepare()
    yield server
    server.kill()


def visit(browser: Browser, server: Server) -> dict[str, float]:
    """Milliseconds until the browser painted anything, and until the first page stood there whole."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, start = context.new_page(), perf_counter()
    Researcher(page, server.url).open()
    drawn = (perf_counter() - start) * 1000
    paint = page.evaluate(PAINT)
    context.close()
    return {"paint": paint, "drawn": drawn}


def tell(benchmark: BenchmarkFixture, visits: list[dict[str, float]]) -> None:
    for name in ("paint", "drawn"):
        ordered = sorted(round(each[name]) for each in visits)
        benchmark.extra_info[f"{name} ms"] = {"median": ordered[len(ordered) // 2], "most": ordered[-1]}
    benchmark.extra_info["load"] = os.getloadavg()[0]
    print(benchmark.name, benchmark.extra_info)


def test_start_the_server(benchmark: BenchmarkFixture, server: Server) -> None:
    benchmark.pedantic(server.serve, setup=server.kill, rounds=ROUNDS)
    assert server.request("GET", "/healthz")[0] == 200


@pytest.mark.parametrize("comes", ["first", "later"])
def test_come_to_the_first_page(benchmark: BenchmarkFixture, server: Server, browser: Browser, comes: str) -> None:
    server.serve()
    visit(browser, server)
    visits: list[dict[str, float]] = []

    def start_anew() -> None:
        server.kill()
        server.serve()

    benchmark.pedantic(
        lambda: visits.append(visit(browser, server)),
        setup=start_anew if comes == "first" else None,
        rounds=ROUNDS,
    )
    tell(benchmark, visits)
