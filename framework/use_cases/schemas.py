"""JSON Schemas of every file an author or a program writes for us, made from the models that read those files.

Editors use them to complete keys and underline mistakes; what holds between the parts of a file only
`python cli.py check` sees. `python -m framework.use_cases.schemas [FOLDER]` writes them (default: `schemas/`).
"""

import json
import sys
from collections.abc import Mapping
from inspect import getdoc
from pathlib import Path
from typing import Any, cast, get_args, get_origin

from pydantic import TypeAdapter

from framework.assessing.record import Assessment
from framework.instrument.model import Criterion, FrameworkFile, Head, Part, Phase, PhaseFile
from framework.instrument.questions import QuestionsFile, TranslatedQuestionsFile
from framework.instrument.translation import is_single, text_kind
from framework.instrument.wordings import StatementsFile

FOLDER = Path(__file__).resolve().parents[2] / "schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def make_schemas() -> dict[str, Schema]:
    """Return every schema by the name of its file. They stand on their own: no network, no reference to each other."""
    return {
        "framework.schema.json": _of_model(FrameworkFile),
        "phase.schema.json": _of_model(PhaseFile),
        "translation.schema.json": _translation(),
        "questions.schema.json": _of_model(QuestionsFile),
        "questions-translation.schema.json": _of_model(TranslatedQuestionsFile),
        "statements.schema.json": _of_model(StatementsFile),
        "record.schema.json": _of_model(Assessment),
    }


def written(schema: Mapping[str, object]) -> str:
    """Return `schema` as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _of_model(model: type[Part]) -> Schema:
    return {"$schema": _DIALECT} | _closed(model.model_json_schema())


def _closed(node: Any) -> Any:
    """`node` with keys that match no pattern refused, which pydantic leaves open."""
    if isinstance(node, list):
        return [_closed(item) for item in cast(list[Any], node)]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in cast(Schema, node).items()}
    return _only(closed) if "patternProperties" in closed else closed


def _translation() -> Schema:
    """The layout that `framework.translation` reads: parts by their ids, a part with one text as that text."""
    top = _keys(Head)
    language = {"language": Head.model_json_schema()["properties"]["language"]}
    below = {"phases": _by_key(Phase), "criteria": _by_key(Criterion)}
    return {
        "$schema": _DIALECT,
        **top,
        "title": "TranslationFile",
        "description": "`lang/<language>.yaml`: the texts of a framework in another language, by their ids.",
        "properties": language | top["properties"] | below,
        "required": ["language"],
    }


def _keys(part: type[Part]) -> Schema:
    """The texts and the parts of `part`, each under its name."""
    properties = {name: _text(part, name) for name in part.TEXTS}
    for name in part.PARTS:
        held = part.model_fields[name].annotation
        inner = get_args(held)  # a tuple of parts, or one part
        properties[name] = _by_key(inner[0]) if inner else _part(cast(type[Part], held))
    return {"title": part.__name__, "description": getdoc(part), "type": "object"} | _only({"properties": properties})


def _by_key(part: type[Part]) -> Schema:
    """Parts of one kind, each under what names it: an id, a number, or a word of a closed set."""
    schema = part.model_json_schema()
    key = schema["properties"][part.KEY]
    if reference := key.get("$ref"):
        words = schema["$defs"][reference.rpartition("/")[2]]["enum"]
        return {"type": "object"} | _only({"properties": {word: _part(part) for word in words}})
    pattern = key.get("pattern", "^(?:0|[1-9][0-9]?)$")
    return {"type": "object"} | _only({"patternProperties": {pattern: _part(part)}})


def _part(part: type[Part]) -> Schema:
    return _text(part, part.TEXTS[0]) | {"description": getdoc(part)} if is_single(part) else _keys(part)


def _text(part: type[Part], name: str) -> Schema:
    kind = TypeAdapter(text_kind(part, name)).json_schema()
    is_list = get_origin(part.model_fields[name].annotation) is tuple
    return {"type": "array", "items": kind, "minItems": 1} if is_list else kind


def _only(keys: Schema) -> Schema:
    return keys | {"additionalProperties": False}


def main(arguments: list[str]) -> None:
    """Write every schema into the folder given, or `schemas/`."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in make_schemas().items():
        (folder / name).write_text(written(schema), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
