"""Our own drawings as HTML: squares, strips, bars, marks and tables. Every text goes through `escape`."""

from collections.abc import Iterable, Sequence
from html import escape

from framework.assessing.consequences import Standing
from framework.assessing.scoring import Counted, Excluded, Gate, Outcome, PhaseProfile, Profile
from framework.instrument.model import Criterion, Framework, Phase, Scale
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.use_cases.dossier import Dossier
from ui.shell.ways import Ways

GATE_ICONS = {Gate.OPEN: "check", Gate.REPAIR: "warn", Gate.CLOSED: "warn", Gate.UNKNOWN: "ask"}
UNKNOWN, NOT_APPLICABLE, BLANK = "?", "–", ""
_HERE = ' aria-current="true"'


def icon(sign: str) -> str:
    """An icon for the eye only; words stand beside it."""
    return f'<span class="kw-ic {sign}" aria-hidden="true"></span>'


def square(mark: int | str, extra: str = "", link: str = "") -> str:
    """One square of a strip: a level, "?", "–", or blank; a link where `link` has its attributes."""
    kind = (
        {UNKNOWN: "u", NOT_APPLICABLE: "n", BLANK: "o"}.get(mark, f"l{mark}") if isinstance(mark, str) else f"l{mark}"
    )
    tag = "a" if link else "span"
    return f'<{tag}{link} class="kw-sq {kind} {extra}">{mark}</{tag}>'


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


def strip(profile: Profile, framework: Framework, t: Texts, extra: str = "", ways: Ways | None = None) -> str:
    """The levels of a phase, in framework order; its counts are its name. With `ways` each leads to its point."""
    words = escape(strip_words(profile, framework, t))
    marks = [(outcome.criterion, mark_of(outcome)) for outcome in profile.outcomes]
    if ways is None:
        squares = "".join(square(mark, extra) for _, mark in marks)
        return f'<div class="kw-strip" role="img" aria-label="{words}">{squares}</div>'
    squares = "".join(
        square(mark, extra, link + _named(point, mark_words(mark, framework, t), framework, t))
        for point, mark in marks
        for link in (ways.to_point(point.id, lands=True),)
    )
    return f'<div class="kw-strip" role="group" aria-label="{words}">{squares}</div>'


def _named(criterion: Criterion, state: str, framework: Framework, t: Texts) -> str:
    words = t("ui.square", point=point_title(criterion, framework, t), state=state)
    return f' aria-label="{escape(words)}" title="{escape(words)}"'


def point_title(criterion: Criterion, framework: Framework, t: Texts) -> str:
    """The number and the title of a point, the same wherever it stands."""
    return t("ui.numbered", number=framework.numbers[criterion.id], title=criterion.title)


def mark_words(mark: int | str, framework: Framework, t: Texts) -> str:
    """What a square says, in words."""
    if isinstance(mark, int):
        name = next(level.label for level in framework.scale.levels if level.level == mark)
        return t("ui.level_words", level=mark, name=name)
    return t({UNKNOWN: "ui.legend_unknown", NOT_APPLICABLE: "ui.legend_left_out"}.get(mark, "ui.open"))


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


def rail(dossier: Dossier, framework: Framework, current: Criterion, ways: Ways, t: Texts) -> str:
    """Where you are: a column for each phase, a square for each point; the level appears once it is answered."""
    columns: list[str] = []
    for number, (phase, points) in enumerate(_asked(dossier, framework), 1):
        answered = sum(dossier.is_answered(point.id) for point in points)
        here = any(point.id == current.id for point in points)
        state = "now" if here else "done" if points and answered == len(points) else ""
        squares = ""
        for point in points:
            mark, words = _given(dossier, point), state_words(dossier, point, framework, t)
            link = ways.to_point(point.id) + _named(point, words, framework, t) + _HERE * (point.id == current.id)
            squares += square(mark, _signs(dossier, point, current), link)
        waiting = sum(dossier.standing(point.id).waits for point in points)
        name = escape(t("ui.answered_of", n=answered, of=len(points)))
        name += f", {escape(t('ui.waiting', n=waiting))}" if waiting else ""
        columns.append(
            f'<li class="{state}"{" aria-current=step" if here else ""}><span>{number}. {escape(phase.title)}</span>'
            f'<span class="kw-strip" role="group" aria-label="{name}">{squares}</span></li>'
        )
    return f'<ol class="kw-rail" aria-label="{escape(t("ui.phases"))}">{"".join(columns)}</ol>'


def _signs(dossier: Dossier, criterion: Criterion, current: Criterion | None = None) -> str:
    waits = "w " if dossier.standing(criterion.id).waits else ""
    return f"{waits}{'now ' if criterion == current else ''}s"


def state_words(dossier: Dossier, criterion: Criterion, framework: Framework, t: Texts) -> str:
    """What was chosen at a point, in words, and whether it waits for one more."""
    words = mark_words(_given(dossier, criterion), framework, t)
    standing = dossier.standing(criterion.id)
    return f"{words}, {t(f'ui.waits.{standing}')}" if standing.waits else words


def overview(dossier: Dossier, framework: Framework, current: Criterion, ways: Ways, t: Texts) -> str:
    """Every point by phase, with its mark and what it says in words; each leads to its point, and one is here."""
    sections: list[str] = []
    for number, (phase, points) in enumerate(_asked(dossier, framework), 1):
        items = ""
        for point in points:
            mark = _given(dossier, point)
            here = _HERE * (point.id == current.id)
            title, words = escape(point_title(point, framework, t)), state_words(dossier, point, framework, t)
            items += (
                f"<li><a{ways.to_point(point.id)}{here}>{square(mark, _signs(dossier, point))}<span>{title}"
                f'<span class="kw-small"> {escape(words)}</span></span></a></li>'
            )
        name = escape(t("ui.numbered", number=number, title=phase.title))
        sections.append(f'<h2 class="kw-h3">{name}</h2><ul>{items}</ul>')
    return f'<nav class="kw-points" aria-label="{escape(t("ui.overview"))}">{"".join(sections)}</nav>'


def _asked(dossier: Dossier, framework: Framework) -> list[tuple[Phase, list[Criterion]]]:
    asked = {criterion.id for criterion in dossier.asked}
    return [(phase, [point for point in phase.criteria if point.id in asked]) for phase in framework.phases]


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
