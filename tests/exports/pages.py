"""What a reader finds in a PDF of several pages: by listening, by copying, in its outline and in its links."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import page as validator
import pypdfium2
import pypdfium2.raw as pdfium

from exports.drawing import inspect
from exports.drawing.scene import Group, Node, Role, Scene, walk
from exports.drawing.shapes import Text
from exports.drawing.words import printable
from exports.typeset.document import Code, Document, Heading, List, Paragraph, Runs, Table
from exports.typeset.flow.style import SMALLEST
from exports.typeset.overview import Panels, Stages


class Heard(NamedTuple):
    """An element as it is read aloud: its kind and scope, and its words with those of all below it, in order."""

    kind: str
    scope: str
    words: str


def faults(data: bytes) -> list[str]:
    """What PDF/UA-1 has against a file."""
    return sorted({fault.rule_id for fault in validator.validate_pdf_bytes(data, profile="ua1").failures})


def flaws(scene: Scene) -> list[object]:
    """What can be seen to be wrong without looking."""
    weak = [found for found in inspect.contrast(scene) if not found.enough]
    small = [text.lines for text in texts(scene) if text.size < SMALLEST]
    return [*weak, *inspect.overflow(scene), *inspect.collisions(scene), *small]


def nodes(scene: Scene) -> Iterator[Node]:
    return (node for sheet in scene.pages for node in walk(sheet.children))


def texts(scene: Scene) -> Iterator[Text]:
    return (node for node in nodes(scene) if isinstance(node, Text))


def roles_at_the_foot(scene: Scene) -> list[Role]:
    """The role of the last thing that means something on each page but the last."""
    found: list[Role] = []
    for sheet in scene.pages[:-1]:
        groups = [node for node in sheet.children if isinstance(node, Group) and node.role is not Role.ARTIFACT]
        found.append(groups[-1].role)
    return found


def words_of(document: Document) -> list[str]:
    """Every word that a document says, in the order in which its pages are read."""
    found = [document.kicker.upper(), document.title]
    found += [part for fact in document.facts for part in fact]
    for block in document.blocks:
        match block:
            case Heading(level=1):
                pass
            case Heading(text=text):
                found.append(text)
            case Paragraph(runs=runs):
                found.append(_said(runs))
            case List():
                for number, item in enumerate(block.items, 1):
                    label = f"{number}." if block.is_ordered else "•"
                    found += [label, _said(item)]
            case Table():
                found += [column.title for column in block.columns]
                found += [_said(cell) for row in block.rows for cell in row]
            case Code(alt=alt):
                found.append(alt)
            case Stages(stages=stages):
                for stage in stages:
                    found += [str(stage.number), stage.title, stage.label, stage.alt if stage.cells else ""]
                    found += [stage.count, stage.coverage]
            case Panels(panels=panels):
                for panel in panels:
                    found += [panel.title, *(words for item in panel.items for words in (item.head, item.body))]
    return printable(" ".join(found)).split()


def _said(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def copied(data: bytes) -> list[str]:
    """The text of each page as selecting and copying gives it."""
    with pypdfium2.PdfDocument(data) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


def outline_of(data: bytes) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 1) of every bookmark."""
    with pypdfium2.PdfDocument(data) as document:
        return [(b.level, b.get_title(), (b.get_dest().get_index() or 0) + 1) for b in document.get_toc()]


def heard(data: bytes) -> list[list[Heard]]:
    """For every page each element, those above before those below, in the order of reading."""
    with pypdfium2.PdfDocument(data) as document:
        return [_page(sheet) for sheet in document]


def read_aloud(data: bytes) -> str:
    """All that is read aloud, in order."""
    return " ".join(page[0].words for page in heard(data) if page)


def _page(sheet: pypdfium2.PdfPage) -> list[Heard]:
    marked = _marked(sheet)
    tree = pdfium.FPDF_StructTree_GetForPage(sheet.raw)
    try:
        found: list[Heard] = []
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            _listen(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), marked, found)
        return found
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _listen(element: Any, marked: dict[int, str], found: list[Heard]) -> str:
    kind = _string(pdfium.FPDF_StructElement_GetType, element)
    place = len(found)
    found.append(Heard(kind, "", ""))
    parts: list[str] = []
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            parts.append(_listen(child, marked, found))
        else:
            parts.append(marked.get(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index), ""))
    own = (pdfium.FPDF_StructElement_GetActualText, pdfium.FPDF_StructElement_GetAltText)
    words = next((said for get in own if (said := _string(get, element))), " ".join(part for part in parts if part))
    found[place] = Heard(kind, _scope(element), " ".join(words.split()))
    return words


def _scope(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    size = ctypes.c_ulong()
    for index in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, b"Scope")
        if value and pdfium.FPDF_StructElement_Attr_GetStringValue(value, buffer, 64, size):
            return buffer.raw[: size.value - 2].decode("utf-16-le")
    return ""


def _string(get: Callable[..., int], *arguments: Any) -> str:
    size = get(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    get(*arguments, buffer, size)
    return buffer.raw[: max(size, 2) - 2].decode("utf-16-le", "replace")


def _marked(sheet: pypdfium2.PdfPage) -> dict[int, str]:
    found: dict[int, str] = {}
    page = sheet.get_textpage()
    for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        if mark < 0:  # decoration
            continue
        size = pdfium.FPDFTextObj_GetText(item.raw, page.raw, None, 0)
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFTextObj_GetText(item.raw, page.raw, buffer, size)
        words = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
        found[mark] = found.get(mark, "") + words.replace("\x02", "-")  # PDFium takes a hyphen at the end for its own
    return found
