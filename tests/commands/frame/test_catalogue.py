"""Commands are found, not registered; they stand in one order; and a light command loads nothing that is slow."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import commands
from commands.frame import catalogue
from tests.commands.running import EXAMPLE, Captured, run
from tests.framework.strategies import ROOT

SLOW = {"alembic", "cryptography", "docx", "pandas", "PIL", "pypdfium2", "reportlab", "rich", "sqlalchemy", "streamlit"}
GROUP = """
from commands.frame.command import WELL, Command

def greet(options, t):
    print("goedemorgen")
    return WELL

COMMANDS = (Command("greet", 15, "cli.check", greet),)
"""


@pytest.fixture
def groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules are groups of commands too."""
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    catalogue.commands.cache_clear()
    yield tmp_path
    catalogue.commands.cache_clear()
    sys.modules.pop("commands.greetings", None)


def listed_in_help(capsys: Captured) -> list[str]:
    code, out, err = run(capsys, "--help")
    assert (code, err) == (0, "")
    return re.findall(r"^    (\w+)", out, re.MULTILINE)


def loaded_by(*arguments: str) -> set[str]:
    """The packages that a command loads, in a process of its own."""
    tell = "import sys, cli; cli.main(sys.argv[1:]); print(*sys.modules, sep=chr(10))"
    command = [sys.executable, "-c", tell, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()}


def test_help_lists_commands_in_the_order_of_the_work(capsys: Captured) -> None:
    assert listed_in_help(capsys) == [
        *("check", "score", "export", "worksheet", "poster"),
        *("import", "migrate", "doctor", "backup", "restore", "port"),
    ]


def test_no_two_commands_share_a_name_or_a_place() -> None:
    found = catalogue.commands()
    assert len({command.name for command in found}) == len(found)
    assert len({command.place for command in found}) == len(found)


def test_new_group_is_one_new_file_and_stands_at_its_place(groups: Path, capsys: Captured) -> None:
    (groups / "greetings.py").write_text(GROUP)
    assert listed_in_help(capsys)[:3] == ["check", "greet", "score"]
    assert run(capsys, "greet") == (0, "goedemorgen\n", "")


@pytest.mark.parametrize("arguments", [("check",), ("score", str(EXAMPLE), "--json")], ids=["check", "score --json"])
def test_light_command_loads_nothing_slow(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert "commands" in loaded
    assert loaded & SLOW == set()


def test_profile_on_a_terminal_loads_what_draws_it() -> None:
    assert "rich" in loaded_by("score", str(EXAMPLE))  # else the test above would look at nothing
