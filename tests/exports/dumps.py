"""What a file says, as text, so that a golden file can be read and its diff reviewed. One function for each suffix.

A new kind of file joins `DUMPS` here.
"""

import io
import struct
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import docx
import openpyxl
import pypdfium2
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from openpyxl.worksheet.worksheet import Worksheet


def dump_text(file: bytes) -> str:
    """The text itself; a byte order mark and carriage returns are made visible, since git would lose them."""
    return file.decode().replace("\ufeff", "[BOM]").replace("\r", "[CR]")


def dump_workbook(file: bytes) -> str:
    """Every cell that holds something, with its type and number format, below what a sheet is set to."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    properties = book.properties
    head = f"title: {properties.title}\nsubject: {properties.subject}\ncreated: {properties.created}\n"
    return head + "\n".join(line for sheet in book for line in _sheet_lines(sheet))


def _sheet_lines(sheet: Worksheet) -> Iterator[str]:
    yield f"\n# {sheet.title}: frozen at {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
    yield f"merged: {[str(merged) for merged in sheet.merged_cells.ranges]}, repeated: {sheet.print_title_rows}"
    yield f"widths: {[round(dimension.width) for dimension in sheet.column_dimensions.values()]}"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield f"{cell.coordinate} [{cell.data_type} {cell.number_format}] {_one_line(str(cell.value))}"


def dump_document(file: bytes) -> str:
    """Every paragraph with its style, every table by rows, header and footer, and what the file says of itself."""
    word = docx.Document(io.BytesIO(file))
    return "\n".join(_document_lines(word)) + "\n"


def words(part: BaseOxmlElement) -> str:
    """All text below an element of Word's markup, that of links, fields and boxes included."""
    signs = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(signs[found.tag] or found.text or "" for found in part.iter(*signs))


def _document_lines(word: Word) -> Iterator[str]:
    properties, section = word.core_properties, word.sections[0]
    yield f"title: {properties.title}, language: {properties.language}, created: {properties.created}"
    yield f"header: {section.header.paragraphs[0].text}"
    yield f"footer: {_one_line(words(section.footer.paragraphs[0]._p))}"
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            yield from (f"| {' | '.join(_one_line(words(cell._tc)) for cell in row.cells)} |" for row in block.rows)
        elif words(block._p):
            yield f"[{block.style.name}] {_one_line(words(block._p))}"


def _one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ").replace("\t", " ⇥ ")


def dump_pdf(file: bytes) -> str:
    """The text of every page, below its size in points."""
    pdf = pypdfium2.PdfDocument(file)
    sizes = (f"# {page.get_width():.0f} x {page.get_height():.0f}" for page in pdf)
    pages = (f"{size}\n{page.get_textpage().get_text_bounded()}" for size, page in zip(sizes, pdf, strict=True))
    return "\n".join([f"title: {pdf.get_metadata_value('Title')}", *pages]).replace("\r", "") + "\n"


def dump_svg(file: bytes) -> str:
    """Every text, a line each, below the size of the drawing."""
    root = ElementTree.fromstring(file)
    texts = (" ".join(text.split()) for text in root.itertext() if text.strip() and "@font-face" not in text)
    return "\n".join([f"# {root.get('viewBox')}", *texts]) + "\n"


def dump_png(file: bytes) -> str:
    """The size in pixels: what is drawn is that of the PDF."""
    return "{} x {}\n".format(*struct.unpack(">II", file[16:24]))


DUMPS: dict[str, Callable[[bytes], str]] = {
    "csv": dump_text,
    "docx": dump_document,
    "ics": dump_text,
    "json": dump_text,
    "pdf": dump_pdf,
    "png": dump_png,
    "svg": dump_svg,
    "txt": dump_text,
    "xlsx": dump_workbook,
}
PLAIN = {"csv", "ics", "json", "txt"}
"""Suffixes of which the dump is the file itself: these have golden files in every language."""
