"""The last words of a page: what was typed and not yet sent when it was left comes by a request of its own."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from framework.errors import KaderwijzerError, Unavailable, Unknown

_SESSIONS, _FIELDS = 5_000, 200
_WAITING, _PAUSE, _MOST_TRIES = 1_000, 2.0, 300  # drafts that wait for the store, and for how long: ten minutes
_LONGEST = 200_000  # bytes; a browser sends no more than 64 KiB in this way

Save = Callable[[str], object]
_log = logging.getLogger("kaderwijzer")


class Draft(BaseModel):
    """What a browser sends: the key of its tab, the field, and the whole text of that field."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    session: str = Field(max_length=200)
    field: str = Field(max_length=500)
    text: str


class Drafts:
    """How to save each field of each tab. The tabs seen last are kept; an older one only loses its last second."""

    route = "/draft"

    def __init__(self) -> None:
        """Begin without tabs."""
        self._sessions: OrderedDict[str, OrderedDict[str, Save]] = OrderedDict()
        self._lock = Lock()
        self._waiting = 0

    def keep(self, session: str, field: str, save: Save) -> None:
        """Remember how to save a field of a session, in place of what was remembered for it."""
        with self._lock:
            fields = self._sessions.setdefault(session, OrderedDict())
            fields[field] = save
            for queue, key, most in ((self._sessions, session, _SESSIONS), (fields, field, _FIELDS)):
                queue.move_to_end(key)
                while len(queue) > most:
                    queue.popitem(last=False)

    def save(self, draft: Draft) -> None:
        """Save a draft; raises `Unknown` for a session or field that was never kept, and what the saving raises."""
        with self._lock:
            save = self._sessions.get(draft.session, {}).get(draft.field)
        if save is None:
            raise Unknown
        save(draft.text)

    def routes(self) -> list[Route]:
        """Return the one route of this. Whoever comes from another page was refused at the door."""
        return [Route(self.route, self._take_in, methods=["POST"])]

    async def _take_in(self, request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST:
                return Response(status_code=413)
        return await self._keep_body(bytes(body))

    async def _keep_body(self, body: bytes) -> Response:
        try:
            draft = Draft.model_validate_json(body)
        except ValidationError:
            return Response(status_code=400)
        try:
            await run_in_threadpool(self.save, draft)
        except Unavailable as failed:  # nobody is left to bring these words again
            _log.error("last words wait for the store: %s", failed)
            has_room = self._waiting < _WAITING
            again = BackgroundTask(self._try_again, draft) if has_room else None
            return Response(status_code=202 if has_room else 503, background=again)
        except KaderwijzerError as refused:  # changed elsewhere meanwhile, or not sound: nothing was written
            return Response(status_code=404 if isinstance(refused, Unknown) else 409)
        except Exception:
            _log.exception("a draft was not saved")
            return Response(status_code=500)
        return Response(status_code=204)

    async def _try_again(self, draft: Draft) -> None:
        """Save a draft as soon as the store can be had."""
        self._waiting += 1
        try:
            for _ in range(_MOST_TRIES):
                await asyncio.sleep(_PAUSE)
                with suppress(Unavailable):
                    await run_in_threadpool(self.save, draft)
                    return
            _log.error("last words were given up: the store was not to be had")
        except KaderwijzerError:  # changed elsewhere meanwhile: nothing was written
            return
        finally:
            self._waiting -= 1
