"""A record that was read in, opened on every page of a real browser: nothing is written and nothing is asked.

`tests/ui/test_nothing_vanishes.py` does the same for hundreds of records, with the pages as scripts.
"""

import pytest
from playwright.sync_api import Page

from framework.assessing.record import Evidence, Scope, Scored, Unscored
from framework.instrument.model import NotScored
from tests.browser.researcher import Researcher
from tests.browser.seeds import practice_of
from tests.browser.server import Server
from tests.framework.strategies import make_assessment, shipped

PATHS = ("punt", "gegevens", "profiel", "acties", "vraagtafel", "praktijk", "onderzoek")
POINT = "start.praktijkvraag"
WHOLE = Evidence(quote="Teams vroegen\ner zelf om.", location="blz. 3", link="https://voorbeeld.example/verslag")
RATINGS = {
    "quote with a link": Scored.model_validate({"level": 2, "evidence": [WHOLE], "confidence": "high"}, strict=False),
    "cannot judge": Unscored(not_scored=NotScored.CANNOT_JUDGE),
    "much evidence": Scored(level=3, evidence=tuple(Evidence(quote=f"Citaat {n}") for n in range(30))),
}


@pytest.mark.parametrize("name", RATINGS)
def test_record_opened_on_every_page_is_written_nowhere_and_asks_nothing(
    page: Page, shared_server: Server, name: str
) -> None:
    scope = Scope.CORE if name == "cannot judge" else Scope.FULL
    record = make_assessment(shipped().framework, {POINT: RATINGS[name]}, scope=scope)
    project = record.project.model_copy(update={"summary": "a" * 20_000})
    with practice_of(shared_server) as practice:
        projects, me = practice.projects, practice.projects.people.local()
        made = projects.take_in(me, record.model_copy(update={"project": project}), shipped())
        before = projects.dossier(me, made)
    for path in PATHS:
        person = Researcher(page, shared_server.url).open(f"/{path}?a={made}&p={POINT}")
        page.keyboard.press("Tab")
        person.settle()
        assert (path, page.get_by_text(person.t("ui.conflict.title")).count()) == (path, 0)
    with practice_of(shared_server) as practice:
        after = practice.projects.dossier(practice.projects.people.local(), made)
    assert (after.stream.entries, after.project.entries) == (before.stream.entries, before.project.entries)
