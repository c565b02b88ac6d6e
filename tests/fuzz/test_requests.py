"""Whatever comes to the door gets an answer in time, without a traceback, and nothing of it is half kept."""

import logging
from random import Random
from urllib.parse import quote, urlencode

import pytest

from framework.keeping.memory import MemoryStore
from tests.fuzz.mutants import ODD, mutants, spoil
from tests.web.asgi import ask
from tests.web.respondents import ORIGIN, House
from web.door.reach import Reach

REQUESTS = 1_500
NAMES = (
    *("host", "origin", "cookie", "accept", "accept_language", "accept_encoding", "content_type", "content_length"),
    *("x_real_ip", "x_forwarded_for", "forwarded", "range", "if_none_match", "sec_fetch_site", "sec_fetch_mode"),
)
STEPS = ("", "/1", "/2", "/9", "/99", "/words", "/look", "/send", "/stop", "/en/1", "/notes", "/reveal", "/count")


@pytest.fixture
def house() -> House:
    return House(MemoryStore())


def odd(random: Random) -> str:
    return b"".join(random.choices(ODD, k=random.randint(1, 4)))[:3_000].decode("latin-1")


def test_odd_headers_get_an_answer_and_no_traceback(house: House, caplog: pytest.LogCaptureFixture) -> None:
    random, token = Random(7), house.open().links[0]
    app = house.serve(Reach("https://kader.example", client_header="x-real-ip"))
    statuses = set[int]()
    with caplog.at_level(logging.WARNING):
        for _ in range(REQUESTS):
            headers = {random.choice(NAMES): odd(random) for _ in range(random.randint(1, 4))}
            method = random.choice(("GET", "POST", "HEAD", "PUT", "OPTIONS"))
            path = f"/p/{token}{random.choice(STEPS)}"
            statuses.add(ask(app, path, method, query=quote(odd(random)), client="127.0.0.1", **headers).status)
    assert {status for status in statuses if status >= 500} == set()
    assert caplog.records == []
    assert len(statuses) > 2


def test_odd_addresses_get_an_answer_and_no_traceback(house: House, caplog: pytest.LogCaptureFixture) -> None:
    random, token = Random(8), house.open().links[0]
    whole = [f"/p/{token}{step}".encode() for step in STEPS] + [b"/p/_/practice.css", b"/d/x", b"/p/?code=abc"]
    with caplog.at_level(logging.WARNING):
        answers = [
            ask(house.app, f"/p/{spoil(random.choice(whole), random).decode('latin-1')}") for _ in range(REQUESTS)
        ]
    assert {answer.status for answer in answers} <= {200, 303, 404, 405, 410, 422, 429}
    assert caplog.records == []


def test_odd_forms_get_an_answer_and_keep_nothing_half(house: House, caplog: pytest.LogCaptureFixture) -> None:
    opened = house.open()
    form = urlencode({"a": "2", "r": "Wat ik mis & waarom", "missing": "é", "question": "?", "to": "look"}).encode()
    statuses = set[int]()
    with caplog.at_level(logging.WARNING):
        for number, body in enumerate(mutants(form, REQUESTS, seed=9)):
            step = STEPS[number % len(STEPS)]
            headers = {"content_type": "application/x-www-form-urlencoded", "origin": ORIGIN}
            path = f"/p/{opened.links[0]}{step}"
            statuses.add(ask(house.app, path, "POST", body, client=f"127.0.0.{number % 250}", **headers).status)
    assert {status for status in statuses if status >= 500} == set()
    assert caplog.records == []
    assert house.sent(opened) == 0  # nobody filled in a whole form
