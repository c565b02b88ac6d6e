"""The use cases, over a store in memory and one in a database: what they do, and what a refusal never tells."""

import json
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from framework.assessing.beside import Commitment, TableNotes
from framework.assessing.record import Evidence, Moment, Project, Scope, Scored, Unscored
from framework.errors import Faults, Stale, Unknown
from framework.instrument import snapshot
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import NotScored
from framework.keeping.content import LIBRARY
from framework.keeping.events import Change, Line
from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from framework.people.membership import Membership, Role
from framework.people.person import Actor
from framework.practice.invitation import InvitationDraft
from framework.reporting.profile_json import profile_data
from framework.reporting.report import make_report
from framework.use_cases.as_typed import KeptCommitment
from framework.use_cases.codec import COMMITMENT, DETAILS, RATING, SETTING, Details, dump_membership, load_memberships
from framework.use_cases.projects import Projects
from intake.record_file import read_record
from tests.framework.strategies import SHIPPED_FOLDER, fields_of, shipped
from tests.storage.databases import START, act, open_sqlite

OWNER, AUTHOR, READER, STRANGER = (Actor(name) for name in ("olga", "anna", "rik", "siem"))
PEOPLE = [
    Membership(name, frozenset({role}))
    for name, role in (("olga", Role.OWNER), ("anna", Role.EDITOR), ("rik", Role.READER))
]
STARTED = Project(title="Buurtteams", document_type="announcement_or_report", organisation="Stichting X")
FACTS = Details(title="Buurtteams", organisation="Stichting X")
PROJECT = "id-2"  # the first id is that of the act that makes it
CORE = [c.id for c in shipped().framework.criteria if c.is_core]
OPTIONAL = next(c.id for c in shipped().framework.criteria if c.not_applicable)
GATE = next(c.id for c in shipped().framework.criteria if c.is_gate)
# `Practice` and `Respondents` stand on these; no screen calls them.
_FOR_OTHER_USE_CASES = {"act", "framework"}
EXAMPLES = sorted((SHIPPED_FOLDER / "examples").glob("*.yaml"))


