"""The worked and made-up examples beside a framework: those that fit one that is known, and what is wrong with others.

An example belongs to one version of its framework. Raising the version leaves it behind until someone looks at it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from framework.errors import Fault, Faults
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from intake.demo_file import read_demo
from intake.record_file import read_record

WORKED, MADE_UP = "examples", "demo"
_log = logging.getLogger("kaderwijzer")
Read = TypeVar("Read")


def read_fitting(read: Callable[[Path, Library], Read], paths: Iterable[Path], library: Library) -> Iterator[Read]:
    """Yield what `read` makes of each file that fits a framework of `library`; the log says which do not."""
    for path in sorted(paths):
        try:
            yield read(path, library)
        except Faults as error:
            codes = ", ".join(sorted({fault.code for fault in error.faults}))
            _log.error("the example %s was left out: %s", path, codes)


def find_misfits(folder: Path, loaded: LoadedFramework) -> list[Fault]:
    """Return what keeps the examples in the `folder` of a framework from fitting it, file by file."""
    found = list[Fault]()
    for name, read in ((WORKED, read_record), (MADE_UP, read_demo)):
        for path in sorted((folder / name).glob("*.yaml")):
            try:
                read(path, Library([loaded]))
            except Faults as error:
                found += [_in_words_of_an_example(fault, path, loaded) for fault in error.faults]
    return found


def _in_words_of_an_example(fault: Fault, path: Path, loaded: LoadedFramework) -> Fault:
    if fault.code == "unknown_version":
        details = {"version": fault.details["version"], "now": loaded.framework.version}
        fault = replace(fault, code="example_of_other_version", details=details)
    return replace(fault, file=fault.file or str(path))
