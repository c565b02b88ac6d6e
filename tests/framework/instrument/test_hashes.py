"""Two hashes know a framework for ever: one of all it says, one of all that decides a score."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from framework.instrument import hashing, loader
from framework.instrument.loader import load_framework
from framework.language.cleaning import clean
from tests.sample import Data, load, sample, write, write_folder

SHIPPED = Path(__file__).resolve().parents[3] / "criteria" / "afwegingskader"


def hashes(folder: Path, data: Data) -> tuple[str, str]:
    loaded = load(folder, data)
    return loaded.content_hash, loaded.structure_hash


def put(data: Data, path: tuple[str | int, ...], value: object) -> Data:
    """A copy of `data` with `value` at `path`."""
    copy: Data = json.loads(json.dumps(data))
    here: Any = copy
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return copy


def sha256_1(data: object) -> str:
    """The algorithm in the test's own words."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256-1:" + hashlib.sha256(canonical.encode()).hexdigest()


def reverse_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: reverse_keys(data[key]) for key in reversed(data)}
    return [reverse_keys(item) for item in data] if isinstance(data, list) else data


def test_comments_layout_and_the_order_of_keys_change_nothing(tmp_path: Path) -> None:
    data = sample(phases=2)
    block = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    commented = "# Een kop.\n\n" + block.replace("\nscale:", "\n\n# De schaal.\nscale:  # van laag naar hoog")
    written = {
        "json": json.dumps(data),
        "block": block,
        "comments": commented,
        "keys": yaml.safe_dump(reverse_keys(data), allow_unicode=True, sort_keys=False),
        "windows": block.replace("\n", "\r\n"),
    }
    found = set()
    for name, text in written.items():
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(text.encode())
        loaded = load_framework(path)
        found.add((loaded.content_hash, loaded.structure_hash))
    assert len(found) == 1


def test_words_that_look_the_same_hash_the_same(tmp_path: Path) -> None:
    composed, decomposed = (sample(title=title) for title in ("Café", "  Cafe\u0301\u200b "))
    assert hashes(tmp_path / "a", composed) == hashes(tmp_path / "b", decomposed)


def test_optional_key_without_value_equals_its_absence(tmp_path: Path) -> None:
    data = sample()
    with_null = put(data, ("phases", 0, "criteria", 1, "gate_min"), None)
    assert hashes(tmp_path / "a", data) == hashes(tmp_path / "b", with_null)


def shuffle_keys(data: Any, order: Random) -> Any:
    if isinstance(data, dict):
        return {key: shuffle_keys(data[key], order) for key in order.sample(list(data), len(data))}
    return [shuffle_keys(item, order) for item in data] if isinstance(data, list) else data


SMALL = sample(criteria=1, levels=range(2))
STYLES = st.fixed_dictionaries(
    {"default_flow_style": st.booleans(), "indent": st.integers(2, 8), "width": st.integers(30, 300)}
)


@settings(max_examples=settings.default.max_examples // 4)
@given(order=st.randoms(use_true_random=False), style=STYLES | st.none())
def test_no_order_of_keys_and_no_layout_changes_a_hash(
    tmp_path_factory: pytest.TempPathFactory, order: Random, style: dict[str, Any] | None
) -> None:
    folder = tmp_path_factory.mktemp("x")
    data, path = shuffle_keys(SMALL, order), folder / "b" / "framework.yaml"
    if style is None:
        write_folder(path.parent, data)  # as JSON, a file for each phase
    else:
        path.parent.mkdir()
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **style), encoding="utf-8")
    loaded = load_framework(path.parent)
    assert (loaded.content_hash, loaded.structure_hash) == hashes(folder / "a", SMALL)


# Fields whose value is one of a closed set, an id, a format or a number: no words for people.
NO_WORDS = {"framework", "id", "version", "language", "checked", "silence_means", "tier", "url", "primary"}
NO_WORDS |= {"file", "scope", "source", "tag", "coverage", "weak", "strong"}


