"""Laws of every form: a record that is opened stays as it is, and no row of changes loses what a person chose or typed.

The pages run as scripts, over a store in memory; `tests/browser/test_opened_records.py` opens some in a real browser.
"""

from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from streamlit.testing.v1 import AppTest

from framework.assessing.record import Assessment, Moment, Project, Scope
from framework.instrument.model import NotScored
from framework.use_cases.codec import RATING, SETTING
from tests.browser.server import ROOT
from tests.intake.test_record_file import assessments
from tests.ui.test_carrying_over import CHOOSE, FRAMEWORK, LEAVABLE, LINK, LOCATION, WHEN, WHY
from tests.ui.test_settling import LIBRARY, NOTE, POINT, QUOTE, House, T, house

__all__ = ["house"]  # the fixture
PAGES = cycle(["profile", "actions", "roundtable", "practice", "research", "details"])
WORDS = st.sampled_from(["In mei", "Het raakt niemand.", "Bel de teams", ""])
LINKS = st.sampled_from(["https://voorbeeld.nl/a", "zie bijlage", ""])
KINDS = st.sampled_from([kind.id for kind in FRAMEWORK.document_types])
NOTHING = {"quote": "", "location": "", "link": ""}
FAULTS = ("ui.conflict.title", "ui.something_failed", "ui.nothing.title")


def open_app() -> AppTest:
    return AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()


def turn_to(app: AppTest, page: str, assessment: str, point: str = "") -> AppTest:
    app.switch_page(f"pages/{page}.py")
    app.query_params.clear()
    app.query_params.update({"a": assessment, **({"p": point} if point else {})})
    return app.run()


