"""The doctor finds nothing in a sound database, and every planted fault in one that is not."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from framework.instrument.snapshot import dump_snapshot
from framework.keeping.events import Change
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from framework.language.texts import languages, texts
from framework.people.membership import Membership, Role
from storage.doctor import Breach, examine
from storage.store import SqlStore
from tests.framework.strategies import shipped
from tests.storage.databases import START, begin, empty, minute, open_sqlite

HASH = shipped().content_hash
FAULTS = {
    # what a hand, a bad disk or a mistake of ours could do: each statement plants what its name says
    "tables_differ": ["DROP INDEX ix_log_subject"],
    "no_project": ["UPDATE streams SET project = 'nowhere' WHERE id = 'a'"],
    "half_erased": ["UPDATE streams SET erased = created WHERE id = 'p'", "DELETE FROM members"],
    "unknown_framework": ["UPDATE streams SET framework = 'nowhere' WHERE id = 'a'"],
    "framework_changed": ["UPDATE frameworks SET content = replace(content, 'praktijkvraag', 'praktijkvrrag')"],
    "framework_unreadable": ["UPDATE frameworks SET content = '{\"framework\": 1}'"],
    "sequence_gap": ["DELETE FROM events WHERE stream = 'a' AND sequence = 2"],
    "version_gap": ["UPDATE events SET version = 3 WHERE stream = 'a' AND sequence = 3"],
    "payload_unreadable": ["UPDATE events SET payload = '{\"n\"' WHERE stream = 'a' AND sequence = 2"],
    "unreadable": ["UPDATE events SET at = 'ergens' WHERE stream = 'a' AND sequence = 2"],
    "not_erased": ["UPDATE events SET payload = '{\"n\":1}' WHERE stream = 'gone-a' AND sequence = 1"],
    "changed_differs": ["UPDATE streams SET changed = created WHERE id = 'a'"],
    "entry_differs": ["UPDATE entries SET payload = '{\"n\":9}' WHERE stream = 'a' AND key = 'x'"],
    "entry_missing": ["DELETE FROM entries WHERE stream = 'a' AND key = 'x'"],
    "entry_unfounded": [
        "INSERT INTO entries SELECT stream, 'z', first, version, payload, at, person FROM entries"
        " WHERE stream = 'a' AND key = 'x'"
    ],
    "orphan": [
        "INSERT INTO entries SELECT 'nowhere', key, first, version, payload, at, person FROM entries"
        " WHERE stream = 'a' AND key = 'x'"
    ],
    "member_without_project": ["INSERT INTO members VALUES ('gone', 0, 'eva', 'owner')"],
    "unknown_part": ["UPDATE members SET part = 'keizer'"],
}
MORE = {
    "lost end of a history": ("sequence_gap", ["DELETE FROM events WHERE stream = 'a' AND sequence = 3"]),
    "lost history": ("sequence_gap", ["DELETE FROM events WHERE stream = 'a'"]),
    "lost trigger": ("tables_differ", ["DROP TRIGGER keep_events_update"]),
    "foreign trigger": ("tables_differ", ["CREATE TRIGGER x AFTER INSERT ON events BEGIN DELETE FROM log; END"]),
    "foreign table": ("tables_differ", ["CREATE TABLE x (y TEXT)"]),
    "lost column": (
        "tables_differ",
        [
            "ALTER TABLE streams RENAME COLUMN created TO made",
            "ALTER TABLE streams RENAME COLUMN made TO created",
            "ALTER TABLE log ADD COLUMN x TEXT",
        ],
    ),
    "lost stream": ("orphan", ["DELETE FROM streams WHERE id = 'a'"]),
    "changed person": ("entry_differs", ["UPDATE entries SET person = 'els' WHERE stream = 'a' AND key = 'x'"]),
    "changed moment": ("entry_differs", ["UPDATE entries SET at = '2020-01-01 00:00:00.000000' WHERE key = 'x'"]),
    "changed version": ("entry_differs", ["UPDATE entries SET version = 1 WHERE stream = 'a' AND key = 'x'"]),
    "changed place": ("entry_differs", ["UPDATE entries SET first = 3 WHERE stream = 'a' AND key = 'x'"]),
    "kept person": ("not_erased", ["UPDATE events SET person = 'eva' WHERE stream = 'gone' AND sequence = 1"]),
    "framework of another version": ("framework_changed", ["UPDATE frameworks SET version = '9.9.9'"]),
    "payload of another kind": (
        "payload_unreadable",
        ["UPDATE events SET payload = '[1]' WHERE stream = 'a' AND sequence = 2"],
    ),
    "assessment as project": ("no_project", ["UPDATE streams SET project = 'gone-a' WHERE id = 'a'"]),
    "member of an assessment": ("member_without_project", ["INSERT INTO members VALUES ('a', 0, 'eva', 'owner')"]),
}


def fill(store: Store) -> None:
    """Everything that a database can hold: a project at work, and one that was erased."""
    store.put_framework(HASH, shipped().framework.id, shipped().framework.version, dump_snapshot(shipped()))
    for project, assessment in (("p", "a"), ("gone", "gone-a")):
        begin(store, project)
        stream = Stream(assessment, StreamKind.ASSESSMENT, project, START, HASH)
        store.create(stream, [Change("setting", {"n": 1}, 0)], "eva")
        store.apply(assessment, [Change("x", {"n": 1}, 0)], minute(1), "eva")
        store.apply(assessment, [Change("x", {"n": 2, "text": "é\0"}, 1)], minute(2), "jan")
    store.set_members("p", [Membership("eva", Role.OWNER), Membership("jan", Role.READER)])
    store.erase("gone", minute(3), "eva")


def plant(path: Path, statements: Sequence[str]) -> None:
    """Do to the file what no program of ours could: past its triggers, checks and references."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        about_triggers = any("TRIGGER" in statement for statement in statements)
        for name, _ in () if about_triggers else kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in () if about_triggers else kept:
            connection.execute(sql)


