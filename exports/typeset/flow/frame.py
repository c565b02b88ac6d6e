"""What stands around the text: the head of the first page, the running head of the others, and the foot of all."""

from __future__ import annotations

from collections.abc import Sequence

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect
from exports.drawing.text import Fitted, fit
from exports.typeset.document import Document
from exports.typeset.flow.style import HEIGHT, MARGIN, RIGHT, SMALLEST, WIDTH

_INNER = RIGHT - MARGIN
_NUMBER = 84.0
_BETWEEN = 14.0
_FOOT = HEIGHT - 52
_HAIRLINE = Paint(stroke=palette.LINE, width=0.6)
_TITLES = (((24, 20), 2), ((21, 18), 2), ((17.5, 16), 3), ((15, 12), 5), ((11, SMALLEST), 12))
"""Sizes of the title, and the most lines at each; a dense document begins at the second."""


def draw_head(document: Document, lang: str) -> tuple[tuple[Node, ...], float]:
    """The head of the first page, and where it ends."""
    title = _fit_title(document, lang)
    top = 44.0
    words: list[Node] = []
    if document.kicker:
        kicker = fit(document.kicker.upper(), _INNER, sizes=(9.4, SMALLEST), lines=1, weight=Weight.SEMIBOLD, lang=lang)
        words.append(Group(Role.P, (kicker.at(MARGIN, top, palette.GOLD),)))
        top += 10
    words.append(Group(Role.H1, (title.at(MARGIN, top + title.ascent, palette.PAPER),)))
    end = top + title.height + 14
    facts, bottom = _draw_facts(document.facts, end, lang)
    shapes = [
        Rect(Box(0, 0, WIDTH, end), Paint(palette.NAVY)),
        Rect(Box(0, end - 1.6, WIDTH, 1.6), Paint(palette.GOLD)),
    ]
    if facts:
        shapes.append(Rect(Box(0, end, WIDTH, bottom - end), Paint(palette.NAVY_SOFT)))
    return (artifact(*shapes), *words, *facts), bottom


def _fit_title(document: Document, lang: str) -> Fitted:
    """A title in two large lines, else in more and smaller ones; cut only where none of them hold it."""
    tries = [
        fit(document.title, _INNER, sizes=sizes, lines=lines, weight=Weight.BOLD, leading=1.16, lang=lang)
        for sizes, lines in _TITLES[document.is_dense :]
    ]
    return next((found for found in tries if found.spoken is None), tries[-1])


def _draw_facts(facts: Sequence[tuple[str, str]], top: float, lang: str) -> tuple[list[Node], float]:
    """Names and values side by side, and where they end."""
    if not facts:
        return [], top
    widths = _fact_widths(facts)
    names = [
        fit(name, width, sizes=(8.8, SMALLEST), lines=1, lang=lang)
        for (name, _), width in zip(facts, widths, strict=True)
    ]
    values = [
        fit(value, width, sizes=(10.5, 9), lines=3, weight=Weight.SEMIBOLD, leading=1.18, lang=lang)
        for (_, value), width in zip(facts, widths, strict=True)
    ]
    nodes: list[Node] = []
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        x = MARGIN + sum(widths[:place]) + place * _BETWEEN
        label = name.at(x, top + 17, palette.SKY)
        nodes.append(Group(Role.P, (label, value.at(x, top + 31, palette.PAPER))))
    return nodes, top + 31 + max(value.drop for value in values) + 13


def _fact_widths(facts: Sequence[tuple[str, str]]) -> list[float]:
    """As wide as each needs for one line, with what is left shared out; equally wide where that is too much."""
    room = _INNER - _BETWEEN * (len(facts) - 1)
    needs = [
        max(text_width(name, Weight.REGULAR, 8.8), text_width(value, Weight.SEMIBOLD, 10.5)) + 1
        for name, value in facts
    ]
    spare = (room - sum(needs)) / len(facts)
    return [need + spare for need in needs] if spare >= 0 else [room / len(facts)] * len(facts)


def draw_running_head(document: Document, lang: str) -> Node:
    """The quiet head of a later page."""
    words = fit(document.footer or document.title, _INNER, sizes=(8.8, SMALLEST), lines=1, lang=lang)
    return artifact(
        Rect(Box(0, 0, WIDTH, 7), Paint(palette.NAVY)),
        Rect(Box(0, 7, WIDTH, 1.2), Paint(palette.GOLD)),
        words.at(MARGIN, 32, palette.MUTE),
    )


def draw_foot(document: Document, page: int, pages: int, lang: str) -> Node:
    """What the document rests on, and the number of the page (from 1)."""
    number = document.page.replace("{page}", str(page)).replace("{pages}", str(pages))
    right = fit(number, _NUMBER, sizes=(9.4, SMALLEST), lines=1, weight=Weight.SEMIBOLD, lang=lang)
    left = fit(document.header, _INNER - _NUMBER - 10, sizes=(SMALLEST, SMALLEST), lines=3, lang=lang)
    return artifact(
        Line(MARGIN, _FOOT, RIGHT, _FOOT, _HAIRLINE),
        left.at(MARGIN, _FOOT + 14, palette.MUTE),
        right.at(RIGHT, _FOOT + 14, palette.INK, Anchor.END),
    )
