"""The smallest client there is: one request through an ASGI application, without a server."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import cache
from threading import Thread
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message

Outcome = TypeVar("Outcome")


@dataclass
class Answer:
    """What came back: all of it, with header names in lower case."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self.headers if key == name)

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.headers)


def ask(
    app: ASGIApp,
    path: str = "/",
    method: str = "GET",
    body: bytes | list[bytes] = b"",
    *,
    client: str = "127.0.0.1",
    query: str = "",
    **headers: str,
) -> Answer:
    """Send one request; header names are written with `_` for `-`. The host is `localhost` unless given."""
    scope = _scope("http", path, client, query, headers) | {"method": method, "http_version": "1.1", "scheme": "http"}
    parts = body if isinstance(body, list) else [body]
    left: list[Message] = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)} for number, part in enumerate(parts, 1)
    ]
    sent = _run(app, scope, left)
    start = sent[0]
    found = [(name.decode().lower(), value.decode()) for name, value in start["headers"]]
    return Answer(start["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


def shake_hands(app: ASGIApp, client: str = "127.0.0.1", *, can_answer: bool = False, **headers: str) -> str:
    """Open a WebSocket; return the type of the first message that comes back, or the status of an answer instead."""
    scope = _scope("websocket", "/_stcore/stream", client, "", headers)
    scope["extensions"] = {"websocket.http.response": {}} if can_answer else {}
    sent = _run(app, scope, [{"type": "websocket.connect"}])
    return str(sent[0].get("status", sent[0]["type"]))


def _scope(kind: str, path: str, client: str, query: str, headers: dict[str, str]) -> dict[str, Any]:
    given = {"host": "localhost", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items() if value]
    scope = {"type": kind, "path": path, "raw_path": path.encode(), "root_path": "", "query_string": query.encode()}
    return scope | {"headers": raw, "client": (client, 50_000), "server": ("localhost", 80)}


def _run(app: ASGIApp, scope: dict[str, Any], incoming: list[Message]) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        if not incoming:
            await asyncio.Event().wait()  # the one who asked waits for the answer
        return incoming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await_here(app(scope, receive, send))  # type: ignore[arg-type]
    return sent


def await_here(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Return what comes of `work`, whatever else keeps a loop running in this thread."""
    return asyncio.run_coroutine_threadsafe(work, _loop()).result()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for all that is awaited, in a thread of its own: the browser keeps its loop running in the others."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    return loop
