"""The migrations make the tables of the program, up and down, in one step or not at all."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from framework.errors import Unavailable
from framework.keeping.events import Change, Line
from storage import migration
from storage.engine import make_engine
from storage.migration import migrate, newest, require_current
from storage.store import SqlStore
from storage.tables import metadata
from tests.storage.databases import START, act, begin, empty_database, open_sqlite, sqlite_url

KEPT = [
    "UPDATE events SET payload = '{\"n\":2}'",
    "UPDATE events SET person = 'jan'",
    "UPDATE events SET payload = NULL, person = '', version = 2",
    "DELETE FROM events",
    "UPDATE events SET payload = NULL, person = '', act = 'x'",
    "UPDATE events SET payload = NULL, person = '', deed = 'x'",
    "UPDATE events SET payload = NULL, person = ''",
    "DELETE FROM streams",
    "UPDATE streams SET number = number + 100",
    "UPDATE streams SET sequence = sequence - 1",
    'UPDATE streams SET head = \'{"lens":"review"}\'',
    "UPDATE streams SET head = '{}'",
    'UPDATE streams SET head = \'{"lens":"review"}\', erased = created',
    "UPDATE streams SET framework = 'other' WHERE framework IS NOT NULL",
    "UPDATE streams SET parent = 'a' WHERE parent IS NOT NULL",
    "UPDATE contents SET hash = 'other'",
    "DELETE FROM contents",
    "UPDATE log SET person = 'jan'",
    "DELETE FROM log",
]


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_tables_are_those_of_the_model(database: SqlStore) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert tables(database.engine) == set(metadata.tables)


def test_up_down_and_up_again(database: SqlStore) -> None:
    engine = database.engine
    assert migrate(engine, "base")
    assert tables(engine) == set()
    assert migrate(engine)
    assert not migrate(engine)
    begin(database, "p", "a")
    assert database.stream("a")


def test_revisions_are_those_of_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migration.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == newest()
    assert len(script.get_heads()) == 1


@pytest.mark.parametrize("statement", KEPT)
def test_database_itself_keeps_the_history(database: SqlStore, statement: str) -> None:
    begin(database, "p", "a")
    database.note(Line(START, "eva", "deed", "p"))
    with pytest.raises(DBAPIError, match="are kept as they are"), database.engine.begin() as connection:
        connection.execute(text(statement.replace(":", "\\:")))


REPLACED = [
    "INSERT OR REPLACE INTO events"
    " SELECT stream, sequence, key, version, '{}', schema, act, deed, 'els', at FROM events",
    "INSERT OR REPLACE INTO streams SELECT number, id, kind, parent, root, framework, '{}', schema, created, sequence,"
    " changed, erased, turn FROM streams WHERE id = 'a'",
    "INSERT OR REPLACE INTO contents SELECT owner, hash, kind, name, 'other' FROM contents",
]


@pytest.mark.parametrize("statement", REPLACED)
def test_nothing_that_is_kept_is_replaced_by_another(sqlite: SqlStore, statement: str) -> None:
    begin(sqlite, "p", "a")
    with pytest.raises(DBAPIError, match="are kept as they are"), sqlite.engine.begin() as connection:
        connection.execute(text(statement.replace(":", "\\:")))


def test_what_was_erased_stays_erased(database: SqlStore) -> None:
    begin(database, "p", "a")
    database.erase("p", act())
    with pytest.raises(DBAPIError, match="are kept as they are"), database.engine.begin() as connection:
        connection.execute(text("UPDATE streams SET erased = NULL"))


def test_half_a_migration_is_no_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(sqlite_url(tmp_path / "x.sqlite3"))
    with monkeypatch.context() as patch:
        patch.setattr("storage.migration._revision", fail_at_the_second_look())
        with pytest.raises(KeyError):
            migrate(engine)
    assert inspect(engine).get_table_names() == []
    assert migrate(engine)
    engine.dispose()


def fail_at_the_second_look():
    looks = iter([None])

    def look(_: object) -> None:
        try:
            return next(looks)
        except StopIteration:
            raise KeyError from None

    return look


def test_new_file_and_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    engine = make_engine(sqlite_url(tmp_path / "data" / "x.sqlite3"))
    migrate(engine)
    assert [oct(path.stat().st_mode & 0o777) for path in (tmp_path / "data", tmp_path / "data" / "x.sqlite3")] == [
        "0o700",
        "0o600",
    ]
    engine.dispose()


def test_app_starts_only_on_tables_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    engine = make_engine(sqlite_url(path))
    assert trouble(engine) == "absent"
    assert not path.exists()
    path.touch()
    assert trouble(engine) == "behind"
    migrate(engine)
    require_current(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert trouble(engine) == "ahead"
    with pytest.raises(Unavailable) as refused:
        migrate(engine)
    assert refused.value.code == "ahead"
    engine.dispose()


def trouble(engine: Engine) -> str:
    with pytest.raises(Unavailable) as refused:
        require_current(engine)
    return refused.value.code


def test_file_that_is_no_database_is_damaged_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(b"geen database" * 1_000)
    engine = make_engine(sqlite_url(path))
    assert trouble(engine) == "damaged"
    with pytest.raises(Unavailable):
        migrate(engine)
    assert path.read_bytes() == b"geen database" * 1_000


def test_references_hold_after_a_migration(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(empty_database())
    with open_sqlite(path) as store:
        begin(store, "p")
        migrate(store.engine)
        with pytest.raises(DBAPIError, match="FOREIGN KEY"), store.engine.begin() as connection:
            connection.execute(text("INSERT INTO projections VALUES ('nowhere', 'x', '{}')"))
        assert store.apply("p", [Change("x", {}, 0)], act()).version("x") == 1
