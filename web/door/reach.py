"""Who may reach the application: from which machine, under which name, from which pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

PUBLIC_URL = "KADERWIJZER_PUBLIC_URL"
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
# For people without an account: practice checks, shared pages. The health checks tell nothing but yes or no.
_FOR_OTHERS = ("/p/", "/d/")
_DOORSTEPS = ("/", "/p")
HEALTH, READY = "/healthz", "/readyz"
HEALTHY = (HEALTH, READY)
CLIENT_HEADER = "KADERWIJZER_CLIENT_HEADER"
# What proxies add when they pass on the request of another machine. To us its client is the proxy: this machine.
_PASSED_ON = re.compile(r"via|.*forwarded.*|.*(client|user|real|connecting|remote|source)-?(ip|addr|address)|.*-hops?")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


class BadAddress(Exception):
    """The public address is not one that pages of ours can stand under."""


class BadHeader(Exception):
    """What was named as the header in which a proxy tells who asks is no header, or none that holds an address."""


def read_client_header(environ: Mapping[str, str]) -> str | None:
    """Return the one header that is believed about who asks, in lower case; nothing where none was named.

    Raises `BadHeader` unless it is the name of a header with an address, or addresses, and nothing else: `Forwarded`
    holds more, and `Host` and the like say something else.
    """
    named = environ.get(CLIENT_HEADER, "").strip().lower()
    if not named:
        return None
    if not _NAME.fullmatch(named) or named in ("forwarded", "via") or not _PASSED_ON.fullmatch(named):
        raise BadHeader
    return named


def read_public_url(environ: Mapping[str, str]) -> str | None:
    """Return the address that people use, without a slash at its end; nothing where there is none.

    Raises `BadAddress` unless it is http or https, a name, and a port or not: pages and links of ours begin at the
    root, so that an address with a path would lead to somebody else's.
    """
    named = environ.get(PUBLIC_URL)
    if not named:
        return None
    try:
        parts = urlsplit(named)
        more = (parts.path.strip("/"), parts.query, parts.fragment, parts.username, parts.password)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise BadAddress from error
    if not is_whole or any(more):
        raise BadAddress
    return named.rstrip("/")


@dataclass(frozen=True, slots=True)
class Reach:
    """By default this machine only. `public_url` is the address people use when it is put behind a proxy with TLS."""

    public_url: str | None = None
    has_login: bool = False
    client_header: str | None = None

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
        try:
            parts, public = urlsplit(origin or ""), urlsplit(self.public_url or "")
        except ValueError:
            return False
        if public.hostname and parts.hostname == public.hostname:  # whole: another scheme or port is another site
            return (parts.scheme, parts.netloc.lower()) == (public.scheme, public.netloc.lower())
        return parts.scheme in ("http", "https") and parts.netloc == headers.get("host")

    def client_of(self, client: str | None, headers: Mapping[str, str]) -> str | None:
        """Return the address of whoever asks: that of the connection, or for a request passed on what our proxy says.

        It says so last in the one header that was named: what stands before that may be the asker's own words.
        Nothing comes back for a request that was passed on without it. A header that comes twice is one list.
        """
        if not _is_passed_on(headers):
            return client
        told = headers.get(self.client_header, "") if self.client_header else ""
        return _address(told.rpartition(",")[2].strip())

    def is_here(self, client: str | None, headers: Mapping[str, str]) -> bool:
        """Whether somebody at this machine asks: by its own name, for a page that has that name, through no proxy."""
        return _comes_directly(client, headers) and _names(headers) <= _OWN_NAMES

    def is_elsewhere(self, client: str | None, headers: Mapping[str, str]) -> bool:
        """Whether another machine asks: so says its address, a proxy, or the public name that was asked for."""
        public = urlsplit(self.public_url or "").hostname
        return not _comes_directly(client, headers) or (public is not None and public in _names(headers) - _OWN_NAMES)

    def leads_on(self, path: str) -> bool:
        """Whether somebody elsewhere who comes to `path` is led to the page of whoever has no link."""
        return self.public_url is not None and path in _DOORSTEPS

    def serves(self, client: str | None, headers: Mapping[str, str], path: str, *, is_socket: bool = False) -> bool:
        """Whether `path` is for the asker: everything for this machine or with a login, else little, and no socket."""
        if self.has_login or self.is_here(client, headers):
            return True
        others = path in HEALTHY or (self.public_url is not None and path.startswith(_FOR_OTHERS))
        return others and not is_socket


def _comes_directly(client: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a program on this machine asks that passes on nobody else's request, as far as it says so."""
    try:
        is_loopback = client is not None and ip_address(client).is_loopback
    except ValueError:
        return False
    return is_loopback and not _is_passed_on(headers)


def _is_passed_on(headers: Mapping[str, str]) -> bool:
    return any(_PASSED_ON.fullmatch(name.lower()) for name in headers)


def _address(text: str) -> str | None:
    """The address that a proxy wrote, with its port or not; nothing where it is none."""
    found = _WITH_PORT.fullmatch(text)
    bare = (found["six"] or found["four"]) if found else text
    try:
        return str(ip_address(bare or ""))
    except ValueError:
        return None


def _host_name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises on a port that is none
        return parts.hostname if parts.username is None and not parts.path else None
    except ValueError:
        return None


def _names(headers: Mapping[str, str]) -> set[str | None]:
    """The name that was asked for, and that of the page that asks where it tells."""
    origin = headers.get("origin")
    return {_host_name(headers.get("host", "")), *([_origin_name(origin)] if origin else [])}


def _origin_name(origin: str) -> str | None:
    scheme, _, host = origin.partition("://")
    return _host_name(host) if scheme in ("http", "https") else None
