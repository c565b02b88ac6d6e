"""What a form does not show it carries over, a switch wipes nothing, and its fields hold as much as their model."""

from typing import Any

import pytest

from exports.tables.record import render
from framework.assessing.beside import Commitment, TableNotes, Told
from framework.assessing.record import Assessment, Evidence, Scored, Unscored
from framework.instrument.model import NotScored, Part
from framework.practice.invitation import Invitation
from framework.use_cases.codec import MOST_EVIDENCE, RATING, Details, load
from tests.ui.test_settling import CASES, LIBRARY, NOTE, POINT, QUOTE, House, T, Tab, add_piece, house, quotes, shown

__all__ = ["house"]  # the fixture
FRAMEWORK = next(iter(LIBRARY)).in_language("nl")
CHOOSE, LINK, LOCATION = (T(f"ui.point.{name}") for name in ("choose", "link", "location"))
ASKS = {state.id: state.asks or "" for state in FRAMEWORK.states}
WHY, WHEN = ASKS[NotScored.NOT_APPLICABLE], ASKS[NotScored.NOT_YET_KNOWN]
LEAVABLE = next(criterion.id for criterion in FRAMEWORK.criteria if criterion.not_applicable)
WHOLE = Evidence(quote="Teams vroegen er zelf om.", location="blz. 3", link="https://voorbeeld.example/verslag")
PAGES = ("point", "details", "profile", "actions", "roundtable", "practice")


def take_in(house: House, *, kind: str = "idea_or_summary", summary: str | None = None, **ratings: Any) -> House:
    """The same house with an assessment that was read in; a rating of `POINT` or of `LEAVABLE`."""
    record = load(
        Assessment,
        {
            "record": "kaderwijzer/assessment/1",
            "framework": {"id": "afwegingskader", "version": FRAMEWORK.version},
            "project": {"title": "Voorbeeld", "document_type": kind, **({"summary": summary} if summary else {})},
            "lens": "self",
            "moment": "proposal",
            "date": "2026-11-22",
            "ratings": {},
        },
    )
    named = {{"point": POINT, "leavable": LEAVABLE}[name]: rating for name, rating in ratings.items()}
    house.assessment = house.projects.take_in(
        house.me, record.model_copy(update={"ratings": named}), next(iter(LIBRARY))
    )
    return house


def at(house: House, point: str = POINT) -> Tab:
    return Tab(house, "point", {"p": point})


def stored(house: House, point: str = POINT) -> dict[str, Any]:
    return house.payload(RATING + point) or {}


def press(tab: Tab, name: str, **details: object) -> Tab:
    next(button for button in tab.app.button if button.label == T(f"ui.point.{name}", **details)).click().run()
    return tab


def said(tab: Tab, name: str) -> bool:
    return f'class="kw-err" role="alert">{T(f"ui.point.{name}")}' in tab.html.replace("<span>", "").replace(
        '<span class="kw-ic warn" aria-hidden="true"></span>', ""
    )


def writes(house: House) -> int:
    stream = house.projects.dossier(house.me, house.assessment).stream
    return sum(entry.version for entry in stream.entries.values())


# --- what is not shown is carried over


def test_quote_with_a_place_and_a_link_stays_whole_while_something_else_is_typed(house: House) -> None:
    rating = Scored.model_validate({"level": 2, "evidence": [WHOLE], "confidence": "high"}, strict=False)
    take_in(house, point=rating)
    before, tab = writes(house), at(house)
    assert (tab.in_conflict, writes(house)) == (False, before)
    assert (tab.shows(QUOTE), tab.shows(LOCATION), tab.shows(LINK)) == (WHOLE.quote, WHOLE.location, WHOLE.link)
    tab.fill(NOTE, "Nagevraagd")
    assert (tab.in_conflict, load_whole(house), stored(house)["confidence"]) == (False, WHOLE, "high")
    tab.fill(LOCATION, "blz. 4").fill(CHOOSE, "1")
    assert load_whole(house) == WHOLE.model_copy(update={"location": "blz. 4"})


def load_whole(house: House) -> Evidence:
    (piece,) = stored(house)["evidence"]
    return Evidence(**{name: text for name, text in piece.items() if name != "id"})


@pytest.mark.parametrize("kind", ["full_proposal", "idea_or_summary"])
def test_state_that_is_not_offered_is_shown_as_chosen_and_stays_until_another_is(house: House, kind: str) -> None:
    take_in(house, kind=kind, point=Unscored(not_scored=NotScored.CANNOT_JUDGE))
    before, tab = writes(house), at(house)
    assert (tab.shows(CHOOSE), tab.in_conflict, writes(house)) == ("cannot_judge", False, before)
    assert stored(tab_after_note(house, tab))["not_scored"] == "cannot_judge"
    tab.fill(CHOOSE, "1")
    assert "cannot_judge" not in [*tab.widget(CHOOSE).options, stored(house).get("not_scored")]


