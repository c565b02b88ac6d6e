"""How our bounds come into uvicorn 0.54, which Streamlit starts without asking for settings of ours.

The protocol of a server is replaced as it starts up, before it takes its first connection. That leans on private
parts of Streamlit and uvicorn, so it is tried first; where it does not work, the server goes on as uvicorn made it.
"""

import asyncio
import errno
import functools
from collections.abc import Callable
from typing import Any

import uvicorn

from web.door.bounds import Bounds, Seldom
from web.door.trial import works

try:
    from web.door.connections import Bounded
except ImportError:  # another uvicorn, or one without httptools
    Bounded = None

_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Hold:
    """Puts bounds on the connections of every server that this process starts from now on."""

    def __init__(self, bounds: Bounds) -> None:
        """Hook in where a server starts up; nothing happens where uvicorn has no such place."""
        self._bounds = bounds
        self.is_in_force = False
        """Whether a server started up with the bounds; known as soon as an application may start up too."""
        original = getattr(uvicorn.Server, "startup", None)
        if original is None:
            return

        async def start_up(server: uvicorn.Server, *arguments: Any, **named: Any) -> None:
            self._take_hold(server)
            await original(server, *arguments, **named)

        uvicorn.Server.startup = start_up  # pyright: ignore[reportAttributeAccessIssue]

    def _take_hold(self, server: uvicorn.Server) -> None:
        asyncio.get_running_loop().set_exception_handler(make_handler())
        config = getattr(server, "config", None)
        found = getattr(config, "http_protocol_class", None)
        if config and Bounded and found is Bounded.__base__ and works(Bounded):
            config.http_protocol_class = functools.partial(Bounded, bounds=self._bounds)  # type: ignore[assignment]
            self.is_in_force = True


def make_handler() -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """Return what tells of trouble in a loop: as it does itself, but of no room for connections in one line.

    asyncio would write some thousand tracebacks a second.
    """
    tell = Seldom("no connection can be taken, too many files are open; tries: %d")

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        trouble = context.get("exception")
        if isinstance(trouble, OSError) and trouble.errno in _NO_ROOM and "accept" in context.get("message", ""):
            tell()
        else:
            loop.default_exception_handler(context)

    return handle
