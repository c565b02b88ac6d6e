"""The glyphs that a drawing uses as a small web font (WOFF), for SVG files that carry their own type.

Put together from the tables of the font rather than by `fontTools.subset`, which takes far longer to do far more
(docs/decisions/0011). The result bears the house's own family name, since the licence of the type reserves its name
for the unchanged fonts.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Any

from exports.drawing.font import Font, Weight, font

FAMILY = "Kaderwijzer Sans"
CSS_WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600, Weight.BOLD: 700}

_COPYRIGHT, _FAMILY_NAME, _STYLE_NAME, _FULL_NAME, _LICENCE = 0, 1, 2, 4, 13
_WINDOWS, _UNICODE, _FULL_UNICODE, _ENGLISH = 3, 1, 10, 0x409
_MISSING = ".notdef"
_LOCK = Lock()  # tables are read from the one file as they are asked for


@lru_cache(maxsize=64)
def font_data_uri(weight: Weight, characters: frozenset[str]) -> str:
    """A data URI of the font of one weight, with `characters` and no others. Equal calls give equal bytes.

    Args:
        weight: which font.
        characters: what must be drawable; unknown ones are left out.
    Returns:
        "data:font/woff;base64,...".
    """
    face = font(weight)
    with _LOCK:
        made = _woff(face, weight, characters & face.known)
    return "data:font/woff;base64," + base64.b64encode(made).decode("ascii")


def _woff(face: Font, weight: Weight, characters: frozenset[str]) -> bytes:
    from fontTools.ttLib import TTFont

    mapping = {ord(char): face.glyph_of[char] for char in sorted(characters)}
    outlines = _outlines(face, (_MISSING, *mapping.values()))
    made: Any = TTFont(recalcBBoxes=False, recalcTimestamp=False)
    made.setGlyphOrder(list(outlines))
    for tag in ("OS/2", "head", "hhea", "maxp"):
        made[tag] = _copy(face.source[tag])
    made["cmap"] = _cmap(mapping)
    made["glyf"] = _new("glyf", glyphs=outlines, glyphOrder=list(outlines))
    made["hmtx"] = _new("hmtx", metrics={glyph: face.source["hmtx"].metrics[glyph] for glyph in outlines})
    made["loca"] = _new("loca")
    made["name"] = _names(face, weight)
    made["post"] = _copy(face.source["post"], formatType=3.0)  # without names of glyphs
    made.flavor = "woff"
    out = io.BytesIO()
    made.save(out, reorderTables=None)
    return out.getvalue()


def _outlines(face: Font, glyphs: Iterable[str]) -> dict[str, Any]:
    """The glyphs and, of those that are put together from others, their parts."""
    found: dict[str, Any] = {}
    waiting = list(glyphs)
    while waiting:
        glyph = waiting.pop(0)
        if glyph not in found:
            found[glyph] = face.outlines.glyphs[glyph]
            if found[glyph].isComposite():  # packed, it knows its parts by their old numbers
                found[glyph] = face.unpack_outline(glyph)
                waiting += found[glyph].getComponentNames(face.outlines)
    return found


def _cmap(mapping: dict[int, str]) -> Any:
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    table: Any = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = _WINDOWS, _FULL_UNICODE, 0, mapping
    return _new("cmap", tableVersion=0, tables=[table])


def _names(face: Font, weight: Weight) -> Any:
    """Family, style and full name of the house, copyright and licence of the type."""
    style = weight.capitalize()
    names = {number: face.source["name"].getDebugName(number) for number in (_COPYRIGHT, _LICENCE)}
    names |= {_FAMILY_NAME: FAMILY, _STYLE_NAME: style, _FULL_NAME: f"{FAMILY} {style}"}
    table = _new("name", names=[])
    for number, words in names.items():
        table.setName(words, number, _WINDOWS, _UNICODE, _ENGLISH)
    return table


def _new(tag: str, **entries: Any) -> Any:
    """A table of this kind that holds `entries`."""
    from fontTools.ttLib import newTable

    table: Any = newTable(tag)
    vars(table).update(entries)
    return table


def _copy(table: Any, **changes: Any) -> Any:
    """A table like this one, since compiling writes into it."""
    return _new(table.tableTag, **(vars(table) | changes))
