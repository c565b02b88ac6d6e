"""The first page: the phases at a glance, what holds, what is still open, and what comes first, by whom and when."""

from collections.abc import Iterator, Sequence

from exports.documents.report.cuts import LINE, STEP, Cuts, start_of
from exports.documents.report.points import level_cells, title_of
from exports.findings import gates_not_open, mend_gate, strong_words, strongest
from exports.phrases import coverage_of, evidence_of, level_name, look_for, step_of
from exports.typeset.document import Block, Column, Heading, Kind, List, Paragraph, Run, Runs, Table, plain, say
from exports.typeset.overview import Item, Panel, Panels, Stage, Stages
from exports.typeset.parts import Sign
from framework.assessing.actions import Action
from framework.assessing.scoring import Counted, Gate, Open, Outcome, PhaseProfile, Profile
from framework.instrument.model import Criterion, Framework
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.reporting.wording import headline, summary

_STRONG, _FIRST, _TAKEN = 3, 3, 6
"""Strong points with a line of evidence; steps that come first; and steps at most, with those that someone took on."""

_EVIDENCE, _LOCATION, _TITLES = 76, 12, 116
"""Characters kept on the first page; the tables and the appendix have more."""

_SIGNS = {Gate.OPEN: Sign.FINE, Gate.REPAIR: Sign.ALARM, Gate.CLOSED: Sign.ALARM, Gate.UNKNOWN: Sign.ASK}


def front_blocks(report: Report, cuts: Cuts, t: Texts) -> Iterator[Block]:
    """Yield what a busy reader needs; the reasons follow in the tables."""
    yield say(headline(report, t), Kind.LEAD)
    yield say(summary(report, t))
    yield Stages(
        tuple(_stage(number, profile, report, t) for number, profile in enumerate(report.profiles, 1)),
        len(report.framework.scale.levels),
        (t("document.phase"), t("document.profile"), t("document.levels"), t("document.coverage_label")),
        t("document.overview_table"),
    )
    yield _legend(report.framework, t)
    yield Panels((_holds(report, t), _open(report, t)))
    yield from _first(report, cuts, t)


def _stage(number: int, profile: Profile, report: Report, t: Texts) -> Stage:
    framework, cells, count = report.framework, (), ""
    if isinstance(profile, PhaseProfile):
        cells = level_cells(profile, framework.scale)
        if profile.tally.scored:
            count = t("infographic.count", n=profile.tally.strong, all=profile.tally.scored)
            count = f"{count} {strong_words(report, t)}"
    return Stage(
        number,
        profile.phase.title,
        framework.label_text(profile.label).label,
        cells,
        t("document.strip_alt", levels=", ".join(cell.text for cell in cells)),
        count,
        coverage_of(profile, t),
    )


def _legend(framework: Framework, t: Texts) -> Paragraph:
    names = (f"{level} {level_name(framework, level)}" for level in framework.scale.numbers)
    return say(t("document.overview_legend", levels="; ".join(names)), Kind.NOTE)


def _holds(report: Report, t: Texts) -> Panel:
    """The gates that are open, and the strongest points with a line of evidence."""
    items: list[Item] = []
    in_order = [o.criterion for p in report.profiles for o in p.outcomes if p.gates.get(o.criterion.id) is Gate.OPEN]
    if in_order:
        items.append(Item(t("document.gates_fine", n=len(in_order)), _titles(in_order, report, t), Sign.FINE))
    strong = strongest(report)
    for outcome in strong[:_STRONG]:
        head = t("infographic.at_level", title=title_of(outcome.criterion, report), level=outcome.counted)
        items.append(Item(head, _proof(outcome, t)))
    if rest := [outcome.criterion for outcome in strong[_STRONG:]]:
        items.append(_group("document.also_strong", rest, report, t))
    if not strong:
        items.append(Item(t("infographic.strengths.none", label=strong_words(report, t)), ""))
    return Panel(t("document.holds"), tuple(items))


def _proof(outcome: Counted, t: Texts) -> str:
    """The start of the first evidence, with its location where that is short; else of the note."""
    first = next((item for item in evidence_of(outcome) if item.supports), None)
    if first is None:
        return _clip(outcome.rating.note or t("infographic.no_evidence"), _EVIDENCE)
    if not first.quote:
        return _clip(first.link or "", _EVIDENCE)
    quote = t("document.quote", quote=_clip(first.quote, _EVIDENCE))
    is_short = first.location and len(first.location) <= _LOCATION
    return f"{quote} {t('document.location', location=first.location)}" if is_short else quote


