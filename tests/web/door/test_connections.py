"""A request that comes too slowly, is too large or is one too many is closed; answers and sockets take their time."""

import socket
import time
import tomllib
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.web.door.slow_senders import SHORT, hear, open_house, status, wait_until
from web.door.bounds import Bounds

ROOT = Path(__file__).resolve().parents[3]
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = HEAD + b"Connection: close\r\n\r\n"
FORM = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
PIECES = FORM + b"Transfer-Encoding: chunked\r\n\r\n"


crowded_house = partial(open_house, head_seconds=SHORT, body_seconds=SHORT, most_waiting=1)


def _hangs_up_on(line: socket.socket, drop: bytes) -> bool:
    """Whether the other side hangs up while it gets drop after drop, for ten seconds at most."""
    for _ in range(200):
        try:
            line.sendall(drop)
        except (BrokenPipeError, ConnectionResetError):
            return True
        time.sleep(0.05)
    return False


def test_head_that_stays_away_is_told_to_have_come_too_late() -> None:
    with open_house(head_seconds=SHORT) as house:
        assert status(house.ask(HEAD)) == 408


@pytest.mark.parametrize("drop", [b"a: b\r\n", b"a"], ids=["fields", "one endless field"])
def test_head_that_comes_drop_by_drop_is_closed_all_the_same(drop: bytes) -> None:
    with open_house(head_seconds=SHORT) as house, house.call(HEAD) as line:
        assert _hangs_up_on(line, drop)


def test_connection_on_which_nothing_comes_is_closed_without_a_word() -> None:
    told = list[bool]()
    with open_house(head_seconds=SHORT, tell=lambda: told.append(True)) as house:
        assert house.ask(b"") == b""
        assert told == []
        assert status(house.ask(HEAD)) == 408
        assert told == [True]


@pytest.mark.parametrize("drop", [b"\r\n", b"a"], ids=["empty lines", "half a name"])
def test_connection_that_had_its_answer_gets_no_more_time_for_the_next_request(drop: bytes) -> None:
    with open_house(head_seconds=SHORT) as house, house.call(HEAD + b"\r\n") as line:
        assert status(line.recv(65_536)) == 200
        line.sendall(drop if drop == b"\r\n" else HEAD)
        assert _hangs_up_on(line, drop)


def _head_of(size: int) -> bytes:
    """A request whose address and fields are this many bytes."""
    named = len(b"/") + sum(map(len, (b"Host", b"localhost", b"Connection", b"close", b"A")))
    return b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nA: " + b"a" * (size - named) + b"\r\n\r\n"


@pytest.mark.parametrize(("size", "expected"), [(1_000, 200), (1_001, 431)])
def test_head_may_be_as_large_as_the_bound_and_no_larger(size: int, expected: int) -> None:
    with open_house(head_bytes=1_000) as house, house.call() as line:
        asked = _head_of(size)
        line.sendall(asked[:500])
        time.sleep(0.05)
        line.sendall(asked[500:])
        assert status(hear(line)) == expected


@pytest.mark.parametrize(
    "endless",
    [b"GET /" + b"a" * 2_000, HEAD + b"a" * 2_000, HEAD + b"A: " + b"a" * 2_000, HEAD + b"a: b\r\n" * 400],
    ids=["address", "name", "value", "fields"],
)
def test_head_without_an_end_is_closed_when_it_is_too_large(endless: bytes) -> None:
    with open_house(head_bytes=1_000) as house:
        assert status(house.ask(endless)) == 431


def test_long_address_counts_as_the_head_does() -> None:
    with open_house(head_bytes=1_000) as house:
        asked = b"GET /?" + b"a" * 1_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
        assert status(house.ask(asked)) == 431


def test_body_that_stays_away_is_told_to_have_come_too_late() -> None:
    with open_house(body_seconds=SHORT) as house:
        assert status(house.ask(FORM + b"Content-Length: 5\r\n\r\nabc")) == 408


def test_body_that_keeps_coming_gets_the_time_that_it_takes() -> None:
    most = FORM + b"Content-Length: 101\r\n\r\n" + b"a" * 100
    with open_house(body_seconds=SHORT, body_rate=10) as house, house.call(most) as line:
        time.sleep(2 * SHORT)
        line.sendall(b"a")
        assert hear(line).endswith(b"\r\n\r\n101")


