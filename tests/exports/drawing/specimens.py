"""Scenes to test with, and a reader of what a screen reader finds in a PDF."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from hypothesis import strategies as st

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.scene import Bookmark, Group, Node, Page, Role, Scene, Target, artifact, link
from exports.drawing.shapes import Anchor, Box, Circle, Line, Paint, Path, Rect, Step, Text, polygon
from exports.drawing.text import fit, wrap

WIDTH, HEIGHT = 595.0, 842.0
DAY = date(2026, 10, 14)
INK, NAVY, PAPER = palette.INK, palette.NAVY, palette.PAPER
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "</text><script>alert(1)</script>",
    "]]> & \" ' <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    ") Tj ET /Figure BMC (",
    "😀 🏳️‍🌈 한국어",
    "שלום \u202eabc\u202c עולם",
    "\ud800 lone \udfff surrogates",
    "a\u0300\u0301\u0302\u0303\u0304\u0305 stack",
    "nul\0bell\x07escape\x1b",
    "tab\tand\r\nnewline\u2028separator",
    "\ufeff\ufffe\uffff",
    "",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
)


def paragraph(words: str, y: float = 100.0, role: Role = Role.P, *, x: float = 30.0, **options: Any) -> Group:
    """One line of text with a meaning."""
    return Group(role, (Text(x, y, (words,), 10, INK),), **options)


def scene(*nodes: Node, **options: Any) -> Scene:
    """One page with these nodes."""
    return Scene((Page(WIDTH, HEIGHT, nodes),), **{"title": "Proef", "lang": "nl-NL", "day": DAY, **options})


def _table() -> Group:
    heads = (
        paragraph("Aandachtspunt", 200, Role.HEADER_CELL, scope="column"),
        Group(Role.HEADER_CELL, (Text(250, 200, ("Niveau",), 10, INK),), scope="column"),
    )
    bars = tuple(Rect(Box(200 + 9 * i, 212, 7.2, 8), Paint(palette.DEEP, palette.EDGE), 1.1) for i in range(3))
    level = Group(Role.CELL, (*bars, Text(250, 220, ("3",), 12, INK, Weight.BOLD)), spoken="niveau 3 van 3")
    wide = paragraph("geen oordeel", 240, Role.CELL, columns=2)
    rows = (
        Group(Role.ROW, heads),
        Group(Role.ROW, (paragraph("Praktijkvraag", 220, Role.HEADER_CELL, scope="row"), level)),
        Group(Role.ROW, (wide,)),
    )
    caption = paragraph("Fase opstart", 185, Role.CAPTION)
    return Group(Role.TABLE, (caption, *rows), summary="Punten met niveau", key="tabel")


def _figure() -> Group:
    shapes = (
        Rect(Box(300, 200, 17, 17), Paint(palette.DEEP, palette.EDGE, 0.9), 2.4),
        Text(308.5, 213, ("3",), 11, PAPER, Weight.BOLD, Anchor.MIDDLE),
        Circle(340, 208, 8, Paint(stroke=palette.EDGE, dash=(1.6, 1.6))),
        Line(360, 200, 380, 216, Paint(stroke=palette.EDGE, width=1.5, round_ends=True)),
        Path((Step("M", (390, 216)), Step("C", (390, 195, 415, 195, 415, 216)), Step("Z")), Paint(palette.DEEP)),
        Path((Step("R", (420, 200, 4, 4)), Step("R", (424, 204, 4, 4))), Paint(NAVY), crisp=True),
        Path((Step("M", (440, 200)), Step("L", (450, 200)), Step("L", (450, 210)), Step("Z")), Paint(NAVY)),
    )
    return Group(Role.FIGURE, shapes, alt="Eén punt op niveau 3")


def _list() -> Group:
    items = tuple(
        Group(
            Role.ITEM,
            (paragraph(str(n), 260 + 20 * n, Role.LABEL), paragraph(f"Stap {word}", 260 + 20 * n, Role.BODY, x=50)),
        )
        for n, word in enumerate(("een", "twee"), 1)
    )
    return Group(Role.LIST, items, ordered=True)


def _links() -> Group:
    area = Box(60, 350, 60, 14)
    out = link(
        (Text(62, 360, ("voorbeeld.nl",), 10, palette.DEEP),), area, "Open het voorbeeld", url="https://voorbeeld.nl/"
    )
    inner = link(
        (Text(140, 360, ("verder",), 10, INK),), Box(140, 350, 40, 14), "Naar bladzijde 2", target=Target(1, 30)
    )
    return Group(Role.P, (Text(30, 360, ("Zie",), 10, INK), out, inner))


def demo() -> Scene:
    """Two pages with every kind of node, every role and every way of fitting."""
    title = fit("Samen wijzer in de wijk: eigen regie van ouderen", 400, 60, sizes=(22, 14), weight=Weight.BOLD)
    broken = fit("Kennisbenuttingsondersteuningsmedewerkersoverleg", 90, 60, sizes=(10, 9))
    cut = fit("Deze tekst is veel te lang voor zijn kleine vak " * 4, 90, 24, sizes=(10, 9))
    head = artifact(Rect(Box(0, 0, WIDTH, 120), Paint(NAVY)), polygon(((0, 120), (20, 120), (10, 130)), Paint(NAVY)))
    section = Group(
        Role.SECTION,
        (
            paragraph("Tweede kop", 400, Role.H2),
            Group(Role.P, (wrap("Een alinea die over meer regels loopt. " * 4, 250, 10).at(30, 420, INK),)),
            paragraph("Derde kop", 500, Role.H3),
            paragraph("This sentence is English.", 520, lang="en"),
            Group(Role.P, (paragraph("ingebed", 540, Role.SPAN),)),
        ),
    )
    first = (
        head,
        Group(Role.H1, (title.inside(Box(30, 40, 400, 60), PAPER, vertical=Anchor.MIDDLE),)),
        Group(Role.P, (broken.inside(Box(30, 130, 90, 60), INK),)),
        Group(Role.P, (cut.inside(Box(150, 130, 90, 24), INK),)),
        _table(),
        _figure(),
        _list(),
        _links(),
        section,
    )
    later = Group(
        Role.ROW, (paragraph("Vervolg", 60, Role.HEADER_CELL, scope="row"), paragraph("2", 60, Role.CELL, x=250))
    )
    second = (paragraph("Bladzijde twee", 30, Role.H2), Group(Role.TABLE, (later,), key="tabel"))
    return Scene(
        (Page(WIDTH, HEIGHT, first), Page(HEIGHT, WIDTH, second, palette.TINT)),
        title="Proef & <toets>",
        lang="nl-NL",
        day=DAY,
        description="Een proefblad met alles erop.",
        author="Kaderwijzer",
        bookmarks=(Bookmark("Begin", Target(0)), Bookmark("Tabel", Target(0, 185), 1), Bookmark("Twee", Target(1))),
    )


anything = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(HOSTILE)
"""Any text, lone surrogates included."""


@st.composite
def _fitted(draw: st.DrawFn) -> Group:
    fitted = fit(draw(anything), draw(st.floats(20, 300)), draw(st.floats(12, 60)), sizes=(14, 8))
    return Group(Role.P, (fitted.at(30, draw(heights), INK),))


@st.composite
def _tables(draw: st.DrawFn) -> Group:
    words, y = draw(st.lists(anything, min_size=1, max_size=3)), draw(heights)
    cells = [(paragraph(w, y, Role.HEADER_CELL, scope="row"), paragraph(w, y, Role.CELL)) for w in words]
    return Group(Role.TABLE, tuple(Group(Role.ROW, pair) for pair in cells), summary=words[0])


@st.composite
def _lists(draw: st.DrawFn) -> Group:
    words, y = draw(st.lists(anything, min_size=1, max_size=3)), draw(heights)
    parts = [(paragraph("1", y, Role.LABEL), paragraph(w, y, Role.BODY)) for w in words]
    return Group(Role.LIST, tuple(Group(Role.ITEM, pair) for pair in parts), ordered=draw(st.booleans()))


@st.composite
def _figures(draw: st.DrawFn) -> Group:
    words, y = draw(anything), draw(heights)
    marks = (Rect(Box(30, y, 10, 10), Paint(NAVY)), Text(50, y, (words,), 9, INK))
    if draw(st.booleans()):
        return Group(Role.P, marks, spoken=words)
    return Group(Role.FIGURE, marks, alt="Figuur " + words)


@st.composite
def _linked(draw: st.DrawFn) -> Group:
    words, y = draw(anything), draw(heights)
    text = Text(30, y, (words,), 9, INK)
    return Group(Role.P, (link((text,), Box(30, y, 50, 10), "Link " + words, url="https://voorbeeld.nl/"),))


@st.composite
def _sections(draw: st.DrawFn) -> Group:
    words, y = draw(anything), draw(heights)
    return Group(
        Role.SECTION, (paragraph(words, y, Role.H2), paragraph(words, y)), lang=draw(st.sampled_from(["", "en"]))
    )


heights = st.floats(20, 800)
_blocks = st.one_of(_fitted(), _tables(), _lists(), _figures(), _linked(), _sections())


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Documents of one to three pages with blocks of every kind, a heading first and any text in them."""
    title = draw(anything)
    heading = paragraph("Kop " + title, 30, Role.H1)
    pages = [
        Page(WIDTH, HEIGHT, (*((heading,) if number == 0 else ()), *draw(st.lists(_blocks, max_size=5))))
        for number in range(draw(st.integers(1, 3)))
    ]
    return Scene(tuple(pages), "Titel " + title, "nl", DAY, description=title, author=title)


