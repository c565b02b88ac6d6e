"""Several at once: of two who change the same one wins, nothing acknowledged is lost, the history stays whole."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from framework.errors import Stale, Unavailable, Unknown
from framework.keeping.content import LIBRARY, Content, ContentKind
from framework.keeping.events import Change
from framework.keeping.streams import StreamKind
from framework.people.permissions import Permission
from framework.people.person import Actor
from framework.use_cases.access import hold_stream
from storage.doctor import examine
from storage.engine import for_writing
from storage.store import SqlStore
from tests.framework.strategies import ROOT
from tests.storage.databases import act, add, begin, empty, minute, open_sqlite

THREADS = 8


def all_at_once(count: int, do: Callable[[int], object]) -> list[object]:
    """What `count` threads return that start at the same moment; an error is returned, too."""
    gate = Barrier(count)

    def run(number: int) -> object:
        gate.wait()
        try:
            return do(number)
        except (Stale, Unknown, ValueError) as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def start_writer(store: SqlStore, task: str, *arguments: object) -> subprocess.Popen[str]:
    url = store.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.storage.writer", task, url, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def breaches(store: SqlStore) -> list[str]:
    """What the doctor finds, apart from the framework of these tests, which is none."""
    return [breach.code for breach in examine(store.engine) if breach.code != "framework_unreadable"]


def test_of_those_who_change_the_same_entry_exactly_one_wins(database: SqlStore) -> None:
    begin(database, "p", "a")
    for round_ in range(5):
        outcomes = all_at_once(
            THREADS,
            lambda n, round_=round_: database.apply(
                "a", [Change("x", {"n": n}, round_)], act(minute(n), f"person {n}")
            ),
        )
        winners = [n for n, outcome in enumerate(outcomes) if not isinstance(outcome, Stale)]
        assert len(winners) == 1
        stream = database.stream("a")
        assert stream
        assert (stream.payload("x"), stream.version("x")) == ({"n": winners[0]}, round_ + 1)
        assert [o.key for o in outcomes if isinstance(o, Stale)] == ["x"] * (THREADS - 1)
    assert len(database.events("a")) == 1 + 5
    assert breaches(database) == []


def test_changes_of_different_entries_all_succeed(database: SqlStore) -> None:
    begin(database, "p", "a")
    outcomes = all_at_once(
        THREADS,
        lambda n: [database.apply("a", [Change(f"x{n}", {"n": v}, v)], act(minute(n))) for v in range(5)],
    )
    assert [o for o in outcomes if isinstance(o, Exception)] == []
    assert [e.sequence for e in database.events("a")] == list(range(1, 1 + 1 + THREADS * 5))
    assert breaches(database) == []


def test_one_id_is_made_once(database: SqlStore) -> None:
    begin(database, "p")
    outcomes = all_at_once(2, lambda _: add(database, "a"))
    assert sorted(map(str, outcomes)) == ["None", "a"]
    assert breaches(database) == []


def test_one_framework_is_kept_once(database: SqlStore) -> None:
    all_at_once(
        THREADS, lambda n: database.keep(Content(LIBRARY, "hash", ContentKind.FRAMEWORK, bytes([n]), "kader 1"))
    )
    content = database.content(LIBRARY, "hash")
    assert content
    assert content.body[0] in range(THREADS)


def test_nothing_is_written_into_what_is_being_erased(database: SqlStore) -> None:
    for round_ in range(3):
        project, assessment = f"p{round_}", f"a{round_}"
        begin(database, project, assessment)
        all_at_once(
            4,
            lambda n, project=project, assessment=assessment, round_=round_: (
                database.erase(project, act(minute(n)))
                if n == 0
                else add(database, f"new{round_}{n}", project)
                if n == 1
                else database.apply(assessment, [Change(f"x{n}", {"secret": n}, 0)], act(minute(n), "jan"))
            ),
        )
        assert database.stream(assessment) is None
        assert {e.payload for e in database.events(assessment)} == {None}
        assert database.children(project, StreamKind.ASSESSMENT) == ()
    assert breaches(database) == []


def test_saving_and_putting_out_wait_for_each_other(postgresql: Engine) -> None:
    """While somebody saves, their membership cannot be taken away; once it is, the next save is refused.

    SQLite lets one writer in at a time, so there is nothing to see there.
    """
    empty(postgresql)
    store, eva = SqlStore(postgresql), Actor("eva")
    begin(store, "p", "a")
    with ThreadPoolExecutor(1) as other:
        with hold_stream(store, eva, "a", Permission.RATING_WRITE, StreamKind.ASSESSMENT):
            putting_out = other.submit(store.apply, "p", [Change("member/eva", None, 1)], act(deed="put_out"))
            with pytest.raises(TimeoutError):
                putting_out.result(timeout=0.5)
            store.apply("a", [Change("rating/x", {}, 0)], act())
        putting_out.result(timeout=60)
    with pytest.raises(Unknown), hold_stream(store, eva, "a", Permission.RATING_WRITE, StreamKind.ASSESSMENT):
        pass


def test_two_people_below_one_root_do_not_wait_for_each_other(postgresql: Engine) -> None:
    empty(postgresql)
    store, eva = SqlStore(postgresql), Actor("eva")
    begin(store, "p", "a", "b")
    with (
        ThreadPoolExecutor(1) as other,
        hold_stream(store, eva, "a", Permission.RATING_WRITE, StreamKind.ASSESSMENT),
    ):
        other.submit(store.apply, "b", [Change("rating/x", {}, 0)], act()).result(timeout=60)


def test_two_processes_lose_no_update(database: SqlStore) -> None:
    begin(database, "p", "a")
    writers = [start_writer(database, "count", 10) for _ in range(2)]
    assert [writer.communicate(timeout=60)[0] for writer in writers] == ["done\n", "done\n"]
    stream = database.stream("a")
    assert stream
    assert (stream.payload("count"), stream.version("count")) == ({"n": 20}, 20)
    assert breaches(database) == []


@pytest.mark.parametrize("acknowledged", [0, 9])
def test_kill_of_a_writer_loses_nothing_that_was_acknowledged(database: SqlStore, acknowledged: int) -> None:
    begin(database, "p", "a")
    with start_writer(database, "keep_writing") as writer:
        assert writer.stdout
        told = [writer.stdout.readline() for _ in range(acknowledged + 1)]
        writer.kill()
        told += writer.stdout.readlines()
    seen = [int(line) for line in told if line.endswith("\n")]
    assert len(seen) > acknowledged
    stream = database.stream("a")
    assert stream
    kept = [key for key in stream.entries if key.startswith("rating/")]
    assert [stream.payload(f"rating/{number}") for number in seen] == [{"n": number} for number in seen]
    assert len(kept) in (len(seen), len(seen) + 1)  # one may be kept that nobody was told of
    assert stream.payload("latest") == {"n": len(kept) - 1}
    assert breaches(database) == []


def test_reader_sees_a_change_whole_or_not_at_all(database: SqlStore) -> None:
    begin(database, "p", "a")

    def do(number: int) -> set[object]:
        if number == 0:
            for n in range(20):
                database.apply("a", [Change("x", {"n": n}, n), Change("y", {"n": n}, n)], act(minute(n)))
            return set()
        found = [database.stream("a") for _ in range(40)]
        return {(s.version("x"), s.version("y")) for s in found if s}

    seen = set().union(*all_at_once(3, do))  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert [pair for pair in seen if pair[0] != pair[1]] == []


def test_doctor_is_not_confused_by_writers(database: SqlStore) -> None:
    begin(database, "p", "a")

    def do(number: int) -> list[str]:
        if number == 0:
            return [code for _ in range(3) for code in breaches(database)]
        for n in range(30):
            database.apply("a", [Change(f"x{number}", {"n": n}, n)], act(minute(n)))
        return []

    assert all_at_once(3, do) == [[], [], []]


def test_database_that_stays_locked_is_unavailable_and_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine._PRAGMAS", ("busy_timeout=20",))
    with open_sqlite(tmp_path / "x.sqlite3") as store:
        begin(store, "p")
        with for_writing(store.engine).begin() as other:
            other.execute(text("SELECT 1"))
            with pytest.raises(Unavailable) as refused:
                store.apply("p", [Change("x", {}, 0)], act())
            assert store.stream("p")  # readers are not held up
        assert refused.value.code == "busy"
        assert store.apply("p", [Change("x", {}, 0)], act()).version("x") == 1
