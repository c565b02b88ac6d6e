"""What stands in the data of a running server before a test opens a page: made through the use cases, not by clicks.

The ways of clicking to the same are tested once each, in `test_journey.py` and `test_practice_screens.py`.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random

from framework.assessing.beside import Commitment
from framework.assessing.record import Assessment, Moment, Project
from framework.instrument.library import Library
from framework.people.person import Actor
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from intake.demo_file import read_demo
from intake.record_file import read_record
from storage.store import open_store
from tests.browser.server import Server
from tests.framework.strategies import SHIPPED_FOLDER, shipped

LIBRARY = Library([shipped()])
EXAMPLES = ("bvk_vakmanschap_gezag", "jong_in_de_buurt")  # in the order of the first page


@contextmanager
def practice_of(server: Server) -> Iterator[Practice]:
    """The researcher's use cases over the store of a server, from beside it."""
    store = open_store(server.where)
    try:
        projects = Projects(store, LIBRARY, lambda: datetime.now(UTC), lambda: secrets.token_urlsafe(16))
        yield Practice(projects, lambda texts: Random(1).sample(texts, len(texts)))
    finally:
        store.close()


def begin_scan(server: Server, title: str = "Proef met een team", actor: Actor | None = None) -> str:
    """A quick scan without an answer; returns the query of its pages."""
    with practice_of(server) as practice:
        owner = actor or practice.projects.people.local()
        details = Project(title=title, document_type=shipped().framework.document_types[0].id)
        return f"a={practice.projects.start(owner, details, Moment.PROPOSAL, shipped())}"


def copy_example(server: Server, number: int, language: str = "nl") -> str:
    """A copy of a worked example, as the first page opens it; returns the query of its pages."""
    with practice_of(server) as practice:
        me = practice.projects.people.local()
        return f"a={practice.projects.take_in(me, read_example(number, language), shipped())}"


def read_example(number: int, language: str) -> Assessment:
    return read_record(SHIPPED_FOLDER / "examples" / f"{EXAMPLES[number - 1]}.{language}.yaml", LIBRARY)[0]


def list_mine(server: Server) -> list[str]:
    """The latest assessment of every project of the one at this machine."""
    with practice_of(server) as practice:
        return [dossier.stream.id for dossier in practice.projects.mine(practice.projects.people.local()).dossiers]


def list_own_words(server: Server, language: str) -> list[str]:
    """What is in no language of the program: titles and quotes of the projects that are there, and of the examples."""
    with practice_of(server) as practice:
        records = [dossier.assessment for dossier in practice.projects.mine(practice.projects.people.local()).dossiers]
    records += [read_example(number, language) for number in (1, 2)]
    quoted = [item.quote or "" for record in records for rating in record.ratings.values() for item in rating.evidence]
    shortened = [quote[:90].rsplit(" ", 1)[0] for quote in quoted]  # as the profile has them
    return [*(record.project.title for record in records), *quoted, *shortened]


def take_first_action(server: Server, query: str) -> None:
    """Take on the action that stands first, without a name or a day yet."""
    assessment = query.removeprefix("a=")
    with practice_of(server) as practice:
        me = practice.projects.people.local()
        first = practice.projects.report(me, assessment, "nl").actions[0]
        practice.projects.take_action(me, assessment, first.criterion.id, Commitment(), 0)


def copy_demo(server: Server, language: str = "nl") -> tuple[str, str]:
    """A copy of the made-up example, as the first page opens it; returns the queries of its pages and of its check."""
    (path,) = (SHIPPED_FOLDER / "demo").glob(f"*.{language}.yaml")
    demo = read_demo(path, LIBRARY)
    with practice_of(server) as practice, practice.projects.store.transaction():
        me = practice.projects.people.local()
        assessment = practice.projects.take_in(me, demo.record, demo.loaded)
        check = practice.take_in(me, assessment, demo.invitation, demo.responses, demo.told)
    return f"a={assessment}", f"a={assessment}&p={check.id}"
