"""A profile on a terminal of any width, with and without colour."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from framework.language.texts import languages, texts
from framework.reporting.wording import coverage
from tests.commands.running import EXAMPLE, EXAMPLES, WORKED, Captured, run, run_apart, write_record
from tests.framework.strategies import ROOT, shipped


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_score_prints_phases_labels_rules_and_first_steps(example: Path, language: str, capsys: Captured) -> None:
    code, out, err = run(capsys, "--messages", language, "score", example)
    assert (code, err) == (0, "")
    framework, t = shipped().in_language(language), texts(language)
    flat = " ".join(out.split())
    for phase in framework.phases:
        assert phase.title in flat
        assert all(criterion.title in flat for criterion in phase.criteria)
    needs_attention = next(label.label for label in framework.labels if label.id == "needs_attention")
    assert flat.count(needs_attention) >= 3
    assert framework.status in flat  # a draft says so wherever it is named
    assert t("cli.first") in flat
    assert t("because.gate_repair") in flat
    expected = WORKED[example.name.partition(".")[0]]["start"]
    assert coverage(expected["applicable"] - expected["unknown"], expected["applicable"], t) in flat


def test_score_shows_a_chosen_level_that_counts_for_less(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "kaal.json", ratings={"start.praktijkvraag": {"level": 3}})
    flat = " ".join(run(capsys, "score", record)[1].split())
    assert texts("en")("why.no_evidence", chosen=3, counted=1) in flat
    assert shipped().in_language("en").criteria[0].evidence_examples[0] in flat


def test_score_names_a_quick_scan_and_how_much_is_supported(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "snel.json", scope="core")
    flat = " ".join(run(capsys, "score", record)[1].split())
    assert "Quick scan" in flat
    assert "1 of 9 points has a level; 1 of these is supported by evidence;" in flat


def test_no_escape_codes_where_there_is_no_terminal() -> None:
    for environment in ({"TERM": "xterm-256color"}, {"NO_COLOR": "1"}):
        done = run_apart("score", EXAMPLE, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_colour_on_a_terminal_unless_it_is_not_wanted() -> None:
    coloured, plain = on_terminal(TERM="xterm-256color"), on_terminal(TERM="xterm-256color", NO_COLOR="1")
    colour = re.compile(rb"\x1b\[([0-9;]*;)?[34][0-8]")
    assert colour.search(coloured)
    assert not colour.search(plain)  # bold and italic may stay
    assert b"Opstart" in coloured
    assert b"Opstart" in plain


def on_terminal(**environment: str) -> bytes:
    """What `score` writes to a terminal of its own."""
    import pty

    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    command = [sys.executable, ROOT / "cli.py", "--messages", "nl", "score", EXAMPLE]
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, env=clean | {"PYTHONUTF8": "1"} | environment
    ) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            seen += piece
        assert running.wait() == 0
    os.close(ours)
    return seen


@pytest.mark.parametrize("columns", [10, 20, 40, 60, 300])
def test_narrow_and_wide_terminals(columns: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run(capsys, "score", EXAMPLE)
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if len(line.rstrip()) > columns] == []


def test_terminal_without_unicode_gets_something() -> None:
    done = run_apart("score", EXAMPLE, PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Setting up" in done.stdout
