"""The SVG is whole in itself, harmless, and says what it shows."""

import base64
import io
import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given

from exports.drawing.font import FILES, FOLDER, Weight, font
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


def embedded(weight: Weight, characters: str) -> TTFont:
    """The font inside an SVG that needs these characters."""
    prefix, data = font_data_uri(weight, frozenset(characters)).split(",")
    assert prefix == "data:font/woff;base64"
    made = TTFont(io.BytesIO(base64.b64decode(data)))
    assert made.flavor == "woff"
    return made


@pytest.mark.parametrize("weight", Weight)
def test_embedded_font_holds_the_outlines_of_its_characters_and_no_others(weight: Weight) -> None:
    wanted = "Eéß…"
    made, whole = embedded(weight, wanted + "한"), TTFont(FOLDER / FILES[weight])
    assert {chr(code) for code in made.getBestCmap()} == set(wanted)
    for code, glyph in made.getBestCmap().items():
        theirs = whole.getBestCmap()[code]
        assert (
            made["glyf"][glyph].getCoordinates(made["glyf"])[0]
            == whole["glyf"][theirs].getCoordinates(whole["glyf"])[0]
        )
        assert made["hmtx"][glyph] == whole["hmtx"][theirs]
    assert made["maxp"].numGlyphs <= 2 * len(wanted) + 1  # parts of composed glyphs, and .notdef


def test_embedded_font_has_the_measures_of_the_whole_one() -> None:
    made, whole = embedded(Weight.BOLD, "a"), TTFont(FOLDER / FILES[Weight.BOLD])
    for tag, key in (("head", "unitsPerEm"), ("hhea", "ascent"), ("hhea", "descent"), ("OS/2", "usWeightClass")):
        assert getattr(made[tag], key) == getattr(whole[tag], key)
    assert made["head"].modified == whole["head"].modified  # no clock


def test_embedded_font_does_not_bear_the_reserved_name() -> None:
    name = embedded(Weight.BOLD, "a")["name"].getDebugName
    assert (name(1), name(2), name(4)) == ("Kaderwijzer Sans", "Bold", "Kaderwijzer Sans Bold")
    assert "Adobe" in name(0)
    assert "Open Font License" in name(13)


def test_fonts_are_read_and_cut_by_several_threads_alike() -> None:
    """A page that draws must not change what another reads."""
    font.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        texts = [frozenset("aébcß…" + chr(code)) for code in range(65, 91)]
        first = list(pool.map(lambda text: font_data_uri.__wrapped__(Weight.BOLD, text), texts))
    assert first == [font_data_uri.__wrapped__(Weight.BOLD, text) for text in texts]
