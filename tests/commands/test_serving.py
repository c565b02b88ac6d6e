"""A port that is taken is told in the reader's language, with how to choose another."""

import socket
from collections.abc import Generator

import pytest

from commands.frame.command import WELL
from tests.commands.running import Captured, run, run_apart

CHOSEN = "STREAMLIT_SERVER_PORT"


@pytest.fixture
def taken() -> Generator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def test_port_that_another_program_has_is_told_with_another_to_choose(
    taken: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHOSEN, str(taken))
    other = taken + 100 if taken + 100 <= 65_535 else taken - 100
    said = (
        f"Port {taken} is in use: perhaps Kaderwijzer runs already. "
        f"Stop what runs there, or choose another port with {CHOSEN}, such as {CHOSEN}={other}.\n"
    )
    assert run(capsys, "port") == (2, "", said)


def test_port_is_told_in_dutch_too(taken: int) -> None:
    ended = run_apart("--messages", "nl", "port", **{CHOSEN: str(taken)})
    assert ended.stderr.decode().startswith(f"Poort {taken} is bezet: misschien draait Kaderwijzer al.")


def test_free_port_and_none_chosen_are_well(taken: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOSEN, raising=False)
    assert run(capsys, "port") == (WELL, "", "")
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        free = holder.getsockname()[1]
    monkeypatch.setenv(CHOSEN, str(free))
    assert run(capsys, "port") == (WELL, "", "")
    assert taken != free


@pytest.mark.parametrize("chosen", ["80a", "0", "65536", "-1", "8501.0"])
def test_what_is_no_port_is_told(chosen: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN, chosen)
    assert run(capsys, "port") == (2, "", f"{CHOSEN} holds no port: {chosen}. Choose a number from 1 to 65535.\n")
