"""The blocks of a document as pieces that can be placed on pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect, Text
from exports.drawing.words import clean
from exports.typeset.document import Block, Code, Heading, Kind, List, Paragraph, Run, Table
from exports.typeset.flow.figure import make_code
from exports.typeset.flow.glance import make_panels, make_stages
from exports.typeset.flow.passage import Passage, make_passage
from exports.typeset.flow.piece import Piece, stops_of, whole
from exports.typeset.flow.style import MARGIN, RIGHT, Look, Style
from exports.typeset.flow.table import make_table
from exports.typeset.overview import Panels, Stages

_INDENT = 16.0
_GOLD_BAR = Box(MARGIN, 0, 34, 3)
_HEADING_LINES = 12
"""A heading of more lines is divided like a paragraph."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: key, language, look, the blocks around it, and the run that stays on one page."""

    key: str
    lang: str
    look: Look
    before: Block | None
    following: Block | None
    run: int | None


def make_pieces(blocks: Sequence[Block], lang: str, look: Look) -> Iterator[Piece]:
    """The pieces of `blocks`, in order; the title is none of them, since it stands in the head of the first page."""
    run: int | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            run = number if block.keeps else None
        before = blocks[number - 1] if number else None
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        yield from _pieces(block, Spot(f"k{number}", lang, look, before, following, run))


def _pieces(block: Block, spot: Spot) -> Iterator[Piece]:
    match block:
        case Heading(level=1):
            return
        case Heading():
            yield _heading(block, spot)
        case Paragraph():
            yield _paragraph(block, spot)
        case List():
            for number in range(len(block.items)):
                yield _item(block, number, spot)
        case Table():
            yield from make_table(block, spot.key, spot.lang, spot.look, spot.run)
        case Code():
            yield make_code(block, spot.look, spot.run)
        case Stages():
            yield from make_stages(block, spot.lang)
        case Panels():
            yield from make_panels(block, spot.key, spot.lang)


def _heading(heading: Heading, spot: Spot) -> Piece:
    style = spot.look.headings[heading.level]
    if isinstance(spot.following, Table):
        style = replace(style, left=MARGIN)
    is_first_below = isinstance(spot.before, Heading) and spot.before.level < heading.level
    is_ruled = heading.level == 3 and not is_first_below and spot.look.below_rule > 0
    below_gold = _GOLD_BAR.h + spot.look.below_gold
    above = below_gold if heading.level == 2 else spot.look.below_rule if is_ruled else 0.0
    passage = make_passage((Run(heading.text, strong=True),), style, spot.lang, spot.key)
    heights = _padded(passage, above, 0.0)

    def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
        top = y + (above if start == 0 else 0.0)
        words = Group(Role(f"h{heading.level}"), passage.draw(start, stop, style.left, top), key=spot.key)
        return (*_ornament(heading, is_ruled, y), words) if start == 0 else (words,)

    return Piece(
        heights,
        whole(len(heights)) if len(heights) <= _HEADING_LINES else stops_of(len(heights)),
        draw,
        style.above,
        style.below,
        keeps_next=spot.following is not None,
        starts_page=heading.starts_page,
        bookmarks=((clean(heading.text), heading.level - 1),),
        run=spot.run,
    )


def _ornament(heading: Heading, is_ruled: bool, y: float) -> tuple[Node, ...]:
    """What catches the eye: gold above a part, a line above a point."""
    if heading.level == 2:
        return (artifact(Rect(_GOLD_BAR._replace(y=y), Paint(palette.GOLD))),)
    return (artifact(Line(MARGIN, y, RIGHT, y, Paint(stroke=palette.LINE, width=0.6))),) if is_ruled else ()


def _paragraph(paragraph: Paragraph, spot: Spot) -> Piece:
    style = spot.look.paragraphs[paragraph.kind]
    if paragraph.kind is Kind.NOTE and isinstance(spot.before, Table):
        style = replace(style, left=MARGIN, width=style.left + style.width - MARGIN)
    passage = make_passage(paragraph.runs, style, spot.lang, spot.key)
    heights = _padded(passage, 0.0, 0.0)

    def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
        return (Group(Role.P, passage.draw(start, stop, style.left, y), key=spot.key),)

    leads_in = isinstance(spot.following, List | Table)
    below = style.below / 3 if leads_in else style.below
    stops = stops_of(len(heights))
    return Piece(heights, stops, draw, style.above, below, keeps_next=leads_in, run=spot.run)


def _item(block: List, number: int, spot: Spot) -> Piece:
    key = f"{spot.key}.{number}"
    item = spot.look.item
    style = replace(item, left=item.left + _INDENT, width=item.width - _INDENT)
    passage = make_passage(block.items[number], style, spot.lang, f"{key}.body")
    heights = _padded(passage, 0.0, 0.0)

    def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
        body = Group(Role.BODY, passage.draw(start, stop, style.left, y), key=passage.key)
        label = (_label(block, number, item, y),) if start == 0 else ()
        entry = Group(Role.ITEM, (*label, body), key=key)
        return (Group(Role.LIST, (entry,), ordered=block.is_ordered, key=spot.key),)

    is_last = number + 1 == len(block.items)
    below = spot.look.body.below + 2 if is_last else item.below
    return Piece(heights, stops_of(len(heights)), draw, item.above, below, run=spot.run)


def _label(block: List, number: int, style: Style, y: float) -> Group:
    """The number or the bullet of an item."""
    word = f"{number + 1}." if block.is_ordered else "•"
    x, anchor = (style.left + _INDENT - 5, Anchor.END) if block.is_ordered else (style.left + 3, Anchor.START)
    base = y + 0.73 * style.leading
    return Group(Role.LABEL, (Text(x, base, (word,), style.size, palette.DEEP, Weight.SEMIBOLD, anchor),))


def _padded(passage: Passage, above: float, below: float) -> tuple[float, ...]:
    """The heights of the lines, with room above the first and below the last; a text without lines takes one."""
    heights = [passage.style.leading] * max(1, len(passage.lines))
    heights[0] += above
    heights[-1] += below
    return tuple(heights)
