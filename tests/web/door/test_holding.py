"""Bounds come into every server that starts; where uvicorn has changed it serves without them, and that is known."""

import asyncio
import errno
from typing import Any

import pytest
import uvicorn

from tests.web.asgi import await_here
from tests.web.door.slow_senders import APP, run_house, status
from web.door import holding
from web.door.bounds import Bounds, Seldom
from web.door.connections import Bounded
from web.door.holding import Hold
from web.door.trial import works

TOO_LARGE = b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 40_000
WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(autouse=True)
def _fresh_uvicorn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)


def _settings(**differing: Any) -> uvicorn.Config:
    return uvicorn.Config(APP, ws="websockets-sansio", log_config=None, **differing)


async def _try_out(protocol: Any) -> bool:
    return works(protocol)


def test_server_that_is_started_has_the_bounds() -> None:
    hold = Hold(Bounds())
    assert not hold.is_in_force
    with run_house(_settings()) as house:
        assert hold.is_in_force
        assert (status(house.ask(TOO_LARGE)), status(house.ask(WHOLE))) == (431, 200)


def _changed(monkeypatch: pytest.MonkeyPatch, how: str) -> uvicorn.Config:
    if how == "another reader of requests":
        return _settings(http="h11")
    if how == "not to be found":
        monkeypatch.setattr(holding, "Bounded", None)
    else:
        monkeypatch.setattr(Bounded, "on_message_complete", lambda self: None)
    return _settings()


@pytest.mark.parametrize("how", ["another reader of requests", "not to be found", "works otherwise"])
def test_server_whose_inside_has_changed_serves_without_bounds(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = Hold(Bounds())
    with run_house(_changed(monkeypatch, how)) as house:
        assert not hold.is_in_force
        assert status(house.ask(WHOLE)) == 200


def test_uvicorn_without_a_place_to_hook_in_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(uvicorn.Server, "startup")
    assert not Hold(Bounds()).is_in_force
    assert not hasattr(uvicorn.Server, "startup")


def test_trial_finds_the_protocol_to_do_what_it_must() -> None:
    assert await_here(_try_out(Bounded))


@pytest.mark.parametrize("part", ["look", "connection_made", "data_received", "on_message_complete", "refuse"])
@pytest.mark.parametrize("does", ["nothing", "raise"])
def test_trial_finds_a_part_that_no_longer_works(part: str, does: str) -> None:
    def broken(*_: Any) -> None:
        if does == "raise":
            raise AttributeError("this private part is gone")

    assert not await_here(_try_out(type("Broken", (Bounded,), {part: broken})))


def test_trial_finds_a_uvicorn_that_takes_other_arguments() -> None:
    class Other(Bounded):
        def __init__(self, *, bounds: Bounds) -> None:
            super().__init__(bounds=bounds)

    assert not await_here(_try_out(Other))


async def _call_handler(trouble: Exception, message: str, times: int) -> None:
    loop = asyncio.get_running_loop()
    handle = holding.make_handler()
    for _ in range(times):
        handle(loop, {"message": message, "exception": trouble})


def test_connections_that_cannot_be_taken_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    message = "socket.accept() out of system resource"
    await_here(_call_handler(OSError(errno.EMFILE, "Too many open files"), message, 2_000))
    assert caplog.messages == ["no connection can be taken, too many files are open; tries: 1"]
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "Task exception was never retrieved"),
        (ValueError(), "socket.accept() out of system resource"),
    ],
)
def test_any_other_trouble_is_told_as_before(
    trouble: Exception, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    await_here(_call_handler(trouble, message, 2))
    assert caplog.messages == [message, message]
    assert all(record.exc_info for record in caplog.records)


def test_what_happens_often_is_told_once_a_minute_with_how_often(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    tell = Seldom("closed: %d", lambda: now[0])
    for second in (0.0, 1.0, 59.0, 60.0, 61.0, 200.0):
        now[0] = second
        tell()
    assert caplog.messages == ["closed: 1", "closed: 3", "closed: 2"]
