"""The card: one assessment on 16:9, for a slide or a message; the same words and marks as the infographic."""

from __future__ import annotations

from functools import partial

from exports.catalogue import Exporter
from exports.drawing import palette
from exports.drawing.font import Weight, text_width
from exports.drawing.scene import Group, Node, Page, Role, Scene, artifact, link
from exports.drawing.shapes import Anchor, Box, Line, Paint, Rect, Text
from exports.drawing.sheet import first_fit, paragraph
from exports.drawing.text import Fitted, fit
from exports.drawing.writers import MEDIA_TYPES, write_scene
from exports.pictures.card.legend import draw_legend, legend_height
from exports.pictures.card.phases import draw_phases
from exports.pictures.infographic.view import Item, View
from exports.pictures.infographic.words import make_view
from framework.reporting.report import Report

WIDTH, HEIGHT, MARGIN = 900.0, 506.25, 40.0

_INNER = WIDTH - 2 * MARGIN
_HEAD, _FOOT = 134.0, 64.0
_DIVIDE = 604.0
_PNG_WIDTH = 1600


def build(report: Report, lang: str, *, url: str = "") -> Scene:
    """The card as a scene of one page.

    Args:
        report: the frozen report.
        lang: language of the program's own texts.
        url: http or https address of the whole assessment, "" for none.
    Errors:
        ValueError: an address of another kind.
    """
    view = make_view(report, lang, url=url)
    message, top = _message(view)
    legend = legend_height(view, _INNER)
    bottom = HEIGHT - _FOOT - 10 - legend
    body = Box(MARGIN, top + 19, _DIVIDE - MARGIN - 22, bottom - 12 - top - 19)
    nodes = (
        *_head(view),
        *message,
        *draw_phases(view, body),
        *_steps(view, Box(_DIVIDE + 20, body.y, WIDTH - MARGIN - _DIVIDE - 20, body.h)),
        *draw_legend(view, MARGIN, bottom, _INNER),
        *_foot(view),
    )
    return Scene(
        (Page(WIDTH, HEIGHT, nodes),),
        title=view.document_title,
        lang=view.lang,
        day=view.day,
        description=view.description,
        untagged_notice=view.untagged,
    )


def _head(view: View) -> tuple[Node, ...]:
    ground = artifact(
        Rect(Box(0, 0, WIDTH, _HEAD), Paint(palette.NAVY)), Rect(Box(0, _HEAD, WIDTH, 3), Paint(palette.GOLD))
    )
    kicker = Text(MARGIN, 35, (view.kicker.upper(),), 13, palette.GOLD, Weight.SEMIBOLD)
    start = MARGIN + text_width(view.kicker.upper(), Weight.SEMIBOLD, 13) + 14
    name = fit(view.framework, WIDTH - MARGIN - start, lines=1, sizes=(13, 9), lang=view.lang).at(
        start, 35, palette.SKY
    )
    bold = {"weight": Weight.BOLD, "leading": 1.14, "lang": view.lang}
    title = first_fit(
        lambda: fit(view.title, _INNER, lines=2, sizes=(33, 25), **bold),
        lambda: fit(view.title, _INNER, lines=3, sizes=(25, 19), **bold),
        lambda: fit(view.title, _INNER, lines=4, sizes=(19, 12), **bold),
    )
    room = Box(MARGIN, 40, _INNER, _HEAD - 46)
    words = title.inside(room, palette.PAPER, vertical=Anchor.MIDDLE)
    named = Group(Role.P, (kicker, Group(Role.SPAN, (name,), lang=view.theirs)))
    return ground, named, paragraph(words, Role.H1)


def _message(view: View) -> tuple[tuple[Node, ...], float]:
    """Headline and summary, and where they end."""
    bold = {"weight": Weight.BOLD, "leading": 1.14, "lang": view.lang}
    headline = first_fit(
        lambda: fit(view.headline, _INNER, lines=1, sizes=(24, 19), **bold),
        lambda: fit(view.headline, _INNER, lines=2, sizes=(18, 14), **bold),
        lambda: fit(view.headline, _INNER, lines=3, sizes=(14, 11), **bold),
    )
    summary = fit(view.summary, _INNER, lines=2, sizes=(14, 11), lang=view.lang)
    first = _HEAD + 20 + 0.72 * headline.size
    below = first + headline.drop + 20
    nodes = (
        paragraph(headline.at(MARGIN, first, palette.INK)),
        paragraph(summary.at(MARGIN, below, palette.MUTE)),
    )
    return nodes, below + summary.drop


