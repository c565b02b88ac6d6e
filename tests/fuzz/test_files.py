"""Records and frameworks with something wrong are refused with faults in words, or are read whole and kept whole."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from framework.assessing.record import Assessment
from framework.errors import Faults
from framework.instrument.library import Library
from framework.instrument.loader import load_framework
from framework.keeping.memory import MemoryStore
from framework.language.texts import texts
from framework.people.person import Actor
from framework.use_cases.codec import dump_record
from framework.use_cases.projects import Projects
from intake.record_file import parse_record, read_record
from tests.framework.strategies import SHIPPED_FOLDER, shipped
from tests.fuzz.mutants import mutants, spoil

EVA = Actor("eva")
LIBRARY = Library([shipped()])
EXAMPLES = sorted((SHIPPED_FOLDER / "examples").iterdir())
FILES = sorted(path for path in SHIPPED_FOLDER.rglob("*.yaml") if path.parent.name not in ("examples", "demo"))
RECORDS, FRAMEWORKS = 500, 20  # spoiled copies of each file


def as_json(path: Path) -> bytes:
    record, _ = read_record(path, LIBRARY)
    return json.dumps(dump_record(record), ensure_ascii=False, indent=1).encode()


def without_framework(record: Assessment) -> dict[str, Any]:
    """A record as it travels, but for its framework, which is named more exactly once it is kept."""
    return {name: value for name, value in dump_record(record).items() if name != "framework"}


def worded(error: Faults) -> list[str]:
    """Every fault in both languages: a code without words would raise here."""
    return [texts(language).fault(fault) for language in ("nl", "en") for fault in error.faults]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_spoiled_record_is_refused_in_words_or_kept_whole(path: Path, suffix: str) -> None:
    whole = as_json(path) if suffix == "json" else path.read_bytes()
    numbers = iter(range(10**6))
    projects = Projects(MemoryStore(), LIBRARY, lambda: datetime(2026, 1, 1, tzinfo=UTC), lambda: f"id-{next(numbers)}")
    projects.keep_frameworks()
    refused, changed, kept = list[Faults](), list[bytes](), 0
    for spoiled in mutants(whole, RECORDS, seed=len(whole)):
        try:
            record, loaded = parse_record(spoiled, f"spoiled.{suffix}", LIBRARY)
            about = projects.take_in(EVA, record, loaded)
        except Faults as error:
            refused.append(error)
            continue
        kept += 1
        if without_framework(projects.dossier(EVA, about).assessment) != without_framework(record):
            changed.append(spoiled)
    assert changed == []
    assert [error for error in refused if not all(worded(error))] == []
    assert projects.mine(EVA, most=0).total == kept  # nothing half
    assert len(refused) > 5 < kept  # both ways were tried


def spoiled_frameworks(folder: Path) -> Iterator[Path]:
    """Spoil one file of a framework at a time, and put it back; yield which it is."""
    random = Random(len(FILES))
    for path in FILES:
        copy = folder / path.relative_to(SHIPPED_FOLDER)
        whole = copy.read_bytes()
        for _ in range(FRAMEWORKS):
            copy.write_bytes(spoil(whole, random))
            yield copy
        copy.write_bytes(whole)


def test_spoiled_framework_is_refused_in_words_or_loads(tmp_path: Path) -> None:
    folder = tmp_path / "afwegingskader"
    shutil.copytree(SHIPPED_FOLDER, folder)
    refused, loads = list[Faults](), 0
    for _ in spoiled_frameworks(folder):
        try:
            loaded = load_framework(folder)
        except Faults as error:
            refused.append(error)
        else:
            loads += bool(loaded.framework.criteria)
    assert [error for error in refused if not all(worded(error)) or len(error.faults) > 201] == []
    assert len(refused) > loads > 0
