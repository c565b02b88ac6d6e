"""Who must wait for another that writes does so in `waiting`, where it can let go of what it keeps others from."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread

import pytest
from sqlalchemy import text

from framework.keeping.events import Change
from storage.engine import for_writing
from storage.store import SqlStore
from tests.storage.databases import act, begin


def until(freed: Callable[[], None], told: list[str]) -> Callable[[], AbstractContextManager[None]]:
    """What notes each wait in `told` and lets the lock go, so that a wait ends as soon as it began."""

    @contextmanager
    def waiting() -> Iterator[None]:
        told.append("waits")
        freed()
        yield
        told.append("goes on")

    return waiting


@pytest.mark.parametrize("held", ["p", "a"])
def test_save_waits_there_for_another_program_and_goes_on_once_it_lets_go(database: SqlStore, held: str) -> None:
    begin(database, "p", "a")
    with for_writing(database.engine).connect() as other:
        if database.engine.dialect.name == "postgresql":
            other.execute(text("SELECT * FROM streams WHERE id = :id FOR UPDATE"), {"id": held})
        else:
            other.execute(text("SELECT 1"))
        told: list[str] = []
        store = SqlStore(database.engine, waiting=until(other.rollback, told))
        assert store.apply("a", [Change("x", {}, 0)], act()).version("x") == 1
    assert told == ["waits", "goes on"]


@pytest.mark.parametrize("identifier", ["p", "a"])
def test_save_that_nobody_is_in_the_way_of_waits_for_nothing(database: SqlStore, identifier: str) -> None:
    begin(database, "p", "a")
    told: list[str] = []
    store = SqlStore(database.engine, waiting=until(lambda: None, told))
    assert store.apply(identifier, [Change("x", {}, 0)], act()).version("x") == 1
    assert told == []


def test_save_waits_there_for_another_thread_too(sqlite: SqlStore) -> None:
    begin(sqlite, "p")
    waits, told = Event(), list[str]()
    store = SqlStore(sqlite.engine, waiting=until(waits.set, told))
    saver = Thread(target=lambda: store.apply("p", [Change("x", {}, 0)], act()))
    with store.transaction():
        saver.start()
        assert waits.wait(60)
    saver.join()
    assert told == ["waits", "goes on"]
