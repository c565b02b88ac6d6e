"""No text of a framework is read as Markdown or HTML, on any page."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from framework.assessing.beside import Kind, TableNotes
from framework.assessing.record import Moment, Project, Scope, Scored, Unscored
from framework.instrument.library import Library
from framework.instrument.model import NotScored
from framework.keeping.memory import MemoryStore
from framework.language.texts import texts
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from tests.browser.server import ROOT
from tests.marked import MARKS, marked
from tests.ui.test_settling import Clock
from ui.shell.wiring import set_projects

T = texts("nl")
PAGES = sorted(path.stem for path in (ROOT / "ui" / "pages").glob("*.py"))
PLAIN = {
    "json",
    "options",
    "default",
    "value",
    "placeholder",
    "data",
    "file_name",
}  # of a protobuf: shown as they are, or read by the bridge


class House:
    """One research under the marked framework, with something on every page."""

    def __init__(self) -> None:
        numbers, loaded = count(), marked()
        self.projects = Projects(MemoryStore(), Library([loaded]), Clock(), lambda: f"id-{next(numbers)}")
        self.practice, self.me = Practice(self.projects, sorted), self.projects.people.local()
        framework = loaded.framework
        kind = framework.document_types[0].id
        self.assessment = self.projects.start(self.me, Project(title="Proef", document_type=kind), Moment.IDEA, loaded)
        self.projects.change_setting(self.me, self.assessment, 1, scope=Scope.FULL)
        self.optional = next(c.id for c in framework.criteria if c.not_applicable)
        rated = {c.id: Scored(level=place % 4, note="Zo is het.") for place, c in enumerate(framework.criteria[:8])}
        for name, rating in {**rated, self.optional: Unscored(not_scored=NotScored.NOT_APPLICABLE)}.items():
            self.projects.record_rating(self.me, self.assessment, name, rating, 0)
        for criterion in framework.criteria:
            notes = TableNotes(heard="Rust", changes="Meer tijd")
            self.projects.keep_table_notes(self.me, self.assessment, criterion.id, notes, 0)
        self.asked = statements(framework)
        self.open, self.closed = (self._check(is_closed) for is_closed in (False, True))
        set_projects(self.projects, None, self.practice)

    def _check(self, is_closed: bool) -> str:
        invitation = Invitation(
            kind=Kind.GROUP, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2026, 12, 31)
        )
        check = self.practice.open(self.me, self.assessment, invitation, with_links=False).check.id
        for _ in range(4 if is_closed else 0):
            self.practice.enter(
                self.me, check, Response(answers={c.id: Opinion(answer=0, remark="Nee") for c in self.asked})
            )
        if is_closed:
            self.practice.close(self.me, check)
        return check


@pytest.fixture(scope="module")
def house() -> House:
    return House()


def texts_of(message: Message, at: str) -> Iterator[tuple[str, str]]:
    """Every text of a protobuf with its path; not those that are shown as they are."""
    for field, value in message.ListFields():
        path = f"{at}.{field.name}"
        many = value if not isinstance(value, str | bytes | Message) and hasattr(value, "__iter__") else [value]
        for each in many:
            if isinstance(each, Message):
                yield from texts_of(each, path)
            elif isinstance(each, str):
                yield path, each


def drawn(block: Any) -> Iterator[tuple[str, str]]:
    """Every text that a page sends to the browser, by what draws it."""
    if isinstance(getattr(block, "proto", None), Message):
        yield from texts_of(block.proto, type(block.proto).__name__)
    for child in getattr(block, "children", {}).values():
        yield from drawn(child)


def read_as_marks(path: str, text: str) -> bool:
    """Whether a browser would read `MARKS` in this text as marks."""
    name = path.rpartition(".")[2]
    if path.startswith("Html"):
        return MARKS in text
    is_markdown = name not in PLAIN or path.startswith(("Radio", "ButtonGroup"))
    return is_markdown and any(mark in text for mark in ("*x*", "~~y", "[a](", ":smile:", "$x$", "<b> "))


FIRST, LAST = marked().framework.criteria[0].id, marked().framework.criteria[-1].id
# Every page, and each face of those that have more than one: the page, the query, and what was pressed.
FACES: dict[str, tuple[str, Callable[[House], dict[str, str]], dict[str, str]]] = {
    **{page: (page, lambda house: {"a": house.assessment}, {}) for page in PAGES},
    "point, the first": ("point", lambda house: {"a": house.assessment, "p": FIRST}, {}),
    "point, not applicable": ("point", lambda house: {"a": house.assessment, "p": house.optional}, {}),
    "point, open": ("point", lambda house: {"a": house.assessment, "p": LAST}, {}),
    "profile, explained": (
        "profile",
        lambda house: {"a": house.assessment},
        {"explained": marked().framework.phases[0].id},
    ),
    "details, new": ("details", lambda _: {}, {}),
    "check, open": ("check", lambda house: {"a": house.assessment, "p": house.open}, {}),
    "check, closed": ("check", lambda house: {"a": house.assessment, "p": house.closed}, {}),
    "paper, open": ("paper", lambda house: {"a": house.assessment, "p": house.open}, {}),
}


@pytest.mark.parametrize("face", FACES)
def test_no_text_of_a_framework_is_read_as_marks(house: House, face: str) -> None:
    page, query, state = FACES[face]
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    app.query_params.update(query(house))
    for key, value in state.items():
        app.session_state[key] = value
    app.run().switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert T("ui.something_failed") not in str(list(drawn(app.main)))
    assert [each for each in drawn(app.main) if read_as_marks(*each)] == []