class Clock:
    """A clock that goes on a minute with every look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def ids() -> Callable[[], str]:
    numbers: Iterator[int] = count(1)
    return lambda: f"id-{next(numbers)}"


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        with open_sqlite(tmp_path / "x.sqlite3") as opened:
            yield opened


@pytest.fixture
def projects(store: Store) -> Projects:
    return Projects(store, Library([shipped()]), Clock(), ids())


@pytest.fixture
def assessment(projects: Projects) -> str:
    """A new assessment of the owner, with an editor and a reader; `id-1` is its project."""
    made = projects.start(OWNER, STARTED, Moment.PROPOSAL, shipped())
    others = [Change(f"member/{m.person}", dump_membership(m), 0) for m in PEOPLE[1:]]
    projects.store.apply(PROJECT, others, act())
    return made


def everything(store: Store) -> object:
    names = [f"id-{n}" for n in range(1, 9)]
    return [(store.stream(n), store.events(n)) for n in names], store.log()


def refusal(act: Callable[[], object]) -> object:
    """All that a caller can see of a refusal; what came back where there was none."""
    try:
        return act()
    except Exception as error:
        return type(error), error.args, str(error), error.__cause__, error.__context__


READS: dict[str, Callable[[Projects, Actor, str], object]] = {
    "dossier": lambda s, who, a: s.dossier(who, a),
    "report": lambda s, who, a: s.report(who, a, "nl"),
    "report_on": lambda s, who, a: s.report_on(who, s.dossier(OWNER, a), "nl"),
    "mirrors": lambda s, who, a: s.mirrors(who, s.dossier(OWNER, a)),
    "minutes_left": lambda s, who, a: s.minutes_left(who, s.dossier(OWNER, a)),
}
WRITES: dict[str, Callable[[Projects, Actor, str], object]] = {
    "record_rating": lambda s, who, a: s.record_rating(who, a, CORE[0], Scored(level=2), 0),
    "change_details": lambda s, who, a: s.change_details(who, a, FACTS, 1),
    "change_setting": lambda s, who, a: s.change_setting(who, a, 1, scope=Scope.FULL),
    "take_action": lambda s, who, a: s.take_action(who, a, CORE[0], Commitment(who="Jan"), 0),
    "keep_invitation": lambda s, who, a: s.keep_invitation(who, a, InvitationDraft(asker="Wij"), 0),
    "keep_table_notes": lambda s, who, a: s.keep_table_notes(who, a, CORE[0], TableNotes(heard="Druk."), 0),
    "add_evidence": lambda s, who, a: s.add_evidence(who, a, CORE[0], Evidence(quote="Zo is het.")),
}
OWNS: dict[str, Callable[[Projects, Actor, str], object]] = {"erase": lambda s, who, a: s.erase(who, a)}
# Here a person who may write is told more than `Unknown`; nobody else may learn even that.
BAD_WRITES: dict[str, Callable[[Projects, Actor, str], object]] = {
    "stale rating": lambda s, who, a: s.record_rating(who, a, CORE[0], Scored(level=2), 7),
    "unknown criterion": lambda s, who, a: s.record_rating(who, a, "no.where", Scored(level=2), 0),
    "level off the scale": lambda s, who, a: s.record_rating(who, a, CORE[0], Scored(level=9), 0),
    "stale details": lambda s, who, a: s.change_details(who, a, FACTS, 7),
    "unknown document": lambda s, who, a: s.change_setting(who, a, 1, document_type="rap"),
    "stale setting": lambda s, who, a: s.change_setting(who, a, 7, scope=Scope.FULL),
    "no day": lambda s, who, a: s.change_setting(who, a, 1, date="morgen"),
    "table notes of nothing": lambda s, who, a: s.keep_table_notes(who, a, "no.where", TableNotes(), 0),
    "evidence of nothing": lambda s, who, a: s.add_evidence(who, a, "no.where", Evidence(quote="x")),
    "action on nothing": lambda s, who, a: s.take_action(who, a, "no.where", None, 0),
}
ALL = READS | WRITES | OWNS | BAD_WRITES
MAY_NOT = [
    *((name, who) for name in ALL for who in (STRANGER, Actor("olga "))),
    *((name, READER) for name in WRITES | OWNS | BAD_WRITES),
    *((name, AUTHOR) for name in OWNS),
]
MAY = [
    *((name, who) for name in READS for who in (OWNER, AUTHOR, READER)),
    *((name, who) for name in WRITES for who in (OWNER, AUTHOR)),
    *((name, OWNER) for name in OWNS),
]


def test_matrix_holds_every_method_that_takes_an_assessment() -> None:
    public = {name for name, value in vars(Projects).items() if callable(value) and not name.startswith("_")}
    assert public - {"keep_frameworks", "start", "take_in", "mine"} - _FOR_OTHER_USE_CASES == set(READS | WRITES | OWNS)


@pytest.mark.parametrize(("name", "who"), MAY_NOT, ids=lambda x: x if isinstance(x, str) else x.person)
def test_what_is_of_others_reads_exactly_as_absent(projects: Projects, assessment: str, name: str, who: Actor) -> None:
    before = everything(projects.store)
    foreign = refusal(lambda: ALL[name](projects, who, assessment))
    assert foreign == (Unknown, (), "", None, None)
    for absent in ("id-99", "", "-1", "\0", "\ud800", PROJECT):  # the last is the project, which is no assessment
        assert refusal(lambda absent=absent: ALL[name](projects, who, absent)) == foreign
    assert everything(projects.store) == before


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("who", [OWNER, AUTHOR], ids=lambda actor: actor.person)
def test_absent_is_unknown_to_its_people_too(projects: Projects, assessment: str, name: str, who: Actor) -> None:
    assert assessment
    for absent in ("id-99", PROJECT):
        assert refusal(lambda absent=absent: ALL[name](projects, who, absent)) == (Unknown, (), "", None, None)


@pytest.mark.parametrize(("name", "who"), MAY, ids=lambda x: x if isinstance(x, str) else x.person)
def test_those_who_may_are_served(projects: Projects, assessment: str, name: str, who: Actor) -> None:
    outcome = refusal(lambda: ALL[name](projects, who, assessment))
    assert not isinstance(outcome, tuple)


@pytest.mark.parametrize("who", [OWNER, AUTHOR, READER], ids=lambda actor: actor.person)
def test_mine_are_those_one_is_a_member_of(projects: Projects, assessment: str, who: Actor) -> None:
    projects.start(STRANGER, STARTED, Moment.IDEA, shipped())
    assert [dossier.stream.id for dossier in projects.mine(who).dossiers] == [assessment]
    assert projects.mine(Actor("nobody")).dossiers == ()


def test_mine_stand_with_the_latest_work_first(projects: Projects) -> None:
    first = projects.start(OWNER, STARTED, Moment.IDEA, shipped())
    second = projects.start(OWNER, STARTED, Moment.IDEA, shipped())
    assert [d.stream.id for d in projects.mine(OWNER).dossiers] == [second, first]
    projects.record_rating(OWNER, first, CORE[0], Scored(level=1), 0)
    assert [d.stream.id for d in projects.mine(OWNER).dossiers] == [first, second]


def test_start_makes_an_empty_quick_scan_of_ones_own(projects: Projects) -> None:
    made = projects.start(OWNER, STARTED, Moment.HALFWAY, shipped())
    dossier = projects.dossier(OWNER, made)
    found = dossier.assessment
    assert (found.project, found.moment, found.scope, found.ratings) == (STARTED, Moment.HALFWAY, Scope.CORE, {})
    assert found.date == START.date()
    assert (dossier.answered, len(dossier.asked)) == (0, len(CORE))
    assert load_memberships(dossier.project) == (Membership("olga", frozenset({Role.OWNER})),)
    assert dossier.stream.head == {"author": "olga", "lens": "self", "moment": "halfway"}
    assert projects.store.log() == (Line(dossier.stream.created, "olga", "start", PROJECT),)


def test_start_that_fails_half_way_leaves_nothing(
    projects: Projects, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Line) -> None:
        raise KeyError

    before = everything(store)
    with monkeypatch.context() as patch:
        patch.setattr(store, "note", fail)
        with pytest.raises(KeyError):
            projects.start(OWNER, STARTED, Moment.IDEA, shipped())
    assert everything(store) == before
    assert projects.mine(OWNER).dossiers == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_record_that_is_taken_in_comes_out_the_same(projects: Projects, path: Path) -> None:
    record, loaded = read_record(path, projects.library)
    made = projects.take_in(OWNER, record, loaded)
    dossier = projects.dossier(OWNER, made)
    pinned = record.framework.model_copy(update={"content_hash": loaded.content_hash})
    assert dossier.assessment == record.model_copy(update={"framework": pinned})
    assert list(dossier.assessment.ratings) == list(record.ratings)
    assert dossier.reminders == {}
    assert profile_data(projects.report(OWNER, made, "nl")) == profile_data(make_report(loaded, record, "nl"))
    assert projects.minutes_left(OWNER, projects.dossier(OWNER, made)) is None


def test_example_is_taken_in_as_a_copy(projects: Projects) -> None:
    record, loaded = read_record(EXAMPLES[0], projects.library)
    first, second = (projects.take_in(OWNER, record, loaded) for _ in range(2))
    projects.change_details(OWNER, first, FACTS, 1)
    assert projects.dossier(OWNER, second).assessment.project == record.project


def test_rating_is_kept_with_its_versions(projects: Projects, assessment: str) -> None:
    projects.record_rating(OWNER, assessment, CORE[0], Scored(level=1), 0)
    dossier = projects.record_rating(AUTHOR, assessment, CORE[0], Scored(level=2, note="Zie r. 3."), 1)
    assert dossier == projects.dossier(READER, assessment)
    entry = dossier.stream.entries[RATING + CORE[0]]
    assert (entry.version, entry.payload, entry.person) == (
        2,
        {"level": 2, "evidence": [], "note": "Zie r. 3."},
        "anna",
    )
    assert [e.payload and e.payload.get("level") for e in projects.store.events(assessment)[1:]] == [1, 2]


@pytest.mark.parametrize(
    ("key", "do"),
    [
        (RATING + CORE[0], lambda s, a, v: s.record_rating(AUTHOR, a, CORE[0], Scored(level=3), v)),
        (COMMITMENT + CORE[0], lambda s, a, v: s.take_action(AUTHOR, a, CORE[0], Commitment(who="Jan"), v)),
        (SETTING, lambda s, a, v: s.change_setting(AUTHOR, a, v, scope=Scope.FULL)),
        (
            DETAILS,
            lambda s, a, v: s.change_details(AUTHOR, a, Details(title="Nieuw"), v),
        ),
    ],
    ids=["rating", "action", "setting", "details"],
)
def test_stale_change_names_the_entry_and_writes_nothing(
    projects: Projects, assessment: str, key: str, do: Callable[[Projects, str, int], object]
) -> None:
    projects.record_rating(OWNER, assessment, CORE[0], Scored(level=1), 0)
    projects.take_action(OWNER, assessment, CORE[0], Commitment(who="Olga"), 0)
    before = everything(projects.store)
    for expected in (0, 2):
        with pytest.raises(Stale) as refused:
            do(projects, assessment, expected)
        assert refused.value.key == key
    assert everything(projects.store) == before
    do(projects, assessment, 1)
    assert everything(projects.store) != before


@pytest.mark.parametrize(
    ("criterion", "rating", "code"),
    [
        ("no.where", Scored(level=1), "unknown_criterion"),
        (CORE[0], Scored(level=4), "level_off_scale"),
        (GATE, Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Toch niet."), "gate_applies"),
        (CORE[0], Unscored(not_scored=NotScored.NOT_IN_TEXT), "silence_is_lowest"),
    ],
)
def test_what_nobody_can_finish_is_refused(
    projects: Projects, assessment: str, criterion: str, rating: Scored | Unscored, code: str
) -> None:
    projects.change_setting(OWNER, assessment, 1, document_type="full_proposal")
    before = everything(projects.store)
    with pytest.raises(Faults) as refused:
        projects.record_rating(OWNER, assessment, criterion, rating, 0)
    assert code in [fault.code for fault in refused.value.faults]
    assert everything(projects.store) == before


def test_what_one_can_finish_is_kept_as_a_draft(projects: Projects, assessment: str) -> None:
    projects.change_setting(OWNER, assessment, 1, scope=Scope.FULL)
    draft = Unscored(not_scored=NotScored.NOT_APPLICABLE)
    dossier = projects.record_rating(OWNER, assessment, OPTIONAL, draft, 0)
    assert (dossier.drafts[OPTIONAL], dossier.reminders) == (draft, {OPTIONAL: "reason_missing"})
    assert dossier.answered == 0
    dossier = projects.record_rating(OWNER, assessment, CORE[0], Scored(level=0), 0)
    assert dossier.reminders == {OPTIONAL: "reason_missing", CORE[0]: "absence_not_shown"}
    data = profile_data(projects.report(OWNER, assessment, "nl"))
    assert sum(phase["scored"] for phase in data["phases"]) == 0
    done = projects.record_rating(OWNER, assessment, CORE[0], Scored(level=0, note="Staat er niet."), 1)
    assert (done.answered, done.reminders) == (1, {OPTIONAL: "reason_missing"})


def test_other_document_keeps_answers_and_reminds_of_what_silence_means(projects: Projects, assessment: str) -> None:
    silent = Unscored(not_scored=NotScored.NOT_IN_TEXT, note="Gezocht tot r. 90.")
    dossier = projects.record_rating(OWNER, assessment, CORE[0], silent, 0)
    assert (dossier.answered, dossier.reminders) == (1, {})
    dossier = projects.change_setting(OWNER, assessment, 1, document_type="full_proposal")
    assert (dossier.answered, dossier.reminders) == (0, {CORE[0]: "silence_is_lowest"})
    assert dossier.drafts[CORE[0]] == silent
    dossier = projects.change_setting(OWNER, assessment, 2, document_type=STARTED.document_type)
    assert (dossier.answered, dossier.reminders, dossier.assessment.rating(CORE[0])) == (1, {}, silent)


def test_what_is_typed_beside_a_choice_of_before_is_kept(projects: Projects, assessment: str) -> None:
    projects.record_rating(OWNER, assessment, CORE[0], Unscored(not_scored=NotScored.NOT_IN_TEXT), 0)
    projects.change_setting(OWNER, assessment, 1, document_type="full_proposal")
    typed = Unscored(not_scored=NotScored.NOT_IN_TEXT, note="Gezocht tot r. 90.")
    dossier = projects.record_rating(OWNER, assessment, CORE[0], typed, 1)
    assert dossier.drafts[CORE[0]] == typed
    with pytest.raises(Faults):  # chosen anew it is refused, as in a record
        projects.record_rating(OWNER, assessment, CORE[1], typed, 0)


@pytest.mark.parametrize(("change", "code"), [({"date": "morgen"}, "not_a_day"), ({"scope": "half"}, "not_one_of")])
def test_invalid_setting_is_refused_and_harms_nothing(
    projects: Projects, assessment: str, change: dict[str, str], code: str
) -> None:
    before = everything(projects.store)
    with pytest.raises(Faults) as refused:
        projects.change_setting(OWNER, assessment, 1, **change)
    assert [fault.code for fault in refused.value.faults] == [code]
    assert everything(projects.store) == before
    assert projects.dossier(OWNER, assessment)


def test_setting_changes_leave_the_rest(projects: Projects, assessment: str) -> None:
    projects.change_setting(OWNER, assessment, 1, date="2026-12-01")
    found = projects.change_setting(OWNER, assessment, 2, document_type="full_proposal").assessment
    told = found.date.isoformat(), found.project.document_type, found.scope
    assert told == ("2026-12-01", "full_proposal", Scope.CORE)


@pytest.mark.parametrize("key", ["lens", "moment", "author"])
def test_what_an_assessment_is_made_as_never_changes(projects: Projects, assessment: str, key: str) -> None:
    before = everything(projects.store)
    with pytest.raises(Faults) as refused:
        projects.change_setting(OWNER, assessment, 1, **{key: "review"})
    assert [fault.code for fault in refused.value.faults] == ["unknown_key"]
    assert everything(projects.store) == before


def test_unknown_document_is_refused(projects: Projects, assessment: str) -> None:
    with pytest.raises(Faults) as refused:
        projects.change_setting(OWNER, assessment, 1, document_type="roman")
    assert [fault.code for fault in refused.value.faults] == ["unknown_document_type"]


def test_action_is_taken_on_done_and_put_back(projects: Projects, assessment: str) -> None:
    dossier = projects.take_action(OWNER, assessment, CORE[0], Commitment(who="Jan"), 0)
    assert dossier.commitments == {CORE[0]: Commitment(who="Jan")}
    dossier = projects.take_action(OWNER, assessment, CORE[0], Commitment(who="Jan", done=True), 1)
    assert dossier.commitments[CORE[0]].done
    dossier = projects.take_action(OWNER, assessment, CORE[0], None, 2)
    assert (dossier.commitments, dossier.stream.version(COMMITMENT + CORE[0])) == ({}, 3)


def test_action_that_was_put_back_keeps_its_words_for_who_takes_it_on_again(
    projects: Projects, assessment: str
) -> None:
    projects.take_action(OWNER, assessment, CORE[0], Commitment(who="Jan"), 0)
    dossier = projects.take_action(OWNER, assessment, CORE[0], None, 1)
    assert (dossier.commitments, dossier.put_back) == ({}, {CORE[0]: KeptCommitment(who="Jan")})
    assert projects.report(OWNER, assessment, "nl").commitments == {}
    dossier = projects.take_action(OWNER, assessment, CORE[0], dossier.put_back[CORE[0]], 2)
    assert (dossier.commitments, dossier.put_back) == ({CORE[0]: Commitment(who="Jan")}, {})


def test_finished_action_stands_after_all_others_and_the_law_keeps_its_order(
    projects: Projects, assessment: str
) -> None:
    before = projects.report(OWNER, assessment, "nl")
    first, *others = (action.criterion.id for action in before.actions)
    law = profile_data(before)["next_actions"]
    projects.take_action(OWNER, assessment, first, Commitment(who="Jan", done=True), 0)
    report = projects.report(OWNER, assessment, "nl")
    assert [action.criterion.id for action in report.actions] == [*others, first]
    assert [action.criterion.id for action in report.to_do] == others
    assert [action.criterion.id for action in report.finished] == [first]
    assert profile_data(report)["next_actions"] == law


def test_pace_is_that_of_the_actor(projects: Projects, assessment: str) -> None:
    # every look at the clock is a minute: Olga's steps are two minutes each, as Anna's change comes in between
    for criterion in CORE[:4]:
        projects.record_rating(OWNER, assessment, criterion, Scored(level=1), 0)
        projects.take_action(AUTHOR, assessment, criterion, Commitment(), 0)
    left = len(CORE) - 4
    dossier = projects.dossier(OWNER, assessment)
    assert projects.minutes_left(OWNER, dossier) == 2 * left
    assert projects.minutes_left(AUTHOR, dossier) is None


def test_pace_of_the_quick_scan_says_nothing_of_the_full_assessment(projects: Projects, assessment: str) -> None:
    for criterion in CORE[:4]:
        projects.record_rating(OWNER, assessment, criterion, Scored(level=1), 0)
    assert projects.minutes_left(OWNER, projects.dossier(OWNER, assessment)) == len(CORE) - 4
    deeper = projects.change_setting(OWNER, assessment, 1, scope=Scope.FULL)
    assert projects.minutes_left(OWNER, deeper) is None
    further = [c.id for c in shipped().framework.criteria if not c.is_core][:4]
    for criterion in further:  # two looks at the clock each: two minutes
        projects.clock()
        deeper = projects.record_rating(OWNER, assessment, criterion, Scored(level=1), 0)
    assert projects.minutes_left(OWNER, deeper) == 2 * (len(deeper.asked) - 8)


def test_erasing_takes_everything_of_a_project(projects: Projects, assessment: str) -> None:
    projects.record_rating(OWNER, assessment, CORE[0], Scored(level=1, note="Mevrouw Jansen"), 0)
    others = projects.start(OWNER, STARTED, Moment.IDEA, shipped())
    projects.erase(OWNER, assessment)
    for name, do in ALL.items():
        for who in (OWNER, AUTHOR, READER):
            assert refusal(lambda who=who, do=do: do(projects, who, assessment)) == (Unknown, (), "", None, None), name
    assert [d.stream.id for d in projects.mine(OWNER).dossiers] == [others]
    events = projects.store.events(assessment)
    assert [e.sequence for e in events] == [1, 2]
    assert {(e.payload, e.act.person) for e in events} == {(None, "")}
    assert projects.store.log(PROJECT)[-1].deed == "erase"


def test_assessment_is_for_ever_scored_by_its_own_framework(projects: Projects, store: Store, assessment: str) -> None:
    projects.record_rating(OWNER, assessment, CORE[0], Scored(level=2), 0)
    before = profile_data(projects.report(OWNER, assessment, "en"))
    newer = Projects(store, Library([_newer()]), projects.clock, projects.new_id)
    newer.keep_frameworks()
    dossier = newer.dossier(OWNER, assessment)
    assert dossier.loaded == shipped()
    assert profile_data(newer.report(OWNER, assessment, "en")) == before
    assert newer.record_rating(OWNER, assessment, CORE[1], Scored(level=2), 0).answered == 2
    assert [d.loaded.framework.version for d in newer.mine(OWNER).dossiers] == [shipped().framework.version]
    other = newer.start(OWNER, STARTED, Moment.IDEA, _newer())
    assert newer.dossier(OWNER, other).loaded.framework.version == "9.0.0"


def _newer() -> LoadedFramework:
    """The shipped framework in a later version, with another first question."""
    old = shipped().framework
    phase = old.phases[0]
    first = phase.criteria[0].model_copy(update={"title": "Een andere vraag", "weight": 5})
    phases = (phase.model_copy(update={"criteria": (first, *phase.criteria[1:])}), *old.phases[1:])
    changed = fields_of(old) | {"version": "9.0.0", "phases": phases}
    return LoadedFramework(type(old).model_construct(None, **changed))


def test_same_version_with_other_content_stops_the_app(projects: Projects, store: Store) -> None:
    projects.keep_frameworks()
    changed = fields_of(_newer().framework) | {"version": shipped().framework.version}
    other = LoadedFramework(type(shipped().framework).model_construct(None, **changed))
    with pytest.raises(Faults) as refused:
        Projects(store, Library([other]), projects.clock, projects.new_id).keep_frameworks()
    assert [fault.code for fault in refused.value.faults] == ["same_version_other_content"]
    kept = store.content(LIBRARY, shipped().content_hash)
    assert kept
    assert snapshot.load(json.loads(kept.body)) == shipped()


def test_framework_is_stored_with_the_first_assessment(projects: Projects, store: Store, assessment: str) -> None:
    stream = store.stream(assessment)
    assert stream
    kept = store.content(LIBRARY, stream.framework or "")
    assert kept
    assert snapshot.load(json.loads(kept.body)) == shipped()


def test_table_notes_become_evidence_once(projects: Projects, assessment: str) -> None:
    item = Evidence(quote="Vijf mensen herkennen dit.", location="Vraagtafel, 22 november 2026")
    projects.record_rating(OWNER, assessment, CORE[0], Scored(level=2), 0)
    for _ in range(2):
        dossier = projects.add_evidence(OWNER, assessment, CORE[0], item)
    assert dossier.drafts[CORE[0]] == Scored(level=2, evidence=(item,))
    assert dossier.stream.version(RATING + CORE[0]) == 2


def test_evidence_that_a_rating_has_no_room_for_is_refused_and_harms_nothing(
    projects: Projects, assessment: str
) -> None:
    full = tuple(Evidence(quote=f"Zin {number}.") for number in range(50))
    projects.record_rating(OWNER, assessment, CORE[0], Scored(level=2, evidence=full), 0)
    before = everything(projects.store)
    with pytest.raises(Faults) as refused:
        projects.add_evidence(OWNER, assessment, CORE[0], Evidence(quote="Een te veel."))
    assert [fault.code for fault in refused.value.faults] == ["evidence_full"]
    assert everything(projects.store) == before
    assert len(projects.mine(OWNER).dossiers) == 1


def test_evidence_does_not_answer_a_point(projects: Projects, assessment: str) -> None:
    dossier = projects.add_evidence(OWNER, assessment, CORE[0], Evidence(quote="Zo is het."))
    assert not dossier.is_answered(CORE[0])
    assert dossier.drafts[CORE[0]].has_evidence


def test_what_is_typed_of_an_invitation_and_a_table_stays(projects: Projects, assessment: str) -> None:
    draft, notes = InvitationDraft(asker="Wij", expires="31-"), TableNotes(heard="Te druk.", changes="Korter.")
    projects.keep_invitation(OWNER, assessment, draft, 0)
    dossier = projects.keep_table_notes(OWNER, assessment, CORE[0], notes, 0)
    assert (dossier.invitation, dossier.table_notes) == (draft, {CORE[0]: notes})
