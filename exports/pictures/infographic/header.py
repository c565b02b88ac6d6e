"""The head of the page: what it is, what was judged, by whom and when, and how to reach the whole assessment."""

from __future__ import annotations

from collections.abc import Sequence

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.icons import icon
from exports.drawing.qr import qr_code
from exports.drawing.scene import Group, Node, Role, artifact, link
from exports.drawing.shapes import Anchor, Box, Paint, Rect, Text
from exports.drawing.sheet import INNER, MARGIN, SMALLEST, WIDTH, first_fit, paragraph
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import Fact, View

_QR, _QR_PAD, _QR_TOP = 62.0, 8.6, 9.0
_ICON = 21.0


def draw_header(view: View) -> tuple[tuple[Node, ...], float]:
    """The head of the first page, and where it ends."""
    width = INNER - (_QR + 2 * _QR_PAD + 24 if view.url else 0)
    title = fit_title(view.title, width, view.lang)
    subtitle = first_fit(
        lambda: fit(view.subtitle, width, lines=1, sizes=(9.8, SMALLEST), lang=view.lang),
        lambda: fit(view.subtitle, width, lines=3, sizes=(9.8, SMALLEST), lang=view.lang),
    )
    kicker, lower = _kicker(view, width)
    first = lower + (49 if len(title.lines) > 2 else 53 if title.size > 18 else 50)
    title_text = title.at(MARGIN, first, palette.PAPER)
    below = first + title.drop + 17
    words: list[Node] = [kicker, paragraph(title_text, Role.H1)]
    end = first + title.drop + 12
    if view.subtitle:
        words.append(paragraph(subtitle.at(MARGIN, below, palette.SKY)))
        end = below + subtitle.drop + 10
    end = max(end, _QR_TOP + 92 + 6 if view.url else 0)
    strip, bottom = _facts(view.facts, end, view.lang)
    ground = artifact(
        Rect(Box(0, 0, WIDTH, end), Paint(palette.NAVY)),
        Rect(Box(0, end - 1.6, WIDTH, 1.6), Paint(palette.GOLD)),
        Rect(Box(0, end, WIDTH, bottom - end), Paint(palette.NAVY_SOFT)),
    )
    code = _code(view) if view.url else ()
    return (ground, *words, *code, strip), bottom


def fit_title(words: str, width: float, lang: str) -> Fitted:
    """A title in one or two large lines, else in three smaller ones."""
    return first_fit(
        lambda: fit(words, width, lines=2, sizes=(22, 18), weight=Weight.BOLD, leading=1.14, lang=lang),
        lambda: fit(words, width, lines=3, sizes=(17, 14), weight=Weight.BOLD, leading=1.14, lang=lang),
        lambda: fit(words, width, lines=4, sizes=(13, 10), weight=Weight.BOLD, leading=1.14, lang=lang),
    )


def draw_running_head(view: View) -> tuple[tuple[Node, ...], float]:
    """The quiet head of a later page, and where it ends."""
    words = fit(view.document_title, INNER, lines=1, sizes=(9.4, SMALLEST), weight=Weight.SEMIBOLD, lang=view.lang)
    ground = artifact(
        Rect(Box(0, 0, WIDTH, 28), Paint(palette.NAVY)), Rect(Box(0, 26.4, WIDTH, 1.6), Paint(palette.GOLD))
    )
    return (ground, paragraph(words.at(MARGIN, 17.4, palette.PAPER))), 28.0


def _kicker(view: View, width: float) -> tuple[Group, float]:
    """What kind of picture this is, then the name of the framework on the same line; and what further lines take."""
    kind = Text(MARGIN, 25, (view.kicker.upper(),), 8.8, palette.GOLD, Weight.SEMIBOLD)
    start = MARGIN + text_width(view.kicker.upper(), Weight.SEMIBOLD, 8.8) + 10
    room = MARGIN + width - start
    name = fit(view.framework, room, lines=1, sizes=(8.8, SMALLEST), lang=view.lang)
    if name.shortened:
        name = fit(view.framework, room, lines=4, sizes=(SMALLEST, SMALLEST), lang=view.lang, leading=1.15)
    group = Group(Role.P, (kind, Group(Role.SPAN, (name.at(start, 25, palette.SKY),), lang=view.theirs)))
    return group, name.drop


