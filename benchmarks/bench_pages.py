"""How long the script of each page takes to run again, without browser or socket: `make bench`.

Aim: p95 under 50 ms for the page of a point; the rest of what a person waits for is in `crowd_streamlit.py`.
"""

import os
from collections.abc import Generator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from streamlit.testing.v1 import AppTest

from framework.instrument.library import load_library
from framework.use_cases.projects import Projects
from intake.record_file import read_record
from tests.browser.server import ROOT
from tests.framework.strategies import SHIPPED_FOLDER
from tests.storage.databases import open_sqlite
from ui.shell.widgets import as_written
from ui.shell.wiring import set_projects

TITLE = "Vakmanschap en gezag van de uitvoerende professional (Beroepseer en BvK, aankondiging 2020)"
HEADINGS = {
    "start": "Sluit je onderzoek aan bij het werk van professionals?",
    "details": as_written(TITLE),
    "point": "Komt de onderzoeksvraag uit het werk van de professionals zelf?",
    "profile": as_written(TITLE),
    "actions": "Wat je als eerste kunt doen",
    "framework": "Het hele kader",
}
EXAMPLE = SHIPPED_FOLDER / "examples" / "bvk_vakmanschap_gezag.nl.yaml"


@pytest.fixture
def assessment(tmp_path: Path) -> Generator[str]:
    numbers = count()
    with open_sqlite(tmp_path / "x.sqlite3") as store:
        library = load_library(ROOT / "criteria")
        projects = Projects(store, library, lambda: datetime.now(UTC), lambda: f"id-{next(numbers)}")
        set_projects(projects)
        yield projects.take_in(projects.people.local(), *read_record(EXAMPLE, library))


@pytest.mark.parametrize("page", HEADINGS)
def test_draw_a_page_again(benchmark: BenchmarkFixture, assessment: str, page: str) -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    app.query_params["a"] = assessment
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    benchmark.pedantic(app.run, rounds=50, warmup_rounds=3)
    assert [element.value for element in app.title] == [HEADINGS[page]]
    if benchmark.stats:
        ordered = sorted(benchmark.stats.stats.data)
        benchmark.extra_info.update({"p50 ms": round(ordered[25] * 1000), "p95 ms": round(ordered[47] * 1000)})
        benchmark.extra_info["load"] = os.getloadavg()[0]
        print(page, benchmark.extra_info)
