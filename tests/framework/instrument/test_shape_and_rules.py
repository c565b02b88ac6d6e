"""An author hears of every fault at once, and of each once: shape and rules look at whatever is sound."""

import json
from pathlib import Path
from typing import Any

import pytest

from framework.errors import Faults
from framework.instrument.loader import load_framework
from framework.instrument.model import Criterion, Head
from framework.instrument.shape import build
from framework.instrument.yaml_source import Parsed
from tests.sample import Data, load, sample, sample_criterion, write, write_folder


def faults_of(folder: Path, data: Data) -> list[tuple[str, str]]:
    """The code and place of every fault, in order; none for a sound framework."""
    try:
        load(folder, data)
    except Faults as refused:
        return [(fault.code, fault.where) for fault in refused.faults]
    return []


def built(changes: Data) -> tuple[Any, frozenset[str], list[tuple[str, str]]]:
    parsed = Parsed("kader.yaml")
    whole = build(Criterion, parsed, sample_criterion("start.punt", range(4)) | changes)
    return whole.part, whole.unsound, [(fault.code, fault.where) for fault in parsed.faults]


def test_sample_is_sound(tmp_path: Path) -> None:
    assert faults_of(tmp_path, sample()) == []


def test_sound_fields_are_kept_beside_faulty_ones() -> None:
    part, unsound, faults = built({"weight": 0, "title": 3, "rolls": []})
    assert faults == [("not_text", "title"), ("too_small", "weight"), ("unknown_key_near", "")]
    assert unsound == {"weight", "title", "rolls"}
    assert part.question == "Klopt dit punt?"
    assert not hasattr(part, "weight")


def test_text_is_cleaned_when_it_comes_in() -> None:
    part, _, faults = built({"why": "  Cafe\u0301 \u202eom\u200b ", "keywords": ["\u00a0vraag\r\n"]})
    assert (part.why, part.keywords, faults) == ("Café om", ("vraag",), [])


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"weight": 1_000}, None, ""),
        ({"weight": 1_001}, "too_large_number", "weight"),
        ({"weight": True}, "not_whole", "weight"),
        ({"weight": 2.0}, "not_whole", "weight"),
        ({"weight": 2.5}, "not_whole", "weight"),
        ({"title": "x" * 60}, None, ""),
        ({"title": "x" * 61}, "too_long", "title"),
        ({"title": " \u200b "}, "empty_text", "title"),
        ({"title": None}, "no_value", "title"),
        ({"title": "null"}, None, ""),
        ({"title": {"nl": "x"}}, "not_text", "title"),
        ({"tier": "null"}, "not_one_of", "tier"),
        ({"tier": 1}, "not_one_of", "tier"),
        ({"roles": ["researcher", "boss"]}, "not_one_of", "roles 2"),
        ({"roles": {}}, "not_list", "roles"),
        ({"keywords": ["x"] * 40}, None, ""),
        ({"keywords": ["x"] * 41}, "too_many", "keywords"),
        ({"keywords": ["x", None]}, "empty_text", "keywords 2"),
        ({"evidence_examples": [3]}, "not_text", "evidence_examples 1"),
        ({"evidence_examples": []}, "too_few", "evidence_examples"),
        ({"next_action": []}, "not_mapping", "next_action"),
        ({"next_action": {"text": "x"}}, "missing_key", "next_action"),
        ({"id": 3}, "bad_criterion_id", "id"),
        ({"id": "start.Punt"}, "bad_criterion_id", "id"),
        ({"id": "start."}, "bad_criterion_id", "id"),
        ({"id": "start.punt\n"}, "bad_criterion_id", "id"),
        ({"id": "a." + ".".join(["b" * 40] * 3)}, "too_long", "id"),
        ({"rubric": [{"level": 100, "text": "x"}]}, "too_large_number", "rubric 1, level"),
        ({"rubric": [None]}, "not_mapping", "rubric 1"),
    ],
)
def test_field_has_its_shape_or_one_fault(changes: Data, code: str | None, where: str) -> None:
    assert built(changes)[2] == ([(code, where)] if code else [])


@pytest.mark.parametrize("data", [None, [], "tekst", 3])
def test_part_that_has_no_keys_is_one_fault_and_nothing_of_it_is_sound(data: object) -> None:
    parsed = Parsed("kader.yaml")
    whole = build(Head, parsed, data)
    assert [fault.code for fault in parsed.faults] == ["not_mapping"]
    assert whole.unsound == set(Head.model_fields)


def test_rules_speak_beside_faults_of_shape(tmp_path: Path) -> None:
    data = sample()
    data["title"] = ""
    data["scale"]["weak_to"] = 2
    first, second = data["phases"][0]["criteria"]
    first |= {"why": 3, "gate_min": 9, "next_action": {"text": "Doe iets.", "tag": "magic"}}
    second |= {"roles": ["researcher"], "provenance": "onbekend"}
    del second["rubric"][1]
    assert faults_of(tmp_path, data) == [
        ("empty_text", "title"),
        ("weak_not_below_strong", "scale, weak_to"),
        ("not_text", "start, start.punt_1, why"),
        ("unknown_tag", "start, start.punt_1, next_action, tag"),
        ("gate_off_scale", "start, start.punt_1, gate_min"),
        ("descriptor_missing", "start, start.punt_2, rubric"),
        ("statement_unused", "start, start.punt_2, professional_statement"),
        ("not_mapping", "start, start.punt_2, provenance"),
    ]


