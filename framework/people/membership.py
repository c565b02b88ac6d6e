"""What a person is in one project or round."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be: the first four in a project, the others in a round."""

    OWNER = "owner"
    EDITOR = "editor"
    COMMENTER = "commenter"
    READER = "reader"
    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    REVIEWER = "reviewer"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a project or round, with every role that person has there, at least one."""

    person: str
    roles: frozenset[Role]