def tab_after_note(house: House, tab: Tab) -> House:
    tab.fill(NOTE, "Vraag het na")
    assert not tab.in_conflict
    return house


def test_summary_as_long_as_a_record_may_hold_stays_whole(house: House) -> None:
    take_in(house, summary="a" * 20_000)
    tab = Tab(house, "details", {})
    tab.fill(T("ui.details.organisation"), "Stichting")
    project = house.projects.dossier(house.me, house.assessment).project
    assert not tab.in_conflict
    assert project.payload("details") == {"title": "Voorbeeld", "organisation": "Stichting", "summary": "a" * 20_000}


def test_more_evidence_than_usual_stays_and_can_grow_to_what_a_rating_holds(house: House) -> None:
    pieces = tuple(Evidence(quote=f"Citaat {n}") for n in range(MOST_EVIDENCE - 1))
    tab = at(take_in(house, point=Scored(level=2, evidence=pieces)))
    add_piece(tab, "Nog een")
    assert quotes(house) == [*(piece.quote for piece in pieces), "Nog een"]
    assert all(button.label != T("ui.point.more_evidence") for button in tab.app.button)


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_both_buttons_of_a_conflict_keep_what_no_side_changed(house: House, side: str) -> None:
    rating = Scored.model_validate({"level": 2, "evidence": [WHOLE], "confidence": "high"}, strict=False)
    take_in(house, point=rating)
    first, second = at(house), at(house)
    second.fill(NOTE, "Van twee")
    first.fill(NOTE, "Van een")
    assert first.in_conflict
    first.press(side)
    kept = (load_whole(house), stored(house)["level"], stored(house)["confidence"], stored(house)["note"])
    assert kept == (WHOLE, 2, "high", "Van een" if side == "mine" else "Van twee")


# --- a switch wipes nothing


def test_moment_and_reason_come_back_with_the_choice_that_asks_for_them(house: House) -> None:
    tab = at(take_in(house), LEAVABLE).fill(CHOOSE, "not_yet_known").fill(WHEN, "In mei")
    tab.fill(CHOOSE, "1").fill(CHOOSE, "not_applicable").fill(WHY, "Het raakt niemand.").fill(CHOOSE, "not_yet_known")
    assert (tab.shows(WHEN), stored(house, LEAVABLE)["when"]) == ("In mei", "In mei")
    again = at(house, LEAVABLE).fill(CHOOSE, "not_applicable")  # in another tab, as after a restart
    assert (again.shows(WHY), stored(house, LEAVABLE)["reason"]) == ("Het raakt niemand.", "Het raakt niemand.")
    again.fill(WHY, "").fill(CHOOSE, "2").fill(CHOOSE, "not_applicable")
    assert again.shows(WHY) == ""  # what the person took away stays away


def test_words_kept_aside_stand_in_no_record(house: House) -> None:
    at(house).fill(CHOOSE, "not_yet_known").fill(WHEN, "In mei").fill(CHOOSE, "2")
    assert stored(house)["kept"] == {"when": "In mei"}
    report = house.projects.report(house.me, house.assessment, "nl")
    assert b"In mei" not in render(report, "nl")


def test_choice_can_be_taken_back_and_what_was_typed_stays(house: House) -> None:
    tab = at(take_in(house)).fill(CHOOSE, "not_yet_known").fill(WHEN, "In mei").fill(NOTE, "Bel de teams")
    tab.fill(QUOTE, "Teams vroegen erom.")
    press(tab, "take_back")
    dossier = house.projects.dossier(house.me, house.assessment)
    assert (tab.shows(CHOOSE), dossier.is_answered(POINT), tab.in_conflict) == (None, False, False)
    assert (stored(house)["not_scored"], stored(house)["note"]) == ("unanswered", "Bel de teams")
    assert (quotes(house), tab.shows(NOTE)) == (["Teams vroegen erom."], "Bel de teams")
    assert all(button.label != T("ui.point.take_back") for button in tab.app.button)
    assert tab.fill(CHOOSE, "not_yet_known").shows(WHEN) == "In mei"


