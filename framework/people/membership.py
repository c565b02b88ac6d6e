"""What a person is in one project or round."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one project. Only the owner may erase it or choose its people."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a project."""

    person: str
    role: Role
