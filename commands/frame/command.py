"""What a command is and how it ends: exit codes, wrong use, and how faults, paths and files are written."""

import argparse
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from framework.errors import Fault
from framework.language.texts import Texts

CRITERIA = Path(__file__).resolve().parent.parent.parent / "criteria"
WELL, FAULTY, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """The command was given wrongly; the text says how."""


def add_nothing(_parser: argparse.ArgumentParser, _t: Texts) -> None:
    """Add no argument, for a command that takes none."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, where it stands in the help, the key of its text there, its work and its arguments.

    The lowest `place` comes first. Places follow the work: a framework, records of it, paper, what is kept; they go by
    tens, so that a new command finds room between its likes. `run` returns the exit code.
    """

    name: str
    place: int
    help: str
    run: Callable[[argparse.Namespace, Texts], int]
    add_arguments: Callable[[argparse.ArgumentParser, Texts], None] = add_nothing


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


def write_whole(path: Path, content: bytes, t: Texts) -> None:
    """Write all of `content` or nothing: into a new file beside `path`, then in its place.

    It goes through a link to where that leads; a file that is there keeps its mode, a new one gets that of this person.
    """
    try:
        target = path.resolve()
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(beside).chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_mask())
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongUse(t("cli.not_writable", path=path, reason=error.strerror)) from error
    print(t("cli.written", path=path))


def _mask() -> int:
    """What this person takes from the mode of every new file."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
