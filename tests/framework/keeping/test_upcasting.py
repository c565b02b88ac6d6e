"""What an earlier program wrote is read in the form of today, one step after another, and is never rewritten."""

import json
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import text

from framework.errors import Unavailable
from framework.keeping.events import Change
from framework.keeping.streams import Payload, StreamKind
from framework.keeping.upcasting import SCHEMA, STEPS, upcast
from storage.doctor import examine
from storage.store import SqlStore
from tests.framework.keeping.released_house import open_house, read
from tests.storage.databases import act, begin, open_sqlite

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sqlite3"))


def rename(kind: StreamKind, key: str, payload: Payload) -> Payload:
    """A step as a later program could have it: `n` becomes `number`, in ratings alone."""
    if kind is not StreamKind.ASSESSMENT or "/" not in key:
        return payload
    return {("number" if name == "n" else name): held for name, held in payload.items()}


def double(kind: StreamKind, key: str, payload: Payload) -> Payload:
    return {name: held * 2 if name == "number" else held for name, held in payload.items()}


LATER = {1: rename, 2: double}


def test_every_form_but_the_newest_has_a_step() -> None:
    assert set(STEPS) == set(range(1, SCHEMA))


def test_payload_of_today_is_left_alone() -> None:
    payload = {"n": 1}
    assert upcast(StreamKind.ASSESSMENT, "rating/x", payload, SCHEMA) is payload


def test_steps_follow_each_other() -> None:
    assert upcast(StreamKind.ASSESSMENT, "rating/x", {"n": 3}, 1, to=3, steps=LATER) == {"number": 6}
    assert upcast(StreamKind.ASSESSMENT, "rating/x", {"number": 3}, 2, to=3, steps=LATER) == {"number": 6}
    assert upcast(StreamKind.ASSESSMENT, "details", {"n": 3}, 1, to=3, steps=LATER) == {"n": 3}
    assert upcast(StreamKind.CHECK, "rating/x", {"n": 3}, 1, to=3, steps=LATER) == {"n": 3}


def test_what_was_taken_away_stays_away() -> None:
    assert upcast(StreamKind.ASSESSMENT, "rating/x", None, 1, to=3, steps=LATER) is None


@pytest.mark.parametrize("schema", [0, SCHEMA + 1])
def test_form_of_a_newer_program_is_refused(schema: int) -> None:
    with pytest.raises(Unavailable) as refused:
        upcast(StreamKind.ASSESSMENT, "rating/x", {}, schema)
    assert (refused.value.code, refused.value.details) == ("ahead", {"found": schema})


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_database_of_every_released_form_is_sound_and_reads_as_it_did(path: Path, tmp_path: Path) -> None:
    """Red? Write the step from that form to the new one. Never make the database anew (see `released_house`)."""
    kept = json.loads(path.with_suffix(".json").read_text("utf-8"))
    copyfile(path, tmp_path / path.name)
    with open_house(tmp_path / path.name) as practice:
        store = practice.projects.store
        assert isinstance(store, SqlStore)
        assert examine(store.engine) == ()
        assert json.loads(json.dumps(read(practice, kept["ids"]))) == kept["told"]


def test_there_is_a_database_of_every_released_form() -> None:
    assert [path.stem for path in RELEASED] == [f"form_{number}" for number in range(1, SCHEMA + 1)]


def test_store_reads_older_payloads_by_their_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_sqlite(tmp_path / "old.sqlite3") as store:
        begin(store, "p", "a")
        store.apply("a", [Change("rating/odd", {"n": 2}, 0)], act())
    monkeypatch.setattr(
        "storage.statements.upcast", lambda kind, key, held, form: upcast(kind, key, held, form, to=3, steps=LATER)
    )
    with open_sqlite(tmp_path / "old.sqlite3") as store:
        stream = store.stream("a")
        assert stream
        assert stream.payload("rating/odd") == {"number": 4}
        assert store.events("a")[-1].payload == {"number": 4}
        with store.engine.connect() as connection:
            kept = connection.execute(text("SELECT payload FROM entries WHERE key = 'rating/odd'")).scalar_one()
    assert json.loads(kept) == {"n": 2}