def html_of(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def entries_of(house: House, assessment: str) -> dict[str, Any]:
    """All that is stored of an assessment and its project, with its versions."""
    dossier = house.projects.dossier(house.me, assessment)
    entries = {**dossier.project.entries, **dossier.stream.entries}
    return {key: (entry.version, entry.payload) for key, entry in entries.items()}


def test_sound_record_opened_on_any_page_is_written_nowhere_and_asks_nothing(house: House) -> None:
    app = open_app()
    seen = list[str]()

    @settings(max_examples=120, suppress_health_check=list(HealthCheck))
    @given(assessments())
    def check(record: Assessment) -> None:
        assessment = house.projects.take_in(house.me, record, next(iter(LIBRARY)))
        before = entries_of(house, assessment)
        asked = house.projects.dossier(house.me, assessment).asked
        rated = [criterion.id for criterion in asked if criterion.id in record.ratings] or [asked[0].id]
        visits = [("point", point) for point in rated[:: max(1, len(rated) // 2)][:2]]
        for page, point in [*visits, (next(PAGES), "")]:
            turn_to(app, page, assessment, point)
            wrong = [words for words in FAULTS if T(words) in html_of(app)]
            assert (page, wrong, entries_of(house, assessment)) == (page, [], before)
            seen.append(page)

    check()
    assert len(seen) >= 200


class Person(RuleBasedStateMachine):
    """Someone who works on one point and changes their mind about everything; `chosen`, `words` and `pieces` remember.

    A piece is what was typed in its three fields. What was removed and not put back is meant to be gone.
    """

    house: House

    @initialize(point=st.sampled_from([POINT, LEAVABLE]), kind=KINDS)
    def begin(self, point: str, kind: str) -> None:
        details = Project(title="Proef", document_type=kind)
        library = next(iter(LIBRARY))
        self.assessment = self.house.projects.start(self.house.me, details, Moment.PROPOSAL, library)
        self.point, self.chosen = point, str(NotScored.UNANSWERED)
        self.words = {"reason": "", "when": "", "note": ""}
        self.pieces, self.removed = [NOTHING.copy()], dict[str, str]()
        self.set(scope=Scope.FULL)
        self.restart()

    def set(self, **changes: Any) -> None:
        """Change the depth or the document type."""
        stream = self.house.projects.dossier(self.house.me, self.assessment).stream
        self.house.projects.change_setting(self.house.me, self.assessment, stream.version(SETTING), **changes)

    def look(self) -> None:
        """Come to the point, with what is folded away unfolded."""
        self.app.session_state[f"{self.assessment}/{self.point}/opened"] = True
        turn_to(self.app, "point", self.assessment, self.point)
        self.pieces, self.removed = [piece for piece in self.pieces if any(piece.values())] or [NOTHING.copy()], {}

    def widgets(self, label: str) -> list[Any]:
        kinds = (self.app.text_area, self.app.text_input, self.app.radio)
        return [widget for kind in kinds for widget in kind if widget.label == label]

    def press(self, name: str, **details: object) -> None:
        next(button for button in self.app.button if button.label == T(f"ui.point.{name}", **details)).click().run()

    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        (radio,) = self.widgets(CHOOSE)
        offered = " ".join(radio.options)
        states = [state.id for state in FRAMEWORK.states if state.label in offered]
        self.chosen = str(data.draw(st.sampled_from(["0", "1", "2", "3", *states])))
        radio.set_value(self.chosen).run()

    @precondition(lambda self: self.chosen != NotScored.UNANSWERED)
    @rule()
    def take_back(self) -> None:
        self.press("take_back")
        self.chosen = str(NotScored.UNANSWERED)

    @rule(text=WORDS)
    def type_what_is_asked(self, text: str) -> None:
        for label, name in ((WHY, "reason"), (WHEN, "when"), (NOTE, "note")):
            for widget in self.widgets(label):
                widget.set_value(text).run()
                self.words[name] = text

    @rule(text=WORDS, link=LINKS, data=st.data())
    def type_evidence(self, text: str, link: str, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.pieces) - 1))
        for label, name, value in ((QUOTE, "quote", text), (LOCATION, "location", text[:2]), (LINK, "link", link)):
            self.widgets(label)[number].set_value(value)
            self.pieces[number][name] = value
        self.app.run()

    @precondition(lambda self: len(self.pieces) < 4)
    @rule()
    def add_piece(self) -> None:
        self.press("more_evidence")
        self.pieces.append(NOTHING.copy())

    @precondition(lambda self: len(self.pieces) > 1 and not self.removed)
    @rule(data=st.data())
    def remove_piece(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.pieces) - 1))
        self.press("remove", n=number + 1)
        self.removed = self.pieces.pop(number)

    @precondition(lambda self: self.removed)
    @rule()
    def put_back(self) -> None:
        self.press("put_back")
        self.pieces.append(self.removed)
        self.removed = {}

    @rule(kind=KINDS, is_quick=st.booleans())
    def change_depth_and_document_type(self, kind: str, is_quick: bool) -> None:
        self.set(document_type=kind, scope=Scope.CORE if is_quick else Scope.FULL)
        turn_to(self.app, "details", self.assessment)
        if is_quick and self.point == LEAVABLE:
            turn_to(self.app, "point", self.assessment, POINT)  # the other one is not asked at this depth
            self.set(scope=Scope.FULL)
        self.look()

    @rule()
    def restart(self) -> None:
        self.app = open_app()
        self.look()

    @invariant()
    def everything_is_there(self) -> None:
        dossier = self.house.projects.dossier(self.house.me, self.assessment)
        stored = dict(dossier.stream.payload(RATING + self.point) or {})
        held = {**stored.get("kept", {}), **stored}
        assert [words for words in FAULTS if T(words) in html_of(self.app)] == []
        assert str(stored.get("level", stored.get("not_scored", NotScored.UNANSWERED))) == self.chosen
        assert (self.widgets(CHOOSE)[0].value or NotScored.UNANSWERED) == self.chosen
        assert {name: held.get(name, "") for name in self.words} == self.words
        pieces = [{name: piece.get(name, "") for name in NOTHING} for piece in stored.get("evidence", [])]
        assert sorted(map(str, pieces)) == sorted(str(piece) for piece in self.pieces if any(piece.values()))


def test_no_row_of_changes_loses_a_choice_a_word_or_a_link(house: House) -> None:
    machine = type("PersonHere", (Person,), {"house": house})
    checks = settings(max_examples=10, stateful_step_count=20, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=checks)
