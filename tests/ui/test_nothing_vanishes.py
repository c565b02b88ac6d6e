"""Laws of every form: a record that is opened stays as it is, and no row of changes loses what a person chose or typed.

The pages run as scripts, over a store in memory; `tests/browser/test_opened_records.py` opens some in a real browser.
"""

from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, given, settings
from streamlit.testing.v1 import AppTest

from framework.assessing.record import Assessment
from tests.browser.server import ROOT
from tests.intake.test_record_file import assessments
from tests.ui.test_settling import LIBRARY, House, T, house

__all__ = ["house"]  # the fixture
PAGES = cycle(["profile", "actions", "roundtable", "practice", "research", "details"])
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
