"""What every document made for paper holds to, in both of its forms: PDF/UA that says all, and DOCX that reopens."""

import io
import zipfile
from xml.etree import ElementTree

import docx
from docx.oxml.ns import qn

from exports.drawing.pdf import write_pdf
from exports.drawing.scene import Role
from exports.typeset.document import Document
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import lay_out
from tests.exports.dumps import words
from tests.exports.pages import faults, flaws, read_aloud, roles_at_the_foot, words_of

HEADINGS = {Role.H1, Role.H2, Role.H3, Role.H4, Role.H5, Role.H6}


def check_pdf(document: Document) -> None:
    """No fault against PDF/UA-1, nothing wrong to the eye, no lonely heading, and all that is said is heard."""
    scene = lay_out(document)
    data = write_pdf(scene).data
    assert faults(data) == []
    assert flaws(scene) == []
    assert HEADINGS.isdisjoint(roles_at_the_foot(scene))
    assert sorted("".join(read_aloud(data).split())) == sorted("".join(words_of(document)))
    assert b"/JavaScript" not in data


def check_docx(document: Document) -> None:
    """Every part is sound XML, the headings are those of the document, and the same document gives the same bytes."""
    file = write_docx(document)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(part))
    assert docx.Document(io.BytesIO(file)).paragraphs[0].style.name == "Heading 1"
    assert write_docx(document) == file


def said(document: Document) -> str:
    """All that the DOCX says, one line for each paragraph."""
    body = docx.Document(io.BytesIO(write_docx(document))).element.body
    return "\n".join(words(paragraph) for paragraph in body.iter(qn("w:p")))
