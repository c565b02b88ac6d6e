"""The head of the poster: what it is, what it is for, how official it is, and what its marks mean."""

from __future__ import annotations

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Box, Paint, Rect, Text
from exports.drawing.sheet import GUTTER, INNER, MARGIN, WIDTH, Block, paragraph
from exports.drawing.text import Fitted, wrap
from exports.pictures.poster.marks import draw_tag, tag_width
from exports.pictures.poster.words import Fact, Key, PosterView

_NAME, _VALUE, _DETAIL = 8.6, 10.0, 8.8
_BAR, _BESIDE = 2.4, 8.0
_KEY, _KEY_STEP, _KEYS_APART = 9.2, 14.6, 16.0
_TITLES = (22.0, 20.0, 18.0, 16.0, 14.0)


def draw_head(view: PosterView) -> tuple[tuple[Node, ...], float]:
    """The head of the first sheet, and where it ends."""
    title = _set_title(view)
    purpose = wrap(view.purpose, INNER, 10.8, leading=1.25, lang=view.lang)
    first = 35 + title.cap
    below = first + title.drop + 18
    end = below + purpose.drop + 12
    strip, bottom = _draw_facts(view, end)
    kicker = Text(MARGIN, 25, (view.kicker.upper(),), 8.8, palette.GOLD, Weight.SEMIBOLD)
    ground = artifact(
        Rect(Box(0, 0, WIDTH, end), Paint(palette.NAVY)),
        Rect(Box(0, end, WIDTH, bottom - end), Paint(palette.NAVY_SOFT)),
        Rect(Box(0, end - 1.6, WIDTH, 1.6), Paint(palette.GOLD)),
    )
    heading = paragraph(title.at(MARGIN, first, palette.PAPER), Role.H1, view.theirs)
    aim = paragraph(purpose.at(MARGIN, below, palette.SKY))
    return (ground, Group(Role.P, (kicker,)), heading, aim, strip), bottom


def _set_title(view: PosterView) -> Fitted:
    """The title as large as two lines allow, else in as many small lines as it takes."""
    tries = [wrap(view.title, INNER, size, weight=Weight.BOLD, leading=1.14, lang=view.wording) for size in _TITLES]
    return next((title for title in tries if len(title.lines) <= 2 and not title.spoken), tries[-1])


def _draw_facts(view: PosterView, top: float) -> tuple[Group, float]:
    """The strip of facts, and where it ends; the status takes what the others leave."""
    widths = [_fact_width(fact) for fact in view.facts[1:]]
    widths.insert(0, INNER - sum(widths) - GUTTER * len(widths))
    values = [
        wrap(fact.value, width - _BAR - _BESIDE, _VALUE, weight=Weight.SEMIBOLD, leading=1.22, lang=view.wording)
        for fact, width in zip(view.facts, widths, strict=True)
    ]
    depths = [value.drop + (12 if fact.detail else 0) for fact, value in zip(view.facts, values, strict=True)]
    bottom = top + 37 + max(depths)
    x, items = MARGIN, list[Node]()
    for place, (fact, value) in enumerate(zip(view.facts, values, strict=True)):
        bar = Box(x, top + 8, _BAR, bottom - top - 16)
        items.append(_draw_fact(fact, value, bar, "" if place else view.theirs))
        x += widths[place] + GUTTER
    return Group(Role.LIST, tuple(items)), bottom


def _draw_fact(fact: Fact, value: Fitted, bar: Box, lang: str) -> Group:
    left, first = bar.right + _BESIDE, bar.y + 7
    below = first + 12.6
    parts: list[Node] = [
        artifact(Rect(bar, Paint(palette.GOLD))),
        paragraph(Text(left, first, (fact.name,), _NAME, palette.SKY)),
        paragraph(value.at(left, below, palette.PAPER), lang=lang),
    ]
    if fact.detail:
        parts.append(paragraph(Text(left, below + value.drop + 12, (fact.detail,), _DETAIL, palette.SKY)))
    return Group(Role.ITEM, (Group(Role.BODY, tuple(parts)),))


def _fact_width(fact: Fact) -> float:
    wants = (
        text_width(fact.name, Weight.REGULAR, _NAME),
        text_width(fact.value, Weight.SEMIBOLD, _VALUE),
        text_width(fact.detail, Weight.REGULAR, _DETAIL),
    )
    return _BAR + _BESIDE + max(wants) + 1


def draw_running_head(view: PosterView) -> tuple[tuple[Node, ...], float]:
    """The quiet head of a later sheet, and where it ends."""
    words = wrap(view.running, INNER, 9.4, weight=Weight.SEMIBOLD, leading=1.2, lang=view.wording)
    bottom = 28.0 + words.drop
    ground = artifact(
        Rect(Box(0, 0, WIDTH, bottom), Paint(palette.NAVY)), Rect(Box(0, bottom - 1.6, WIDTH, 1.6), Paint(palette.GOLD))
    )
    return (ground, paragraph(words.at(MARGIN, 17.4, palette.PAPER), lang=view.theirs)), bottom


def legend_block(view: PosterView) -> Block:
    """The marks of the points in words, beside each other where there is room."""
    words = [wrap(key.words, INNER - tag_width(key.tag, _KEY) - 5, _KEY, lang=view.lang) for key in view.keys]
    widths = [tag_width(key.tag, _KEY) + 5 + block.width for key, block in zip(view.keys, words, strict=True)]
    abreast = sum(widths) + _KEYS_APART * (len(widths) - 1) <= INNER
    steps = [0.0 if abreast else block.drop + _KEY_STEP for block in words]

    def draw(top: float, _height: float) -> tuple[Node, ...]:
        x, y, items = MARGIN, top + 9.6, list[Node]()
        for key, block, width, step in zip(view.keys, words, widths, steps, strict=True):
            items.append(_draw_key(key, block, x, y))
            x, y = x + (width + _KEYS_APART if abreast else 0), y + step
        return (Group(Role.LIST, tuple(items)),)

    height = 14.0 if abreast else sum(steps) - 0.6
    return Block(height, height, 0, draw)


def _draw_key(key: Key, words: Fitted, x: float, y: float) -> Group:
    text = words.at(x + tag_width(key.tag, _KEY) + 5, y, palette.INK)
    return Group(Role.ITEM, (draw_tag(key.tag, x, y, _KEY, Role.LABEL), paragraph(text, Role.BODY)))
