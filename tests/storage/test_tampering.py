"""What somebody with the database in hand could do to real work, and whether the doctor finds it: a table of each kind.

What is out of reach is named in docs/storage.md: whoever rewrites an event and what follows from it alike.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from framework.assessing.beside import Commitment, Kind, TableNotes, Told
from framework.assessing.record import Moment, Project, Scored
from framework.errors import Breach
from framework.instrument.library import Library
from framework.keeping.events import Change
from framework.keeping.streams import MEMBER
from framework.language.texts import texts
from framework.people.membership import Membership, Role
from framework.people.person import Actor
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.codec import dump_membership
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from framework.use_cases.reading import unreadable_parts
from storage.doctor import examine
from storage.secret import KnownKey
from storage.store import SqlStore
from tests.framework.strategies import shipped
from tests.storage.databases import act, open_sqlite
from tests.storage.test_doctor import FAULTS, plant

OLGA, KEY = Actor("olga"), KnownKey(bytes(32), "-")
ASKED = [criterion.id for criterion in statements(shipped().framework)]
FIRST = ASKED[0]
_EVENT_AND_ENTRY = (
    "UPDATE events SET payload = {0} WHERE {1}",
    "UPDATE entries SET payload = {0} WHERE {1}",
)


def both(payload: str, where: str) -> list[str]:
    """Rewrite an event and its entry alike, so that the fold of the history shows nothing."""
    return [statement.format(payload, where) for statement in _EVENT_AND_ENTRY]


def of(kind: str, key: str) -> str:
    return f"key = '{key}' AND stream IN (SELECT id FROM streams WHERE kind = '{kind}' AND erased IS NULL)"


RATING = of("assessment", f"rating/{FIRST}")
OPEN, CLOSED = (
    f"(SELECT id FROM streams WHERE kind = 'check' AND erased IS NULL AND id {word} IN"
    " (SELECT stream FROM entries WHERE key = 'results'))"
    for word in ("NOT", "")
)
FOUND = {
    # people and rights
    "member taken out of what stands there": ("entry_missing", ["DELETE FROM entries WHERE key = 'member/jan'"]),
    "member taken out of the history": (
        "sequence_gap",
        ["DELETE FROM events WHERE key = 'member/jan'", "DELETE FROM entries WHERE key = 'member/jan'"],
    ),
    "member put in": (
        "entry_unfounded",
        [
            "INSERT INTO entries SELECT stream,'member/x',first,version,payload,schema,at,person FROM entries"
            " WHERE key = 'member/jan'"
        ],
    ),
    "reader made owner where it stands": (
        "entry_differs",
        ["UPDATE entries SET payload = '{\"roles\":[\"owner\"]}' WHERE key = 'member/jan'"],
    ),
    "owner made reader everywhere": ("no_owner", both('\'{"roles":["reader"]}\'', "key = 'member/olga'")),
    "role that there is none of": ("unknown_role", both('\'{"roles":["god"]}\'', "key = 'member/jan'")),
    "all people gone": ("nobody", both("NULL", "key LIKE 'member/%'")),
    "right of a link that there is none of": ("unknown_right", ["UPDATE links SET \"right\" = 'all'"]),
    "half a login": ("half_login", ["UPDATE identities SET subject = NULL"]),
    # what people wrote
    "rating of another shape": ("entry_unreadable", both('\'{"level":"three"}\'', RATING)),
    "rating with a level off the scale": ("entry_unreadable", both("'{\"level\":9}'", RATING)),
    "rating without any content": ("entry_unreadable", both("'{}'", RATING)),
    "rating of a point that there is none of": (
        "entry_unreadable",
        [
            "UPDATE events SET key = 'rating/x.y' WHERE " + RATING,
            "UPDATE entries SET key = 'rating/x.y' WHERE " + RATING,
        ],
    ),
    "title that is a number": ("entry_unreadable", both("'{\"title\":5}'", of("project", "details"))),
    "project without its facts": ("entry_unreadable", both("NULL", of("project", "details"))),
    "assessment without its setting": ("entry_unreadable", both("NULL", of("assessment", "setting"))),
    "action by a day that does not exist": (
        "entry_unreadable",
        both('\'{"by":"2026-02-31"}\'', of("assessment", f"commitment/{FIRST}")),
    ),
    "table notes that point nowhere": (
        "entry_unreadable",
        both('\'{"direction":"up"}\'', of("assessment", f"table_notes/{FIRST}")),
    ),
    "invitation without a last day": ("entry_unreadable", both("'{}'", of("check", "invitation"))),
    "results that count below nothing": (
        "entry_unreadable",
        both("json_set(payload, '$.sent', -1)", of("check", "results")),
    ),
    "told of another shape": ("entry_unreadable", both("'{\"text\":[]}'", of("check", "told"))),
    "entry of no kind there is": (
        "entry_unreadable",
        ["UPDATE events SET key = 'x' WHERE " + RATING, "UPDATE entries SET key = 'x' WHERE " + RATING],
    ),
    "rating changed where it stands": ("entry_differs", ["UPDATE entries SET payload='{\"level\":3}' WHERE " + RATING]),
    "rating changed in the history": ("entry_differs", ["UPDATE events SET payload='{\"level\":3}' WHERE " + RATING]),
    "someone else's name under a rating": ("entry_differs", ["UPDATE entries SET person = 'jan' WHERE " + RATING]),
    "another time of a rating": (
        "act_differs",
        ["UPDATE events SET at = '2020-01-01 00:00:00.000000', act = (SELECT act FROM events LIMIT 1) WHERE " + RATING],
    ),
    # heads, places, frameworks
    "author of nobody": ("head_unreadable", ["UPDATE streams SET head = '{}' WHERE kind = 'assessment'"]),
    "moment that there is none of": (
        "entry_unreadable",
        ["UPDATE streams SET head = json_set(head, '$.moment', 'gisteren') WHERE kind = 'assessment'"],
    ),
    "assessment moved to another project": (
        "no_parent",
        [
            "UPDATE streams SET parent = (SELECT id FROM streams WHERE erased IS NOT NULL AND kind = 'project')"
            " WHERE kind = 'assessment' AND erased IS NULL"
        ],
    ),
    "framework that is none": ("unknown_framework", ["UPDATE contents SET kind = 'document'"]),
    "framework with another word": (
        "framework_changed",
        ["UPDATE contents SET body = replace(body, 'vraag', 'vrag')"],
    ),
    # the ballot box
    "sealed answer damaged": (
        "ballots_damaged",
        ["UPDATE ballots SET sealed = x'00' WHERE place = (SELECT place FROM ballots LIMIT 1)"],
    ),
    "sealed answer taken away": (
        "ballots_missing",
        ["DELETE FROM ballots WHERE place = (SELECT place FROM ballots LIMIT 1)"],
    ),
    "sealed answer put in twice": (
        "ballots_missing",
        ["INSERT INTO ballots SELECT stream, 'again', sealed FROM ballots LIMIT 1"],
    ),
    "answers in the box of a closed check": (
        "box_not_empty",
        [f"INSERT INTO ballots SELECT {CLOSED}, place, sealed FROM ballots LIMIT 1"],
    ),
    "answers in the box of a project": (
        "box_not_empty",
        [
            "INSERT INTO ballots SELECT (SELECT id FROM streams WHERE kind = 'project' LIMIT 1), place, sealed"
            " FROM ballots LIMIT 1"
        ],
    ),
    "links of an erased check": (
        "box_not_empty",
        [
            "INSERT INTO links SELECT 'x', (SELECT id FROM streams WHERE kind = 'check' AND erased IS NOT NULL),"
            ' "right", expires, is_single, is_used, is_revoked FROM links LIMIT 1'
        ],
    ),
    # the log, and what was erased
    "line of the log taken away": ("log_gap", ["DELETE FROM log WHERE number = 1"]),
    "erasing taken out of the log": ("erasing_unnamed", ["DELETE FROM log WHERE deed = 'erase'"]),
    "erased project called alive": (
        "head_unreadable",
        ["UPDATE streams SET erased = NULL WHERE kind = 'check'"],
    ),
    "erased words put back": (
        "not_erased",
        [
            'UPDATE events SET payload = \'{"title":"Terug"}\' WHERE stream IN'
            " (SELECT id FROM streams WHERE erased IS NOT NULL) AND key = 'details'"
        ],
    ),
}
OUT_OF_REACH = {
    "level rewritten with all that follows from it": both("'{\"level\":3}'", RATING),
    "reader made owner with all that follows from it": both('\'{"roles":["owner"]}\'', "key = 'member/jan'"),
    "last line of the log taken away": [
        "DELETE FROM log WHERE number = (SELECT max(number) FROM log) AND deed <> 'erase'"
    ],
    "sealed answer taken away with its count": [
        "DELETE FROM ballots WHERE place = (SELECT place FROM ballots LIMIT 1)",
        "UPDATE tallies SET sent = sent - 1",
    ],
}


def work(store: SqlStore) -> None:
    """A project of two people with ratings, an action, table notes, a closed check and an open one; and one erased."""
    numbers, now = count(), datetime(2026, 11, 24, 9, tzinfo=UTC)
    projects = Projects(
        store, Library([shipped()]), lambda: now + timedelta(minutes=next(numbers)), lambda: f"id-{next(numbers)}"
    )
    practice = Practice(projects, sorted)
    projects.people.local()
    projects.keep_frameworks()
    started = Project(title="Buurtteams", document_type="announcement_or_report")
    mine, gone = (projects.start(OLGA, started, Moment.IDEA, shipped()) for _ in range(2))
    projects.record_rating(OLGA, mine, FIRST, Scored(level=1), 0)
    projects.take_action(OLGA, mine, FIRST, Commitment(who="Olga", by=date(2027, 1, 1)), 0)
    projects.keep_table_notes(OLGA, mine, FIRST, TableNotes(heard="Ja."), 0)
    root = projects.dossier(OLGA, mine).project.id
    jan = dump_membership(Membership("jan", frozenset({Role.READER})))
    store.apply(root, [Change(MEMBER + "jan", jan, 0)], act(now, "olga"))
    invitation = Invitation(
        kind=Kind.OPEN, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2027, 12, 31)
    )
    closed, still_open, erased = (practice.open(OLGA, mine, invitation).check.id for _ in range(3))
    for check in (closed, still_open):
        for person in range(5):
            answers = {name: Opinion(answer=person % 4) for name in ASKED}
            practice.enter(OLGA, check, Response(answers=answers, missing="Tijd."))
    practice.close(OLGA, closed)
    practice.tell(OLGA, closed, Told(text="Dank."), 0)
    practice.erase(OLGA, erased)
    projects.erase(OLGA, gone)
    practice.open(OLGA, mine, invitation)  # the log ends with something else than erasing


def look(path: Path) -> tuple[Breach, ...]:
    with open_sqlite(path, KEY) as store:
        return examine(store.engine, KEY, unreadable_parts)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "x.sqlite3"
    with open_sqlite(path, KEY) as store:
        work(store)
        store.forget_journal()
    assert look(path) == ()
    return path.read_bytes()


@pytest.mark.parametrize(("code", "statements"), FOUND.values(), ids=FOUND)
def test_tampering_is_found(tmp_path: Path, sound: bytes, code: str, statements: list[str]) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(sound)
    plant(path, statements)
    assert path.read_bytes() != sound
    assert code in {breach.code for breach in look(path)}


@pytest.mark.parametrize("statements", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_what_no_look_can_find_is_named_in_the_guide(tmp_path: Path, sound: bytes, statements: list[str]) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(sound)
    plant(path, statements)
    assert look(path) == ()


def test_every_breach_has_its_words_and_its_test() -> None:
    worded = {key.split(".")[2] for key in texts("nl").entries if key.startswith("storage.breach.")}
    elsewhere = {"damaged", "no_key", "other_key"}  # see test_doctor and test_vault
    assert worded == {*FAULTS, *elsewhere, *(code for code, _ in FOUND.values())}


def test_there_are_forty_kinds() -> None:
    assert len(FOUND) + len(OUT_OF_REACH) >= 40
