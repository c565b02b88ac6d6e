"""A framework as data and back is the same framework, hashes and translations included."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from framework.errors import Faults
from framework.instrument import snapshot
from framework.instrument.loader import LoadedFramework
from framework.language.texts import texts
from tests.framework.strategies import Case, cases, shipped
from tests.sample import load, sample

KEPT = Path(__file__).parent / "stored" / "voorbeeld-0.1.0.json"


def stored(loaded: LoadedFramework) -> LoadedFramework:
    return snapshot.load(json.loads(json.dumps(snapshot.dump(loaded))))


def kept() -> dict[str, Any]:
    return json.loads(KEPT.read_text(encoding="utf-8"))


def test_framework_that_an_older_program_kept_is_read_and_keeps_its_pin() -> None:
    """What stands in `stored/` was kept by the first program whose hashes name their algorithm, and so were these pins.

    Red? Then this program cannot read what people have in their databases, or scores it by another framework. Mend the
    program: a new key is optional, and what it means when absent is what was done before there was one. Another
    canonical form gets a new name in `hashing.ALGORITHMS`. Never write the file or these digits anew.
    """
    loaded = snapshot.load(kept())
    assert loaded.is_pinned_by("sha256-1:953958941be661efad675e9351bac733f72892d5400123a8c02b09731a76d44c")
    assert loaded.structure_hash == "sha256-1:da13664568ac960e22455a1bd25a5a37eee1151e882a12a3b187f8f10a0f9534"
    (english,) = loaded.translations
    assert english.content_hash == "sha256-1:f8596737901328e29fafde595fe0600b619f4dd69f9237e919c421851c8974c7"
    assert loaded.framework.by_id["uitvoering.punt_2"].not_applicable == "Alleen als er geen praktijk is."
    assert loaded.in_language("en").title == "A framework that was kept"


def test_kept_again_it_is_the_same_to_the_letter() -> None:
    assert snapshot.dump(snapshot.load(kept())) == kept()


def test_what_the_author_left_out_is_not_kept(tmp_path: Path) -> None:
    content = snapshot.dump(load(tmp_path, sample(phases=2)))
    assert content == {"framework": sample(phases=2), "translations": {}}


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
    content = snapshot.dump(shipped())
    del content["framework"][key]
    with pytest.raises(Faults) as refused:
        snapshot.load(content)
    assert [texts("en").fault(fault) for fault in refused.value.faults] == [
        "the stored framework afwegingskader 0.1.0 cannot be read here. "
        "Use the Kaderwijzer that stored it, or put a good copy of the database back."
    ]


@pytest.mark.parametrize("broken", [1, None, [], {}, "kader"])
def test_what_is_no_framework_at_all_is_refused(broken: object) -> None:
    with pytest.raises(Faults) as refused:
        snapshot.load({"framework": broken, "translations": {}})
    assert [fault.code for fault in refused.value.faults] == ["stored_unreadable"]
