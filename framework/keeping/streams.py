"""Streams: a project, an assessment or a practice check as it is now, with its entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Payload = Mapping[str, Any]


class StreamKind(StrEnum):
    """What a stream holds."""

    PROJECT = "project"
    ASSESSMENT = "assessment"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Entry:
    """One changeable thing as it is now: its `version` (from 1), what it holds, when and by whom it was last changed.

    An absent payload means that it was taken away (or erased); the version goes on.
    """

    version: int
    payload: Payload | None
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A project, an assessment or a practice check as it is now.

    `framework` is the content hash that an assessment or check is pinned to.
    """

    id: str
    kind: StreamKind
    project: str
    created: datetime
    framework: str | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict[str, Entry])

    def payload(self, key: str) -> Payload | None:
        """Return what the entry of `key` holds; nothing where there is none."""
        entry = self.entries.get(key)
        return entry.payload if entry else None

    def version(self, key: str) -> int:
        """Return the version of the entry of `key`; 0 before its first change."""
        entry = self.entries.get(key)
        return entry.version if entry else 0
