"""A scene as a tagged PDF (PDF/UA-1): vector, fonts embedded, equal bytes for equal scenes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from threading import Lock
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.pdfgen.canvas import Canvas

from exports.drawing import hooks, palette
from exports.drawing.brush import Brush
from exports.drawing.font import Weight
from exports.drawing.scene import Bookmark, Group, Node, Page, Role, Scene, Target, link
from exports.drawing.shapes import Box, Paint, Rect, Text
from exports.drawing.tags import Tagger, Tags, Untagged

_LOCK = Lock()  # reportlab keeps the state of a font per process
_NOTICE_SIZE = 8.3


@dataclass(frozen=True, slots=True)
class Pdf:
    """A file, and whether a screen reader finds its structure in it."""

    data: bytes
    tagged: bool


def write_pdf(scene: Scene) -> Pdf:
    """The scene as a PDF, tagged where reportlab lets us, else with the scene's notice on its first page.

    Args:
        scene: what to draw.
    Returns:
        The file and whether it is tagged. Equal scenes give equal bytes.
    Errors:
        ValueError: an invalid colour.
    Source: ISO 14289-1 (PDF/UA-1), ISO 32000-1 section 14.
    """
    with _LOCK:
        hooks.register_fonts()
        if hooks.work(lambda: _write(_specimen(), tagged=True)):
            return Pdf(_write(scene, tagged=True), tagged=True)
        return Pdf(_write(scene, tagged=False), tagged=False)


def tagging_works() -> bool:
    """Whether PDFs come out tagged on this installation; tried once a process."""
    return write_pdf(_specimen()).tagged


def _write(scene: Scene, *, tagged: bool) -> bytes:
    out = io.BytesIO()
    canvas = _open(out, scene)
    tagger: Tagger = (Tags if tagged else Untagged)(canvas, scene)
    for number, page in enumerate(scene.pages):
        canvas.setPageSize((page.width, page.height))
        tagger.start_page(number)
        _mark_places(canvas, scene, number)
        writer = _Writer(canvas, page, tagger)
        writer.page()
        if not tagged and number == 0 and scene.untagged_notice:
            writer.notice(scene.untagged_notice)
        canvas.showPage()
        tagger.end_page()
    for index, bookmark in enumerate(scene.bookmarks):
        canvas.addOutlineEntry(bookmark.title, _outline_name(index), bookmark.depth)
    tagger.finish(_metadata(scene))
    canvas.save()
    return out.getvalue()


def _open(out: io.BytesIO, scene: Scene) -> Canvas:
    first = scene.pages[0]
    # Named at the start, or the preamble would name Helvetica, which is not embedded.
    initial: dict[str, Any] = {"initialFontName": hooks.font_name(Weight.REGULAR), "initialFontSize": 9}
    size = (first.width, first.height)
    canvas = Canvas(out, pagesize=size, lang=scene.lang, pdfVersion=(1, 7), invariant=1, pageCompression=1, **initial)
    hooks.set_day(canvas, scene.day)
    canvas.setTitle(scene.title)
    canvas.setAuthor(scene.author)
    canvas.setSubject(scene.description)
    canvas.setCreator(scene.creator)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if scene.bookmarks:
        canvas.showOutline()
    return canvas


def _mark_places(canvas: Canvas, scene: Scene, number: int) -> None:
    """Name the places on this page where the outline leads."""
    for index, bookmark in enumerate(scene.bookmarks):
        if bookmark.target.page == number:
            top = scene.pages[number].height - bookmark.target.y
            canvas.bookmarkPage(_outline_name(index), fit="XYZ", left=0, top=top, zoom=0)


def _outline_name(index: int) -> str:
    return f"b{index}"


class _Writer:
    """Draws one page and tells the tagger what everything means."""

    def __init__(self, canvas: Canvas, page: Page, tagger: Tagger) -> None:
        self.sheet, self.tagger = page, tagger
        self.brush = Brush(canvas, page.height)

    def page(self) -> None:
        """The ground, then everything on it in reading order."""
        if self.sheet.paper != palette.PAPER:
            ground = Rect(Box(0, 0, self.sheet.width, self.sheet.height), Paint(fill=self.sheet.paper))
            with self.tagger.decoration():
                self.brush.draw(ground)
        self._nodes(self.sheet.children, None)

    def notice(self, words: str) -> None:
        """The warning that this file has no structure, in the lower margin."""
        self.brush.draw(Text(12, self.sheet.height - 4, (words,), _NOTICE_SIZE, palette.INK))

    def _nodes(self, nodes: tuple[Node, ...], element: Any) -> None:
        for kind, run in groupby(nodes, _kind):
            if kind == "own":
                for node in run:
                    self._own(node, element)
                continue
            with self.tagger.content(element) if kind == "text" else self.tagger.decoration():
                for node in run:
                    self.brush.draw(node)

    def _own(self, node: Node, element: Any) -> None:
        """A node that becomes an element of its own."""
        if isinstance(node, Group):
            self._group(node, element)
        elif isinstance(node, Text):
            with self.tagger.content(self.tagger.spoken(node.words, element)):
                self.brush.draw(node)

    def _group(self, group: Group, parent: Any) -> None:
        if group.role is Role.ARTIFACT:
            with self.tagger.decoration():
                self.brush.draw(group)
            return
        element = self.tagger.element(group, parent)
        if group.spoken is not None:
            with self.tagger.content(self.tagger.spoken(group.spoken, element)):
                self.brush.draw(group)
        elif group.role is Role.FIGURE:
            with self.tagger.content(element):
                self.brush.draw(group)
        else:
            self._nodes(group.children, element)
        if group.role is Role.LINK:
            self.tagger.link(group, element)


def _kind(node: Node) -> Literal["own", "text", "decoration"]:
    if isinstance(node, Group) or (isinstance(node, Text) and node.spoken is not None):
        return "own"
    return "text" if isinstance(node, Text) else "decoration"


def _metadata(scene: Scene) -> bytes:
    """The XMP packet: says that the file is PDF/UA-1, and repeats title, author, subject and date."""
    day = f"{scene.day.isoformat()}T00:00:00Z"
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(scene.author)}</rdf:li></rdf:Seq></dc:creator>"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        "<pdfuaid:part>1</pdfuaid:part>"
        f"<dc:title>{_alternative(scene.title)}</dc:title>{author if scene.author else ''}"
        f"<dc:description>{_alternative(scene.description)}</dc:description>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(scene.lang)}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{escape(scene.creator)}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _alternative(words: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt>'


def _specimen() -> Scene:
    """A small document with all that tagging leans on."""
    linked = link((Text(9, 20, ("b",), 9, palette.INK),), Box(9, 9, 9, 9), "b", url="https://example.org/")
    page = Page(99, 99, (Group(Role.P, (Text(9, 9, ("a",), 9, palette.INK), linked)),))
    return Scene((page,), "specimen", "nl", date(2001, 2, 3), bookmarks=(Bookmark("a", Target(0)),))
