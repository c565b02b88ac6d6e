"""The sheet of paper: its measures, how texts become paragraphs on it, and how blocks share its height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exports.drawing.scene import Group, Node, Role
from exports.drawing.shapes import Text
from exports.drawing.text import Fitted

WIDTH, HEIGHT = 595.2756, 841.8898
MARGIN, GUTTER = 30.0, 12.0
INNER = WIDTH - 2 * MARGIN
SMALLEST = 8.3
"""Points of the smallest type."""

_LOOSEST = 7.0


@dataclass(frozen=True, slots=True)
class Density:
    """How closely a page is set.

    Args:
        row: least height of a row of criteria, in points.
        strengths: most strong points shown.
        advice: most lines of a step.
    """

    row: float
    strengths: int
    advice: int


DENSITIES = (Density(24, 3, 12), Density(24, 2, 12), Density(22, 2, 12), Density(20.5, 2, 12), Density(19.2, 2, 8))
"""From roomy to tight: the first with which the parts take the fewest pages is used."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page, as wide as the margins leave.

    Args:
        least, most: points of height that it takes; more than `least` is used for calm.
        gap: points above it.
        draw: its nodes, from its top and its height.
    """

    least: float
    most: float
    gap: float
    draw: Callable[[float, float], tuple[Node, ...]]


def paragraph(text: Text, role: Role = Role.P, lang: str = "") -> Group:
    """A text with a meaning."""
    return Group(role, (text,), lang=lang)


def first_fit(*tries: Callable[[], Fitted]) -> Fitted:
    """The first that neither breaks a word nor loses one; else the first that loses nothing; else the last."""
    fits = [attempt() for attempt in tries[:1]]
    for attempt in tries[1:]:
        if fits[-1].spoken is None:
            return fits[-1]
        fits.append(attempt())
    whole = [fit for fit in fits if fit.spoken is None] or [fit for fit in fits if not fit.shortened]
    return whole[0] if whole else fits[-1]


def paginate(blocks: Sequence[Block], tops: tuple[float, float], bottom: float) -> list[list[Block]]:
    """Blocks by page, in order; a page is full when the next block does not fit at its least height.

    Args:
        tops: where the first page begins, and every later one.
    """
    pages: list[list[Block]] = [[]]
    at = tops[0]
    for block in blocks:
        if pages[-1] and at + block.gap + block.least > bottom + 0.01:
            pages.append([])
            at = tops[1]
        at += (block.gap if pages[-1] else 0) + block.least
        pages[-1].append(block)
    return pages


def draw_blocks(blocks: Sequence[Block], top: float, bottom: float) -> tuple[Node, ...]:
    """The blocks below each other; spare height goes to blocks that can use it, then to the gaps between."""
    spare = bottom - top - sum(block.least for block in blocks) - sum(block.gap for block in blocks[1:])
    wanted = sum(block.most - block.least for block in blocks)
    share = min(1.0, max(0.0, spare) / wanted) if wanted else 0.0
    loose = max(0.0, spare - wanted) / max(1, len(blocks) - 1)
    nodes: list[Node] = []
    for place, block in enumerate(blocks):
        top += (block.gap + min(_LOOSEST, loose)) if place else 0.0
        height = block.least + share * (block.most - block.least)
        nodes += block.draw(top, height)
        top += height
    return tuple(nodes)
