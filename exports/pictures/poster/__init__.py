"""The poster: a framework on the wall, without anyone's levels. A4 upright; as vector it prints on A3 and A2 too.

What one sheet cannot hold legibly goes on to a further one. As SVG and PNG, sheets stand below each other.
"""

from __future__ import annotations

from datetime import date

from exports.drawing.scene import Bookmark, Page, Scene, Target
from exports.drawing.sheet import HEIGHT, WIDTH, Block, draw_blocks, paginate
from exports.drawing.words import printable
from exports.drawing.writers import MEDIA_TYPES, write_scene
from exports.pictures.poster.head import draw_head, draw_running_head, legend_block
from exports.pictures.poster.panels import Foot, panels_block
from exports.pictures.poster.phases import phase_blocks
from exports.pictures.poster.points import Type
from exports.pictures.poster.words import PosterView, make_view
from framework.instrument.model import Framework

EXTENSIONS = tuple(MEDIA_TYPES)

_ONE_SHEET = (
    Type(13.6, 12),
    Type(12.6, 11.2),
    Type(11.8, 10.4),
    Type(11.2, 9.8),
    Type(10.6, 9.4),
    Type(10.2, 9),
    Type(9.8, 8.6),
    Type(9.4, 8.3),
)
_MORE_SHEETS = _ONE_SHEET[1:6]
_UNDER_HEAD, _ABOVE_FOOT = 10.0, 10.0
_PNG_WIDTH, _PNG_PIXELS = 1654, 24_000_000
# A framework has a version and no day; this is the day that all documents without one carry.
_NO_DAY = date(1980, 1, 1)


def render_poster(framework: Framework, lang: str, extension: str, *, theirs: str = "") -> bytes:
    """The poster as a file: pdf (tagged, PDF/UA-1), svg or png; the same framework always gives the same bytes.

    Args:
        framework: in the language wanted.
        lang: language of the program's own texts.
        extension: one of `EXTENSIONS`.
        theirs: language of the framework's texts where that is another one.
    """
    scene = build_poster(framework, lang, theirs=theirs)
    tall = sum(page.height for page in scene.pages) / WIDTH
    width = min(_PNG_WIDTH, int((_PNG_PIXELS / tall) ** 0.5))
    return write_scene(scene, extension, width)


def build_poster(framework: Framework, lang: str, *, theirs: str = "") -> Scene:
    """The poster as a scene, for every writer; its arguments are those of `render_poster`.

    Returns:
        One sheet in the largest type that fits on it, else as few sheets as comfortable type allows. No text is
        shortened.
    """
    view = make_view(framework, lang, theirs)
    head, top = draw_head(view)
    running, later_top = draw_running_head(view)
    foot = Foot(view)
    tops, bottoms = (top + _UNDER_HEAD, later_top + _UNDER_HEAD), (foot.top(True), foot.top(False))
    sheets = _set_sheets(view, tops, min(bottoms) - _ABOVE_FOOT)
    pages = tuple(
        Page(
            WIDTH,
            HEIGHT,
            (
                *(running if number else head),
                *draw_blocks(blocks, tops[min(number, 1)], bottoms[min(number, 1)] - _ABOVE_FOOT),
                *foot.draw(number + 1, len(sheets)),
            ),
        )
        for number, blocks in enumerate(sheets)
    )
    return Scene(
        pages,
        title=view.document_title,
        lang=view.lang,
        day=_NO_DAY,
        description=view.description,
        bookmarks=(Bookmark(printable(view.title), Target(0)),),
        untagged_notice=view.untagged,
    )


def _set_sheets(view: PosterView, tops: tuple[float, float], bottom: float) -> list[list[Block]]:
    """The blocks of each sheet: one where that can be, in the largest type that fits; else as few as can be."""
    one: list[list[Block]] = []
    for kind in reversed(_ONE_SHEET):
        sheets = _set_in(kind, view, tops, bottom)
        if len(sheets) > 1:
            break
        one = sheets
    return one or min((_set_in(kind, view, tops, bottom) for kind in _MORE_SHEETS), key=len)


def _set_in(kind: Type, view: PosterView, tops: tuple[float, float], bottom: float) -> list[list[Block]]:
    legend = [legend_block(view)] if view.keys else []
    used = sum(block.least + 12 for block in legend)
    rooms = (bottom - tops[0] - used, bottom - tops[1])
    return paginate([*legend, *phase_blocks(view, kind, rooms), panels_block(view)], tops, bottom)
