"""What must hold between the parts of a framework. Each rule is a sentence of `lang/*.yaml` and a few lines here.

A rule looks only at fields that have a sound shape: `needs` names them, and a rule whose fields are missing waits
until the shape is mended.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from framework.errors import Loc
from framework.instrument.model import Audience, Criterion, Head, Level, NotScored, Origin, Part, PhaseLabel
from framework.instrument.shape import Built

Finding = tuple[str, Loc, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the fields of the head and of the criterion it reads, and the check itself."""

    head: tuple[str, ...]
    criterion: tuple[str, ...]
    check: Callable[..., Iterator[Finding]]

    def find(self, head: Built[Head], criterion: Built[Criterion] | None = None) -> Iterator[Finding]:
        """Yield every breach as (code, place, details), or nothing while a needed field is unsound."""
        if head.unsound.isdisjoint(self.head):
            if criterion is None:
                yield from self.check(head.part)
            elif criterion.unsound.isdisjoint(self.criterion):
                yield from self.check(head.part, criterion.part)


def _contiguous(levels: Iterable[Level], at: Loc, lowest: int) -> Iterator[Finding]:
    for place, level in enumerate(levels):
        if level.level != lowest + place:
            yield "level_gap", (*at, place, "level"), {"found": level.level, "expected": lowest + place}
            return


def _scale(head: Head) -> Iterator[Finding]:
    scale = head.scale
    lowest, highest = scale.lowest, scale.lowest + len(scale.levels) - 1
    yield from _contiguous(scale.levels, ("scale", "levels"), lowest)
    if not lowest <= scale.weak_to < scale.strong_from:
        yield "weak_not_below_strong", ("scale", "weak_to"), {"weak": scale.weak_to, "strong": scale.strong_from}
    if scale.strong_from > highest:
        yield "strong_above_scale", ("scale", "strong_from"), {"found": scale.strong_from, "highest": highest}


def _required_from(head: Head) -> Iterator[Finding]:
    lowest, highest = head.scale.lowest, head.scale.levels[-1].level
    if not lowest < (found := head.evidence.required_from) <= highest:
        details: dict[str, object] = {"found": found, "from_": lowest + 1, "to": highest}
        yield "evidence_off_scale", ("evidence", "required_from"), details


def _opinions(head: Head) -> Iterator[Finding]:
    levels = head.professional_scale.levels
    yield from _contiguous(levels, ("professional_scale", "levels"), levels[0].level)


def _complete(name: str, wanted: Iterable[str]) -> Callable[[Head], Iterator[Finding]]:
    """Every member of a closed set is worded exactly once."""

    def check(head: Head) -> Iterator[Finding]:
        present = {part.id for part in getattr(head, name)}
        if missing := [str(w) for w in wanted if w not in present]:
            yield "missing_parts", (name,), {"missing": ", ".join(missing)}

    return check


def _unique(name: str) -> Callable[[Head], Iterator[Finding]]:
    def check(head: Head) -> Iterator[Finding]:
        seen: set[str] = set()
        for place, part in enumerate(getattr(head, name)):
            if part.id in seen:
                yield "duplicate_id", (name, place, "id"), {"id": str(part.id)}
            seen.add(part.id)

    return check


def _reason(head: Head) -> Iterator[Finding]:
    for place, state in enumerate(head.states):
        if state.id is NotScored.NOT_APPLICABLE and state.asks is None:
            yield "reason_not_asked", ("states", place), {}


_LISTS = (
    "explanations",
    "labels",
    "states",
    "document_types",
    "action_tags",
    "documents",
    "document_scopes",
    "sources",
)
HEAD_RULES = (
    Rule(("scale",), (), _scale),
    Rule(("scale", "evidence"), (), _required_from),
    Rule(("professional_scale",), (), _opinions),
    Rule(("labels",), (), _complete("labels", PhaseLabel)),
    Rule(("states",), (), _complete("states", NotScored)),
    Rule(("states",), (), _reason),
    *(Rule((name,), (), _unique(name)) for name in _LISTS),
)


