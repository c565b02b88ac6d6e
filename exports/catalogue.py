"""Every exporter there is: a module of `exports/` that holds `EXPORTERS` is found here, and nothing is registered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from framework.reporting.report import Report


@dataclass(frozen=True, slots=True)
class Exporter:
    """One way to write a report: what it makes (`identifier`), the suffix, the media type, and the work itself.

    `render(report, lang)` returns the whole file; the same report always gives the same bytes.
    """

    identifier: str
    extension: str
    media_type: str
    render: Callable[[Report, str], bytes]
    is_default: bool = False


@cache
def exporters() -> tuple[Exporter, ...]:
    """Return all exporters, in the order of their modules' names."""
    import exports

    modules = [import_module(f"exports.{m.name}") for m in iter_modules(exports.__path__) if not m.ispkg]
    return tuple(exporter for module in modules for exporter in getattr(module, "EXPORTERS", ()))


def for_suffix(suffix: str) -> tuple[Exporter, ...]:
    """Return the exporters that write files ending in `suffix` (with or without its dot), the default one first."""
    wanted = suffix.lower().lstrip(".")
    found = (exporter for exporter in exporters() if exporter.extension == wanted)
    return tuple(sorted(found, key=lambda exporter: not exporter.is_default))
