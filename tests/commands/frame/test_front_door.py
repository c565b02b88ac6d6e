"""The command line as people meet it: its language, its exit codes, and that nothing makes it stumble."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands import records
from framework.language.texts import languages, texts
from tests.commands.running import EXAMPLE, Captured, run, write_record
from tests.framework.strategies import ROOT


def test_messages_speak_the_language_that_is_asked_for(capsys: Captured) -> None:
    assert "9 kern, 4 basisvoorwaarden" in run(capsys, "--messages", "nl", "check")[1]
    assert "9 core, 4 basic conditions" in run(capsys, "--messages", "en", "check")[1]


@pytest.mark.parametrize(
    ("locale", "word"), [("nl_NL.UTF-8", "kern"), ("en_GB.UTF-8", "core"), ("fr_FR.UTF-8", "core"), ("C", "core")]
)
def test_messages_follow_the_locale(locale: str, word: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", locale)
    assert f"9 {word}," in run(capsys, "check")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize(
    "command", [["check"], ["score", str(EXAMPLE)], ["score", str(EXAMPLE), "--json"]], ids=" ".join
)
def test_reader_that_stops_early_is_no_trouble(command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", *command],
            stdout=writing,
            stderr=subprocess.PIPE,
            env={key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"},
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


WRONG_USES: dict[str, list[str | Path]] = {
    # "." opens a path in an empty folder that holds only the folder map.json
    "check of nothing": ["check", "./nergens"],
    "record absent": ["score", "./nergens.json"],
    "record is a folder": ["score", "./map.json"],
    "record with a name too long": ["score", "./" + "x" * 300 + ".json"],
    "framework absent": ["score", EXAMPLE, "--framework", "./nergens"],
    "framework with a name too long": ["score", EXAMPLE, "--framework", "./" + "x" * 300],
    "suffix unknown": ["export", EXAMPLE, "-o", "./uit.exe"],
    "no suffix": ["export", EXAMPLE, "-o", "./uit"],
    "kind unknown": ["export", EXAMPLE, "-o", "./uit.json", "--kind", "roman"],
    "kind of another suffix": ["export", EXAMPLE, "-o", "./uit.json", "--kind", "infographic"],
    "folder absent": ["export", EXAMPLE, "-o", "./nergens/uit.json"],
    "output is a folder": ["export", EXAMPLE, "-o", "./map.json"],
    "export of nothing": ["export", "./nergens.json", "-o", "./uit.json"],
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("arguments", WRONG_USES.values(), ids=list(WRONG_USES))
def test_wrong_use_gets_one_clear_line_and_leaves_nothing(
    arguments: list[str | Path], language: str, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("map.json").mkdir()
    code, out, err = run(capsys, "--messages", language, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert list(tmp_path.rglob("*")) == [tmp_path / "map.json"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_forbidden_files_are_named(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "dicht.json")
    record.chmod(0)
    assert run(capsys, "score", record)[0] == 2
    tmp_path.chmod(0o500)
    assert run(capsys, "export", EXAMPLE, "-o", tmp_path / "uit.json")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["onzin"],
        ["score"],
        ["export", "x"],
        ["--messages", "xx", "check"],
        ["score", "a", "b"],
        ["check", "--onzin"],
    ],
    ids=" ".join,
)
def test_command_that_does_not_exist_is_wrong_use(arguments: list[str], capsys: Captured) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: cli.py")


@pytest.mark.parametrize("language", languages())
def test_help_speaks_and_exits_well(language: str, capsys: Captured) -> None:
    code, out, err = run(capsys, "--messages", language, "--help")
    assert (code, err) == (0, "")
    assert texts(language)("cli.score") in " ".join(out.split())


def test_programming_error_is_one_line_without_a_traceback(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr(records, "make_report", stumble)
    code, out, err = run(capsys, "score", EXAMPLE)
    assert (code, out) == (1, "")
    assert err == texts("en")("cli.unknown_error", error="ZeroDivisionError") + "\n"


# --- whatever bytes come in

SEEDS = [
    EXAMPLE.read_bytes(),
    b"",
    b"{",
    b"- a",
    b"a: *a",
    b"\xff\xfe",
    b'{"record": "\\ud800"}',
    b"%YAML 9\n---\n",
    b"\x00",
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_make_it_stumble(capsys: Captured, tmp_path: Path, data: st.DataObject) -> None:
    seed, place = data.draw(st.sampled_from(SEEDS)), data.draw(st.integers(0, 2_000))
    path = tmp_path / f"ruis{data.draw(st.sampled_from(['.json', '.yaml', '.txt']))}"
    path.write_bytes(seed[:place] + data.draw(st.binary(max_size=20)) + seed[place:])
    for command in ("score", "check"):
        code, out, err = run(capsys, command, path)
        assert code in (0, 1)
        assert (out == "") == (code == 1)
        assert "Traceback" not in err
        assert "Something went wrong" not in err
        assert "\x1b" not in err
