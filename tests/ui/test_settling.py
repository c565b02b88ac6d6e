"""Two tabs at each form: what only one of them changed is shown and kept, and what both changed is asked."""

import re
from collections.abc import Callable, Generator
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from framework.assessing.beside import Commitment, Direction, Kind, TableNotes
from framework.assessing.record import Evidence, Moment, Project, Scope, Scored
from framework.instrument.library import load_library
from framework.instrument.model import NotScored
from framework.keeping.memory import MemoryStore
from framework.language.texts import texts
from framework.people.person import Actor
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.codec import (
    COMMITMENT,
    DETAILS,
    INVITATION_DRAFT,
    MOST_EVIDENCE,
    RATING,
    SETTING,
    TABLE_NOTES,
    TOLD,
)
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from tests.browser.server import ROOT
from ui.shell.fields import ids_in, text_at, with_field, with_text
from ui.shell.wiring import Save, set_projects

T = texts("nl")
POINT = "start.praktijkvraag"
LIBRARY = load_library(ROOT / "criteria")
ASKED = statements(next(iter(LIBRARY)).in_language("nl"))
TOLD_LABEL = T("ui.check.told_text")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass
class Words:
    """The last words of a page, handed over by hand."""

    route: str = "/words"
    saves: dict[str, Save] = field(default_factory=dict[str, Save])

    def keep(self, session: str, field: str, save: Save) -> None:
        assert session
        self.saves[field.rpartition(POINT.replace(".", "-") + "-")[2]] = save


@dataclass
class House:
    """Everything there is to write in, under one project."""

    projects: Projects
    practice: Practice
    me: Actor
    assessment: str
    check: str
    words: Words

    def payload(self, key: str) -> dict[str, Any] | None:
        dossier = self.projects.dossier(self.me, self.assessment)
        check = self.practice.check(self.me, self.check)
        streams = (dossier.stream, dossier.project, check.stream)
        stream = streams[2] if key in (TOLD, TABLE_NOTES + ASKED[0].id + "@check") else dossier.stream
        return (dossier.project if key == DETAILS else stream).payload(key.removesuffix("@check"))

    def versions(self) -> int:
        """How often anything was written."""
        streams = (self.projects.dossier(self.me, self.assessment), self.practice.check(self.me, self.check))
        entries = [streams[0].stream, streams[0].project, streams[1].stream]
        return sum(entry.version for stream in entries for entry in stream.entries.values())


@pytest.fixture
def house() -> Generator[House]:
    numbers = count()
    projects = Projects(MemoryStore(), LIBRARY, Clock(), lambda: f"id-{next(numbers)}")
    practice, me = Practice(projects, sorted), projects.people.local()
    details = Project(title="Proef", document_type="full_proposal", organisation="Stichting", summary="Kort")
    assessment = projects.start(me, details, Moment.PROPOSAL, next(iter(LIBRARY)))
    projects.change_setting(me, assessment, 1, scope=Scope.FULL)
    projects.record_rating(me, assessment, POINT, Scored(level=1), 0)
    projects.take_action(me, assessment, POINT, Commitment(), 0)
    invitation = Invitation(
        kind=Kind.GROUP, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2026, 12, 31)
    )
    check = practice.open(me, assessment, invitation, with_links=False).check.id
    for _ in range(4):
        practice.enter(me, check, Response(answers={c.id: Opinion(answer=2) for c in ASKED}))
    practice.close(me, check)
    words = Words()
    set_projects(projects, words, practice)
    return House(projects, practice, me, assessment, check, words)


def as_seen(label: str) -> str:
    """A label as the browser shows it: without the strokes that keep its words from being read as marks."""
    return re.sub(r"\\(.)", r"\1", label)


