"""The blocks of a document as pieces that can be placed on pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect, Text
from exports.drawing.words import clean
from exports.typeset.document import Block, Code, Figure, Heading, Kind, List, Paragraph, Run, Sign, Table
from exports.typeset.flow.figure import BARS_ROOM, SIGN, draw_bars, draw_sign, make_code, make_figure
from exports.typeset.flow.passage import Passage, make_passage
from exports.typeset.flow.piece import Piece, stops_of, whole
from exports.typeset.flow.style import BODY, HEADINGS, ITEM, MARGIN, PARAGRAPHS, RIGHT, TEXT_LEFT, Style
from exports.typeset.flow.table import make_table

_INDENT = 16.0
_ALARM_PAD, _ALARM_LEFT, _ALARM_RIGHT = 6.0, 24.0, 10.0
_GOLD_BAR = Box(MARGIN, 0, 34, 3)
_BELOW_GOLD, _BELOW_LINE = 9.0, 9.0
_HEADING_LINES = 12
"""A heading of more lines is divided like a paragraph."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: its key, the language, the blocks around it, and the run that stays on one page."""

    key: str
    lang: str
    before: Block | None
    following: Block | None
    run: int | None


def make_pieces(blocks: Sequence[Block], lang: str) -> Iterator[Piece]:
    """The pieces of `blocks`, in order; the title is none of them, since it stands in the head of the first page."""
    run: int | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            run = number if block.keeps else None
        before = blocks[number - 1] if number else None
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        yield from _pieces(block, Spot(f"k{number}", lang, before, following, run))


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
            yield from make_table(block, spot.key, spot.lang, spot.run)
        case Figure():
            yield make_figure(block, spot.key, spot.lang, spot.run)
        case Code():
            yield make_code(block, spot.run)


def _heading(heading: Heading, spot: Spot) -> Piece:
    style = HEADINGS[heading.level]
    if isinstance(spot.following, Table):
        style = replace(style, left=MARGIN)
    if heading.bars and style.left == MARGIN:  # no margin is left for them: they stand at the end of the line
        style = replace(style, width=RIGHT - MARGIN - BARS_ROOM)
    is_first_below = isinstance(spot.before, Heading) and spot.before.level < heading.level
    is_ruled = heading.level == 3 and not is_first_below
    above = _GOLD_BAR.h + _BELOW_GOLD if heading.level == 2 else _BELOW_LINE if is_ruled else 0.0
    passage = make_passage((Run(heading.text, strong=True),), style, spot.lang, spot.key)
    heights = _padded(passage, above, 0.0)

    def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
        top = y + (above if start == 0 else 0.0)
        words = Group(Role(f"h{heading.level}"), passage.draw(start, stop, style.left, top), key=spot.key)
        return (*_ornament(heading, is_ruled, style, y, top), words) if start == 0 else (words,)

    return Piece(
        heights,
        whole(len(heights)) if len(heights) <= _HEADING_LINES else stops_of(len(heights)),
        draw,
        style.above,
        style.below,
        keeps_next=spot.following is not None,
        starts_page=heading.starts_page,
        bookmark=(clean(heading.text), heading.level - 1),
        run=spot.run,
    )


def _ornament(heading: Heading, is_ruled: bool, style: Style, y: float, top: float) -> tuple[Node, ...]:
    """What catches the eye: gold above a part, a line above a point, and bars in the margin on the first baseline."""
    shapes: list[Node] = []
    if heading.level == 2:
        shapes.append(Rect(_GOLD_BAR._replace(y=y), Paint(palette.GOLD)))
    if is_ruled:
        shapes.append(Line(MARGIN, y, RIGHT, y, Paint(stroke=palette.LINE, width=0.6)))
    if heading.bars:
        left = MARGIN if style.left > MARGIN else RIGHT - BARS_ROOM + 10
        shapes += draw_bars(heading.bars, left, top + 0.76 * style.leading)
    return (artifact(*shapes),) if shapes else ()


