"""The shipped framework as whoever keeps it would raise it: one descriptor reworded, and a version of its own."""

import shutil
from pathlib import Path

from tests.framework.strategies import SHIPPED_FOLDER

OLD, NEW = "0.1.0", "0.1.1"
OLD_WORDS, NEW_WORDS = "Er is geen vraag of probleem uit de praktijk te vinden.", "Een vraag uit de praktijk ontbreekt."


def raise_version(criteria: Path) -> Path:
    """Write the raised framework under `criteria`, over the shipped one where that stands there; return its folder."""
    folder = shutil.copytree(SHIPPED_FOLDER, criteria / SHIPPED_FOLDER.name, dirs_exist_ok=True)
    _replace(folder / "framework.yaml", f"version: {OLD}", f"version: {NEW}")
    _replace(folder / "start.yaml", OLD_WORDS, NEW_WORDS)
    return folder


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
