"""A large record is read in a process of its own, so that nobody waits for it, whatever is in it.

Python computes one thing at a time, and much of what reads a file lets nothing else in before it is done.
"""

import logging
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore

from framework.assessing.record import Assessment
from framework.errors import Fault, Faults
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.yaml_source import MEBIBYTE
from intake.record_file import parse_record

SMALL = MEBIBYTE // 16
"""What is read here at once: the densest such file keeps others for a tenth of a second; a process costs half a one."""
LONGEST = 60
"""Seconds for a large file, and as many for its turn; one of the greatest size, every text full, takes some five."""
MOST_MEMORY = 4 * 1024 * MEBIBYTE
"""Bytes of address space, where the system can bound it."""
_ROOMS = BoundedSemaphore(4)
"""As many large files at a time: each may take much memory."""
_log = logging.getLogger("kaderwijzer")
_ROOT = Path(__file__).resolve().parents[1]


def read_upload(raw: bytes, name: str, library: Library) -> tuple[Assessment, LoadedFramework]:
    """Return what `parse_record` returns, and raise what it raises; of a large file only while others go on.

    A large file that takes more than `LONGEST` seconds or `MOST_MEMORY`, or gets no turn, has the fault `too_heavy`.
    """
    if len(raw) <= SMALL:
        return parse_record(raw, name, library)
    outcome = _read_apart(raw, name, library)
    if isinstance(outcome, Assessment):
        reference = outcome.framework
        return outcome, library.find(reference.id, reference.version, reference.content_hash)
    raise Faults(outcome)


def _read_apart(raw: bytes, name: str, library: Library) -> Assessment | tuple[Fault, ...]:
    given = pickle.dumps((raw, name, library), pickle.HIGHEST_PROTOCOL)
    command = [sys.executable, "-m", "intake.apart"]
    if not _ROOMS.acquire(timeout=LONGEST):
        return (Fault("too_heavy", file=name),)
    try:
        done = subprocess.run(command, input=given, capture_output=True, cwd=_ROOT, timeout=LONGEST, check=True)
        return pickle.loads(done.stdout)  # what we wrote ourselves
    except (subprocess.SubprocessError, OSError, EOFError, pickle.UnpicklingError) as error:  # no room for it included
        _log.error("a large record could not be read: %s", type(error).__name__)
        return (Fault("too_heavy", file=name),)
    finally:
        _ROOMS.release()


def _bound_memory() -> None:
    """Have the system refuse more memory than `MOST_MEMORY`; nothing happens where it cannot."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _main() -> None:
    _bound_memory()
    raw, name, library = pickle.load(sys.stdin.buffer)
    try:
        outcome: Assessment | tuple[Fault, ...] = parse_record(raw, name, library)[0]
    except Faults as found:
        outcome = found.faults
    pickle.dump(outcome, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _main()
