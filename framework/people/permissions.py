"""The one place that decides who may do what. A denied thing reads exactly like an absent one.

Today every project has its own people; rounds and panels come later and add their decisions here, nowhere else.
"""

from collections.abc import Iterable
from enum import StrEnum

from framework.errors import Unknown
from framework.people.membership import Member, Part
from framework.people.person import Actor


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
