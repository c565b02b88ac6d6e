"""Who is who: the one person of a machine of one's own, and a person who is forgotten and leaves no name behind."""

import json
from collections.abc import Generator
from itertools import count
from pathlib import Path

import pytest

from framework.assessing.record import Moment, Project, Scored
from framework.errors import Faults, Unknown
from framework.instrument.library import Library
from framework.keeping.events import Change
from framework.keeping.identities import Identity
from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from framework.keeping.streams import ROOTS, Stream, StreamKind
from framework.people.membership import Membership, Role
from framework.people.person import Actor
from framework.use_cases.codec import dump_membership, load_memberships
from framework.use_cases.projects import Projects
from intake.record_file import read_record
from storage.engine import DATA, database_url, make_engine
from storage.migration import migrate
from storage.store import SqlStore
from tests.framework.strategies import SHIPPED_FOLDER, shipped
from tests.storage.databases import act, minute

EVA, JAN = Actor("p-7f3a"), Actor("p-90c1")
CORE = [c.id for c in shipped().framework.criteria if c.is_core]
KNOWN = Identity(EVA.person, "Eva van den Heuvel", "eva@hogeschool.example", "https://login.example", "urn:eva:12345")
EXAMPLE = sorted((SHIPPED_FOLDER / "examples").glob("*.nl.yaml"))[0]
NAMED = [KNOWN.name, KNOWN.email, KNOWN.issuer, KNOWN.subject]


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    engine = make_engine(database_url({DATA: str(tmp_path)}))
    migrate(engine)
    yield SqlStore(engine)
    engine.dispose()


@pytest.fixture
def projects(store: Store) -> Projects:
    minutes, numbers = count(1), count(1)
    return Projects(store, Library([shipped()]), lambda: minute(next(minutes)), lambda: f"id-{next(numbers)}")


def start(projects: Projects, actor: Actor, title: str) -> str:
    details = Project(title=title, document_type="announcement_or_report")
    return projects.start(actor, details, Moment.PROPOSAL, shipped())


def let_in(projects: Projects, assessment: str, person: str, role: Role) -> None:
    project = projects.dossier(EVA, assessment).project
    membership = Membership(person, frozenset({role}))
    projects.store.apply(
        project.id, [Change(f"member/{person}", dump_membership(membership), 0)], act(person=EVA.person)
    )


def test_person_of_this_machine_is_made_once(projects: Projects) -> None:
    first, again = projects.people.local(), projects.people.local()
    assert first == again
    assert first.app_roles == frozenset()
    assert projects.store.identity(first.person) == Identity(first.person, issuer="local", subject="local")


def test_what_one_alone_holds_is_erased(projects: Projects) -> None:
    alone = start(projects, EVA, "Alleen van Eva")
    projects.record_rating(EVA, alone, CORE[0], Scored(level=2, note="Mevrouw Jansen"), 0)
    projects.people.forget(EVA)
    with pytest.raises(Unknown):
        projects.dossier(EVA, alone)
    assert {event.payload for event in projects.store.events(alone)} == {None}


def test_what_is_shared_stays_under_an_id_that_says_nothing(projects: Projects) -> None:
    shared = start(projects, EVA, "Van ons samen")
    let_in(projects, shared, JAN.person, Role.OWNER)
    projects.record_rating(EVA, shared, CORE[0], Scored(level=2, note="Zie r. 3."), 0)
    projects.store.identify(KNOWN)
    projects.people.forget(EVA)
    dossier = projects.dossier(JAN, shared)
    assert dossier.drafts[CORE[0]] == Scored(level=2, note="Zie r. 3.")
    assert dossier.stream.entries[f"rating/{CORE[0]}"].person == EVA.person
    assert [member.person for member in load_memberships(dossier.project)] == [JAN.person]
    assert projects.store.identity(EVA.person) is None
    with pytest.raises(Unknown):
        projects.dossier(EVA, shared)
    ended = projects.store.events(dossier.project.id)[-1]
    assert (ended.key, ended.payload, ended.act.deed, ended.act.person) == (
        f"member/{EVA.person}",
        None,
        "forget",
        EVA.person,
    )
    assert projects.store.log(EVA.person)[-1].deed == "forget"


def test_last_owner_of_something_shared_hands_over_first(projects: Projects) -> None:
    alone, shared = start(projects, EVA, "Alleen van Eva"), start(projects, EVA, "Van ons samen")
    let_in(projects, shared, JAN.person, Role.EDITOR)
    projects.store.identify(KNOWN)
    with pytest.raises(Faults) as refused:
        projects.people.forget(EVA)
    assert [(fault.code, fault.details) for fault in refused.value.faults] == [
        ("last_owner", {"title": "Van ons samen"})
    ]
    assert (projects.store.identity(EVA.person), len(projects.mine(EVA).dossiers)) == (KNOWN, 2)
    assert projects.dossier(EVA, alone)


