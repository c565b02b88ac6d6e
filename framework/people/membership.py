"""What a person is in one project or round."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be; see `TEAM` and `PANEL`."""

    OWNER = "owner"
    EDITOR = "editor"
    COMMENTER = "commenter"
    READER = "reader"
    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    REVIEWER = "reviewer"
    OBSERVER = "observer"


BY_REACH = (Role.OWNER, Role.EDITOR, Role.COMMENTER, Role.READER)
"""The roles that there are in a project: each may do what those after it may, and more."""

TEAM = frozenset(BY_REACH)

PANEL = frozenset(Role) - TEAM
"""The roles that there are in a round."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a project or round, with every role that person has there, at least one."""

    person: str
    roles: frozenset[Role]
