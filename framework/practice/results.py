"""The practice check: what professionals say of nine statements, and the law of what may be shown of it.

Answers are opinions, not levels of the rubric. Results are made once, when a check is closed, and hold only what may
be shown: so there is nothing else that could ever be told.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from framework.assessing.beside import DISCLOSURE_THRESHOLD, Distribution, Results
from framework.instrument.model import Framework
from framework.practice.responses import UNSURE, Response
from framework.practice.statements import statements

Shuffle = Callable[[list[str]], list[str]]
"""Returns the same texts in an order that tells nothing."""


def count(responses: Sequence[Response], framework: Framework, closed: date, shuffle: Shuffle) -> Results:
    """Return what may be shown of `responses`, and nothing else; each text list goes through `shuffle`.

    A statement shows its distribution and remarks once `DISCLOSURE_THRESHOLD` levels were given ("I do not know"
    gives none); with fewer responses than that no text is shown either, since one could guess who wrote it. House rule.
    """
    enough = len(responses) >= DISCLOSURE_THRESHOLD
    distributions = {
        c.id: s for c in statements(framework) if (s := _distribution(c.id, responses, framework, shuffle)) is not None
    }
    return Results(
        closed=closed,
        sent=len(responses),
        distributions=distributions,
        missing=_texts((response.missing for response in responses if enough), shuffle),
        questions=_texts((response.question for response in responses if enough), shuffle),
    )


def _distribution(
    criterion: str, responses: Iterable[Response], framework: Framework, shuffle: Shuffle
) -> Distribution | None:
    opinions = [response.answers[criterion] for response in responses if criterion in response.answers]
    given = [opinion.answer for opinion in opinions if opinion.answer != UNSURE]
    if len(given) < DISCLOSURE_THRESHOLD:
        return None
    return Distribution(
        levels={level.level: given.count(level.level) for level in framework.professional_scale.levels},
        unsure=len(opinions) - len(given),
        remarks=_texts((opinion.remark for opinion in opinions), shuffle),
    )


def _texts(texts: Iterable[str | None], shuffle: Shuffle) -> tuple[str, ...]:
    return tuple(shuffle([text for text in texts if text]))
