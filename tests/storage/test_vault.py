"""The key of answers: made with the first check, known by its mark, and never replaced while answers lie sealed."""

import os
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from framework.errors import Unavailable
from storage.doctor import examine
from storage.engine import DATA, make_engine
from storage.secret import KEY_FILE, Secret, answer_key, passing_key
from storage.store import SqlStore
from storage.tables import ballots, marks
from tests.storage.databases import begin, empty_database, sqlite_url
from tests.storage.test_box import TICKET, add_check

ANSWERS = [{"n": number} for number in range(5)]


def open_with(folder: Path, secret: Secret | None = None) -> SqlStore:
    """The database of a folder with the key that lies beside it."""
    path = folder / "x.sqlite3"
    if not path.exists():
        path.write_bytes(empty_database())
    return SqlStore(make_engine(sqlite_url(path)), secret or answer_key({DATA: str(folder)}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a check to which five people sent their answers."""
    store = open_with(tmp_path)
    begin(store, "p")
    add_check(store)
    for answer in ANSWERS:
        store.box.cast("c", answer)
    store.close()
    return tmp_path


def refusal(store: SqlStore) -> tuple[str, str, int]:
    """Why an answer and a closing are refused, and how many answers there are after it."""
    codes: list[str] = []
    for act in (lambda: store.box.cast("c", {"n": 9}), lambda: store.box.empty("c")):
        with pytest.raises(Unavailable) as refused:
            act()
        codes.append(refused.value.code)
    return codes[0], codes[1], store.box.sent("c")


def test_without_the_key_nothing_is_sealed_and_no_key_is_made(folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    store = open_with(folder)
    assert refusal(store) == ("no_key", "no_key", 5)
    assert not (folder / KEY_FILE).exists()
    trouble = store.trouble_with_key()
    assert trouble
    assert (trouble.code, trouble.details) == ("no_key", {"place": str(folder / KEY_FILE)})


def test_under_another_key_nothing_is_sealed(folder: Path) -> None:
    (folder / KEY_FILE).write_bytes(bytes(32))
    store = open_with(folder)
    assert refusal(store) == ("other_key", "other_key", 5)


def test_key_that_is_put_back_counts_every_answer(folder: Path) -> None:
    kept = (folder / KEY_FILE).read_bytes()
    (folder / KEY_FILE).unlink()
    refusal(open_with(folder))
    (folder / KEY_FILE).write_bytes(kept)
    store = open_with(folder)
    store.box.cast("c", {"n": 5})
    emptied = store.box.empty("c")
    assert sorted(answer["n"] for answer in emptied.ballots) == [0, 1, 2, 3, 4, 5]
    assert emptied.unreadable == 0


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 40, None], ids=["empty", "short", "other", "cut"])
def test_damaged_answer_is_counted_as_unreadable_and_keeps_no_other_from_counting(
    folder: Path, damage: bytes | None
) -> None:
    store = open_with(folder)
    with store.engine.begin() as connection:
        place, sealed = connection.execute(select(ballots.c.place, ballots.c.sealed).limit(1)).one()
        changed = sealed[:-1] if damage is None else damage
        connection.execute(update(ballots).where(ballots.c.place == place).values(sealed=changed))
    breaches = [breach for breach in examine(store.engine, answer_key({DATA: str(folder)})) if "ballots" in breach.code]
    assert [(breach.code, breach.details) for breach in breaches] == [("ballots_damaged", {"stream": "c", "n": 1})]
    emptied = store.box.empty("c")
    assert (len(emptied.ballots), emptied.unreadable) == (4, 1)


def test_database_of_before_takes_the_key_that_opens_its_answers_and_no_other(folder: Path) -> None:
    store = open_with(folder)
    with store.engine.begin() as connection:
        connection.execute(delete(marks))
    assert refusal(open_with(folder, passing_key()))[0] == "other_key"
    store.box.cast("c", {"n": 5})
    with store.engine.connect() as connection:
        assert len(connection.scalars(select(marks.c.value)).all()) == 1


def test_where_no_answers_lie_sealed_a_new_key_takes_the_place_of_one_that_is_gone(folder: Path) -> None:
    open_with(folder).box.empty("c")
    (folder / KEY_FILE).unlink()
    store = open_with(folder)
    assert store.trouble_with_key() is None
    store.box.cast("c", {"n": 7})
    assert store.box.empty("c").ballots == ({"n": 7},)


def test_key_is_there_as_soon_as_links_are_made(tmp_path: Path) -> None:
    store = open_with(tmp_path)
    begin(store, "p")
    add_check(store)
    store.box.issue(["t"], TICKET)
    assert not (tmp_path / KEY_FILE).exists()
    store.box.keep("c", {"links": ["t"]})
    assert len((tmp_path / KEY_FILE).read_bytes()) == 32


@pytest.mark.parametrize("name", ["no_key", "other_key"])
def test_doctor_says_which_key_is_missing(folder: Path, name: str) -> None:
    if name == "no_key":
        (folder / KEY_FILE).unlink()
    else:
        (folder / KEY_FILE).write_bytes(bytes(32))
    store = open_with(folder)
    found = {b.code: b.details for b in examine(store.engine, answer_key({DATA: str(folder)}))}
    assert found[name] == {"place": str(folder / KEY_FILE), "n": 5}


def test_key_is_made_where_the_file_system_knows_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    environ = {DATA: str(tmp_path)}
    made = answer_key(environ).make()
    assert (made, len(made)) == (answer_key(environ).find(), 32)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_answers_lie_the_same_in_a_database_of_either_kind(database: SqlStore) -> None:
    begin(database, "p")
    add_check(database)
    for answer in ANSWERS:
        database.box.cast("c", answer)
    assert database.trouble_with_key() is None
    assert sorted(answer["n"] for answer in database.box.empty("c").ballots) == [0, 1, 2, 3, 4]
