"""What a record must satisfy beside its shape: the framework it names, and what silence means (DESIGN section 4)."""

from collections.abc import Iterable, Iterator, Sized
from difflib import get_close_matches

from framework.assessing.beside import DISCLOSURE_THRESHOLD, ClosedCheck
from framework.assessing.record import Assessment, Lens, Scope, Scored, Unscored
from framework.errors import Loc
from framework.instrument.model import Criterion, Framework, NotScored, Silence
from framework.instrument.rules import Finding

_OPINION_STATES = (NotScored.CANNOT_JUDGE, NotScored.UNANSWERED)


def check_record(assessment: Assessment, framework: Framework) -> Iterator[Finding]:
    """Yield every breach of the rules for `assessment` under `framework` as (code, place, details).

    A full proposal refuses *not in this text* (silence there is the lowest level). In other documents the lowest
    level of a full assessment needs a note or evidence that the text shows absence. *Not applicable* only where the
    criterion allows it, with a reason, never on a gate. Opinions of professionals have their own scale; those of a
    closed check show no more than a check may show.
    """
    kind = framework.document_type(assessment.project.document_type)
    if kind is None:
        known = ", ".join(d.id for d in framework.document_types)
        details: dict[str, object] = {"found": assessment.project.document_type, "known": known}
        yield "unknown_document_type", ("project", "document_type"), details
    for criterion_id, rating in assessment.ratings.items():
        yield from check_rating(criterion_id, rating, assessment, framework)
    yield from _known(assessment.commitments, framework, ("commitments",))
    yield from _known(assessment.table_notes, framework, ("table_notes",))
    for number, check in enumerate(assessment.opinions):
        yield from _closed_check(check, framework, ("opinions", number))


def check_rating(
    criterion_id: str, rating: Scored | Unscored, assessment: Assessment, framework: Framework
) -> Iterator[Finding]:
    """Yield every breach of the rules for one rating in `assessment`, as `check_record` does."""
    at: Loc = ("ratings", criterion_id)
    kind = framework.document_type(assessment.project.document_type)
    criterion = framework.by_id.get(criterion_id)
    if criterion is None:
        yield _unknown(criterion_id, framework, at)
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


def _unknown(criterion_id: str, framework: Framework, at: Loc) -> Finding:
    near = get_close_matches(criterion_id, framework.by_id, 1)
    code = "unknown_criterion_near" if near else "unknown_criterion"
    return code, at, {"found": criterion_id, "near": near[0] if near else "", "framework": framework.id}


def _known(criteria: Iterable[str], framework: Framework, at: Loc) -> Iterator[Finding]:
    """Yield every one of `criteria` that the framework does not have."""
    yield from (_unknown(name, framework, (*at, name)) for name in criteria if name not in framework.by_id)


def _closed_check(check: ClosedCheck, framework: Framework, at: Loc) -> Iterator[Finding]:
    """What a closed check could never have shown: the law of the closed box holds in a file too."""
    named: dict[Loc, Iterable[str]] = {("table_notes",): check.table_notes, ("remarks",): check.remarks}
    named |= {("asked", language): said for language, said in check.asked.items()}
    for place, names in named.items():
        yield from _known(names, framework, (*at, *place))
    yield from _distributions(check, framework, (*at, "distributions"))
    yield from _nearly_all(check, framework, (*at, "nearly_all"))
    written: dict[Loc, Sized] = {("remarks", name): texts for name, texts in check.remarks.items()}
    written |= {("missing",): check.missing, ("questions",): check.questions}
    for key, texts in written.items():
        if texts and (check.sent < DISCLOSURE_THRESHOLD or len(texts) > check.sent):
            yield "too_few_to_show", (*at, *key), {"found": check.sent, "least": max(DISCLOSURE_THRESHOLD, len(texts))}


def _distributions(check: ClosedCheck, framework: Framework, at: Loc) -> Iterator[Finding]:
    asked = {level.level for level in framework.professional_scale.levels}
    for name, found in check.distributions.items():
        here: Loc = (*at, name)
        criterion = framework.by_id.get(name)
        if criterion is None:
            yield _unknown(name, framework, here)
        elif criterion.professional_statement is None:
            yield "no_statement", here, {}
        elif found.levels.keys() != asked:
            yield "answers_of_no_scale", (*here, "levels"), {"allowed": ", ".join(map(str, sorted(asked)))}
        elif found.given < DISCLOSURE_THRESHOLD:
            yield "too_few_to_show", here, {"found": found.given, "least": DISCLOSURE_THRESHOLD}
        elif found.given + found.unsure + found.blank > check.sent or len(found.remarks) > check.sent:
            yield "more_answers_than_forms", here, {"sent": check.sent}


def _nearly_all(check: ClosedCheck, framework: Framework, at: Loc) -> Iterator[Finding]:
    for name in check.nearly_all:
        criterion, here = framework.by_id.get(name), (*at, name)
        if criterion is None:
            yield _unknown(name, framework, here)
        elif criterion.professional_statement is None:
            yield "no_statement", here, {}
        elif check.sent < DISCLOSURE_THRESHOLD:
            yield "too_few_to_show", here, {"found": check.sent, "least": DISCLOSURE_THRESHOLD}


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
