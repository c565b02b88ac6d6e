"""A practice check behind the door, and a phone that keeps one cookie: for tests of the light pages."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.types import ASGIApp

from framework.assessing.beside import Kind
from framework.assessing.record import Moment, Project
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.keeping.store import Store
from framework.people.person import Actor
from framework.practice.invitation import Invitation
from framework.practice.statements import statements
from framework.use_cases.practice import Opened, Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from storage.store import SqlStore
from storage.tables import metadata
from tests.framework.strategies import shipped
from tests.web.asgi import Answer, ask
from web.door.counters import Server
from web.door.limits import Limits
from web.door.middleware import make_middleware
from web.door.reach import Reach
from web.door.shell import Shell
from web.practice.routes import practice_routes

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
ASKER = Actor("olga")
ASKED = [criterion.id for criterion in statements(shipped().framework)]
ORIGIN = "http://localhost"
INVITATION = Invitation(
    kind=Kind.OPEN,
    language="nl",
    summary="We kijken hoe teams samen beslissen.",
    asker="De onderzoekers van de hogeschool",
    why="Jij kent het werk.",
    contact="anna@hogeschool.example",
    expires=date(2026, 12, 31),
    promised=date(2027, 1, 15),
)


class Clock:
    """The day on which it is, and seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
        self.seconds = 1_000.0

    def __call__(self) -> datetime:
        return self.now


class House:
    """The application with its light pages alone, over a store."""

    def __init__(self, store: Store, loaded: LoadedFramework | None = None) -> None:
        loaded = loaded or shipped()
        numbers = count(1)
        self.clock = Clock()
        projects = Projects(store, Library([loaded]), self.clock, lambda: f"a-long-and-unguessable-{next(numbers)}")
        self.practice, self.store = Practice(projects, sorted), store
        self.app = self.serve(Reach())
        details = Project(title="Buurtteams & <b>gezag</b>", document_type="announcement_or_report")
        self.assessment = projects.start(ASKER, details, Moment.PROPOSAL, loaded)

    def serve(self, reach: Reach, server: Server | None = None) -> ASGIApp:
        """The pages for who may come according to `reach`."""
        limits = Limits(lambda: self.clock.seconds, server)
        routes = practice_routes(Respondents(self.practice), limits, reach)
        return Starlette(routes=routes, middleware=make_middleware(reach, Shell(INDEX)))

    def open(self, **changes: Any) -> Opened:
        return self.practice.open(ASKER, self.assessment, INVITATION.model_copy(update=changes))

    def sent(self, opened: Opened) -> int:
        return self.practice.check(ASKER, opened.check.id).sent


@dataclass
class Phone:
    """A browser at one link: keeps the cookie it is given, sends forms as a browser does."""

    app: ASGIApp
    token: str
    cookies: dict[str, str] = field(default_factory=dict)
    client: str = "127.0.0.1"

    def get(self, step: str = "", method: str = "GET", **headers: str) -> Answer:
        path, _, query = f"/p/{self.token}{step}".partition("?")
        return self._keep(ask(self.app, path, method, query=query, client=self.client, **self._sent(headers)))

    def post(self, step: str = "", body: bytes | None = None, /, _headers: Any = None, **fields: str) -> Answer:
        path, _, query = f"/p/{self.token}{step}".partition("?")
        headers = {"content_type": "application/x-www-form-urlencoded", "origin": ORIGIN} | (_headers or {})
        content = urlencode(fields).encode() if body is None else body
        sent = self._sent(headers)
        return self._keep(ask(self.app, path, "POST", content, query=query, client=self.client, **sent))

    def _sent(self, headers: dict[str, str]) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"accept": "text/html", **({"cookie": cookies} if cookies else {}), **headers}

    def _keep(self, answer: Answer) -> Answer:
        for name, value in answer.headers:
            if name == "set-cookie" and (found := re.match(r"([^=]+)=([^;]*)", value)):
                self.cookies.pop(found[1], None)
                if "Max-Age=0" not in value:
                    self.cookies[found[1]] = found[2]
        return answer

    def fill_in(self, answer: str = "2", remark: str = "", missing: str = "", question: str = "") -> "Phone":
        """Everything but the sending."""
        assert self.post().status == 303
        for number in range(1, len(ASKED) + 1):
            assert self.post(f"/{number}", a=answer, t=remark).status == 303
        assert self.post("/words", missing=missing, question=question)["location"] == f"/p/{self.token}/look"
        return self

    def send(self) -> Answer:
        return self.post("/send")


def send_in(house: House, token: str, times: int = 1, **words: str) -> None:
    for _ in range(times):
        assert Phone(house.app, token).fill_in(**words).send().status == 303


STEPS = (
    "",
    "/1",
    f"/{len(ASKED)}",
    "/words",
    "/look",
    "/stop",
    "/stopped",
    "/thanks",
    "/reveal",
    "/1/notes",
    "/nothing",
)


def look_around(house: House, opened: Opened) -> list[tuple[int, list[tuple[str, str]], bytes]]:
    """Everything that the holders of the links of a check can get without a response of their own."""
    house.clock.seconds += 60  # nobody has to wait
    phones = [Phone(house.app, token) for token in (*opened.links, *([opened.lead] if opened.lead else []))]
    answers = [phone.get(step, method) for phone in phones for step in STEPS for method in ("GET", "HEAD")]
    return [(answer.status, answer.headers, answer.body) for answer in answers]


def contents(store: Store) -> object:
    """Everything that a store holds."""
    if isinstance(store, SqlStore):
        with store.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(select(table)))) for table in metadata.sorted_tables
            }
    return repr(vars(store))