def _clip(words: str, most: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else start_of(line, most)


def _open(report: Report, t: Texts) -> Panel:
    """The gates that are not open with what opens them; then what has no level, no evidence yet, or a low level."""
    items = [
        Item(
            t("document.gate_head", title=title_of(criterion, report)),
            mend_gate(criterion, outcome, gate, t),
            _SIGNS[gate],
        )
        for criterion, outcome, gate in gates_not_open(report)
    ]
    outcomes, strong_from = report.outcomes.values(), report.framework.scale.strong_from
    groups: dict[str, list[Outcome]] = {
        "document.without_level": [o for o in outcomes if isinstance(o, Open)],
        "document.without_evidence": [o for o in outcomes if isinstance(o, Counted) and o.why],
        "document.low": [o for o in outcomes if isinstance(o, Counted) and not o.why and o.counted < strong_from],
    }
    for key, found in groups.items():
        if found:
            items.append(_group(key, [outcome.criterion for outcome in found], report, t))
    return Panel(t("document.still_open"), tuple(items) or (Item(t("document.nothing_open"), ""),))


def _group(key: str, criteria: Sequence[Criterion], report: Report, t: Texts) -> Item:
    points, levels = t("document.of_points", n=report.applicable), t("document.of_levels", n=report.scored)
    return Item(
        t(key, n=len(criteria), points=points, levels=levels, label=strong_words(report, t)),
        _titles(criteria, report, t),
    )


def _titles(criteria: Sequence[Criterion], report: Report, t: Texts) -> str:
    """The titles, as many as there is room for, and how many more there are."""
    titles = [title_of(criterion, report) for criterion in criteria]
    kept = [title for place, title in enumerate(titles) if len("; ".join(titles[: place + 1])) <= _TITLES] or titles[:1]
    rest = len(titles) - len(kept)
    return "; ".join([*kept, t("document.and_more", n=rest)] if rest else kept)


def _first(report: Report, cuts: Cuts, t: Texts) -> Iterator[Block]:
    """The first steps and those that someone took on; then the order of the others, and what is done."""
    yield Heading(2, t("document.first"))
    if not report.to_do:
        yield say(t("document.actions_none"))
    first = _shown(report)
    if first:
        columns = (
            Column(t("document.next_step"), 14),
            Column(t("document.who"), 3),
            Column(t("document.by"), 3),
        )
        yield Table(columns, tuple(_row(action, report, cuts, t) for action in first), t("document.first_table"))
    rest = [action for action in report.to_do if action not in first]
    if rest or report.finished:
        yield Heading(3, t("document.actions_rest"))
        yield List(tuple(_order(rest, report, t)))


def _shown(report: Report) -> list[Action]:
    """The first steps of all, then others that someone took on."""
    taken = [action for action in report.to_do[_FIRST:] if action.criterion.id in report.commitments]
    return [*report.to_do[:_FIRST], *taken][:_TAKEN]


def _row(action: Action, report: Report, cuts: Cuts, t: Texts) -> tuple[Runs, ...]:
    commitment = report.commitments.get(action.criterion.id)
    owner = action.criterion.title
    who = cuts.short(owner, commitment.who, LINE) if commitment and commitment.who else t("document.nobody")
    by = t.day(commitment.by) if commitment and commitment.by else t("document.no_day")
    title = Run(f"{title_of(action.criterion, report)}. ", strong=True)
    if action not in report.to_do[:_FIRST]:  # of these the tables say what to do
        return (title,), plain(who), plain(by)
    advice = f"{step_of(action, t)}: {look_for(action)}" if action.asks_for_evidence else step_of(action, t)
    because = Run(f"{t(f'because.{action.because}')}.\n", emphasis=True)
    return (title, because, Run(cuts.short(owner, advice, STEP))), plain(who), plain(by)


def _order(rest: Sequence[Action], report: Report, t: Texts) -> Iterator[Runs]:
    """The other steps in their order, by why they come there; then those that are done."""
    reasons = dict.fromkeys(action.because for action in rest)
    for because in reasons:
        titles = [title_of(action.criterion, report) for action in rest if action.because is because]
        yield Run(f"{t(f'because.{because}')}: ", strong=True), Run("; ".join(titles) + ".")
    if report.finished:
        titles = [title_of(action.criterion, report) for action in report.finished]
        yield Run(f"{t('document.done')}: ", strong=True), Run("; ".join(titles) + ".")
