"""The house of the light pages, over a store in memory and over SQLite."""

from collections.abc import Generator
from pathlib import Path

import pytest

from framework.keeping.memory import MemoryStore
from tests.storage.databases import open_sqlite
from tests.web.respondents import House


@pytest.fixture(params=["memory", "sqlite"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[House]:
    if request.param == "memory":
        yield House(MemoryStore())
    else:
        with open_sqlite(tmp_path / "x.sqlite3") as opened:
            yield House(opened)
