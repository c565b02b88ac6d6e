"""Our own drawings as HTML: squares, strips, bars, marks and tables. Every text goes through `escape`."""

from collections.abc import Iterable, Sequence
from html import escape

from framework.assessing.consequences import Standing
from framework.assessing.scoring import Counted, Excluded, Gate, Outcome, PhaseProfile, Profile
from framework.instrument.model import Criterion, Framework, Scale
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.use_cases.dossier import Dossier

GATE_ICONS = {Gate.OPEN: "check", Gate.REPAIR: "warn", Gate.CLOSED: "warn", Gate.UNKNOWN: "ask"}
UNKNOWN, NOT_APPLICABLE, BLANK = "?", "–", ""


def icon(name: str) -> str:
    """An icon for the eye only; words stand beside it."""
    return f'<span class="kw-ic {name}" aria-hidden="true"></span>'


def square(mark: int | str, extra: str = "") -> str:
    """One square of a strip: a level, "?", "–", or blank."""
    kind = (
        {UNKNOWN: "u", NOT_APPLICABLE: "n", BLANK: "o"}.get(mark, f"l{mark}") if isinstance(mark, str) else f"l{mark}"
    )
    return f'<span class="kw-sq {kind} {extra}">{mark}</span>'


def bars(level: int | None, scale: Scale) -> str:
    """Rising bars, one for each step; dashed where nothing is known. The numeral beside it says the same."""
    reached = 0 if level is None else level - scale.lowest
    heights = [44 + 56 * step / max(scale.span - 1, 1) for step in range(scale.span)]
    steps = (f'<i class="{"f" if n < reached else ""}" style="height:{h:.0f}%"></i>' for n, h in enumerate(heights))
    kind = "u" if level is None else f"l{level}"
    return f'<span class="kw-bars {kind}" aria-hidden="true">{"".join(steps)}</span>'


def mark_of(outcome: Outcome) -> int | str:
    """What stands in the square of an outcome: the counted level, "?" or "–"."""
    if isinstance(outcome, Counted):
        return outcome.counted
    return NOT_APPLICABLE if isinstance(outcome, Excluded) else UNKNOWN


def strip(profile: Profile, framework: Framework, t: Texts, extra: str = "") -> str:
    """The levels of a phase, highest first, then unknown, then not applicable; its counts are its name."""
    marks = sorted((mark_of(outcome) for outcome in profile.outcomes), key=_order)
    words = escape(strip_words(profile, framework, t))
    return f'<div class="kw-strip" role="img" aria-label="{words}">{"".join(square(m, extra) for m in marks)}</div>'


def _order(mark: int | str) -> tuple[int, int]:
    return (0, -mark) if isinstance(mark, int) else (1 if mark == UNKNOWN else 2, 0)


def strip_words(profile: Profile, framework: Framework, t: Texts) -> str:
    """The counts of a strip in words: "3 keer Uitgewerkt, 1 onbekend"."""
    if not isinstance(profile, PhaseProfile):
        return t("nothing_applicable")
    names = {level.level: level.label for level in framework.scale.levels}
    parts = [t("ui.times", n=n, what=names[level]) for level, n in reversed(list(profile.levels.items())) if n]
    if profile.tally.unknown:
        parts.append(t("ui.unknown", n=profile.tally.unknown))
    if left_out := len(profile.outcomes) - profile.tally.applicable:
        parts.append(t("ui.left_out", n=left_out))
    return ", ".join(parts)


def level_mark(outcome: Outcome, scale: Scale) -> str:
    """Bars and numeral of one outcome."""
    level = outcome.counted if isinstance(outcome, Counted) else None
    drawn = "" if isinstance(outcome, Excluded) else bars(level, scale)
    return f'<span class="kw-lvl">{drawn} {mark_of(outcome)}</span>'


def gate_mark(gate: Gate, t: Texts) -> str:
    """The state of a gate: an icon and its words."""
    return f'<span class="kw-gate {gate}">{icon(GATE_ICONS[gate])} {escape(t(f"gate.{gate}"))}</span>'


def legend(framework: Framework, t: Texts) -> str:
    """What the squares mean."""
    levels = [f"<li>{square(level.level, 's')} {escape(level.label)}</li>" for level in framework.scale.levels]
    others = [
        f"<li>{square(mark, 's')} {escape(t(key))}</li>"
        for mark, key in ((UNKNOWN, "ui.legend_unknown"), (NOT_APPLICABLE, "ui.legend_left_out"))
    ]
    return f'<ul class="kw-legend">{"".join(levels + others)}</ul>'