def codes(breaches: Sequence[Breach]) -> set[str]:
    return {breach.code for breach in breaches}


def test_sound_database_has_no_breaches(database: SqlStore) -> None:
    assert examine(database.engine) == ()
    fill(database)
    assert examine(database.engine) == ()


@pytest.mark.parametrize(
    ("code", "statements"),
    [*FAULTS.items(), *MORE.values()],
    ids=[*FAULTS, *MORE],
)
def test_planted_fault_is_found(tmp_path: Path, code: str, statements: Sequence[str]) -> None:
    path = tmp_path / "x.sqlite3"
    with open_sqlite(path) as store:
        fill(store)
    plant(path, statements)
    with open_sqlite(path) as store:
        found = examine(store.engine)
    assert code in codes(found)
    for language in languages():
        for breach in found:
            assert texts(language)(f"storage.breach.{breach.code}", **breach.details)


def test_every_breach_has_its_words_and_its_test() -> None:
    worded = {key.split(".")[2] for key in texts("nl").entries if key.startswith("storage.breach.")}
    assert worded == {*FAULTS, "damaged"}


def test_doctor_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with open_sqlite(path) as store:
        fill(store)
    before = path.read_bytes()
    plant(path, FAULTS["orphan"])
    planted = path.read_bytes()
    assert planted != before
    for _ in range(2):
        with open_sqlite(path) as store:
            assert codes(examine(store.engine)) == {"orphan"}
    assert path.read_bytes() == planted


def test_bad_page_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with open_sqlite(path) as store:
        fill(store)
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[-size * 2 :] = b"\x07" * (size * 2)
    path.write_bytes(content)
    with open_sqlite(path) as store:
        assert codes(examine(store.engine)) == {"damaged"}


POSTGRESQL = [
    ("tables_differ", "ALTER TABLE log ADD COLUMN x TEXT", "ALTER TABLE log DROP COLUMN x"),
    (
        "tables_differ",
        "ALTER TABLE log DISABLE TRIGGER keep_log_delete",
        "ALTER TABLE log ENABLE TRIGGER keep_log_delete",
    ),
    (
        "entry_differs",
        "UPDATE entries SET version = 9 WHERE key = 'x'",
        "UPDATE entries SET version = 2 WHERE key = 'x'",
    ),
    ("sequence_gap", "UPDATE streams SET sequence = sequence + 1", "UPDATE streams SET sequence = sequence - 1"),
]


@pytest.mark.parametrize(("code", "plant_it", "mend_it"), POSTGRESQL)
def test_planted_fault_is_found_in_postgresql(postgresql: Engine, code: str, plant_it: str, mend_it: str) -> None:
    empty(postgresql)
    fill(SqlStore(postgresql))
    for statement, expected in ((plant_it, {code}), (mend_it, set())):
        with postgresql.begin() as connection:
            connection.execute(text(statement))
        assert codes(examine(postgresql)) == expected
