"""The glyphs that a drawing uses as a small web font (WOFF), for SVG files that carry their own type.

Written here because a subset needs little: glyphs keep their numbers, unused outlines and widths become nothing, and
compression does the rest. The result bears the house's own family name, since the licence of the type reserves its
name for the unchanged fonts.
"""

from __future__ import annotations

import base64
import struct
import zlib
from functools import lru_cache

from exports.drawing.font import Font, Weight, font

FAMILY = "Kaderwijzer Sans"
CSS_WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600, Weight.BOLD: 700}

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_COPYRIGHT, _FAMILY_NAME, _STYLE_NAME, _FULL_NAME, _LICENCE = 0, 1, 2, 4, 13


@lru_cache(maxsize=64)
def font_data_uri(weight: Weight, characters: frozenset[str]) -> str:
    """A data URI of the font of one weight, with `characters` and no others. Equal calls give equal bytes.

    Args:
        weight: which font.
        characters: what must be drawable; unknown ones are left out.
    Returns:
        "data:font/woff;base64,...".
    Source: WOFF 1.0 (W3C); OpenType 1.9.
    """
    return "data:font/woff;base64," + base64.b64encode(_woff(font(weight), weight, characters)).decode("ascii")


def _woff(face: Font, weight: Weight, characters: frozenset[str]) -> bytes:
    mapping = {ord(char): face.glyph_of[char] for char in sorted(characters & face.known)}
    used = _with_parts(face, {0, *mapping.values()})
    glyf, loca = _outlines(face, used)
    head = bytearray(face.tables["head"])
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)  # long offsets in loca
    hhea = bytearray(face.tables["hhea"])
    struct.pack_into(">H", hhea, 34, len(face.advances))
    tables = {
        "OS/2": face.tables["OS/2"],
        "cmap": _cmap(mapping),
        "glyf": glyf,
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": _metrics(face, used),
        "loca": loca,
        "maxp": face.tables["maxp"],
        "name": _names(face, weight),
        "post": struct.pack(">IIhhIIIII", 0x00030000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _pack(tables)


def _with_parts(face: Font, glyphs: set[int]) -> set[int]:
    """The glyphs and, of those that are put together from others, their parts."""
    found: set[int] = set()
    waiting = sorted(glyphs)
    while waiting:
        glyph = waiting.pop()
        if glyph not in found:
            found.add(glyph)
            waiting += _parts(face, glyph)
    return found


def _parts(face: Font, glyph: int) -> list[int]:
    start, end = face.offsets[glyph], face.offsets[glyph + 1]
    table = face.tables["glyf"]
    if start == end or struct.unpack_from(">h", table, start)[0] >= 0:
        return []
    parts: list[int] = []
    at, flags = start + 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", table, at)
        parts.append(part)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return parts


def _outlines(face: Font, used: set[int]) -> tuple[bytes, bytes]:
    """Tables glyf and loca with the outlines of `used` only."""
    table = face.tables["glyf"]
    pieces: list[bytes] = []
    offsets = [0]
    for glyph in range(len(face.advances)):
        piece = table[face.offsets[glyph] : face.offsets[glyph + 1]] if glyph in used else b""
        piece += b"\0" * (-len(piece) % 4)
        if piece:
            pieces.append(piece)
        offsets.append(offsets[-1] + len(piece))
    return b"".join(pieces), struct.pack(f">{len(offsets)}I", *offsets)


def _metrics(face: Font, used: set[int]) -> bytes:
    """Table hmtx with a full record for every glyph: width and left edge of those in `used`, else zeros."""
    records: list[int] = []
    for glyph, advance in enumerate(face.advances):
        start, end = face.offsets[glyph], face.offsets[glyph + 1]
        empty = glyph not in used or start == end
        left = 0 if empty else struct.unpack_from(">h", face.tables["glyf"], start + 2)[0]
        records += [advance if glyph in used else 0, left]
    return struct.pack(">" + "Hh" * len(face.advances), *records)


def _cmap(mapping: dict[int, int]) -> bytes:
    """Table cmap with one subtable of format 12, a group for each run of consecutive codes and glyphs."""
    groups: list[list[int]] = []
    for code, glyph in mapping.items():
        if groups and code == groups[-1][1] + 1 and glyph == groups[-1][2] + code - groups[-1][0]:
            groups[-1][1] = code
        else:
            groups.append([code, code, glyph])
    body = b"".join(struct.pack(">III", *group) for group in groups)
    header = struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(groups))
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + header + body


def _names(face: Font, weight: Weight) -> bytes:
    """Table name: family, style and full name of the house, copyright and licence of the type."""
    kept = {number: _name(face, number) for number in (_COPYRIGHT, _LICENCE)}
    style = weight.capitalize()
    own = {_FAMILY_NAME: FAMILY, _STYLE_NAME: style, _FULL_NAME: f"{FAMILY} {style}"}
    records, text = b"", b""
    for number, words in sorted((kept | own).items()):
        encoded = words.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(encoded), len(text))
        text += encoded
    count = len(kept | own)
    return struct.pack(">3H", 0, count, 6 + 12 * count) + records + text


def _name(face: Font, number: int) -> str:
    table = face.tables["name"]
    _, count, start = struct.unpack_from(">3H", table, 0)
    for index in range(count):
        platform, _, _, found, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        if platform == 3 and found == number:
            return table[start + offset : start + offset + length].decode("utf-16-be")
    return ""


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF


def _pack(tables: dict[str, bytes]) -> bytes:
    """Tables as a WOFF file, each compressed where that makes it smaller."""
    total = 12 + 16 * len(tables) + sum(len(table) + -len(table) % 4 for table in tables.values())
    at = 44 + 20 * len(tables)
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        packed = zlib.compress(table, 9)
        packed = packed if len(packed) < len(table) else table
        directory += struct.pack(">4sIIII", tag.encode(), at, len(packed), len(table), _checksum(table))
        packed += b"\0" * (-len(packed) % 4)
        body += packed
        at += len(packed)
    header = (b"wOFF", 0x00010000, at, len(tables), 0, total, 1, 0, 0, 0, 0, 0, 0)
    return struct.pack(">4sIIHHIHHIIIII", *header) + directory + body
