"""Everything that people can have kept, to be read again by every later program.

`python -m tests.framework.keeping.released_house` writes the database of the present form and what is read from it.
That is done once for each form, before the first release that has it, and never again: what people have kept cannot
be made anew either.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from framework.assessing.beside import Commitment, Kind, TableNotes, Told
from framework.assessing.record import Evidence, Moment, Project, Scope, Scored, Unscored
from framework.instrument.library import Library
from framework.instrument.model import NotScored
from framework.keeping.content import Content, ContentKind, hash_body
from framework.keeping.events import Change
from framework.keeping.identities import Identity
from framework.keeping.streams import Stream, StreamKind
from framework.keeping.upcasting import SCHEMA
from framework.people.membership import Role
from framework.people.person import Actor, Respondent
from framework.practice.invitation import Invitation, InvitationDraft
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.codec import RATING, STAGE, dump, dump_rating, dump_record, load_rating
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from storage.engine import make_engine
from storage.migration import migrate
from storage.secret import KnownKey
from storage.store import SqlStore
from tests.framework.strategies import shipped
from tests.storage.databases import START, act, let_in, minute, sqlite_url

FOLDER = Path(__file__).parent / "released"
EVA, TOKEN, KEY = Actor("person-1"), "open-link", "phone-1"
SECRET = bytes(range(32))
_PIECES = (Evidence(quote="Dat staat er.", location="r. 3"), Evidence(link="https://example.org"))


@contextmanager
def open_house(path: Path) -> Iterator[Practice]:
    """The use cases over the database in `path`; ids and moments are the same on every run."""
    engine = make_engine(sqlite_url(path))
    migrate(engine)
    minutes, ids = count(), count(1)
    store = SqlStore(engine, KnownKey(SECRET, "-"))
    projects = Projects(store, Library([shipped()]), lambda: minute(next(minutes)), lambda: f"id-{next(ids)}")
    try:
        yield Practice(projects, sorted)
    finally:
        store.close()


def fill(practice: Practice) -> dict[str, str]:
    """Keep one of everything; return the ids that it is found by."""
    projects, store = practice.projects, practice.projects.store
    first, second, third = [criterion.id for criterion in shipped().framework.criteria][:3]
    details = Project(title="Verzonnen voorbeeld", document_type="full_proposal", summary="Een samenvatting.")
    assessment = projects.start(EVA, details, Moment.PROPOSAL, shipped())
    projects.record_rating(EVA, assessment, first, Scored(level=2, evidence=_PIECES, note="Zie r. 3."), 0)
    projects.record_rating(EVA, assessment, second, Unscored(not_scored=NotScored.NOT_YET_KNOWN, when="Na de zomer"), 0)
    projects.take_action(EVA, assessment, first, Commitment(who="Wij", by=date(2027, 1, 15)), 0)
    projects.take_action(EVA, assessment, third, Commitment(), 0)
    projects.take_action(EVA, assessment, third, None, 1)
    projects.keep_table_notes(EVA, assessment, first, TableNotes(heard="Te druk.", changes="Korter."), 0)
    projects.keep_invitation(EVA, assessment, InvitationDraft(asker="Wij", expires="31-"), 0)
    projects.change_setting(EVA, assessment, 1, scope=Scope.FULL)
    project = projects.dossier(EVA, assessment).project.id
    store.apply(project, let_in("person-2", roles=(Role.READER,)), act(minute(50), EVA.person, "let_in", "act-1"))
    store.identify(Identity(EVA.person, "Verzonnen Naam", "naam@example.org", "https://login.example", "12"))
    store.keep(Content(project, hash_body(b"tekst"), ContentKind.DOCUMENT, b"tekst", "tekst.txt"))
    return {
        "assessment": assessment,
        "closed": _close_a_check(practice, assessment),
        "open": _open_a_check(practice, assessment),
        "review": _review(practice),
    }


def _invitation() -> Invitation:
    return Invitation(
        kind=Kind.OPEN,
        language="nl",
        summary="Wat merk jij ervan?",
        asker="Wij",
        why="Om te leren.",
        contact="bel ons",
        expires=date(2999, 12, 31),
    )


def _answers(level: int) -> dict[str, Opinion]:
    return {criterion.id: Opinion(answer=level, remark="Toch wel.") for criterion in statements(shipped().framework)}


def _close_a_check(practice: Practice, assessment: str) -> str:
    check = practice.open(EVA, assessment, _invitation(), with_links=False).check.id
    for level in (0, 1, 2, 3, 3):
        practice.enter(EVA, check, Response(answers=_answers(level), missing="Tijd.", question="Wanneer?"))
    practice.close(EVA, check)
    practice.tell(EVA, check, Told(text="We komen langs.", by="Wij"), 0)
    asked = statements(shipped().framework)[0].id
    practice.keep_table_notes(EVA, check, asked, TableNotes(heard="Dat klopt."), 0)
    return check


def _open_a_check(practice: Practice, assessment: str) -> str:
    opened = practice.open(EVA, assessment, _invitation())
    for level in (1, 1, 2, 2):
        practice.enter(EVA, opened.check.id, Response(answers=_answers(level)))
    respondents = Respondents(practice)
    phone = Respondent(opened.links[0], respondents.begin(Respondent(opened.links[0])))
    respondents.answer(phone, statements(shipped().framework)[0].id, Opinion(answer=3))
    return opened.check.id


def _review(practice: Practice) -> str:
    store = practice.projects.store
    people = let_in("person-3", roles=(Role.CHAIR,)) + let_in("person-4", roles=(Role.REVIEWER,))
    by = act(minute(60), "person-3", "make_round", "act-2")
    store.create(Stream("round", StreamKind.ROUND, START), [*people, Change(STAGE, {"stage": "individual"}, 0)], by)
    store.create(Stream("submission", StreamKind.SUBMISSION, START, "round"), [], by)
    head = {"author": "person-4", "lens": "review", "moment": "proposal"}
    pin, criterion = shipped().content_hash, shipped().framework.criteria[0].id
    review = Stream("review", StreamKind.REVIEW, START, "submission", framework=pin, head=head)
    rating = dump_rating(Scored(level=1, evidence=_PIECES), practice.projects.new_id)
    store.create(review, [Change(RATING + criterion, rating, 0)], act(minute(61), "person-4", "review", "act-3"))
    return review.id


def read(practice: Practice, ids: dict[str, str]) -> dict[str, Any]:
    """All of it as the program reads it now, through the models; the open check is closed on the way."""
    projects, store = practice.projects, practice.projects.store
    dossier = projects.dossier(EVA, ids["assessment"])
    closed, opened = practice.check(EVA, ids["closed"]), practice.close(EVA, ids["open"])
    review = store.stream(ids["review"])
    identity = store.identity(EVA.person)
    assert closed.results
    assert closed.told
    assert opened.results
    assert review
    assert identity
    return {
        "record": dump_record(dossier.assessment),
        "pieces": [dump(item) for rating in dossier.drafts.values() for item in rating.evidence],
        "commitments": {key: dump(each) for key, each in dossier.commitments.items()},
        "table_notes": {key: dump(each) for key, each in dossier.table_notes.items()},
        "invitation_draft": dump(dossier.invitation),
        "minutes": {event.sequence: event.act.deed for event in store.events(ids["assessment"])},
        "closed": {"results": dump(closed.results), "told": dump(closed.told), "invitation": dump(closed.invitation)},
        "notes": {key: dump(each) for key, each in closed.table_notes.items()},
        "opened": dump(opened.results),
        "review": {key: dump(load_rating(entry.payload)) for key, entry in review.entries.items()},
        "name": identity.name,
    }


def main() -> None:
    """Write the database of the present form, and what is read from it."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"form_{SCHEMA}.sqlite3"
    path.unlink(missing_ok=True)
    with open_house(path) as practice:
        ids = fill(practice)
        practice.projects.store.forget_journal()
    copy = path.with_suffix(".copy")
    copy.write_bytes(path.read_bytes())
    with open_house(copy) as practice:
        told = {"ids": ids, "told": read(practice, ids)}
    for side in FOLDER.glob("*.copy*"):
        side.unlink()
    path.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
