"""Write a document tree as a PDF that a screen reader can follow: its pages as a scene, then that scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.drawing import pdf
from exports.drawing.scene import Bookmark, Node, Page, Scene, Target
from exports.drawing.words import clean
from exports.phrases import document_texts
from exports.typeset.bounds import bound
from exports.typeset.document import Document, Kind, Paragraph
from exports.typeset.flow.blocks import make_pieces
from exports.typeset.flow.frame import draw_foot, draw_head, draw_running_head
from exports.typeset.flow.paging import Placed, fill_pages
from exports.typeset.flow.style import BOTTOM, HEIGHT, NO_WORDS, WIDTH, Look, looks_of


def write_pdf(document: Document) -> bytes:
    """Return `document` as a tagged PDF (PDF/UA-1). The same document always gives the same bytes."""
    return pdf.write_pdf(lay_out(document)).data


def lay_out(document: Document) -> Scene:
    """Set `document` on pages: every word of it that its bound lets in, in order, none interpreted."""
    document = bound(document)
    lang = document.language.partition("-")[0]
    head, bottom = draw_head(document, lang)
    placed = min((_fill(document, look, bottom, lang) for look in looks_of(document)), key=len)
    pages = tuple(
        Page(WIDTH, HEIGHT, (*(head if number == 0 else ()), *_draw(document, page, number, len(placed), lang)))
        for number, page in enumerate(placed)
    )
    title = clean(document.title) or NO_WORDS
    return Scene(
        pages,
        title,
        document.language,
        document.day,
        description=_description(document),
        bookmarks=(Bookmark(title, Target(0)), *_bookmarks(placed)),
        untagged_notice=document_texts(lang)("infographic.untagged"),
    )


def _fill(document: Document, look: Look, bottom: float, lang: str) -> list[list[Placed]]:
    """The pages as `look` sets them, the first below a head that ends at `bottom`."""
    pieces = list(make_pieces(document.blocks, lang, look))
    return fill_pages(pieces, (bottom + look.below_head, look.top), BOTTOM)


def _draw(document: Document, page: Sequence[Placed], number: int, pages: int, lang: str) -> Iterator[Node]:
    if number:
        yield draw_running_head(document, lang)
    for found in page:
        yield from found.piece.draw(found.start, found.stop, found.y)
    yield draw_foot(document, number + 1, pages, lang)


def _bookmarks(pages: Sequence[Sequence[Placed]]) -> Iterator[Bookmark]:
    """An entry for every heading, at the place where it begins."""
    for number, page in enumerate(pages):
        for found in page:
            if found.start == 0 and not found.repeated:
                for title, depth in found.piece.bookmarks:
                    yield Bookmark(title or NO_WORDS, Target(number, found.y), depth)


def _description(document: Document) -> str:
    """The sentence that leads the document, if any."""
    leads = (block for block in document.blocks if isinstance(block, Paragraph) and block.kind is Kind.LEAD)
    return next(("".join(run.text for run in lead.runs) for lead in leads), "")
