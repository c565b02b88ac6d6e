"""Sound frameworks for tests, of any size, as an author could have written them: `sample()` the data, `write` the file.

Data may be changed at will before it is written; every dict and list in it is its own.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import NotScored, PhaseLabel

Data = dict[str, Any]
PHASES = ("start", "uitvoering", "verspreiding", "vierde", "vijfde", "zesde")
ASKING = (NotScored.NOT_APPLICABLE, NotScored.NOT_YET_KNOWN)


def sample(phases: int = 1, criteria: int = 2, levels: Iterable[int] = range(4), **changes: object) -> Data:
    """A framework of so many phases, each of so many criteria, on the scale `levels`; `changes` replace whole keys.

    The first criterion of every phase is core and a gate at `strong_from`, which lies just above `weak_to`, halfway.
    """
    numbers = list(levels)
    strong = numbers[(len(numbers) + 1) // 2]
    return {
        "framework": "kaderwijzer/framework/1",
        "id": "voorbeeld",
        "version": "0.1.0",
        "language": "nl",
        "title": "Een kader als voorbeeld",
        "status": "Concept.",
        "explanations": [{"id": "weights", "text": "De gewichten zijn een keuze."}],
        "scale": {
            "lowest": numbers[0],
            "weak_to": strong - 1,
            "strong_from": strong,
            "levels": [{"level": number, "label": f"Niveau {number}"} for number in numbers],
        },
        "evidence": {"required_from": strong},
        "thresholds": {"coverage": "3/5", "weak": "1/3", "strong": "3/4"},
        "labels": [{"id": str(label), "label": label.title(), "meaning": f"Dit is {label}."} for label in PhaseLabel],
        "states": [
            {"id": str(state), "label": state.title()} | ({"asks": "Waarom of wanneer?"} if state in ASKING else {})
            for state in NotScored
        ],
        "document_types": [
            {"id": "full_proposal", "label": "Voorstel", "silence_means": "lowest", "explanation": "Zwijgen telt."},
            {"id": "idea", "label": "Idee", "silence_means": "not_yet_known", "explanation": "Nog niet bekend."},
        ],
        "action_tags": [{"id": "share_knowledge", "label": "Kennis delen"}],
        "professional_scale": {
            "levels": [{"level": 0, "label": "Klopt niet"}, {"level": 1, "label": "Klopt"}],
            "unsure": "Weet ik niet",
        },
        "documents": [{"id": "verslag.txt", "title": "Verslag van een gesprek", "note": "Zonder datum."}],
        "document_scopes": [{"id": "report", "label": "Het verslag zelf"}],
        "sources": [
            {
                "id": "HBO_2020",
                "citation": "Gids voor onderzoek",
                "url": None,
                "checked": "page",
                "note": "Hoofdstuk 1.",
            }
        ],
        "phases": [
            {
                "id": phase,
                "title": phase.title(),
                "subtitle": f"De fase {phase}",
                "criteria": [
                    sample_criterion(f"{phase}.punt_{place}", numbers, **(_gate(strong) if place == 1 else {}))
                    for place in range(1, criteria + 1)
                ],
            }
            for phase in PHASES[:phases]
        ],
        **changes,
    }


def sample_criterion(identifier: str, levels: Iterable[int], **changes: object) -> Data:
    """A criterion described for every one of `levels`; `changes` replace whole keys."""
    return {
        "id": identifier,
        "title": f"Punt {identifier}"[:60],
        "question": "Klopt dit punt?",
        "why": "Dan heeft het onderzoek waarde.",
        "weight": 2,
        "tier": "full",
        "roles": ["researcher", "professional"],
        "rubric": [{"level": level, "text": f"Dit is niveau {level}."} for level in levels],
        "evidence_examples": ["verslag van een vraagtafel"],
        "next_action": {"text": "Houd een vraagtafel.", "tag": "share_knowledge"},
        "professional_statement": "Dit punt herken ik.",
        "keywords": ["vraagtafel"],
        "provenance": {
            "primary": "document",
            "documents": [{"file": "verslag.txt", "line": 12, "scope": "report", "quote": "De vraag komt van hen"}],
            "literature": [{"source": "HBO_2020", "note": "De praktijk stelt de vraag.", "checked": "page"}],
        },
    } | changes


def _gate(level: int) -> Data:
    return {"tier": "core", "gate_min": level}


def write(folder: Path, data: object, name: str = "framework.yaml") -> Path:
    """Write `data` as the YAML file `name` in `folder`, one value on a line, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def write_folder(folder: Path, data: Data, **translations: Mapping[str, object]) -> Path:
    """Write `data` as a folder with a file for every phase, with `translations` by language, and return it."""
    heads = [{key: value for key, value in phase.items() if key != "criteria"} for phase in data["phases"]]
    write(folder, data | {"phases": heads})
    for phase in data["phases"]:
        write(folder, {"phase": phase["id"], "criteria": phase["criteria"]}, f"{phase['id']}.yaml")
    for language, texts in translations.items():
        write(folder, {"language": language, **texts}, f"lang/{language}.yaml")
    return folder


def load(folder: Path, data: Data) -> LoadedFramework:
    """Write `data` in `folder` and load it. Raises `Faults` as `load_framework` does."""
    return load_framework(write(folder, data))