class Tab:
    """A tab at one page; it can forget everything but its screen and its address, as after a restart."""

    def __init__(self, house: House, page: str, query: dict[str, str]) -> None:
        self.assessment = house.assessment
        self.app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
        self.app.query_params.update({"a": house.assessment, **query})
        self.app.run().switch_page(f"pages/{page}.py").run()

    def widget(self, label: str) -> Any:
        kinds = (self.app.text_area, self.app.text_input, self.app.radio, self.app.selectbox, self.app.checkbox)
        return next(widget for kind in kinds for widget in kind if as_seen(widget.label) == label)

    def fill(self, label: str, value: Any) -> "Tab":
        self.widget(label).set_value(value).run()
        return self

    def shows(self, label: str) -> Any:
        return self.widget(label).value

    def again(self) -> "Tab":
        self.app.run()
        return self

    def press(self, name: str) -> "Tab":
        next(button for button in self.app.button if button.label == T(f"ui.conflict.keep_{name}")).click().run()
        return self

    def forget(self) -> "Tab":
        """Lose what the server knew of this tab; what stands on the screen and in the address stays."""
        self.app.query_params["v"] = self.app.session_state["v"]
        for key in ("bases", "marks", "showings", f"{self.assessment}/{POINT}/pieces"):
            if key in self.app.session_state:
                del self.app.session_state[key]
        return self

    @property
    def html(self) -> str:
        return " ".join(str(element.proto.body) for element in self.app.get("html"))

    @property
    def in_conflict(self) -> bool:
        return T("ui.conflict.title") in self.html

    @property
    def news(self) -> bool:
        return 'class="kw-news" role="status"' in self.html


@dataclass(frozen=True)
class Case:
    """A form: its page, its entry, and two fields of it with three values each (what stands first, and two changes)."""

    page: str
    key: str
    one: tuple[str, str, list[Any]]
    other: tuple[str, str, list[Any]] | None = None
    query: Callable[[House], dict[str, str]] = field(default=lambda _: {})

    def open(self, house: House) -> Tab:
        return Tab(house, self.page, self.query(house))


def notes(prefix: str, **details: str) -> tuple[tuple[str, str, list[Any]], tuple[str, str, list[Any]]]:
    return (
        (T(f"{prefix}.heard", **details), "heard", ["", "Rust", "Haast"]),
        (T(f"{prefix}.changes", **details), "changes", ["", "Meer tijd", "Minder werk"]),
    )


CASES = {
    "point": Case(
        "point",
        RATING + POINT,
        (T("ui.point.note"), "note", ["", "Eerst dit", "Liever dat"]),
        (T("ui.point.choose"), "level", ["1", "2", "3"]),
        lambda _: {"p": POINT},
    ),
    "details": Case(
        "details",
        DETAILS,
        (T("ui.details.summary"), "summary", ["Kort", "Kort en klaar", "Kort of lang"]),
        (T("ui.details.organisation"), "organisation", ["Stichting", "Stichting A", "Stichting B"]),
    ),
    "setting": Case(
        "details",
        SETTING,
        (T("ui.details.day"), "date", ["01-12-2026", "02-12-2026", "03-12-2026"]),
        (
            T("ui.details.document_type"),
            "document_type",
            ["full_proposal", "idea_or_summary", "announcement_or_report"],
        ),
    ),
    "actions": Case(
        "actions",
        COMMITMENT + POINT,
        (T("ui.actions.who"), "who", ["", "An", "Bo"]),
        (T("ui.actions.by"), "by", ["", "02-12-2026", "03-12-2026"]),
    ),
    "invitation": Case(
        "practice",
        INVITATION_DRAFT,
        (T("ui.practice.why"), "why", ["", "Je kent het", "Je doet het"]),
        (T("ui.practice.contact"), "contact", ["", "bel ons", "mail ons"]),
    ),
    "roundtable": Case("roundtable", TABLE_NOTES + POINT, *notes("ui.roundtable")),
    "table": Case(
        "check",
        TABLE_NOTES + ASKED[0].id + "@check",
        *notes("ui.check", title=ASKED[0].title),
        lambda house: {"p": house.check},
    ),
    "told": Case(
        "check",
        TOLD,
        (TOLD_LABEL, "text", ["", "Wij kozen rust", "Wij kozen haast"]),
        query=lambda house: {"p": house.check},
    ),
}
WITH_TWO_FIELDS = [name for name, case in CASES.items() if case.other]
each_form = pytest.mark.parametrize("name", CASES)


