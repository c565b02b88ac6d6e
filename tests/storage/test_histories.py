"""Two people work on one project at the same time: what was acknowledged is what stands, now and at any time before.

They rate, name what supports a rating, take actions on, note what a table said and change the facts, each from what
that person saw last; what the other changed meanwhile is refused, and a person who is refused looks again.
"""

from itertools import count
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from framework.assessing.beside import Commitment, TableNotes
from framework.assessing.record import Evidence, Moment, Project, Scope, Scored, Unscored
from framework.errors import Stale
from framework.instrument.library import Library
from framework.instrument.model import NotScored
from framework.keeping.events import Change, as_it_was
from framework.keeping.projections import project_all
from framework.keeping.store import Store
from framework.keeping.streams import Entry, Stream
from framework.people.person import Actor
from framework.use_cases.codec import COMMITMENT, DETAILS, RATING, SETTING, TABLE_NOTES, Details
from framework.use_cases.dossier import Dossier
from framework.use_cases.projects import Projects
from storage.doctor import examine
from storage.store import SqlStore
from tests.framework.strategies import shipped
from tests.storage.databases import act, let_in, minute

EDITS = 500
CRITERIA = [criterion.id for criterion in shipped().framework.criteria][:4]
NAMES = ("eva", "jan")
_stores = count()

PERSON, CRITERION = st.sampled_from(NAMES), st.sampled_from(CRITERIA)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
EVIDENCE = st.lists(st.builds(Evidence, quote=WORDS, location=WORDS), max_size=2).map(tuple)
LEVELS = st.builds(Scored, level=st.integers(0, 3), note=WORDS, evidence=EVIDENCE)
STATES = st.builds(Unscored, not_scored=st.just(NotScored.NOT_YET_KNOWN), when=WORDS, note=WORDS)


class TwoPeople(RuleBasedStateMachine):
    def __init__(self, store: Store) -> None:
        super().__init__()
        prefix, numbers = f"{next(_stores)}-", count(1)
        self.minutes = count(1)
        self.store = store
        self.projects = Projects(
            store, Library([shipped()]), lambda: minute(next(self.minutes)), lambda: f"{prefix}{next(numbers)}"
        )
        eva = Actor("eva")
        started = Project(title="Buurtteams", document_type="full_proposal")
        self.assessment = self.projects.start(eva, started, Moment.PROPOSAL, shipped())
        self.project = self.projects.dossier(eva, self.assessment).project.id
        self.store.apply(self.project, let_in("jan"), act())
        self.seen = {name: self.look(name) for name in NAMES}
        self.acknowledged = {self.project: [self.now(self.project)], self.assessment: [self.now(self.assessment)]}

    def look(self, person: str) -> Dossier:
        return self.projects.dossier(Actor(person), self.assessment)

    def now(self, identifier: str) -> Stream:
        stream = self.store.stream(identifier)
        assert stream
        return stream

    def edit(self, person: str, key: str, save: Any) -> None:
        """Save from what the person saw; where that is old, look again and leave it."""
        seen = self.seen[person]
        of = seen.project if key == DETAILS else seen.stream
        before = self.now(of.id)
        try:
            after: Dossier = save(Actor(person), of.version(key))
        except Stale:
            assert before.version(key) != of.version(key)
            assert self.now(of.id) == before
            self.seen[person] = self.look(person)
            return
        self.seen[person] = after
        told = after.project if key == DETAILS else after.stream
        assert told.version(key) == before.version(key) + 1
        self.acknowledged[of.id].append(told)

    @rule(person=PERSON, criterion=CRITERION, rating=LEVELS | STATES)
    def rate(self, person: str, criterion: str, rating: Scored | Unscored) -> None:
        key = RATING + criterion
        self.edit(
            person, key, lambda who, seen: self.projects.record_rating(who, self.assessment, criterion, rating, seen)
        )

    @rule(
        person=PERSON, criterion=CRITERION, commitment=st.none() | st.builds(Commitment, who=WORDS, done=st.booleans())
    )
    def take_action(self, person: str, criterion: str, commitment: Commitment | None) -> None:
        key = COMMITMENT + criterion
        self.edit(
            person, key, lambda who, seen: self.projects.take_action(who, self.assessment, criterion, commitment, seen)
        )

    @rule(person=PERSON, criterion=CRITERION, notes=st.builds(TableNotes, heard=WORDS, changes=WORDS))
    def note(self, person: str, criterion: str, notes: TableNotes) -> None:
        key = TABLE_NOTES + criterion
        self.edit(
            person, key, lambda who, seen: self.projects.keep_table_notes(who, self.assessment, criterion, notes, seen)
        )

    @rule(person=PERSON, title=st.sampled_from(["Buurtteams", "Wijkteams", "Teams"]), summary=WORDS)
    def change_facts(self, person: str, title: str, summary: str) -> None:
        details = Details(title=title, summary=summary)
        self.edit(person, DETAILS, lambda who, seen: self.projects.change_details(who, self.assessment, details, seen))

    @rule(person=PERSON, scope=st.sampled_from(Scope))
    def go_deeper(self, person: str, scope: Scope) -> None:
        self.edit(
            person, SETTING, lambda who, seen: self.projects.change_setting(who, self.assessment, seen, scope=scope)
        )

    @rule(person=PERSON)
    def look_again(self, person: str) -> None:
        self.seen[person] = self.look(person)

    @invariant()
    def what_stands_is_what_was_acknowledged_last(self) -> None:
        for identifier, told in self.acknowledged.items():
            assert self.now(identifier) == told[-1]

    def teardown(self) -> None:
        for identifier, told in self.acknowledged.items():
            events = self.store.events(identifier)
            assert as_it_was(told[-1], events, told[-1].sequence) == told[-1]
            assert told[-1].entries == last_entries(events)
            for then in told:  # as it was at any time that anybody was told of
                assert as_it_was(told[-1], events, then.sequence) == then
                assert as_it_was(told[-1], self.store.events(identifier, until=then.sequence), then.sequence) == then
            for name in NAMES:
                assert self.store.projection(identifier, f"pace/{name}") == project_all(events).get(f"pace/{name}")
        if isinstance(self.store, SqlStore):
            assert examine(self.store.engine) == ()


def last_entries(events: tuple[Any, ...]) -> dict[str, Entry]:
    """What the events say, told without `fold`."""
    return {e.key: Entry(e.version, e.payload, e.act.at, e.act.person) for e in events}


def test_two_people_who_interleave_five_hundred_edits(store: Store) -> None:
    run_state_machine_as_test(
        lambda: TwoPeople(store),
        settings=settings(
            max_examples=2,
            stateful_step_count=EDITS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_refused_edit_is_in_no_history(store: Store) -> None:
    """The machine would not see a store that keeps what it refused; this does."""
    machine = TwoPeople(store)
    machine.edit(
        "eva",
        DETAILS,
        lambda who, seen: machine.projects.change_details(who, machine.assessment, Details(title="Van Eva"), seen),
    )
    machine.edit(
        "jan",
        DETAILS,
        lambda who, seen: machine.projects.change_details(who, machine.assessment, Details(title="Van Jan"), seen),
    )
    titles = [e.payload["title"] for e in store.events(machine.project) if e.key == DETAILS and e.payload]
    assert titles == ["Buurtteams", "Van Eva"]
    assert [Change(e.key, e.payload, e.version - 1) for e in store.events(machine.project)][-1].expected == 1
    machine.teardown()
