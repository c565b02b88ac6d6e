"""Every exporter there is: a module or package each, found in its room by its `EXPORTERS`; none is registered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from framework.reporting.readable import readable
from framework.reporting.report import Report


def _has_content(_: Report) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Exporter:
    """One way to write a report: what it makes (`identifier`), the suffix, the media type, and the work itself.

    `write(report, lang)` returns the whole file; the same report always gives the same bytes. What goes on paper is
    written in words that can be read there (`is_exact`: as they were typed, to be read in again). `leaves_out` names
    what a person filled in that the file does not hold, as keys of `export.part`; whoever chooses it is told.
    `has_content` tells whether there is anything to write: a file without any is not offered, and `export.empty` says
    why.
    """

    identifier: str
    extension: str
    media_type: str
    write: Callable[[Report, str], bytes]
    is_default: bool = False
    leaves_out: tuple[str, ...] = ()
    has_content: Callable[[Report], bool] = _has_content
    is_exact: bool = False

    def render(self, report: Report, lang: str) -> bytes:
        """Return the whole file."""
        return self.write(report if self.is_exact else readable(report), lang)


OUTSIDE_A_RECORD = ("history", "open_checks")
"""Parts that only an assessment with its past and its checks has; a record on its own cannot lack them."""

ROOMS = ("exports.documents", "exports.pictures", "exports.tables")


@cache
def exporters() -> tuple[Exporter, ...]:
    """Return all exporters in the order of their identifiers; those that share one as their module lists them."""
    rooms = [import_module(room) for room in ROOMS]
    modules = [import_module(f"{room.__name__}.{m.name}") for room in rooms for m in iter_modules(room.__path__)]
    found = [exporter for module in modules for exporter in getattr(module, "EXPORTERS", ())]
    return tuple(sorted(found, key=lambda exporter: exporter.identifier))


def for_suffix(suffix: str) -> tuple[Exporter, ...]:
    """Return the exporters that write files ending in `suffix` (with or without its dot), the default one first."""
    wanted = suffix.lower().lstrip(".")
    found = (exporter for exporter in exporters() if exporter.extension == wanted)
    return tuple(sorted(found, key=lambda exporter: not exporter.is_default))