def held(house: House, case: Case, name: str) -> str:
    """What is stored in a field, as its widget would show it."""
    value = (house.payload(case.key) or {}).get(name, "")
    return T.short_day(date.fromisoformat(value)) if name in ("date", "by") and value else str(value)


def test_next_press_that_breaks_off_the_run_that_saves_meets_no_conflict(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, save = CASES["point"], Projects.record_rating
    tab, (label, field_, values) = case.open(house), case.one
    broken_off: list[bool] = []

    def save_and_break_off(*given: Any) -> Any:
        saved, run = save(*given), get_script_run_ctx()
        if not broken_off and run and run.script_requests:
            broken_off.append(True)
            run.script_requests.request_stop()  # heeded where the run next asks Streamlit for anything
        return saved

    monkeypatch.setattr(Projects, "record_rating", save_and_break_off)
    tab.fill(label, values[1]).fill(label, values[2])
    assert broken_off
    assert (tab.in_conflict, held(house, case, field_)) == (False, values[2])


@each_form
def test_one_tab_never_meets_itself(house: House, name: str) -> None:
    case = CASES[name]
    tab, (label, field_, values) = case.open(house), case.one
    for value in (values[1], values[2] + "  ", f"{values[1]} ", values[2]):
        tab.fill(label, value)
        assert (tab.in_conflict, tab.news, held(house, case, field_)) == (False, False, value.strip())
    before = house.versions()
    assert not tab.again().in_conflict
    assert house.versions() == before
    assert not case.open(house).in_conflict


@each_form
def test_untouched_tab_shows_what_is_new_and_writes_nothing(house: House, name: str) -> None:
    case = CASES[name]
    label, field_, values = case.one
    untouched, other = case.open(house), case.open(house)
    other.fill(label, values[1])
    before = house.versions()
    assert untouched.again().shows(label) == values[1]
    assert (untouched.news, untouched.in_conflict, house.versions()) == (True, False, before)
    assert "elders, om" in untouched.html
    untouched.again().fill(label, values[2])  # what is typed next is its own
    assert (held(house, case, field_), untouched.news, untouched.in_conflict) == (values[2], False, False)


@pytest.mark.parametrize("name", WITH_TWO_FIELDS)
def test_two_tabs_that_change_two_fields_lose_neither(house: House, name: str) -> None:
    case = CASES[name]
    (label, field_, values), (other_label, other_field, other_values) = case.one, case.other
    first, second = case.open(house), case.open(house)
    second.fill(other_label, other_values[1])
    first.fill(label, values[1])
    assert (first.in_conflict, first.news) == (False, True)
    assert (held(house, case, field_), held(house, case, other_field)) == (values[1], other_values[1])
    assert first.shows(other_label) == other_values[1]
    assert second.again().shows(label) == values[1]


@each_form
@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_both_buttons_of_a_conflict_work_and_the_rest_of_the_form_stays(house: House, name: str, side: str) -> None:
    case = CASES[name]
    label, field_, values = case.one
    first, second = case.open(house), case.open(house)
    second.fill(label, values[1])
    if case.other:
        second.fill(case.other[0], case.other[2][1])
    before = house.versions()
    first.fill(label, values[2])
    assert (first.in_conflict, house.versions()) == (True, before)
    assert 'role="alert"' in first.html
    plain = first.html.replace("<mark>", "").replace("</mark>", "")
    assert f"<dt>{label}</dt><dd>{values[1]}</dd>" in plain
    assert f"<dt>{label}</dt><dd>{values[2]}</dd>" in plain
    first.press(side)
    stays = values[2 if side == "mine" else 1]
    assert (first.in_conflict, first.shows(label), held(house, case, field_)) == (False, stays, stays)
    assert house.versions() == before + (side == "mine")
    if case.other:
        assert first.shows(case.other[0]) == case.other[2][1] == held(house, case, case.other[1])
    assert not first.again().in_conflict
    assert house.versions() == before + (side == "mine")


@each_form
def test_forgotten_tab_saves_what_was_typed_and_never_over_something_newer(house: House, name: str) -> None:
    case = CASES[name]
    label, field_, values = case.one
    tab = case.open(house).fill(label, values[1])
    tab.forget().fill(label, values[2])
    assert (tab.in_conflict, held(house, case, field_)) == (False, values[2])
    case.open(house).fill(label, values[1])
    before = house.versions()
    tab.forget().again()
    assert (tab.in_conflict, house.versions()) == (True, before)
    tab.press("theirs")
    assert (tab.shows(label), tab.in_conflict, house.versions()) == (values[1], False, before)


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("after", ["at once", "after the server forgot", "after somebody else answered"])
def test_backup_put_back_under_a_tab_shows_both_versions(house: House, scope: Scope, after: str) -> None:
    case, store = CASES["point"], house.projects.store
    setting = house.projects.dossier(house.me, house.assessment).stream.version(SETTING)
    house.projects.change_setting(house.me, house.assessment, setting, scope=scope)
    choose = T("ui.point.choose")
    tab = case.open(house)
    backup = {name: copy(held) for name, held in vars(store).items()}
    assert not tab.fill(choose, "3").in_conflict
    vars(store).update(backup)
    if after == "after somebody else answered":  # with as many versions as this tab saw
        case.open(house).fill(choose, "2")
    if after != "at once":
        tab.forget()
    before = house.versions()
    assert (tab.again().in_conflict, house.versions()) == (True, before)
    tab.press("mine")
    assert (tab.shows(choose), held(house, case, "level"), tab.in_conflict) == ("3", "3", False)


def quotes(house: House) -> list[str]:
    return [piece["quote"] for piece in (house.payload(RATING + POINT) or {})["evidence"]]


QUOTE, MORE, NOTE = T("ui.point.quote"), T("ui.point.more_evidence"), T("ui.point.note")
NO_ROOM = T("ui.point.no_room", n=MOST_EVIDENCE)


def shown(tab: Tab) -> list[str]:
    return [area.value for area in tab.app.text_area if area.label == QUOTE]


def retype(tab: Tab, number: int, text: str) -> None:
    [area for area in tab.app.text_area if area.label == QUOTE][number].set_value(text).run()


def add_piece(tab: Tab, text: str) -> None:
    next(button for button in tab.app.button if button.label == MORE).click().run()
    [area for area in tab.app.text_area if area.label == QUOTE][-1].set_value(text).run()


def test_two_tabs_that_each_add_evidence_lose_none(house: House) -> None:
    first, second = CASES["point"].open(house), CASES["point"].open(house)
    second.fill(QUOTE, "Van twee")
    first.fill(QUOTE, "Van een")
    assert (first.in_conflict, sorted(quotes(house))) == (False, ["Van een", "Van twee"])
    add_piece(first, "Nog een")
    assert sorted(quotes(house)) == ["Nog een", "Van een", "Van twee"]
    shown = [area.value for area in second.again().app.text_area if area.label == QUOTE]
    assert sorted(shown) == ["Nog een", "Van een", "Van twee"]
    assert not second.in_conflict


def test_evidence_removed_elsewhere_is_shown_no_longer_and_one_changed_here_is_asked(house: House) -> None:
    first = CASES["point"].open(house).fill(QUOTE, "Blijft")
    add_piece(first, "Gaat weg")
    second = CASES["point"].open(house)
    last = [area for area in first.app.text_area if area.label == QUOTE][-1]
    last.set_value("").run()
    assert quotes(house) == ["Blijft"]
    assert [area.value for area in second.again().app.text_area if area.label == QUOTE] == ["Blijft"]
    first.fill(QUOTE, "Blijft hier")
    third = CASES["point"].open(house)
    third.fill(QUOTE, "")
    assert quotes(house) == []
    first.fill(QUOTE, "Blijft hier staan")
    assert first.in_conflict
    assert first.press("mine").in_conflict is False
    assert quotes(house) == ["Blijft hier staan"]


def test_piece_that_comes_back_is_shown_and_kept(house: House) -> None:
    first = CASES["point"].open(house).fill(QUOTE, "Blijft")
    add_piece(first, "Gaat weg")
    second = CASES["point"].open(house)
    retype(first, 1, "")
    assert shown(second.again()) == ["Blijft"]
    retype(first, 1, "Komt terug")  # in the same field, so under the same id
    assert shown(second.again()) == ["Blijft", "Komt terug"]
    second.fill(NOTE, "Van twee")
    assert (second.in_conflict, quotes(house)) == (False, ["Blijft", "Komt terug"])


def test_piece_that_comes_back_after_its_removal_was_chosen_is_shown_and_kept(house: House) -> None:
    first = CASES["point"].open(house).fill(QUOTE, "Blijft")
    add_piece(first, "Gaat weg")
    second = CASES["point"].open(house)
    retype(first, 1, "")
    retype(second, 1, "Hier veranderd")
    assert shown(second.press("theirs")) == ["Blijft"]
    retype(first, 1, "Komt terug")
    assert shown(second.again()) == ["Blijft", "Komt terug"]
    second.fill(NOTE, "Van twee")
    assert (second.in_conflict, quotes(house)) == (False, ["Blijft", "Komt terug"])


def test_field_that_comes_back_with_the_choice_that_asks_for_it_has_its_text(house: House) -> None:
    when = next(s.asks for s in next(iter(LIBRARY)).in_language("nl").states if s.id is NotScored.NOT_YET_KNOWN)
    assert when
    choose = T("ui.point.choose")
    first = CASES["point"].open(house).fill(choose, "not_yet_known").fill(when, "In mei")
    second = CASES["point"].open(house)
    first.fill(choose, "2")
    assert second.again().shows(choose) == "2"
    first.fill(choose, "not_yet_known").fill(when, "In juni")
    assert second.again().shows(when) == "In juni"
    second.fill(NOTE, "Van twee")
    assert (house.payload(RATING + POINT) or {})["when"] == "In juni"


def test_tabs_that_each_added_evidence_do_not_fight_over_its_order(house: House) -> None:
    tabs = CASES["point"].open(house), CASES["point"].open(house)
    retype(tabs[1], 0, "Van twee")
    retype(tabs[0], 0, "Van een")
    before, stored = house.versions(), quotes(house)
    for tab in (*tabs, *tabs):
        assert not tab.again().in_conflict
        assert sorted(shown(tab)) == sorted(stored)
        assert (house.versions(), quotes(house)) == (before, stored)
    assert not tabs[0].forget().again().in_conflict  # whatever order its address gives them
    assert (house.versions(), quotes(house)) == (before, stored)


def give_evidence(house: House, number: int) -> None:
    version = house.projects.dossier(house.me, house.assessment).stream.version(RATING + POINT)
    rating = Scored(level=1, evidence=tuple(Evidence(quote=f"Citaat {n}") for n in range(number)))
    house.projects.record_rating(house.me, house.assessment, POINT, rating, version)


def test_piece_for_which_there_is_no_room_stays_on_the_screen_and_the_rest_is_saved(house: House) -> None:
    first, second = CASES["point"].open(house), CASES["point"].open(house)
    give_evidence(house, MOST_EVIDENCE - 1)
    retype(first, 0, "Van een")
    assert (quotes(house)[-1], NO_ROOM in first.html) == ("Van een", False)
    second.widget(NOTE).set_value("Van twee")
    retype(second, 0, "Past niet")
    for _ in range(2):
        assert (len(quotes(house)), "Past niet" in quotes(house)) == (MOST_EVIDENCE, False)
        assert ("Past niet" in shown(second), second.html.count(NO_ROOM), second.in_conflict) == (True, 1, False)
        assert held(house, CASES["point"], "note") == "Van twee"
        before = house.versions()
        second.again()
        assert house.versions() == before
    house.words.saves["note"]("Van twee, bij het weggaan")
    assert held(house, CASES["point"], "note") == "Van twee, bij het weggaan"
    retype(first.again(), 0, "")
    second.again()
    assert (quotes(house)[-1], NO_ROOM in second.html) == ("Past niet", False)


def test_piece_without_room_stays_through_a_conflict(house: House) -> None:
    tab, other = CASES["point"].open(house), CASES["point"].open(house)
    give_evidence(house, MOST_EVIDENCE)
    retype(tab, 0, "Past niet")
    other.again().fill(NOTE, "Van een ander")
    assert tab.fill(NOTE, "Van hier").press("theirs").in_conflict is False
    assert (tab.shows(NOTE), "Past niet" in shown(tab), NO_ROOM in tab.html) == ("Van een ander", True, True)


def test_what_a_table_heard_stands_at_the_point_with_its_direction_and_is_never_evidence(house: House) -> None:
    before, rated = house.projects.report(house.me, house.assessment, "nl"), house.payload(RATING + POINT)
    tab = CASES["roundtable"].open(house).fill(T("ui.roundtable.heard"), "Gehoord")
    tab.fill(T("ui.roundtable.changes"), "Het plan wordt korter.")
    next(radio for radio in tab.app.radio if radio.label == T("ui.table.direction")).set_value("contradicts").run()
    kept = house.projects.dossier(house.me, house.assessment).table_notes[POINT]
    notes = TableNotes(heard="Gehoord", changes="Het plan wordt korter.", direction=Direction.CONTRADICTS)
    assert kept == notes
    point = CASES["point"].open(house).html
    for words in ("Gehoord", "Het plan wordt korter.", T("ui.table.directions.contradicts"), T("ui.table.lead")):
        assert words in point
    after = house.projects.report(house.me, house.assessment, "nl")
    assert (after.supported, after.profiles) == (before.supported, before.profiles)
    assert house.payload(RATING + POINT) == rated


def test_last_words_may_come_twice_from_one_field(house: House) -> None:
    CASES["point"].open(house)
    for words in ("Eerst dit", "Eerst dit en dan dat"):
        house.words.saves["note"](words)
        assert held(house, CASES["point"], "note") == words


def test_last_words_never_go_over_what_somebody_else_made_of_their_field(house: House) -> None:
    CASES["point"].open(house)
    save = house.words.saves["note"]
    save("Van hier")
    CASES["point"].open(house).fill(NOTE, "Van een ander")
    save("Van hier, en verder")
    assert held(house, CASES["point"], "note") == "Van een ander"


@pytest.mark.parametrize("last", ["Met een spatie ", ""])
@pytest.mark.parametrize(("label", "name"), [(NOTE, "note"), (QUOTE, "evidence-new0-quote")])
def test_typing_on_after_last_words_is_no_conflict_with_oneself(house: House, label: str, name: str, last: str) -> None:
    tab = CASES["point"].open(house).fill(label, "Oud")
    house.words.saves[name](last)
    tab.fill(label, f"{last}en verder")
    stored = house.payload(RATING + POINT) or {}
    kept = stored["note"] if label == NOTE else stored["evidence"][0]["quote"]
    assert (tab.in_conflict, tab.news, kept) == (False, False, f"{last}en verder")


def test_closed_part_of_a_form_is_what_this_tab_knows_not_what_is_stored(house: House) -> None:
    """Else what somebody else changed there counts as typed here, and nobody is told."""
    house.projects.change_setting(house.me, house.assessment, 2, scope=Scope.CORE)
    tab = CASES["point"].open(house)
    assert all(area.label != NOTE for area in tab.app.text_area)
    version = house.projects.dossier(house.me, house.assessment).stream.version(RATING + POINT)
    house.projects.record_rating(house.me, house.assessment, POINT, Scored(level=1, note="Van een ander"), version)
    tab.fill(T("ui.point.choose"), "2")
    assert (tab.news, held(house, CASES["point"], "note")) == (True, "Van een ander")


def test_forgotten_tab_goes_on_in_the_piece_that_it_made(house: House) -> None:
    tab = CASES["point"].open(house).fill(QUOTE, "Begin")
    tab.forget().fill(QUOTE, "Begin en einde")
    assert (tab.in_conflict, quotes(house)) == (False, ["Begin en einde"])


def test_half_a_date_takes_no_date_away(house: House) -> None:
    tab = CASES["actions"].open(house).fill(T("ui.actions.by"), "02-12-2026").fill(T("ui.actions.by"), "2-1")
    assert (house.payload(COMMITMENT + POINT) or {})["by"] == "2026-12-02"
    assert T("no_day.no_year") in tab.html


@pytest.mark.parametrize("name", ["point", "details", "invitation"])
def test_conflict_that_was_left_stands_there_again(house: House, name: str) -> None:
    case = CASES[name]
    label, field_, (_, mine, theirs) = case.one
    first, second = case.open(house), case.open(house)
    second.fill(label, theirs)
    first.fill(label, mine)
    assert first.in_conflict
    first.app.switch_page("pages/start.py").run()
    first.app.switch_page(f"pages/{case.page}.py")
    first.app.query_params.update({"a": house.assessment, **case.query(house)})
    first.app.run()
    assert (first.in_conflict, first.shows(label)) == (True, mine)
    assert held(house, case, field_) == theirs
    first.press("mine")
    assert (first.in_conflict, held(house, case, field_)) == (False, mine)


def test_details_settle_two_entries_in_one_question(house: House) -> None:
    first, second = CASES["details"].open(house), CASES["details"].open(house)
    summary, day = CASES["details"].one[0], CASES["setting"].one[0]
    second.fill(summary, "Van twee").fill(day, "02-12-2026")
    first.widget(summary).set_value("Van een")
    first.fill(day, "03-12-2026")
    assert (first.in_conflict, first.html.count("<dt>")) == (
        True,
        5,
    )  # two fields in each version, and the time as a fact
    first.press("mine")
    assert (first.in_conflict, held(house, CASES["details"], "summary")) == (False, "Van een")
    assert held(house, CASES["setting"], "date") == "03-12-2026"


def test_texts_in_a_payload_are_found_and_put_by_the_ids_of_pieces() -> None:
    payload = {"evidence": [{"id": "a", "quote": "x"}], "note": "n"}
    assert text_at(with_text(payload, ("evidence", "b", "quote"), "y"), ("evidence", "b", "quote")) == "y"
    assert with_text(payload, ("evidence", "a", "quote"), "z")["evidence"] == [{"id": "a", "quote": "z"}]
    assert (text_at(payload, ("evidence", "q", "quote")), text_at(payload, ("note",))) == ("", "n")
    assert payload == {"evidence": [{"id": "a", "quote": "x"}], "note": "n"}


def test_field_is_taken_over_as_another_payload_has_it() -> None:
    payload = {"evidence": [{"id": "a", "quote": "x"}], "note": "n"}
    assert with_field(payload, ("note",), {"note": "m"}) == {**payload, "note": "m"}
    assert with_field(payload, ("note",), {}) == {"evidence": payload["evidence"]}
    changed = {"evidence": [{"id": "a", "link": "l"}, {"id": "b", "quote": "y"}]}
    assert with_field(payload, ("evidence", "a", "quote"), changed)["evidence"] == changed["evidence"][:1]
    assert with_field(payload, ("evidence", "b", "quote"), changed)["evidence"] == [
        payload["evidence"][0],
        changed["evidence"][1],
    ]
    assert with_field(payload, ("evidence", "a", "quote"), {"evidence": []})["evidence"] == []
    assert ids_in({**changed, "tags": ["x"], "level": 1}) == {"a", "b"}
