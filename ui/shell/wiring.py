"""What the composition root hands to the screens, so that they import neither it nor storage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, get_ident
from types import TracebackType
from typing import Protocol

from framework.people.person import Actor
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects

Save = Callable[[str], object]


class Turn:
    """Of the one page of this process that is being drawn: to be held by one thread at a time."""

    def __init__(self) -> None:
        """Begin with nobody's turn."""
        self._lock = Lock()
        self._holder: int | None = None

    def take(self) -> None:
        """Wait for one's turn."""
        self._lock.acquire()
        self._holder = get_ident()

    def leave(self) -> None:
        """Let the next one have its turn."""
        self._holder = None
        self._lock.release()

    def __enter__(self) -> None:
        """See `take`."""
        self.take()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """See `leave`."""
        self.leave()

    @property
    def is_mine(self) -> bool:
        """Whether this thread has the turn."""
        return self._holder == get_ident()


TURN = Turn()


@contextmanager
def out_of_turn() -> Iterator[None]:
    """Let other pages be drawn while this one waits or works on something that may take long.

    A thread that has no turn, such as one that saves last words, just goes on. Whoever waited for a database comes back
    holding its lock, and keeps others who write from it until the page that is being drawn is done.
    """
    if not TURN.is_mine:
        yield
        return
    TURN.leave()
    try:
        yield
    finally:
        TURN.take()


class Drafts(Protocol):
    """Takes what was typed last when a page is left, and hands it to the `save` that was kept for it."""

    route: str

    def keep(self, session: str, field: str, save: Save) -> None:
        """Remember how to save a field of a session."""
        ...


class _Wires:
    projects: Projects | None = None
    drafts: Drafts | None = None
    practice: Practice | None = None
    public_url: str | None = None
    actor: Actor | None = None


def set_projects(
    projects: Projects,
    drafts: Drafts | None = None,
    practice: Practice | None = None,
    public_url: str | None = None,
) -> None:
    """Hand over what this process does.

    Without `drafts` nothing is taken in when a page is left; without `public_url` no link leads here from elsewhere.
    """
    _Wires.projects, _Wires.drafts, _Wires.actor = projects, drafts, projects.people.local()
    _Wires.practice, _Wires.public_url = practice or Practice(projects, sorted), public_url


def get_projects() -> Projects:
    """Return the projects of this process; raises `RuntimeError` where none was set: a programming error."""
    if _Wires.projects is None:
        raise RuntimeError("set_projects comes first")
    return _Wires.projects


def get_actor() -> Actor:
    """Return the one person of this machine; raises `RuntimeError` where nothing was set: a programming error."""
    if _Wires.actor is None:
        raise RuntimeError("set_projects comes first")
    return _Wires.actor


def get_drafts() -> Drafts | None:
    """Return what takes in the last words of a page, where there is such a thing."""
    return _Wires.drafts


def get_practice() -> Practice:
    """Return the practice checks of this process; raises `RuntimeError` where nothing was set."""
    if _Wires.practice is None:
        raise RuntimeError("set_projects comes first")
    return _Wires.practice


def get_public_url() -> str | None:
    """Return the address by which others reach this machine, where there is one."""
    return _Wires.public_url
