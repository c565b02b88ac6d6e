"""A loaded framework as plain data and back, so that a store can keep it whole, for ever, by its hash."""

import json
from collections.abc import Mapping
from typing import Any, cast

from framework.errors import Loc
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Framework
from framework.instrument.translation import Translation, texts_of


def dump_snapshot(loaded: LoadedFramework) -> dict[str, Any]:
    """Return `loaded` as JSON-ready data; `load_snapshot` gives back an equal one with the same hashes."""
    return {
        "framework": loaded.framework.model_dump(mode="json"),
        "translations": {
            translation.language: [[list(place), text] for place, text in translation.texts.items()]
            for translation in loaded.translations
        },
    }


def load_snapshot(content: Mapping[str, Any]) -> LoadedFramework:
    """Return the framework that `dump_snapshot` made `content` of."""
    framework = Framework.model_validate_json(json.dumps(content["framework"]))
    wanted = len(texts_of(framework))
    translations = (
        Translation(language, {_place(place): _text(text) for place, text in texts}, wanted)
        for language, texts in cast(dict[str, list[tuple[list[str], Any]]], content["translations"]).items()
    )
    return LoadedFramework(framework, tuple(translations))


def _place(steps: list[str]) -> Loc:
    return tuple(steps)


def _text(text: Any) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(cast(list[str], text))
