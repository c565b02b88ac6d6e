"""Phases and criteria of a report in the words and values of a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from exports.drawing.marks import Off, Value, sort_strip
from exports.findings import strong_words
from exports.phrases import coverage_of, level_words, state_name, state_of
from exports.pictures.infographic.view import OtherLens, PhaseView, Remark, Row
from framework.assessing.scoring import Counted, Gate, Open, Outcome, PhaseProfile, Profile
from framework.language.texts import Texts
from framework.practice.mirror import Reflection
from framework.practice.opinions import LOWEST_ANSWERS, agreement_line, high_line
from framework.reporting.report import Report
from framework.reporting.wording import rule_sentence


def view_phase(number: int, profile: Profile, report: Report, others: Sequence[OtherLens], t: Texts) -> PhaseView:
    """One phase: its rows, its sorted strip, and its counts, which never stand without their coverage."""
    framework = report.framework
    rows = tuple(_row(outcome, profile, report, others, t) for outcome in profile.outcomes)
    values = sort_strip([row.value for row in rows])
    title = profile.phase.title
    count, of_what, coverage = "", "", coverage_of(profile, t)
    if isinstance(profile, PhaseProfile) and profile.tally.scored:
        count = t("infographic.count", n=profile.tally.strong, all=profile.tally.scored)
        of_what = strong_words(report, t)
    elif rows and not isinstance(profile, PhaseProfile):
        coverage = rule_sentence(profile, framework, t)
    return PhaseView(
        number=number,
        identifier=profile.phase.id,
        title=title,
        continued=t("infographic.continued", phase=title),
        label=framework.label_text(profile.label).label,
        rows=rows,
        strip=values,
        alt=_strip_alt(title, values, report, t),
        count=count,
        of_what=of_what,
        coverage=coverage,
        summary=t("infographic.rows", phase=title),
    )


def value_of(outcome: Outcome) -> Value:
    """What the mark of an outcome shows."""
    if isinstance(outcome, Counted):
        return outcome.counted
    return Off.UNKNOWN if isinstance(outcome, Open) else Off.NOT_APPLICABLE


def _row(outcome: Outcome, profile: Profile, report: Report, others: Sequence[OtherLens], t: Texts) -> Row:
    gate = profile.gates.get(outcome.criterion.id)
    remarks = tuple(_remarks(outcome, gate, report, others, t))
    spoken = [_say(outcome, report, t)]
    if gate:
        spoken.append(t("infographic.gate", state=t(f"gate.{gate}")))
    spoken += [remark.text for remark in remarks if remark.other is not None]
    if reflection := _reflection(outcome, report):
        spoken.append(_say_opinions(reflection, report, t))
    return Row(
        title=outcome.criterion.title,
        value=value_of(outcome),
        chosen=outcome.chosen if isinstance(outcome, Counted) and outcome.why else None,
        gate=gate,
        remarks=remarks,
        spoken="; ".join(spoken),
    )


def _say(outcome: Outcome, report: Report, t: Texts) -> str:
    """The level and its meaning; else why there is none."""
    if not isinstance(outcome, Counted):
        return f"{state_name(report.framework, state_of(outcome))}"
    words = level_words(report.framework, outcome.counted, t)
    return f"{words} ({_capped(outcome, t)})" if outcome.why else words


def _capped(outcome: Counted, t: Texts) -> str:
    return t("infographic.chosen", chosen=outcome.chosen, counted=outcome.counted)


def _remarks(
    outcome: Outcome, gate: Gate | None, report: Report, others: Sequence[OtherLens], t: Texts
) -> Iterator[Remark]:
    if gate:
        yield Remark(t(f"infographic.gate_short.{gate}"), gate=gate)
    if isinstance(outcome, Counted) and outcome.why:
        yield Remark(_capped(outcome, t))
    if isinstance(outcome, Open) and gate is None:
        yield Remark(state_name(report.framework, outcome.kind), optional=True)
    for place, other in enumerate(others):
        level = other.levels.get(outcome.criterion.id)
        if level is not None and level != value_of(outcome):
            yield Remark(t(f"infographic.lens.{other.lens}", level=level), other=place)
    reflection = _reflection(outcome, report)
    if reflection:
        yield Remark(_mark_opinions(reflection, t), opinions=True)


def _reflection(outcome: Outcome, report: Report) -> Reflection | None:
    """What professionals say of a point, where it may be shown and their scale has answers above the two lowest."""
    scale = report.framework.professional_scale
    if report.mirror is None or len(scale.levels) <= LOWEST_ANSWERS:
        return None
    found = report.mirror.by_id.get(outcome.criterion.id)
    return found if found and (found.distribution or found.agreement) else None


def _mark_opinions(reflection: Reflection, t: Texts) -> str:
    if reflection.agreement:
        mark = t(f"mirror.mark_nearly_all.{reflection.agreement}")
        return t("mirror.mark_discuss", mark=mark) if reflection.is_topic else mark
    assert reflection.distribution is not None  # kept by `_reflection`
    found, key = reflection.distribution, "mirror.mark_topic" if reflection.is_topic else "mirror.mark"
    return t(key, n=found.given - found.low, given=found.given)


def _say_opinions(reflection: Reflection, report: Report, t: Texts) -> str:
    if reflection.agreement:
        words = agreement_line(reflection.agreement, t)
    else:
        assert reflection.distribution is not None  # kept by `_reflection`
        words = high_line(reflection.distribution, report.framework, t)
    return f"{words}; {t('mirror.topic')}" if reflection.is_topic else words


def _strip_alt(title: str, values: Sequence[Value], report: Report, t: Texts) -> str:
    """The strip in words: how many points stand at each level, at none, and do not apply."""
    if not values:
        return t("infographic.strip_empty", phase=title)
    parts = [_times(n, value, report, t) for value, n in Counter(values).items()]
    return t("infographic.strip", phase=title, counts=", ".join(parts))


def _times(n: int, value: Value, report: Report, t: Texts) -> str:
    if isinstance(value, Off):
        return t(f"infographic.times_{value}", n=n)
    return t("infographic.times", n=n, level=level_words(report.framework, value, t))


def first_words(outcome: Counted, t: Texts) -> str:
    """The first evidence of a counted level: its quote with its place, else its link, else the note."""
    supporting = [item for item in outcome.rating.evidence if item.supports]
    quoted = next((item for item in supporting if item.quote), None)
    if quoted and quoted.location:
        return t("infographic.quote_at", quote=quoted.quote, location=quoted.location)
    if quoted:
        return t("infographic.quote", quote=quoted.quote)
    if supporting:
        return supporting[0].link or ""
    return outcome.rating.note or t("infographic.no_evidence")
