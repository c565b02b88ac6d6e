"""The SVG is whole in itself, harmless, and says what it shows."""

import base64
import re
import struct
import zlib
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from exports.drawing.font import Weight, font
from exports.drawing.scene import Group, Role, Scene
from exports.drawing.shapes import Box, Paint, Rect, Text
from exports.drawing.subset import font_data_uri
from exports.drawing.svg import write_svg
from tests.exports.drawing.specimens import HOSTILE, INK, demo, paragraph, scene, scenes

SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN = {"script", "foreignObject", "image", "use", "iframe", "animate", "set", "style2"}


def parse(data: bytes) -> ET.Element:
    return ET.fromstring(data)


def spoken(element: ET.Element) -> str:
    """What is read aloud, by the rules of names: a label wins, hidden things are skipped."""
    tag = element.tag.removeprefix(SVG)
    if element.get("aria-hidden") == "true" or tag in ("style", "title", "desc"):
        return ""
    if element.get("role") == "img":
        return element.get("aria-label", "")
    parts = [element.text or "", *(part for child in element for part in (spoken(child), child.tail or ""))]
    return " ".join(" ".join(part for part in parts if part.strip()).split())


def roles(element: ET.Element) -> list[str]:
    return [found.get("role", "") for found in element.iter() if found.get("role")]


@given(scenes())
def test_every_page_is_xml_without_scripts_or_references(drawn: Scene) -> None:
    for number in range(len(drawn.pages)):
        data = write_svg(drawn, number)
        root = parse(data)
        assert {found.tag.removeprefix(SVG) for found in root.iter()} & FORBIDDEN == set()
        addresses = {value for found in root.iter() for name, value in found.items() if name.endswith("href")}
        assert addresses <= {"https://voorbeeld.nl/"}
        assert not [name for found in root.iter() for name in found.keys() if name.startswith("on")]  # noqa: SIM118
        styles = "".join(found.text or "" for found in root.iter(f"{SVG}style"))
        assert re.findall(r"url\((?!data:font/woff;base64,)|@import", styles) == []


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_hostile_text_is_only_text(words: str) -> None:
    figure = Group(Role.FIGURE, (Rect(Box(1, 1, 9, 9), Paint(INK)),), alt="x" + words)
    root = parse(write_svg(scene(paragraph(words), figure, title="x" + words, description=words)))
    assert spoken(root).split() == [*Text(0, 0, (words,), 9, INK).words.split(), *figure.alt.split()]


def test_page_has_title_description_and_language() -> None:
    root = parse(write_svg(demo()))
    assert root.get("lang") == "nl-NL"
    assert root.get("role") == "document"
    named = {found.get("id"): found.text for found in root.iter() if found.get("id")}
    assert named[root.get("aria-labelledby")] == "Proef & <toets>"
    assert named[root.get("aria-describedby")] == "Een proefblad met alles erop."


def test_roles_are_those_of_the_scene() -> None:
    found = roles(parse(write_svg(demo())))
    assert " ".join(found) == (
        "document heading paragraph img paragraph img table caption row columnheader columnheader row rowheader cell "
        "img row cell img list listitem listitem paragraph heading paragraph heading paragraph paragraph"
    )


def test_words_are_heard_apart_and_in_full() -> None:
    said = spoken(parse(write_svg(demo())))
    assert "Samen wijzer in de wijk: eigen regie van ouderen Kennisbenuttingsondersteuningsmedewerkersoverleg" in said
    assert "Praktijkvraag niveau 3 van 3 geen oordeel Eén punt op niveau 3 1 Stap een" in said
    assert " ".join(["Een alinea die over meer regels loopt."] * 4) in said


def test_later_page_can_be_written() -> None:
    assert spoken(parse(write_svg(demo(), 1))) == "Bladzijde twee Vervolg 2"
    with pytest.raises(IndexError):
        write_svg(demo(), 2)


def test_link_can_be_pressed_anywhere_in_its_area() -> None:
    (found,) = parse(write_svg(demo())).iter(f"{SVG}a")
    assert (found.get("href"), found.get("aria-label")) == ("https://voorbeeld.nl/", "Open het voorbeeld")
    assert found[0].attrib == {
        "x": "60", "y": "350", "width": "60", "height": "14", "fill": "none", "pointer-events": "all"
    }  # fmt: skip


def test_colour_cannot_break_out_of_its_attribute() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        write_svg(scene(Rect(Box(1, 1, 9, 9), Paint('#000000"><script>'))))


def test_equal_scenes_give_equal_files() -> None:
    assert write_svg(demo()) == write_svg(demo())


def unpack(uri: str) -> dict[str, bytes]:
    """The tables of an embedded font."""
    data = base64.b64decode(uri.removeprefix("data:font/woff;base64,"))
    signature, _, length, count = struct.unpack_from(">4sIIH", data)
    assert (signature, length) == (b"wOFF", len(data))
    tables: dict[str, bytes] = {}
    for index in range(count):
        tag, offset, packed, size, _ = struct.unpack_from(">4sIIII", data, 44 + 20 * index)
        piece = data[offset : offset + packed]
        tables[tag.decode()] = zlib.decompress(piece) if packed < size else piece
        assert len(tables[tag.decode()]) == size
    return tables


@pytest.mark.parametrize("weight", Weight)
def test_embedded_font_holds_the_outlines_of_its_characters_and_no_others(weight: Weight) -> None:
    face, wanted = font(weight), "Eéß…"
    tables = unpack(font_data_uri(weight, frozenset(wanted + "한")))
    offsets = [entry[0] for entry in struct.iter_unpack(">I", tables["loca"])]
    for char in wanted:
        glyph = face.glyph_of[char]
        outline = face.tables["glyf"][face.offsets[glyph] : face.offsets[glyph + 1]]
        assert tables["glyf"][offsets[glyph] : offsets[glyph + 1]].startswith(outline)
        assert struct.unpack_from(">H", tables["hmtx"], 4 * glyph) == (face.advances[glyph],)
    (groups,) = struct.unpack_from(">I", tables["cmap"], 12 + 12)
    assert groups == len(wanted)
    filled = [glyph for glyph, pair in enumerate(pairwise(offsets)) if pair[0] < pair[1]]
    assert face.glyph_of["Z"] not in filled
    assert len(filled) <= 2 * len(wanted) + 1  # parts of composed glyphs, and .notdef


def test_embedded_font_does_not_bear_the_reserved_name() -> None:
    names = unpack(font_data_uri(Weight.BOLD, frozenset("a")))["name"]
    records = [struct.unpack_from(">6H", names, 6 + 12 * index) for index in range(5)]
    start = struct.unpack_from(">H", names, 4)[0]
    texts = {r[3]: names[start + r[5] : start + r[5] + r[4]].decode("utf-16-be") for r in records}
    assert (texts[1], texts[2], texts[4]) == ("Kaderwijzer Sans", "Bold", "Kaderwijzer Sans Bold")
    assert "Adobe" in texts[0]
    assert "Open Font License" in texts[13]
