"""The one place that decides who may do what. A denied thing reads exactly like an absent one.

Today every project has its own people; rounds and panels come later and add their decisions here, nowhere else.
"""

from collections.abc import Iterable
from enum import StrEnum

from framework.errors import Unknown
from framework.people.membership import Membership, Role
from framework.people.person import Actor


class Permission(StrEnum):
    """What a call wants to do with a project."""

    READ = "read"
    WRITE = "write"
    OWN = "own"


_ALLOWED = {
    Permission.READ: {Role.OWNER, Role.EDITOR, Role.READER},
    Permission.WRITE: {Role.OWNER, Role.EDITOR},
    Permission.OWN: {Role.OWNER},
}


def authorise(actor: Actor, deed: Permission, members: Iterable[Membership]) -> None:
    """Let `actor` do `deed` in a project with `members`; raises `Unknown` where that is not allowed.

    Duties open no project: an administrator runs the system and reads nobody's assessment. House rule (DESIGN 8).
    """
    roles = {member.role for member in members if member.person == actor.person}
    if not roles & _ALLOWED[deed]:
        raise Unknown
