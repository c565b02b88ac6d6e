"""What `Store` promises, of every store there is: in memory, in SQLite and in a real PostgreSQL."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from framework.errors import KaderwijzerError, NameTaken, Stale, Unknown
from framework.keeping.content import LIBRARY, Content, ContentKind, hash_body
from framework.keeping.events import Change, Event, Line
from framework.keeping.identities import Identity
from framework.keeping.store import Store
from framework.keeping.streams import Entry, Stream, StreamKind
from tests.storage.databases import START, act, add, assessment, begin, keep_framework, let_in, minute, project

# NUL, half a character, quotes that mark such texts in a database, and characters of every size.
ODD_TEXTS = ["", "\0", "a\ud800b", '"', '"\\u0000"', "'; --", "é", "e\u0301", "𝔘🙂", "\x1f\u2028", "x" * 2_000]
EVA = Identity("eva", "Eva Jansen", "eva@example.org", "surf", "12")


def ids(streams: tuple[Stream, ...]) -> list[str]:
    return [stream.id for stream in streams]


def projects_of(store: Store, person: str) -> list[str]:
    return list(store.roots_of(person, StreamKind.PROJECT))


def assessments_in(store: Store, parent: str) -> list[str]:
    return ids(store.children(parent, StreamKind.ASSESSMENT))


def everything(store: Store) -> object:
    """All that there is, as far as the ids of these tests tell."""
    names = ("p", "q", "a", "b", "s", "r", "x")
    people = {name: (projects_of(store, name), store.identity(name)) for name in ("eva", "jan", *names)}
    parts = {name: (store.stream(name), store.events(name), assessments_in(store, name)) for name in names}
    return people, parts, store.log()


def document(owner: str, body: bytes) -> Content:
    return Content(owner, hash_body(body), ContentKind.DOCUMENT, body)


def begin_round(store: Store) -> None:
    """A round of Eva with a submission, and a review of it by Jan."""
    pin = keep_framework(store)
    store.create(Stream("r", StreamKind.ROUND, START), let_in("eva", "jan"), act())
    store.create(Stream("s", StreamKind.SUBMISSION, START, "r"), [Change("title", {"n": 1}, 0)], act())
    review = Stream(
        "x",
        StreamKind.REVIEW,
        START,
        "s",
        framework=pin,
        head={"author": "jan", "lens": "review", "moment": "proposal"},
    )
    store.create(review, [Change("rating/y", {"level": 2}, 0)], act(person="jan"))


# --- streams ---


def test_new_project_has_its_entries_and_events(store: Store) -> None:
    changes = [Change("details", {"title": "Buurt"}, 0), Change("note", None, 0)]
    made = store.create(project(), changes, act(person="eva", deed="start", identifier="act 1"))
    entries = {"details": Entry(1, {"title": "Buurt"}, START, "eva"), "note": Entry(1, None, START, "eva")}
    assert made == Stream("p", StreamKind.PROJECT, START, None, "p", None, {}, 2, entries)
    assert store.stream("p") == made
    by = act(person="eva", deed="start", identifier="act 1")
    assert store.events("p") == (
        Event("p", 1, "details", 1, {"title": "Buurt"}, by),
        Event("p", 2, "note", 1, None, by),
    )


def test_new_assessment_is_pinned_and_keeps_its_head(store: Store) -> None:
    begin(store, "p", "a")
    stream = store.stream("a")
    assert stream
    assert (stream.kind, stream.parent, stream.root) == (StreamKind.ASSESSMENT, "p", "p")
    assert (stream.framework, stream.head) == (
        "hash of kader",
        {"author": "eva", "lens": "self", "moment": "proposal"},
    )


def test_review_lives_under_its_submission_and_the_round_is_its_root(store: Store) -> None:
    begin_round(store)
    review = store.stream("x")
    assert review
    assert (review.parent, review.root, review.head["author"]) == ("s", "r", "jan")
    found = store.stream_and_root("x")
    assert found == (review, store.stream("r"))
    assert ids(store.children("s", StreamKind.REVIEW)) == ["x"]
    assert store.children("r", StreamKind.REVIEW) == ()


def test_stream_comes_with_its_root_and_a_root_with_itself(store: Store) -> None:
    begin(store, "p", "a")
    assert store.stream_and_root("a") == (store.stream("a"), store.stream("p"))
    assert store.stream_and_root("p") == (store.stream("p"), store.stream("p"))
    assert store.stream_and_root("nowhere") is None


def test_entries_of_a_given_stream_are_not_copied(store: Store) -> None:
    given = replace(project(), entries={"x": Entry(7, {}, START, "jan")}, sequence=9, root="elsewhere")
    store.create(given, [], act())
    assert store.stream("p") == replace(project(), root="p")


def test_taken_id_is_a_programming_error(store: Store) -> None:
    begin(store, "p", "a")
    before = everything(store)
    for taken in ("p", "a"):
        with pytest.raises(ValueError, match=taken):
            store.create(project(taken), [], act(person="jan"))
    assert everything(store) == before


def test_pin_to_a_framework_that_is_not_kept_is_a_programming_error(store: Store) -> None:
    begin(store, "p")
    before = everything(store)
    with pytest.raises(ValueError, match="nowhere"):
        store.create(assessment(framework="nowhere"), [], act())
    assert everything(store) == before


@pytest.mark.parametrize(
    "stream",
    [
        replace(assessment("b"), parent=None),
        assessment("b", "a"),
        replace(assessment("b"), framework=None),
        Stream("b", StreamKind.REVIEW, START, "p", framework="hash of kader"),
        Stream("b", StreamKind.SUBMISSION, START, "p"),
        Stream("b", StreamKind.PROJECT, START, "p"),
        Stream("b", StreamKind.PROJECT, START, framework="hash of kader"),
        Stream("b", StreamKind.SUBMISSION, START),
        replace(assessment("b"), head={"author": "eva"}),
    ],
    ids=[
        *("assessment alone", "assessment in assessment", "assessment without pin", "review in project"),
        *("submission in project", "project in project", "project with pin", "submission alone"),
        "half a head",
    ],
)
def test_stream_of_a_kind_that_does_not_live_there_is_a_programming_error(store: Store, stream: Stream) -> None:
    begin(store, "p", "a")
    before = everything(store)
    with pytest.raises(ValueError, match=stream.kind):
        store.create(stream, [], act())
    assert everything(store) == before


@pytest.mark.parametrize("parent", ["nowhere", "erased"])
def test_stream_under_what_is_not_there_is_unknown(store: Store, parent: str) -> None:
    begin(store, "p", "a")
    begin(store, "erased")
    store.erase("erased", act(minute(1)))
    before = everything(store)
    with pytest.raises(Unknown):
        store.create(assessment("b", parent), [], act())
    assert everything(store) == before


def test_stream_is_made_with_all_its_entries_or_not_at_all(store: Store) -> None:
    with pytest.raises(Stale) as refused:
        store.create(project(), [*let_in("eva"), Change("x", {}, 0), Change("y", {}, 2)], act())
    assert refused.value.key == "y"
    assert (store.stream("p"), store.events("p"), projects_of(store, "eva")) == (None, (), [])


def test_change_returns_what_is_read_afterwards(store: Store) -> None:
    begin(store, "p", "a")
    payload = {"level": 2, "n": [1, {"k": None}]}
    changed = store.apply("a", [Change("rating/x", payload, 0)], act(minute(1), "jan"))
    assert changed == store.stream("a")
    assert changed.entries["rating/x"] == Entry(1, payload, minute(1), "jan")
    assert changed.sequence == 2


def test_versions_count_by_key_and_sequences_by_stream(store: Store) -> None:
    begin(store, "p", "a", "b")
    for number, (name, key, version) in enumerate([("a", "x", 0), ("a", "x", 1), ("a", "y", 0), ("b", "x", 0)], 1):
        store.apply(name, [Change(key, {"n": number}, version)], act(minute(number)))
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
    assert [event.sequence for event in store.events("a", until=2)] == [1, 2]


def test_all_that_one_call_changed_bears_its_act(store: Store) -> None:
    begin(store, "p")
    store.apply("p", [Change("x", {}, 0), Change("y", {}, 0)], act(minute(1), "jan", "restore", "act 7"))
    told = [(event.act.id, event.act.deed, event.act.person, event.act.at) for event in store.events("p")[-2:]]
    assert told == [("act 7", "restore", "jan", minute(1))] * 2


def test_entries_stand_in_the_order_of_their_first_change(store: Store) -> None:
    begin(store, "p")
    store.apply("p", [Change("z", {}, 0), Change("b", {}, 0)], act(minute(1)))
    store.apply("p", [Change("a", {}, 0), Change("z", {}, 1)], act(minute(2)))
    stream = store.stream("p")
    assert stream
    assert list(stream.entries) == ["details", "member/eva", "z", "b", "a"]


def test_what_is_taken_away_keeps_its_version(store: Store) -> None:
    begin(store, "p")
    store.apply("p", [Change("x", {"n": 1}, 0)], act(minute(1)))
    gone = store.apply("p", [Change("x", None, 1)], act(minute(2)))
    assert (gone.payload("x"), gone.version("x")) == (None, 2)
    assert store.apply("p", [Change("x", {"n": 2}, 2)], act(minute(3))).payload("x") == {"n": 2}


def test_one_change_may_follow_another_on_the_same_key(store: Store) -> None:
    begin(store, "p", "a")
    changed = store.apply("a", [Change("x", {"n": 1}, 0), Change("x", {"n": 2}, 1)], act(minute(1)))
    assert changed == store.stream("a")
    assert changed.entries["x"] == Entry(2, {"n": 2}, minute(1), "eva")
    assert [(e.key, e.version) for e in store.events("a")] == [("setting", 1), ("x", 1), ("x", 2)]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ([Change("x", {}, 0)], "x"),
        ([Change("x", {}, 1)], "x"),
        ([Change("x", {}, 3)], "x"),
        ([Change("y", {}, 1)], "y"),
        ([Change("new", {}, 0), Change("x", {}, 2), Change("details", {}, 0)], "details"),
    ],
    ids=["never seen", "older", "newer, as after a restored copy", "not there", "last of three"],
)
def test_stale_change_writes_nothing_and_names_the_entry(store: Store, changes: list[Change], key: str) -> None:
    begin(store, "p")
    store.apply("p", [Change("x", {"n": 1}, 0)], act(minute(1)))
    store.apply("p", [Change("x", {"n": 2}, 1)], act(minute(2), "jan"))
    before = everything(store)
    with pytest.raises(Stale) as refused:
        store.apply("p", changes, act(minute(3)))
    assert refused.value.key == key
    assert everything(store) == before


def test_no_change_at_all_writes_nothing(store: Store) -> None:
    begin(store, "p")
    before = everything(store)
    assert store.apply("p", [], act(minute(1))) == store.stream("p")
    with store.transaction():
        assert store.lock("p") == store.stream_and_root("p")
    assert everything(store) == before


@pytest.mark.parametrize("name", ["nowhere", "", "\0", "\ud800", "x" * 10_000])
def test_unknown_stream_is_absent_everywhere(store: Store, name: str) -> None:
    begin(store, "p", "a")
    before = everything(store)
    assert (store.stream(name), store.stream_and_root(name), store.events(name)) == (None, None, ())
    assert (assessments_in(store, name), projects_of(store, name), store.log(name)) == ([], [], ())
    assert (store.content(LIBRARY, name), store.content(name, "hash of kader")) == (None, None)
    assert (store.identity(name), store.identity_at(name, name), store.projection("a", name)) == (None, None, None)
    calls: list[Callable[[], object]] = [
        lambda: store.apply(name, [Change("x", {}, 0)], act(minute(1))),
        lambda: store.lock(name),
        lambda: store.erase(name, act(minute(1))),
    ]
    for call in calls:
        with pytest.raises(Unknown), store.transaction():
            call()
    assert everything(store) == before


# --- people and projects ---


def test_project_is_found_by_its_people_for_as_long_as_they_are_that(store: Store) -> None:
    begin(store, "p", "a")
    store.apply("p", let_in("jan"), act(minute(1)))
    assert (projects_of(store, "jan"), projects_of(store, "eva")) == (["p"], ["p"])
    store.apply("p", [Change("member/jan", None, 1)], act(minute(2)))
    assert (projects_of(store, "jan"), projects_of(store, "eva")) == ([], ["p"])


def test_roots_are_found_by_their_kind(store: Store) -> None:
    begin(store, "p")
    begin_round(store)
    assert store.roots_of("eva", StreamKind.ROUND) == ("r",)
    assert projects_of(store, "eva") == ["p"]
    assert store.roots_of("jan", StreamKind.ROUND) == ("r",)


def test_project_that_changed_last_comes_first(store: Store) -> None:
    begin(store, "p", "a", at=minute(0))
    begin(store, "q", "b", at=minute(1))
    begin(store, "r", at=minute(2))
    assert projects_of(store, "eva") == ["r", "q", "p"]
    store.apply("q", [Change("details", {}, 1)], act(minute(3)))
    assert projects_of(store, "eva") == ["q", "r", "p"]
    store.apply("a", [Change("setting", {}, 1)], act(minute(4)))
    assert projects_of(store, "eva") == ["p", "q", "r"]
    store.apply("r", [Change("details", {}, 1)], act(minute(-9)))  # a clock was set back
    assert projects_of(store, "eva") == ["r", "p", "q"]


def test_clock_that_was_wrong_once_puts_no_project_first_for_years(store: Store) -> None:
    begin(store, "p", at=minute(0))
    begin(store, "q", at=minute(60 * 24 * 365 * 10))
    assert projects_of(store, "eva") == ["q", "p"]
    store.apply("p", [Change("details", {}, 1)], act(minute(1)))
    assert projects_of(store, "eva") == ["p", "q"]


def test_of_projects_changed_at_the_same_moment_the_one_changed_last_comes_first(store: Store) -> None:
    for name in ("z", "p", "q"):
        begin(store, name)
    assert projects_of(store, "eva") == ["q", "p", "z"]


def test_what_projects_hold_comes_only_to_their_people(store: Store) -> None:
    begin(store, "p", "a")
    begin(store, "q")
    store.apply("q", [*let_in("jan"), Change("member/eva", None, 1), Change("details", {"title": "Q"}, 1)], act())
    held = {name: store.held_by_roots(name, StreamKind.PROJECT, "details") for name in ("eva", "jan", "els")}
    assert held["eva"].keys() == {"p"}
    assert (held["jan"], held["els"]) == ({"q": {"title": "Q"}}, {})
    assert store.held_by_roots("jan", StreamKind.ROUND, "details") == {}
    assert store.held_by_roots("jan", StreamKind.PROJECT, "nothing") == {}
    store.erase("q", act())
    assert store.held_by_roots("jan", StreamKind.PROJECT, "details") == {}


def test_assessments_stand_in_the_order_in_which_they_were_made(store: Store) -> None:
    begin(store, "p", "z", "a", "m")
    begin(store, "q", "b")
    store.apply("z", [Change("setting", {}, 1)], act(minute(9)))
    assert assessments_in(store, "p") == ["z", "a", "m"]
    assert store.children("p", StreamKind.ASSESSMENT)[0] == store.stream("z")


# --- projections ---


def test_pace_moves_on_with_every_rating_of_a_person(store: Store) -> None:
    begin(store, "p", "a")
    for number, (key, person) in enumerate([("x", "eva"), ("y", "eva"), ("y", "jan"), ("z", "eva")]):
        version = store.stream("a").version(f"rating/{key}")  # pyright: ignore[reportOptionalMemberAccess]
        store.apply("a", [Change(f"rating/{key}", {}, version)], act(minute(number), person))
    store.apply("a", [Change("setting", {}, 1)], act(minute(9)))
    # Eva: x at 0, y after one minute, z two minutes later; Jan changed one rating only
    eva = {"key": "rating/z", "at": minute(3).isoformat(), "steps": [60.0, 120.0]}
    jan = {"key": "rating/y", "at": minute(2).isoformat(), "steps": []}
    assert (store.projection("a", "pace/eva"), store.projection("a", "pace/jan")) == (eva, jan)


# --- erasing ---


def test_erasing_takes_the_content_and_leaves_the_sequences(store: Store) -> None:
    begin(store, "p", "a", "b")
    store.apply("a", [Change("rating/x", {"secret": "Jansen"}, 0)], act(minute(1), "jan"))
    store.keep(document("p", b"Jansen"))
    before = {name: store.events(name) for name in ("p", "a", "b")}
    store.erase("p", act(minute(2), deed="erase"))
    for name, events in before.items():
        assert store.stream(name) is None
        assert store.events(name) == tuple(
            replace(event, payload=None, act=replace(event.act, person="")) for event in events
        )
        with pytest.raises(Unknown):
            store.apply(name, [Change("x", {}, 1)], act(minute(3)))
    assert (projects_of(store, "eva"), assessments_in(store, "p")) == ([], [])
    assert (store.projection("a", "pace/jan"), store.content("p", hash_body(b"Jansen"))) == (None, None)
    assert store.log() == (Line(minute(2), "eva", "erase", "p"),)


def test_erasing_leaves_everything_else_alone(store: Store) -> None:
    begin(store, "p", "a")
    begin(store, "q", "b")
    for owner in ("p", "q"):
        store.keep(document(owner, b"text"))
    before = store.stream("q"), store.stream("b"), store.events("b"), store.content("q", hash_body(b"text"))
    store.erase("p", act(minute(1)))
    assert (store.stream("q"), store.stream("b"), store.events("b"), store.content("q", hash_body(b"text"))) == before
    assert store.content(LIBRARY, "hash of kader") is not None


def test_erasing_a_submission_takes_its_reviews_and_leaves_the_round(store: Store) -> None:
    begin_round(store)
    before = store.stream("r")
    store.erase("s", act(minute(1)))
    assert (store.stream("s"), store.stream("x"), store.stream("r")) == (None, None, before)
    assert [event.payload for event in store.events("x")] == [None]


@pytest.mark.parametrize("name", ["p", "a", "b", "x"])
def test_what_is_erased_or_is_not_erased_by_itself_cannot_be_erased(store: Store, name: str) -> None:
    begin(store, "p", "a")
    begin(store, "q", "b")
    begin_round(store)
    store.erase("p", act(minute(1), deed="erase"))
    with pytest.raises(Unknown):
        store.erase(name, act(minute(2), deed="erase"))
    assert store.log() == (Line(minute(1), "eva", "erase", "p"),)


def test_what_was_held_and_then_erased_takes_nothing_more(store: Store) -> None:
    begin(store, "p", "a")
    with store.transaction():
        store.lock("a")
        store.erase("p", act(minute(1), deed="erase"))
        with pytest.raises(Unknown):
            store.apply("a", [Change("rating/x", {"level": 1}, 0)], act(minute(2)))
    assert {event.payload for event in store.events("a")} <= {None}


def test_id_of_what_was_erased_stays_taken(store: Store) -> None:
    begin(store, "p")
    store.erase("p", act(minute(1)))
    with pytest.raises(ValueError, match="p"):
        begin(store, "p")


# --- content that never changes ---


def test_content_comes_back_whole(store: Store) -> None:
    content = Content(LIBRARY, "hash", ContentKind.FRAMEWORK, b'{"title": "Kader\0"}', "kader 1.0.0")
    store.keep(content)
    assert store.content(LIBRARY, "hash") == content
    assert (store.content(LIBRARY, "other"), store.content("p", "hash")) == (None, None)


def test_content_is_written_once(store: Store) -> None:
    first = Content(LIBRARY, "hash", ContentKind.FRAMEWORK, b"first", "kader 1.0.0")
    store.keep(first)
    store.keep(replace(first, body=b"second"))
    assert store.content(LIBRARY, "hash") == first


def test_name_of_other_content_is_refused(store: Store) -> None:
    begin(store, "p")
    first = Content(LIBRARY, "hash", ContentKind.FRAMEWORK, b"first", "kader 1.0.0")
    store.keep(first)
    with pytest.raises(NameTaken):
        store.keep(replace(first, hash="other"))
    assert store.content(LIBRARY, "other") is None
    store.keep(replace(first, hash="other", name="kader 1.0.1"))
    store.keep(replace(first, owner="p"))  # names are an owner's own
    assert (store.content(LIBRARY, "other") or first).name == "kader 1.0.1"


def test_content_without_a_name_is_in_nobodys_way(store: Store) -> None:
    begin(store, "p")
    first, second = document("p", b"1"), document("p", b"2")
    store.keep(first)
    store.keep(second)
    assert (store.content("p", first.hash), store.content("p", second.hash)) == (first, second)


def test_names_of_an_owner_lead_to_what_it_keeps(store: Store) -> None:
    begin(store, "p")
    store.keep(document("p", b"1"))
    assert store.named("p") == {}
    for number in (1, 2):
        store.keep(Content(LIBRARY, f"hash {number}", ContentKind.FRAMEWORK, b"kader", f"kader {number}.0.0"))
    assert store.named(LIBRARY) == {"kader 1.0.0": "hash 1", "kader 2.0.0": "hash 2"}


@pytest.mark.parametrize("owner", ["nowhere", "gone"])
def test_content_of_nobody_is_unknown(store: Store, owner: str) -> None:
    begin(store, "gone")
    store.erase("gone", act(minute(1)))
    kept = document(owner, b"1")
    with pytest.raises(Unknown):
        store.keep(kept)
    assert store.content(owner, kept.hash) is None


def test_content_under_another_hash_than_its_own_is_a_programming_error(store: Store) -> None:
    with pytest.raises(ValueError, match="h"):
        store.keep(replace(document("p", b"1"), hash="h"))
    assert store.content("p", "h") is None


# --- who is who ---


def test_person_is_found_by_id_and_by_login(store: Store) -> None:
    store.identify(EVA)
    assert (store.identity("eva"), store.identity_at("surf", "12")) == (EVA, EVA)
    assert (store.identity("jan"), store.identity_at("surf", "13")) == (None, None)


def test_what_is_known_of_a_person_is_replaced(store: Store) -> None:
    store.identify(EVA)
    store.identify(replace(EVA, name="Eva de Vries", email=None))
    assert store.identity("eva") == Identity("eva", "Eva de Vries", None, "surf", "12")


def test_login_of_another_person_is_refused(store: Store) -> None:
    store.identify(EVA)
    with store.transaction():
        with pytest.raises(NameTaken):
            store.identify(replace(EVA, person="els"))
        store.identify(Identity("jan"))  # the transaction goes on
    assert (store.identity("els"), store.identity("jan"), store.identity("eva")) == (None, Identity("jan"), EVA)


def test_people_without_a_login_are_in_nobodys_way(store: Store) -> None:
    for person in ("jan", "els"):
        store.identify(Identity(person, "Zelfde Naam"))
    assert (store.identity("jan"), store.identity("els")) == (
        Identity("jan", "Zelfde Naam"),
        Identity("els", "Zelfde Naam"),
    )


def test_forgetting_a_person_touches_no_event(store: Store) -> None:
    begin(store, "p", "a")
    store.identify(EVA)
    before = store.events("p"), store.stream("p"), projects_of(store, "eva")
    assert store.forget("eva")
    assert not store.forget("eva")
    assert (store.identity("eva"), store.identity_at("surf", "12")) == (None, None)
    assert (store.events("p"), store.stream("p"), projects_of(store, "eva")) == before
    store.identify(replace(EVA, person="new"))
    assert store.identity_at("surf", "12") == replace(EVA, person="new")


# --- the log ---


def test_log_stands_in_order_and_by_subject(store: Store) -> None:
    lines = [Line(minute(5 - n), "eva", f"deed {n}", subject) for n, subject in enumerate("pqp")]
    for line in lines:
        store.note(line)
    assert store.log() == tuple(lines)
    assert store.log("p") == (lines[0], lines[2])
    assert store.log("nowhere") == ()


# --- transactions ---


def test_transaction_keeps_all_or_nothing(store: Store) -> None:
    begin(store, "p", "a")
    before = everything(store)

    def write() -> None:
        begin(store, "q", "b")
        store.apply("a", [Change("setting", {}, 1)], act(minute(1)))
        store.identify(EVA)
        store.erase("p", act(minute(2)))
        store.note(Line(minute(3), "eva", "deed", "q"))

    with suppress(KeyError), store.transaction():
        write()
        assert store.stream("a") is None  # one sees what one wrote
        assert projects_of(store, "eva") == ["q"]
        raise KeyError
    assert everything(store) == before
    with store.transaction():
        write()
    assert (store.stream("p"), projects_of(store, "eva"), len(store.log())) == (None, ["q"], 2)


def test_shared_read_reads_what_there_is_and_leaves_nothing_behind(store: Store) -> None:
    begin(store, "p", "a")
    with store.shared_read(), store.shared_read():
        assert [store.stream("a"), projects_of(store, "eva")] == [store.children("p", StreamKind.ASSESSMENT)[0], ["p"]]
    with suppress(KeyError), store.shared_read():
        raise KeyError
    begin(store, "q")
    assert sorted(projects_of(store, "eva")) == ["p", "q"]


def test_transaction_inside_a_transaction_belongs_to_the_outer_one(store: Store) -> None:
    with suppress(KeyError), store.transaction():
        with store.transaction():
            begin(store, "p")
        raise KeyError
    assert store.stream("p") is None


def test_refused_change_inside_a_transaction_leaves_the_rest(store: Store) -> None:
    begin(store, "p", "a")
    with store.transaction():
        store.apply("a", [Change("x", {"n": 1}, 0)], act(minute(1)))
        for refused, name in (([Change("y", {"n": 2}, 0), Change("x", {"n": 2}, 0)], "a"), ([], "nowhere")):
            with pytest.raises(KaderwijzerError):
                store.apply(name, refused, act(minute(1)))
        store.apply("a", [Change("x", {"n": 3}, 1)], act(minute(1)))
    assert [(e.sequence, e.key, e.version) for e in store.events("a")] == [(1, "setting", 1), (2, "x", 1), (3, "x", 2)]


# --- whatever people type ---


@pytest.mark.parametrize("odd", ODD_TEXTS, ids=ascii)
def test_any_text_survives_anywhere(store: Store, odd: str) -> None:
    framework = Content(LIBRARY, odd, ContentKind.FRAMEWORK, b"\0\xff", odd)
    by = act(person=odd, deed=odd, identifier=odd)
    identity = Identity(odd, odd, odd, odd, odd)
    store.keep(framework)
    store.identify(identity)
    store.create(project(odd), [Change(odd, {odd: [odd]}, 0), *let_in(odd)], by)
    part = assessment(f"a{odd}", odd, framework=odd)
    part = replace(part, head={**part.head, odd: odd})
    store.create(part, [Change(f"rating/{odd}", {}, 0)], by)
    store.note(Line(START, odd, odd, odd))
    assert (store.content(LIBRARY, odd), store.identity(odd), store.identity_at(odd, odd)) == (
        framework,
        identity,
        identity,
    )
    stream = store.stream(odd)
    assert stream
    assert stream.entries[odd] == Entry(1, {odd: [odd]}, START, odd)
    assert store.events(odd)[0] == Event(odd, 1, odd, 1, {odd: [odd]}, by)
    assert (projects_of(store, odd), assessments_in(store, odd)) == ([odd], [f"a{odd}"])
    assert (store.children(odd, StreamKind.ASSESSMENT)[0].head, store.log(odd)) == (
        part.head,
        (Line(START, odd, odd, odd),),
    )
    pace = store.projection(f"a{odd}", f"pace/{odd}")
    assert (pace or {}).get("key") == (f"rating/{odd}" if odd else None)  # no person, no pace


def test_long_answer_survives(store: Store) -> None:
    begin(store, "p")
    note = "Wat staat er? 🙂\n" * 100_000
    store.apply("p", [Change("x", {"note": note}, 0)], act(minute(1)))
    stream = store.stream("p")
    assert stream
    assert stream.payload("x") == {"note": note}


def test_time_of_another_zone_is_the_same_time(store: Store) -> None:
    there = datetime(2026, 7, 1, 12, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=2)))
    begin(store, "p", at=there)
    stream = store.stream("p")
    assert stream
    assert (stream.created, stream.entries["details"].at, store.events("p")[0].act.at) == (there, there, there)
    assert all(moment.tzinfo for moment in (stream.created, store.events("p")[0].act.at))


def test_assessments_can_be_added_later(store: Store) -> None:
    begin(store, "p")
    add(store, "a")
    assert assessments_in(store, "p") == ["a"]
