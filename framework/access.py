"""The one place that decides who may do what. A denied thing reads exactly like an absent one.

Today every project has its own people; rounds and panels come later and add their decisions here, nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from framework.errors import KaderwijzerError


class Duty(StrEnum):
    """What a person is in the system as a whole, given by whoever runs it."""

    RESEARCHER = "researcher"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    ADMIN = "admin"


class Part(StrEnum):
    """What a person is in one project. Only the owner may erase it or choose its people."""

    OWNER = "owner"
    AUTHOR = "author"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a call: the id of a person, and the duties that person has."""

    person: str
    duties: frozenset[Duty] = frozenset({Duty.RESEARCHER})


LOCAL_USER = Actor("local")
"""The one person of a machine of one's own, where nobody logs in."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who holds a link, and nothing else is known of; `key` opens the sheet that this phone is filling in."""

    token: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a project."""

    person: str
    part: Part


class Unknown(KaderwijzerError):
    """There is no such thing, or none that this person may know of; nothing tells which."""


class Deed(StrEnum):
    """What a call wants to do with a project."""

    READ = "read"
    WRITE = "write"
    OWN = "own"


_ALLOWED = {
    Deed.READ: {Part.OWNER, Part.AUTHOR, Part.READER},
    Deed.WRITE: {Part.OWNER, Part.AUTHOR},
    Deed.OWN: {Part.OWNER},
}


def authorise(actor: Actor, deed: Deed, members: Iterable[Member]) -> None:
    """Let `actor` do `deed` in a project with `members`; raises `Unknown` where that is not allowed.

    Duties open no project: an administrator runs the system and reads nobody's assessment. House rule (DESIGN 8).
    """
    parts = {member.part for member in members if member.person == actor.person}
    if not parts & _ALLOWED[deed]:
        raise Unknown
