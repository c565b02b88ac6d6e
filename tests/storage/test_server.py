"""A PostgreSQL behind whose name another comes: nothing is called saved in a database that nobody meant."""

from collections.abc import Generator

import pytest
from sqlalchemy import URL, Engine, text

from framework.errors import Unavailable
from framework.keeping.events import Change
from storage.engine import make_engine
from storage.migration import migrate
from storage.store import SqlStore
from tests.storage.databases import act, begin

NAME = "kaderwijzer_renamed"


def order(engine: Engine, *statements: str) -> None:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


def make(engine: Engine) -> URL:
    order(engine, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    made = make_engine(engine.url.set(database=NAME))
    migrate(made)
    made.dispose()
    return made.url


@pytest.fixture
def store(postgresql: Engine) -> Generator[SqlStore]:
    store = SqlStore(make_engine(make(postgresql)))
    yield store
    store.close()
    order(postgresql, f"DROP DATABASE {NAME} WITH (FORCE)")


def save(store: SqlStore, title: str) -> None:
    stream = store.stream("a")
    assert stream
    store.apply("a", [Change("details", {"title": title}, stream.version("details"))], act())


def test_save_behind_whose_name_another_database_came_is_not_acknowledged(store: SqlStore, postgresql: Engine) -> None:
    begin(store, "p", "a")
    save(store, "before")
    make(postgresql)
    with pytest.raises(Unavailable) as refused:
        begin(store, "q")
    assert refused.value.code == "other_server"
    assert str(refused.value.details["name"]).endswith(f"/{NAME}")
    begin(store, "q")  # the next goes into what is there now
    assert [store.stream("p"), store.stream("q") is not None] == [None, True]


def test_reader_is_told_too(store: SqlStore, postgresql: Engine) -> None:
    begin(store, "p", "a")
    make(postgresql)
    with pytest.raises(Unavailable) as refused:
        store.stream("p")
    assert refused.value.code == "other_server"
    assert store.stream("p") is None


def test_empty_database_that_came_in_its_place_is_no_database_of_ours(store: SqlStore, postgresql: Engine) -> None:
    begin(store, "p")
    order(postgresql, f"DROP DATABASE {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    codes = list[str]()
    for _ in range(2):
        with pytest.raises(Unavailable) as refused:
            store.stream("p")
        codes.append(refused.value.code)
    assert codes == ["other_server", "unreachable"]


def test_server_that_drops_its_connections_is_still_the_same(store: SqlStore, postgresql: Engine) -> None:
    begin(store, "p", "a")
    order(postgresql, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'")
    save(store, "after")
    stream = store.stream("a")
    assert stream
    assert stream.payload("details") == {"title": "after"}
