"""A trial of the protocol with bounds: connections on paper, so that a changed uvicorn is seen before anyone comes."""

import asyncio
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from web.door.bounds import Bounds

_REQUEST = b"GET / HTTP/1.1\r\nhost: localhost\r\n"
_ASKS_FOR_SOCKET = b"connection: upgrade\r\nupgrade: websocket\r\n"


def works(protocol: Any) -> bool:
    """Whether a protocol does what it must in this uvicorn, tried inside a running loop.

    Args:
        protocol: `Bounded`, or what stands in its place.
    Returns:
        True when a head that comes too slowly or too large and a connection too many are closed, and one that asked
        for a page or a socket is not. The bounds of a body are not tried.
    """
    try:
        return all(trial(protocol) for trial in (_closes_slow, _closes_large, _closes_oldest, _lets_go_of_whole))
    except Exception:  # a changed private part may raise anything; a server without bounds mends it
        return False


def _closes_slow(protocol: Any) -> bool:
    paper = _Paper(protocol, _bounds(head_seconds=0.0))
    paper.protocol.data_received(_REQUEST)
    paper.protocol.look()
    return paper.is_closing() and b" 408 " in paper.written


def _closes_large(protocol: Any) -> bool:
    paper = _Paper(protocol, _bounds(head_bytes=100))
    paper.protocol.data_received(_REQUEST + b"a" * 100)
    return paper.is_closing() and b" 431 " in paper.written


def _closes_oldest(protocol: Any) -> bool:
    bounds = _bounds(most_waiting=1)
    first, second = _Paper(protocol, bounds), _Paper(protocol, bounds)
    bounds.trim()
    return first.is_closing() and not second.is_closing() and len(bounds.waiting) == 1


def _lets_go_of_whole(protocol: Any) -> bool:
    plain, socket = _Paper(protocol, _bounds()), _Paper(protocol, _bounds())
    waited = plain.protocol.is_waiting and socket.protocol.is_waiting
    plain.protocol.data_received(_REQUEST + b"\r\n")
    socket.protocol.data_received(_REQUEST + _ASKS_FOR_SOCKET + b"\r\n")
    waits = plain.protocol.is_waiting or socket.protocol.is_waiting
    is_open = not plain.is_closing() and not socket.is_closing()
    return waited and not waits and is_open and isinstance(socket.current, _Socket)


def _bounds(**differing: Any) -> Bounds:
    return Bounds(tell=lambda: None, **differing)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


class _Socket(asyncio.Protocol):
    """What a connection is handed over to when it becomes a WebSocket."""

    def __init__(self, **_: Any) -> None:
        """Take what uvicorn gives."""


class _Paper(asyncio.Transport):
    """A connection that leads nowhere: what is written to it stands in `written`."""

    def __init__(self, protocol: Any, bounds: Bounds) -> None:
        super().__init__()
        self.written, self._is_closing = b"", False
        config = uvicorn.Config(_answer, log_config=None, http=protocol, ws=_Socket)
        config.load()
        state = ServerState()
        self.protocol = protocol(bounds=bounds, config=config, server_state=state, app_state={})
        self.current: asyncio.BaseProtocol = self.protocol
        self.protocol.connection_made(self)

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def close(self) -> None:
        self._is_closing = True

    def is_closing(self) -> bool:
        return self._is_closing

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.current = protocol

    def get_write_buffer_size(self) -> int:
        return 0
