"""Changing depth or document type: said before it is done, nothing emptied, and the question beside the field."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from framework.assessing.record import Evidence, Moment, Project, Scope, Scored, Unscored
from framework.instrument.library import load_library
from framework.instrument.model import NotScored
from framework.keeping.memory import MemoryStore
from framework.language.texts import languages, texts
from framework.people.person import Actor
from framework.use_cases.codec import SETTING
from framework.use_cases.dossier import Dossier
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from tests.browser.server import ROOT
from ui.shell.wiring import Save, set_projects

T = texts("nl")
LIBRARY = load_library(ROOT / "criteria")
FRAMEWORK = next(iter(LIBRARY)).framework
CORE = [c.id for c in FRAMEWORK.criteria if c.is_core]
SILENT = Unscored(not_scored=NotScored.NOT_IN_TEXT)
PROPOSAL, IDEA, REPORT = "full_proposal", "idea_or_summary", "announcement_or_report"
KIND, DEPTH = T("ui.details.document_type"), T("ui.details.depth")
CODES = [*(str(each) for each in NotScored), *(kind.id for kind in FRAMEWORK.document_types), "absence_not_shown"]
CODES += ["silence_is_lowest", "asks_a_word", "reason_missing", "not_allowed"]


class Words:
    route = "/words"

    def keep(self, session: str, field: str, save: Save) -> None:
        """No page of these tests sends its last words."""


class Desk:
    """One researcher with one quick scan, and tabs at its pages."""

    def __init__(self, kind: str = REPORT) -> None:
        numbers, self.now = count(), datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
        self.projects = Projects(MemoryStore(), LIBRARY, self.clock, lambda: f"id-{next(numbers)}")
        self.me: Actor = self.projects.people.local()
        details = Project(title="Proef", document_type=kind)
        self.assessment = self.projects.start(self.me, details, Moment.PROPOSAL, next(iter(LIBRARY)))
        set_projects(self.projects, Words(), Practice(self.projects, sorted))

    def clock(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @property
    def dossier(self) -> Dossier:
        return self.projects.dossier(self.me, self.assessment)

    def rate(self, criterion: str, rating: Scored | Unscored) -> "Desk":
        version = self.dossier.stream.version(f"rating/{criterion}")
        self.projects.record_rating(self.me, self.assessment, criterion, rating, version)
        return self

    def set(self, **changes: Any) -> "Desk":
        self.projects.change_setting(self.me, self.assessment, self.dossier.stream.version(SETTING), **changes)
        return self

    def open(self, page: str, language: str = "nl", **query: str) -> "Tab":
        return Tab(self.assessment, page, query, language)


class Tab:
    def __init__(self, assessment: str, page: str, query: dict[str, str], language: str) -> None:
        self.app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
        self.app.session_state["language"] = language
        self.app.query_params.update({"a": assessment, **query})
        self.app.run().switch_page(f"pages/{page}.py").run()

    @property
    def html(self) -> str:
        return " ".join(str(element.proto.body) for element in self.app.get("html"))

    def widget(self, label: str) -> Any:
        kinds = (self.app.text_area, self.app.text_input, self.app.radio)
        return next(widget for kind in kinds for widget in kind if widget.label == label)

    def fill(self, label: str, value: Any) -> "Tab":
        self.widget(label).set_value(value).run()
        return self

    def button(self, label: str) -> Any:
        return next((button for button in self.app.button if button.label == label), None)

    def press(self, label: str) -> "Tab":
        self.button(label).click().run()
        return self

    @property
    def point(self) -> str:
        named = self.app.query_params["p"]
        return named if isinstance(named, str) else named[0]

    @property
    def is_asking(self) -> bool:
        return self.button(T("ui.depth.change")) is not None

    @property
    def words(self) -> str:
        """All that a person can read here."""
        texts = [f"{w.label} {w.value}" for kind in (self.app.text_area, self.app.text_input) for w in kind]
        options = [" ".join([radio.label, *radio.options]) for radio in self.app.radio]
        labels = [button.label for button in self.app.button]
        return " ".join([self.html, *texts, *options, *labels, *(title.value for title in self.app.title)])


@pytest.fixture
def desk() -> Generator[Desk]:
    return Desk().rate(CORE[0], Scored(level=0)).rate(CORE[1], SILENT).rate(CORE[2], Scored(level=2))


def title(criterion: str) -> str:
    return FRAMEWORK.by_id[criterion].title


def level_button(level: int = 0) -> str:
    name = next(each.label for each in FRAMEWORK.scale.levels if each.level == level)
    return T("ui.point.silence.take", level=level, name=name)


def test_change_of_document_type_is_told_first_and_names_each_answer(desk: Desk) -> None:
    tab = desk.open("details").fill(KIND, PROPOSAL)
    assert tab.is_asking
    assert f"<b>{title(CORE[1])}</b>: Niet te vinden in deze tekst" in tab.html
    assert title(CORE[0]) not in tab.html
    assert desk.dossier.assessment.project.document_type == REPORT


def test_leaving_it_puts_the_choice_back_and_changes_nothing(desk: Desk) -> None:
    before = desk.dossier.stream.version(SETTING)
    tab = desk.open("details").fill(KIND, PROPOSAL).press(T("ui.depth.leave"))
    assert (tab.is_asking, tab.widget(KIND).value) == (False, REPORT)
    assert desk.dossier.stream.version(SETTING) == before


def test_agreed_change_empties_nothing_and_one_tab_never_meets_itself(desk: Desk) -> None:
    drafts = dict(desk.dossier.drafts)
    tab = desk.open("details").fill(KIND, PROPOSAL).press(T("ui.depth.change"))
    assert (tab.is_asking, tab.widget(KIND).value) == (False, PROPOSAL)
    for criterion in CORE[:3]:
        point = desk.open("point", p=criterion)
        assert T("ui.conflict.title") not in point.html
    assert T("ui.conflict.title") not in tab.fill(KIND, IDEA).html
    assert desk.dossier.drafts == drafts


def test_change_that_touches_no_answer_is_made_at_once(desk: Desk) -> None:
    tab = desk.open("details").fill(KIND, IDEA)
    assert not tab.is_asking
    assert desk.dossier.assessment.project.document_type == IDEA


def test_going_full_names_what_asks_for_a_word_and_what_counts_lower(desk: Desk) -> None:
    tab = desk.open("details").fill(DEPTH, "full")
    assert tab.is_asking
    for criterion, level in ((CORE[0], "0. Niet aanwezig"), (CORE[2], "2. Uitgewerkt")):
        assert f"<b>{title(criterion)}</b>: {level}" in tab.html
    assert title(CORE[1]) not in tab.html
    tab.press(T("ui.depth.change"))
    assert desk.dossier.assessment.scope is Scope.FULL


def test_level_of_the_quick_scan_stays_chosen_and_asks_for_one_word_beside_it(desk: Desk) -> None:
    desk.set(scope=Scope.FULL)
    tab = desk.open("point", p=CORE[0])
    assert tab.widget(T("ui.point.choose")).value == "0"
    assert T("ui.point.word", level=0) in tab.html
    assert f"2 van 25 beantwoord, {T('ui.waiting', n=1)}" in tab.html
    tab.fill(T("ui.point.note"), "Op p. 3 staat dat niemand is gevraagd.")
    assert "3 van 25 beantwoord" in tab.html
    assert T("ui.waiting", n=1) not in tab.html
    assert desk.dossier.assessment.rating(CORE[0]) == Scored(level=0, note="Op p. 3 staat dat niemand is gevraagd.")


def test_silence_in_a_full_proposal_stays_chosen_and_its_level_is_taken_in_one_press(desk: Desk) -> None:
    desk.set(document_type=PROPOSAL)
    tab = desk.open("point", p=CORE[1])
    assert tab.widget(T("ui.point.choose")).value == "not_in_text"
    assert desk.dossier.drafts[CORE[1]] == SILENT
    tab.press(level_button())
    assert tab.widget(T("ui.point.choose")).value == "0"
    assert desk.dossier.assessment.rating(CORE[1]) == Scored(level=0)
    assert tab.button(level_button()) is None


def test_promised_default_of_a_full_proposal_is_offered_and_never_filled_in() -> None:
    desk = Desk(PROPOSAL)
    tab = desk.open("point", p=CORE[0])
    assert desk.dossier.drafts == {}
    tab.press(level_button())
    assert desk.dossier.assessment.rating(CORE[0]) == Scored(level=0)


def test_no_level_is_offered_where_silence_is_none() -> None:
    assert Desk(IDEA).open("point", p=CORE[0]).button(level_button()) is None


def test_deepening_a_phase_lands_on_its_first_open_point(desk: Desk) -> None:
    second = FRAMEWORK.phases[1]
    opened = next(c.id for c in second.criteria)
    desk.rate(opened, Scored(level=1))
    tab = desk.open("profile").press(T("ui.profile.deepen", phase=second.title))
    assert (tab.is_asking, desk.dossier.assessment.scope) == (True, Scope.CORE)
    tab.press(T("ui.depth.change"))
    assert desk.dossier.assessment.scope is Scope.FULL
    assert tab.point == second.criteria[1].id


def test_going_full_lands_on_the_first_open_point_whatever_one_looked_at_last() -> None:
    desk = Desk(REPORT)
    for criterion in CORE:
        desk.rate(criterion, Scored(level=1))
    tab = desk.open("point", p=CORE[-1])
    tab.app.switch_page("pages/profile.py").run()
    tab.press(T("ui.profile.to_full"))
    assert tab.point == next(c.id for c in FRAMEWORK.criteria if not c.is_core)


def test_profile_of_the_quick_scan_can_still_be_seen_after_deepening(desk: Desk) -> None:
    quick = desk.open("profile").html
    strips = quick.split('class="kw-strip"')[1:4]
    desk.set(scope=Scope.FULL)
    tab = desk.open("profile")
    assert tab.html.split('class="kw-strip"')[1:4] != strips
    next(group for group in tab.app.segmented_control if group.label == T("ui.profile.depth")).set_value("core").run()
    assert [part.partition("</div>")[0] for part in tab.html.split('class="kw-strip"')[1:4]] == [
        part.partition("</div>")[0] for part in strips
    ]
    assert T("scope.core") in tab.html
    assert T("ui.profile.as_quick_scan", n=len(CORE)) in tab.html
    assert desk.dossier.assessment.scope is Scope.FULL


def test_profile_names_what_is_chosen_and_waits_and_leads_there(desk: Desk) -> None:
    desk.set(scope=Scope.FULL)
    tab = desk.open("profile")
    assert T("ui.profile.waiting", n=1) in tab.html
    tab.press(T("ui.profile.why", phase=FRAMEWORK.phases[0].title))
    chosen = T("ui.level_words", level=0, name="Niet aanwezig")
    assert f"{chosen}, {T('ui.waits.asks_a_word')}</span>" in tab.html
    assert tab.press(title(CORE[0])).point == CORE[0]


def test_choice_that_no_file_can_carry_is_named_where_files_are_chosen(desk: Desk) -> None:
    words = T("export.waiting", n=1, titles=title(CORE[0]))
    assert words not in desk.open("take_along").html
    assert words in desk.set(scope=Scope.FULL).open("take_along").html


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", [PROPOSAL, IDEA, REPORT])
def test_no_internal_code_is_ever_on_a_screen(desk: Desk, language: str, kind: str) -> None:
    desk.rate(CORE[3], Unscored(not_scored=NotScored.NOT_YET_KNOWN)).set(scope=Scope.FULL, document_type=kind)
    optional = next(c.id for c in FRAMEWORK.criteria if c.not_applicable)
    desk.rate(optional, Unscored(not_scored=NotScored.NOT_APPLICABLE))
    tabs = [
        desk.open(page, language)
        for page in ("start", "research", "profile", "actions", "take_along", "roundtable", "details")
    ]
    tabs += [desk.open("point", language, p=criterion) for criterion in (*CORE[:4], optional)]
    others = [other.id for other in FRAMEWORK.document_types if other.id != kind]
    label = texts(language)("ui.details.document_type")
    tabs += [desk.open("details", language).fill(label, other) for other in others]
    for tab in tabs:
        assert not tab.app.exception
        assert [code for code in CODES if "_" in code and code in tab.words] == []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(KIND), st.sampled_from([PROPOSAL, IDEA, REPORT])),
        st.tuples(st.just(DEPTH), st.sampled_from(["core", "full"])),
    ),
    min_size=2,
    max_size=6,
)
RATINGS = st.one_of(
    st.builds(Scored, level=st.sampled_from([0, 1, 2, 3]), note=st.sampled_from([None, "Een woord."])),
    st.builds(
        Unscored,
        not_scored=st.sampled_from([NotScored.NOT_IN_TEXT, NotScored.NOT_YET_KNOWN]),
        evidence=st.sampled_from([(), (Evidence(link="https://example.nl/plan"),)]),
    ),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.lists(RATINGS, min_size=3, max_size=3))
def test_no_sequence_of_depths_and_document_types_loses_a_choice_or_a_word(
    steps: list[tuple[str, str]], ratings: list[Scored | Unscored]
) -> None:
    desk = Desk(REPORT)
    for criterion, rating in zip(CORE, ratings, strict=False):
        desk.rate(criterion, rating)
    tab, drafts = desk.open("details"), dict(desk.dossier.drafts)
    for label, value in steps:
        tab.fill(label, value)
        if tab.is_asking:
            tab.press(T("ui.depth.change"))
        assert tab.widget(label).value == value
        for criterion in CORE[:3]:
            point = desk.open("point", p=criterion)
            assert T("ui.conflict.title") not in point.html
    assert desk.dossier.drafts == drafts
