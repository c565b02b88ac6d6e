"""The infographic: one assessment on A4, to keep, share and print.

More phases or rows than a page can hold legibly go on to a further page. As SVG and PNG, pages stand below each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from exports.catalogue import Exporter
from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.scene import Bookmark, Node, Page, Scene, Target
from exports.drawing.sheet import (
    DENSITIES,
    HEIGHT,
    INNER,
    MARGIN,
    WIDTH,
    Block,
    Density,
    draw_blocks,
    first_fit,
    paginate,
    paragraph,
)
from exports.drawing.text import fit
from exports.drawing.writers import MEDIA_TYPES, write_scene
from exports.pictures.infographic.footer import draw_footer, footer_top
from exports.pictures.infographic.header import draw_header, draw_running_head
from exports.pictures.infographic.legend import legend_block
from exports.pictures.infographic.panels import boxes_block, steps_block
from exports.pictures.infographic.phases import phase_blocks
from exports.pictures.infographic.view import OtherLens, View
from exports.pictures.infographic.words import make_view
from framework.reporting.report import Report

Build = Callable[..., Scene]
"""What draws a report: `build(report, lang, url=...)`."""

_UNDER_HEAD = 14.0
_PNG_WIDTH = 1654


def build(report: Report, lang: str, *, others: Sequence[OtherLens] = (), url: str = "") -> Scene:
    """The infographic as a scene, for every writer.

    Args:
        report: the frozen report, its framework in any language.
        lang: language of the program's own texts.
        others: other judgements of the same project, marked where they differ.
        url: http or https address of the whole assessment, shown as QR code and link; "" for none.
    Returns:
        One page, or more where phases or rows ask for them. `Scene.cut` lists every shortened text.
    Errors:
        ValueError: an address of another kind.
    """
    view = make_view(report, lang, others=others, url=url)
    header, top = draw_header(view)
    running, later_top = draw_running_head(view)
    tops, bottom = (top + _UNDER_HEAD, later_top + _UNDER_HEAD), footer_top(view) - 8
    pages = _paginate(view, tops, bottom)
    sheets = tuple(
        Page(
            WIDTH,
            HEIGHT,
            (
                *(running if number else header),
                *draw_blocks(blocks, tops[min(number, 1)], bottom),
                *draw_footer(view, number + 1, len(pages)),
            ),
        )
        for number, blocks in enumerate(pages)
    )
    return Scene(
        sheets,
        title=view.document_title,
        lang=view.lang,
        day=view.day,
        description=view.description,
        bookmarks=(Bookmark(view.title, Target(0)),),
        untagged_notice=view.untagged,
    )


def _paginate(view: View, tops: tuple[float, float], bottom: float) -> list[list[Block]]:
    """Blocks by page: as roomy as one page allows, else as roomy as the fewest pages allow."""
    found: list[list[list[Block]]] = []
    for density in DENSITIES:
        found.append(paginate(_blocks(view, density, tops, bottom), tops, bottom))
        if len(found[-1]) == 1:
            break
    return min(found, key=len)


def _blocks(view: View, density: Density, tops: tuple[float, float], bottom: float) -> list[Block]:
    """Everything between head and foot, in reading order."""
    message = _message_block(view)
    rooms = (bottom - tops[0] - message.least - 12, bottom - tops[1])
    return [
        message,
        *phase_blocks(view, density, rooms),
        legend_block(view),
        boxes_block(view, density),
        steps_block(view, density),
    ]


def _message_block(view: View) -> Block:
    """The headline and the summary below it."""
    bold = {"weight": Weight.BOLD, "leading": 1.15, "lang": view.lang}
    headline = first_fit(
        lambda: fit(view.headline, INNER, lines=1, sizes=(18, 15), **bold),
        lambda: fit(view.headline, INNER, lines=2, sizes=(16, 13), **bold),
        lambda: fit(view.headline, INNER, lines=4, sizes=(13, 10), **bold),
    )
    summary = fit(view.summary, INNER, lines=3, sizes=(10.4, 9.2), lang=view.lang, leading=1.25)
    first = 0.72 * headline.size

    def draw(top: float, _height: float) -> tuple[Node, ...]:
        below = top + first + headline.drop + 15.5
        return (
            paragraph(headline.at(MARGIN, top + first, palette.INK)),
            paragraph(summary.at(MARGIN, below, palette.MUTE)),
        )

    height = first + headline.drop + 15.5 + summary.drop + 2
    return Block(height, height, 0, draw)


def render(report: Report, lang: str, kind: str = "pdf") -> bytes:
    """The infographic as a file of `kind`: pdf, svg or png; the same report always gives the same bytes."""
    return write_scene(build(report, lang), kind, _PNG_WIDTH)


LEAVES_OUT = ("summary", "notes", "commitments", "table_notes", "remarks")
EXPORTERS = tuple(
    Exporter("infographic", kind, media_type, partial(render, kind=kind), is_default=True, leaves_out=LEAVES_OUT)
    for kind, media_type in MEDIA_TYPES.items()
)
