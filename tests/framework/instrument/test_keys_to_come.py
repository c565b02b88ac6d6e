"""A program to come may know more keys: its hashes are the same, and an older one clearly refuses what it kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import create_model

from framework.errors import Faults
from framework.instrument import loader, snapshot
from framework.instrument.kinds import Words
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import (
    Criterion,
    EvidenceRule,
    Framework,
    Head,
    Level,
    Part,
    Phase,
    PhaseHead,
    Scale,
    Thresholds,
)
from framework.language.texts import texts
from tests.framework.instrument.test_snapshot import kept
from tests.sample import Data, sample, write_folder

READ_AS = {Framework: {Framework, Head}, Phase: {Phase, PhaseHead}}  # parts that the loader reads by another name
STRUCTURAL = {Scale, Level, EvidenceRule, Thresholds}  # whatever stands there but names decides a score


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """Every kind of part that `annotation` holds, itself included."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts_in(field.annotation)
    for inner in get_args(annotation):
        yield from parts_in(inner)


KINDS = list(dict.fromkeys(parts_in(Framework)))


def grow(annotation: Any, kinds: set[type[Part]]) -> Any:
    """`annotation` as a program to come knows it: each of `kinds` in it has two more optional keys."""
    if get_origin(annotation) is tuple:
        return tuple[grow(get_args(annotation)[0], kinds), ...]
    if not (isinstance(annotation, type) and issubclass(annotation, Part)):
        return annotation
    grown: dict[str, Any] = {
        name: (Annotated[grow(field.annotation, kinds), *field.metadata, 0], ...)
        for name, field in annotation.model_fields.items()
        if field.is_required() and any(parts_in(field.annotation))
    }
    if annotation in kinds:
        grown |= {"invented": (Words | None, None), "preset": (int, 1)}
    return create_model(annotation.__name__, __base__=annotation, **grown)


def learn(monkeypatch: pytest.MonkeyPatch, kind: type[Part]) -> None:
    """Make the running program one that knows two more keys in `kind`."""
    kinds = READ_AS.get(kind, {kind})
    for part in (Head, PhaseHead, Phase, Criterion, Framework):
        monkeypatch.setattr(loader, part.__name__, grow(part, kinds))
    monkeypatch.setattr(snapshot, "Framework", grow(Framework, kinds))


def hashes(loaded: LoadedFramework) -> tuple[str, ...]:
    return (loaded.content_hash, loaded.structure_hash, *(t.content_hash for t in loaded.translations))


def place_of(kind: type[Part], part: Any, at: tuple[str | int, ...] = ()) -> tuple[str | int, ...] | None:
    """Where the first `kind` stands in `part`."""
    if isinstance(part, kind):
        return at
    below = dict(part).items() if isinstance(part, Part) else enumerate(part) if isinstance(part, tuple) else ()
    return next((found for step, each in below if (found := place_of(kind, each, (*at, step))) is not None), None)


def folder(path: Path, data: Data | None = None) -> Path:
    return write_folder(path, data or sample(), en={"title": "An example"})


def with_key(kind: type[Part], key: str, value: object) -> tuple[Data, str]:
    """A framework whose author wrote `key` in the first `kind`, and the place of it in words."""
    data = sample()
    place = place_of(kind, Framework.model_validate_json(json.dumps(data)))
    assert place is not None
    here: Any = data
    for step in place:
        here = here[step]
    here[key] = value
    return data, ".".join(map(str, (*place, key)))


@pytest.mark.parametrize("kind", KINDS)
def test_new_optional_key_changes_no_hash_of_an_unchanged_file(
    kind: type[Part], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(load_framework(folder(tmp_path)))
    learn(monkeypatch, kind)
    loaded = load_framework(tmp_path)
    assert hashes(loaded) == before
    assert hashes(snapshot.load(snapshot.dump(loaded))) == before
    without_value, _ = with_key(kind, "invented", None)
    assert hashes(load_framework(folder(tmp_path / "b", without_value))) == before


@pytest.mark.parametrize("kind", KINDS)
def test_new_optional_key_changes_no_hash_of_what_was_kept(kind: type[Part], monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(snapshot.load(kept()))
    learn(monkeypatch, kind)
    assert hashes(snapshot.load(kept())) == before
    assert snapshot.dump(snapshot.load(kept())) == kept()


@pytest.mark.parametrize(("key", "value"), [("invented", "Iets nieuws."), ("preset", 1)])
@pytest.mark.parametrize("kind", KINDS)
def test_new_key_counts_once_an_author_writes_it(
    kind: type[Part], key: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, structure, english = hashes(load_framework(folder(tmp_path)))
    learn(monkeypatch, kind)
    data, _ = with_key(kind, key, value)
    loaded = load_framework(folder(tmp_path / "b", data))
    assert loaded.content_hash != content
    assert (loaded.structure_hash != structure) == (kind in STRUCTURAL)
    assert loaded.translations[0].content_hash == english
    assert hashes(snapshot.load(snapshot.dump(loaded))) == hashes(loaded)


@pytest.mark.parametrize("kind", KINDS)
def test_framework_that_a_newer_program_kept_is_refused_and_its_key_named(
    kind: type[Part], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, place = with_key(kind, "invented", "Iets nieuws.")
    with monkeypatch.context() as newer:
        learn(newer, kind)
        content = snapshot.dump(load_framework(folder(tmp_path, data)))
    with pytest.raises(Faults) as refused:
        snapshot.load(content)
    assert [texts("en").fault(fault) for fault in refused.value.faults] == [
        f"the stored framework voorbeeld 0.1.0 has a key that is not known here: {place}. "
        "A newer Kaderwijzer stored it. Use that one."
    ]
    assert all("sleutel" in texts("nl").fault(fault) for fault in refused.value.faults)
