"""The shape of what an author wrote: pydantic's errors as faults of ours, and what is sound saved for the rules."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, cast, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from framework.errors import Loc
from framework.instrument.cuts import Cut, shorten
from framework.instrument.yaml_source import Parsed

T = TypeVar("T", bound=BaseModel)

# pydantic's error types that differ from our codes; every other type that can occur is a code of `lang/*.yaml` itself.
_CODES = {
    "missing": "missing_key",
    "extra_forbidden": "unknown_key",
    "string_type": "not_text",
    "string_too_long": "too_long",
    "int_type": "not_whole",
    "int_parsing": "not_whole",
    "int_from_float": "not_whole",
    "bool_type": "not_whole",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "tuple_type": "not_list",
    "model_type": "not_mapping",
    "dict_type": "not_mapping",
    "date_type": "not_a_day",
    "date_parsing": "not_a_day",
    "date_from_datetime_parsing": "not_a_day",
    "date_from_datetime_inexact": "not_a_day",
    "string_unicode": "half_character",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large_number",
    "too_short": "too_few",
    "too_long": "too_many",
}


@dataclass(frozen=True, slots=True)
class Built(Generic[T]):
    """A part as far as its shape is sound; `unsound` names the fields that are missing, or faulty and so left out."""

    part: T
    unsound: frozenset[str] = frozenset()


def build(model: type[T], parsed: Parsed, data: object, at: Loc = ()) -> Built[T]:
    """Return `data` as a `model`; each fault of its shape is noted in `parsed`, and faulty fields are left out.

    House rule: all faults at once, so that the rules can still look at what is sound.
    """
    _note_cuts(model, parsed, data, at)
    try:
        return Built(model.model_validate_json(json.dumps(data)))
    except ValidationError as error:
        details = error.errors(include_url=False)
    details = [detail for detail in details if not _is_echo(detail)]
    for detail in details:
        if parsed.is_full:
            break
        _note(model, parsed, detail, (*at, *_place(detail["loc"], data)))
    unsound = {str(detail["loc"][0]) for detail in details if detail["loc"]} or set(model.model_fields)
    return Built(model.model_construct(**_sound_fields(model, data)), frozenset(unsound))


def build_text(kind: Any, parsed: Parsed, data: object, at: Loc) -> str | None:
    """Return `data` as a text of `kind` (see `words`); a fault is noted in `parsed`, and then nothing comes back."""
    if (cut := parsed.cuts.get(at)) and not _refused(lambda: _adapter(kind).validate_python(cut.whole, strict=True)):
        _note_cut(parsed, at, cut)
    try:
        return _adapter(kind).validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(BaseModel, parsed, detail, at)
        return None


def _note_cuts(model: type[BaseModel], parsed: Parsed, data: object, at: Loc) -> None:
    """Note each text in `data` that a `#` cut: with what was left out, its field would have been sound too."""
    inside = {loc[len(at) :]: cut for loc, cut in parsed.cuts.items() if loc[: len(at)] == at}
    if not inside:
        return
    whole = _with_texts(data, {place: cut.whole for place, cut in inside.items()}, ())
    refused = {_place(loc, whole) for loc in _refused(lambda: model.model_validate_json(json.dumps(whole)))}
    for place, cut in inside.items():
        if _holds(data, place) and not any(place[:end] in refused for end in range(len(place) + 1)):
            _note_cut(parsed, (*at, *place), cut)


def _note_cut(parsed: Parsed, loc: Loc, cut: Cut) -> None:
    parsed.fault("text_cut", loc, cut.line, cut=shorten(cut.left_out))


def _refused(validate: Callable[[], object]) -> list[Loc]:
    """The places that `validate` refuses for what they are, and not for how long they are."""
    try:
        validate()
    except ValidationError as error:
        return [d["loc"] for d in error.errors(include_url=False) if d["type"] != "string_too_long"]
    return []


def _with_texts(data: object, texts: Mapping[Loc, str], at: Loc) -> object:
    """A copy of `data` with other texts at some places."""
    if isinstance(data, dict):
        return {key: _with_texts(value, texts, (*at, key)) for key, value in cast(dict[str, object], data).items()}
    if isinstance(data, list):
        return [_with_texts(value, texts, (*at, place)) for place, value in enumerate(cast(list[object], data))]
    return texts.get(at, data)


def _holds(data: object, place: Loc) -> bool:
    for step in place:
        try:
            data = cast(Any, data)[step]
        except (LookupError, TypeError):
            return False
    return True


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _is_echo(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because pydantic does not count its faulty items."""
    return error["type"] == "too_short" and len(error["input"]) >= error.get("ctx", {})["min_length"]


def _place(loc: Loc, data: object) -> Loc:
    """The place in `data` that pydantic means: without the names of union members and the mark of a faulty key."""
    place: list[int | str] = []
    here = data
    for left, step in enumerate(loc, 1 - len(loc)):
        if isinstance(here, Mapping) and step not in here and (left < 0 or step == "[key]"):
            continue
        place.append(step)
        try:
            here = cast(Any, here)[step]
        except (LookupError, TypeError):
            here = None
    return tuple(place)


def _note(model: type[BaseModel], parsed: Parsed, error: ErrorDetails, loc: Loc) -> None:
    if any(loc[:end] in parsed.broken for end in range(1, len(loc) + 1)):
        return
    code = _CODES.get(error["type"], error["type"])
    key = loc[-1] if loc else ""
    value = "" if error["type"] == "missing" else _shown(error["input"])
    if error["input"] is None and loc and code != "unknown_key":
        code = "no_value" if isinstance(key, str) else "empty_text" if code == "not_text" else code
    details: dict[str, object] = {**error.get("ctx", {}), "key": key, "value": value}
    if code == "not_one_of":
        details["allowed"] = str(details.get("expected", "")).replace(" or ", ", ").replace("'", "")
    if code == "unknown_key":
        near = get_close_matches(str(key), _keys_at(model, error["loc"]), 1)
        code, details["near"] = ("unknown_key_near", near[0]) if near else (code, "")
    if code in ("missing_key", "unknown_key", "unknown_key_near"):
        parsed.note(code, loc[:-1], details, parsed.line(loc))
    else:
        parsed.note(code, loc, details)


def _shown(value: object) -> str:
    return shorten(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed in the mapping that holds the last step of `loc`."""
    possible: list[type[BaseModel]] = []
    for step in loc[:-1]:
        if isinstance(step, str) and step in model.model_fields:
            possible = list(_models_in(model.model_fields[step].annotation))
            model = next(iter(possible), model)
        else:  # a member of a union goes by the name of its model
            model = next((member for member in possible if member.__name__.lower() == step), model)
    return list(model.model_fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _sound_fields(model: type[BaseModel], data: object) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        return {}
    sound: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        value = cast(Mapping[str, Any], data).get(name)
        if name in data:
            try:
                kind = Annotated[cast(Any, info.annotation), *info.metadata] if info.metadata else info.annotation
                sound[name] = TypeAdapter(cast(Any, kind)).validate_json(json.dumps(value), strict=True)
            except ValidationError:
                continue
    return sound
