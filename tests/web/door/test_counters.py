"""Counting together with other processes: what the server learns, and that nobody is held up when it is away."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from limits.storage import MemoryStorage, Storage

from framework.errors import NoServer
from framework.language.texts import languages, texts
from storage.engine import DATABASE_FILE
from tests.framework.strategies import ROOT
from tests.storage.databases import empty_database
from tests.web.respondents import House, Phone
from web.door import counters
from web.door.counters import LIMITS, Memory, Server, open_storage
from web.door.limits import Limits, open_limits
from web.door.reach import Reach

SECRET = b"s" * 32
PASSWORD = "geheim"


class Broken(MemoryStorage):
    """A server that fails as long as it is told to, with an error that tells too much."""

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self.is_broken, self.asked = True, 0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        self.asked += 1
        if self.is_broken:
            raise OSError(f"redis://:{PASSWORD}@host does not answer about {key}")
        return super().incr(key, expiry, amount)


def limits_over(storage: Storage, secret: bytes = SECRET, rested: Callable[[], float] = lambda: 0.0) -> Limits:
    """The limits of one process, which counts on a server."""
    return Limits(lambda: 0.0, Server(storage, secret, lambda: 1_000.0, rested))


# --- together


def test_two_processes_count_together_on_one_server() -> None:
    storage = MemoryStorage()
    one, other = limits_over(storage), limits_over(storage)
    assert [limits.strangers.wait("10.0.0.9") for limits in (one, other) * 30] == [0] * 60
    # 1,000 s lie 40 s into a stretch of 60: 20 s are left, and one to be sure
    assert (one.strangers.wait("10.0.0.9"), other.strangers.wait("10.0.0.9")) == (21, 21)
    assert other.strangers.wait("10.0.0.8") == 0
    assert other.phones.wait("10.0.0.9") == 0


def test_two_processes_without_a_server_count_apart() -> None:
    one, other = Limits(lambda: 0.0), Limits(lambda: 0.0)
    assert [one.strangers.wait("10.0.0.9") > 0 for _ in range(61)][-1]
    assert other.strangers.wait("10.0.0.9") == 0


def test_server_learns_no_link_no_phone_and_no_address() -> None:
    storage = MemoryStorage()
    limits = limits_over(storage)
    for limit in (limits.links, limits.beginnings, limits.phones, limits.strangers):
        limit.wait("10.0.0.9")
    held = list(storage.storage)
    assert "10.0.0.9" not in repr(held)
    hashes = {key.split("/")[1] for key in held}
    assert len(hashes) == 4  # not even that one and the same thing was counted four times
    assert {len(bytes.fromhex(found)) for found in hashes} == {16}


def test_hash_is_another_one_with_another_secret_and_in_another_stretch() -> None:
    storage, now = MemoryStorage(), [0.0]
    for secret in (SECRET, b"t" * 32):
        limits = Limits(server=Server(storage, secret, lambda: now[0]))
        for moment in (0.0, 59.0, 60.0):
            now[0] = moment
            limits.strangers.wait("10.0.0.9")
    assert sorted(storage.storage.values()) == [1, 1, 2, 2]


# --- a server that is away


def test_server_that_is_away_holds_nobody_up_and_the_process_counts_alone() -> None:
    storage = Broken()
    limits = limits_over(storage)
    assert [limits.strangers.wait("10.0.0.9") for _ in range(61)] == [0] * 60 + [21]
    assert limits.links.wait("token") == 0
    assert storage.asked == 1  # then it is left alone for a while, so that pages stay quick


def test_server_that_is_back_is_counted_on_again(caplog: pytest.LogCaptureFixture) -> None:
    storage, now = Broken(), [0.0]
    limits = limits_over(storage, rested=lambda: now[0])
    with caplog.at_level(logging.WARNING):
        limits.links.wait("token")
        now[0] = 10.0
        limits.links.wait("token")
        assert (storage.asked, len(storage.storage)) == (2, 0)
        storage.is_broken, now[0] = False, 20.0
        limits.links.wait("token")
        limits.links.wait("token")
    assert list(storage.storage.values()) == [2]
    away, back = caplog.messages  # said once each
    assert "away (OSError)" in away
    assert "back" in back
    assert PASSWORD not in caplog.text


def test_respondent_fills_in_and_sends_while_the_server_is_away(house: House) -> None:
    opened = house.open()
    app = house.serve(Reach(), Server(Broken(), SECRET))
    assert Phone(app, opened.links[0]).fill_in().send().status == 303
    assert house.sent(opened) == 1
    assert [Phone(app, "guess").get().status for _ in range(61)] == [404] * 60 + [429]


def test_start_says_that_the_server_is_away(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Broken()
    monkeypatch.setattr(storage, "check", lambda: False)
    with caplog.at_level(logging.WARNING):
        Server(storage, SECRET).greet()
    assert "away" in caplog.text


# --- memory


def test_memory_is_bounded_and_whoever_comes_after_that_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "_MOST_KEYS", 2)
    memory, now = Memory(lambda: now[0]), [0.0]
    assert [memory.incr(key, 60) for key in ("a", "b", "c", "c", "a")] == [1, 1, 0, 0, 2]
    assert [memory.get(key) for key in ("a", "b", "c")] == [2, 1, 0]
    now[0] = 60.0
    assert memory.get("a") == 0
    assert [memory.incr("c", 60), memory.get("b"), memory.reset()] == [1, 0, 1]


def test_memory_forgets_what_it_is_told_to() -> None:
    memory = Memory(lambda: 5.0)
    memory.incr("a", 60)
    assert (memory.get_expiry("a"), memory.get_expiry("b")) == (65.0, 5.0)
    memory.clear("a")
    assert (memory.get("a"), memory.incr("a", 60)) == (0, 1)


# --- the setting

FAULTY = ["localhost:6379", "http://host", "async+redis://host:1", "mongodb://host", "redis://[x", "x"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("address", FAULTY)
def test_address_of_no_server_is_refused_in_words(address: str, language: str) -> None:
    with pytest.raises(NoServer) as refused:
        open_storage(address)
    said = texts(language)(f"web.limits.{refused.value.code}", **refused.value.details)
    assert LIMITS in said
    assert "redis://computer:6379" in said
    assert address not in said  # it could hold a password


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("scheme", "package", "extra"),
    [("redis", "redis", "redis"), ("valkeys", "valkey", "valkey"), ("memcached", "pymemcache", "memcached")],
)
def test_driver_that_is_missing_is_named(
    scheme: str, package: str, extra: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counters, "find_spec", lambda name: None)
    with pytest.raises(NoServer) as refused:
        open_storage(f"{scheme}://:{PASSWORD}@host:1")
    said = texts(language)(f"web.limits.{refused.value.code}", **refused.value.details)
    assert f" {package}." in said
    assert f"'limits[{extra}]'" in said
    assert PASSWORD not in said


@pytest.mark.parametrize("scheme", ["redis", "rediss", "redis+unix", "valkey", "valkeys", "valkey+unix", "memcached"])
def test_no_page_waits_long_for_a_server(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def make(_: str, **options: float) -> Storage:
        given.update(options)
        return MemoryStorage()

    monkeypatch.setattr(counters, "find_spec", lambda name: name)
    monkeypatch.setattr(counters, "storage_from_string", make)
    open_storage(f"{scheme}://host:1")
    assert len(given) == 2
    assert all("timeout" in name and seconds < 1 for name, seconds in given.items())


@pytest.mark.parametrize("environ", [{}, {LIMITS: ""}, {LIMITS: "memory://"}], ids=repr)
def test_without_a_server_it_is_counted_here_and_no_secret_is_asked_for(environ: dict[str, str]) -> None:
    def secret() -> bytes:
        raise AssertionError

    assert open_limits(environ, secret).links.wait("token") == 0


def test_with_the_setting_it_is_counted_there(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = MemoryStorage()
    monkeypatch.setattr("web.door.limits.open_storage", lambda address: storage)
    open_limits({LIMITS: "redis://host"}, lambda: SECRET).links.wait("token")
    assert list(storage.storage.values()) == [1]


def test_application_does_not_start_on_a_bad_address(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(empty_database())
    environ = {**os.environ, LIMITS: "nergens", "KADERWIJZER_DATA": str(tmp_path)}
    command = [sys.executable, "app.py"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    said = [texts(language)("web.limits.address", name=LIMITS) for language in languages()]
    assert done.stderr.splitlines()[-1] in said
