"""Who makes a call: a person, or whoever holds a link."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum


class AppRole(StrEnum):
    """What a person is in the application as a whole: runs it, or may start rounds. Neither opens a project."""

    ADMIN = "admin"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a call: the opaque id of a person, the roles that person has in the application, and whose clock
    says which day it is there: days are those of whoever asks.
    """

    person: str
    app_roles: frozenset[AppRole] = frozenset()
    zone: tzinfo = UTC

    def day(self, at: datetime) -> date:
        """Return the day that it is for this person at a moment."""
        return at.astimezone(self.zone).date()

    @property
    def zone_name(self) -> str | None:
        """The name of the clock of this person; nothing where it is not known."""
        return None if self.zone is UTC else str(self.zone)


@dataclass(frozen=True, slots=True)
class Respondent:
    """Whoever holds a link, and nothing else is known about; `key` opens the draft that this phone is filling in."""

    token: str
    key: str | None = None
