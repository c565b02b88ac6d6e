"""A loaded framework as plain data and back, so that a store can keep it whole, for ever, by its hash.

It keeps what the author wrote, without what this program adds: a program with more keys reads the same from it and
takes the same hashes. A program with fewer refuses it, since the key it does not know may decide a score.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from pydantic import ValidationError

from framework.errors import Fault, Faults, Loc
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Framework
from framework.instrument.translation import Translation, texts_of


def dump(loaded: LoadedFramework) -> dict[str, Any]:
    """Return `loaded` as JSON-ready data; `load` gives back an equal one with the same hashes."""
    return {
        "framework": loaded.framework.as_written(),
        "translations": {
            translation.language: [
                [list(place), text if isinstance(text, str) else list(text)]
                for place, text in translation.texts.items()
            ]
            for translation in loaded.translations
        },
    }


def load(content: Mapping[str, Any]) -> LoadedFramework:
    """Return the framework that `dump` made `content` of, in this program or an older one.

    Raises `Faults` for a framework that a newer program kept with a key that this one does not know (which key), and
    for one that is not sound.
    """
    kept = content["framework"]
    try:
        framework = Framework.model_validate_json(json.dumps(kept))
    except ValidationError as error:
        raise Faults(_faults(error, kept)) from error
    wanted = len(texts_of(framework))
    translations = (
        Translation(language, {_place(place): _text(text) for place, text in texts}, wanted)
        for language, texts in cast(dict[str, list[tuple[list[str], Any]]], content["translations"]).items()
    )
    return LoadedFramework(framework, tuple(translations))


def _faults(error: ValidationError, kept: Any) -> Iterator[Fault]:
    """Every key that is not known here; where there is none, that the whole cannot be read."""
    head = cast(dict[str, object], kept) if isinstance(kept, dict) else {}
    named = {key: head.get(key, "?") for key in ("id", "version")}
    unknown = [detail["loc"] for detail in error.errors(include_url=False) if detail["type"] == "extra_forbidden"]
    for place in unknown:
        yield Fault("stored_key_unknown", {**named, "key": ".".join(map(str, place))})
    if not unknown:
        yield Fault("stored_unreadable", named)


def _place(steps: list[str]) -> Loc:
    return tuple(steps)


def _text(text: Any) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(cast(list[str], text))
