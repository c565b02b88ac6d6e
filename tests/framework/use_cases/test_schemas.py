"""The published schemas are those of the models, accept all that we ship, and underline what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from framework.instrument.translation import texts_of
from framework.instrument.yaml_source import read_yaml
from framework.use_cases.schemas import FOLDER, main, make_schemas, written
from tests.framework.instrument.test_translation import translate_all
from tests.sample import Data, load, sample

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = make_schemas()
_FILES = (ROOT / "criteria").glob("*/**/*.yaml")
SHIPPED = sorted(path.relative_to(ROOT).as_posix() for path in _FILES if path.parent.name != "demo")  # ours alone


def schema_of(path: str) -> str:
    """The schema that the file at `path` is to follow, by where it stands."""
    folder, name = Path(path).parent.name, Path(path).name
    questions = "questions" if name == "nl.yaml" else "questions-translation"
    kinds = {"lang": "translation", "examples": "record", "vraagtafel": questions, "statements": "statements"}
    kind = kinds.get(folder)
    return f"{kind or ('framework' if name == 'framework.yaml' else 'phase')}.schema.json"


def read(path: Path) -> Any:
    parsed = read_yaml(path)
    assert parsed.faults == []
    return parsed.data


def complaints(schema: str, data: object) -> list[str]:
    """The place of everything in `data` that the schema refuses."""
    return [error.json_path for error in Draft202012Validator(SCHEMAS[schema]).iter_errors(data)]


def test_published_schemas_are_those_of_the_models() -> None:
    """Red? Run `python -m framework.use_cases.schemas` and look at the difference."""
    assert {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()} == {
        name: written(schema) for name, schema in SCHEMAS.items()
    }


def test_schemas_are_written_where_asked(tmp_path: Path) -> None:
    main([str(tmp_path / "nieuw")])
    assert {path.name for path in (tmp_path / "nieuw").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schema_is_sound_and_stands_on_its_own(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    text = written(SCHEMAS[name])
    assert '"$id"' not in text
    assert all(line.strip().startswith('"$ref": "#/$defs/') for line in text.splitlines() if '"$ref"' in line)


@pytest.mark.parametrize("path", SHIPPED)
def test_shipped_file_follows_its_schema(path: str) -> None:
    assert complaints(schema_of(path), read(ROOT / path)) == []


@pytest.mark.parametrize("path", [path for path in SHIPPED if "examples" not in path])
def test_shipped_file_names_its_schema_for_editors(path: str) -> None:
    first = (ROOT / path).read_text("utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert ((ROOT / path).parent / named).resolve() == FOLDER / schema_of(path)


def test_framework_of_one_file_follows_the_schema() -> None:
    assert complaints("framework.schema.json", sample(phases=2)) == []


def test_translation_of_every_text_follows_the_schema(tmp_path: Path) -> None:
    framework = load(tmp_path, sample(phases=2)).framework
    assert len(texts_of(framework)) > 60
    assert complaints("translation.schema.json", {"language": "en"} | translate_all(framework)) == []


def first_criterion(data: Data) -> Data:
    return data["phases"][0]["criteria"][0]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"weight": 0}, "weight"),
        ({"weight": "3"}, "weight"),
        ({"tier": "half"}, "tier"),
        ({"title": "x" * 61}, "title"),
        ({"title": None}, "title"),
        ({"id": "Start.punt"}, "id"),
        ({"roles": []}, "roles"),
        ({"evidence_examples": "x"}, "evidence_examples"),
        ({"rubric": [{"level": 0}]}, "rubric[0]"),
        ({"onbekend": 1}, ""),
    ],
)
def test_broken_criterion_is_underlined_at_its_place(changes: Data, place: str) -> None:
    data = sample()
    first_criterion(data).update(changes)
    found = complaints("framework.schema.json", data)
    assert found
    assert not place or all("phases[0]" in path for path in found)
    phase = {"phase": "start", "criteria": [first_criterion(data)]}
    assert complaints("phase.schema.json", phase) == [f"$.criteria[0].{place}".rstrip(".")]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"version": "1.0"}, "$.version"),
        ({"version": 1.0}, "$.version"),
        ({"language": "Nederlands"}, "$.language"),
        ({"framework": "kaderwijzer/framework/9"}, "$.framework"),
        ({"thresholds": {"coverage": 0.6, "weak": "1/3", "strong": "3/4"}}, "$.thresholds.coverage"),
        ({"sources": [{"id": "X", "citation": "x", "url": "www.example.org", "checked": "page"}]}, "$.sources[0].url"),
        ({"phases": []}, "$.phases"),
        ({"titel": "x"}, "$"),
    ],
)
def test_broken_framework_is_underlined_at_its_place(changes: Data, place: str) -> None:
    assert complaints("framework.schema.json", sample() | changes) == [place]


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        ({"title": 3}, "$.title"),
        ({"titel": "x"}, "$"),
        ({"explanations": {"weights": {"text": "x"}}}, "$.explanations.weights"),
        ({"scale": {"levels": {"nul": "x"}}}, "$.scale.levels"),
        ({"labels": {"best": {"label": "x"}}}, "$.labels"),
        ({"criteria": {"start": {}}}, "$.criteria"),
        ({"criteria": {"start.punt": {"weight": 3}}}, "$.criteria['start.punt']"),
        ({"criteria": {"start.punt": {"keywords": "x"}}}, "$.criteria['start.punt'].keywords"),
        ({"criteria": {"start.punt": {"title": "x" * 61}}}, "$.criteria['start.punt'].title"),
        ({"criteria": {"start.punt": {"provenance": {"documents": {}}}}}, "$.criteria['start.punt'].provenance"),
        ({"language": "english"}, "$.language"),
    ],
)
def test_broken_translation_is_underlined_at_its_place(texts: Data, place: str) -> None:
    assert complaints("translation.schema.json", {"language": "en"} | texts) == [place]


def test_translation_needs_its_language_alone() -> None:
    assert complaints("translation.schema.json", {"language": "en"}) == []
    assert complaints("translation.schema.json", {}) == ["$"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"lens": "boss"}, "$.lens"),
        ({"record": "kaderwijzer/assessment/2"}, "$.record"),
        ({"rating": {}}, "$"),
        ({"ratings": {"Geen id": {"level": 1}}}, "$.ratings"),
        ({"ratings": {"start.punt": {"level": -1}}}, "$.ratings['start.punt']"),
        ({"ratings": {"start.punt": {"level": 1, "not_scored": "unanswered"}}}, "$.ratings['start.punt']"),
        ({"project": {"document_type": "idea"}}, "$.project"),
    ],
)
def test_broken_record_is_underlined_at_its_place(changes: Data, place: str) -> None:
    example = next(path for path in SHIPPED if schema_of(path) == "record.schema.json")
    record = read(ROOT / example)
    assert complaints("record.schema.json", record | changes) == [place]


def test_record_goes_through_json_unchanged() -> None:
    example = read(ROOT / next(path for path in SHIPPED if "examples" in path))
    assert complaints("record.schema.json", json.loads(json.dumps(example))) == []
