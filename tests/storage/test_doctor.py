"""The doctor finds nothing in a sound database, and every planted fault in one that is not."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from framework.errors import Breach
from framework.keeping.content import Content, ContentKind, hash_body
from framework.keeping.events import Change
from framework.keeping.identities import Identity
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from framework.language.texts import languages, texts
from framework.people.membership import Role
from framework.use_cases.frameworks import keep_framework
from storage.doctor import examine, rebuild_projections
from storage.store import SqlStore
from tests.framework.strategies import shipped
from tests.storage.databases import START, act, assessment, begin, empty, let_in, minute, open_sqlite

HASH = shipped().content_hash
FAULTS = {
    # what a hand, a bad disk or a programming error could do: each statement plants what its name says
    "tables_differ": ["DROP INDEX ix_log_subject"],
    "no_parent": ["UPDATE streams SET parent = 'nowhere' WHERE id = 'a'"],
    "half_erased": ["UPDATE streams SET erased = created, head = '{}' WHERE id = 'p'"],
    "head_unreadable": ["UPDATE streams SET head = '{\"lens\"' WHERE id = 'a'"],
    "unknown_framework": ["UPDATE streams SET framework = 'nowhere' WHERE id = 'a'"],
    "framework_changed": ["UPDATE contents SET body = replace(body, 'praktijkvraag', 'praktijkvrrag')"],
    "framework_unreadable": ["UPDATE contents SET body = '{\"framework\": 1}' WHERE kind = 'framework'"],
    "content_changed": ["UPDATE contents SET body = 'other' WHERE kind = 'document'"],
    "content_without_owner": ["UPDATE contents SET owner = 'nowhere' WHERE kind = 'document'"],
    "sequence_gap": ["DELETE FROM events WHERE stream = 'a' AND sequence = 2"],
    "version_gap": ["UPDATE events SET version = 3 WHERE stream = 'a' AND sequence = 3"],
    "payload_unreadable": ["UPDATE events SET payload = '{\"n\"' WHERE stream = 'a' AND sequence = 2"],
    "act_differs": ["UPDATE events SET act = 'one' WHERE stream = 'a' AND sequence < 3"],
    "act_missing": ["UPDATE events SET act = '' WHERE stream = 'a' AND sequence = 2"],
    "unreadable": ["UPDATE events SET at = 'ergens' WHERE stream = 'a' AND sequence = 2"],
    "not_erased": ["UPDATE events SET payload = '{\"n\":1}' WHERE stream = 'gone-a' AND sequence = 1"],
    "changed_differs": ["UPDATE streams SET changed = created WHERE id = 'a'"],
    "entry_differs": ["UPDATE entries SET payload = '{\"n\":9}' WHERE stream = 'a' AND key = 'rating/x'"],
    "entry_missing": ["DELETE FROM entries WHERE stream = 'a' AND key = 'rating/x'"],
    "entry_unfounded": [
        "INSERT INTO entries SELECT stream, 'z', first, version, payload, schema, at, person FROM entries"
        " WHERE stream = 'a' AND key = 'rating/x'"
    ],
    "projection_differs": ["UPDATE projections SET payload = '{}' WHERE name = 'pace/jan'"],
    "nobody": ["UPDATE events SET payload = NULL WHERE key LIKE 'member/%'"],
    "orphan": [
        "INSERT INTO entries SELECT 'nowhere', key, first, version, payload, schema, at, person FROM entries"
        " WHERE stream = 'a' AND key = 'rating/x'"
    ],
    "membership_without_root": [
        "UPDATE events SET key = 'member/jan', payload = '{\"roles\":[\"owner\"]}' WHERE stream = 'a' AND sequence = 1"
    ],
    "unknown_role": ["UPDATE events SET payload = '{\"roles\":[\"keizer\"]}' WHERE key LIKE 'member/%'"],
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
    "lost projection": ("projection_differs", ["DELETE FROM projections WHERE name = 'pace/eva'"]),
    "foreign projection": (
        "projection_differs",
        ["INSERT INTO projections SELECT stream, 'pace/els', payload FROM projections WHERE name = 'pace/eva'"],
    ),
    "changed person": ("entry_differs", ["UPDATE entries SET person = 'els' WHERE stream = 'a' AND key = 'rating/x'"]),
    "changed time": (
        "entry_differs",
        ["UPDATE entries SET at = '2020-01-01 00:00:00.000000' WHERE key = 'rating/x'"],
    ),
    "changed version": ("entry_differs", ["UPDATE entries SET version = 1 WHERE stream = 'a' AND key = 'rating/x'"]),
    "changed place": ("entry_differs", ["UPDATE entries SET first = 3 WHERE stream = 'a' AND key = 'rating/x'"]),
    "changed form": ("entry_differs", ["UPDATE entries SET schema = 2 WHERE stream = 'a' AND key = 'setting'"]),
    "kept person": ("not_erased", ["UPDATE events SET person = 'eva' WHERE stream = 'gone' AND sequence = 1"]),
    "kept head": ("head_unreadable", ["UPDATE streams SET head = '{\"author\":\"eva\"}' WHERE id = 'gone-a'"]),
    "kept document": (
        "content_without_owner",
        ["INSERT INTO contents SELECT 'gone', hash, kind, name, body FROM contents WHERE kind = 'document'"],
    ),
    "form of a newer program": ("payload_unreadable", ["UPDATE events SET schema = 99 WHERE sequence = 2"]),
    "head of a newer program": ("head_unreadable", ["UPDATE streams SET schema = 99 WHERE id = 'a'"]),
    "framework of another version": (
        "framework_changed",
        ["UPDATE contents SET name = 'x 9.9.9' WHERE kind = 'framework'"],
    ),
    "payload of another kind": (
        "payload_unreadable",
        ["UPDATE events SET payload = '[1]' WHERE stream = 'a' AND sequence = 2"],
    ),
    "assessment in an assessment": ("no_parent", ["UPDATE streams SET parent = 'gone-a' WHERE id = 'a'"]),
    "project above another root": ("no_parent", ["UPDATE streams SET root = 'gone' WHERE id = 'a'"]),
    "role of a round in a project": (
        "unknown_role",
        ["UPDATE events SET payload = '{\"roles\":[\"chair\"]}' WHERE stream = 'p' AND key = 'member/eva'"],
    ),
    "head without an author": ("head_unreadable", ["UPDATE streams SET head = '{\"lens\":\"self\"}' WHERE id = 'a'"]),
    "roles that are no list": (
        "unknown_role",
        ["UPDATE events SET payload = '{\"roles\":5}' WHERE key = 'member/eva'"],
    ),
    "roles that are no words": (
        "unknown_role",
        ["UPDATE events SET payload = '{\"roles\":[[\"owner\"]]}' WHERE key = 'member/eva'"],
    ),
    "nobody's role": ("unknown_role", ["UPDATE events SET payload = '{\"roles\":[]}' WHERE key = 'member/eva'"]),
}


def fill(store: Store) -> None:
    """Everything that a database can hold: a project at work, a round with a review, and a project that was erased."""
    keep_framework(store, shipped())
    for name, part in (("p", "a"), ("gone", "gone-a")):
        begin(store, name)
        store.keep(Content(name, hash_body(b"text"), ContentKind.DOCUMENT, b"text"))
        store.create(assessment(part, name, framework=HASH), [Change("setting", {"n": 1}, 0)], act())
        store.apply(part, [Change("rating/x", {"n": 1}, 0)], act(minute(1)))
        store.apply(part, [Change("rating/x", {"n": 2, "text": "é\0"}, 1)], act(minute(2), "jan"))
        store.apply(name, let_in("jan", roles=(Role.READER,)), act(minute(2)))
    store.create(Stream("r", StreamKind.ROUND, START), let_in("eva", roles=(Role.CHAIR,)), act())
    head = {"author": "jan", "lens": "review", "moment": "proposal"}
    store.create(Stream("s", StreamKind.SUBMISSION, START, "r"), [], act())
    store.create(Stream("x", StreamKind.REVIEW, START, "s", framework=HASH, head=head), [], act())
    store.identify(Identity("eva", "Eva"))
    store.erase("gone", act(minute(3)))


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


def test_projections_are_mended_from_the_events(database: SqlStore) -> None:
    fill(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE projections SET payload = '{}'"))
        connection.execute(text("INSERT INTO projections SELECT stream, 'pace/els', payload FROM projections LIMIT 1"))
    assert codes(examine(database.engine)) == {"projection_differs"}
    assert rebuild_projections(database.engine) == 2  # of Eva and of Jan, in the one assessment that is there
    assert examine(database.engine) == ()


POSTGRESQL = [
    ("tables_differ", "ALTER TABLE log ADD COLUMN x TEXT", "ALTER TABLE log DROP COLUMN x"),
    (
        "tables_differ",
        "ALTER TABLE log DISABLE TRIGGER keep_log_delete",
        "ALTER TABLE log ENABLE TRIGGER keep_log_delete",
    ),
    (
        "entry_differs",
        "UPDATE entries SET version = 9 WHERE key = 'rating/x' AND stream = 'a'",
        "UPDATE entries SET version = 2 WHERE key = 'rating/x' AND stream = 'a'",
    ),
    (
        "changed_differs",
        "UPDATE streams SET changed = changed + interval '1 hour'",
        "UPDATE streams SET changed = changed - interval '1 hour'",
    ),
]


@pytest.mark.parametrize(("code", "plant_it", "mend_it"), POSTGRESQL)
def test_planted_fault_is_found_in_postgresql(postgresql: Engine, code: str, plant_it: str, mend_it: str) -> None:
    empty(postgresql)
    fill(SqlStore(postgresql))
    for statement, expected in ((plant_it, {code}), (mend_it, set())):
        with postgresql.begin() as connection:
            connection.execute(text(statement))
        assert codes(examine(postgresql)) == expected