def test_body_that_is_too_large_is_closed() -> None:
    with open_house(body_bytes=1_000) as house:
        assert status(house.ask(FORM + b"Content-Length: 5000\r\n\r\n" + b"a" * 1_001)) == 413


@pytest.mark.parametrize(
    ("around", "expected"),
    [(b"1;" + b"x" * 2_000, 413), (b"1\r\na\r\n0\r\nA: " + b"x" * 2_000, 413), (b"0\r\n" + b"a: b\r\n" * 600, 431)],
    ids=["beside a piece", "one endless field behind it", "fields behind it"],
)
def test_what_stands_around_a_body_is_no_larger_than_a_head(around: bytes, expected: int) -> None:
    with open_house(head_bytes=1_000) as house, house.call(PIECES) as line:
        wait_until(lambda: house.bounds.waiting)
        time.sleep(0.05)
        line.sendall(around)
        assert status(hear(line)) == expected


def test_largest_file_that_is_read_in_fits_in_a_body() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] * 1_048_576 < Bounds().body_bytes


def test_body_in_pieces_is_read_whole() -> None:
    with open_house(head_bytes=1_000) as house:
        assert house.ask(PIECES + b"a\r\n0123456789\r\n" * 50_000 + b"0\r\nA: b\r\n\r\n").endswith(b"\r\n500000")


def test_of_too_many_that_wait_the_oldest_are_closed_and_all_others_served() -> None:
    with open_house(most_waiting=3) as house, ExitStack() as stack:
        lines = [stack.enter_context(house.call(HEAD)) for _ in range(5)]
        assert [status(hear(line)) for line in lines[:2]] == [503, 503]
        assert status(house.ask(WHOLE)) == 200
        for line in lines[2:]:
            line.sendall(b"Connection: close\r\n\r\n")
        assert [status(hear(line)) for line in lines[2:]] == [200, 200, 200]
        wait_until(lambda: not house.bounds.waiting)


def test_whole_requests_that_come_together_are_all_answered() -> None:
    with open_house(most_waiting=3) as house, ExitStack() as stack:
        lines = [stack.enter_context(house.call(WHOLE)) for _ in range(50)]
        assert {status(hear(line)) for line in lines} == {200}


def test_eight_hundred_half_requests_leave_room_for_a_whole_one() -> None:
    told: list[None] = []
    with open_house(tell=lambda: told.append(None)) as house, ExitStack() as stack:
        for _ in range(800):
            stack.enter_context(house.call(HEAD))
        wait_until(lambda: len(told) == 800 - 256)
        assert status(house.ask(WHOLE)) == 200


def test_answer_that_takes_long_is_not_cut() -> None:
    asked = WHOLE.replace(b"/ ", b"/slow ")
    with crowded_house() as house, house.call(asked) as line, house.call(HEAD), house.call(HEAD):
        assert hear(line).endswith(b"at last")


def test_half_request_behind_a_slow_answer_does_not_cut_it() -> None:
    with open_house(head_seconds=SHORT) as house, house.call(HEAD.replace(b"/ ", b"/slow ") + b"\r\n") as line:
        line.sendall(HEAD)
        heard = hear(line)
        assert (status(heard), heard.count(b"HTTP/1.1"), b"at last" in heard) == (200, 2, True)


def test_requests_in_one_piece_are_all_answered() -> None:
    with open_house(head_bytes=100) as house:
        assert house.ask((HEAD + b"\r\n") * 50 + WHOLE).count(b"HTTP/1.1 200 OK") == 51


def test_only_a_get_becomes_a_socket_and_any_other_request_has_an_answer_and_an_end() -> None:
    asked = b"POST /socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    with open_house(body_seconds=SHORT) as house:
        assert status(house.ask(asked + b"Content-Length: 5\r\n\r\n")) == 404


def test_socket_stands_as_long_as_both_want() -> None:
    with crowded_house() as house, connect(house.web_socket) as line, house.call(HEAD), house.call(HEAD):
        time.sleep(2 * SHORT)
        line.send("still here")
        assert line.recv() == "still here"
