"""The health checks tell whether the process lives and whether the work would be kept, and nothing else."""

import asyncio
import logging
from threading import Event

import pytest
from starlette.applications import Starlette

from framework.errors import Unavailable
from tests.web.asgi import Answer, ask, await_here
from web.door.health import Readiness, health_routes

LONG = 30.0  # seconds: what takes this long never comes to an end here


def asked(check: object, path: str) -> Answer:
    return ask(Starlette(routes=health_routes(check)), path)  # pyright: ignore[reportArgumentType]


def pass_by() -> None:
    """A check that passes."""


def refuse() -> None:
    """A check that says what is wrong, with words that are for the log alone."""
    raise Unavailable("unreachable", reason="host secret.example refused")


@pytest.mark.parametrize(
    ("check", "path", "told"),
    [
        (pass_by, "/healthz", (200, b"ok")),
        (refuse, "/healthz", (200, b"ok")),
        (pass_by, "/readyz", (200, b"ok")),
        (refuse, "/readyz", (503, b"unavailable")),
    ],
)
def test_process_that_lives_says_so_and_is_ready_when_the_check_passes(
    check: object, path: str, told: tuple[int, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        answer = asked(check, path)
    assert (answer.status, answer.body) == told
    assert answer["cache-control"] == "no-store"


def test_check_that_hangs_holds_nobody_and_is_begun_once() -> None:
    began, goes_on = list[int](), Event()

    def hang() -> None:
        began.append(1)
        goes_on.wait(LONG)

    readiness = Readiness(hang, 0.05)

    async def ask_twice() -> list[bool]:
        return [await readiness.ask(), *await asyncio.gather(readiness.ask(), readiness.ask())]

    assert await_here(ask_twice()) == [False, False, False]
    assert began == [1]
    goes_on.set()
    readiness = Readiness(hang, LONG)
    assert await_here(readiness.ask())  # it is asked anew
    assert began == [1, 1]


def test_process_is_alive_while_the_check_hangs() -> None:
    goes_on = Event()
    routes = health_routes(lambda: goes_on.wait(LONG))
    assert ask(Starlette(routes=routes), "/healthz").status == 200
    goes_on.set()


def test_log_has_a_line_when_it_changes_and_none_while_it_stays(caplog: pytest.LogCaptureFixture) -> None:
    trouble: list[Exception] = [Unavailable("busy")]

    def check() -> None:
        if trouble:
            raise trouble[0]

    readiness = Readiness(check, LONG)
    with caplog.at_level(logging.INFO, "kaderwijzer"):
        told = [await_here(readiness.ask()) for _ in range(3)]
        trouble.clear()
        told += [await_here(readiness.ask()) for _ in range(3)]
    assert told == [False, False, False, True, True, True]
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "busy" in caplog.records[0].getMessage()
    assert not caplog.records[0].exc_info
