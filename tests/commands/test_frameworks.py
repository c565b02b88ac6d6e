"""Checking a framework: what it prints where."""

from pathlib import Path

import pytest

from tests.commands.running import Captured, run
from tests.framework.strategies import ROOT, SHIPPED_FOLDER, shipped
from tests.raised import raise_version


def test_check_sums_up_the_shipped_framework(capsys: Captured) -> None:
    code, out, err = run(capsys, "check")
    assert (code, err) == (0, "")
    title, *lines = out.splitlines()
    assert title == shipped().framework.title
    assert lines == [
        "  id afwegingskader, version 0.1.0",
        f"  content_hash   {shipped().content_hash}",
        f"  structure_hash {shipped().structure_hash}",
        "  3 phases, 25 criteria, 9 core, 4 basic conditions",
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


@pytest.fixture
def raised(tmp_path: Path) -> Path:
    return raise_version(tmp_path / "criteria")


def test_check_of_a_raised_version_is_well_and_names_each_example_that_stayed_behind(
    capsys: Captured, raised: Path
) -> None:
    code, out, err = run(capsys, "check", raised)
    assert (code, "version 0.1.1" in out) == (0, True)
    *lines, last = err.splitlines()
    behind = sorted(raised.glob("examples/*.yaml")) + sorted(raised.glob("demo/*.yaml"))
    assert len(behind) == 6
    for line, path in zip(lines, behind, strict=True):
        assert line.startswith(f"{path}:")
        assert "this example belongs to version 0.1.0, and the framework is now version 0.1.1" in line
        assert "then write version 0.1.1 in it" in line
    assert last == f"{len(behind)} examples do not fit the framework. The framework itself is sound."


def test_check_names_what_an_example_says_of_a_point_that_is_gone(capsys: Captured, raised: Path) -> None:
    for path in (*raised.glob("examples/*.yaml"), *raised.glob("demo/*.yaml")):
        text = path.read_text("utf-8").replace("version: 0.1.0", "version: 0.1.1")
        path.write_text(text.replace("  start.praktijkvraag:", "  start.praktijkvragen:", 1), "utf-8")
    code, _, err = run(capsys, "check", raised)
    assert code == 0
    for path in (*raised.glob("examples/*.yaml"), *raised.glob("demo/*.yaml")):
        assert f"{path}:" in err
    assert "start.praktijkvragen" in err
