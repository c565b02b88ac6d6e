"""How much longer things take with more projects in one's list: 50, 500 and 5,000, of eleven events each: `make bench`.

Aim: with 5,000 projects the start page under 150 ms, and no page's script over 200 ms.
"""

import gc
from collections.abc import Callable, Generator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from streamlit.testing.v1 import AppTest

from framework.assessing.record import Moment, Project, Scored
from framework.instrument.library import load_library
from framework.use_cases.projects import Projects
from tests.browser.server import ROOT
from tests.storage.databases import open_sqlite
from ui.shell.wiring import set_projects

SIZES = (50, 500, 5_000)
RATINGS = 8  # and one event each for the facts, the setting and the owner
ROUNDS = 20


@pytest.fixture(scope="module", params=SIZES)
def projects(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Projects]:
    numbers = count()
    with ExitStack() as open_now:
        store = open_now.enter_context(open_sqlite(tmp_path_factory.mktemp("growth") / "x.sqlite3"))
        library = load_library(ROOT / "criteria")
        projects = Projects(store, library, lambda: datetime.now(UTC), lambda: f"id-{next(numbers)}")
        set_projects(projects)
        loaded, me = next(iter(library)), projects.people.local()
        with store.transaction():
            for number in range(request.param):
                details = Project(title=f"Verzonnen {number} in wijk {number % 100}", document_type="full_proposal")
                about = projects.start(me, details, Moment.PROPOSAL, loaded)
                for criterion in loaded.framework.criteria[:RATINGS]:
                    projects.record_rating(me, about, criterion.id, Scored(level=2), 0)
        gc.collect()
        gc.freeze()  # as app.py does once it stands
        yield projects
        gc.unfreeze()


def page(name: str, **query: str) -> Callable[[Projects], Callable[[], object]]:
    def prepare(_: Projects) -> Callable[[], object]:
        app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
        app.run()
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(f"pages/{name}.py").run()
        return app.run

    return prepare


def save(projects: Projects) -> Callable[[], object]:
    me, version = projects.people.local(), count(1)
    dossier = projects.mine(me, most=1).dossiers[0]
    criterion = dossier.loaded.framework.criteria[0].id
    return lambda: projects.record_rating(me, dossier.stream.id, criterion, Scored(level=1), next(version))


def report(projects: Projects) -> Callable[[], object]:
    me = projects.people.local()
    about = projects.mine(me, most=1).dossiers[0].stream.id
    return lambda: projects.report(me, about, "nl")


DEEDS = {
    "start": page("start"),
    "research": page("research"),
    "research_page_2": page("research", n="2"),
    "research_search": page("research", z="wijk 42"),
    "save": save,
    "report": report,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_grow(benchmark: BenchmarkFixture, projects: Projects, deed: str) -> None:
    total = projects.mine(projects.people.local(), most=0).total
    benchmark.pedantic(DEEDS[deed](projects), rounds=ROUNDS, warmup_rounds=2)
    if benchmark.stats:
        ordered = sorted(benchmark.stats.stats.data)
        p50, p95 = (round(ordered[int(ROUNDS * share)] * 1000, 1) for share in (0.5, 0.95))
        print(f"\n{total} projects, {deed}: p50 {p50} ms, p95 {p95} ms")
