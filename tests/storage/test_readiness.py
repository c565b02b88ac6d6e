"""Whether what is saved now would be kept: the database answers, has our tables, and can be written."""

import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from framework.errors import Unavailable
from storage import readiness
from storage.engine import make_engine
from storage.store import SqlStore
from tests.storage.databases import open_sqlite, sqlite_url
from tests.web.asgi import await_here
from web.door.health import Readiness


def refusal(store: SqlStore) -> Unavailable:
    with pytest.raises(Unavailable) as refused:
        store.require_ready()
    return refused.value


def test_database_with_our_tables_is_ready_and_stays_as_it_is(database: SqlStore) -> None:
    folder = Path(database.engine.url.database or "").absolute().parent
    database.require_ready()
    before = sorted(folder.iterdir())
    database.require_ready()
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(("found", "code"), [("0001", "behind"), ("9999", "ahead")])
def test_tables_of_another_version_are_not_ready(database: SqlStore, found: str, code: str) -> None:
    with database.engine.begin() as connection:
        now = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    assert refusal(database).code == code
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": now})
    database.require_ready()


def test_server_that_takes_no_changes_is_not_ready(postgresql: Engine) -> None:
    url = postgresql.url.update_query_dict({"options": "-c default_transaction_read_only=on"})
    store = SqlStore(make_engine(url))
    assert refusal(store).details == {"reason": "the server takes no changes"}
    store.close()


def test_file_that_may_only_be_read_is_not_ready(tmp_path: Path) -> None:
    with open_sqlite(tmp_path / "x.sqlite3") as store:
        store.require_ready()
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
    address = f"file:{tmp_path / 'x.sqlite3'}?mode=ro"
    engine = make_engine(sqlite_url(tmp_path / "x.sqlite3"))
    engine.pool._creator = lambda: sqlite3.connect(address, uri=True, isolation_level=None)
    assert refusal(SqlStore(engine)).code == "unreachable"
    engine.dispose()


def test_full_disk_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def __init__(self, **_: object) -> None:
            super().__init__()

        def flush(self) -> None:
            if self.getvalue():
                raise OSError(28, os.strerror(28))

    with open_sqlite(tmp_path / "x.sqlite3") as store:
        monkeypatch.setattr(readiness, "TemporaryFile", Full)
        assert refusal(store).details == {"reason": os.strerror(28)}


def test_database_that_another_holds_is_not_ready_in_time_and_is_so_after_it_lets_go(tmp_path: Path) -> None:
    with open_sqlite(tmp_path / "x.sqlite3") as store, closing(sqlite3.connect(tmp_path / "x.sqlite3")) as other:
        asked = Readiness(store.require_ready, 0.2)
        other.execute("BEGIN EXCLUSIVE")
        assert not await_here(asked.ask())
        other.execute("ROLLBACK")
        asked = Readiness(store.require_ready, 30)
        assert await_here(asked.ask())


def test_database_that_was_taken_away_is_not_ready(tmp_path: Path) -> None:
    with open_sqlite(tmp_path / "x.sqlite3") as store:
        store.require_ready()
        (tmp_path / "x.sqlite3").rename(tmp_path / "elsewhere")
        assert refusal(store).code == "moved"
        assert refusal(store).code == "unreachable"
