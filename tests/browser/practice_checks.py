"""Practice checks in the data of a running server, made as its researcher would, and answers that are in already."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from framework.assessing.record import Moment, Project
from framework.instrument.library import load_library
from framework.people.person import Respondent
from framework.practice.invitation import Invitation, Kind
from framework.practice.responses import UNSURE, Opinion, Told
from framework.use_cases.check import Check
from framework.use_cases.practice import Opened, Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from storage.store import open_store
from tests.browser.server import ROOT, Server

INVITATION = Invitation(
    kind=Kind.OPEN,
    language="nl",
    summary="We kijken hoe wijkteams samen beslissen. We lopen mee op de werkvloer en praten met teams.",
    asker="Anna de Wit, onderzoeker",
    why="Jij kent het werk. Daarom willen we weten of ons plan klopt.",
    contact="anna.de.wit@hogeschool.example",
    expires=date.today() + timedelta(days=20),
    promised=date.today() + timedelta(days=50),
)
SUMMARY = {
    "nl": INVITATION.summary,
    "en": "We look at how local teams decide together. We join them at work and talk with them.",
}


@contextmanager
def practice_of(server: Server) -> Iterator[Practice]:
    """The researcher's use cases over the store of a server, from beside it."""
    store = open_store({"KADERWIJZER_DATA": str(server.data)})
    try:
        projects = Projects(
            store, load_library(ROOT / "criteria"), lambda: datetime.now(UTC), lambda: secrets.token_urlsafe(16)
        )
        yield Practice(projects, lambda texts: random.sample(texts, len(texts)))
    finally:
        store.close()


def open_check(server: Server, kind: Kind = Kind.OPEN, language: str = "nl", people: int = 6) -> Opened:
    with practice_of(server) as practice:
        loaded = next(iter(practice.projects.library))
        details = Project(title="Samen beslissen in de wijk", document_type=loaded.framework.document_types[0].id)
        made = practice.projects.start(practice.projects.people.local(), details, Moment.PROPOSAL, loaded)
        changes = {"kind": kind, "language": language, "people": people, "summary": SUMMARY[language]}
        return practice.open(practice.projects.people.local(), made, INVITATION.model_copy(update=changes))


def answer(server: Server, opened: Opened, given: str, missing: str = "", question: str = "") -> None:
    """Send in a whole response: a digit of `given` for each statement, `?` for "I do not know"; it repeats."""
    with practice_of(server) as practice:
        respondents = Respondents(practice)
        respondent = Respondent(opened.links[0])
        respondent = replace(respondent, key=respondents.begin(respondent))
        for number, criterion in enumerate(opened.check.statements()):
            sign = given[number % len(given)]
            respondents.answer(respondent, criterion.id, Opinion(answer=UNSURE if sign == "?" else int(sign)))
        respondents.say(respondent, missing, question)
        respondents.send(respondent)


def count_sent(server: Server, opened: Opened) -> int:
    with practice_of(server) as practice:
        return practice.check(practice.projects.people.local(), opened.check.id).sent


def close(server: Server, opened: Opened, told: str = "") -> Check:
    with practice_of(server) as practice:
        closed = practice.close(practice.projects.people.local(), opened.check.id)
        return practice.tell(practice.projects.people.local(), opened.check.id, Told(text=told), 0) if told else closed
