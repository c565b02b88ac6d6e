"""Write a document tree as DOCX: real heading styles, editable, readable aloud, and always the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from exports.drawing.palette import WARNING
from exports.drawing.qr import qr_png
from exports.typeset.bounds import bound
from exports.typeset.document import (
    Block,
    Code,
    Document,
    Heading,
    Kind,
    List,
    Paragraph,
    Run,
    Table,
    file_time,
)
from exports.typeset.docx_glance import add_panels, add_stages
from exports.typeset.docx_styles import WIDTH, element, set_language, style_word
from exports.typeset.docx_table import add_table
from exports.typeset.overview import Panels, Stages

# Ids, not names: python-docx searches all styles for a name, which took most of the time of a report.
_STYLES = {Kind.BODY: None, Kind.LEAD: "Subtitle", Kind.NOTE: "IntenseQuote", Kind.FINE: None}
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def write_docx(document: Document) -> bytes:
    """Return `document` as a DOCX file. No text in it is interpreted; the same document gives the same bytes."""
    document = bound(document)
    word = docx.Document()
    style_word(word, is_dense=document.is_dense)
    set_language(word, document.language)
    _set_properties(word, document)
    _add_margins(word, document)
    _add_blocks(word, document.blocks)
    buffer = io.BytesIO()
    word.save(buffer)
    return _settled(buffer.getvalue(), document)


def _add_blocks(word: Word, blocks: Sequence[Block]) -> None:
    """Add all blocks; what belongs together stays on one page."""
    body, keeps = word.element.body, False
    for block, following in zip_longest(blocks, blocks[1:]):
        before = len(body)
        _add(word, block)
        if isinstance(block, Stages | Table) and not isinstance(following, Heading):
            _add_gap(word)
        keeps = block.keeps if isinstance(block, Heading) else keeps
        introduces = isinstance(block, Paragraph) and isinstance(following, List | Table)
        if introduces or (keeps and following and not isinstance(following, Heading)):
            # the last element of the body is its section, which stays the last
            for paragraph in (p for added in body[before - 1 : -1] for p in added.iter(qn("w:p"))):
                WordParagraph(paragraph, word._body).paragraph_format.keep_with_next = True


def _add_gap(word: Word) -> None:
    """Room below a table: Word joins tables that touch, and wants a paragraph at the end."""
    space = word.add_paragraph().paragraph_format
    space.space_after, space.line_spacing = Pt(0), Pt(6)


def _add(word: Word, block: Block) -> None:
    match block:
        case Heading(level=level, text=text, starts_page=starts_page):
            paragraph = _new(word, f"Heading{level}")
            paragraph.add_run(text)
            paragraph.paragraph_format.page_break_before = starts_page or None
        case Paragraph(runs=runs, kind=kind):
            add_runs(_new(word, _STYLES[kind]), runs)
        case List():
            _add_list(word, block)
        case Table():
            add_table(word, block, add_runs)
        case Code():
            _add_code(word, block)
        case Stages():
            add_stages(word, block)
        case Panels():
            add_panels(word, block)


def _new(word: Word, style_id: str | None) -> WordParagraph:
    paragraph = word.add_paragraph()
    paragraph._p.style = style_id
    return paragraph


def add_runs(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    """Add stretches of text to a paragraph: plain, strong, emphasised, as a link, or as a box to tick."""
    for run in runs:
        if run.is_box:
            paragraph._p.append(_tick_box(run.text))
            continue
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.strong or None, run.emphasis or None
        if run.is_alarm:
            made.font.color.rgb = RGBColor.from_string(WARNING[1:])
        if run.link:
            made._r.style = "Hyperlink"
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            paragraph._p.append(link)
            link.append(made._r)


def _tick_box(sign: str):
    """A box that can be ticked in Word, and on paper."""
    control = element(f"{{{_W14}}}checkbox")
    for name, value in (("checked", "0"), ("checkedState", "2612"), ("uncheckedState", "2610")):
        part = element(f"{{{_W14}}}{name}")
        part.set(f"{{{_W14}}}val", value)
        if name != "checked":
            part.set(f"{{{_W14}}}font", "MS Gothic")
        control.append(part)
    properties, content, run, text = (OxmlElement(f"w:{name}") for name in ("sdtPr", "sdtContent", "r", "t"))
    properties.append(control)
    text.text = sign
    run.append(text)
    content.append(run)
    box = OxmlElement("w:sdt")
    box.extend((properties, content))
    return box


def _add_list(word: Word, block: List) -> None:
    style = "ListNumber" if block.is_ordered else "ListBullet"
    number = _restarted(word) if block.is_ordered else None
    paragraph = None
    for item in block.items:
        paragraph = _new(word, style)
        add_runs(paragraph, item)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
    if paragraph:
        paragraph.paragraph_format.space_after = Pt(8)


def _restarted(word: Word) -> int:
    """A new numbering that begins at 1, like the one of the style."""
    numbering = word.part.numbering_part.element
    style_number = word.styles["List Number"].element.pPr.numPr.numId.val
    added = numbering.add_num(numbering.num_having_numId(style_number).abstractNumId.val)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return added.numId


def _add_code(word: Word, code: Code) -> None:
    """A picture of the code, with its alternative."""
    picture = word.add_picture(io.BytesIO(qr_png(code.url)), Mm(code.side))
    picture._inline.docPr.set("descr", code.alt)


def _add_margins(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header.paragraphs[0].text = document.header
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{document.footer}\t")
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        paragraph.add_run(text)
        if field:
            _add_field(paragraph, field)


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word fills in itself."""
    field = element("w:fldSimple", instr=name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.language, properties.author = document.title[:255], document.language, "Kaderwijzer"
    properties.comments = properties.keywords = properties.subject = ""
    properties.last_modified_by, properties.revision = "Kaderwijzer", 1
    properties.created = properties.modified = file_time(document.day)


def _settled(file: bytes, document: Document) -> bytes:
    """The same parts, in the same order, all from the day of the document."""
    when = file_time(document.day).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(part, when)
            target.writestr(entry, source.read(part), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
