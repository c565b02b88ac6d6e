"""The practice check: what professionals say of nine statements, and the law of what may be shown of it.

Answers are opinions, not levels of the rubric. Results are made once, when a check is closed, and hold only what may
be shown: so there is nothing else that could ever be told.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from framework.assessing.beside import CROWD, DISCLOSURE_THRESHOLD, Agreement, Distribution, Results
from framework.instrument.model import Framework
from framework.practice.responses import UNSURE, Response
from framework.practice.statements import statements

Shuffle = Callable[[list[str]], list[str]]
"""Returns the same texts in an order that tells nothing."""


def count(responses: Sequence[Response], framework: Framework, closed: date, shuffle: Shuffle) -> Results:
    """Return what may be shown of `responses`, and nothing else; each text list goes through `shuffle`.

    A statement shows its distribution once `DISCLOSURE_THRESHOLD` levels were given ("I do not know" gives none); under
    `CROWD` answers to it, where all of those or all but one agree or disagree, it says only that. A form that left it
    blank counts for neither. With fewer responses than the threshold no text is shown, since one could guess who wrote
    it. House rule.
    """
    enough = len(responses) >= DISCLOSURE_THRESHOLD
    asked = [criterion.id for criterion in statements(framework)]
    found = {name: s for name in asked if (s := _distribution(name, responses, framework, shuffle)) is not None}
    small = {name: s for name, s in found.items() if s.given + s.unsure < CROWD}
    nearly_all = {name: agreement for name, s in small.items() if (agreement := _agreement(s)) is not None}
    distributions = {name: s for name, s in found.items() if name not in nearly_all}
    remarks = {name: _remarks(name, responses, shuffle) for name in asked if enough and name not in distributions}
    return Results(
        closed=closed,
        sent=len(responses),
        distributions=distributions,
        nearly_all=nearly_all,
        remarks={name: texts for name, texts in remarks.items() if texts},
        missing=_texts((response.missing for response in responses if enough), shuffle),
        questions=_texts((response.question for response in responses if enough), shuffle),
    )


def _distribution(
    criterion: str, responses: Sequence[Response], framework: Framework, shuffle: Shuffle
) -> Distribution | None:
    opinions = [response.answers[criterion] for response in responses if criterion in response.answers]
    given = [opinion.answer for opinion in opinions if opinion.answer != UNSURE]
    if len(given) < DISCLOSURE_THRESHOLD:
        return None
    return Distribution(
        levels={level.level: given.count(level.level) for level in framework.professional_scale.levels},
        unsure=len(opinions) - len(given),
        blank=len(responses) - len(opinions),
        remarks=_remarks(criterion, responses, shuffle),
    )


def _agreement(found: Distribution) -> Agreement | None:
    """What all or all but one say; nothing where more than one stands on either side."""
    if found.given - found.low <= 1:
        return Agreement.DISAGREE
    return Agreement.AGREE if found.low <= 1 else None


def _remarks(criterion: str, responses: Iterable[Response], shuffle: Shuffle) -> tuple[str, ...]:
    return _texts((response.remark_at(criterion) for response in responses), shuffle)


def _texts(texts: Iterable[str | None], shuffle: Shuffle) -> tuple[str, ...]:
    return tuple(shuffle([text for text in texts if text]))