def words(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every text for people, wherever it stands."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from words(value, (*at, key))
        elif isinstance(value, str) and key not in NO_WORDS and "roles" not in at:
            yield (*at, key)


@pytest.mark.parametrize(
    "path", list(words(sample(criteria=1, levels=range(2)))), ids=lambda path: ".".join(map(str, path))
)
def test_any_text_changes_the_content_hash_alone(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    data = sample(criteria=1, levels=range(2))
    content, structure = hashes(tmp_path / "a", data)
    changed = hashes(tmp_path / "b", put(data, path, "Iets anders."))
    assert changed[0] != content
    assert changed[1] == structure


@settings(max_examples=settings.default.max_examples // 4)
@given(
    path=st.sampled_from(list(words(SMALL))),
    text=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30),
)
def test_any_other_words_at_any_place_change_the_content_hash_alone(
    tmp_path_factory: pytest.TempPathFactory, path: tuple[str | int, ...], text: str
) -> None:
    before: Any = SMALL
    for step in path:
        before = before[step]
    changed = put(SMALL, path, text if clean(text) else "Iets anders.")
    folder = tmp_path_factory.mktemp("x")
    (content, structure), found = hashes(folder / "a", SMALL), hashes(folder / "b", changed)
    assert (found[0] == content) == (clean(text) == before)
    assert found[1] == structure


FIRST = ("phases", 0, "criteria", 0)
SECOND = ("phases", 0, "criteria", 1)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "0.2.0"),
        (("sources", 0, "checked"), "excerpt"),
        (("sources", 0, "url"), "https://example.org"),
        ((*FIRST, "roles"), ["professional"]),
        ((*FIRST, "provenance", "documents", 0, "line"), 13),
        ((*FIRST, "keywords"), []),
        (("explanations",), []),
    ],
)
def test_what_decides_no_score_leaves_the_structure_hash_alone(
    tmp_path: Path, path: tuple[str | int, ...], value: object
) -> None:
    content, structure = hashes(tmp_path / "a", sample())
    changed = hashes(tmp_path / "b", put(sample(), path, value))
    assert changed[0] != content
    assert changed[1] == structure


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "ander"),
        ((*FIRST, "weight"), 3),
        ((*FIRST, "tier"), "full"),
        ((*FIRST, "gate_min"), 1),
        ((*FIRST, "gate_min"), None),
        ((*FIRST, "id"), "start.ander_punt"),
        ((*SECOND, "not_applicable"), "Soms."),
        (("scale", "weak_to"), 0),
        (("scale", "strong_from"), 3),
        (("evidence", "required_from"), 3),
        (("thresholds", "coverage"), "2/3"),
        (("thresholds", "weak"), "1/4"),
        (("thresholds", "strong"), "1/1"),
        (("document_types", 0, "silence_means"), "not_in_text"),
        (("document_types", 0, "id"), "voorstel"),
        (("phases", 0, "id"), "begin"),
        (("professional_scale", "levels"), [{"level": number, "label": "x"} for number in range(3)]),
    ],
)
def test_what_decides_a_score_changes_both_hashes(tmp_path: Path, path: tuple[str | int, ...], value: object) -> None:
    content, structure = hashes(tmp_path / "a", sample())
    changed = hashes(tmp_path / "b", put(sample(), path, value))
    assert changed[0] != content
    assert changed[1] != structure


def test_scale_with_another_level_changes_both_hashes(tmp_path: Path) -> None:
    a = hashes(tmp_path / "a", sample(levels=range(4)))
    b = hashes(tmp_path / "b", sample(levels=range(5)))
    c = hashes(tmp_path / "c", sample(levels=range(1, 5)))
    assert len({*a, *b, *c}) == 6


def test_order_and_number_of_criteria_change_both_hashes(tmp_path: Path) -> None:
    data = sample(criteria=2)
    turned = put(data, ("phases", 0, "criteria"), list(reversed(data["phases"][0]["criteria"])))
    found = [hashes(tmp_path / str(n), each) for n, each in enumerate((data, turned, sample(criteria=3), sample(2)))]
    assert len({part for pair in found for part in pair}) == 8


