"""Who may reach the application: from which machine, under which name, from which pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
# For people without an account: practice checks, shared pages. The health check tells nothing but yes or no.
_FOR_OTHERS = ("/p/", "/d/")
HEALTH = "/healthz"


@dataclass(frozen=True, slots=True)
class Reach:
    """By default this machine only. `public_url` is the address people use when it is put behind a proxy with TLS."""

    public_url: str | None = None
    has_login: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether people come over TLS, so that cookies may say that they are for TLS only."""
        return bool(self.public_url) and urlsplit(self.public_url or "").scheme == "https"

    def knows_host(self, host: str) -> bool:
        """Whether `host` is a name of ours. Any site can make its own name point here, and then is "same origin"."""
        name = _host_name(host)
        return name is not None and (name in _OWN_NAMES or name == urlsplit(self.public_url or "").hostname)

    def knows_origin(self, headers: Mapping[str, str]) -> bool:
        """Whether a page of ours sent this request: by its `Origin`, which every browser sends with a change."""
        origin = headers.get("origin")
        if origin in (None, "null"):
            return headers.get("sec-fetch-site") == "same-origin"
        parts = urlsplit(origin)
        own = self.public_url and (parts.scheme, parts.netloc) == urlsplit(self.public_url)[:2]
        return bool(own) or (parts.scheme in ("http", "https") and parts.netloc == headers.get("host"))

    def serves(self, client: str | None, path: str) -> bool:
        """Whether `path` is for a client at this address: everything for this machine or with a login, else little."""
        if path == HEALTH or self.has_login or _is_this_machine(client):
            return True
        return self.public_url is not None and path.startswith(_FOR_OTHERS)


def _host_name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises on a port that is none
        return parts.hostname if parts.username is None and not parts.path else None
    except ValueError:
        return None


def _is_this_machine(client: str | None) -> bool:
    try:
        return client is None or ip_address(client).is_loopback
    except ValueError:
        return False
