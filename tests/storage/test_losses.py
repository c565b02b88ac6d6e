"""Two processes save in one database while everything around them fails: a short run of `losses.py`."""

import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.storage.databases import empty, open_sqlite
from tests.storage.losses import go_through, open_trouble
from tests.storage.saver import Told
from tests.storage.server_troubles import ServerTrouble
from tests.storage.troubles import FileTrouble, Trouble

TWICE = 2


@pytest.fixture
def files(tmp_path: Path) -> Generator[FileTrouble]:
    with (
        open_sqlite(tmp_path / "x.sqlite3") as store,
        open_trouble(FileTrouble, store.engine.url, seed=1) as trouble,
    ):
        assert isinstance(trouble, FileTrouble)
        yield trouble


@pytest.fixture
def server(postgresql: Engine) -> Generator[Trouble]:
    empty(postgresql)
    postgresql.dispose()
    with open_trouble(ServerTrouble, postgresql.url, seed=1) as trouble:
        yield trouble


def come_through(trouble: Trouble) -> None:
    kinds = len(trouble.troubles)
    assert go_through(trouble, TWICE * kinds) == []
    assert sorted(trouble.counts.values()) == [TWICE] * kinds
    assert len(trouble.book.acknowledged) > TWICE * kinds


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be taken away")
def test_what_two_processes_acknowledged_is_there_whatever_befell_the_file(files: FileTrouble) -> None:
    come_through(files)


def test_what_two_processes_acknowledged_is_there_whatever_befell_the_server(server: Trouble) -> None:
    come_through(server)


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be taken away")
def test_the_book_sees_what_is_lost_and_what_nobody_asked_for(files: FileTrouble) -> None:
    files.side_by_side()
    assert files.faults() == []
    (place, words), *_ = files.book.acknowledged.items()
    files.book.acknowledged[place] = "other words"
    assert files.faults() == [(place, "other words")]
    files.book.acknowledged[place] = words
    files.book.asked.remove(words)
    assert files.faults() == [(place, words)]


def test_the_book_sees_one_version_acknowledged_twice_and_a_call_that_broke(files: FileTrouble) -> None:
    files.book.write(Told(("a", "x"), "mine", 1))
    files.book.write(Told(("a", "x"), "theirs", 1))
    files.book.write(Told(("a", "x"), "words", refusal="broken: KeyError()"))
    files.book.write(Told(("a", "x"), "words", refusal="stale"))
    assert files.book.broken == ["broken: version 1 acknowledged twice", "broken: KeyError()"]
