"""A record in JSON or YAML into an assessment, or the list of everything that is wrong with it."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

from framework.assessing.record import Assessment, FrameworkRef, Rating
from framework.assessing.record_rules import check_record
from framework.errors import Faults, Loc, NotWhole
from framework.instrument.kinds import CRITERION_ID
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.shape import Built, build
from framework.instrument.yaml_source import DEEPEST, MEBIBYTE, MOST_BYTES, Parsed, decode, parse_yaml
from framework.language.cleaning import has_lone_surrogate
from framework.use_cases.codec import load_rating

MOST_JSON_BYTES = 128 * MEBIBYTE
"""What the program writes itself: as much as a whole record of the shipped framework can hold, every text full.
A record in YAML is written by hand, and held to what a framework file is.
"""
MOST_VALUES = 300_000
"""Keys and values in one record: more than any record needs, and few enough to hold nobody else up."""
MOST_LETTERS = 100_000
"""Of a text that is looked at, in letters: five times the longest field. One that is longer is too long anyway."""
SUFFIXES = (".json", ".yaml", ".yml")
# A whole text, or a sign that begins another value.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{,:]', re.DOTALL)
_RULES_NEED = {"framework", "project", "lens", "scope"}


def read_record(path: Path, library: Library) -> tuple[Assessment, LoadedFramework]:
    """Read the record in the file `path`; see `parse_record`. Raises `OSError` where the file cannot be read."""
    with path.open("rb") as stream:
        raw = stream.read(MOST_JSON_BYTES + 1)
    return parse_record(raw, str(path), library)


def parse_record(raw: bytes, name: str, library: Library) -> tuple[Assessment, LoadedFramework]:
    """Return the assessment in `raw` (UTF-8: JSON of at most 128 MiB, YAML of 1) and the framework it was made with.

    The suffix of `name` tells JSON from YAML. Raises `Faults` with every fault and its place: the form, the shape,
    an unknown framework, version or content, and the rules of `record_rules`. Then nothing was used.
    """
    parsed = _parse(raw, name)
    built = build(Assessment, parsed, _without_double_answers(parsed)) if parsed.complete else None
    loaded = None
    if built and "framework" not in built.unsound:
        loaded = find_framework(parsed, built.part.framework, library)
    if built and loaded and built.unsound.isdisjoint(_RULES_NEED):
        for code, place, details in check_record(_as_far_as_sound(built, parsed.data), loaded.framework):
            parsed.note(code, place, details)
            if parsed.is_full:
                break
    if parsed.faults or built is None or loaded is None:
        raise Faults(parsed.in_order())
    return built.part, loaded


def _as_far_as_sound(built: Built[Assessment], data: Any) -> Assessment:
    """The assessment with each rating that is sound in itself: one that is not hides no fault in the others."""
    if "ratings" not in built.unsound:
        return built.part
    ratings: dict[str, Rating] = {}
    raw = data.get("ratings")
    for key, value in cast(dict[str, Any], raw).items() if isinstance(raw, dict) else ():
        with suppress(NotWhole, TypeError, ValueError):
            if re.fullmatch(CRITERION_ID, key):
                ratings[key] = load_rating(value)
    return built.part.model_copy(update={"ratings": ratings})


def find_framework(
    parsed: Parsed, reference: FrameworkRef, library: Library, at: Loc = ("framework",)
) -> LoadedFramework | None:
    """Return the framework that a record names; nothing, and a fault in `parsed`, where the library has none such."""
    try:
        return library.find(reference.id, reference.version, reference.content_hash)
    except Faults as error:
        line = parsed.line(at) if parsed.has_lines else None
        parsed.faults += [replace(fault, file=parsed.file, line=line) for fault in error.faults]
        return None


def _parse(raw: bytes, name: str) -> Parsed:
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        return Parsed(name, has_lines=False).fail("record_suffix")
    text = decode(raw, name, MOST_JSON_BYTES if suffix == ".json" else MOST_BYTES)
    if isinstance(text, Parsed):
        return text
    if not text.strip():
        return Parsed(name, has_lines=False).fail("empty_file")
    return _parse_json(text, name) if suffix == ".json" else parse_yaml(text, name)


def _parse_json(text: str, name: str) -> Parsed:
    parsed = Parsed(name, has_lines=False)
    values = _count_values(text)
    if values > MOST_VALUES:
        return parsed.fail("too_many", actual_length=values, max_length=MOST_VALUES)

    def pairs(entries: list[tuple[str, Any]]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in entries:
            if key in result:
                parsed.fault("duplicate_json_key", key=key)
            result.setdefault(key, value)
        return result

    def refuse(constant: str) -> Any:
        raise json.JSONDecodeError(constant, text, max(text.find(constant), 0))

    def whole(digits: str) -> int | str:
        return int(digits) if len(digits) < 19 else digits

    try:
        parsed.data = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse, parse_int=whole)
    except json.JSONDecodeError as error:
        return parsed.fail("not_json", at=error.lineno, found=text[: error.pos + 1].rsplit("\n", maxsplit=1)[-1])
    except RecursionError:
        return parsed.fail("too_deep", most=DEEPEST)
    for place, value in _walk(parsed.data):
        if len(place) > DEEPEST:
            return parsed.fail("too_deep", most=DEEPEST)
        if isinstance(value, str) and has_lone_surrogate(value):
            parsed.complete = False
            parsed.fault("half_character", tuple(step for step in place if step != value))
    return parsed


def _count_values(text: str) -> int:
    """Return how many keys and values stand in JSON, at most one more than may: before any of them is made."""
    if len(text) <= MOST_VALUES:
        return 0
    signs = (each for each in _TOKEN.finditer(text) if each[0][0] != '"')
    return sum(1 for _ in islice(signs, MOST_VALUES + 1))


def _walk(data: object) -> Iterator[tuple[Loc, object]]:
    """Yield every key and value with its place, without recursion; it holds no more than the way to where it is."""
    left: list[Iterator[tuple[Loc, object]]] = [iter([((), data)])]
    while left:
        found = next(left[-1], None)
        if found is None:
            left.pop()
            continue
        place, value = found
        yield place, value
        if isinstance(value, dict):
            yield from (((*place, key), key) for key in cast(dict[str, object], value))
        left.append(_within(place, value))


def _within(place: Loc, value: object) -> Iterator[tuple[Loc, object]]:
    """Yield what a list or a mapping at `place` holds, each with its own place; nothing of any other value.

    Of a text without an end only so much is left as is needed to call it too long.
    """
    steps: Iterable[tuple[Any, object]] = ()
    if isinstance(value, dict):
        steps = cast(dict[str, object], value).items()
    elif isinstance(value, list):
        steps = enumerate(cast(list[object], value))
    for step, inner in steps:
        found = inner
        if isinstance(inner, str) and len(inner) > MOST_LETTERS:
            found = cast(dict[Any, object], value)[step] = inner[: MOST_LETTERS + 1]
        yield (*place, step), found


def _without_double_answers(parsed: Parsed) -> object:
    """Note every rating that holds both a level and a state, so that its shape is not reported as well."""
    ratings = cast(dict[str, Any], parsed.data).get("ratings") if isinstance(parsed.data, dict) else None
    for key, rating in cast(dict[str, Any], ratings).items() if isinstance(ratings, dict) else ():
        if isinstance(rating, dict) and {"level", "not_scored"} <= cast(dict[str, Any], rating).keys():
            parsed.fault("two_answers", ("ratings", key))
            parsed.broken.add(("ratings", key))
    return parsed.data
