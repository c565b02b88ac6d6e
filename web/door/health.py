"""Whether the application is alive, and whether it can save: for those who run it. Neither tells anything else."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from web.door.reach import HEALTH, READY

IN_TIME = 2.0
"""How many seconds what keeps the work has to answer. House rule."""
_FRESH = {"Cache-Control": "no-store"}
_log = logging.getLogger("kaderwijzer")


class Readiness:
    """Asks whether anything can be saved; `check` raises what keeps it from that, and may take for ever.

    One check is under way at a time, in a thread that keeps nobody: who asks meanwhile waits for the same one.
    """

    def __init__(self, check: Callable[[], object], seconds: float = IN_TIME) -> None:
        self._check, self._seconds = check, seconds
        self._running: Future[None] | None = None
        self._was_ready = True

    async def ask(self) -> bool:
        """Tell within `seconds` whether the check passes: one that is not done by then does not."""
        if self._running is None or self._running.done():
            self._running = Future()
            Thread(target=self._look, args=(self._running,), name="readiness", daemon=True).start()
        done, _ = await asyncio.wait([asyncio.wrap_future(self._running)], timeout=self._seconds)
        trouble = done.pop().exception() if done else TimeoutError(f"no answer within {self._seconds:g} s")
        self._tell(trouble)
        return trouble is None

    def _look(self, answer: Future[None]) -> None:
        try:
            self._check()
        except Exception as error:
            answer.set_exception(error)
        else:
            answer.set_result(None)

    def _tell(self, trouble: BaseException | None) -> None:
        """One line when it changes: whoever asks every second would fill the log."""
        if trouble and self._was_ready:
            _log.error("not ready: %s: %s", type(trouble).__name__, trouble)
        elif not trouble and not self._was_ready:
            _log.warning("ready again")
        self._was_ready = trouble is None


def health_routes(check: Callable[[], object]) -> list[Route]:
    """Return the routes that say 200 as long as this process lives, and while `check` passes in time (else 503)."""
    readiness = Readiness(check)

    async def say_alive(_: Request) -> Response:
        return PlainTextResponse("ok", headers=_FRESH)

    async def say_ready(_: Request) -> Response:
        is_ready = await readiness.ask()
        return PlainTextResponse("ok" if is_ready else "unavailable", 200 if is_ready else 503, headers=_FRESH)

    return [Route(HEALTH, say_alive), Route(READY, say_ready)]