def test_rule_waits_until_the_fields_it_reads_are_sound(tmp_path: Path) -> None:
    data = sample()
    data["scale"]["levels"] = "0 tot 3"
    data["phases"][0]["criteria"][0]["gate_min"] = 9
    assert faults_of(tmp_path, data) == [("not_list", "scale, levels")]


def put(data: Data, path: str, value: object) -> None:
    """Set `value` at a dotted path; numbers are places in a list."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    here: Any = data
    for step in steps:
        here = here[step]
    here[last] = value


FIRST = "phases.0.criteria.0"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("scale.weak_to", 0, None),  # a level between weak and strong is neither
        ("scale.weak_to", 2, "weak_not_below_strong"),
        ("scale.strong_from", 3, None),
        ("scale.strong_from", 4, "strong_above_scale"),
        ("evidence.required_from", 3, None),
        ("evidence.required_from", 4, "evidence_off_scale"),
        ("evidence.required_from", 1, None),
        ("evidence.required_from", 0, "evidence_off_scale"),
        (f"{FIRST}.gate_min", 1, None),
        (f"{FIRST}.gate_min", 3, None),
        (f"{FIRST}.gate_min", 4, "gate_off_scale"),
        (f"{FIRST}.gate_min", 0, "gate_off_scale"),
        ("thresholds.weak", "1/1", None),
        ("thresholds.weak", "0/3", "not_fraction"),
        ("thresholds.weak", "3/0", "not_fraction"),
        ("thresholds.weak", "5/4", "not_fraction"),
        ("thresholds.weak", "-1/3", "not_fraction"),
        ("thresholds.weak", 1, "not_fraction"),
        ("sources.0.url", "http://example.org", None),
        ("sources.0.url", "HTTPS://example.org/a b", "not_link"),
        ("sources.0.url", "javascript:alert(1)", "not_link"),
        ("sources.0.url", "https://", "not_link"),
        ("sources.0.url", "ftp://example.org", "not_link"),
        ("version", "1.0.0-rc.1", None),
        ("version", "01.0.0", "bad_version"),
        ("version", "1.0", "bad_version"),
        ("language", "nld", None),
        ("language", "nl-NL", "bad_language"),
        ("documents.0.id", "-x", "bad_name"),
        ("action_tags", [], "too_few"),
        ("explanations", [], None),
        (f"{FIRST}.not_applicable", "Nooit.", "gate_not_applicable"),
        ("phases.0.criteria.1.not_applicable", "Soms.", None),
        (f"{FIRST}.provenance.documents", [], "origin_without_quote"),
        (f"{FIRST}.provenance.literature", [], None),
        (f"{FIRST}.provenance.primary", "literature", None),
        (f"{FIRST}.provenance.documents.0.line", 0, "too_small"),
    ],
)
def test_limit_is_kept_exactly(tmp_path: Path, path: str, value: object, code: str | None) -> None:
    data = sample()
    put(data, path, value)
    assert [found for found, _ in faults_of(tmp_path, data)] == ([code] if code else [])


def test_nine_core_criteria_are_allowed_over_all_phases_and_the_tenth_is_named(tmp_path: Path) -> None:
    data = sample(phases=2, criteria=5)
    for phase in data["phases"]:
        for criterion in phase["criteria"]:
            criterion["tier"] = "core"
    assert faults_of(tmp_path, data) == [("too_many_core", "uitvoering, uitvoering.punt_5, tier")]
    data["phases"][0]["criteria"][4]["tier"] = "full"
    assert faults_of(tmp_path, data) == []


def test_faults_stand_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    data = sample(phases=3)
    data["title"], data["sources"][0]["checked"] = 3, "never"
    data["phases"][0]["criteria"][1] |= {"weight": 0, "why": ""}
    data["phases"][2]["criteria"][0] |= {"tier": "half"}
    write_folder(tmp_path, data)
    (tmp_path / "uitvoering.yaml").write_text('phase: "uitvoering\n')
    (tmp_path / "lang").mkdir()
    (tmp_path / "lang" / "en.yaml").write_text("language: en\ntitle: no\n")
    with pytest.raises(Faults) as refused:
        load_framework(tmp_path)
    faults = refused.value.faults
    assert [(Path(str(fault.file)).relative_to(tmp_path).as_posix(), fault.code) for fault in faults] == [
        ("framework.yaml", "not_text"),
        ("framework.yaml", "not_one_of"),
        ("start.yaml", "empty_text"),
        ("start.yaml", "too_small"),
        ("uitvoering.yaml", "open_quote"),
        ("verspreiding.yaml", "not_one_of"),
        ("lang/en.yaml", "word_as_bool"),
    ]
    for file in {fault.file for fault in faults}:
        lines = [fault.line or 0 for fault in faults if fault.file == file]
        assert lines == sorted(lines)


def test_same_faults_come_in_the_same_order(tmp_path: Path) -> None:
    data = sample() | {f"onbekend_{number}": number for number in range(20)}
    path = write(tmp_path, data)
    path.write_text(json.dumps(data))  # all on one line: only the order of the checks is left
    with pytest.raises(Faults) as first:
        load_framework(path)
    with pytest.raises(Faults) as second:
        load_framework(path)
    assert first.value.faults == second.value.faults
