"""Who makes a call: a person, or whoever holds a link."""

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """What a person is in the system as a whole, given by whoever runs it."""

    RESEARCHER = "researcher"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a call: the id of a person, and the duties that person has."""

    person: str
    duties: frozenset[Duty] = frozenset({Duty.RESEARCHER})


LOCAL_USER = Actor("local")
"""The one person of a machine of one's own, where nobody logs in."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who holds a link, and nothing else is known of; `key` opens the response that this phone is filling in."""

    token: str
    key: str | None = None