def _code(view: View) -> tuple[Node, ...]:
    """The address as a QR code and in letters, on a white card."""
    left = WIDTH - MARGIN - _QR - _QR_PAD
    card = Box(left - _QR_PAD, _QR_TOP, _QR + 2 * _QR_PAD, 92)
    code = Group(Role.FIGURE, (qr_code(view.url, Box(left, _QR_TOP + _QR_PAD, _QR, _QR)),), alt=view.qr_words)
    area = Box(card.x + 3, 82, card.w - 6, 17)
    short = view.address.rpartition("/")[2] or view.address
    words = fit(short, area.w, lines=1, sizes=(9.4, SMALLEST), weight=Weight.BOLD, lang=view.lang)
    text = words.inside(area, palette.NAVY, Anchor.MIDDLE, Anchor.MIDDLE)
    return (
        artifact(Rect(card, Paint(palette.PAPER), 5)),
        code,
        Group(Role.P, (link((text,), area, view.url_words, url=view.url),)),
    )


def _facts(facts: Sequence[Fact], top: float, lang: str) -> tuple[Group, float]:
    """The strip of facts, and where it ends; the first fact takes what it needs of what the others leave."""
    widths = [_fact_width(fact, 128) for fact in facts[1:]]
    first = min(INNER - sum(widths), _fact_width(facts[0], INNER))
    distribution = (INNER - sum(widths) - first) / (len(facts) - 1)
    widths = [first + distribution, *(width + distribution for width in widths[:-1]), widths[-1]]
    details = [
        fit(fact.detail, width - _ICON - 6, lines=2, sizes=(8.6, SMALLEST), lang=lang)
        for fact, width in zip(facts, widths, strict=True)
    ]
    values = [_fit_value(fact, width, lang) for fact, width in zip(facts, widths, strict=True)]
    lines = (max(len(v.lines), bool(v.lines) + len(d.lines)) for v, d in zip(values, details, strict=True))
    height = 25.6 + 10.7 * max(lines)
    x, items = MARGIN, list[Node]()
    for fact, width, value, detail in zip(facts, widths, values, details, strict=True):
        items.append(_fact(fact, value, detail, Box(x, top, width, height)))
        x += width
    return Group(Role.LIST, tuple(items)), top + height


def _fact(fact: Fact, value: Fitted, detail: Fitted, box: Box) -> Group:
    left = box.x + _ICON
    parts: list[Node] = [
        artifact(*icon(fact.icon, box.x, box.y + 10.5, palette.SKY)),
        paragraph(Text(left, box.y + 14.5, (fact.name,), 8.4, palette.SKY)),
        paragraph(value.at(left, box.y + 26.3, palette.PAPER)),
    ]
    if detail.lines:
        parts.append(paragraph(detail.at(left, box.y + 37, palette.SKY)))
    return Group(Role.ITEM, (Group(Role.BODY, tuple(parts)),))


def _fit_value(fact: Fact, width: float, lang: str) -> Fitted:
    """The value in one line, else in two where no detail stands below it."""
    room, weight, sizes = width - _ICON - 6, Weight.SEMIBOLD, (9.8, SMALLEST)
    return fit(fact.value, room, lines=1 if fact.detail else 3, sizes=sizes, weight=weight, lang=lang, leading=1.15)


def _fact_width(fact: Fact, most: float) -> float:
    """Points that a fact takes with its texts at full size, at most `most`."""
    wants = (
        text_width(fact.name, Weight.REGULAR, 8.4),
        text_width(fact.value, Weight.SEMIBOLD, 9.8),
        text_width(fact.detail, Weight.REGULAR, 8.6),
    )
    return min(most, _ICON + max(wants) + 14)
