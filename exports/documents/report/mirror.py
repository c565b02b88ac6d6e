"""The mirror in the report: the counted level beside how the opinions lie; nothing is subtracted or averaged."""

from collections.abc import Iterator

from exports.phrases import absence_words, level_words
from exports.typeset.document import Block, Column, Heading, Kind, List, Run, Runs, Table, plain, say
from framework.assessing.beside import DISCLOSURE_THRESHOLD
from framework.assessing.scoring import Counted
from framework.instrument.model import Framework
from framework.language.phrases import mid_sentence
from framework.language.texts import Texts
from framework.practice.mirror import Reflection
from framework.practice.opinions import distribution_line, low_line
from framework.reporting.report import Report


def mirror_blocks(report: Report, t: Texts) -> Iterator[Block]:
    """Yield the section on what professionals say, topics first; nothing where no check was closed."""
    mirror = report.mirror
    if mirror is None:
        return
    yield Heading(2, t("mirror.title"))
    yield say(f"{t('mirror.sent', n=mirror.results.sent)} {t('mirror.intro')}")
    if mirror.topics:
        yield say(t("mirror.topics"))
        yield List(tuple(_topic(reflection, report.framework, t) for reflection in mirror.topics))
    if mirror.reflections:
        columns = (Column(t("mirror.point"), 4), Column(t("mirror.research"), 3), Column(t("mirror.opinions"), 9))
        rows = tuple(_row(reflection, report.framework, t) for reflection in mirror.reflections)
        yield Table(columns, rows, t("mirror.table"))
    yield say(t("mirror.limit", least=DISCLOSURE_THRESHOLD), Kind.NOTE)


def _topic(reflection: Reflection, framework: Framework, t: Texts) -> Runs:
    opinions = low_line(reflection.distribution, framework, t) if reflection.distribution else ""
    words = t("mirror.topic_line", level=_level(reflection, framework, t), opinions=opinions)
    return Run(f"{reflection.criterion.title}: ", strong=True), Run(mid_sentence(words))


def _row(reflection: Reflection, framework: Framework, t: Texts) -> tuple[Runs, ...]:
    distribution = reflection.distribution
    opinions = (
        distribution_line(distribution, framework, t)
        if distribution
        else t("mirror.withheld", least=DISCLOSURE_THRESHOLD)
    )
    title = Run(reflection.criterion.title)
    marked = (title, Run(f" ({t('mirror.topic')})")) if reflection.is_topic else (title,)
    return marked, plain(_level(reflection, framework, t)), plain(opinions)


def _level(reflection: Reflection, framework: Framework, t: Texts) -> str:
    outcome = reflection.outcome
    if isinstance(outcome, Counted):
        return level_words(framework, outcome.counted, t)
    return absence_words(outcome, framework, t)