def _paragraph(paragraph: Paragraph, spot: Spot) -> Piece:
    style = PARAGRAPHS[paragraph.kind]
    if paragraph.kind is Kind.NOTE and isinstance(spot.before, Table):
        style = replace(style, left=MARGIN, width=style.left + style.width - MARGIN)
    passage = make_passage(paragraph.runs, style, spot.lang, spot.key)
    is_alarm = paragraph.sign in (Sign.ALARM, Sign.ASK)
    pad = _ALARM_PAD if is_alarm else 0.0
    heights = _padded(passage, pad, pad)

    def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
        top = y + (pad if start == 0 else 0.0)
        ground = _alarm_ground(style, y, sum(heights[start:stop])) if is_alarm else ()
        sign = _sign(paragraph.sign, style, top) if paragraph.sign and start == 0 else ()
        return *ground, *sign, Group(Role.P, passage.draw(start, stop, style.left, top), key=spot.key)

    leads_in = isinstance(spot.following, List | Table)
    below = style.below / 3 if leads_in else style.below
    stops = stops_of(len(heights))
    return Piece(heights, stops, draw, style.above, below, keeps_next=leads_in, run=spot.run)


def _sign(sign: Sign, style: Style, top: float) -> tuple[Node, ...]:
    return (artifact(*draw_sign(sign, style.left - 15, _middle(top, style))),)


def _alarm_ground(style: Style, y: float, height: float) -> tuple[Node, ...]:
    left = style.left - _ALARM_LEFT
    tint = Rect(Box(left, y, style.left + style.width + _ALARM_RIGHT - left, height), Paint(palette.WARNING_TINT))
    return (artifact(tint, Rect(Box(left, y, 3, height), Paint(palette.WARNING))),)


def _item(block: List, number: int, spot: Spot) -> Piece:
    key = f"{spot.key}.{number}"
    style = replace(ITEM, left=TEXT_LEFT + _INDENT, width=ITEM.width - _INDENT)
    passage = make_passage(block.items[number], style, spot.lang, f"{key}.body")
    heights = _padded(passage, 0.0, 0.0)

    def draw(start: int, stop: int, y: float) -> tuple[Node, ...]:
        body = Group(Role.BODY, passage.draw(start, stop, style.left, y), key=passage.key)
        label = (_label(block, number, y),) if start == 0 else ()
        entry = Group(Role.ITEM, (*label, body), key=key)
        return (Group(Role.LIST, (entry,), ordered=block.is_ordered, key=spot.key),)

    is_last = number + 1 == len(block.items)
    below = BODY.below + 2 if is_last else ITEM.below
    return Piece(heights, stops_of(len(heights)), draw, ITEM.above, below, run=spot.run)


def _label(block: List, number: int, y: float) -> Group:
    """The sign, the number or the bullet of an item."""
    if block.signs:
        return artifact(*draw_sign(block.signs[number], TEXT_LEFT, _middle(y, ITEM)))
    word = f"{number + 1}." if block.is_ordered else "•"
    x, anchor = (TEXT_LEFT + _INDENT - 5, Anchor.END) if block.is_ordered else (TEXT_LEFT + 3, Anchor.START)
    base = y + 0.73 * ITEM.leading
    return Group(Role.LABEL, (Text(x, base, (word,), ITEM.size, palette.DEEP, Weight.SEMIBOLD, anchor),))


def _middle(top: float, style: Style) -> float:
    """The top of a sign in the middle of the first line."""
    return top + (style.leading - SIGN) / 2


def _padded(passage: Passage, above: float, below: float) -> tuple[float, ...]:
    """The heights of the lines, with room above the first and below the last; a text without lines takes one."""
    heights = [passage.style.leading] * max(1, len(passage.lines))
    heights[0] += above
    heights[-1] += below
    return tuple(heights)
