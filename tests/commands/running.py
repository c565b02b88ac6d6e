"""Run a command as people do, and write what it reads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands.frame.front_door import main
from framework.assessing.record import RECORD
from tests.framework.strategies import ROOT, SHIPPED_FOLDER
from tests.sample import sample, write

EXAMPLES = sorted((SHIPPED_FOLDER / "examples").iterdir())
EXAMPLE = EXAMPLES[0]
WORKED = yaml.safe_load((ROOT / "tests/framework/worked_examples.yaml").read_text(encoding="utf-8"))
Run = tuple[int, str, str]
Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str | Path) -> Run:
    """Run a command in this process; return its exit code, what it said, and what it complained of."""
    try:
        code = main([*map(str, arguments)])
    except SystemExit as leaving:  # argparse
        code = int(leaving.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def run_apart(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as people do, in a process of its own."""
    return subprocess.run(
        [sys.executable, ROOT / "cli.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        check=False,
    )


def write_record(path: Path, **changes: object) -> Path:
    record = {
        "record": RECORD,
        "framework": {"id": "afwegingskader", "version": "0.1.0"},
        "project": {"title": "Werkdruk aan de balie", "document_type": "idea_or_summary"},
        "lens": "self",
        "moment": "idea",
        "date": "2026-11-22",
        "ratings": {"start.praktijkvraag": {"level": 3, "evidence": [{"quote": "Ja."}]}},
    }
    path.write_text(json.dumps(record | changes), encoding="utf-8")
    return path


def write_rated(folder: Path, phases: int, criteria: int, levels: range) -> tuple[Path, Path]:
    """A framework of that size and a record under it that uses every level of its scale in turn."""
    data = sample(phases, criteria, levels)
    ids = [criterion["id"] for phase in data["phases"] for criterion in phase["criteria"]]
    ratings = {
        identifier: {"level": levels[place % len(levels)], "evidence": [{"quote": "Ja."}], "note": "Zo is het."}
        for place, identifier in enumerate(ids)
    }
    framework = write(folder, data, "groot.yaml")
    project = {"title": "Een onderzoek", "document_type": "idea"}
    reference = {"id": "voorbeeld", "version": "0.1.0"}
    return framework, write_record(folder / "oordeel.json", framework=reference, project=project, ratings=ratings)
