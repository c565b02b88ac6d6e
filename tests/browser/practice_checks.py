"""Practice checks in the data of a running server, made as its researcher would, and answers that are in already."""

from dataclasses import replace
from datetime import date, timedelta

from framework.assessing.beside import Kind, Told
from framework.people.person import Respondent
from framework.practice.invitation import Invitation
from framework.practice.responses import UNSURE, Opinion
from framework.use_cases.check import Check
from framework.use_cases.practice import Opened
from framework.use_cases.respondents import Respondents
from tests.browser.seeds import begin_scan, practice_of
from tests.browser.server import Server

INVITATION = Invitation(
    kind=Kind.OPEN,
    language="nl",
    summary="We kijken hoe wijkteams samen beslissen. We lopen mee op de werkvloer en praten met teams.",
    research_question="Hoe beslissen wijkteams samen met inwoners?",
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


def open_check(server: Server, kind: Kind = Kind.OPEN, language: str = "nl", people: int = 6) -> Opened:
    made = begin_scan(server, "Samen beslissen in de wijk").removeprefix("a=")
    with practice_of(server) as practice:
        changes = {"kind": kind, "language": language, "people": people, "summary": SUMMARY[language]}
        return practice.open(practice.projects.people.local(), made, INVITATION.model_copy(update=changes))


def answer(server: Server, opened: Opened, given: str, missing: str = "", question: str = "") -> None:
    """Send in a whole response: a digit of `given` for each statement, `?` for "I do not know"; the digits repeat."""
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
