"""A request that its sender breaks off half-way, as a browser does that is closed: told in one line."""

import logging

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

_log = logging.getLogger("kaderwijzer")


class BrokenOff:
    """Says in one line of the log that somebody left; not where, since the address of a link is a secret."""

    def __init__(self, app: ASGIApp) -> None:
        """Hold what the requests are for."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Nobody is left to answer when it broke off."""
        try:
            await self.app(scope, receive, send)
        except ClientDisconnect:
            _log.warning("a request was broken off by its sender: %s", scope["method"])
