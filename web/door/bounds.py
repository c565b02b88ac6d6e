"""What a request may take until it is here, and how the log is told of what came too slowly or too large."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol

_MIB = 1_048_576
_PAUSE, _MOMENT = 60.0, 0.1  # seconds
_log = logging.getLogger("kaderwijzer")


class Seldom:
    """Writes one thing in the log at once, then at most once a minute, with how often it happened since."""

    def __init__(self, line: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold the line; it has room for one number."""
        self._line, self._clock = line, clock
        self._times, self._again = 0, float("-inf")

    def __call__(self) -> None:
        """Say that it happened once more, or only count it."""
        self._times += 1
        if self._clock() >= self._again:
            _log.warning(self._line, self._times)
            self._times, self._again = 0, self._clock() + _PAUSE


class Refusable(Protocol):
    """A connection that can be closed because of its request."""

    def refuse(self, status: HTTPStatus) -> None:
        """Close it, and leave the connections that wait."""
        ...


def _told() -> Callable[[], None]:
    return Seldom("connections closed, their requests did not come whole: %d")


@dataclass
class Bounds:
    """What a request may take until it is here, and the connections on which one is still to come. House rules."""

    most_waiting: int = 256
    """Connections without a whole request. One more, and the one that has waited longest is closed."""
    head_seconds: float = 20.0
    head_bytes: int = 32_768
    body_seconds: float = 20.0
    """To this comes a second for every `body_rate` bytes that are here."""
    body_rate: int = 4_096
    body_bytes: int = 129 * _MIB
    """The largest file that may be read in, and what is around it."""
    waiting: dict[Refusable, None] = field(default_factory=dict[Refusable, None])
    tell: Callable[[], None] = field(default_factory=_told)
    _will_trim: bool = False

    def admit(self, connection: Refusable) -> None:
        """Count one on which a request is on its way. Where there are too many, the oldest are closed in a moment.

        Not at once: of those that came together, all may have been sent whole and only not been read.
        """
        self.waiting.setdefault(connection)
        if len(self.waiting) > self.most_waiting and not self._will_trim:
            self._will_trim = True
            asyncio.get_running_loop().call_later(_MOMENT, self.trim)

    def trim(self) -> None:
        """Close the connections that have waited longest, as far as there are too many."""
        self._will_trim = False
        for connection in list(self.waiting)[: max(0, len(self.waiting) - self.most_waiting)]:
            connection.refuse(HTTPStatus.SERVICE_UNAVAILABLE)
