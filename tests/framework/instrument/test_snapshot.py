"""A framework as data and back is the same framework, hashes and translations included."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from framework.instrument.loader import LoadedFramework
from framework.instrument.snapshot import dump_snapshot, load_snapshot
from tests.framework.strategies import Case, cases, shipped


def stored(loaded: LoadedFramework) -> LoadedFramework:
    return load_snapshot(json.loads(json.dumps(dump_snapshot(loaded))))


def test_shipped_framework_survives_with_all_its_words() -> None:
    loaded, again = shipped(), stored(shipped())
    assert again == loaded
    assert (again.content_hash, again.structure_hash) == (loaded.content_hash, loaded.structure_hash)
    assert again.languages == loaded.languages == ("nl", "en")
    for language in loaded.languages:
        assert again.in_language(language) == loaded.in_language(language)
    assert [t.content_hash for t in again.translations] == [t.content_hash for t in loaded.translations]
    assert [t.coverage for t in again.translations] == [t.coverage for t in loaded.translations]


def test_framework_without_translations_survives() -> None:
    loaded = replace(shipped(), translations=())
    assert stored(loaded) == loaded


@settings(max_examples=settings.default.max_examples // 3)
@given(cases())
def test_any_framework_survives(case: Case) -> None:
    loaded = LoadedFramework(case.framework)
    again = stored(loaded)
    assert again.framework.model_dump() == case.framework.model_dump()
    assert (again.content_hash, again.structure_hash) == (loaded.content_hash, loaded.structure_hash)


@pytest.mark.parametrize("key", ["scale", "thresholds", "phases", "status"])
def test_half_a_framework_is_refused(key: str) -> None:
    content = dump_snapshot(shipped())
    del content["framework"][key]
    with pytest.raises(ValidationError):
        load_snapshot(content)
