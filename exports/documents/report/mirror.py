"""The mirror in the report: the counted level beside how the opinions lie; nothing is subtracted or averaged."""

from collections.abc import Iterator, Sequence

from exports.phrases import level_words, state_name, state_of
from exports.typeset.document import Block, Column, Heading, Kind, List, Run, Runs, Table, plain, say
from framework.assessing.beside import CROWD, DISCLOSURE_THRESHOLD, Distribution
from framework.assessing.scoring import Counted
from framework.instrument.model import Framework
from framework.language.phrases import mid_sentence
from framework.language.texts import Texts
from framework.practice.mirror import Reflection
from framework.practice.opinions import agreement_line, answer_names, doubt_line, opinion_counts
from framework.practice.together import source_line
from framework.reporting.report import Report

_TITLE, _RESEARCH, _ANSWER = 31, 20, 9
"""Shares of the width: of the point, of how the research counts, and of each answer."""


def mirror_blocks(report: Report, t: Texts) -> Iterator[Block]:
    """Yield the section on what professionals say, topics first; nothing where no check was closed."""
    mirror = report.mirror
    if mirror is None:
        return
    yield Heading(2, t("mirror.title"))
    words = [source_line(report.shown, t), t("mirror.intro")]
    if report.kept and report.kept.opinions_read_in:
        words.insert(1, t("mirror.read_in", day=t.day(report.kept.opinions_read_in)))
    yield say(" ".join(words))
    if mirror.topics:
        yield say(t("mirror.topics"))
        yield List(tuple(_topic(reflection, report.framework, t) for reflection in mirror.topics))
    if shown := [reflection for reflection in mirror.reflections if reflection.distribution]:
        yield _table(shown, report.framework, t)
    nearly_all = [reflection for reflection in mirror.reflections if reflection.agreement]
    if nearly_all:
        yield say(t("mirror.nearly_all_lead", crowd=CROWD))
        yield List(tuple(_nearly_all(reflection, report.framework, t) for reflection in nearly_all))
    withheld = [r.criterion.title for r in mirror.reflections if not (r.distribution or r.agreement)]
    why = t("mirror.withheld_at", least=DISCLOSURE_THRESHOLD, titles="; ".join(withheld)) if withheld else ""
    yield say(f"{t('mirror.limit', least=DISCLOSURE_THRESHOLD)} {why}", Kind.NOTE)


def _topic(reflection: Reflection, framework: Framework, t: Texts) -> Runs:
    opinions = doubt_line(reflection.distribution, reflection.agreement, framework, t)
    words = t("mirror.topic_line", level=_level(reflection, framework, t), opinions=opinions)
    return Run(f"{reflection.criterion.title}: ", strong=True), Run(mid_sentence(words))


def _nearly_all(reflection: Reflection, framework: Framework, t: Texts) -> Runs:
    opinions = agreement_line(reflection.agreement, t) if reflection.agreement else ""
    words = t("mirror.topic_line", level=_level(reflection, framework, t), opinions=opinions)
    return Run(f"{reflection.criterion.title}: ", strong=True), Run(mid_sentence(words))


def _table(shown: Sequence[Reflection], framework: Framework, t: Texts) -> Table:
    """A column for each answer: of a point, one line says all."""
    found = [reflection.distribution for reflection in shown if reflection.distribution]
    columns = (
        Column(t("mirror.point"), _TITLE),
        Column(t("mirror.research"), _RESEARCH),
        *(Column(answer, _ANSWER) for answer in answer_names(found, framework, t)),
    )
    return Table(columns, tuple(_row(reflection, found, framework, t) for reflection in shown), t("mirror.table"))


def _row(reflection: Reflection, shown: Sequence[Distribution], framework: Framework, t: Texts) -> tuple[Runs, ...]:
    counts = opinion_counts(reflection.distribution, framework, t, shown) if reflection.distribution else ()
    title = Run(reflection.criterion.title)
    marked = (title, Run(f" ({t('mirror.topic')})")) if reflection.is_topic else (title,)
    return marked, plain(_level(reflection, framework, t)), *(plain(str(number)) for _, number in counts)


def _level(reflection: Reflection, framework: Framework, t: Texts) -> str:
    """The level as it counts, or the state: why there is none, the tables say."""
    outcome = reflection.outcome
    if isinstance(outcome, Counted):
        return level_words(framework, outcome.counted, t)
    return state_name(framework, state_of(outcome))
