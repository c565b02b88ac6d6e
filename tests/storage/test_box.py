"""The ballot box: one contract over memory, SQLite and PostgreSQL, and what a database file gives away."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest

from framework.errors import Unavailable
from framework.keeping.ballot_box import Link, Right
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from storage.doctor import examine
from storage.secret import ANSWER_KEY, KEY_FILE, answer_key
from storage.store import SqlStore
from tests.storage.databases import START, act, begin, keep_framework, minute, open_sqlite

TICKET = Link("c", Right.ANSWER, date(2026, 12, 31))
SECRET = "Jansen zegt hier iets dat niemand mag lezen"
HEAD = {"author": "eva", "moment": "proposal"}


def add_check(store: Store, name: str = "c", project: str = "p") -> None:
    store.create(Stream(name, StreamKind.CHECK, START, project, framework=keep_framework(store), head=HEAD), [], act())


@pytest.fixture
def box_store(store: Store) -> Store:
    begin(store, "p")
    add_check(store)
    return store


def test_link_is_known_by_its_token_alone(box_store: Store) -> None:
    box = box_store.box
    box.issue(["t1", "t2"], TICKET)
    assert (box.link("t1"), box.link("t2"), box.link("t3"), box.link("")) == (TICKET, TICKET, None, None)
    assert box.links("c") == (TICKET, TICKET)


def test_revoking_a_right_leaves_the_other_alone(box_store: Store) -> None:
    box, lead = box_store.box, replace(TICKET, right=Right.LEAD)
    box.issue(["t"], TICKET)
    box.issue(["l"], lead)
    box.revoke("c", Right.ANSWER)
    assert (box.link("t"), box.link("l")) == (replace(TICKET, is_revoked=True), lead)


def test_link_is_used_once(box_store: Store) -> None:
    box, single = box_store.box, replace(TICKET, is_single=True)
    box.issue(["t", "u"], single)
    assert [box.use("t"), box.use("t")] == [True, False]
    assert (box.link("t"), box.link("u")) == (replace(single, is_used=True), single)


def test_tokens_are_kept_until_the_answers_are_taken_out(box_store: Store) -> None:
    box = box_store.box
    assert box.kept("c") is None
    box.keep("c", {"links": ["t1"]})
    box.keep("c", {"links": ["t2", "t3"]})
    assert box.kept("c") == {"links": ["t2", "t3"]}
    box.empty("c")
    assert box.kept("c") is None


def test_draft_is_kept_changed_and_forgotten_by_its_key(box_store: Store) -> None:
    box = box_store.box
    assert (box.draft("c", "k"), box.change("c", "k", lambda held: held), box.drop("c", "k")) == (None, None, False)
    box.begin("c", "k")
    assert box.draft("c", "k") == {}
    assert box.change("c", "k", lambda held: {**held, "a": "é\0\ud800"}) == {"a": "é\0\ud800"}
    assert box.change("c", "k", lambda held: {**held, "b": 1}) == {"a": "é\0\ud800", "b": 1}
    assert (box.draft("c", "k"), box.draft("c", "K")) == ({"a": "é\0\ud800", "b": 1}, None)
    assert (box.drop("c", "k"), box.draft("c", "k")) == (True, None)


def test_drafts_that_nothing_came_into_are_dropped_and_the_last_begun_and_all_with_words_stay(box_store: Store) -> None:
    box = box_store.box
    for key in ("worded", "paper.form"):
        box.begin("c", key, 3)
    box.change("c", "worded", lambda held: {**held, "a": 1})
    for number in range(20):
        box.begin("c", f"k{number}", 3)
        assert box.begun("c") <= 1 + 2 * 3
        assert all(box.draft("c", f"k{last}") == {} for last in range(max(0, number - 3), number + 1))
    assert (box.draft("c", "k0"), box.draft("c", "worded"), box.draft("c", "paper.form")) == (None, {"a": 1}, {})
    assert box.change("c", "k19", lambda held: {**held, "b": 2}) == {"b": 2} == box.draft("c", "k19")


def test_mark_is_new_once_and_no_draft(box_store: Store) -> None:
    box = box_store.box
    box.begin("c", "draft")
    assert [box.mark("c", "pressed"), box.mark("c", "pressed"), box.mark("c", "again")] == [True, False, True]
    assert (box.draft("c", "pressed"), box.change("c", "pressed", dict), box.begun("c")) == (None, None, 1)
    box.empty("c")
    assert (box.begun("c"), box.mark("c", "pressed")) == (0, True)


def test_paper_form_that_is_being_copied_is_a_draft_of_nobody_at_a_phone(box_store: Store) -> None:
    box = box_store.box
    for key in ("phone", "paper.phone"):
        box.begin("c", key)
    box.change("c", "paper.phone", lambda _: {"a": 1})
    assert (box.draft("c", "paper.phone"), box.draft("c", "phone"), box.begun("c")) == ({"a": 1}, {}, 1)
    assert (box.drop("c", "phone"), box.begun("c")) == (True, 0)
    assert (box.drop("c", "paper.phone"), box.draft("c", "paper.phone")) == (True, None)


def test_answers_are_taken_back_by_their_place_alone_and_once(box_store: Store) -> None:
    add_check(box_store, "d")
    box = box_store.box
    first, second = box.cast("c", {"n": 1}), box.cast("c", {"n": 2})
    assert (box.take_back("d", second), box.take_back("c", "nowhere"), box.sent("c")) == (None, None, 2)
    assert (box.take_back("c", second), box.take_back("c", second), box.sent("c")) == ({"n": 2}, None, 1)
    assert (box.empty("c"), box.take_back("c", first)) == ((({"n": 1},), 0), None)


def test_answers_come_out_once_and_take_the_drafts_along(box_store: Store) -> None:
    box = box_store.box
    box.begin("c", "k")
    for number in range(3):
        box.cast("c", {"n": number})
    assert box.sent("c") == 3
    assert sorted(ballot["n"] for ballot in box.empty("c").ballots) == [0, 1, 2]
    assert (box.sent("c"), box.empty("c").ballots, box.draft("c", "k")) == (0, (), None)


def test_box_of_another_check_stays_as_it_is(box_store: Store) -> None:
    add_check(box_store, "d")
    box = box_store.box
    for check in ("c", "d"):
        box.issue([f"t-{check}"], replace(TICKET, check=check))
        box.begin(check, "k")
        box.cast(check, {"of": check})
    box.erase("c")
    assert (box.link("t-c"), box.links("c"), box.draft("c", "k"), box.sent("c")) == (None, (), None, 0)
    assert (box.link("t-d"), box.draft("d", "k"), box.empty("d").ballots) == (
        replace(TICKET, check="d"),
        {},
        ({"of": "d"},),
    )


@pytest.mark.parametrize("name", ["p", "c"])
def test_erasing_a_check_or_its_project_takes_links_and_answers(box_store: Store, name: str) -> None:
    box = box_store.box
    box.issue(["t"], TICKET)
    box.keep("c", {"links": ["t"]})
    box.begin("c", "k")
    box.cast("c", {"n": 1})
    box_store.erase(name, act(minute(1)))
    assert (box.link("t"), box.draft("c", "k"), box.sent("c"), box_store.stream("c")) == (None, None, 0, None)
    assert box.kept("c") is None
    assert box_store.children("p", StreamKind.CHECK) == ()
    if isinstance(box_store, SqlStore) and name == "c":
        assert [breach.code for breach in examine(box_store.engine)] == ["framework_unreadable"]  # of the test itself


def test_what_fails_half_way_leaves_the_box_as_it_was(box_store: Store) -> None:
    box_store.box.begin("c", "k")

    def fail_half_way() -> None:
        with box_store.transaction():
            box_store.box.drop("c", "k")
            box_store.box.cast("c", {"n": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert (box_store.box.draft("c", "k"), box_store.box.sent("c")) == ({}, 0)


def test_changes_of_one_draft_at_the_same_moment_are_all_kept(database: SqlStore) -> None:
    begin(database, "p")
    add_check(database)
    database.box.begin("c", "k")
    ready = Barrier(8)

    def fill(place: int) -> None:
        ready.wait()
        database.box.change("c", "k", lambda held: {**held, str(place): place})

    threads = [Thread(target=fill, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.box.draft("c", "k") == {str(place): place for place in range(8)}


def test_of_those_who_drop_one_draft_exactly_one_does(database: SqlStore) -> None:
    begin(database, "p")
    add_check(database)
    database.box.begin("c", "k")
    ready, dropped = Barrier(8), list[bool]()

    def drop() -> None:
        ready.wait()
        dropped.append(database.box.drop("c", "k"))

    threads = [Thread(target=drop) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(dropped) == [False] * 7 + [True]


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_database_file_gives_away_no_answer_key_or_link(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with open_sqlite(path) as store:
        begin(store, "p")
        add_check(store)
        store.box.issue(["token-of-a-person"], TICKET)
        store.box.keep("c", {"links": ["token-of-a-person"]})
        store.box.begin("c", "key-of-a-phone")
        store.box.change("c", "key-of-a-phone", lambda _: {"remark": SECRET})
        store.box.cast("c", {"remark": SECRET})
        seen = bytes_on_disk(path)
    for secret in (SECRET, "token-of-a-person", "key-of-a-phone"):
        assert secret.encode() not in seen


def test_answers_of_any_length_lie_in_the_file_alike(sqlite: SqlStore) -> None:
    begin(sqlite, "p")
    add_check(sqlite)
    for ballot in ({}, {"a": 1}, {"remark": "x" * 1_500}):
        sqlite.box.cast("c", ballot)
    with sqlite.engine.connect() as connection:
        lengths = connection.exec_driver_sql("SELECT DISTINCT length(sealed) FROM ballots").scalars().all()
        columns = [row.name for row in connection.exec_driver_sql("PRAGMA table_info(ballots)")]
    assert lengths == [2_048 + 12 + 16]  # padded text, nonce, seal
    assert columns == ["stream", "place", "sealed"]  # no person, address or time


def test_order_in_the_file_is_not_the_order_of_coming(sqlite: SqlStore) -> None:
    begin(sqlite, "p")
    add_check(sqlite)
    for number in range(20):
        sqlite.box.cast("c", {"n": number})
    assert [ballot["n"] for ballot in sqlite.box.empty("c").ballots] != list(range(20))  # by accident once in 20! times


def test_box_does_not_open_with_another_key(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with open_sqlite(path) as store:
        begin(store, "p")
        add_check(store)
        store.box.cast("c", {"n": 1})
        store.box.keep("c", {"links": ["t"]})
    with open_sqlite(path) as other:  # a key that lives as long as its store
        with pytest.raises(Unavailable) as refused:
            other.box.empty("c")
        assert (refused.value.code, other.box.sent("c")) == ("other_key", 1)
        assert other.box.kept("c") is None  # the links work as before, but are not shown again


def test_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    environ = {"KADERWIJZER_DATA": str(tmp_path / "data")}
    first, second = answer_key(environ).make(), answer_key(environ).make()
    file = tmp_path / "data" / KEY_FILE
    assert (first, len(first), file.stat().st_mode & 0o077) == (second, 32, 0)


@pytest.mark.parametrize("key", ["", "AAAA", "geen sleutel", "é"])
def test_invalid_key_is_refused_by_name(key: str) -> None:
    with pytest.raises(Unavailable) as refused:
        answer_key({ANSWER_KEY: key}).find()
    assert (refused.value.code, refused.value.details) == ("bad_key", {"place": ANSWER_KEY})


def test_key_of_the_environment_comes_before_the_file() -> None:
    key = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
    assert answer_key({ANSWER_KEY: key}).find() == bytes(range(1, 33))
