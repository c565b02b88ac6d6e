"""Stores of every kind. PostgreSQL starts with the first test that asks for it; where it cannot, that test fails."""

from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from storage.engine import make_engine
from storage.store import SqlStore
from tests.storage.databases import empty, open_sqlite, run_postgresql


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest) -> Generator[Engine]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    with run_postgresql(worker) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Generator[SqlStore]:
    with open_sqlite(tmp_path / "kaderwijzer.sqlite3") as store:
        yield store


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> SqlStore:
    """A store in a database."""
    return request.getfixturevalue("sqlite") if request.param == "sqlite" else _emptied(request)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """Any store."""
    if request.param == "memory":
        return MemoryStore()
    return request.getfixturevalue("sqlite") if request.param == "sqlite" else _emptied(request)


def _emptied(request: pytest.FixtureRequest) -> SqlStore:
    engine = request.getfixturevalue("postgresql")
    empty(engine)
    return SqlStore(engine)
