"""A process of its own that saves words by the use cases, and tells of each whether that was acknowledged."""

import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import make_url

from framework.assessing.record import Scored
from framework.errors import KaderwijzerError, Stale, Unavailable
from framework.instrument.library import load_library
from framework.use_cases.codec import RATING
from framework.use_cases.projects import Projects
from storage.engine import make_engine
from storage.store import SqlStore
from tests.framework.strategies import ROOT

# A server that has read the program already: a process in place of one that was killed is there at once.
_processes = get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    _processes.set_forkserver_preload([__name__])
_LIBRARY = load_library(ROOT / "criteria")
DONE = "done"


@dataclass(frozen=True)
class Told:
    """What became of one save: the version that was acknowledged, or the name of what refused it."""

    place: tuple[str, str]  # assessment, criterion
    words: str
    version: int | None = None
    refusal: str = ""


def open_projects(url: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Projects:
    store = SqlStore(make_engine(make_url(url)))
    return Projects(store, _LIBRARY, clock, lambda: secrets.token_urlsafe(16))


def serve(url: str, wire: Connection) -> None:
    """Do what is asked, one order after another, for ever."""
    ahead = timedelta(0)
    projects = open_projects(url, lambda: datetime.now(UTC) + ahead)
    while True:
        order, *details = wire.recv()
        if order == "save":
            for words in details[1]:
                wire.send(save(projects, details[0], words))
        elif order == "clock":
            ahead = timedelta(seconds=details[0])
        else:
            limit_files(details[0])
        wire.send(DONE)


def save(projects: Projects, place: tuple[str, str], words: str) -> Told:
    try:
        me = projects.people.local()
        seen = projects.dossier(me, place[0]).stream.version(RATING + place[1])
        changed = projects.record_rating(me, *place, Scored(level=seen % 4, note=words), seen)
        return Told(place, words, changed.stream.version(RATING + place[1]))
    except Stale:
        return Told(place, words, refusal="stale")
    except Unavailable as refused:
        return Told(place, words, refusal=refused.code)
    except KaderwijzerError as refused:
        return Told(place, words, refusal=type(refused).__name__)
    except Exception as broken:
        return Told(place, words, refusal=f"broken: {broken!r}")


def limit_files(size: int) -> None:
    """Let no file of this process grow beyond `size` bytes: to it the disk is full then; -1 for no limit."""
    import resource  # not on every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@dataclass
class Saver:
    """This end of such a process. It can be killed, and another one takes its place."""

    url: str
    wire: Connection = field(init=False)
    process: Any = field(init=False)

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.wire, far = _processes.Pipe()
        self.process = _processes.Process(target=serve, args=(self.url, far), daemon=True)
        self.process.start()
        far.close()

    def ask(self, order: str, *details: object) -> None:
        self.wire.send((order, *details))

    def do(self, order: str, *details: object) -> None:
        self.ask(order, *details)
        assert list(self.hear()) == []

    def save(self, place: tuple[str, str], words: Sequence[str]) -> None:
        self.ask("save", place, tuple(words))

    def hear(self) -> Iterator[Told]:
        """What it tells of the order that it was given, to the end of that or of itself."""
        while True:
            try:
                told = self.wire.recv()
            except (EOFError, ConnectionResetError):
                return
            if told == DONE:
                return
            yield told

    def kill(self) -> None:
        """End it as a power cut does; what it told before can still be heard."""
        self.process.kill()
        self.process.join()

    def begin_again(self) -> None:
        self.wire.close()
        self._begin()

    def close(self) -> None:
        self.kill()
        self.wire.close()
