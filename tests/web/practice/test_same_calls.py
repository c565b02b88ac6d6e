"""Whoever tries links learns nothing from how long an answer takes: an unknown link and a revoked one ask the same."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.storage.databases import open_sqlite
from tests.web.respondents import ASKER, House, Phone


@contextmanager
def statements(engine: Engine) -> Generator[list[str]]:
    """The statements that are asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["", "/1", "/look"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_and_revoked_links_ask_and_answer_the_same(tmp_path: Path, path: str, method: str) -> None:
    with open_sqlite(tmp_path / "x.sqlite3") as store:
        house = House(store)
        opened = house.open()
        house.practice.renew_links(ASKER, opened.check.id)
        seen = list[tuple[list[str], int, bytes]]()
        for token in (opened.links[0], "aaaa-bbbb-cccc"):
            phone = Phone(house.app, token)
            with statements(store.engine) as asked:
                answer = phone.get(path) if method == "GET" else phone.post(path)
            seen.append((asked, answer.status, answer.body))
        assert seen[0] == seen[1]
        is_step = (method, path) != ("POST", "/look")  # an address that nothing stands behind asks nothing
        assert bool(seen[0][0]) is is_step
