"""At the door: who comes in, what every answer says about safety, the language of the page, and smaller files."""

import gzip
import hashlib
from collections.abc import Awaitable, Callable, Collection, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from framework.language.texts import languages, texts
from web.door.broken_off import BrokenOff
from web.door.reach import HEALTHY, Reach
from web.door.shell import Shell

LANGUAGE_COOKIE = "kw_lang"
_YEAR = 31_536_000
_CHANGELESS = ("GET", "HEAD", "OPTIONS")
_FINE, _ODD, _REFUSED, _ABSENT = 200, 400, 403, 404
_ODD_WORDS = b"Bad Request"  # of Streamlit, for an address that it does not read
_DOWNLOADS = "/media/"
_PROBES = ("/_stcore/health", "/_stcore/host-config")
_SMALLER = ("text/", "application/javascript", "application/json", "image/svg+xml")
_WORTH_IT = 1_000  # bytes; below, the headers outweigh what is gained
_MOST_KEPT = 1_000  # files; ours and those of Streamlit are some hundreds
_QUICK = 20_000  # bytes; below, a thread of its own costs more than it saves
# The light pages: no script at all, nothing but their own style and fonts, and forms that come back here.
_LIGHT = "/p/"
_COUNT = "/count"  # in a frame of the screen of a group, so that it renews itself and that screen does not
_LIGHT_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FRAMED_POLICY = _LIGHT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_POLICY = "Content-Security-Policy"


def make_middleware(reach: Reach, shell: Shell) -> list[Middleware]:
    """Return what every request passes, outermost first."""
    return [
        Middleware(BrokenOff),
        Middleware(SafetyHeaders, reach=reach, shell=shell),
        Middleware(Guard, reach=reach),
        Middleware(Compress),
        Middleware(Dress, shell=shell),
    ]