def test_forgetting_passes_over_what_was_erased_or_left_a_moment_before(
    projects: Projects, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased, left = start(projects, EVA, "Net gewist"), start(projects, EVA, "Net verlaten")
    let_in(projects, left, JAN.person, Role.OWNER)
    seen = {kind: projects.store.roots_of(EVA.person, kind) for kind in ROOTS}
    projects.erase(EVA, erased)
    project = projects.dossier(JAN, left).project.id
    projects.store.apply(project, [Change(f"member/{EVA.person}", None, 1)], act(person=JAN.person))
    before = projects.store.events(project)
    monkeypatch.setattr(projects.store, "roots_of", lambda _, kind: seen[kind])
    projects.store.identify(KNOWN)
    projects.people.forget(EVA)
    assert projects.store.identity(EVA.person) is None
    assert projects.store.events(project) == before


def test_whom_a_record_names_as_its_rater_is_forgotten_with_who_read_it_in(projects: Projects, tmp_path: Path) -> None:
    record, loaded = read_record(EXAMPLE, projects.library)
    signed = record.model_copy(update={"rater": KNOWN.name})
    shared = projects.take_in(EVA, signed, loaded)
    let_in(projects, shared, JAN.person, Role.OWNER)
    assert projects.dossier(JAN, shared).assessment.rater == KNOWN.name
    assert missing([str(KNOWN.name)], projects.store, tmp_path) == []
    projects.people.forget(EVA)
    after = projects.dossier(JAN, shared).assessment
    assert (after.rater, len(after.ratings)) == (None, len(record.ratings))
    assert missing([str(KNOWN.name)], projects.store, tmp_path) == [KNOWN.name]


def test_who_leaves_takes_nobody_elses_name_along(projects: Projects) -> None:
    record, loaded = read_record(EXAMPLE, projects.library)
    shared = projects.take_in(EVA, record.model_copy(update={"rater": KNOWN.name}), loaded)
    let_in(projects, shared, JAN.person, Role.OWNER)
    projects.people.forget(JAN)
    assert projects.dossier(EVA, shared).assessment.rater == KNOWN.name


def test_owner_of_a_moment_ago_erases_nothing(projects: Projects, monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = start(projects, EVA, "Overgedragen")
    let_in(projects, assessment, JAN.person, Role.OWNER)
    seen = projects.store.stream_and_root(assessment)
    assert seen
    ended = Change(f"member/{EVA.person}", None, 1)
    projects.store.apply(seen[1].id, [ended], act(person=JAN.person))
    now = projects.store.stream_and_root

    def see(identifier: str) -> tuple[Stream, Stream] | None:
        return seen if identifier == assessment else now(identifier)

    monkeypatch.setattr(projects.store, "stream_and_root", see)
    with pytest.raises(Unknown):
        projects.erase(EVA, assessment)
    monkeypatch.undo()
    assert projects.dossier(JAN, assessment)


def test_erased_project_takes_the_name_of_its_rater_along(projects: Projects, tmp_path: Path) -> None:
    record, loaded = read_record(EXAMPLE, projects.library)
    projects.erase(EVA, projects.take_in(EVA, record.model_copy(update={"rater": KNOWN.name}), loaded))
    assert missing([str(KNOWN.name)], projects.store, tmp_path) == [KNOWN.name]


def test_nothing_that_the_program_kept_names_a_forgotten_person(projects: Projects, tmp_path: Path) -> None:
    store = projects.store
    alone, shared = start(projects, EVA, "Alleen van Eva"), start(projects, EVA, "Van ons samen")
    let_in(projects, shared, JAN.person, Role.OWNER)
    for number, criterion in enumerate(CORE):
        projects.record_rating(EVA, shared, criterion, Scored(level=number % 4, note="Zie r. 3."), 0)
        projects.record_rating(EVA, alone, criterion, Scored(level=1, note="Alleen Eva schreef dit."), 0)
    store.identify(KNOWN)
    store.identify(Identity(JAN.person, "Jan de Boer", "jan@hogeschool.example", KNOWN.issuer, "urn:jan:67890"))
    words = [*(word for word in NAMED if word), "Alleen van Eva", "Alleen Eva schreef dit."]
    assert missing(words, store, tmp_path) == []  # it is there before: so the look would find it
    projects.people.forget(EVA)
    gone = [word for word in words if word != KNOWN.issuer]  # Jan logs in there too
    assert missing(gone, store, tmp_path) == gone
    assert missing(["Jan de Boer", "Van ons samen"], store, tmp_path) == []
    assert store.roots_of(EVA.person, StreamKind.PROJECT) == ()


def missing(words: list[str], store: Store, folder: Path) -> list[str]:
    """Those of `words` that stand nowhere: in the files of a database, read as bytes, or in the memory of a store."""
    if isinstance(store, SqlStore):
        kept = b"".join(path.read_bytes() for path in folder.iterdir())
        return [word for word in words if word.encode() not in kept and json.dumps(word).encode() not in kept]
    kept = repr(vars(store))
    return [word for word in words if word not in kept]


def test_forgotten_person_who_comes_back_is_a_new_one(projects: Projects) -> None:
    first = projects.people.local()
    start(projects, first, "Alleen van mij")
    projects.people.forget(first)
    again = projects.people.local()
    assert again != first
    assert projects.mine(again).dossiers == ()
