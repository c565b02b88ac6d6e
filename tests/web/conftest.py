"""The house of the light pages over a store in memory; `practice/test_on_sqlite.py` shows them over SQLite."""

import pytest

from framework.keeping.memory import MemoryStore
from tests.web.respondents import House


@pytest.fixture
def house() -> House:
    return House(MemoryStore())
