"""What counts and what is kept: drafts, reminders, what silence means, and a pace that is measured."""

from collections.abc import Mapping
from typing import Any

import pytest

from framework.assessing.beside import Commitment
from framework.assessing.consequences import Standing
from framework.assessing.record import Scope, Scored, Unscored
from framework.assessing.record_rules import check_record
from framework.errors import Faults
from framework.instrument.model import NotScored
from framework.keeping.streams import Entry, Stream, StreamKind
from framework.use_cases.codec import Setting, dump_record, load_rating, refuse_unsound
from framework.use_cases.dossier import Dossier, assemble
from tests.framework.strategies import shipped
from tests.storage.databases import START, minute

SETTING = {"scope": "full", "date": "2026-11-22", "document_type": "full_proposal"}
HEAD = {"author": "eva", "lens": "self", "moment": "proposal"}
OPTIONAL = next(c.id for c in shipped().framework.criteria if c.not_applicable and not c.is_core)
ORDINARY = next(c.id for c in shipped().framework.criteria if c.is_core)
LAST = [c.id for c in shipped().framework.criteria if c.is_core][-1]


def dossier(
    ratings: Mapping[str, Mapping[str, Any]],
    document_type: str = "announcement_or_report",
    setting: Mapping[str, Any] = SETTING,
    others: Mapping[str, Mapping[str, Any] | None] | None = None,
) -> Dossier:
    held: dict[str, Mapping[str, Any] | None] = {"setting": {**setting, "document_type": document_type}}
    held |= {f"rating/{key}": rating for key, rating in ratings.items()} | dict(others or {})
    entries = {key: Entry(1, payload, minute(n), "eva") for n, (key, payload) in enumerate(held.items())}
    details = Entry(1, {"title": "Buurt"}, START, "eva")
    return assemble(
        Stream("p", StreamKind.PROJECT, START, entries={"details": details}),
        Stream("a", StreamKind.ASSESSMENT, START, "p", "p", shipped().content_hash, HEAD, 9, entries),
        shipped(),
    )


def test_sound_rating_counts() -> None:
    found = dossier({ORDINARY: {"level": 2, "note": "Zie r. 3."}})
    assert found.assessment.ratings == found.drafts == {ORDINARY: Scored(level=2, note="Zie r. 3.")}
    assert (found.reminders, found.answered, found.is_answered(ORDINARY)) == ({}, 1, True)


def test_link_that_is_no_address_yet_leaves_no_empty_piece_in_the_record() -> None:
    pieces = [{"id": "a", "link": "zie bijlage"}, {"id": "b", "location": "blz. 3"}]
    written = dump_record(
        dossier({ORDINARY: {"level": 1, "evidence": pieces}, LAST: {"level": 1, "evidence": pieces[:1]}}).assessment
    )
    assert written["ratings"] == {ORDINARY: {"level": 1, "evidence": [{"location": "blz. 3"}]}, LAST: {"level": 1}}


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
def test_what_silence_means_depends_on_the_document(
    document_type: str, rating: Mapping[str, Any], reminder: str | None
) -> None:
    found = dossier({ORDINARY: rating}, document_type)
    assert found.reminders.get(ORDINARY) == reminder
    assert found.is_answered(ORDINARY) == (reminder is None)
    assert found.drafts[ORDINARY] == load_rating(rating)


def test_level_that_asks_for_a_word_stays_chosen_and_is_named_as_waiting() -> None:
    found = dossier({ORDINARY: {"level": 0}})
    assert found.chosen.rating(ORDINARY) == Scored(level=0)
    assert (found.standing(ORDINARY), [c.id for c in found.waiting]) == (Standing.ASKS_A_WORD, [ORDINARY])
    assert [c.id for c in found.left_out] == [ORDINARY]
    mended = dossier({ORDINARY: {"level": 0, "note": "Nergens."}})
    assert (mended.standing(ORDINARY), mended.waiting, mended.left_out) == (Standing.COUNTS, (), ())


@pytest.mark.parametrize("document_type", ["full_proposal", "idea_or_summary", "announcement_or_report"])
@pytest.mark.parametrize("scope", Scope)
def test_record_of_an_assessment_with_drafts_is_sound_and_keeps_their_words(scope: Scope, document_type: str) -> None:
    words = {"note": "Gezocht tot r. 90.", "evidence": [{"quote": "Dat staat er."}]}
    silent, bare = {"not_scored": "not_in_text", **words}, {"not_scored": "not_applicable", **words}
    chosen = {ORDINARY: silent, OPTIONAL: bare, LAST: {"level": 0}}
    found = dossier(chosen, document_type, SETTING | {"scope": scope})
    assert list(check_record(found.assessment, shipped().framework)) == []
    for criterion in (ORDINARY, OPTIONAL):
        kept = found.assessment.ratings[criterion]
        assert (kept.note, kept.has_evidence) == ("Gezocht tot r. 90.", True)
    left_out = [criterion.id for criterion in found.left_out]
    expected = {ORDINARY} if document_type == "full_proposal" else set[str]()
    expected |= {LAST} if document_type != "full_proposal" and scope is Scope.FULL else set[str]()
    assert set(left_out) == expected | {OPTIONAL}


def test_quick_scan_of_a_full_assessment_counts_what_counted_there() -> None:
    found = dossier({ORDINARY: {"level": 0}, OPTIONAL: {"level": 2}})
    quick = found.at_depth(Scope.CORE)
    assert quick.assessment.rating(ORDINARY) == Scored(level=0)
    assert (quick.answered, quick.waiting, quick.assessment.scope) == (1, (), Scope.CORE)
    assert (found.answered, found.assessment.scope) == (1, Scope.FULL)


def test_unanswered_points_of_a_phase_come_in_its_order() -> None:
    phase = shipped().framework.phases[1]
    first, second, *rest = phase.criteria
    found = dossier({first.id: {"level": 1}, second.id: {"level": 0}})  # the second asks for a word
    assert found.unanswered(phase.id) == (second, *rest)


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


def test_saved_at_is_the_latest_time_of_all() -> None:
    assert dossier({ORDINARY: {"level": 2}, OPTIONAL: {"level": 2}}).saved_at == minute(2)


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        (SETTING, []),
        (SETTING | {"date": "morgen"}, ["not_a_day"]),
        (SETTING | {"scope": "half", "document_type": "Een plan"}, ["not_one_of", "bad_part_id"]),
        (SETTING | {"colour": "red"}, ["unknown_key"]),
        ({"lens": "self"}, ["missing_key", "missing_key", "unknown_key"]),
    ],
)
def test_setting_is_checked_before_it_is_kept(setting: Mapping[str, Any], codes: list[str]) -> None:

    if not codes:
        return refuse_unsound(Setting, setting)
    with pytest.raises(Faults) as refused:
        refuse_unsound(Setting, setting)
    assert [fault.code for fault in refused.value.faults] == codes
    return None
