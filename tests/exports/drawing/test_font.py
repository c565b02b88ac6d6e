"""The fonts are measured as the library that draws with them does."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from exports.drawing.font import FILES, FOLDER, Weight, font, text_width


@pytest.mark.parametrize("weight", Weight)
def test_widths_are_those_of_the_drawing_library(weight: Weight) -> None:
    theirs = TTFontFile(str(FOLDER / FILES[weight]))
    assert {ord(char): width for char, width in font(weight).advance_of.items()} == {
        code: theirs.charWidths[code] for code in theirs.charToGlyph
    }


@pytest.mark.parametrize("weight", Weight)
def test_every_weight_has_the_box_the_ellipsis_and_the_letters_of_western_europe(weight: Weight) -> None:
    assert font(weight).known.issuperset("□…–’“”€·×≥" + "ÁÀÂÄÇÉÈÊËÍÎÏÑÓÔÖÚÜÅÆØáàâäçéèêëíîïñóôöúüåæøßĳ")


def test_height_is_that_of_the_outline() -> None:
    face = font(Weight.REGULAR)
    assert face.cap == 660
    assert face.height(" ") == (0, 0)
    assert face.height("E") == (0, 656)
    assert face.height("É") == (0, 841)
    assert face.height("g") == (-224, 498)


def test_unknown_characters_are_as_wide_as_the_box() -> None:
    assert text_width("한", Weight.BOLD, 10) == text_width("□", Weight.BOLD, 10)


def test_the_licence_travels_with_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text()
