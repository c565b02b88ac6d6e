"""Who makes a call: a person, or whoever holds a link."""

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """What a person is in the application as a whole: runs it, or may start rounds. No duty opens a project."""

    ADMIN = "admin"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a call: the opaque id of a person, and the duties that person has."""

    person: str
    duties: frozenset[Duty] = frozenset()


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who holds a link, and nothing else is known of; `key` opens the draft that this phone is filling in."""

    token: str
    key: str | None = None