def test_not_applicable_asks_for_a_reason_and_warns_only_who_left_it_open(house: House) -> None:
    tab = at(take_in(house), LEAVABLE).fill(CHOOSE, "not_applicable")
    assert (T("ui.point.reason_needed") in tab.html, said(tab, "reason_needed")) == (True, False)
    assert not said(tab.fill(NOTE, "Later"), "reason_needed")
    assert said(at(house, LEAVABLE), "reason_needed")
    assert T("ui.point.reason_needed") not in tab.fill(WHY, "Het raakt niemand.").html


# --- evidence


def test_evidence_can_be_removed_and_put_back_whole(house: House) -> None:
    tab = at(take_in(house, point=Scored(level=2, evidence=(WHOLE, Evidence(quote="Blijft")))))
    press(tab, "remove", n=1)
    assert (quotes(house), shown(tab), tab.in_conflict) == (["Blijft"], ["Blijft"], False)
    press(tab, "put_back")
    texts = [area.value for area in tab.app.text_input if area.label == LINK]
    assert (sorted(quotes(house)), texts) == (sorted(["Blijft", WHOLE.quote or ""]), ["", WHOLE.link])
    assert stored(house)["evidence"][-1]["location"] == "blz. 3"
    assert not tab.again().in_conflict


def test_piece_removed_here_and_changed_elsewhere_is_asked_about_and_can_stay(house: House) -> None:
    take_in(house, point=Scored(level=2, evidence=(WHOLE,)))
    first, second = at(house), at(house)
    second.fill(QUOTE, "Anders gezegd")
    press(first, "remove", n=1)
    assert first.in_conflict
    first.press("theirs")
    assert (shown(first), quotes(house), first.in_conflict) == (["", "Anders gezegd"], ["Anders gezegd"], False)


def test_one_more_shows_room_for_one_more(house: House) -> None:
    tab = at(take_in(house, point=Scored(level=2, evidence=(WHOLE,))))
    assert shown(press(tab, "more_evidence")) == [WHOLE.quote, ""]


# --- a link


def test_link_that_is_no_address_yet_is_kept_as_typed_and_supports_nothing_until_it_is(house: House) -> None:
    tab = at(take_in(house, point=Scored(level=2))).fill(LINK, "zie bijlage 3")
    for each in (tab, at(house)):  # and so after leaving the page, in another tab, or after a restart
        assert (each.shows(LINK), said(each, "bad_link"), each.in_conflict) == ("zie bijlage 3", True, False)
    assert not house.projects.dossier(house.me, house.assessment).drafts[POINT].has_evidence
    tab.fill(LINK, "www.voorbeeld.nl/verslag")
    assert (stored(house)["evidence"][0]["link"], said(tab, "bad_link")) == ("https://www.voorbeeld.nl/verslag", False)
    assert house.projects.dossier(house.me, house.assessment).drafts[POINT].has_evidence
    assert not tab.again().in_conflict


def test_last_words_keep_a_link_that_is_no_address_yet(house: House) -> None:
    at(house)
    house.words.saves["evidence-new0-link"]("zie bijl")
    assert at(house).shows(LINK) == "zie bijl"


# --- limits


FIELDS: dict[str, list[tuple[str, type[Part], str]]] = {
    "point": [
        (QUOTE, Evidence, "quote"),
        (LOCATION, Evidence, "location"),
        (LINK, Evidence, "link"),
        (NOTE, Scored, "note"),
    ],
    "details": [
        (T(f"ui.details.{label}"), Details, name)
        for label, name in (("name", "title"), ("organisation",) * 2, ("summary",) * 2)
    ],
    "actions": [(T("ui.actions.who"), Commitment, "who")],
    "invitation": [
        (T(f"ui.practice.{name}"), Invitation, name)
        for name in ("summary", "research_question", "asker", "why", "contact")
    ],
    "roundtable": [(T(f"ui.roundtable.{name}"), TableNotes, name) for name in ("heard", "changes")],
    "told": [(T("ui.check.told_text"), Told, "text")],
}


def holds(kind: type[Part], name: str, length: int) -> bool:
    """Whether a model takes a text of this length in a field."""
    field = kind.__pydantic_validator__
    try:
        field.validate_assignment(kind.model_construct(), name, "a" * length)
    except ValueError as error:
        return "string_too_long" not in str(error)
    return True


@pytest.mark.parametrize("name", FIELDS)
def test_field_takes_as_many_characters_as_its_model_holds(house: House, name: str) -> None:
    tab = CASES[name].open(house)
    for label, kind, field in FIELDS[name]:
        most = tab.widget(label).max_chars
        assert (holds(kind, field, most), holds(kind, field, most + 1)) == (True, False), label