class Found(NamedTuple):
    """An element of the structure tree as a reader finds it; `text` is that of its own content."""

    kind: str
    words: str
    text: str
    children: tuple[Found, ...]

    def flat(self) -> Iterator[Found]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.flat()

    def heard(self) -> str:
        """What is read aloud: replacing words where there are any, else text and children."""
        return self.words or " ".join(part for part in (self.text, *(c.heard() for c in self.children)) if part)


def structure(data: bytes, page: int = 0) -> tuple[Found, ...]:
    """The structure tree of a page as PDFium reads it."""
    with pypdfium2.PdfDocument(data) as document:
        sheet = document[page]
        texts = _marked_texts(sheet)
        tree = pdfium.FPDF_StructTree_GetForPage(sheet.raw)
        try:
            roots = range(pdfium.FPDF_StructTree_CountChildren(tree))
            return tuple(_found(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), texts) for i in roots)
        finally:
            pdfium.FPDF_StructTree_Close(tree)


def _found(element: Any, texts: dict[int, str]) -> Found:
    children, own = list[Found](), list[str]()
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if child:
            children.append(_found(child, texts))
        elif mark >= 0:
            own.append(texts.get(mark, ""))
    read = [
        _string(get, element) for get in (pdfium.FPDF_StructElement_GetActualText, pdfium.FPDF_StructElement_GetAltText)
    ]
    kind = _string(pdfium.FPDF_StructElement_GetType, element)
    return Found(kind, read[0] or read[1], " ".join("".join(own).split()), tuple(children))


def _string(get: Any, *arguments: Any) -> str:
    size = get(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    get(*arguments, buffer, size)
    return buffer.raw[: max(size, 2) - 2].decode("utf-16-le", "replace")


def _marked_texts(sheet: pypdfium2.PdfPage) -> dict[int, str]:
    texts: dict[int, str] = {}
    page = sheet.get_textpage()
    for item in sheet.get_objects():
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            size = pdfium.FPDFTextObj_GetText(item.raw, page.raw, None, 0)
            buffer = (ctypes.c_ushort * (size // 2))()
            pdfium.FPDFTextObj_GetText(item.raw, page.raw, buffer, size)
            texts[mark] = texts.get(mark, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    return texts


def extract(data: bytes, page: int = 0) -> str:
    """The text of a page as selecting and copying gives it, blanks made equal."""
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(document[page].get_textpage().get_text_range().split())
