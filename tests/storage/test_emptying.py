"""What was erased leaves the write-ahead file too, as soon as nobody reads what was before."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest

from framework.keeping.events import Change
from storage.store import SqlStore
from tests.storage.databases import act, begin, open_sqlite

SECRET = "mevrouw Jansen uit de Kerkstraat"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.sqlite3"


@pytest.fixture
def store(path: Path) -> Generator[SqlStore]:
    with open_sqlite(path) as opened:
        begin(opened, "p", "a")
        opened.apply("a", [Change("setting", {"note": SECRET}, opened.stream("a").version("setting"))], act())  # pyright: ignore
        yield opened


def holds(path: Path) -> bool:
    """Whether any file of the database still has the words."""
    return any(SECRET.encode() in part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def look(store: SqlStore) -> None:
    store.stream("p")


def save(store: SqlStore) -> None:
    begin(store, "q")


def test_erased_words_are_in_no_file(store: SqlStore, path: Path) -> None:
    assert holds(path)
    store.erase("p", act())
    assert not holds(path)


@pytest.mark.parametrize("later", [look, save])
def test_erased_words_that_a_reader_still_needs_leave_with_the_next_call_after_it(
    store: SqlStore, path: Path, later: Callable[[SqlStore], None]
) -> None:
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM streams").fetchone()
        store.erase("p", act())
        later(store)
        assert holds(path)  # else the reader would have lost what it reads
    later(store) if later is look else begin(store, "r")
    assert not holds(path)
