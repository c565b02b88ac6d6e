"""What a person is in one project or round."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a person is in one project. Only the owner may erase it or choose its people."""

    OWNER = "owner"
    AUTHOR = "author"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a project."""

    person: str
    part: Part
