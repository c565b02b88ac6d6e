"""Hashes by which a framework is known for ever: of its content, and of what decides a score.

Taken of what the author wrote, never of a default that the program adds, and each names its algorithm
(`sha256-1:...`): an assessment goes by the hash it was pinned with, whatever program reads it. See
`docs/decisions/0012`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from framework.instrument.model import Framework

# All words of the structure are left out; a key that is added here one day (to the scale, say) decides too.
_DECIDES: dict[str, Any] = {
    "id": True,
    "scale": True,
    "evidence": True,
    "thresholds": True,
    "document_types": {"__all__": {"id", "silence_means"}},
    "professional_scale": {"levels": {"__all__": {"level"}}},
    "phases": {"__all__": {"id": True, "criteria": {"__all__": {"id", "weight", "tier", "gate_min"}}}},
}
_DECIDES_BY_BEING_THERE = ("not_applicable", "professional_statement")
_WORDS: dict[str, Any] = {"scale": {"levels": {"__all__": {"label"}}}}


def content_hash(framework: Framework, algorithm: str | None = None) -> str:
    """Return the hash of all text in the framework's own language and all its structure, as its author wrote them.

    Comments, layout, the order of keys and the division into files do not count; translations are hashed apart.
    Source: the two hashes of a rubric in edx-ora2; House rule.
    """
    return take_hash(framework.as_written(), algorithm)


def structure_hash(framework: Framework, algorithm: str | None = None) -> str:
    """Return the hash of all that decides a score or whether a record is valid, and of no words.

    Two frameworks with the same structure hash score every record alike: ids, levels, weights, gates, thresholds,
    tiers, evidence rule, what may be left out, what silence means, the scale of opinion. Source: as `content_hash`.
    """
    structure = framework.model_dump(mode="json", exclude_unset=True, include=_DECIDES, exclude=_WORDS)
    for phase, written in zip(framework.phases, structure["phases"], strict=True):
        for criterion, decides in zip(phase.criteria, written["criteria"], strict=True):
            there = (key for key in _DECIDES_BY_BEING_THERE if getattr(criterion, key) is not None)
            decides.update(dict.fromkeys(there, True))
    return take_hash(structure, algorithm)


def take_hash(written: object, algorithm: str | None = None) -> str:
    """Return the hash of `written`, which is ready for JSON: the name of the algorithm (`NEWEST`), ":" and digits."""
    name = algorithm or NEWEST
    return f"{name}:{ALGORITHMS[name](written)}"


def algorithm_of(taken: str) -> str:
    """Return the name of the algorithm that the hash `taken` names itself."""
    return taken.partition(":")[0]


def _sha256_1(written: object) -> str:
    """SHA-256, in hex, of JSON in UTF-8: keys by code point, no white space, and no key whose value is null."""
    text = json.dumps(_without_nulls(written), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _without_nulls(data: object) -> object:
    if isinstance(data, Mapping):
        entries = cast(Mapping[str, object], data).items()
        return {key: _without_nulls(value) for key, value in entries if value is not None}
    return [_without_nulls(item) for item in cast(list[object], data)] if isinstance(data, list | tuple) else data


# Never change one, since what was pinned by it would be lost: add another under a new name, and make it the newest.
ALGORITHMS: dict[str, Callable[[object], str]] = {"sha256-1": _sha256_1}
NEWEST = "sha256-1"
