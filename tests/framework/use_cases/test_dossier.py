"""What counts and what is kept: drafts, reminders, what silence means, and a pace that is measured."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from framework.assessing.record import Scored, Unscored
from framework.errors import Faults
from framework.instrument.model import NotScored
from framework.keeping.events import Event
from framework.keeping.streams import Entry, Stream, StreamKind
from framework.use_cases.codec import load_rating, refuse_unsound
from framework.use_cases.dossier import Commitment, Dossier, Setting, assemble, minutes_left
from tests.framework.strategies import shipped
from tests.storage.databases import START, minute

SETTING = {"lens": "self", "scope": "full", "moment": "proposal", "date": "2026-11-22"}
OPTIONAL = next(c.id for c in shipped().framework.criteria if c.not_applicable and not c.is_core)
ORDINARY = next(c.id for c in shipped().framework.criteria if c.is_core)


def dossier(
    ratings: Mapping[str, Mapping[str, Any]],
    document_type: str = "announcement_or_report",
    setting: Mapping[str, Any] = SETTING,
    others: Mapping[str, Mapping[str, Any] | None] | None = None,
) -> Dossier:
    held: dict[str, Mapping[str, Any] | None] = {"setting": setting}
    held |= {f"rating/{key}": rating for key, rating in ratings.items()} | dict(others or {})
    entries = {key: Entry(1, payload, minute(n), "eva") for n, (key, payload) in enumerate(held.items())}
    details = Entry(1, {"title": "Buurt", "document_type": document_type}, START, "eva")
    return assemble(
        Stream("p", StreamKind.PROJECT, "p", START, None, {"details": details}),
        Stream("a", StreamKind.ASSESSMENT, "p", START, shipped().content_hash, entries),
        shipped(),
    )


def test_sound_rating_counts() -> None:
    found = dossier({ORDINARY: {"level": 2, "note": "Zie r. 3."}})
    assert found.assessment.ratings == found.drafts == {ORDINARY: Scored(level=2, note="Zie r. 3.")}
    assert (found.reminders, found.answered, found.is_answered(ORDINARY)) == ({}, 1, True)


def test_not_applicable_without_reason_is_kept_and_not_counted() -> None:
    typed = {"not_scored": "not_applicable", "note": "Nog uitzoeken.", "evidence": [{"quote": "Dat staat er."}]}
    found = dossier({OPTIONAL: typed})
    assert found.reminders == {OPTIONAL: "reason_missing"}
    assert found.drafts[OPTIONAL] == load_rating(typed)
    counted = found.assessment.rating(OPTIONAL)
    assert isinstance(counted, Unscored)
    assert (counted.not_scored, counted.note, counted.has_evidence) == (NotScored.UNANSWERED, "Nog uitzoeken.", True)
    assert (found.answered, found.is_answered(OPTIONAL)) == (0, False)
    mended = dossier({OPTIONAL: typed | {"reason": "Er zijn geen inwoners bij betrokken."}})
    assert (mended.reminders, mended.answered) == ({}, 1)


@pytest.mark.parametrize(
    ("document_type", "rating", "reminder"),
    [
        # silence in a full proposal is the lowest level; elsewhere it tells nothing (DESIGN section 4)
        ("full_proposal", {"not_scored": "not_in_text"}, "silence_is_lowest"),
        ("announcement_or_report", {"not_scored": "not_in_text"}, None),
        ("full_proposal", {"level": 0}, None),
        ("announcement_or_report", {"level": 0}, "absence_not_shown"),
        ("announcement_or_report", {"level": 0, "note": "Staat er uitdrukkelijk niet in."}, None),
    ],
)
def test_what_silence_means_goes_by_the_document(
    document_type: str, rating: Mapping[str, Any], reminder: str | None
) -> None:
    found = dossier({ORDINARY: rating}, document_type)
    assert found.reminders.get(ORDINARY) == reminder
    assert found.is_answered(ORDINARY) == (reminder is None)
    assert found.drafts[ORDINARY] == load_rating(rating)


def test_quick_scan_asks_the_core_only() -> None:
    quick = dossier({OPTIONAL: {"level": 2}}, setting=SETTING | {"scope": "core"})
    assert (len(quick.asked), quick.answered) == (sum(c.is_core for c in shipped().framework.criteria), 0)
    assert quick.next_unanswered == quick.asked[0]
    assert len(dossier({}).asked) == len(shipped().framework.criteria)


def test_next_is_the_first_without_an_answer() -> None:
    first, second, *_ = shipped().framework.criteria
    found = dossier({first.id: {"level": 3}})
    assert found.next_unanswered == second
    every = {c.id: {"not_scored": "not_yet_known"} for c in shipped().framework.criteria}
    assert (dossier(every).next_unanswered, dossier(every).answered) == (None, len(every))
    unanswered = every | {second.id: {"not_scored": "unanswered", "note": "Later."}}
    assert dossier(unanswered).next_unanswered == second


def test_what_was_taken_away_is_not_there() -> None:
    found = dossier({}, others={f"rating/{ORDINARY}": None, f"commitment/{ORDINARY}": None})
    assert (found.drafts, found.commitments) == ({}, {})


def test_actions_are_those_taken_on() -> None:
    found = dossier({}, others={f"commitment/{ORDINARY}": {"who": "Jan", "done": True}})
    assert found.commitments == {ORDINARY: Commitment(who="Jan", done=True)}


def test_saved_at_is_the_latest_moment_of_all() -> None:
    assert dossier({ORDINARY: {"level": 2}, OPTIONAL: {"level": 2}}).saved_at == minute(2)


def changed(*moments: tuple[str, float]) -> list[Event]:
    """Changes of ratings at so many seconds from the start."""
    return [
        Event("a", place, f"rating/{key}", place, {}, START + timedelta(seconds=seconds), "eva")
        for place, (key, seconds) in enumerate(moments, 1)
    ]


PACES = [
    # steps 60, 120 and 90 s; median 90 s; 6 left: 540 s is 9 minutes
    ([("a", 0), ("b", 60), ("c", 180), ("d", 270)], 6, 9),
    # typing on in the same criterion is no step: a to b 60, b (last at 100) to c 80, c to d 90; median 80; 3 left: 4
    ([("a", 0), ("b", 60), ("b", 80), ("b", 100), ("c", 180), ("d", 270)], 3, 4),
    # a pause of 20 minutes is no step, one of exactly ten is: 600, 60, 60; median 60; 5 left: 5 minutes
    ([("a", 0), ("b", 600), ("c", 1800), ("d", 1860), ("e", 1920)], 5, 5),
    # two steps are no pace yet
    ([("a", 0), ("b", 60), ("c", 120)], 6, None),
    # what was read from a file at one moment tells nothing of a pace
    ([("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)], 6, None),
    # nor does it drag the pace down: 60, 60 and 60 s; 2 left: 2 minutes
    ([("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 60), ("f", 120), ("g", 180)], 2, 2),
    # a clock that was set back makes no step: 60, 60, (-300), 60
    ([("a", 0), ("b", 60), ("c", 120), ("d", -180), ("e", -120)], 4, 4),
    # two seconds a point is still a minute to a person
    ([("a", 0), ("b", 2), ("c", 4), ("d", 6)], 3, 1),
    ([("a", 0), ("b", 60), ("c", 180), ("d", 270)], 0, None),
    ([], 9, None),
]


@pytest.mark.parametrize(("moments", "left", "minutes"), PACES)
def test_minutes_left_are_measured(moments: list[tuple[str, float]], left: int, minutes: int | None) -> None:
    assert minutes_left(changed(*moments), left) == minutes


def test_other_entries_are_no_part_of_the_pace() -> None:
    events = changed(("a", 0), ("b", 60), ("c", 120), ("d", 180))
    others = [Event("a", 9, "action/x", 1, {}, START + timedelta(seconds=s), "eva") for s in range(0, 180, 7)]
    assert minutes_left(sorted([*events, *others], key=lambda event: event.at), 4) == 4


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        (SETTING, []),
        (SETTING | {"date": "morgen"}, ["not_a_day"]),
        (SETTING | {"scope": "half", "moment": "nooit"}, ["not_one_of", "not_one_of"]),
        (SETTING | {"colour": "red"}, ["unknown_key"]),
        ({"lens": "self"}, ["missing_key", "missing_key"]),
    ],
)
def test_setting_is_checked_before_it_is_kept(setting: Mapping[str, Any], codes: list[str]) -> None:

    if not codes:
        return refuse_unsound(Setting, setting)
    with pytest.raises(Faults) as refused:
        refuse_unsound(Setting, setting)
    assert [fault.code for fault in refused.value.faults] == codes
    return None
