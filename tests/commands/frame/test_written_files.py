"""Files that a command writes: whole, with the mode that people expect, and through links."""

import os
import stat
from collections.abc import Generator
from pathlib import Path

import pytest

from commands.frame.command import WrongUse, write_whole
from framework.language.texts import texts

T = texts("en")


@pytest.fixture(autouse=True)
def mask() -> Generator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_file_has_the_mode_that_its_writer_gives_new_files(tmp_path: Path) -> None:
    write_whole(tmp_path / "new.csv", b"x", T)
    assert mode_of(tmp_path / "new.csv") == 0o600
    os.umask(0o022)
    write_whole(tmp_path / "other.csv", b"x", T)
    assert mode_of(tmp_path / "other.csv") == 0o644
    assert os.umask(0o022) == 0o022  # and the mask is what it was


def test_file_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "shared.csv"
    path.write_bytes(b"before")
    path.chmod(0o664)
    write_whole(path, b"after", T)
    assert (path.read_bytes(), mode_of(path)) == (b"after", 0o664)


def test_link_stays_a_link_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "latest.csv"
    link.symlink_to(tmp_path / "real" / "monday.csv")
    for content in (b"first", b"second"):
        write_whole(link, content, T)
        assert (link.is_symlink(), (tmp_path / "real" / "monday.csv").read_bytes()) == (True, content)
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["monday.csv"]


def test_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        write_whole(tmp_path / "absent" / "x.csv", b"x", T)
    assert list(tmp_path.iterdir()) == []
