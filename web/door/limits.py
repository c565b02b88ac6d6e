"""How often a link, a phone or a stranger may come. It is counted for one stretch of time, and forgotten.

Each process counts in its own memory, unless `KADERWIJZER_LIMITS` names a server that counts for several processes.
"""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from secrets import token_bytes
from time import monotonic

from limits import RateLimitItemPerSecond
from limits.strategies import FixedWindowRateLimiter

from web.door.counters import LIMITS, Memory, Server, open_storage

_NEIGHBOURS = 64  # bits of an IPv6 address that one household has in common


class Limit:
    """At most `most` times in each stretch of `seconds`, for each key. Keys are known by a hash, and only so long."""

    def __init__(
        self, name: str, most: int, seconds: int, clock: Callable[[], float], server: Server | None = None
    ) -> None:
        self.name, self.seconds = name, seconds
        self._item = RateLimitItemPerSecond(most, seconds, namespace=name)
        self._clock, self._server = server.clock if server else clock, server
        self._memory = FixedWindowRateLimiter(Memory(clock))
        self._key = (-1, b"")

    def wait(self, key: str) -> int:
        """Count one more for `key`; return how many seconds it must wait, 0 where it may come in."""
        now = self._clock()
        hidden = self._hide(key, int(now // self.seconds))
        is_within = self._server.hit(self._item, hidden) if self._server else None
        if is_within is None:
            is_within = self._memory.hit(self._item, hidden)
        return 0 if is_within else int(self.seconds - now % self.seconds) + 1

    def _hide(self, key: str, stretch: int) -> str:
        """Return the hash of `key` in a stretch: the name under which it is counted, different in the next one."""
        of, secret = self._key
        if of != stretch:
            secret = self._server.key(self.name, stretch) if self._server else token_bytes(32)
            self._key = stretch, secret
        return blake2b(key.encode("utf-8", "surrogatepass"), key=secret, digest_size=16).hexdigest()


class Limits:
    """The limits of the light pages. A link is counted for each household apart, so that nobody shuts out another.

    A whole town hall is one household: what is honest there stays far below. A person takes some thirty steps; three
    hundred people with one link all come at the same moment.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, server: Server | None = None) -> None:
        self.links = Limit("links", 20_000, 60, clock, server)
        self.phones = Limit("phones", 150, 60, clock, server)
        self.beginnings = Limit("beginnings", 1_000, 600, clock, server)
        self.strangers = Limit("strangers", 60, 60, clock, server)


def open_limits(environ: Mapping[str, str], secret: Callable[[], bytes]) -> Limits:
    """Return the limits, counted in memory or by the server that the environment names, hidden by `secret`.

    Raises `NoServer` where the setting cannot be read or its driver is not there. A server that is away is no reason
    not to start.
    """
    address = environ.get(LIMITS, "")
    if address in ("", "memory://"):
        return Limits()
    server = Server(open_storage(address), secret())
    server.greet()
    return Limits(server=server)


def household(client: str | None) -> str:
    """Return whose address this is: an IPv6 address changes often within what one household has."""
    try:
        address = ip_address(client or "")
    except ValueError:
        return ""
    return str(int(address) >> _NEIGHBOURS) if isinstance(address, IPv6Address) else str(address)
