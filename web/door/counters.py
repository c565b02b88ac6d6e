"""What counts: the memory of this process, or a server that counts for several processes."""

import logging
from collections.abc import Callable, Mapping
from hashlib import blake2b
from importlib.util import find_spec
from threading import Lock
from time import monotonic, time
from typing import NamedTuple
from urllib.parse import urlsplit

from limits import RateLimitItem
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from framework.errors import NoServer

LIMITS = "KADERWIJZER_LIMITS"
_MOST_KEYS = 50_000  # to count at a time in memory; whoever comes after that is let in
_PATIENCE = 0.25  # seconds that a page waits for a server
_REST = 10.0  # seconds that a server is left alone after it failed
_log = logging.getLogger("kaderwijzer")


class _Driver(NamedTuple):
    """What speaks to a kind of server: its package, the extra of `limits` that installs it, and its patience."""

    package: str
    extra: str
    options: Mapping[str, float]


_SOCKETS = {"socket_timeout": _PATIENCE, "socket_connect_timeout": _PATIENCE}
_REDIS = _Driver("redis", "redis", _SOCKETS)
_VALKEY = _Driver("valkey", "valkey", _SOCKETS)
_DRIVERS = {
    **dict.fromkeys(("redis", "rediss", "redis+unix"), _REDIS),
    **dict.fromkeys(("valkey", "valkeys", "valkey+unix"), _VALKEY),
    "memcached": _Driver("pymemcache", "memcached", {"timeout": _PATIENCE, "connect_timeout": _PATIENCE}),
}


class Memory(Storage):
    """Counts in this process, each key for as long as its stretch lasts; all of one memory last equally long.

    The memory of `limits` starts a thread at nearly every count, which takes half as long as a page, and grows without
    end when a stranger has many addresses.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock, self._lock = clock, Lock()
        self._counts, self._ends = dict[str, int](), dict[str, float]()

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return ()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count `amount` more for `key`; return its count, 0 where there are too many keys to count it."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            if key not in self._ends:
                if len(self._ends) >= _MOST_KEYS:
                    return 0
                self._ends[key] = now + expiry
            self._counts[key] = count = self._counts.get(key, 0) + amount
            return count

    def get(self, key: str) -> int:
        return self._counts.get(key, 0) if self.get_expiry(key) > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        return self._ends.get(key, self._clock())

    def check(self) -> bool:
        return True

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)
            self._ends.pop(key, None)

    def reset(self) -> int:
        with self._lock:
            found = len(self._counts)
            self._counts, self._ends = {}, {}
            return found

    def _forget(self, now: float) -> None:
        over: list[str] = []
        for key, end in self._ends.items():  # the first to come is the first to go
            if end > now:
                break
            over.append(key)
        for key in over:
            del self._ends[key], self._counts[key]


class Server:
    """Counts for every process that names it. Nobody ever waits for it, nor is refused because of it.

    It holds keyed hashes, for one stretch, and nothing else. The key of a stretch comes from a secret that all
    processes have and the server has not; it goes with the stretch, so that the next one cannot be laid beside it.
    """

    def __init__(
        self,
        storage: Storage,
        secret: bytes,
        clock: Callable[[], float] = time,  # the same for every process
        rested: Callable[[], float] = monotonic,
    ) -> None:
        self.clock, self._storage, self._secret, self._rested = clock, storage, secret, rested
        self._limiter = FixedWindowRateLimiter(storage)
        self._away_until: float | None = None

    def key(self, name: str, stretch: int) -> bytes:
        """Return the key that hides who was counted in a stretch of the limit with this name."""
        return blake2b(f"{name}/{stretch}".encode(), key=self._secret, digest_size=32).digest()

    def greet(self) -> None:
        """Say it in the log where the server cannot be reached."""
        if not self._storage.check():
            self._rest("no answer")

    def hit(self, item: RateLimitItem, hidden: str) -> bool | None:
        """Count once more and return whether that is within the limit; nothing where the server cannot tell."""
        if self._away_until is not None and self._rested() < self._away_until:
            return None
        try:
            is_within = self._limiter.hit(item, hidden)
        except Exception as error:  # of a driver that is not ours: whatever it is, nobody is kept waiting for it
            self._rest(type(error).__name__)  # its text could hold a password
            return None
        if self._away_until is not None:
            self._away_until = None
            _log.warning("the server that counts visits is back")
        return is_within

    def _rest(self, why: str) -> None:
        if self._away_until is None:
            _log.warning("the server that counts visits is away (%s); this process counts alone meanwhile", why)
        self._away_until = self._rested() + _REST


def open_storage(address: str) -> Storage:
    """Return what reaches the server at `address`, without contacting it yet. Raises `NoServer`."""
    try:
        driver = _DRIVERS.get(urlsplit(address).scheme)
        if driver and not find_spec(driver.package):
            raise NoServer("driver", name=LIMITS, package=driver.package, extra=driver.extra)
        if driver and isinstance(storage := storage_from_string(address, **driver.options), Storage):
            return storage
    except (ConfigurationError, ValueError) as error:
        raise NoServer("address", name=LIMITS) from error
    raise NoServer("address", name=LIMITS)
