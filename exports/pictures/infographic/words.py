"""A report in the words of a picture: one place that asks the catalogue, so that the drawing knows no language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.drawing.icons import Icon
from exports.drawing.marks import Off, marks_of
from exports.drawing.words import clean
from exports.findings import gates_not_open, mend_gate, strong_words, strongest
from exports.phrases import document_texts, language_tag
from exports.pictures.infographic.outcomes import first_words, view_phase
from exports.pictures.infographic.view import Fact, Item, Key, OtherLens, Panel, View
from framework.assessing.actions import Action
from framework.assessing.record import Scope
from framework.assessing.scoring import Counted, Excluded, Gate
from framework.language.texts import Texts
from framework.practice.opinions import higher_answers
from framework.practice.together import short_name
from framework.reporting.report import Report
from framework.reporting.wording import headline, summary

SHOWN, GATES_SHOWN = 3, 4
"""Strengths and steps, and gates, on a picture; a count tells of the rest."""


def make_view(report: Report, lang: str, *, others: Sequence[OtherLens] = (), url: str = "") -> View:
    """The report as a picture says it.

    Args:
        report: the frozen report.
        lang: language of the program's texts; those of the framework are in the language of the report.
        others: other judgements, shown where they differ.
        url: address of the whole assessment, or "".
    """
    t = document_texts(lang)
    framework, project = report.framework, report.assessment.project
    theirs = "" if report.language == t.language else language_tag(report.language)
    kind = document.label if (document := framework.document_type(project.document_type)) else ""
    kicker = t(f"infographic.kicker.{report.assessment.scope}")
    address = url.partition("://")[2].rstrip("/")
    return View(
        lang=language_tag(t.language),
        theirs=theirs,
        day=report.assessment.date,
        marks=marks_of(framework.scale),
        kicker=kicker,
        framework=framework.title,
        title=clean(project.title) or kicker,
        subtitle=" · ".join(part for part in (project.organisation, kind) if part),
        facts=tuple(_facts(report, t)),
        facts_line=_facts_line(report, t),
        headline=headline(report, t),
        summary=summary(report, t),
        phases=tuple(view_phase(n, profile, report, others, t) for n, profile in enumerate(report.profiles, 1)),
        legend=tuple(_legend(report, others, t)),
        not_applicable=t("infographic.not_applicable"),
        strengths=_strengths(report, t),
        gates=_gates(report, t),
        steps=_steps(report, t),
        status=framework.status,
        honesty=t("infographic.honesty"),
        url=url,
        address=address,
        url_words=t("infographic.open", address=address),
        qr_words=t("infographic.qr", address=address),
        document_title=t("infographic.title", kicker=kicker, project=project.title),
        untagged=t("infographic.untagged"),
    )


def _facts(report: Report, t: Texts) -> Iterator[Fact]:
    assessment, framework = report.assessment, report.framework
    excluded = sum(isinstance(outcome, Excluded) for outcome in report.outcomes.values())
    unknown = report.applicable - report.scored
    counts = [(unknown, "infographic.unknown_points"), (excluded, "infographic.excluded_points")]
    detail = ", ".join(t(key, n=n) for n, key in counts if n)
    if assessment.scope is Scope.CORE:
        detail = t("infographic.supported", n=report.supported, all=report.scored)
    size = (t("infographic.phases", n=len(framework.phases)), t("infographic.points", n=len(framework.criteria)))
    lens = t(f"lens.{assessment.lens}")
    by = (lens, assessment.rater) if assessment.rater else (t("infographic.fact.by"), lens)
    yield Fact(Icon.PERSON, *by, "")
    yield Fact(Icon.CALENDAR, t("infographic.fact.date"), t.day(assessment.date), t(f"moment.{assessment.moment}"))
    yield Fact(
        Icon.BOOK, t("infographic.fact.framework"), t("infographic.version", version=framework.version), ", ".join(size)
    )
    answered = t("infographic.answered", n=report.scored, points=t("infographic.points", n=report.applicable))
    yield Fact(Icon.CHECK, t("infographic.fact.filled"), answered, detail)


def _facts_line(report: Report, t: Texts) -> str:
    """Who judged, when, and by which version, in one line."""
    assessment = report.assessment
    parts = (
        t(f"lens.{assessment.lens}"),
        assessment.rater,
        t.day(assessment.date),
        t(f"moment.{assessment.moment}"),
        t("infographic.framework_version", version=report.framework.version),
    )
    return " · ".join(part for part in parts if part)


def _legend(report: Report, others: Sequence[OtherLens], t: Texts) -> Iterator[Key]:
    scale, outcomes = report.framework.scale, report.outcomes.values()
    gates = {gate for profile in report.profiles for gate in profile.gates.values()}
    for level in scale.levels:
        yield Key(level.label, value=level.level, spoken=t("infographic.level", level=level.level))
    yield Key(t("infographic.key.unknown"), value=Off.UNKNOWN, spoken="?")
    if any(isinstance(outcome, Excluded) for outcome in outcomes):
        yield Key(t("infographic.key.not_applicable"), value=Off.NOT_APPLICABLE, spoken=t("infographic.key.dash"))
    if any(isinstance(outcome, Counted) and outcome.why for outcome in outcomes):
        yield Key(t("infographic.key.chosen"), chosen=scale.highest, spoken=t("infographic.key.hollow"))
    if Gate.OPEN in gates:
        yield Key(t("infographic.key.open"), gate=Gate.OPEN, spoken=t("infographic.key.shield"))
    if gates & {Gate.CLOSED, Gate.REPAIR}:
        yield Key(t("infographic.key.shut"), gate=Gate.CLOSED, spoken=t("infographic.key.triangle"))
    if Gate.UNKNOWN in gates:
        yield Key(t("infographic.key.ask"), gate=Gate.UNKNOWN, spoken=t("infographic.key.hollow_triangle"))
    for place, other in enumerate(others):
        words = t("infographic.key.other", lens=t(f"lens.{other.lens}"))
        yield Key(words, other=place, spoken=t(f"infographic.key.mark_{min(place, 2)}"))
    if report.mirror and report.mirror.results.distributions and (answers := higher_answers(report.framework, t)):
        yield Key(t("mirror.key", answers=answers), opinions=True, spoken=t("mirror.key_mark"))
        yield Key(short_name(report.shown, t), opinions=True, spoken=t("mirror.key_mark"))


def _strengths(report: Report, t: Texts) -> Panel:
    found = strongest(report)
    items = tuple(
        Item(t("infographic.at_level", title=outcome.criterion.title, level=outcome.counted), first_words(outcome, t))
        for outcome in found[:SHOWN]
    )
    calm = t("infographic.strengths.none", label=strong_words(report, t))
    return _panel("strengths", items, len(found), calm, t)


def _gates(report: Report, t: Texts) -> Panel:
    found = gates_not_open(report)
    items = tuple(
        Item(criterion.title, mend_gate(criterion, outcome, gate, t), gate=gate)
        for criterion, outcome, gate in found[:GATES_SHOWN]
    )
    has_gates = any(profile.gates for profile in report.profiles)
    calm = t("infographic.gates.open" if has_gates else "infographic.gates.none")
    return _panel("gates", items, len(found), calm, t)


def _steps(report: Report, t: Texts) -> Panel:
    items = tuple(
        Item(action.criterion.title, _advice(action, t), t(f"because.{action.because}"))
        for action in report.to_do[:SHOWN]
    )
    return _panel("steps", items, len(report.to_do), t("infographic.steps.none"), t)


def _advice(action: Action, t: Texts) -> str:
    if action.asks_for_evidence:
        examples = ", ".join(action.criterion.evidence_examples)
        return t("infographic.steps.prove", level=action.to_level, examples=examples)
    return action.criterion.next_action.text


def _panel(key: str, items: tuple[Item, ...], total: int, calm: str, t: Texts) -> Panel:
    shown = tuple(t("infographic.shown", n=n, all=total) if n < total else "" for n in range(len(items) + 1))
    return Panel(t(f"infographic.{key}.title"), items, calm, shown)