def test_equal_fractions_hash_the_same(tmp_path: Path) -> None:
    data = put(sample(), ("thresholds", "coverage"), "6/10")
    assert hashes(tmp_path / "a", data) == hashes(tmp_path / "b", sample())


def test_content_hash_is_that_of_the_canonical_json_of_what_the_author_wrote(tmp_path: Path) -> None:
    """Stored assessments name this hash: whoever changes how it is made orphans them."""
    data = sample(phases=2)
    content, _ = hashes(tmp_path, data)
    assert data["sources"][0].pop("url", "absent") is None  # a key without a value is no key
    assert content == sha256_1(data)


def test_structure_hash_is_that_of_the_written_keys_that_decide_a_score(tmp_path: Path) -> None:
    """Nothing stands here of an absent gate, of roles, or of words; only that some words are there."""
    data = put(sample(), (*SECOND, "not_applicable"), "Als het niet speelt.")
    _, structure = hashes(tmp_path, data)
    criterion = {"weight": 2, "professional_statement": True}
    assert structure == sha256_1(
        {
            "id": "voorbeeld",
            "scale": {
                "lowest": 0,
                "weak_to": 1,
                "strong_from": 2,
                "levels": [{"level": 0}, {"level": 1}, {"level": 2}, {"level": 3}],
            },
            "evidence": {"required_from": 2},
            "thresholds": {"coverage": "3/5", "weak": "1/3", "strong": "3/4"},
            "document_types": [
                {"id": "full_proposal", "silence_means": "lowest"},
                {"id": "idea", "silence_means": "not_yet_known"},
            ],
            "professional_scale": {"levels": [{"level": 0}, {"level": 1}]},
            "phases": [
                {
                    "id": "start",
                    "criteria": [
                        criterion | {"id": "start.punt_1", "tier": "core", "gate_min": 2},
                        criterion | {"id": "start.punt_2", "tier": "full", "not_applicable": True},
                    ],
                }
            ],
        }
    )


def test_every_hash_names_its_algorithm(tmp_path: Path) -> None:
    loaded = load_framework(write_folder(tmp_path, sample(), en={"title": "An example"}))
    taken = (loaded.content_hash, loaded.structure_hash, loaded.translations[0].content_hash)
    assert all(re.fullmatch("sha256-1:[0-9a-f]{64}", each) for each in (*taken, loaded.questions.content_hash))
    assert [hashing.algorithm_of(each) for each in taken] == ["sha256-1"] * 3


def test_pin_by_an_older_algorithm_holds_beside_a_newer_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin, _ = hashes(tmp_path, sample())
    monkeypatch.setitem(
        hashing.ALGORITHMS, "sha256-2", lambda written: hashlib.sha256(repr(written).encode()).hexdigest()
    )
    for module in (hashing, loader):
        monkeypatch.setattr(module, "NEWEST", "sha256-2")
    loaded = load(tmp_path, sample())
    assert loaded.content_hash.startswith("sha256-2:")
    assert loaded.is_pinned_by(pin)
    assert loaded.is_pinned_by(loaded.content_hash)
    assert not loaded.is_pinned_by(pin.replace("sha256-1", "sha256-2"))
    assert not load(tmp_path, sample(title="Iets anders")).is_pinned_by(pin)


@pytest.mark.parametrize("pin", ["", "sha256-1:", "sha256-9:" + "0" * 64, "0" * 64])
def test_pin_that_names_no_known_algorithm_fits_nothing(tmp_path: Path, pin: str) -> None:
    assert not load(tmp_path, sample()).is_pinned_by(pin)


def test_framework_in_one_file_hashes_as_its_folder(tmp_path: Path) -> None:
    single = load_framework(
        write(
            tmp_path,
            yaml.safe_load((SHIPPED / "framework.yaml").read_text("utf-8"))
            | {
                "phases": [
                    phase
                    | {"criteria": yaml.safe_load((SHIPPED / f"{phase['id']}.yaml").read_text("utf-8"))["criteria"]}
                    for phase in yaml.safe_load((SHIPPED / "framework.yaml").read_text("utf-8"))["phases"]
                ]
            },
        )
    )
    assert single.content_hash == load_framework(SHIPPED).content_hash
