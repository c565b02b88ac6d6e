"""Whatever is done in whatever order, a store in a database and one in memory tell the same; the doctor agrees."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from framework.errors import KaderwijzerError, Stale
from framework.instrument.snapshot import dump_snapshot
from framework.keeping.events import Change, Line
from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from framework.people.membership import Membership, Role
from storage.doctor import examine
from tests.framework.strategies import shipped
from tests.storage.databases import minute, open_sqlite

NAMES = ("p", "\0", "a", "b")
PEOPLE = ("eva", "jan", "els\ud800")
A_NAME, A_PERSON = st.sampled_from(NAMES), st.sampled_from(PEOPLE)
KEYS = st.sampled_from(["details", "rating/x", "rating/y"])
PAYLOADS = st.one_of(st.none(), st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=5), max_size=2))
MOMENTS = st.integers(-5, 50).map(minute)
PARTS = st.lists(st.builds(Membership, A_PERSON, st.sampled_from(Role)), max_size=3)
CHANGES = st.lists(st.builds(Change, KEYS, PAYLOADS, st.integers(0, 2)), max_size=3)
FIRST = st.lists(st.builds(Change, KEYS, PAYLOADS, st.just(0)), max_size=2, unique_by=lambda change: change.key)


class SameAsMemory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.opened = open_sqlite(Path(self.folder.name) / "kaderwijzer.sqlite3")
        self.stores: tuple[Store, Store] = (self.opened.__enter__(), MemoryStore())

    def teardown(self) -> None:
        for name in NAMES:
            for tell in ("stream", "events", "members", "assessments_of", "log"):
                self.both(lambda store, tell=tell, name=name: getattr(store, tell)(name))
        for person in PEOPLE:
            self.both(lambda store, person=person: store.projects_of(person))
        self.both(lambda store: store.log())
        assert examine(self.stores[0].engine) == ()  # pyright: ignore[reportAttributeAccessIssue]
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    def both(self, act: Callable[[Store], Any]) -> None:
        first, second = (self.outcome(store, act) for store in self.stores)
        assert first == second

    @staticmethod
    def outcome(store: Store, act: Callable[[Store], Any]) -> object:
        try:
            return act(store)
        except Stale as error:
            return Stale, error.key, error.current
        except (KaderwijzerError, ValueError) as error:
            return type(error)

    @initialize()
    def keep_the_framework(self) -> None:
        self.both(
            lambda store: store.put_framework(
                shipped().content_hash, "afwegingskader", "0.1.0", dump_snapshot(shipped())
            )
        )

    @rule(name=A_NAME, changes=FIRST, people=PARTS, at=MOMENTS, person=A_PERSON)
    def make_project(self, name: str, changes: list[Change], people: list[Membership], at: Any, person: str) -> None:
        stream = Stream(name, StreamKind.PROJECT, name, at)
        self.both(lambda store: store.create(stream, changes, person, people))

    @rule(
        name=A_NAME,
        project=st.sampled_from(NAMES[:2]),
        changes=FIRST,
        at=MOMENTS,
        person=A_PERSON,
    )
    def make_assessment(self, name: str, project: str, changes: list[Change], at: Any, person: str) -> None:
        stream = Stream(name, StreamKind.ASSESSMENT, project, at, shipped().content_hash if changes else "nowhere")
        self.both(lambda store: store.create(stream, changes, person))

    @rule(name=A_NAME, changes=CHANGES, at=MOMENTS, person=A_PERSON)
    def change(self, name: str, changes: list[Change], at: Any, person: str) -> None:
        self.both(lambda store: store.apply(name, changes, at, person))

    @rule(name=A_NAME, key=KEYS, payload=PAYLOADS, at=MOMENTS, person=A_PERSON)
    def change_what_is_seen(self, name: str, key: str, payload: Any, at: Any, person: str) -> None:
        seen = self.stores[1].stream(name)
        change = Change(key, payload, seen.version(key) if seen else 0)
        self.both(lambda store: store.apply(name, [change], at, person))

    @rule(name=A_NAME, people=PARTS)
    def choose_people(self, name: str, people: list[Membership]) -> None:
        self.both(lambda store: store.set_members(name, people))

    @rule(name=A_NAME, at=MOMENTS, person=A_PERSON)
    def erase(self, name: str, at: Any, person: str) -> None:
        self.both(lambda store: store.erase(name, at, person))

    @rule(at=MOMENTS, person=A_PERSON, subject=A_NAME)
    def note(self, at: Any, person: str, subject: str) -> None:
        self.both(lambda store: store.note(Line(at, person, "deed", subject)))

    @rule(name=A_NAME, changes=CHANGES, at=MOMENTS, fails=st.booleans())
    def work_together(self, name: str, changes: list[Change], at: Any, fails: bool) -> None:
        def act(store: Store) -> None:
            with store.transaction():
                store.note(Line(at, "eva", "together", name))
                store.apply(name, changes, at, "eva")
                if fails:
                    raise ValueError

        self.both(act)


TestSameAsMemory = SameAsMemory.TestCase
TestSameAsMemory.settings = settings(max_examples=settings.default.max_examples // 8, stateful_step_count=25)
