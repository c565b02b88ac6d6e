"""How often a link, a phone or a stranger may come. It is counted in memory, for one stretch of time, and forgotten."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from secrets import token_bytes
from threading import Lock

_MOST_KEYS = 50_000  # to count at a time; who comes after that is let in
_NEIGHBOURS = 64  # bits of an IPv6 address that one household has in common


@dataclass
class Limit:
    """At most `most` times in each stretch of `seconds`, for each key. Keys are known by a hash, and only so long."""

    most: int
    seconds: int
    clock: Callable[[], float]
    _counts: Counter[int] = field(default_factory=Counter[int], repr=False)
    _stretch: int = field(default=-1, repr=False)
    _salt: bytes = field(default=b"", repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def wait(self, key: str) -> int:
        """Count one more for `key`; return how many seconds it must wait, 0 where it may come in."""
        with self._lock:
            now = self.clock()
            self._forget(int(now // self.seconds))
            hidden = hash((self._salt, key))
            if hidden in self._counts or len(self._counts) < _MOST_KEYS:
                self._counts[hidden] += 1
            is_over = self._counts[hidden] > self.most
            return int(self.seconds - now % self.seconds) + 1 if is_over else 0

    def _forget(self, stretch: int) -> None:
        if stretch != self._stretch:
            self._stretch, self._salt = stretch, token_bytes(16)
            self._counts = Counter()


class Limits:
    """The limits of the light pages. A whole town hall has one address: only strangers are counted by theirs.

    A person takes some thirty steps; three hundred people with one link all come at the same moment.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.links = Limit(20_000, 60, clock)
        self.phones = Limit(150, 60, clock)
        self.beginnings = Limit(1_000, 600, clock)
        self.strangers = Limit(60, 60, clock)


def household(client: str | None) -> str:
    """Return whose address this is: an IPv6 address changes often within what one household has."""
    try:
        address = ip_address(client or "")
    except ValueError:
        return ""
    return str(int(address) >> _NEIGHBOURS) if isinstance(address, IPv6Address) else str(address)
