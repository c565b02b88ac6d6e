"""A profile on a terminal: calm, honest in black and white, colour only where the terminal has it."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from framework.assessing.actions import Action
from framework.assessing.record import Scope
from framework.assessing.scoring import Counted, Excluded, Gate, Open, Outcome, PhaseProfile, Profile
from framework.instrument.model import PhaseLabel, Scale
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.reporting.wording import coverage, rule_sentence, summary

_BARS = "▁▂▃▄▅▆▇█"
_EMPTY = "·"
_COLOURS = {PhaseLabel.NEEDS_ATTENTION: "dark_orange3", PhaseLabel.TOO_LITTLE_KNOWN: "default"}
_SHOWN_ACTIONS = 5


class _Console(Console):
    """A console whose reader may leave early: the front door decides what that means, not rich (exit code 1)."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_report(report: Report, t: Texts) -> None:
    """Print the profile of `report`: bars for every criterion, the rule behind each label, and the first steps.

    Escape codes appear only on a terminal that wants them (`NO_COLOR` is honoured); lines wrap at its width.
    """
    console = _Console(highlight=False, emoji=False, markup=False)
    _print_head(console, report, t)
    for profile in report.profiles:
        _print_phase(console, profile, report, t)
    _print_actions(console, report, t)


def _print_head(console: Console, report: Report, t: Texts) -> None:
    assessment, framework = report.assessment, report.framework
    console.print(Text(assessment.project.title, "bold"))
    facts = [t(f"lens.{assessment.lens}"), t(f"moment.{assessment.moment}"), t.day(assessment.date)]
    if assessment.scope is Scope.CORE:
        facts.insert(0, t("scope.core"))
    console.print(" · ".join(facts))
    console.print(t("cli.framework_line", title=framework.title, version=framework.version))
    console.print(Text(framework.status, "italic"))
    if assessment.rater:
        console.print(Text(assessment.rater))
    if assessment.scope is Scope.CORE:
        console.print(summary(report, t))


def _print_phase(console: Console, profile: Profile, report: Report, t: Texts) -> None:
    label = report.framework.label_text(profile.label).label
    console.print()
    console.print(Text(profile.phase.title, "bold"), Text(f"  {label}", f"bold {_COLOURS.get(profile.label, 'blue')}"))
    if isinstance(profile, PhaseProfile):
        console.print(f"{_strip(profile)}  {coverage(profile.tally.scored, profile.tally.applicable, t)}")
    console.print(rule_sentence(profile, report.framework, t))
    if isinstance(profile, PhaseProfile) and profile.tally.unknown:
        words = report.framework.label_text
        low, high = words(profile.outlook.if_lowest).label, words(profile.outlook.if_highest).label
        console.print(t("outlook", lowest=low, highest=high))
    table = Table.grid(padding=(0, 2))
    for outcome in profile.outcomes:
        table.add_row(*_row(outcome, profile, report, t))
    console.print(Padding(table, (0, 0, 0, 2)))


def _strip(profile: PhaseProfile) -> str:
    """The levels of a phase, highest first, then what is unknown: `3 2 2 1 ?`."""
    levels = [str(level) for level, count in reversed(list(profile.levels.items())) for _ in range(count)]
    return " ".join(levels + ["?"] * profile.tally.unknown)


def _row(outcome: Outcome, profile: Profile, report: Report, t: Texts) -> tuple[Text, str, Text]:
    scale, remarks = report.framework.scale, ""
    states = {state.id: state.label for state in report.framework.states}
    match outcome:
        case Counted():
            bars, numeral = _bars(outcome.counted, scale), str(outcome.counted)
            if outcome.why:
                remarks = t(f"why.{outcome.why}", chosen=outcome.chosen, counted=outcome.counted)
        case Open(kind=kind):
            bars, numeral = Text(" " * scale.span), "?"
            remarks = states[kind]
        case Excluded(rating=rating):
            bars, numeral = Text(" " * scale.span), "–"
            remarks = rating.reason or states[rating.not_scored]
    gate = profile.gates.get(outcome.criterion.id)
    lines = [Text(outcome.criterion.title)]
    if gate:
        lines.append(Text(t("cli.gate", state=t(f"gate.{gate}")), "" if gate is Gate.OPEN else "dark_orange3"))
    if remarks:
        lines.append(Text(remarks))
    return bars, numeral, Text(" · ").join(lines)


def _bars(level: int, scale: Scale) -> Text:
    """Rising bars, one for each step above the lowest level; steps not reached are dots."""
    heights = [_BARS[(step + 1) * (len(_BARS) - 1) // scale.span] for step in range(scale.span)]
    reached = level - scale.lowest
    return Text("".join(heights[:reached]), "blue") + Text(_EMPTY * (scale.span - reached))


def _print_actions(console: Console, report: Report, t: Texts) -> None:
    if not report.to_do:
        return
    console.print()
    console.print(Text(t("cli.first"), "bold"))
    for action in report.to_do[:_SHOWN_ACTIONS]:
        number = report.framework.numbers[action.criterion.id]
        console.print(Text(f"{number}. {action.criterion.title}", "bold"))
        console.print(Padding(_advice(action, report, t), (0, 0, 0, 3)))
    if (left := len(report.to_do) - _SHOWN_ACTIONS) > 0:
        console.print(t("cli.more_actions", n=left))


def _advice(action: Action, report: Report, t: Texts) -> Text:
    criterion, lines = action.criterion, [t(f"because.{action.because}")]
    if action.asks_for_evidence:
        lines[0] += f" ({t('cli.step_evidence', to=action.to_level)})"
        lines.append(t("cli.ask_evidence", examples=", ".join(criterion.evidence_examples)))
    else:
        if isinstance(action.outcome, Counted) and action.to_level is not None:
            lines[0] += f" ({t('cli.step', from_=action.outcome.counted, to=action.to_level)})"
            lines.append(f"{action.to_level}: {criterion.descriptor(action.to_level)}")
        tag = next(tag.label for tag in report.framework.action_tags if tag.id == criterion.next_action.tag)
        lines.append(f"{criterion.next_action.text} [{tag}]")
    return Text("\n".join(lines))
