"""The fields of a payload by their paths: a key; a list, the id of a piece in it, and a key of that piece; or, where a
field has a rule, `AS_TYPED` and its key.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from framework.instrument.model import Part
from framework.use_cases.codec import AS_TYPED

Payload = dict[str, Any]
Path = tuple[str, ...]


@cache
def longest(kind: type[Part], name: str) -> int:
    """Return how many characters a text field of a model holds: a widget takes as many, so that the model decides."""
    schema = kind.model_json_schema()["properties"][name]
    return next(kind["maxLength"] for kind in schema.get("anyOf", [schema]) if "maxLength" in kind)


def text_at(payload: Any, path: Path) -> str:
    """Return the text at `path`; empty where there is none."""
    for step in path:
        if isinstance(payload, list):
            payload = find_piece(cast(list[Payload], payload), step)
        else:
            payload = cast(Payload, payload).get(step) if isinstance(payload, dict) else None
    return payload if isinstance(payload, str) else ""


def with_text(payload: Payload, path: Path, text: str) -> Payload:
    """Return `payload` with `text` at `path`; a piece that is not there yet is added."""
    if len(path) == 1:
        return {**payload, path[0]: text}
    if path[0] == AS_TYPED:
        return {**payload, AS_TYPED: {path[1]: text}}
    key, identifier, name = path
    piece = find_piece(payload.get(key, ()), identifier) or {"id": identifier}
    return {**payload, key: _with_piece(payload.get(key, ()), identifier, {**piece, name: text})}


def with_field(payload: Payload, path: Path, source: Payload) -> Payload:
    """Return `payload` with what `source` has at `path`: the value, or the whole piece; absent where it is absent."""
    key = path[0]
    if key == AS_TYPED and len(path) > 1:  # what was typed is there still, or counts by now
        return with_field(with_field(payload, (AS_TYPED,), source), path[1:], source)
    if len(path) > 1:
        piece = find_piece(source.get(key, ()), path[1])
        return {**payload, key: _with_piece(payload.get(key, ()), path[1], piece)}
    rest = {name: value for name, value in payload.items() if name != key}
    return rest | {key: source[key]} if key in source else rest


def find_piece(pieces: Sequence[Payload], identifier: str) -> Payload | None:
    """Return the piece of a list that has an id; nothing where none has."""
    return next((piece for piece in pieces if piece.get("id") == identifier), None)


def ids_in(payload: Payload) -> set[str]:
    """Return the ids of all pieces in the lists of a payload."""
    lists = [cast(list[Any], value) for value in payload.values() if isinstance(value, list)]
    pieces = [cast(Payload, piece) for each in lists for piece in each if isinstance(piece, dict)]
    return {piece["id"] for piece in pieces if "id" in piece}


def _with_piece(pieces: Sequence[Payload], identifier: str, new: Payload | None) -> list[Payload]:
    changed = [new if piece.get("id") == identifier else piece for piece in pieces]
    if find_piece(pieces, identifier) is None:
        changed.append(new)
    return [piece for piece in changed if piece is not None]
