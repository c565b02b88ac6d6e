"""What identifies a person: kept in one place apart, so that a person can be forgotten without touching an event."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known about the person with opaque id `person`: a name, an address, and a login (issuer and subject)."""

    person: str
    name: str | None = None
    email: str | None = None
    issuer: str | None = None
    subject: str | None = None
