"""How long one save takes, alone and with others, on SQLite and on PostgreSQL that wait for the disk: `make bench`.

A save authorises, checks the rating, writes the event and the entry, and returns the dossier. Aim: p95 under 100 ms
with one person, and with twenty people in two processes.
"""

import json
import os
from collections.abc import Generator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from framework.assessing.record import Scored
from framework.instrument.library import Library
from framework.use_cases.projects import Projects
from intake.record_file import read_record
from storage.doctor import examine
from storage.engine import make_engine
from storage.store import SqlStore
from tests.framework.strategies import SHIPPED_FOLDER, shipped
from tests.storage.databases import add, begin, open_sqlite, run_postgresql
from tests.storage.test_concurrency import start_writer

EXAMPLE = SHIPPED_FOLDER / "examples" / "bvk_vakmanschap_gezag.nl.yaml"
CRITERION = shipped().framework.criteria[0].id
PEOPLE, PROCESSES, SAVES, PAUSE = 20, 2, 25, 0.2


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[SqlStore]:
    if request.param == "sqlite":
        with open_sqlite(tmp_path / "x.sqlite3") as opened:
            yield opened
    else:
        with run_postgresql("bench", fsync="on") as url:
            opened = SqlStore(make_engine(url))
            yield opened
            opened.close()


def shares(durations: list[float]) -> dict[str, float]:
    ordered = sorted(durations)
    return {f"p{share} ms": round(ordered[len(ordered) * share // 100] * 1000, 1) for share in (50, 95, 99)}


def test_one_save(benchmark: BenchmarkFixture, store: SqlStore) -> None:
    numbers = count(1)
    projects = Projects(store, Library([shipped()]), lambda: datetime.now(UTC), lambda: f"id {next(numbers)}")
    me = projects.people.local()
    assessment = projects.take_in(me, *read_record(EXAMPLE, projects.library))
    versions = count(1)

    def save() -> None:
        projects.record_rating(me, assessment, CRITERION, Scored(level=2, note="Zie r. 3."), next(versions))

    benchmark.pedantic(save, rounds=300, warmup_rounds=10)
    assert projects.dossier(me, assessment).stream.version(f"rating/{CRITERION}") == next(versions)
    if benchmark.stats:
        benchmark.extra_info.update(shares(benchmark.stats.stats.data), load=os.getloadavg()[0])
        print(store.engine.dialect.name, json.dumps(benchmark.extra_info))


def test_twenty_people_in_two_processes(benchmark: BenchmarkFixture, store: SqlStore) -> None:
    begin(store, "p")
    for number in range(PEOPLE):
        add(store, f"a{number}")

    def work() -> list[float]:
        each = PEOPLE // PROCESSES
        writers = [start_writer(store, "pace", n * each, each, SAVES, PAUSE) for n in range(PROCESSES)]
        told = [writer.communicate()[0] for writer in writers]
        return [float(duration) for text in told for duration in text.split()]

    durations = benchmark.pedantic(work, rounds=1)
    assert len(durations) == PEOPLE * SAVES
    assert [len(store.events(f"a{n}")) for n in range(PEOPLE)] == [1 + SAVES] * PEOPLE
    assert {breach.code for breach in examine(store.engine)} == {"framework_unreadable"}  # theirs is none
    benchmark.extra_info.update(shares(durations), load=os.getloadavg()[0])
    print(store.engine.dialect.name, json.dumps(benchmark.extra_info))
