"""A real uvicorn with our bounds on a free port, and senders who take their time."""

import asyncio
import functools
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from web.door.bounds import Bounds
from web.door.broken_off import BrokenOff
from web.door.connections import Bounded

SHORT = 0.3  # seconds: the patience of the server in these tests
_PATIENCE = 20.0


@dataclass
class House:
    """Where a running server is, and its bounds."""

    port: int
    bounds: Bounds

    @property
    def web_socket(self) -> str:
        """The address of its WebSocket."""
        return f"ws://127.0.0.1:{self.port}/socket"

    def call(self, data: bytes = b"") -> socket.socket:
        """Connect, and send this much."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE)
        line.sendall(data)
        return line

    def ask(self, data: bytes) -> bytes:
        """Send this and return all that comes back until the server hangs up."""
        with self.call(data) as line:
            return hear(line)


def hear(line: socket.socket) -> bytes:
    """Return all that comes until the other side hangs up."""
    heard = b""
    while piece := line.recv(65_536):
        heard += piece
    return heard


def status(heard: bytes) -> int:
    """Return the status of the first answer, 0 where there was none."""
    return int(heard.split(b" ", 2)[1]) if heard else 0


def wait_until(is_so: Any) -> None:
    """Come back when it is so."""
    until = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


@contextmanager
def run_house(config: uvicorn.Config, bounds: Bounds | None = None) -> Iterator[House]:
    """Run a server on a free port for as long as the block lasts."""
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        wait_until(lambda: server.started)
        yield House(listener.getsockname()[1], bounds or Bounds())
        server.should_exit = True
        thread.join(_PATIENCE)


@contextmanager
def open_house(**differing: Any) -> Iterator[House]:
    """Run a server whose bounds differ in this from the usual ones."""
    bounds = Bounds(**differing)
    protocol: Any = functools.partial(Bounded, bounds=bounds)
    with run_house(uvicorn.Config(APP, http=protocol, ws="websockets-sansio", log_config=None), bounds) as house:
        yield house


async def _read(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _dawdle(_: Request) -> Response:
    await asyncio.sleep(3 * SHORT)
    return PlainTextResponse("at last")


async def _echo(line: WebSocket) -> None:
    await line.accept()
    async for text in line.iter_text():
        await line.send_text(text)


APP = Starlette(
    routes=[
        Route("/", _read, methods=["GET", "POST"]),
        Route("/slow", _dawdle),
        WebSocketRoute("/socket", _echo),
    ],
    middleware=[Middleware(BrokenOff)],
)
