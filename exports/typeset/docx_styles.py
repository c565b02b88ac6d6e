"""The look of every DOCX: the styles of Word itself, in the house colours, so that a reader can change them at once."""

from typing import cast

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from exports.drawing.palette import DEEP, INK, MUTE, NAVY

WIDTH = 166
"""Of the text, in millimetres."""

FONT = "Calibri"
# style: size, colour, strong, emphasis, space before and after in points
_LOOKS = {
    "Normal": (11, INK, False, False, 0, 6),
    "Heading 1": (22, NAVY, True, False, 0, 8),
    "Heading 2": (16, NAVY, True, False, 16, 6),
    "Heading 3": (12.5, DEEP, True, False, 14, 4),
    "Subtitle": (14, DEEP, True, False, 0, 8),
    "Intense Quote": (10, MUTE, False, False, 4, 10),
    "Caption": (10, MUTE, False, False, 0, 8),
    "List Bullet": (11, INK, False, False, 0, 3),
    "List Number": (11, INK, False, False, 0, 3),
    "Header": (9, MUTE, False, False, 0, 12),
    "Footer": (9, MUTE, False, False, 0, 0),
}
_DENSE = {
    "Normal": (9, INK, False, False, 0, 3),
    "Heading 1": (20, NAVY, True, False, 0, 6),
    "Heading 2": (14, NAVY, True, False, 12, 4),
    "Heading 3": (11, DEEP, True, False, 8, 2),
    "Subtitle": (13, DEEP, True, False, 0, 4),
    "Intense Quote": (9, MUTE, False, False, 2, 4),
    "List Bullet": (9, INK, False, False, 0, 2),
    "List Number": (9, INK, False, False, 0, 2),
}
_THEMED = [qn(f"w:{name}") for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")]


def element(tag: str, **attributes: str):
    """Return a new element of Word's own markup with its attributes; lxml escapes every value."""
    made = OxmlElement(tag) if tag.startswith("w:") else OxmlElement("w:sdtPr").makeelement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def style_word(word: Word, *, is_dense: bool = False) -> None:
    """Give the styles of `word` the house look, and tell the outline what each is for."""
    looks = _LOOKS | _DENSE if is_dense else _LOOKS
    for name, look in looks.items():
        _style(_named(word, name), look)
    quote = _named(word, "Intense Quote")
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = 0
    for border in quote.element.pPr.findall(qn("w:pBdr")):
        quote.element.pPr.remove(border)
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        _named(word, name).paragraph_format.keep_with_next = True
    link = cast(CharacterStyle, word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER))
    link.font.color.rgb, link.font.underline = RGBColor.from_string(DEEP[1:]), True
    stops = _named(word, "Footer").paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _named(word: Word, name: str) -> ParagraphStyle:
    return cast(ParagraphStyle, word.styles[name])


def _style(style: ParagraphStyle, look: tuple[float, str, bool, bool, float, float]) -> None:
    size, colour, strong, emphasis, before, after = look
    font, space = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), strong, emphasis
    font.color.rgb = RGBColor.from_string(colour[1:])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for themed in _THEMED:
        fonts.attrib.pop(themed, None)
    for spaced in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spaced)
    space.space_before, space.space_after = Pt(before), Pt(after)


def set_language(word: Word, language: str) -> None:
    """Say in which language the text is, in the defaults that every style inherits."""
    for tag in word.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
    normal = word.styles["Normal"].element.get_or_add_rPr()
    normal.append(element("w:lang", val=language))
    for themed in word.settings.element.iter(qn("w:themeFontLang")):
        themed.set(qn("w:val"), language)