class SafetyHeaders:
    """Says in every answer what a browser may do with it; behind TLS also that cookies stay there."""

    def __init__(self, app: ASGIApp, reach: Reach, shell: Shell) -> None:
        """Work the headers out once."""
        self.app, self.reach = app, reach
        # 'unsafe-inline' for styles: Streamlit writes them as it draws. blob: scripts are its components.
        policy = {
            "default-src": "'self'",
            "script-src": " ".join(("'self'", *shell.script_hashes, "blob:")),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "connect-src": "'self'",
            "worker-src": "'self' blob:",
            "object-src": "'none'",
            "frame-src": "'none'",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
        }
        headers = {
            _POLICY: "; ".join(f"{name} {value}" for name, value in policy.items()),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",  # no-referrer would take the Origin from our own forms
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if reach.is_secure:
            headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
        self.usual, self.light = _raw(headers), _raw(headers | {_POLICY: _LIGHT_POLICY})
        self.framed = _raw(headers | {_POLICY: _FRAMED_POLICY, "X-Frame-Options": "SAMEORIGIN"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and mark its answer."""

        async def mark(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                ours = self._ours(scope["path"])
                theirs = [(k, v) for k, v in message.get("headers", ()) if k not in ours]
                if self.reach.is_secure:
                    theirs = [(k, _for_tls(v) if k == b"set-cookie" else v) for k, v in theirs]
                message["headers"] = [*theirs, *ours.items()]
            await send(message)

        await self.app(scope, receive, mark if scope["type"] == "http" else send)

    def _ours(self, path: str) -> dict[bytes, bytes]:
        if not path.startswith(_LIGHT):
            return self.usual
        return self.framed if path.endswith(_COUNT) else self.light


def _raw(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {name.lower().encode(): value.encode() for name, value in headers.items()}


def _for_tls(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"


class Guard:
    """Refuses whoever comes under another name, from another page, or from another machine; before anything is read."""

    def __init__(self, app: ASGIApp, reach: Reach) -> None:
        """Hold who may reach the application."""
        self.app, self.reach = app, reach

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        status = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if status is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and status == _ABSENT and self.reach.leads_on(scope["path"]):
            await RedirectResponse(_LIGHT, 303, {"Cache-Control": "no-store"})(scope, receive, send)
        elif scope["type"] == "http":
            words = texts(choose_language(scope))
            text = words("web.refused") if status == _REFUSED else words("practice.absent.title")
            await PlainTextResponse(text, status)(scope, receive, send)
        elif "websocket.http.response" in (scope.get("extensions") or {}):
            await send({"type": "websocket.http.response.start", "status": status, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})
        else:
            await send({"type": "websocket.close", "code": 1008})  # before it was accepted: the browser sees a 403

    def _refusal(self, scope: Scope) -> int | None:
        """The status for whoever is not let in. For another machine, what is not meant for it does not exist."""
        headers, path, is_socket = Headers(scope=scope), scope["path"], scope["type"] == "websocket"
        client = scope["client"][0] if scope.get("client") else None
        if path not in HEALTHY and (_is_part_of_a_foreign_page(headers) or _says_twice(headers)):
            return _REFUSED
        is_known = path in HEALTHY or self.reach.knows_host(headers.get("host", ""))
        if not self.reach.serves(client, headers, path, is_socket=is_socket):
            return _ABSENT if self.reach.is_elsewhere(client, headers) else _REFUSED
        changes = is_socket or scope["method"] not in _CHANGELESS
        return None if is_known and (not changes or self.reach.knows_origin(headers)) else _REFUSED


def _is_part_of_a_foreign_page(headers: Mapping[str, str]) -> bool:
    """Whether another site's page wants this for itself, and not a person who follows a link, as browsers tell."""
    follows = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return headers.get("sec-fetch-site") == "cross-site" and not follows


def _says_twice(headers: Headers) -> bool:
    """Whether a request names where it goes or comes from more than once: we and a proxy may each believe another."""
    return any(len(headers.getlist(name)) > 1 for name in ("host", "origin"))


class Dress:
    """Gives Streamlit's empty page its language and name, and answers the probes that miss on purpose.

    Streamlit gives that page for every address, and has words of its own for odd ones: here both are absent.
    """

    def __init__(self, app: ASGIApp, shell: Shell) -> None:
        """Hold the page in every language."""
        self.app, self.shell = app, shell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a probe, dress the page, or pass the request on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif path.endswith(_PROBES) and not path.startswith(_PROBES):
            # On /kader Streamlit's page looks for its server under /kader first. An error there is logged in the
            # console; this status is neither an error nor a success, and it goes on to the root.
            await Response(status_code=300)(scope, receive, send)
        elif path.startswith(_DOWNLOADS):
            await self.app(scope, receive, send)
        else:
            sent = _wholly(scope) if _wants_page(scope) else _streamed(scope)
            held = _hold_back(send, lambda s, b: self._dress(scope, s, b), (_FINE, _ODD))
            await self.app(sent, receive, held)

    async def _dress(self, scope: Scope, start: Message, body: bytes) -> bytes:
        is_odd, is_shell = start["status"] == _ODD, body == self.shell.original
        if (is_odd and body == _ODD_WORDS) or (is_shell and not self.shell.is_page(scope["path"])):
            start["status"] = _ABSENT
            start["headers"] = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
            return texts(choose_language(scope))("practice.absent.title").encode()
        if not is_shell or not _wants_page(scope):
            return body
        language = choose_language(scope)
        headers = MutableHeaders(scope=start)
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers.add_vary_header("Cookie")
        if _asked_language(scope):
            cookie = f"{LANGUAGE_COOKIE}={language}; Path=/; Max-Age={_YEAR}; SameSite=Lax"
            headers.append("set-cookie", cookie)
        return self.shell.pages[language]


def choose_language(scope: Scope) -> str:
    """Return the language that the address asks for (`?lang=en`), else that of the cookie, else Dutch."""
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    kept = cookies[LANGUAGE_COOKIE].value if LANGUAGE_COOKIE in cookies else None
    return _asked_language(scope) or (kept if kept in languages() else None) or languages()[0]


def _asked_language(scope: Scope) -> str | None:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in languages() else None


class Compress:
    """Sends text smaller. Files with a hash in their name never change: they are compressed once and kept."""

    def __init__(self, app: ASGIApp) -> None:
        """Begin with nothing kept."""
        self.app = app
        self._kept: dict[bytes, bytes] = {}  # by the hash of what it is: one file can be asked for under many names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress an answer that is text and was not compressed further in, where the browser takes that."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        takes = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
        if takes and scope["method"] == "GET" and _is_page_or_file(scope["path"], headers):
            scope = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]}
            await self.app(_streamed(scope), receive, _hold_back(send, self._compress))
        else:
            await self.app(scope, receive, send)

    async def _compress(self, start: Message, body: bytes) -> bytes:
        headers = MutableHeaders(scope=start)
        is_text = headers.get("content-type", "").startswith(_SMALLER)
        if not is_text or "content-encoding" in headers or len(body) < _WORTH_IT:
            return body
        is_lasting = "immutable" in headers.get("cache-control", "")
        name = hashlib.blake2b(body, digest_size=16).digest() if is_lasting else b""
        smaller = self._kept.get(name)
        if smaller is None:
            is_quick = len(body) < _QUICK
            smaller = gzip.compress(body, 6) if is_quick else await run_in_threadpool(gzip.compress, body, 6)
        if is_lasting and len(self._kept) < _MOST_KEPT:
            self._kept[name] = smaller
        headers["content-encoding"] = "gzip"
        headers.add_vary_header("Accept-Encoding")
        if etag := headers.get("etag"):
            headers["etag"] = f"W/{etag.removeprefix('W/')}"
        return smaller


def _is_page_or_file(path: str, headers: Headers) -> bool:
    return path.startswith(("/static/", "/app/static/", _LIGHT)) or "text/html" in headers.get("accept", "")


def _wholly(scope: Scope) -> Scope:
    """The request without what would bring half a page, or none since the browser has another language's."""
    halves = (b"if-none-match", b"if-modified-since", b"range", b"accept-encoding")
    return _streamed({**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in halves]})


def _streamed(scope: Scope) -> Scope:
    extensions = {k: v for k, v in (scope.get("extensions") or {}).items() if k != "http.response.pathsend"}
    return {**scope, "extensions": extensions}


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def _hold_back(
    send: Send, change: Callable[[Message, bytes], Awaitable[bytes]], statuses: Collection[int] = (_FINE,)
) -> Send:
    """Send an answer of `statuses` only when it is whole and `change` had its way with it; others at once."""
    start: dict[str, Any] = {}
    held = bytearray()

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in statuses:
            start.update(message)
        elif message["type"] == "http.response.body" and start:
            held.extend(message.get("body", b""))
            if not message.get("more_body"):
                body = await change(start, bytes(held))
                MutableHeaders(scope=start)["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})
        else:
            await send(message)

    return sender
