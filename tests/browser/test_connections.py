"""The application as it is started, with few files to open: what comes slowly, endlessly or half shuts nobody out."""

import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from tests.browser.server import Server

HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nA: "
CLOSED = "connections closed, their requests did not come whole"
BROKEN_OFF = "a request was broken off by its sender: POST\n"
FEW = 400

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="knows no limit of open files")


@pytest.fixture(scope="module")
def narrow_server(start_server: Callable[..., Server]) -> Server:
    return start_server(settings={"KADERWIJZER_PUBLIC_URL": "https://kader.example", "MOST_FILES": str(FEW)})


def _call(server: Server, data: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    line.sendall(data)
    return line


def test_start_says_that_too_few_files_may_be_open(narrow_server: Server) -> None:
    assert f"Only {FEW} files and connections may be open here at once, and 4096 are wise" in narrow_server.log
    assert "ulimit -n 4096" in narrow_server.log


def _written(server: Server, before: str, awaited: str) -> str:
    """Return what was logged since, as soon as what is awaited stands in it, or after some time."""
    until = time.monotonic() + 20
    while awaited not in server.log.removeprefix(before) and time.monotonic() < until:
        time.sleep(0.05)
    return server.log.removeprefix(before)


def test_eight_hundred_half_requests_shut_nobody_out(narrow_server: Server) -> None:
    before = narrow_server.log
    with ExitStack() as stack:
        for _ in range(800):
            stack.enter_context(_call(narrow_server, HALF))
        assert narrow_server.request("GET", "/")[0] == 200
        written = _written(narrow_server, before, CLOSED)
    assert CLOSED in written
    assert (written.count("Traceback"), len(written.splitlines()) < 5) == (0, True)


def test_endless_head_is_answered_as_too_large(narrow_server: Server) -> None:
    with _call(narrow_server, HALF + b"a" * 32_768) as line:
        assert line.recv(1_000).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("path", ["/p/x", "/draft"])
def test_request_that_is_broken_off_is_one_line_without_its_address(path: str, narrow_server: Server) -> None:
    here, before = f"localhost:{narrow_server.port}", narrow_server.log
    fields = f"Host: {here}\r\nOrigin: http://{here}\r\nContent-Length: 9\r\n\r\n"
    with _call(narrow_server, f"POST {path} HTTP/1.1\r\n{fields}abc".encode()):
        time.sleep(0.2)
    assert _written(narrow_server, before, BROKEN_OFF) == BROKEN_OFF


def test_start_says_when_the_server_cannot_be_given_bounds(start_server: Callable[..., Server]) -> None:
    server = start_server(settings={"READ_REQUESTS_BY": "h11"})
    assert "Slow and endless requests are not bounded here" in server.log
    assert server.request("GET", "/")[0] == 200


def test_start_on_a_usual_machine_has_nothing_to_say_about_connections(shared_server: Server) -> None:
    assert [word for word in ("files and connections", "bounded") if word in shared_server.log] == []
