"""The mirror: the researcher's own judgement beside what professionals say; nothing is added up."""

from collections.abc import Iterable
from datetime import date
from html import escape

from framework.assessing.beside import Agreement, Distribution, Results
from framework.instrument.model import Framework
from framework.language.texts import Texts
from framework.practice.mirror import Mirror, Reflection
from framework.practice.opinions import answer_names, no_numbers_line, opinion_counts, unshown_line
from ui.shell import widgets
from ui.shell.drawings import NOT_APPLICABLE, level_mark, table
from ui.shell.html import draw
from ui.shell.session import Session

_NOTHING = f'<span class="kw-none">{NOT_APPLICABLE}</span>'  # left out where a row stands below itself


def show_mirror(session: Session, mirror: Mirror, framework: Framework, read_in: date | None = None) -> None:
    """Draw the mirror, topics first; `read_in` is the day on which its opinions came from a file, where they did."""
    t = session.t
    if read_in is not None:
        widgets.small(t("ui.mirror.read_in", day=t.day(read_in), closed=t.day(mirror.results.closed)))
    widgets.small(t("ui.mirror.lead"))
    draw(mirror_table(mirror, framework, t))
    if mirror.results.nearly_all:
        widgets.small(no_numbers_line(t))


def mirror_table(mirror: Mirror, framework: Framework, t: Texts) -> str:
    """The mirror as a table: statement, counted level, and how the opinions lie."""
    heads = [t(f"ui.mirror.head.{name}") for name in ("statement", "level", "opinions")]
    rows = [(_cells(reflection, framework, t), False) for reflection in mirror.reflections]
    return table(t("ui.mirror.caption"), heads, rows)


def _cells(reflection: Reflection, framework: Framework, t: Texts) -> list[str]:
    statement = escape(reflection.criterion.professional_statement or "")
    topic = f'<br><span class="kw-talk">{escape(t("ui.mirror.topic"))}</span>' if reflection.is_topic else ""
    return [
        f"{statement}{topic}",
        level_mark(reflection.outcome, framework.scale),
        opinions(reflection.distribution, reflection.agreement, framework, t),
    ]


def opinions(distribution: Distribution | None, agreement: Agreement | None, framework: Framework, t: Texts) -> str:
    """The opinions on one statement: a dot for each person, and the same in words."""
    if distribution is None:
        return f'<span class="kw-small">{escape(unshown_line(agreement, t))}</span>'
    levels = framework.professional_scale.levels
    people = "".join(
        f'<i class="p{n}"></i>' * distribution.levels.get(level.level, 0) for n, level in enumerate(levels)
    )
    people += '<i class="u"></i>' * distribution.unsure
    counts = [(answer, number) for answer, number in opinion_counts(distribution, framework, t) if number]
    words = escape("; ".join(t("mirror.count", answer=answer, number=number) for answer, number in counts))
    return f'<span class="kw-people" aria-hidden="true">{people}</span><span class="kw-small">{words}</span>'


def results_table(results: Results, statements: Iterable[tuple[str, str]], framework: Framework, t: Texts) -> str:
    """What a closed check says of each of `statements` (id and words), by itself."""
    answers = answer_names(results.distributions.values(), framework, t)
    heads = [t("ui.mirror.head.statement"), *answers]
    rows = [(_result(words, name, results, framework, t), False) for name, words in statements]
    return table(t("ui.check.results"), heads, rows, set(range(1, len(heads))))


def _result(words: str, name: str, results: Results, framework: Framework, t: Texts) -> list[str]:
    distribution, shown = results.distributions.get(name), results.distributions.values()
    if distribution is None:
        said = unshown_line(results.nearly_all.get(name), t)
        withheld = f'<br><span class="kw-small">{escape(said)}</span>'
        return [escape(words) + withheld, *(_NOTHING for _ in answer_names(shown, framework, t))]
    return [escape(words), *(str(number) for _, number in opinion_counts(distribution, framework, t, shown))]
