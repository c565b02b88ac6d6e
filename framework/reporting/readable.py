"""A report in the words that go on paper: without marks that were pasted along, quotes without marks of their own."""

from collections.abc import Iterator
from typing import Any, cast

from framework.instrument.model import Part
from framework.language.markup import bare_quote, without_markup
from framework.reporting.report import Report, reworded

# The fields that hold what a person wrote; ids, codes and links are none of them.
_WORDS = frozenset(
    (
        *("title", "organisation", "rater", "summary", "quote", "location", "note", "reason", "when", "who"),
        *("heard", "changes", "table", "text", "remarks", "missing", "questions"),
    )
)


def readable(report: Report) -> Report:
    """Return `report` with the words of people as they are read; the same one where they are so already. House rule."""
    record = _tidied(report.assessment, "")
    return report if record is report.assessment else reworded(report, record)


def words_of(report: Report) -> Iterator[str]:
    """Yield every text that a person wrote."""
    return _words(report.assessment, "")


def _tidied(value: Any, name: str) -> Any:
    if isinstance(value, Part):
        changes = {key: tidy for key, inner in value if (tidy := _tidied(inner, key)) is not inner}
        return value.model_copy(update=changes) if changes else value
    if isinstance(value, tuple):
        before = cast(tuple[Any, ...], value)
        items = tuple(_tidied(inner, name) for inner in before)
        return items if any(a is not b for a, b in zip(items, before, strict=True)) else before
    if isinstance(value, dict):
        held = cast(dict[str, Any], value)
        entries = {key: _tidied(inner, name) for key, inner in held.items()}
        return entries if any(entries[key] is not held[key] for key in held) else held
    if type(value) is str and name in _WORDS:
        plain = without_markup(value)
        plain = bare_quote(plain) if name == "quote" else plain
        return value if plain == value else plain
    return value


def _words(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, Part):
        for key, inner in value:
            yield from _words(inner, key)
    elif isinstance(value, tuple | dict):
        items = cast(Any, value)
        for inner in items.values() if isinstance(value, dict) else items:
            yield from _words(inner, name)
    elif type(value) is str and name in _WORDS:
        yield value
