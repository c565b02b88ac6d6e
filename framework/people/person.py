"""Who makes a call: a person, or whoever holds a link."""

from dataclasses import dataclass
from enum import StrEnum


class AppRole(StrEnum):
    """What a person is in the application as a whole: runs it, or may start rounds. Neither opens a project."""

    ADMIN = "admin"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a call: the opaque id of a person, and the roles that person has in the application."""

    person: str
    app_roles: frozenset[AppRole] = frozenset()


@dataclass(frozen=True, slots=True)
class Respondent:
    """Whoever holds a link, and nothing else is known about; `key` opens the draft that this phone is filling in."""

    token: str
    key: str | None = None
