"""What `Store` promises, of every store there is: in memory, in SQLite and in a real PostgreSQL."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from framework.errors import Faults, Stale, Unknown
from framework.keeping.events import Change, Event, Line
from framework.keeping.store import Store
from framework.keeping.streams import Entry, Stream, StreamKind
from framework.people.membership import Membership, Role
from tests.storage.databases import OWNER, START, begin, minute, put_framework

# NUL, half a character, quotes that mark such texts in a database, and signs of every size.
ODD_TEXTS = ["", "\0", "a\ud800b", '"', '"\\u0000"', "'; --", "é", "e\u0301", "𝔘🙂", "\x1f\u2028", "x" * 2_000]


def ids(streams: tuple[Stream, ...]) -> list[str]:
    return [stream.id for stream in streams]


def snapshot(store: Store) -> object:
    """All that there is, as far as the ids of these tests tell."""
    names = ("p", "q", "a", "b")
    people = {name: (store.projects_of(name), store.members(name)) for name in ("eva", "jan", *names)}
    parts = {name: (store.stream(name), store.events(name), store.assessments_of(name)) for name in names}
    return people, parts, store.log()


def test_framework_comes_back_whole(store: Store) -> None:
    content = {"title": "Kader", "levels": [{"level": 0, "text": "Niets\0"}], "share": 0.6, "none": None, "yes": True}
    store.put_framework("hash", "kader", "1.0.0", content)
    assert store.framework("hash") == content
    assert store.framework("other") is None


def test_framework_is_written_once(store: Store) -> None:
    store.put_framework("hash", "kader", "1.0.0", {"title": "first"})
    store.put_framework("hash", "kader", "1.0.0", {"title": "second"})
    assert store.framework("hash") == {"title": "first"}


def test_same_version_with_other_content_is_refused(store: Store) -> None:
    store.put_framework("hash", "kader", "1.0.0", {"title": "first"})
    with pytest.raises(Faults) as refused:
        store.put_framework("other", "kader", "1.0.0", {"title": "second"})
    assert [fault.code for fault in refused.value.faults] == ["same_version_other_content"]
    assert store.framework("other") is None
    store.put_framework("other", "kader", "1.0.1", {"title": "second"})
    assert store.framework("other") == {"title": "second"}


def test_new_project_has_its_entries_events_and_people(store: Store) -> None:
    reader = Membership("jan", Role.READER)
    changes = [Change("details", {"title": "Buurt"}, 0), Change("note", None, 0)]
    store.create(Stream("p", StreamKind.PROJECT, "p", START), changes, "eva", [OWNER, reader])
    entries = {"details": Entry(1, {"title": "Buurt"}, START, "eva"), "note": Entry(1, None, START, "eva")}
    assert store.stream("p") == Stream("p", StreamKind.PROJECT, "p", START, None, entries)
    assert store.events("p") == (
        Event("p", 1, "details", 1, {"title": "Buurt"}, START, "eva"),
        Event("p", 2, "note", 1, None, START, "eva"),
    )
    assert store.members("p") == (OWNER, reader)


def test_new_assessment_is_pinned_and_has_no_people_of_its_own(store: Store) -> None:
    begin(store, "p", "a")
    stream = store.stream("a")
    assert stream
    assert (stream.kind, stream.project, stream.framework) == (StreamKind.ASSESSMENT, "p", "hash of kader")
    assert store.members("a") == ()


def test_what_stands_in_a_given_stream_is_not_taken_over(store: Store) -> None:
    store.create(Stream("p", StreamKind.PROJECT, "p", START, None, {"x": Entry(7, {}, START, "jan")}), [], "eva")
    assert store.stream("p") == Stream("p", StreamKind.PROJECT, "p", START)


def test_taken_id_is_a_mistake_of_ours(store: Store) -> None:
    begin(store, "p", "a")
    before = snapshot(store)
    for taken in ("p", "a"):
        with pytest.raises(ValueError, match=taken):
            store.create(Stream(taken, StreamKind.PROJECT, taken, START), [], "jan")
    assert snapshot(store) == before


def test_assessment_without_stored_framework_is_a_mistake_of_ours(store: Store) -> None:
    begin(store, "p")
    before = snapshot(store)
    with pytest.raises(ValueError, match="nowhere"):
        store.create(Stream("a", StreamKind.ASSESSMENT, "p", START, "nowhere"), [], "eva")
    assert snapshot(store) == before


@pytest.mark.parametrize("project", ["nowhere", "a", "erased"])
def test_assessment_without_project_is_unknown(store: Store, project: str) -> None:
    begin(store, "p", "a")
    begin(store, "erased")
    store.erase("erased", minute(1), "eva")
    before = snapshot(store)
    with pytest.raises(Unknown):
        store.create(Stream("b", StreamKind.ASSESSMENT, project, START, put_framework(store)), [], "eva")
    assert snapshot(store) == before


def test_stream_is_made_with_all_its_entries_or_not_at_all(store: Store) -> None:
    with pytest.raises(Stale) as refused:
        store.create(
            Stream("p", StreamKind.PROJECT, "p", START), [Change("x", {}, 0), Change("y", {}, 2)], "eva", [OWNER]
        )
    assert (refused.value.key, refused.value.current) == ("y", Entry(0, None, START, ""))
    assert (store.stream("p"), store.events("p"), store.members("p")) == (None, (), ())


def test_change_returns_what_is_read_afterwards(store: Store) -> None:
    begin(store, "p", "a")
    changed = store.apply("a", [Change("rating/x", {"level": 2, "n": [1, {"k": None}]}, 0)], minute(1), "jan")
    assert changed == store.stream("a")
    assert changed.entries["rating/x"] == Entry(1, {"level": 2, "n": [1, {"k": None}]}, minute(1), "jan")


def test_versions_count_by_key_and_sequences_by_stream(store: Store) -> None:
    begin(store, "p", "a", "b")
    for number, (name, key, version) in enumerate([("a", "x", 0), ("a", "x", 1), ("a", "y", 0), ("b", "x", 0)], 1):
        store.apply(name, [Change(key, {"n": number}, version)], minute(number), "eva")
    assert [(e.sequence, e.key, e.version) for e in store.events("a")] == [
        (1, "setting", 1),
        (2, "x", 1),
        (3, "x", 2),
        (4, "y", 1),
    ]
    assert [(e.sequence, e.key, e.version) for e in store.events("b")] == [(1, "setting", 1), (2, "x", 1)]
    stream = store.stream("a")
    assert stream
    assert (stream.version("x"), stream.payload("x"), stream.version("z")) == (2, {"n": 2}, 0)


def test_entries_stand_in_the_order_of_their_first_change(store: Store) -> None:
    begin(store, "p")
    store.apply("p", [Change("z", {}, 0), Change("b", {}, 0)], minute(1), "eva")
    store.apply("p", [Change("a", {}, 0), Change("z", {}, 1)], minute(2), "eva")
    stream = store.stream("p")
    assert stream
    assert list(stream.entries) == ["details", "z", "b", "a"]


def test_what_is_taken_away_keeps_its_version(store: Store) -> None:
    begin(store, "p")
    store.apply("p", [Change("x", {"n": 1}, 0)], minute(1), "eva")
    gone = store.apply("p", [Change("x", None, 1)], minute(2), "eva")
    assert (gone.payload("x"), gone.version("x")) == (None, 2)
    assert store.apply("p", [Change("x", {"n": 2}, 2)], minute(3), "eva").payload("x") == {"n": 2}


def test_one_change_may_follow_another_on_the_same_key(store: Store) -> None:
    begin(store, "p")
    changed = store.apply("p", [Change("x", {"n": 1}, 0), Change("x", {"n": 2}, 1)], minute(1), "eva")
    assert changed == store.stream("p")
    assert changed.entries["x"] == Entry(2, {"n": 2}, minute(1), "eva")
    assert [(e.key, e.version) for e in store.events("p")] == [("details", 1), ("x", 1), ("x", 2)]


@pytest.mark.parametrize(
    ("changes", "key", "stands"),
    [
        ([Change("x", {}, 0)], "x", Entry(2, {"n": 2}, minute(2), "jan")),
        ([Change("x", {}, 1)], "x", Entry(2, {"n": 2}, minute(2), "jan")),
        ([Change("x", {}, 3)], "x", Entry(2, {"n": 2}, minute(2), "jan")),
        ([Change("y", {}, 1)], "y", Entry(0, None, START, "")),
        (
            [Change("new", {}, 0), Change("x", {}, 2), Change("details", {}, 0)],
            "details",
            Entry(1, {"n": 1}, START, "eva"),
        ),
    ],
    ids=["never seen", "older", "newer, as after a restored copy", "not there", "last of three"],
)
def test_stale_change_writes_nothing_and_shows_what_stands(
    store: Store, changes: list[Change], key: str, stands: Entry
) -> None:
    begin(store, "p")
    store.apply("p", [Change("x", {"n": 1}, 0)], minute(1), "eva")
    store.apply("p", [Change("x", {"n": 2}, 1)], minute(2), "jan")
    before = snapshot(store)
    with pytest.raises(Stale) as refused:
        store.apply("p", changes, minute(3), "eva")
    assert (refused.value.key, refused.value.current) == (key, stands)
    assert snapshot(store) == before


def test_no_change_at_all_writes_nothing(store: Store) -> None:
    begin(store, "p")
    before = snapshot(store)
    assert store.apply("p", [], minute(1), "eva") == store.stream("p")
    assert snapshot(store) == before


@pytest.mark.parametrize("name", ["nowhere", "", "\0", "\ud800", "x" * 10_000])
def test_unknown_stream_is_absent_everywhere(store: Store, name: str) -> None:
    begin(store, "p", "a")
    before = snapshot(store)
    assert (store.stream(name), store.events(name), store.members(name)) == (None, (), ())
    assert (store.assessments_of(name), store.projects_of(name), store.log(name)) == ((), (), ())
    assert store.framework(name) is None
    calls: list[Callable[[], object]] = [
        lambda: store.apply(name, [Change("x", {}, 0)], minute(1), "eva"),
        lambda: store.set_members(name, [OWNER]),
        lambda: store.erase(name, minute(1), "eva"),
    ]
    for call in calls:
        with pytest.raises(Unknown):
            call()
    assert snapshot(store) == before


def test_people_are_replaced_in_their_order(store: Store) -> None:
    begin(store, "p", "a")
    people = (Membership("jan", Role.READER), Membership("eva", Role.OWNER), Membership("jan", Role.EDITOR))
    store.set_members("p", people)
    assert store.members("p") == people
    assert ids(store.projects_of("jan")) == ["p"]
    store.set_members("p", people[1:2])
    assert (store.members("p"), store.projects_of("jan")) == (people[1:2], ())
    with pytest.raises(Unknown):
        store.set_members("a", people)


def test_project_that_changed_last_comes_first(store: Store) -> None:
    begin(store, "p", "a", at=minute(0))
    begin(store, "q", "b", at=minute(1))
    begin(store, "r", at=minute(2))
    assert ids(store.projects_of("eva")) == ["r", "q", "p"]
    store.apply("q", [Change("details", {}, 1)], minute(3), "eva")
    assert ids(store.projects_of("eva")) == ["q", "r", "p"]
    store.apply("a", [Change("setting", {}, 1)], minute(4), "eva")
    assert ids(store.projects_of("eva")) == ["p", "q", "r"]
    store.apply("a", [Change("setting", {}, 2)], minute(-9), "eva")  # a clock was set back
    assert ids(store.projects_of("eva")) == ["p", "q", "r"]


def test_of_projects_changed_at_the_same_moment_the_one_made_last_comes_first(store: Store) -> None:
    for name in ("z", "p", "q"):
        begin(store, name)
    store.create(Stream("empty", StreamKind.PROJECT, "empty", START), [], "eva", [OWNER])
    assert ids(store.projects_of("eva")) == ["empty", "q", "p", "z"]


def test_projects_come_with_their_entries_and_only_to_their_people(store: Store) -> None:
    begin(store, "p", "a")
    begin(store, "q")
    store.set_members("q", [Membership("jan", Role.READER)])
    assert store.projects_of("jan") == (store.stream("q"),)
    assert store.projects_of("eva") == (store.stream("p"),)
    assert store.projects_of("els") == ()


def test_assessments_stand_in_the_order_in_which_they_were_made(store: Store) -> None:
    begin(store, "p", "z", "a", "m")
    begin(store, "q", "b")
    store.apply("z", [Change("setting", {}, 1)], minute(9), "eva")
    assert ids(store.assessments_of("p")) == ["z", "a", "m"]
    assert store.assessments_of("p")[0] == store.stream("z")


def test_erasing_takes_the_content_and_leaves_the_sequences(store: Store) -> None:
    begin(store, "p", "a", "b")
    store.apply("a", [Change("x", {"secret": "Jansen"}, 0)], minute(1), "jan")
    before = {name: store.events(name) for name in ("p", "a", "b")}
    store.erase("p", minute(2), "eva")
    for name, events in before.items():
        assert store.stream(name) is None
        assert store.events(name) == tuple(replace(event, payload=None, person="") for event in events)
        with pytest.raises(Unknown):
            store.apply(name, [Change("x", {}, 1)], minute(3), "eva")
    assert (store.members("p"), store.projects_of("eva"), store.assessments_of("p")) == ((), (), ())
    assert store.log() == (Line(minute(2), "eva", "erase", "p"),)


def test_erasing_leaves_everything_else_alone(store: Store) -> None:
    begin(store, "p", "a")
    begin(store, "q", "b")
    before = store.stream("q"), store.stream("b"), store.events("b"), store.members("q")
    store.erase("p", minute(1), "eva")
    assert (store.stream("q"), store.stream("b"), store.events("b"), store.members("q")) == before
    assert store.framework("hash of kader") == {"title": "kader"}


@pytest.mark.parametrize("name", ["p", "a", "b"])
def test_what_is_erased_or_no_project_cannot_be_erased(store: Store, name: str) -> None:
    begin(store, "p", "a")
    begin(store, "q", "b")
    store.erase("p", minute(1), "eva")
    with pytest.raises(Unknown):
        store.erase(name, minute(2), "eva")
    with pytest.raises(Unknown):
        store.set_members(name, [OWNER])
    assert store.log() == (Line(minute(1), "eva", "erase", "p"),)


def test_id_of_what_was_erased_stays_taken(store: Store) -> None:
    begin(store, "p")
    store.erase("p", minute(1), "eva")
    with pytest.raises(ValueError, match="p"):
        begin(store, "p")


def test_log_stands_in_order_and_by_subject(store: Store) -> None:
    lines = [Line(minute(5 - n), "eva", f"deed {n}", subject) for n, subject in enumerate("pqp")]
    for line in lines:
        store.note(line)
    assert store.log() == tuple(lines)
    assert store.log("p") == (lines[0], lines[2])
    assert store.log("nowhere") == ()


def test_together_keeps_all_or_nothing(store: Store) -> None:
    begin(store, "p", "a")
    before = snapshot(store)

    def write() -> None:
        begin(store, "q", "b")
        store.apply("a", [Change("setting", {}, 1)], minute(1), "eva")
        store.set_members("p", [])
        store.erase("p", minute(2), "eva")
        store.note(Line(minute(3), "eva", "deed", "q"))

    with suppress(KeyError), store.transaction():
        write()
        assert store.stream("a") is None  # one sees what one wrote
        assert ids(store.projects_of("eva")) == ["q"]
        raise KeyError
    assert snapshot(store) == before
    with store.transaction():
        write()
    assert (store.stream("p"), ids(store.projects_of("eva")), len(store.log())) == (None, ["q"], 2)


def test_reading_at_once_reads_what_there_is_and_leaves_nothing_behind(store: Store) -> None:
    begin(store, "p", "a")
    with store.shared_read(), store.shared_read():
        assert [store.stream("a"), ids(store.projects_of("eva"))] == [store.assessments_of("p")[0], ["p"]]
    with suppress(KeyError), store.shared_read():
        raise KeyError
    begin(store, "q")
    assert sorted(ids(store.projects_of("eva"))) == ["p", "q"]


def test_together_inside_together_belongs_to_the_outer_one(store: Store) -> None:
    with suppress(KeyError), store.transaction():
        with store.transaction():
            begin(store, "p")
        raise KeyError
    assert store.stream("p") is None


def test_refused_change_inside_together_leaves_the_rest(store: Store) -> None:
    begin(store, "p")
    with store.transaction():
        store.apply("p", [Change("x", {"n": 1}, 0)], minute(1), "eva")
        with pytest.raises(Stale):
            store.apply("p", [Change("y", {"n": 2}, 0), Change("x", {"n": 2}, 0)], minute(1), "eva")
        with pytest.raises(Unknown):
            store.apply("nowhere", [Change("y", {}, 0)], minute(1), "eva")
        store.apply("p", [Change("x", {"n": 3}, 1)], minute(1), "eva")
    assert [(e.sequence, e.key, e.version) for e in store.events("p")] == [(1, "details", 1), (2, "x", 1), (3, "x", 2)]


@pytest.mark.parametrize("odd", ODD_TEXTS, ids=ascii)
def test_any_text_survives_anywhere(store: Store, odd: str) -> None:
    store.put_framework(odd, odd, odd, {odd: odd})
    store.create(
        Stream(odd, StreamKind.PROJECT, odd, START), [Change(odd, {odd: [odd]}, 0)], odd, [replace(OWNER, person=odd)]
    )
    store.create(Stream(f"a{odd}", StreamKind.ASSESSMENT, odd, START, odd), [], odd)
    store.note(Line(START, odd, odd, odd))
    assert store.framework(odd) == {odd: odd}
    assert store.stream(odd) == Stream(
        odd, StreamKind.PROJECT, odd, START, None, {odd: Entry(1, {odd: [odd]}, START, odd)}
    )
    assert store.events(odd) == (Event(odd, 1, odd, 1, {odd: [odd]}, START, odd),)
    assert (store.members(odd), ids(store.projects_of(odd))) == ((Membership(odd, Role.OWNER),), [odd])
    assert ids(store.assessments_of(odd)) == [f"a{odd}"]
    assert store.log(odd) == (Line(START, odd, odd, odd),)


def test_long_answer_survives(store: Store) -> None:
    begin(store, "p")
    note = "Wat staat er? 🙂\n" * 100_000
    store.apply("p", [Change("x", {"note": note}, 0)], minute(1), "eva")
    stream = store.stream("p")
    assert stream
    assert stream.payload("x") == {"note": note}


def test_moment_of_another_zone_is_the_same_moment(store: Store) -> None:
    there = datetime(2026, 7, 1, 12, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=2)))
    begin(store, "p", at=there)
    stream = store.stream("p")
    assert stream
    assert (stream.created, stream.entries["details"].at, store.events("p")[0].at) == (there, there, there)
    assert all(moment.tzinfo for moment in (stream.created, store.events("p")[0].at))