def _rubric(head: Head, criterion: Criterion) -> Iterator[Finding]:
    found = [descriptor.level for descriptor in criterion.rubric]
    wanted = [level.level for level in head.scale.levels]
    for place, level in enumerate(found):
        if level not in wanted:
            details: dict[str, object] = {"found": level, "levels": ", ".join(map(str, wanted))}
            yield "descriptor_off_scale", ("rubric", place, "level"), details
        elif level in found[:place]:
            yield "descriptor_twice", ("rubric", place, "level"), {"found": level}
    if missing := [level for level in wanted if level not in found]:
        yield "descriptor_missing", ("rubric",), {"missing": ", ".join(map(str, missing))}
    elif sorted(found) != found:
        yield "descriptors_not_in_order", ("rubric",), {"levels": ", ".join(map(str, wanted))}


def _gate(head: Head, criterion: Criterion) -> Iterator[Finding]:
    lowest, highest = head.scale.lowest, head.scale.levels[-1].level
    if criterion.gate_min is not None and not lowest < criterion.gate_min <= highest:
        details: dict[str, object] = {"found": criterion.gate_min, "from_": lowest + 1, "to": highest}
        yield "gate_off_scale", ("gate_min",), details


def _gate_always_applies(_: Head, criterion: Criterion) -> Iterator[Finding]:
    if criterion.gate_min is not None and criterion.not_applicable is not None:
        yield "gate_not_applicable", ("not_applicable",), {}


def _tag(head: Head, criterion: Criterion) -> Iterator[Finding]:
    yield from _known(head.action_tags, "unknown_tag", ("next_action", "tag"), criterion.next_action.tag)


def _documents(head: Head, criterion: Criterion) -> Iterator[Finding]:
    for place, quote in enumerate(criterion.provenance.documents):
        at: Loc = ("provenance", "documents", place)
        yield from _known(head.documents, "unknown_document", (*at, "file"), quote.file)


def _scopes(head: Head, criterion: Criterion) -> Iterator[Finding]:
    for place, quote in enumerate(criterion.provenance.documents):
        at: Loc = ("provenance", "documents", place)
        yield from _known(head.document_scopes, "unknown_scope", (*at, "scope"), quote.scope)


def _literature(head: Head, criterion: Criterion) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, entry in enumerate(criterion.provenance.literature):
        at: Loc = ("provenance", "literature", place, "source")
        yield from _known(head.sources, "unknown_source", at, entry.source)
        if entry.source in seen:
            yield "source_twice", at, {"source": entry.source}
        seen.add(entry.source)


def _known(parts: Iterable[Part], code: str, at: Loc, found: str) -> Iterator[Finding]:
    known = [str(getattr(part, "id", "")) for part in parts]
    if found not in known:
        yield code, at, {"found": found, "known": ", ".join(known)}


def _origin(_: Head, criterion: Criterion) -> Iterator[Finding]:
    provenance = criterion.provenance
    if provenance.primary is Origin.DOCUMENT and not provenance.documents:
        yield "origin_without_quote", ("provenance", "primary"), {}
    if provenance.primary is Origin.LITERATURE and not provenance.literature:
        yield "origin_without_source", ("provenance", "primary"), {}


def _statement(_: Head, criterion: Criterion) -> Iterator[Finding]:
    speaks = Audience.PROFESSIONAL in criterion.roles
    if speaks and criterion.professional_statement is None:
        yield "statement_missing", ("roles",), {}
    if not speaks and criterion.professional_statement is not None:
        yield "statement_unused", ("professional_statement",), {}


CRITERION_RULES = (
    Rule(("scale",), ("rubric",), _rubric),
    Rule(("scale",), ("gate_min",), _gate),
    Rule((), ("gate_min", "not_applicable"), _gate_always_applies),
    Rule(("action_tags",), ("next_action",), _tag),
    Rule(("documents",), ("provenance",), _documents),
    Rule(("document_scopes",), ("provenance",), _scopes),
    Rule(("sources",), ("provenance",), _literature),
    Rule((), ("provenance",), _origin),
    Rule((), ("roles", "professional_statement"), _statement),
)
