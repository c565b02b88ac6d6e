"""What screens, documents and the log of a researcher tell of a practice check: never one person's answer.

Two houses that differ in nothing but what may not be seen must show the same, to the letter.
"""

import logging
import re
from collections.abc import Sequence
from datetime import date
from itertools import count

import pytest
from streamlit.testing.v1 import AppTest

from exports.catalogue import exporters
from exports.documents.group import group_docx, group_pdf
from framework.assessing.beside import Kind
from framework.assessing.record import Moment, Project, Scored
from framework.instrument.library import Library
from framework.keeping.memory import MemoryStore
from framework.practice.invitation import Invitation
from framework.practice.responses import UNSURE, Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from tests.browser.server import ROOT
from tests.framework.strategies import shipped
from tests.ui.test_marks import drawn
from tests.ui.test_settling import Clock
from ui.shell.wiring import set_projects

ASKED = [criterion.id for criterion in statements(shipped().framework)]
FIRST = ASKED[0]
PAGES = ("check", "written", "practice", "paper", "profile", "roundtable", "point", "actions", "take_along")
Level = int | str
LOT = "deferred_file_id"
LOTS = re.compile(r'"session": "[^"]+"')


class House:
    """A project with one check in which `levels` are what each person answered to the first statement.

    To every other statement they answer in turn from low to high, so that nearly nobody agrees. Each writes `words`
    beside the first.
    """

    def __init__(self, levels: Sequence[Level], kind: Kind = Kind.OPEN, words: str = "Tijd.", others: int = 4) -> None:
        numbers = count()
        self.store = MemoryStore()
        self.projects = Projects(self.store, Library([shipped()]), Clock(), lambda: f"id-{next(numbers)}")
        self.practice, self.me = Practice(self.projects, sorted), self.projects.people.local()
        details = Project(title="Proef", document_type="announcement_or_report")
        self.assessment = self.projects.start(self.me, details, Moment.PROPOSAL, shipped())
        for criterion in ASKED[:3]:
            self.projects.record_rating(self.me, self.assessment, criterion, Scored(level=3), 0)
        invitation = Invitation(
            kind=kind, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2026, 12, 31)
        )
        self.check = self.practice.open(self.me, self.assessment, invitation, with_links=False).check.id
        for person, level in enumerate(levels):
            answers = {c: Opinion(answer=person % others) for c in ASKED}
            answers[FIRST] = Opinion(answer=level, remark=words)
            self.practice.enter(self.me, self.check, Response(answers=answers, missing=words))

    def close(self) -> "House":
        self.practice.close(self.me, self.check)
        return self

    def screens(self) -> dict[str, list[tuple[str, str]]]:
        """Every text that the pages send to the browser, but for what is drawn by lot for each session."""
        set_projects(self.projects, None, self.practice)
        found = {}
        for page in PAGES:
            app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
            point = FIRST if page == "point" else self.check
            app.query_params.update({"a": self.assessment, "p": point})
            app.run().switch_page(f"pages/{page}.py").run()
            assert not app.exception
            found[page] = [(path, LOTS.sub("", text)) for path, text in drawn(app.main) if not path.endswith(LOT)]
        return found

    def files(self) -> list[bytes]:
        """Every export of the project, and the report of the check once it is closed."""
        report, check = self.projects.report(self.me, self.assessment, "nl"), self.practice.check(self.me, self.check)
        found = [exporter.render(report, "nl") for exporter in exporters()]
        if check.results:
            held = ("Proef", check.invitation, check.results, check.table_notes, check.told, "nl")
            found += [write(shipped().framework, *held) for write in (group_pdf, group_docx)]
        return found


def look(house: House, log: pytest.LogCaptureFixture) -> list[object]:
    """All that a researcher can see of a check, and what the machine wrote down of it."""
    log.clear()
    with log.at_level(logging.DEBUG, logger="kaderwijzer"):
        seen: list[object] = [house.screens(), house.files(), house.store.log()]
    return [*seen, [record.getMessage() for record in log.records if record.name.startswith("kaderwijzer")]]


@pytest.mark.parametrize("kind", [Kind.OPEN, Kind.GROUP])
@pytest.mark.parametrize("levels", [[0] * 3, [3] * 4, [0, 1, 2, 3], [UNSURE] * 5])
def test_before_closing_screens_files_and_log_are_the_same_whatever_was_answered(
    caplog: pytest.LogCaptureFixture, kind: Kind, levels: list[Level]
) -> None:
    other = House([2] * len(levels), kind, "Iets heel anders, en langer.")
    assert look(House(levels, kind), caplog) == look(other, caplog)


def test_three_forms_leave_nothing_but_their_number(caplog: pytest.LogCaptureFixture) -> None:
    first, other = House([0, 0, 0]).close(), House([3, 2, 1], words="Iets heel anders.").close()
    assert look(first, caplog) == look(other, caplog)


def test_three_levels_at_a_statement_are_the_same_whatever_they_are(caplog: pytest.LogCaptureFixture) -> None:
    first, other = House([0, 0, 0, UNSURE, UNSURE]).close(), House([3, 1, 2, UNSURE, UNSURE]).close()
    assert look(first, caplog) == look(other, caplog)


@pytest.mark.parametrize("kind", [Kind.OPEN, Kind.GROUP])
def test_where_nearly_all_agree_nobody_sees_who_nor_how_much(caplog: pytest.LogCaptureFixture, kind: Kind) -> None:
    # of five all agree (levels 2 and 3), or all but one: which level each chose, and who differs, is not told
    houses = [House(levels, kind).close() for levels in ([3] * 5, [2, 2, 3, 3, 2], [0, 3, 3, 3, 2], [3, 3, 3, 2, 1])]
    assert [look(house, caplog) == look(houses[0], caplog) for house in houses] == [True] * 4


def test_remarks_stand_on_a_page_of_their_own_without_a_number_of_answers() -> None:
    house = House([0, 1, 3, 3, 3], words="Dit schreef iemand.").close()
    screens = {page: " ".join(text for _, text in found) for page, found in house.screens().items()}
    assert {page for page, text in screens.items() if "Dit schreef iemand." in text} == {"written"}
    assert ["kw-dots" in screens[page] or "Klopt helemaal" in screens[page] for page in ("check", "written")] == [
        True,
        False,
    ]


def test_page_of_remarks_of_an_open_check_shows_none() -> None:
    screens = House([0, 1, 3, 3, 3], words="Dit schreef iemand.").screens()
    assert [page for page, found in screens.items() if "Dit schreef iemand." in str(found)] == []
