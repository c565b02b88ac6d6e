"""Hashes by which a framework is known for ever: of its content, and of what decides a score."""

import hashlib
import json

from framework.instrument.model import Criterion, Framework


def content_hash(framework: Framework) -> str:
    """Return SHA-256, in hex, over all text in the framework's own language and all its structure.

    Comments, layout, the order of keys and the division into files do not count; translations are hashed apart.
    Source: the two hashes of a rubric in edx-ora2; House rule.
    """
    return _hash(framework.model_dump(mode="json"))


def structure_hash(framework: Framework) -> str:
    """Return SHA-256, in hex, over all that decides a score or whether a record is valid, and over no words.

    Two frameworks with the same structure hash score every record alike: ids, levels, weights, gates, thresholds,
    tiers, evidence rule, what may be left out, what silence means, the scale of opinion. Source: as `content_hash`.
    """
    return _hash(
        {
            "id": framework.id,
            "scale": framework.scale.model_dump(exclude={"levels": {"__all__": {"label"}}}),
            "evidence": framework.evidence.model_dump(),
            "thresholds": framework.thresholds.model_dump(mode="json"),
            "document_types": [(kind.id, kind.silence_means) for kind in framework.document_types],
            "opinions": [level.level for level in framework.professional_scale.levels],
            "phases": [(phase.id, [_structure(c) for c in phase.criteria]) for phase in framework.phases],
        }
    )


def _structure(criterion: Criterion) -> list[object]:
    may_be_left_out, is_asked = criterion.not_applicable is not None, criterion.professional_statement is not None
    return [criterion.id, criterion.weight, criterion.tier, criterion.gate_min, may_be_left_out, is_asked]


def _hash(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
