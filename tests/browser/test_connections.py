"""The application as it is started, and requests that never become whole."""

import socket
import time

import pytest

from tests.browser.server import Server

BROKEN_OFF = "a request was broken off by its sender: POST\n"


def _call(server: Server, data: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    line.sendall(data)
    return line


@pytest.mark.parametrize("path", ["/p/x", "/draft"])
def test_request_that_is_broken_off_is_one_line_without_its_address(path: str, public_server: Server) -> None:
    here, before = f"localhost:{public_server.port}", public_server.log
    fields = f"Host: {here}\r\nOrigin: http://{here}\r\nContent-Length: 9\r\n\r\n"
    with _call(public_server, f"POST {path} HTTP/1.1\r\n{fields}abc".encode()):
        time.sleep(0.2)
    until = time.monotonic() + 20
    while public_server.log == before and time.monotonic() < until:
        time.sleep(0.05)
    assert public_server.log.removeprefix(before) == BROKEN_OFF
