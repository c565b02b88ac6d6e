"""One phase of the report: its profile with the reasons, then every criterion with all that was said of it."""

from collections.abc import Iterator

from exports.phrases import (
    absence_words,
    coverage_of,
    evidence_of,
    level_name,
    level_words,
    next_descriptor,
    quoted,
    why_counted,
)
from exports.typeset.document import (
    Bars,
    Block,
    Cell,
    Figure,
    Heading,
    Kind,
    List,
    Paragraph,
    Run,
    Runs,
    Sign,
    labelled,
    plain,
    say,
)
from framework.assessing.record import Evidence
from framework.assessing.scoring import Counted, Excluded, Gate, Outcome, PhaseProfile, Profile
from framework.instrument.model import Framework
from framework.language.phrases import join_words, mid_sentence
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.reporting.wording import rule_sentence

_SIGNS = {Gate.OPEN: Sign.FINE, Gate.REPAIR: Sign.ALARM, Gate.CLOSED: Sign.ALARM, Gate.UNKNOWN: Sign.ASK}


def phase_blocks(profile: Profile, report: Report, t: Texts) -> Iterator[Block]:
    """Yield the profile of a phase and its criteria."""
    words = report.framework.label_text(profile.label)
    title = t("document.group", phases=profile.phase.title, label=mid_sentence(words.label))
    yield Heading(2, title, starts_page=True)
    yield say(profile.phase.subtitle, Kind.NOTE)
    if isinstance(profile, PhaseProfile):
        yield _strip(profile, report.framework, t)
    yield labelled(t("document.coverage_label"), f"{coverage_of(profile, t)}.")
    if profile.outcomes:
        yield labelled(t("document.because"), rule_sentence(profile, report.framework, t))
        yield labelled(t("document.meaning"), words.meaning)
    if isinstance(profile, PhaseProfile):
        yield from _outlook(profile, report.framework, t)
    yield from _gates(profile, t)
    for outcome in profile.outcomes:
        yield from _criterion(outcome, profile, report, t)


def _strip(profile: PhaseProfile, framework: Framework, t: Texts) -> Figure:
    scale, unknown = framework.scale, profile.tally.unknown
    levels = [level for level in reversed(scale.numbers) for _ in range(profile.levels[level])]
    cells = (*(Cell(str(level), level - scale.lowest) for level in levels), *(Cell("?", None) for _ in range(unknown)))
    words = [
        t("document.strip", points=t("document.points", n=count), level=level, name=level_name(framework, level))
        for level, count in reversed(list(profile.levels.items()))
        if count
    ]
    if unknown:
        words.append(t("document.strip_unknown", n=unknown))
    return Figure(
        alt=t("document.strip_alt", levels=", ".join(cell.text for cell in cells)),
        caption=t("document.strip_words", words="; ".join(words)),
        cells=cells,
        shades=len(scale.levels),
    )


def _outlook(profile: PhaseProfile, framework: Framework, t: Texts) -> Iterator[Block]:
    """Which label holds if the open points turn out lowest or highest, and what was left out of the count."""
    if profile.tally.unknown:
        low, high = (framework.label_text(x).label for x in (profile.outlook.if_lowest, profile.outlook.if_highest))
        yield labelled(t("document.outlook"), t("outlook", lowest=low, highest=high))
    if left_out := [o.criterion.title for o in profile.outcomes if isinstance(o, Excluded)]:
        yield say(t("document.excluded", titles=join_words(left_out, t)))


def _gates(profile: Profile, t: Texts) -> Iterator[Block]:
    if not profile.gates:
        return
    by_id = {criterion.id: criterion for criterion in profile.phase.criteria}
    lines = (
        t("document.gate_line", title=by_id[i].title, state=t(f"gate.{gate}"), least=by_id[i].gate_min)
        for i, gate in profile.gates.items()
    )
    yield Paragraph((Run(f"{t('document.gates')}:", strong=True),))
    yield List(tuple(plain(line) for line in lines), signs=tuple(_SIGNS[gate] for gate in profile.gates.values()))


def _criterion(outcome: Outcome, profile: Profile, report: Report, t: Texts) -> Iterator[Block]:
    criterion, rating = outcome.criterion, outcome.rating
    yield Heading(3, criterion.title, bars=_bars(outcome, report.framework, t))
    yield Paragraph((Run(criterion.question, emphasis=True),))
    if gate := profile.gates.get(criterion.id):
        yield labelled(t("document.gate"), t(f"gate.{gate}"), sign=_SIGNS[gate])
    if isinstance(outcome, Counted):
        yield from _level(outcome, report, t)
    else:
        yield labelled(t("document.no_level"), absence_words(outcome, report.framework, t))
    yield from _evidence(evidence_of(outcome), isinstance(outcome, Counted), t)
    if rating and rating.note:
        yield labelled(t("document.note"), rating.note)
    if following := next_descriptor(outcome, report.framework):
        level, descriptor = following
        yield labelled(
            t("document.next_level", level=level, name=level_name(report.framework, level)),
            descriptor,
        )


def _bars(outcome: Outcome, framework: Framework, t: Texts) -> Bars:
    scale = framework.scale
    if isinstance(outcome, Counted):
        return Bars(
            str(outcome.counted), scale.span, outcome.counted - scale.lowest, max(0, outcome.chosen - outcome.counted)
        )
    if isinstance(outcome, Excluded):
        return Bars(t("infographic.not_applicable"), 0, None)
    return Bars("?", scale.span, None)


def _level(outcome: Counted, report: Report, t: Texts) -> Iterator[Block]:
    framework = report.framework
    yield Paragraph(
        (
            Run(f"{t('document.chosen')}: ", strong=True),
            Run(f"{level_words(framework, outcome.chosen, t)}. "),
            Run(f"{t('document.counted')}: ", strong=True),
            Run(f"{level_words(framework, outcome.counted, t)}. "),
            Run(why_counted(outcome, report, t)),
        )
    )
    yield labelled(t("document.descriptor"), outcome.criterion.descriptor(outcome.counted))


def _evidence(items: tuple[Evidence, ...], is_counted: bool, t: Texts) -> Iterator[Block]:
    if items:
        yield Paragraph((Run(f"{t('document.evidence')}:", strong=True),))
        yield List(tuple(_piece(item, t) for item in items))
    elif is_counted:
        yield labelled(t("document.evidence"), t("document.no_evidence"))


def _piece(item: Evidence, t: Texts) -> Runs:
    words = quoted(item, t)
    runs = plain(words)
    return (*runs, Run((" " if words else "") + item.link, link=item.link)) if item.link else runs
