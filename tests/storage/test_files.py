"""A database that is moved, replaced or taken away under a running program: nothing is called saved and then gone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from framework.errors import Unavailable
from framework.keeping.events import Change
from framework.use_cases.projects import Projects
from storage.engine import make_engine
from storage.store import SqlStore
from tests.storage.databases import act, begin, minute, open_sqlite, sqlite_url


def save(store: SqlStore, words: str) -> None:
    stream = store.stream("a")
    assert stream
    store.apply("a", [Change("details", {"title": words}, stream.version("details"))], act())


def title(path: Path) -> object:
    """What a program that comes later finds."""
    with open_sqlite(path) as store:
        stream = store.stream("a")
        return (stream.payload("details") or {}).get("title") if stream else None


def take_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def replace(path: Path) -> None:
    shutil.copyfile(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


def take_the_journal(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.sqlite3"


@pytest.mark.parametrize("harm", [take_away, replace, take_the_journal])
def test_save_after_the_files_are_gone_is_not_acknowledged(path: Path, harm: Callable[[Path], None]) -> None:
    with open_sqlite(path) as store:
        begin(store, "p", "a")
        save(store, "before")
        harm(path)
        with pytest.raises(Unavailable):
            save(store, "lost")


def test_reader_is_told_too(path: Path) -> None:
    with open_sqlite(path) as store:
        begin(store, "p", "a")
        take_away(path)
        with pytest.raises(Unavailable) as refused:
            store.stream("a")
        assert (refused.value.code, refused.value.details) == ("moved", {"path": path})
        with pytest.raises(Unavailable) as refused:
            store.stream("a")
        assert refused.value.code == "unreachable"  # nobody makes an empty database in its place
        assert not path.exists()


def test_saving_goes_on_in_the_file_that_comes_in_its_place(path: Path) -> None:
    with open_sqlite(path) as store:
        begin(store, "p", "a")
        save(store, "before")
        store.forget_journal()  # so that the copy is whole
        replace(path)
        with pytest.raises(Unavailable) as refused:
            save(store, "lost")
        assert refused.value.code == "moved"
        save(store, "after")
    assert title(path) == "after"


def test_database_that_is_left_alone_is_never_called_moved(path: Path) -> None:
    with open_sqlite(path) as store:
        begin(store, "p", "a")
        for number in range(20):
            save(store, f"{number}")
            store.forget_journal()
            assert title(path) == f"{number}"  # another process comes and goes


def test_application_says_that_it_is_not_well(path: Path) -> None:
    with open_sqlite(path) as store:
        begin(store, "p", "a")
        projects = Projects(store, [], lambda: minute(0), lambda: "id")  # pyright: ignore[reportArgumentType]
        projects.store.stream("")
        take_away(path)
        for _ in range(2):
            with pytest.raises(Unavailable):
                projects.store.stream("")


def test_absent_database_stays_absent(path: Path) -> None:
    engine = make_engine(sqlite_url(path))
    with pytest.raises(Unavailable):
        SqlStore(engine).stream("a")
    assert not path.exists()
