"""Research under a framework of odd texts, with something on every page: for tests of what its author wrote."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from playwright.sync_api import Page

from framework.assessing.beside import Commitment, Kind, TableNotes, Told
from framework.assessing.record import Evidence, Moment, Project, Rating, Scope, Scored, Unscored
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import NotScored
from framework.people.person import Respondent
from framework.practice.responses import Opinion
from framework.use_cases.practice import Opened, Practice
from framework.use_cases.respondents import Respondents
from tests.browser.practice_checks import INVITATION
from tests.browser.researcher import Researcher
from tests.browser.seeds import practice_of
from tests.browser.server import Server

SCREENS = {
    "start": "/",
    "new": "/gegevens",
    "framework": "/kader",
    "details": "/gegevens?a={full}",
    "quick scan": "/punt?a={quick}&p={second}",
    "full": "/punt?a={full}&p={second}",
    "not applicable": "/punt?a={full}&p={optional}",
    "profile": "/profiel?a={full}",
    "profile of the quick scan": "/profiel?a={quick}",
    "actions": "/acties?a={full}",
    "take along": "/meenemen?a={full}",
    "ask professionals": "/praktijk?a={full}",
    "question table": "/vraagtafel?a={full}",
    "paper": "/papier?a={full}&p={open}",
    "closed check": "/praktijktoets?a={full}&p={closed}",
    "texts of a check": "/geschreven?a={full}&p={closed}",
}
LIGHT = {
    "statement": "/p/{phone}/1",
    "look": "/p/{phone}/look",
    "topics": "/p/{lead}",
    "answers": "/p/{lead}/1",
    "notes": "/p/{lead}/1/notes",
}
# What opens a part of a page that is drawn only then, and that part.
OPENED = {
    '.st-key-stepbar [data-testid="stPopover"] button': ".kw-points",
    '[class*="st-key-why_"] button': ".kw-why",
}
FOLDED = "details:not([open]) > summary"
# What stands on a page to be read, heard or hovered over.
SHOWN = """() => [document.title, document.body.innerText,
    ...[...document.querySelectorAll('[aria-label], [title]')].flatMap(each => [each.ariaLabel, each.title])]
    .filter(Boolean).join('\\n')"""


@dataclass(frozen=True)
class Odd:
    """A server with a quick scan and a full assessment, and two checks about the latter: one open, one closed."""

    server: Server
    loaded: LoadedFramework
    named: dict[str, str]

    @cached_property
    def optional(self) -> str:
        """A point that may be marked as not applicable."""
        return next(each.id for each in self.loaded.framework.criteria if each.not_applicable)

    def address(self, name: str) -> str:
        points = {"second": self.loaded.framework.criteria[1].id, "optional": self.optional}
        return (SCREENS | LIGHT)[name].format(**self.named, **points)

    def open(self, page: Page, name: str) -> Page:
        """Open a page, and everything that is folded away on it."""
        where = self.server.url + self.address(name)
        if name in LIGHT:
            page.context.add_cookies([{"name": "kw_sheet", "value": self.named["key"], "url": where}])
            page.goto(where)
            return page
        person = Researcher(page, self.server.url).open(self.address(name))
        while page.evaluate(f"[...document.querySelectorAll('{FOLDED}')].map(each => each.click()).length"):
            person.settle()
        for opener, opened in OPENED.items():
            if page.locator(opener).count():
                page.locator(opener).first.click()
                page.locator(opened).wait_for()
                person.settle()
        page.wait_for_function(
            "() => !document.body.innerText.includes('\\u200b')"
        )  # mended a moment after it is drawn
        return page


def write_odd(server: Server, loaded: LoadedFramework) -> Odd:
    """Put research of every kind under the framework that a server has."""
    with practice_of(server) as practice:
        quick, full = (_assess(practice, loaded, scope) for scope in (Scope.CORE, Scope.FULL))
        me, invitation = practice.projects.people.local(), INVITATION.model_copy(update={"kind": Kind.GROUP})
        opened, closed = (practice.open(me, full, invitation) for _ in range(2))
        for turn in range(4):
            _answer(practice, closed, turn, is_sent=True)
        key = _answer(practice, opened, 0, is_sent=False)
        Respondents(practice).reveal(Respondent(closed.lead or ""))
        practice.tell(me, closed.check.id, Told(text="Dat is er gedaan."), 0)
    named = {"quick": quick, "full": full, "open": opened.check.id, "closed": closed.check.id, "key": key}
    return Odd(server, loaded, {**named, "phone": opened.links[0], "lead": closed.lead or ""})


def _assess(practice: Practice, loaded: LoadedFramework, scope: Scope) -> str:
    projects, me, points = practice.projects, practice.projects.people.local(), loaded.framework.criteria
    kind = loaded.framework.document_types[0].id
    made = projects.start(me, Project(title="Proef", document_type=kind), Moment.PROPOSAL, loaded)
    if scope is Scope.FULL:
        projects.change_setting(me, made, 1, scope=scope)
    evidence = (Evidence(quote="Zo staat het er."),)
    ratings: dict[str, Rating] = {
        each.id: Scored(level=n % 4, note="Zo is het.", evidence=evidence * (n % 2))
        for n, each in enumerate(points[:9])
    }
    optional = next(each.id for each in points if each.not_applicable)
    for name, rating in {**ratings, optional: Unscored(not_scored=NotScored.NOT_APPLICABLE)}.items():
        projects.record_rating(me, made, name, rating, 0)
    projects.take_action(me, made, points[0].id, Commitment(who="Anna", by=date(2027, 1, 1)), 0)
    projects.keep_table_notes(me, made, points[1].id, TableNotes(heard="Rust"), 0)
    return made


def _answer(practice: Practice, opened: Opened, turn: int, *, is_sent: bool) -> str:
    """Fill in a check as a phone does; returns the key of its sheet. What is not sent has no answer to the first."""
    respondents, respondent = Respondents(practice), Respondent(opened.links[0])
    respondent = replace(respondent, key=respondents.begin(respondent))
    for number, criterion in enumerate(opened.check.statements()):
        if is_sent or number:
            respondents.answer(respondent, criterion.id, Opinion(answer=(number + turn) % 4, remark="Zo gaat het."))
    if is_sent:
        respondents.send(respondent)
    return respondent.key or ""
