"""Which database the environment names, and how SQLite is set."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from framework.errors import Unavailable
from framework.keeping.events import Change
from framework.language.texts import languages, texts
from storage.engine import DATABASE_FILE, data_folder, database_url, make_engine
from storage.migration import migrate
from storage.store import SqlStore, open_store
from tests.framework.strategies import ROOT
from tests.storage.databases import START, act, begin, minute, sqlite_url


@pytest.mark.parametrize(
    ("system", "environ", "folder"),
    [
        ("linux", {"KADERWIJZER_DATA": "/srv/kader", "XDG_DATA_HOME": "/x"}, Path("/srv/kader")),
        ("linux", {"XDG_DATA_HOME": "/x"}, Path("/x/kaderwijzer")),
        ("linux", {"KADERWIJZER_DATA": ""}, Path.home() / ".local" / "share" / "kaderwijzer"),
        ("darwin", {}, Path.home() / "Library" / "Application Support" / "Kaderwijzer"),
        ("win32", {"LOCALAPPDATA": "/local", "APPDATA": "/roaming"}, Path("/local/Kaderwijzer")),
        ("win32", {}, Path.home() / "AppData" / "Local" / "Kaderwijzer"),
        ("linux", {"KADERWIJZER_DATA": "~/werk"}, Path.home() / "werk"),
    ],
)
def test_data_lie_where_the_system_keeps_such_data(
    monkeypatch: pytest.MonkeyPatch, system: str, environ: dict[str, str], folder: Path
) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert data_folder(environ) == folder
    assert database_url(environ) == sqlite_url(folder / DATABASE_FILE)


def test_data_never_lie_among_the_code_unless_asked() -> None:
    assert not data_folder({}).is_relative_to(ROOT)


@pytest.mark.parametrize("named", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+asyncpg"])
def test_postgresql_goes_by_its_one_driver(named: str) -> None:
    url = database_url({"KADERWIJZER_DATABASE": f"{named}://eva:geheim@host/kader"})
    assert url.render_as_string(hide_password=False) == "postgresql+psycopg://eva:geheim@host/kader"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("mysql://eva:geheim@host/x", "unknown_database"),
        ("sqlite://", "unknown_database"),
        ("geheim", "bad_url"),
        ("postgresql://eva:geheim@host:poort/x", "bad_url"),
    ],
)
@pytest.mark.parametrize("language", languages())
def test_other_database_is_refused_without_telling_its_password(named: str, code: str, language: str) -> None:
    with pytest.raises(Unavailable) as refused:
        database_url({"KADERWIJZER_DATABASE": named})
    assert refused.value.code == code
    assert "geheim" not in texts(language)(f"storage.trouble.{code}", **refused.value.details)
    assert refused.value.__cause__ is None


def test_postgresql_without_its_driver_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.find_spec", lambda _: None)
    with pytest.raises(Unavailable) as refused:
        database_url({"KADERWIJZER_DATABASE": "postgresql://host/x"})
    assert refused.value.code == "no_driver"


def test_server_that_does_not_answer_is_unavailable() -> None:
    engine = make_engine(database_url({"KADERWIJZER_DATABASE": "postgresql://127.0.0.1:1/x"}))
    with pytest.raises(Unavailable) as refused:
        SqlStore(engine).stream("p")
    assert refused.value.code == "unreachable"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("secure_delete", 1),
        ("trusted_schema", 0),
    ],
)
def test_sqlite_is_set_to_lose_nothing(sqlite: SqlStore, pragma: str, value: object) -> None:
    with sqlite.engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_open_store_takes_what_migrate_made(tmp_path: Path) -> None:
    environ = {"KADERWIJZER_DATA": str(tmp_path / "data % é")}
    with pytest.raises(Unavailable):
        open_store(environ)
    engine = make_engine(database_url(environ))
    migrate(engine)
    engine.dispose()
    store = open_store(environ)
    begin(store, "p")
    assert store.stream("p")
    store.engine.dispose()


def test_what_was_erased_is_gone_from_the_files(tmp_path: Path) -> None:
    environ = {"KADERWIJZER_DATA": str(tmp_path)}
    engine = make_engine(database_url(environ))
    migrate(engine)
    store = SqlStore(engine)
    begin(store, "p-buurt", at=START)
    for number in range(40):
        change = Change("note", {"note": f"Mevrouw Jansen van nummer {number}" * 50}, number)
        store.apply("p-buurt", [change], act(minute(1)))
    assert holds(tmp_path, "Mevrouw Jansen")
    store.erase("p-buurt", act(minute(2)))
    assert not holds(tmp_path, "Mevrouw Jansen")
    assert holds(tmp_path, "p-buurt")
    engine.dispose()


def holds(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


def test_time_without_zone_is_a_programming_error(sqlite: SqlStore) -> None:
    with pytest.raises(StatementError):
        begin(sqlite, "p", at=START.replace(tzinfo=None))
    assert sqlite.stream("p") is None
