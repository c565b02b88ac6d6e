"""The laws of putting two changes together."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.errors import NotWhole
from framework.keeping.merging import arrange, compare, merge, part
from framework.use_cases.codec import (
    MOST_EVIDENCE,
    RATING,
    TOGETHER,
    clean_rating,
    dump,
    dump_rating,
    load_rating,
    merge_entry,
)

CHOICE = TOGETHER["rating/"]
words = st.sampled_from(["", "a", "b", "c"])
piece_lists = st.lists(
    st.builds(lambda name, quote: {"id": name, "quote": quote}, st.sampled_from("pqrst"), words),
    unique_by=lambda piece: piece["id"],
    max_size=4,
)
choices = st.one_of(
    st.builds(lambda level: {"level": level}, st.integers(0, 3)),
    st.builds(lambda level: {"level": level, "confidence": "high"}, st.integers(0, 3)),
    st.builds(lambda reason: {"not_scored": "not_applicable", "reason": reason}, words),
    st.builds(lambda when: {"not_scored": "not_yet_known", "when": when}, words),
)
ratings = st.builds(
    lambda choice, evidence, rest: {**choice, "evidence": evidence, **rest},
    choices,
    piece_lists,
    st.dictionaries(st.just("note"), words, max_size=1),
)
payloads = st.none() | ratings


def ids(payload: dict[str, Any] | None) -> set[str]:
    return {piece["id"] for piece in (payload or {}).get("evidence", ())}


def in_any_order(payload: dict[str, Any] | None) -> dict[str, Any] | None:
    return payload and {**payload, "evidence": sorted(payload["evidence"], key=lambda piece: piece["id"])}


@given(payloads, payloads)
def test_what_only_one_side_changed_is_as_that_side_made_it(base, changed) -> None:
    for merged in (merge(base, base, changed, CHOICE), merge(base, changed, base, CHOICE)):
        assert in_any_order(merged.keep_mine) == in_any_order(merged.keep_theirs) == in_any_order(changed)
        assert merged.conflicts == ()


@given(payloads, payloads)
def test_what_both_made_the_same_stays(base, changed) -> None:
    merged = merge(base, changed, changed, CHOICE)
    assert (merged.payload, merged.conflicts, merged.here) == (changed, (), merged.there)


@given(payloads, payloads, payloads)
def test_it_does_not_matter_which_side_asks(base, mine, theirs) -> None:
    one, other = merge(base, mine, theirs, CHOICE), merge(base, theirs, mine, CHOICE)
    assert (one.conflicts, one.here, one.there) == (other.conflicts, other.there, other.here)
    assert in_any_order(one.keep_mine) == in_any_order(other.keep_theirs)
    assert in_any_order(one.keep_theirs) == in_any_order(other.keep_mine)
    assert one.conflicts or one.keep_mine == one.keep_theirs


@given(payloads, ratings, ratings)
def test_pieces_stand_as_they_are_stored_and_new_ones_after_them(base, mine, theirs) -> None:
    merged = merge(base, mine, theirs, CHOICE)
    stored = [piece["id"] for piece in theirs["evidence"]]
    for kept in (merged.keep_mine, merged.keep_theirs):
        order = [piece["id"] for piece in kept["evidence"]]
        shared = [each for each in stored if each in order]
        assert order[: len(shared)] == shared


@given(payloads, ratings, st.randoms())
def test_order_alone_is_no_change(base, stored, chance) -> None:
    shuffled = {**stored, "evidence": chance.sample(stored["evidence"], len(stored["evidence"]))}
    for was in (base, stored, shuffled):
        assert merge(was, shuffled, stored, CHOICE).payload == stored
    assert arrange(shuffled, stored) == stored


@given(payloads, ratings, ratings)
def test_no_piece_is_lost_that_both_still_have_or_that_one_added(base, mine, theirs) -> None:
    merged = merge(base, mine, theirs, CHOICE)
    for kept in (merged.keep_mine, merged.keep_theirs):
        assert ids(kept) >= (ids(mine) & ids(theirs)) | ((ids(mine) | ids(theirs)) - ids(base))
        assert ids(kept) <= ids(mine) | ids(theirs)
        assert len(kept["evidence"]) == len(ids(kept))


@given(payloads, ratings, ratings)
def test_a_rating_stays_a_rating(base, mine, theirs) -> None:
    merged = merge(base, mine, theirs, CHOICE)
    for kept in (merged.keep_mine, merged.keep_theirs):
        assert ("level" in kept) is not ("not_scored" in kept)
        load_rating(kept)


@given(payloads, ratings, ratings)
def test_conflicts_are_what_both_changed_and_made_different(base, mine, theirs) -> None:
    merged = merge(base, mine, theirs, CHOICE)
    assert set(merged.conflicts) <= merged.here & merged.there
    for name in merged.conflicts:
        assert part(merged.keep_mine, name, CHOICE) == part(mine, name, CHOICE) != part(theirs, name, CHOICE)
        assert part(merged.keep_theirs, name, CHOICE) == part(theirs, name, CHOICE)
    for name in (merged.here ^ merged.there) - set(merged.conflicts):
        changer = mine if name in merged.here else theirs
        assert part(merged.payload, name, CHOICE) == part(changer, name, CHOICE)


@given(ratings, ratings)
def test_without_knowing_what_was_there_before_all_that_differs_conflicts(mine, theirs) -> None:
    merged = compare(mine, theirs, CHOICE)
    assert (merged.keep_mine, merged.keep_theirs) == (mine, theirs)
    assert all(part(mine, name, CHOICE) != part(theirs, name, CHOICE) for name in merged.conflicts)
    assert bool(merged.conflicts) is (
        {**mine, "evidence": sorted(mine["evidence"], key=str)}
        != {**theirs, "evidence": sorted(theirs["evidence"], key=str)}
    )


A, B, C = ({"id": name, "quote": "x"} for name in "abc")
A2, A3 = {"id": "a", "quote": "y"}, {"id": "a", "quote": "z"}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "kept", "conflicts"),
    [
        ([A], [A, B], [A, C], [A, C, B], ()),  # both added one
        ([A], [A2], [A, B], [A2, B], ()),  # changed here, added there
        ([A, B], [B], [A, B], [B], ()),  # removed here, untouched there
        ([A, B], [B], [A2, B], [A2, B], ("evidence/a",)),  # removed here, changed there
        ([A], [A2], [A3], [A3], ("evidence/a",)),  # changed on both sides
        ([A, B, C], [C, A, B], [A, B], [A, B], ()),  # moved here, removed there
        ([A, B], [B, A], [A, B, C], [A, B, C], ()),  # moved here, added there
        ([A, B], [B, A, C], [A, B], [A, B, C], ()),  # moved here and added, untouched there
    ],
)
def test_pieces_are_told_apart_by_their_ids(base, mine, theirs, kept, conflicts) -> None:
    merged = merge({"evidence": base}, {"evidence": mine}, {"evidence": theirs})
    assert (merged.payload, merged.conflicts) == ({"evidence": kept}, conflicts)


def test_a_field_that_one_side_emptied_is_gone() -> None:
    assert merge({"a": 1, "b": 1}, {"b": 1}, {"a": 1, "b": 2}).payload == {"b": 2}


def test_taking_away_what_the_other_went_on_with_is_a_conflict() -> None:
    merged = merge({"who": "An"}, None, {"who": "Bo"})
    assert (merged.keep_mine, merged.keep_theirs, merged.conflicts) == (None, {"who": "Bo"}, ("who",))


def test_list_without_ids_is_one_value() -> None:
    merged = merge({"tags": ["a"]}, {"tags": ["a", "b"]}, {"tags": ["a", "c"]})
    assert (merged.conflicts, merged.payload) == (("tags",), {"tags": ["a", "c"]})


def rating_with(*ids: str) -> dict[str, Any]:
    return {"level": 1, "evidence": [{"id": each, "quote": each} for each in ids]}


FULL = [f"p{n}" for n in range(MOST_EVIDENCE)]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "kept", "left_out"),
    [
        (FULL[:-1], [*FULL[:-1], "mine"], FULL, FULL, {"evidence/mine"}),  # the last place went to theirs
        (FULL, [*FULL, "mine"], FULL, FULL, {"evidence/mine"}),  # untouched there
        (FULL[:-2], [*FULL[:-2], "a", "b"], FULL[:-1], [*FULL[:-1], "a"], {"evidence/b"}),  # one of two fits
        (FULL, [*FULL[1:], "mine"], FULL, [*FULL[1:], "mine"], set()),  # one taken away here makes room
    ],
)
def test_piece_for_which_there_is_no_room_is_left_out_and_named(base, mine, theirs, kept, left_out) -> None:
    merged = merge_entry(RATING, *(rating_with(*ids) for ids in (base, mine, theirs)))
    assert (merged.payload, merged.left_out, merged.conflicts) == (rating_with(*kept), left_out, ())
    load_rating(merged.payload)


def test_rating_holds_so_much_evidence_and_is_cleaned_with_more() -> None:
    more = rating_with(*FULL, "one too many")
    assert load_rating(rating_with(*FULL)).has_evidence
    with pytest.raises(NotWhole):
        load_rating(more)
    assert clean_rating({**more, "note": " n "}) == {**more, "note": "n"}
    assert clean_rating(rating_with()) == dump(load_rating(rating_with()))
    rating = load_rating(rating_with(*FULL))
    with pytest.raises(NotWhole):
        dump_rating(rating.model_copy(update={"evidence": (*rating.evidence, rating.evidence[0])}), str)
