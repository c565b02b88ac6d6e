"""How the opinions of professionals are said in words, the same on every screen and in every document."""

from collections.abc import Iterable, Sequence

from framework.assessing.beside import CROWD, DISCLOSURE_THRESHOLD, Agreement, Distribution
from framework.instrument.model import Framework, Level
from framework.language.phrases import mid_sentence
from framework.language.texts import Texts

LOWEST_ANSWERS = 2
"""Of the scale of opinion: what counts as low (DESIGN section 7)."""


def opinion_counts(
    distribution: Distribution, framework: Framework, t: Texts, beside: Iterable[Distribution] = ()
) -> tuple[tuple[str, int], ...]:
    """Return every answer with the number of people who gave it, from the lowest up, then "I do not know".

    "Not filled in" comes last, where a paper form left the statement blank, or one of those it stands `beside`.
    """
    scale = framework.professional_scale
    counts = [(level.label, distribution.levels.get(level.level, 0)) for level in scale.levels]
    counts.append((scale.unsure, distribution.unsure))
    if any(each.blank for each in (distribution, *beside)):
        counts.append((t("mirror.blank"), distribution.blank))
    return tuple(counts)


def answer_names(shown: Iterable[Distribution], framework: Framework, t: Texts) -> tuple[str, ...]:
    """Return the heads above the numbers of a table that shows these distributions: see `opinion_counts`."""
    nothing = Distribution(levels={}, unsure=0)
    return tuple(name for name, _ in opinion_counts(nothing, framework, t, shown))


def distribution_line(distribution: Distribution, framework: Framework, t: Texts) -> str:
    """Return the whole distribution in one sentence: `Klopt niet: 1; Klopt een beetje: 2; ... Weet ik niet: 0.`"""
    parts = (
        t("mirror.count", answer=answer, number=number) for answer, number in opinion_counts(distribution, framework, t)
    )
    return "; ".join(parts) + "."


def agreement_line(agreement: Agreement, t: Texts) -> str:
    """Return what nearly everyone says: `Bijna iedereen zegt: klopt wel`."""
    return t(f"mirror.nearly_all.{agreement}")


def unshown_line(agreement: Agreement | None, t: Texts) -> str:
    """Return what stands in place of numbers: what nearly everyone says, or why nothing is said."""
    return t("mirror.withheld", least=DISCLOSURE_THRESHOLD) if agreement is None else f"{agreement_line(agreement, t)}."


def no_numbers_line(t: Texts) -> str:
    """Return why what nearly everyone says has no numbers."""
    return t("mirror.no_numbers", crowd=CROWD)


def doubt_line(distribution: Distribution | None, agreement: Agreement | None, framework: Framework, t: Texts) -> str:
    """Return how many are in the two lowest answers, or that nearly everyone is; "" where nothing may be shown."""
    if distribution:
        return low_line(distribution, framework, t)
    return agreement_line(agreement, t) if agreement else ""


def low_line(distribution: Distribution, framework: Framework, t: Texts) -> str:
    """Return how many gave one of the two lowest answers, out of those who gave a level; "I do not know" is none."""
    answers = _either(framework.professional_scale.levels[:LOWEST_ANSWERS], t)
    return t("mirror.low", n=distribution.low, given=distribution.given, answers=answers)


def high_line(distribution: Distribution, framework: Framework, t: Texts) -> str:
    """Return how many gave a higher answer than the two lowest; on a scale without such answers, how many gave which.

    House rule: the same boundary as that of a topic.
    """
    answers = higher_answers(framework, t)
    if not answers:
        return distribution_line(distribution, framework, t)
    return t("mirror.high", n=distribution.given - distribution.low, given=distribution.given, answers=answers)


def higher_answers(framework: Framework, t: Texts) -> str:
    """Return the answers above the two lowest, in words; "" on a scale without such answers."""
    higher = framework.professional_scale.levels[LOWEST_ANSWERS:]
    return _either(higher, t) if higher else ""


def _either(levels: Sequence[Level], t: Texts) -> str:
    *first, last = [mid_sentence(level.label) for level in levels]
    return t("mirror.or", first=", ".join(first), last=last) if first else last
