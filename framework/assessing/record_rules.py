"""What a record must satisfy beside its shape: the framework it names, and what silence means (DESIGN section 4)."""

from collections.abc import Iterator
from difflib import get_close_matches

from framework.assessing.record import Assessment, Lens, Scope, Scored, Unscored
from framework.errors import Loc
from framework.instrument.model import Criterion, Framework, NotScored, Silence
from framework.instrument.rules import Finding

_OPINION_STATES = (NotScored.CANNOT_JUDGE, NotScored.UNANSWERED)


def check_record(assessment: Assessment, framework: Framework) -> Iterator[Finding]:
    """Yield every breach of the rules for `assessment` under `framework` as (code, place, details).

    A full proposal refuses *not in this text* (silence there is the lowest level). In other documents the lowest
    level of a full assessment needs a note or evidence that the text shows absence. *Not applicable* only where the
    criterion allows it, with a reason, never on a gate. Opinions of professionals have their own scale.
    """
    kind = framework.document_type(assessment.project.document_type)
    if kind is None:
        known = ", ".join(d.id for d in framework.document_types)
        details: dict[str, object] = {"found": assessment.project.document_type, "known": known}
        yield "unknown_document_type", ("project", "document_type"), details
    for criterion_id, rating in assessment.ratings.items():
        yield from check_rating(criterion_id, rating, assessment, framework)


def check_rating(
    criterion_id: str, rating: Scored | Unscored, assessment: Assessment, framework: Framework
) -> Iterator[Finding]:
    """Yield every breach of the rules for one rating in `assessment`, as `check_record` does."""
    at: Loc = ("ratings", criterion_id)
    kind = framework.document_type(assessment.project.document_type)
    criterion = framework.by_id.get(criterion_id)
    if criterion is None:
        near = get_close_matches(criterion_id, framework.by_id, 1)
        code = "unknown_criterion_near" if near else "unknown_criterion"
        yield code, at, {"found": criterion_id, "near": near[0] if near else "", "framework": framework.id}
    elif assessment.lens is Lens.PRACTICE:
        yield from _opinion(rating, criterion, framework, at)
    elif isinstance(rating, Scored):
        yield from _level(rating, framework, at, needs_word=absence_needs_word(assessment, framework))
    else:
        yield from _no_level(rating, criterion, kind.silence_means if kind else None, at)


def absence_needs_word(assessment: Assessment, framework: Framework) -> bool:
    """Return whether the lowest level needs a note or evidence that the text shows absence, as `check_record` asks."""
    kind = framework.document_type(assessment.project.document_type)
    return kind is not None and assessment.scope is Scope.FULL and kind.silence_means is not Silence.LOWEST


def _level(rating: Scored, framework: Framework, at: Loc, *, needs_word: bool) -> Iterator[Finding]:
    scale = framework.scale
    if rating.level not in scale.numbers:
        details: dict[str, object] = {"found": rating.level, "lowest": scale.lowest, "highest": scale.highest}
        yield "level_off_scale", (*at, "level"), details
    elif needs_word and rating.level == scale.lowest and not (rating.note or rating.has_evidence):
        yield "absence_not_shown", (*at, "level"), {"lowest": scale.lowest}


def _no_level(rating: Unscored, criterion: Criterion, silence: Silence | None, at: Loc) -> Iterator[Finding]:
    if rating.not_scored is NotScored.NOT_APPLICABLE:
        if criterion.not_applicable is None:
            yield "gate_applies" if criterion.is_gate else "always_applies", (*at, "not_scored"), {}
        if rating.reason is None:
            yield "reason_missing", at, {}
    elif rating.reason is not None:
        yield "reason_unused", (*at, "reason"), {}
    if rating.when is not None and rating.not_scored is not NotScored.NOT_YET_KNOWN:
        yield "when_unused", (*at, "when"), {}
    if rating.not_scored is NotScored.NOT_IN_TEXT and silence is Silence.LOWEST:
        yield "silence_is_lowest", (*at, "not_scored"), {}


def _opinion(rating: Scored | Unscored, criterion: Criterion, framework: Framework, at: Loc) -> Iterator[Finding]:
    levels = [level.level for level in framework.professional_scale.levels]
    if criterion.professional_statement is None:
        yield "no_statement", at, {}
    elif isinstance(rating, Scored):
        if rating.level not in levels:
            details: dict[str, object] = {"found": rating.level, "lowest": levels[0], "highest": levels[-1]}
            yield "level_off_scale", (*at, "level"), details
    elif rating.not_scored not in _OPINION_STATES:
        allowed = ", ".join(_OPINION_STATES)
        yield "state_not_for_practice", (*at, "not_scored"), {"allowed": allowed, "found": str(rating.not_scored)}