def _steps(view: View, box: Box) -> tuple[Node, ...]:
    """The first steps beside the phases, as many as there is room for."""
    panel = view.steps
    rule = Line(box.x - 20, box.y, box.x - 20, box.bottom, Paint(stroke=palette.LINE, width=1))
    title = Text(box.x, box.y + 14, (panel.title,), 18, palette.INK, Weight.BOLD)
    nodes: list[Node] = [artifact(rule), paragraph(title, Role.H2)]
    if panel.is_calm:
        calm = fit(panel.calm, box.w, box.h - 30, sizes=(14, 11), lang=view.lang)
        return *nodes, paragraph(calm.at(box.x, box.y + 40, palette.MUTE))
    items, y = list[Node](), box.y + 40
    for place, item in enumerate(panel.items, 1):
        head, reason = _fit_step(item, box.w - 22, view.lang)
        end = y + head.drop + 15 + reason.drop
        if items and end > box.bottom + 1:
            break
        items.append(_step(place, (head, reason), box.x, y, view))
        y = end + 25
    return *nodes, Group(Role.LIST, tuple(items), ordered=True)


def _fit_step(item: Item, width: float, lang: str) -> tuple[Fitted, Fitted]:
    bold = {"weight": Weight.SEMIBOLD, "leading": 1.12, "lang": lang}
    head = first_fit(
        lambda: fit(item.head, width, lines=1, sizes=(15.5, 13.5), **bold),
        lambda: fit(item.head, width, lines=2, sizes=(14, 11), **bold),
    )
    return head, fit(item.reason, width, lines=2, sizes=(12.5, 11), lang=lang)


def _step(place: int, words: tuple[Fitted, Fitted], x: float, y: float, view: View) -> Group:
    head, reason = words
    number = Text(x, y, (str(place),), 15.5, palette.WARNING, Weight.BOLD)
    body = (
        paragraph(head.at(x + 22, y, palette.INK), lang=view.theirs),
        paragraph(reason.at(x + 22, y + head.drop + 15, palette.MUTE)),
    )
    return Group(Role.ITEM, (Group(Role.LABEL, (number,)), Group(Role.BODY, body)))


def _foot(view: View) -> tuple[Node, ...]:
    """Who judged, when and by which framework; what the framework is; what a profile is; where all of it stands."""
    top, room, address = HEIGHT - _FOOT, _INNER, tuple[Node, ...]()
    if view.url:
        words = fit(view.address, 0.4 * _INNER, lines=1, sizes=(13, 10), weight=Weight.SEMIBOLD, lang=view.lang)
        area = Box(WIDTH - MARGIN - words.width - 2, top + 42, words.width + 4, 17)
        text = words.at(WIDTH - MARGIN, top + 54, palette.DEEP, Anchor.END)
        address = (Group(Role.P, (link((text,), area, view.url_words, url=view.url),)),)
        room -= words.width + 20
    facts = fit(view.facts_line, _INNER, lines=1, sizes=(12.6, 9), lang=view.lang)
    status = first_fit(
        lambda: fit(view.status, _INNER, lines=1, sizes=(12.6, 10.6), weight=Weight.SEMIBOLD, lang=view.lang),
        lambda: fit(view.status, _INNER, lines=2, sizes=(10, 9), weight=Weight.SEMIBOLD, leading=1.15, lang=view.lang),
    )
    honesty = fit(view.honesty, room, lines=1, sizes=(12.6, 9), lang=view.lang)
    texts = (
        facts.at(MARGIN, top + 19, palette.MUTE),
        status.at(MARGIN, top + 37 - status.drop / 2, palette.INK),
        honesty.at(MARGIN, top + 54, palette.MUTE),
    )
    ground = artifact(Rect(Box(0, top, WIDTH, _FOOT), Paint(palette.TINT)))
    return ground, *(paragraph(text) for text in texts), *address


def render(report: Report, lang: str, kind: str = "pdf") -> bytes:
    """The card as a file of `kind`: pdf, svg or png; the same report always gives the same bytes."""
    return write_scene(build(report, lang), kind, _PNG_WIDTH)


LEAVES_OUT = ("summary", "evidence", "notes", "commitments", "table_notes", "opinions", "remarks")
EXPORTERS = tuple(
    Exporter("card", kind, media_type, partial(render, kind=kind), leaves_out=LEAVES_OUT)
    for kind, media_type in MEDIA_TYPES.items()
)
