"""Checking a framework: what it prints where."""

from pathlib import Path

from tests.commands.running import Captured, run
from tests.framework.strategies import ROOT, SHIPPED_FOLDER, shipped


def test_check_sums_up_the_shipped_framework(capsys: Captured) -> None:
    code, out, err = run(capsys, "check")
    assert (code, err) == (0, "")
    title, *lines = out.splitlines()
    assert title == shipped().framework.title
    assert lines == [
        "  id afwegingskader, version 0.1.0",
        f"  content_hash   {shipped().content_hash}",
        f"  structure_hash {shipped().structure_hash}",
        "  3 phases, 25 criteria, 9 core, 4 gates",
        "  English 100 %",
    ]


def test_check_takes_a_folder_a_file_of_it_and_a_folder_of_folders(capsys: Captured) -> None:
    everything = run(capsys, "check")
    for path in (
        SHIPPED_FOLDER,
        SHIPPED_FOLDER / "framework.yaml",
        SHIPPED_FOLDER / "start.yaml",
        SHIPPED_FOLDER.parent,
    ):
        assert run(capsys, "check", path) == everything


def test_check_lists_faults_on_stderr_with_file_and_line(capsys: Captured) -> None:
    code, out, err = run(capsys, "check", ROOT / "tests/bad_frameworks/duplicate_key.yaml")
    assert (code, out) == (1, "")
    first, last = err.splitlines()
    assert "duplicate_key.yaml:" in first
    assert last == "1 fault. Nothing was used."


def test_check_of_a_folder_without_frameworks_is_a_fault(capsys: Captured, tmp_path: Path) -> None:
    code, out, err = run(capsys, "check", tmp_path)
    assert (code, out) == (1, "")
    assert "framework.yaml:1: there is no such file" in err
