"""Whatever is done in whatever order, a store in a database and one in memory say the same; the doctor agrees."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from framework.errors import KaderwijzerError, Stale
from framework.keeping.content import Content, ContentKind, hash_body
from framework.keeping.events import Act, Change, Line
from framework.keeping.identities import Identity
from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from framework.keeping.streams import PINNED, Stream, StreamKind
from framework.use_cases.frameworks import keep_framework
from storage.doctor import examine
from tests.framework.strategies import shipped
from tests.storage.databases import minute, open_sqlite

NAMES = ("p", "\0", "a", "b")
PEOPLE = ("eva", "jan", "els\ud800")
A_NAME, A_PERSON = st.sampled_from(NAMES), st.sampled_from(PEOPLE)
KEYS = st.sampled_from(["details", "rating/x", "rating/y"])
PAYLOADS = st.one_of(st.none(), st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=5), max_size=2))
ROLES = {StreamKind.ROUND: {"roles": ["chair", "reviewer"]}}
TIMES = st.integers(-5, 50).map(minute)
_acts = count()
ACTS = st.builds(
    lambda deed, person, at: Act(str(next(_acts)), deed, person, at), st.sampled_from("xy"), A_PERSON, TIMES
)
CHANGES = st.lists(st.builds(Change, KEYS, PAYLOADS, st.integers(0, 2)), max_size=3)
FIRST = st.lists(st.builds(Change, KEYS, PAYLOADS, st.just(0)), max_size=2, unique_by=lambda change: change.key)
LOGINS = st.sampled_from([None, "surf", "eduid"])


class SameAsMemory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.opened = open_sqlite(Path(self.folder.name) / "kaderwijzer.sqlite3")
        self.stores: tuple[Store, Store] = (self.opened.__enter__(), MemoryStore())

    def teardown(self) -> None:
        for name in NAMES:
            for tell in ("stream", "stream_and_root", "events", "log"):
                self.both(lambda store, tell=tell, name=name: getattr(store, tell)(name))
            for person in PEOPLE:
                self.both(lambda store, name=name, person=person: store.projection(name, f"pace/{person}"))
            for kind in StreamKind:
                self.both(lambda store, name=name, kind=kind: store.children(name, kind))
        for person in PEOPLE:
            self.both(lambda store, person=person: (store.identity(person), store.identity_at("surf", person)))
            for kind in (StreamKind.PROJECT, StreamKind.ROUND):
                self.both(lambda store, person=person, kind=kind: store.roots_of(person, kind))
        self.both(lambda store: store.log())
        assert examine(self.stores[0].engine) == ()  # pyright: ignore[reportAttributeAccessIssue]
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    def both(self, do: Callable[[Store], Any]) -> None:
        first, second = (self.outcome(store, do) for store in self.stores)
        assert first == second

    @staticmethod
    def outcome(store: Store, do: Callable[[Store], Any]) -> object:
        try:
            return do(store)
        except Stale as error:
            return Stale, error.key
        except (KaderwijzerError, ValueError) as error:
            return type(error)

    @initialize()
    def keep_the_framework(self) -> None:
        self.both(lambda store: keep_framework(store, shipped()))

    @rule(
        name=A_NAME,
        kind=st.sampled_from(StreamKind),
        parent=st.none() | A_NAME,
        changes=FIRST,
        act=ACTS,
    )
    def make(self, *, name: str, kind: StreamKind, parent: Any, changes: Any, act: Act) -> None:
        pin = (shipped().content_hash if changes else "nowhere") if kind in PINNED else None
        roles = ROLES.get(kind, {"roles": ["owner"]})
        has_people = parent is None and kind is not StreamKind.TABLE
        people = [Change(f"member/{act.person}", roles, 0)] if has_people else []
        stream = Stream(
            name, kind, act.at, parent, framework=pin, head={"author": act.person, "lens": "review", "moment": "idea"}
        )
        self.both(lambda store: store.create(stream, [*changes, *people], act))

    @rule(name=st.sampled_from(NAMES[:2]), part=st.sampled_from(NAMES[2:]), changes=FIRST, act=ACTS)
    def make_project_with_a_part(self, name: str, part: str, changes: list[Change], act: Act) -> None:
        owner = Change(f"member/{act.person}", {"roles": ["owner"]}, 0)
        head = {"author": act.person, "lens": "self", "moment": "idea"}
        below = Stream(part, StreamKind.ASSESSMENT, act.at, name, framework=shipped().content_hash, head=head)
        self.both(lambda store: store.create(Stream(name, StreamKind.PROJECT, act.at), [owner], act))
        self.both(lambda store: store.create(below, changes, act))

    @rule(name=A_NAME, changes=CHANGES, act=ACTS)
    def change(self, name: str, changes: list[Change], act: Act) -> None:
        self.both(lambda store: store.apply(name, changes, act))

    @rule(name=A_NAME, key=KEYS, payload=PAYLOADS, act=ACTS)
    def change_what_is_seen(self, name: str, key: str, payload: Any, act: Act) -> None:
        seen = self.stores[1].stream(name)
        change = Change(key, payload, seen.version(key) if seen else 0)
        self.both(lambda store: store.apply(name, [change], act))

    @rule(name=A_NAME, act=ACTS)
    def erase(self, name: str, act: Act) -> None:
        self.both(lambda store: store.erase(name, act))

    @rule(owner=A_NAME, body=st.sampled_from([b"x", b"y"]), name=st.none() | A_NAME)
    def keep_a_document(self, owner: str, body: bytes, name: str | None) -> None:
        if self.stores[1].stream(owner):
            content = Content(owner, hash_body(body), ContentKind.DOCUMENT, body, name)
            self.both(lambda store: store.keep(content))
            self.both(lambda store: store.content(owner, content.hash))

    @rule(person=A_PERSON, name=A_NAME, login=LOGINS, subject=A_PERSON)
    def identify(self, person: str, name: str, login: str | None, subject: str) -> None:
        self.both(lambda store: store.identify(Identity(person, name, None, login, login and subject)))

    @rule(person=A_PERSON)
    def forget(self, person: str) -> None:
        self.both(lambda store: store.forget(person))

    @rule(at=TIMES, person=A_PERSON, subject=A_NAME)
    def note(self, at: Any, person: str, subject: str) -> None:
        self.both(lambda store: store.note(Line(at, person, "deed", subject)))

    @rule(name=A_NAME, changes=CHANGES, act=ACTS, fails=st.booleans())
    def work_in_a_transaction(self, name: str, changes: list[Change], act: Act, fails: bool) -> None:
        def do(store: Store) -> None:
            with store.transaction():
                store.note(Line(act.at, "eva", "together", name))
                store.lock(name)
                store.apply(name, changes, act)
                if fails:
                    raise ValueError

        self.both(do)


TestSameAsMemory = SameAsMemory.TestCase
TestSameAsMemory.settings = settings(max_examples=settings.default.max_examples // 8, stateful_step_count=25)
