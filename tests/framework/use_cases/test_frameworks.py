"""Frameworks as they are kept: what was made under an earlier version reads in, opens and scores as it did."""

import json
from collections.abc import Generator
from itertools import count
from pathlib import Path

import pytest

from exports.tables.record import render
from framework.errors import Faults
from framework.instrument.library import Library
from framework.instrument.loader import load_framework
from framework.keeping.content import LIBRARY, Content, ContentKind
from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from framework.people.person import Actor
from framework.reporting.profile_json import profile_data
from framework.reporting.report import make_report
from framework.use_cases.projects import Projects
from intake.examples import read_fitting
from intake.record_file import parse_record, read_record
from tests.framework.strategies import SHIPPED_FOLDER, shipped
from tests.raised import NEW, NEW_WORDS, OLD, OLD_WORDS, raise_version
from tests.storage.databases import START, open_sqlite

ME = Actor("olga")
NUMBERS = count(1)
EXAMPLES = sorted((SHIPPED_FOLDER / "examples").glob("*.yaml"))


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        with open_sqlite(tmp_path / "kader.sqlite3") as made:
            yield made


def projects_of(store: Store, library: Library) -> Projects:
    projects = Projects(store, library, lambda: START, lambda: f"id-{next(NUMBERS)}")
    projects.keep_frameworks()
    return projects


@pytest.fixture
def raised(tmp_path: Path) -> Library:
    return Library([load_framework(raise_version(tmp_path / "criteria"))])


def test_record_of_an_earlier_version_reads_in_where_that_version_was_kept(store: Store, raised: Library) -> None:
    before = projects_of(store, Library([shipped()]))
    own = before.take_in(ME, *read_record(EXAMPLES[0], before.known))
    file = render(before.report(ME, own, "nl"), "nl")
    scored = profile_data(before.report(ME, own, "nl"))

    after = projects_of(store, raised)
    assert profile_data(after.report(ME, own, "nl")) == scored
    record, loaded = parse_record(file, "eigen.json", after.known)
    again = after.take_in(ME, record, loaded)
    assert profile_data(after.report(ME, again, "nl")) == scored
    assert after.dossier(ME, again).loaded.framework.version == OLD
    assert OLD_WORDS in json.dumps(after.dossier(ME, again).loaded.framework.as_written(), ensure_ascii=False)
    assert next(iter(after.library)).framework.version == NEW  # what a new assessment is made with
    assert NEW_WORDS in json.dumps(next(iter(after.library)).framework.as_written(), ensure_ascii=False)


def test_record_of_a_version_that_nobody_kept_says_which_way_on_there_is(store: Store, raised: Library) -> None:
    projects = projects_of(store, raised)
    with pytest.raises(Faults) as refused:
        read_record(EXAMPLES[0], projects.known)
    (fault,) = refused.value.faults
    assert (fault.code, fault.details["version"], fault.details["known"]) == ("unknown_version", OLD, NEW)


def test_examples_that_fit_no_known_version_are_left_out_and_others_open_under_theirs(
    store: Store, raised: Library
) -> None:
    assert list(read_fitting(read_record, EXAMPLES, projects_of(store, raised).known)) == []
    projects_of(store, Library([shipped()]))
    read = list(read_fitting(read_record, EXAMPLES, projects_of(store, raised).known))
    assert [loaded.framework.version for _, loaded in read] == [OLD] * len(EXAMPLES)
    assert [make_report(loaded, record, "nl").assessment for record, loaded in read] == [record for record, _ in read]


def test_framework_that_only_a_newer_program_reads_hides_no_other(store: Store, raised: Library) -> None:
    projects_of(store, Library([shipped()]))
    body = json.dumps({"framework": {"id": "later", "a_key_to_come": 1}, "translations": {}}).encode()
    store.keep(Content(LIBRARY, "hash", ContentKind.FRAMEWORK, body, "later 1.0.0"))
    assert [loaded.framework.version for loaded in projects_of(store, raised).known] == [OLD, NEW]


def test_questions_of_the_framework_that_stands_here_serve_earlier_versions(store: Store, raised: Library) -> None:
    projects_of(store, Library([shipped()]))
    known = projects_of(store, raised).known
    assert known.questions("afwegingskader") == raised.questions("afwegingskader")
