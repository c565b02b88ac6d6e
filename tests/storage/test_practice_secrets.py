"""What a database file gives away of a practice check, while it runs and after it was closed."""

import re
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from framework.assessing.beside import Kind
from framework.assessing.record import Moment, Project
from framework.instrument.library import Library
from framework.people.person import Actor, Respondent
from framework.practice.invitation import Invitation
from framework.practice.responses import UNSURE, Opinion
from framework.practice.statements import statements
from framework.use_cases.practice import Opened, Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from storage.store import SqlStore
from tests.framework.strategies import shipped
from tests.storage.databases import open_sqlite

ASKER = Actor("olga")
ASKED = [criterion.id for criterion in statements(shipped().framework)]
HOUR = datetime(2026, 12, 1, 9, 7, 13, tzinfo=UTC)
INVITATION = Invitation(
    kind=Kind.OPEN,
    language="nl",
    summary="Samen beslissen.",
    asker="Wij",
    why="Jij kent het werk.",
    contact="via het team",
    expires=date(2026, 12, 31),
)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = HOUR

    def __call__(self) -> datetime:
        return self.now


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def open_check(store: SqlStore, clock: Clock) -> tuple[Respondents, Opened]:
    numbers = count(1)
    projects = Projects(store, Library([shipped()]), clock, lambda: f"unguessable-{next(numbers):04}")
    practice = Practice(projects, sorted)
    details = Project(title="Buurtteams", document_type="announcement_or_report")
    made = projects.start(ASKER, details, Moment.PROPOSAL, shipped())
    return Respondents(practice), practice.open(ASKER, made, INVITATION)


def send(respondents: Respondents, token: str, person: int, *, knows_first: bool) -> str:
    key = respondents.begin(Respondent(token))
    respondent = Respondent(token, key)
    for criterion in ASKED:
        unsure = criterion == ASKED[0] and not knows_first
        opinion = Opinion(answer=UNSURE if unsure else person % 4, remark=f"zin-{person}-bij-{criterion}")
        respondents.answer(respondent, criterion, opinion)
    respondents.say(respondent, f"gemis-{person}", f"vraag-{person}")
    respondents.send(respondent)
    return key


@pytest.mark.parametrize("people", [3, 5])
def test_file_holds_no_text_of_a_running_check_and_only_what_may_be_shown_of_a_closed_one(
    tmp_path: Path, people: int
) -> None:
    path, clock = tmp_path / "x.sqlite3", Clock()
    with open_sqlite(path) as store:
        respondents, opened = open_check(store, clock)
        clock.now = datetime(2026, 12, 24, 5, 6, 7, tzinfo=UTC)
        keys = [send(respondents, opened.links[0], n, knows_first=n < 3) for n in range(people)]
        running = bytes_on_disk(path)
        respondents.practice.close(ASKER, opened.check.id)
        closed = bytes_on_disk(path)
    for word in (b"zin-", b"gemis-", b"vraag-", b"2026-12-24", *(key.encode() for key in keys)):
        assert word not in running  # no text, no time of an answer, no key of a phone
    # three levels on the first statement: it shows nothing, and its remarks are kept as those of the others
    kept = 0 if people < 4 else people
    assert len(set(re.findall(rb"gemis-\d", closed))) == kept
    assert len(set(re.findall(rb"vraag-\d", closed))) == kept
    for criterion in (ASKED[0], ASKED[1]):
        assert len(set(re.findall(rb"zin-\d-bij-" + re.escape(criterion.encode()), closed))) == kept


def test_file_of_a_closed_check_holds_no_number_where_all_agree(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with open_sqlite(path) as store:
        respondents, opened = open_check(store, Clock())
        for _ in range(5):
            key = respondents.begin(Respondent(opened.links[0]))
            respondent = Respondent(opened.links[0], key)
            for criterion in ASKED:
                respondents.answer(respondent, criterion, Opinion(answer=3))
            respondents.send(respondent)
        respondents.practice.close(ASKER, opened.check.id)
        closed = bytes_on_disk(path)
    assert all(f'"{criterion}":"agree"'.encode() in closed for criterion in ASKED)
    assert b'"levels":{"0":' not in closed  # how a distribution begins