def rail(dossier: Dossier, framework: Framework, current: Criterion, t: Texts) -> str:
    """Where you are: a column for each phase, a square for each point; the level appears once it is answered."""
    asked = {criterion.id for criterion in dossier.asked}
    columns: list[str] = []
    for number, phase in enumerate(framework.phases, 1):
        points = [criterion for criterion in phase.criteria if criterion.id in asked]
        answered = sum(dossier.is_answered(point.id) for point in points)
        here = any(point.id == current.id for point in points)
        state = "now" if here else "done" if points and answered == len(points) else ""
        squares = "".join(square(_given(dossier, point), _signs(dossier, point, current)) for point in points)
        waiting = sum(dossier.standing(point.id).waits for point in points)
        name = escape(t("ui.answered_of", n=answered, of=len(points)))
        name += f", {escape(t('ui.waiting', n=waiting))}" if waiting else ""
        columns.append(
            f'<li class="{state}"{" aria-current=step" if here else ""}><span>{number}. {escape(phase.title)}</span>'
            f'<span class="kw-strip" role="img" aria-label="{name}">{squares}</span></li>'
        )
    return f'<ol class="kw-rail" aria-label="{escape(t("ui.phases"))}">{"".join(columns)}</ol>'


def _signs(dossier: Dossier, criterion: Criterion, current: Criterion) -> str:
    waits = "w " if dossier.standing(criterion.id).waits else ""
    return f"{waits}{'now ' if criterion.id == current.id else ''}s"


def _given(dossier: Dossier, criterion: Criterion) -> int | str:
    """What was chosen, also where it waits for a word."""
    if dossier.standing(criterion.id) is Standing.OPEN:
        return BLANK
    rating = dossier.drafts[criterion.id]
    level = getattr(rating, "level", None)
    if level is not None:
        return level
    return NOT_APPLICABLE if getattr(rating, "not_scored", "") == "not_applicable" else UNKNOWN


def table(
    caption: str, heads: Sequence[str], rows: Iterable[tuple[Sequence[str], bool]], numbers: set[int] | None = None
) -> str:
    """A table with caption and scopes in a region that scrolls by itself; cells are HTML, `True` marks a hot row.

    `numbers` are the places of columns that hold numbers. The first cell of a row names it.
    """
    numbers = numbers or set()
    kind = [' class="num"' if place in numbers else "" for place in range(len(heads))]
    head = "".join(f'<th scope="col"{kind[place]}>{escape(text)}</th>' for place, text in enumerate(heads))
    body = "".join(_row(cells, hot, kind, heads) for cells, hot in rows)
    name = escape(caption)
    return (
        f'<div class="kw-scroll" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="kw-t kw-stack" role="table">'
        f"<caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], hot: bool, kind: Sequence[str], heads: Sequence[str]) -> str:
    first, *others = cells
    rest = "".join(
        f'<td role="cell"{kind[place]} data-label="{escape(heads[place])}">{cell}</td>'
        for place, cell in enumerate(others, 1)
    )
    return f'<tr role="row"{" class=hot" if hot else ""}><th scope="row" role="rowheader">{first}</th>{rest}</tr>'


def profile_table(report: Report, t: Texts) -> str:
    """The profile as a table: every phase with its counts, its coverage and its label."""
    framework = report.framework
    heads = [t("ui.phase"), *(f"{level.level} {level.label}" for level in framework.scale.levels)]
    heads += [t("ui.unknown_head"), t("ui.known_head"), t("ui.label_head")]
    rows = [
        ([escape(p.phase.title), *_counts(p, framework, t), escape(framework.label_text(p.label).label)], False)
        for p in report.profiles
    ]
    return table(t("ui.profile_caption"), heads, rows, set(range(1, len(heads) - 1)))


def _counts(profile: Profile, framework: Framework, t: Texts) -> list[str]:
    if not isinstance(profile, PhaseProfile):
        return [escape(t("ui.none")) for _ in range(len(framework.scale.levels) + 2)]
    known = t("ui.n_of", n=profile.tally.scored, of=profile.tally.applicable)
    return [*(str(count) for count in profile.levels.values()), str(profile.tally.unknown), escape(known)]
