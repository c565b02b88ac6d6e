"""What the commands share: exit codes, wrong use, and how faults and paths are shown."""

import sys
from collections.abc import Iterable
from pathlib import Path

from framework.errors import Fault
from framework.language.texts import Texts

CRITERIA = Path(__file__).resolve().parent / "criteria"
WELL, FAULTY, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """The command was given wrongly; the text says how."""


def print_faults(faults: Iterable[Fault], t: Texts) -> int:
    """Print every fault and their number on stderr; return the exit code that goes with faults."""
    faults = list(faults)
    for fault in faults:
        print(t.fault(fault), file=sys.stderr)
    print(t("cli.faults", n=len(faults)), file=sys.stderr)
    return FAULTY


def shown(path: Path) -> Path:
    """Return `path` as seen from here, where it lies below here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
