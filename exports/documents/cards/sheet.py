"""Cards in a grid on A4, with dotted lines to cut along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.pdf import write_pdf
from exports.drawing.qr import qr_code
from exports.drawing.scene import Bookmark, Group, Node, Page, Role, Scene, Target, artifact
from exports.drawing.shapes import Box, Line, Paint
from exports.drawing.sheet import HEIGHT, INNER, MARGIN, SMALLEST, WIDTH, paragraph
from exports.drawing.text import Fitted, fit
from exports.drawing.words import clean
from exports.phrases import document_texts, language_tag
from exports.typeset.parts import is_web_address

_NO_DAY = date(1980, 1, 1)  # cards have no day; this is the day that all documents without one carry
_TOP, _FOOT, _PAD, _BETWEEN = 58.0, 46.0, 16.0, 9.0
_CODE = 104.0  # points across a code, about 37 millimetres
_CUT = Paint(stroke=palette.MUTE, width=0.7, dash=(2.5, 3.5))
_ACROSS = 2
_ADDRESS = (11.0, 6.0)
_TITLE, _TITLE_LINES, _LEAST = 17.0, 8, 9.0


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: a line above, what it is about, lines below, and the web address in its code, if any.

    The address is printed too, on one line, so that it can be typed. `alt`: what the code is, for those who cannot
    see it.
    """

    kicker: str
    title: str
    lines: tuple[str, ...]
    url: str = ""
    alt: str = ""

    def __post_init__(self) -> None:
        """Refuse what is not a web address: a code must never lead anywhere else."""
        if self.url and not is_web_address(self.url):
            raise ValueError("only a web address can be a code")


@dataclass(frozen=True, slots=True)
class CardSheet:
    """All cards of a document: `rows` on a page, two beside each other. `foot` stands below each page."""

    title: str
    lead: str
    foot: str
    cards: tuple[Card, ...]
    rows: int
    lang: str


def write_cards(sheet: CardSheet) -> bytes:
    """Return the cards as a tagged PDF (PDF/UA-1); the same cards always give the same bytes."""
    return write_pdf(draw_cards(sheet)).data


def draw_cards(sheet: CardSheet) -> Scene:
    """Set the cards on as many pages as they take, at least one."""
    most = sheet.rows * _ACROSS
    found = [sheet.cards[start : start + most] for start in range(0, len(sheet.cards) or 1, most)]
    pages = tuple(Page(WIDTH, HEIGHT, tuple(_draw_page(sheet, cards, number))) for number, cards in enumerate(found))
    title = clean(sheet.title)
    return Scene(
        pages,
        title,
        language_tag(sheet.lang),
        _NO_DAY,
        description=sheet.lead,
        bookmarks=(Bookmark(title, Target(0)),),
        untagged_notice=document_texts(sheet.lang)("infographic.untagged"),
    )


def _draw_page(sheet: CardSheet, cards: Sequence[Card], number: int) -> Iterator[Node]:
    title = fit(sheet.title, INNER, sizes=(13, SMALLEST), lines=1, weight=Weight.BOLD, lang=sheet.lang)
    lead = fit(sheet.lead, INNER, sizes=(9.5, SMALLEST), lines=1, lang=sheet.lang)
    head = (title.at(MARGIN, 34, palette.NAVY), lead.at(MARGIN, 49, palette.MUTE))
    if number == 0:
        yield paragraph(head[0], Role.H1)
        yield paragraph(head[1])
    else:
        yield artifact(*head)
    box = Box(0, 0, INNER / _ACROSS, (HEIGHT - _TOP - _FOOT) / sheet.rows)
    yield artifact(*_cuts(box, -(-len(cards) // _ACROSS)))
    for place, card in enumerate(cards):
        row, column = divmod(place, _ACROSS)
        yield from _draw_card(card, box._replace(x=MARGIN + column * box.w, y=_TOP + row * box.h), sheet.lang)
    if sheet.foot:
        foot = fit(sheet.foot, INNER, sizes=(SMALLEST, SMALLEST), lines=2, lang=sheet.lang)
        below = foot.at(MARGIN, HEIGHT - 30, palette.MUTE)
        yield artifact(below) if number else paragraph(below)


def _cuts(box: Box, rows: int) -> Iterator[Node]:
    bottom = _TOP + rows * box.h
    for column in range(_ACROSS + 1):
        yield Line(MARGIN + column * box.w, _TOP, MARGIN + column * box.w, bottom, _CUT)
    for row in range(rows + 1):
        yield Line(MARGIN, _TOP + row * box.h, WIDTH - MARGIN, _TOP + row * box.h, _CUT)


def _draw_card(card: Card, box: Box, lang: str) -> Iterator[Node]:
    left, y, bottom = box.x + _PAD, box.y + _PAD, box.bottom - _PAD
    width = box.w - 2 * _PAD - (_CODE + _PAD if card.url else 0)
    kicker = fit(card.kicker, width, sizes=(9, SMALLEST), lines=2, weight=Weight.SEMIBOLD, lang=lang)
    yield paragraph(kicker.at(left, y + kicker.ascent, palette.DEEP))
    y += kicker.height + _BETWEEN
    bottom -= _PAD if card.url else 0
    lines = [fit(line, width, sizes=(11, SMALLEST), lines=4, leading=1.25, lang=lang) for line in card.lines]
    room = bottom - y - sum(line.height + _BETWEEN for line in lines)
    title = _fit_title(card.title, width, room, lang)
    yield paragraph(title.at(left, y + title.ascent, palette.INK), Role.H2)
    y += title.height + _BETWEEN
    for line in lines:
        yield paragraph(line.at(left, y + line.ascent, palette.INK))
        y += line.height + _BETWEEN
    if card.url:
        corner = Box(box.right - _PAD - _CODE, box.y + _PAD, _CODE, _CODE)
        yield Group(Role.FIGURE, (qr_code(card.url, corner),), alt=card.alt)
        address = fit(card.url.partition("//")[2], box.w - 2 * _PAD, sizes=_ADDRESS, lines=1, weight=Weight.SEMIBOLD)
        yield paragraph(address.at(left, bottom + _PAD, palette.INK))


def _fit_title(text: str, width: float, room: float, lang: str) -> Fitted:
    return fit(
        text, width, max(room, _TITLE), sizes=(_TITLE, _LEAST), lines=_TITLE_LINES, weight=Weight.BOLD, lang=lang
    )
