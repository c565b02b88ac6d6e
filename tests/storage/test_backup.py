"""A copy is whole, examined and private; putting it back is done wholly or not at all."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text

from framework.errors import Stale, Unavailable, Unsound
from framework.keeping.events import Change
from framework.keeping.streams import StreamKind
from storage.backup import back_up, restore
from storage.doctor import examine
from storage.store import SqlStore
from tests.browser.server import ROOT
from tests.storage.databases import act, empty_database, minute, open_sqlite
from tests.storage.test_doctor import FAULTS, fill, plant

CONTENT = {"n": 7}


@pytest.fixture
def filled(sqlite: SqlStore) -> SqlStore:
    fill(sqlite)
    return sqlite


def live_file(store: SqlStore) -> Path:
    return Path(str(store.engine.url.database))


def change(store: SqlStore) -> None:
    stream = store.stream("a")
    assert stream
    store.apply("a", [Change("x", CONTENT, stream.version("x"))], act(minute(9)))


def tell(store: SqlStore) -> object:
    return (
        [(name, store.stream(name), store.events(name)) for name in ("p", "a", "gone")],
        store.log(),
        store.roots_of("jan", StreamKind.PROJECT),
    )


def beside(path: Path) -> set[str]:
    return {other.name for other in path.parent.iterdir()}


def test_copy_brings_back_what_was_there(filled: SqlStore, tmp_path: Path) -> None:
    before, copy = tell(filled), tmp_path / "copies" / "copy.sqlite3"
    copy.parent.mkdir()
    back_up(filled.engine, copy)
    assert beside(copy) == {"copy.sqlite3"}
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    change(filled)
    after = tell(filled)
    assert after != before
    kept = restore(filled.engine, copy)
    assert tell(filled) == before
    assert examine(filled.engine) == ()
    assert kept
    with open_sqlite(kept) as old:
        assert tell(old) == after


def test_copy_is_whole_while_others_write(filled: SqlStore, tmp_path: Path) -> None:
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            filled.apply("a", [Change("n", {"n": number, "text": "x" * 5_000}, number)], act(minute(4)))
            number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            back_up(filled.engine, tmp_path / f"copy{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        with open_sqlite(tmp_path / f"copy{number}") as copy:
            assert examine(copy.engine) == ()


def test_copy_goes_to_an_empty_machine(filled: SqlStore, tmp_path: Path) -> None:
    back_up(filled.engine, tmp_path / "copy")
    with open_sqlite(tmp_path / "new.sqlite3") as other:
        live_file(other).unlink()
        other.engine.dispose()
        assert restore(other.engine, tmp_path / "copy") is None
        assert tell(other) == tell(filled)


def test_older_copy_takes_the_place_of_an_earlier_one_only_when_sound(filled: SqlStore, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    back_up(filled.engine, copy)
    good = copy.read_bytes()
    filled.engine.dispose()
    plant(live_file(filled), FAULTS["entry_differs"])
    with pytest.raises(Unsound) as refused:
        back_up(filled.engine, copy)
    assert [breach.code for breach in refused.value.breaches] == ["entry_differs"]
    assert copy.read_bytes() == good
    assert len(beside(copy)) == len(
        {"copy", "kaderwijzer.sqlite3"} | {n for n in beside(copy) if n.endswith(("-wal", "-shm"))}
    )


@pytest.mark.parametrize("kind", ["text", "empty", "no tables", "cut off", "unsound", "foreign trigger", "newer"])
def test_bad_copy_changes_nothing(filled: SqlStore, tmp_path: Path, kind: str) -> None:
    copy = tmp_path / "copy"
    back_up(filled.engine, copy)
    match kind:
        case "text":
            copy.write_text("geen database" * 500)
        case "empty":
            copy.write_bytes(b"")
        case "no tables":
            copy.unlink()
            with closing(sqlite3.connect(copy)) as other:
                other.execute("CREATE TABLE recepten (naam TEXT)")
        case "cut off":
            copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
        case "unsound":
            plant(copy, FAULTS["sequence_gap"])
        case "foreign trigger":
            plant(copy, ["CREATE TRIGGER x AFTER INSERT ON events BEGIN DELETE FROM log; END"])
        case "newer":
            plant(copy, ["UPDATE alembic_version SET version_num = '9999'"])
    before, files = tell(filled), beside(copy)
    with pytest.raises((Unavailable, Unsound)):
        restore(filled.engine, copy)
    assert tell(filled) == before
    assert examine(filled.engine) == ()
    assert {name for name in beside(copy) ^ files if not name.endswith(("-wal", "-shm"))} == set()


def test_copy_of_older_tables_is_brought_up_to_date(
    filled: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("storage.backup.migrate", lambda engine: asked.append(engine.url.database))
    back_up(filled.engine, tmp_path / "copy")
    restore(filled.engine, tmp_path / "copy")
    assert len(asked) == 1
    assert str(asked[0]) != str(live_file(filled))


def test_database_in_use_is_left_alone(filled: SqlStore, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    back_up(filled.engine, copy)
    change(filled)
    before = tell(filled)
    with open_sqlite(live_file(filled)) as app:
        assert app.stream("a")
        with pytest.raises(Unavailable) as refused:
            restore(filled.engine, copy)
        assert refused.value.code == "in_use"
        assert tell(app) == before


def test_broken_database_is_set_aside(filled: SqlStore, tmp_path: Path) -> None:
    copy, before = tmp_path / "copy", tell(filled)
    back_up(filled.engine, copy)
    filled.engine.dispose()
    live_file(filled).write_bytes(b"kapot" * 5_000)
    kept = restore(filled.engine, copy)
    assert kept
    assert kept.read_bytes() == b"kapot" * 5_000
    assert tell(filled) == before


def test_restore_that_is_cut_off_changes_nothing(
    filled: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    back_up(filled.engine, copy)
    change(filled)
    before = tell(filled)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for place in ("storage.backup._examine", "storage.backup._take_place"):
        with monkeypatch.context() as patch:
            patch.setattr(place, stop)
            with pytest.raises(KeyboardInterrupt):
                restore(filled.engine, copy)
        assert tell(filled) == before
        assert not [name for name in beside(copy) if name.startswith(".")]


def test_person_who_saw_newer_work_is_told_after_a_restore(filled: SqlStore, tmp_path: Path) -> None:
    back_up(filled.engine, tmp_path / "copy")
    filled.apply("a", [Change("new", CONTENT, 0)], act(minute(9)))
    restore(filled.engine, tmp_path / "copy")
    with pytest.raises(Stale) as refused:
        filled.apply("a", [Change("new", CONTENT, 1)], act(minute(10)))
    assert refused.value.key == "new"


@pytest.mark.parametrize("act", [back_up, restore])
def test_database_itself_is_no_copy(filled: SqlStore, act: Callable[[Engine, Path], object]) -> None:
    before = tell(filled)
    with pytest.raises(Unavailable) as refused:
        act(filled.engine, live_file(filled))
    assert refused.value.code == "same_file"
    assert tell(filled) == before


@pytest.mark.parametrize(("act", "tool"), [(back_up, "pg_dump"), (restore, "pg_restore")])
def test_postgresql_has_tools_of_its_own(
    postgresql: Engine, tmp_path: Path, act: Callable[[Engine, Path], object], tool: str
) -> None:
    with pytest.raises(Unavailable) as refused:
        act(postgresql, tmp_path / "copy")
    assert (refused.value.code, refused.value.details) == ("other_tool", {"tool": tool})


def test_copy_into_a_folder_that_is_not_there_is_an_error_of_the_system(filled: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        back_up(filled.engine, tmp_path / "nowhere" / "copy")


def test_empty_database_can_be_copied_too(sqlite: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite.engine, tmp_path / "copy")
    with open_sqlite(tmp_path / "copy") as copy, copy.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM streams")).scalar() == 0
    assert empty_database()


def test_second_restore_keeps_the_copy_of_the_first(filled: SqlStore, tmp_path: Path) -> None:
    back_up(filled.engine, tmp_path / "copy")
    change(filled)
    this_week = tell(filled)
    first, second = (restore(filled.engine, tmp_path / "copy") for _ in range(2))
    assert first
    assert second
    assert (first.name, second.name) == ("kaderwijzer.sqlite3.before-restore", "kaderwijzer.sqlite3.before-restore-2")
    with open_sqlite(first) as kept:
        assert tell(kept) == this_week


def test_what_a_killed_run_left_is_gone_after_the_next(filled: SqlStore, tmp_path: Path) -> None:
    left, at_work = tmp_path / ".copy.abc.part-wal", tmp_path / ".copy.def.part"
    for part in (left, at_work):
        part.write_bytes(b"half")
    os.utime(left, (0, 0))
    back_up(filled.engine, tmp_path / "copy")
    assert (left.exists(), at_work.exists()) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_full_disk_is_blamed_and_not_the_database(filled: SqlStore, tmp_path: Path) -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from pathlib import Path; from sqlalchemy import URL; from storage.backup import back_up;"
        "from storage.engine import make_engine\n"
        "try: back_up(make_engine(URL.create('sqlite', database=sys.argv[1])), Path(sys.argv[2]))\n"
        "except OSError as error: print(type(error).__name__, error.strerror)"
    )
    filled.forget_journal()
    told = subprocess.run(
        [sys.executable, "-c", code, str(live_file(filled)), str(tmp_path / "copies" / "copy")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout == "FileNotFoundError No such file or directory\n"  # the folder is not there
    (tmp_path / "copies").mkdir()
    told = subprocess.run(told.args, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("OSError No space left on device\n", "")
    assert beside(tmp_path / "copies" / "copy") == set()
