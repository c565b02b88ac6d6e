"""The foot of the page: what the framework is and is not, and what a profile is and is not."""

from __future__ import annotations

from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Role, artifact, link
from exports.drawing.shapes import Anchor, Box, Paint, Rect, Text
from exports.drawing.sheet import HEIGHT, INNER, MARGIN, SMALLEST, WIDTH, paragraph
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import View

_SIZE = 8.6


def fit_status(view: View) -> Fitted:
    """The status of the framework, in full where three lines hold it."""
    return fit(
        view.status, INNER - 26, lines=3, sizes=(_SIZE, SMALLEST), weight=Weight.SEMIBOLD, leading=1.25, lang=view.lang
    )


def footer_top(view: View) -> float:
    """Where the foot begins."""
    status = fit_status(view)
    return HEIGHT - 31 - status.drop - (len(_honesty(view).lines) - 1) * 10.6


def draw_footer(view: View, page: int, pages: int) -> tuple[Node, ...]:
    """The foot of page `page` (from 1) of `pages`."""
    top = footer_top(view)
    status, honesty = fit_status(view), _honesty(view)
    ground = Rect(Box(0, top, WIDTH, HEIGHT - top), Paint(palette.TINT))
    baseline = top + 13 + status.drop + 11.6
    numbering: tuple[Node, ...] = ()
    if pages > 1:
        number = Text(WIDTH - MARGIN, top + 13, (f"{page}/{pages}",), _SIZE, palette.MUTE, Weight.SEMIBOLD, Anchor.END)
        numbering = (artifact(number),)
    return (
        artifact(ground),
        paragraph(status.at(MARGIN, top + 13, palette.INK), lang=view.theirs),
        paragraph(honesty.at(MARGIN, baseline, palette.MUTE)),
        *numbering,
        *_address(view, baseline),
    )


def _honesty(view: View) -> Fitted:
    room = INNER - (_address_width(view) + 14 if view.url else 0)
    return fit(view.honesty, room, lines=2, sizes=(_SIZE, SMALLEST), leading=1.23, lang=view.lang)


def _address_width(view: View) -> float:
    return min(0.5 * INNER, text_width(view.address, Weight.SEMIBOLD, _SIZE))


def _address(view: View, baseline: float) -> tuple[Node, ...]:
    if not view.url:
        return ()
    width = _address_width(view)
    words = fit(view.address, width + 0.1, lines=1, sizes=(_SIZE, SMALLEST), weight=Weight.SEMIBOLD, lang=view.lang)
    area = Box(WIDTH - MARGIN - width - 1, baseline - 9, width + 2, 12)
    text = words.at(WIDTH - MARGIN, baseline, palette.DEEP, Anchor.END)
    return (Group(Role.P, (link((text,), area, view.url_words, url=view.url),)),)
