"""Connections: how long a request may take to come, how large it may be, how many may be on their way at once.

uvicorn 0.54 bounds none of these. `Bounded` is its own protocol with bounds on what comes in, and on nothing else: once
a request is here whole, its answer takes the time it takes, and a WebSocket stands as long as both sides want.
"""

import asyncio
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web.door.bounds import Bounds


class _Part(Enum):
    HEAD = auto()
    BODY = auto()
    WHOLE = auto()


class _TooLarge(Exception):
    """Stops the parser."""


class Bounded(HttpToolsProtocol):
    """One connection of uvicorn that is closed where its request comes too slowly or is too large."""

    def __init__(self, *, bounds: Bounds, **uvicorns: Any) -> None:
        """Begin to wait for a first request. `uvicorns` is what uvicorn gives to every protocol."""
        super().__init__(**uvicorns)
        self._bounds = bounds
        self._timer: asyncio.TimerHandle | None = None
        self._upgrades = False
        self._await(_Part.HEAD)

    def _await(self, part: _Part) -> None:
        self._part, self._since = part, self.loop.time()
        self._came = self._body = 0  # bytes of this part; of those, bytes of the body itself
        if part is _Part.HEAD:
            self._named, self._has_begun, self._is_too_large = 0, False, False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._keep_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._part is _Part.WHOLE:
            self._await(_Part.HEAD)
        self._came += len(data)
        super().data_received(data)
        if self._part is _Part.WHOLE or self.transport.is_closing():
            return
        if status := self._excess():
            self.refuse(status)
        else:
            self._keep_waiting()

    def on_message_begin(self) -> None:
        if self._part is _Part.WHOLE:  # a second request in the same piece of data
            self._await(_Part.HEAD)
        self._has_begun = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._name(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._name(len(self.url))
        self._upgrades = self.parser is not None and self.parser.get_method() == b"GET"
        super().on_headers_complete()
        self._await(_Part.BODY)

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        super().on_body(body)

    def _should_upgrade(self) -> bool:
        """Only a GET may become a WebSocket: of any other request the body would be waited for without an end."""
        return self._upgrades and super()._should_upgrade()

    def on_message_complete(self) -> None:
        self._part = _Part.WHOLE
        self._stop_waiting()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self._is_too_large:
            self.refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            super().send_400_response(msg)

    @property
    def is_waiting(self) -> bool:
        """Whether the connection will be closed unless more of its request comes."""
        return self._timer is not None or self in self._bounds.waiting

    def refuse(self, status: HTTPStatus) -> None:
        """Close the connection; with an answer, where a request had begun and nothing was answered yet."""
        self._stop_waiting()
        if self._has_begun or status is HTTPStatus.SERVICE_UNAVAILABLE:  # browsers open some ahead and ask nothing
            self._bounds.tell()
        if self._has_begun and not self._answers_before() and not self._has_answered():
            line = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(line.encode())
        self.transport.close()

    def _name(self, size: int) -> None:
        """Count what stands in the head, and in what may follow a body that came in pieces."""
        self._named += size
        if self._named > self._bounds.head_bytes:
            self._is_too_large = True
            raise _TooLarge

    def _excess(self) -> HTTPStatus | None:
        """What is too much of a part that is not here yet; around a body stands no more than it and a head are long."""
        if self._part is _Part.HEAD and self._came > self._bounds.head_bytes:
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        around = self._came - 2 * self._body
        is_body = self._part is _Part.BODY
        if is_body and (self._body > self._bounds.body_bytes or around > self._bounds.head_bytes):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    def _answers_before(self) -> bool:
        """Whether the answer to an earlier request on this connection is not done yet."""
        return self._part is _Part.HEAD and self.cycle is not None and not self.cycle.response_complete

    def _has_answered(self) -> bool:
        return self._part is _Part.BODY and self.cycle is not None and self.cycle.response_started

    def _waits_for_us(self) -> bool:
        """Whether it is not the sender who is slow: an earlier answer is on its way, or nobody reads yet."""
        return self._answers_before() or self.flow.read_paused or self.transport.get_write_buffer_size() > 0

    def _keep_waiting(self) -> None:
        due = self._due()
        if self._timer is not None and self._timer.when() > due:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = self.loop.call_at(due, self.look)
        if not self._waits_for_us():
            self._bounds.admit(self)

    def _stop_waiting(self) -> None:
        self._bounds.waiting.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> float:
        if self._part is _Part.HEAD:
            return self._since + self._bounds.head_seconds
        return self._since + self._bounds.body_seconds + self._body / self._bounds.body_rate

    def look(self) -> None:
        """Close the connection where its request should have been here by now."""
        self._timer = None
        if self.transport.is_closing():
            return
        if self._waits_for_us():
            self._since = self.loop.time()
        if self.loop.time() < self._due():
            self._keep_waiting()
        else:
            self.refuse(HTTPStatus.REQUEST_TIMEOUT)
