"""The structure of a PDF: elements with a meaning, tied to what is drawn (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString
from reportlab.pdfbase.pdfdoc import format as write
from reportlab.pdfgen.canvas import Canvas

from exports.drawing import hooks
from exports.drawing.geometry import bounds
from exports.drawing.scene import Group, Role, Scene
from exports.drawing.shapes import Box

NAMES = {
    Role.SECTION: "Sect",
    Role.H1: "H1",
    Role.H2: "H2",
    Role.H3: "H3",
    Role.H4: "H4",
    Role.H5: "H5",
    Role.H6: "H6",
    Role.P: "P",
    Role.SPAN: "Span",
    Role.LIST: "L",
    Role.ITEM: "LI",
    Role.LABEL: "Lbl",
    Role.BODY: "LBody",
    Role.TABLE: "Table",
    Role.ROW: "TR",
    Role.HEADER_CELL: "TH",
    Role.CELL: "TD",
    Role.FIGURE: "Figure",
    Role.CAPTION: "Caption",
    Role.LINK: "Link",
}


class Tagger(Protocol):
    """What the writer asks of a structure; an element is whatever the tagger makes of it."""

    def start_page(self, number: int) -> None:
        """Begin the page of this number (from 0)."""
        ...

    def element(self, group: Group, parent: Any) -> Any:
        """The element of a group below `parent` (None for the document itself)."""
        ...

    def spoken(self, words: str, parent: Any) -> Any:
        """An element below `parent` whose content reads as `words`."""
        ...

    @contextmanager
    def content(self, element: Any) -> Iterator[None]:
        """What is drawn meanwhile is content of the element."""
        ...

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn meanwhile means nothing."""
        ...

    def link(self, group: Group, element: Any) -> None:
        """Make the area of a link pressable."""
        ...

    def end_page(self) -> None:
        """Finish the page, right after it was shown."""
        ...

    def finish(self, metadata: bytes) -> None:
        """Store the structure in the file."""
        ...


class Element(PDFObject):
    """One structure element in the making; formats itself, since a page has hundreds."""

    __RefOnly__ = 1

    def __init__(self, name: str, above: Any, page: int) -> None:
        self.name, self.above, self.page = name, above, page
        self.reference: Any = None
        self.words: str | None = None
        self.entries: dict[str, Any] = {}
        self.children: list[Any] = []

    def format(self, document: Any) -> bytes:
        """The dictionary of the element, as reportlab asks for it when the file is saved."""
        entries = {"P": self.above, "Pg": hooks.refer_page(self.page), **self.entries}
        parts = [f"/{key} ".encode() + write(entry, document) for key, entry in entries.items()]
        children = b" ".join(write(child, document) for child in self.children)
        return f"<< /Type /StructElem /S /{self.name} ".encode() + b" ".join(parts) + b" /K [ " + children + b" ] >>"


class Tags:
    """Writes the structure tree, its parent tree and the marks in the content.

    Traps that it knows: page entries that reportlab drops, a key of each annotation in the parent tree, content on a
    later page than its element, and readers that glue lines together (see the writer's spaces).
    """

    def __init__(self, canvas: Canvas, scene: Scene) -> None:
        self.canvas = canvas
        self.heights = [page.height for page in scene.pages]
        self.page = -1
        self.root, self.root_reference = hooks.refer(canvas, {"Type": PDFName("StructTreeRoot")})
        self.by_key: dict[str, Element] = {}
        self.marks: list[list[Any]] = []
        self.annotations: list[tuple[Any, Any]] = []
        self.document: Element | None = None

    def start_page(self, number: int) -> None:
        """Begin the page of this number; the first one brings the document element."""
        self.page = number
        self.marks.append([])
        if self.document is None:
            self.document = self._new("Document", None)

    def element(self, group: Group, parent: Element | None) -> Element:
        """The element of a group; a key that was used before continues its element."""
        if group.key and group.key in self.by_key:
            return self.by_key[group.key]
        made = self._new(NAMES[group.role], parent or self.document)
        if group.alt:
            made.entries["Alt"] = PDFString(group.alt)
        if group.lang:
            made.entries["Lang"] = PDFString(group.lang)
        if attributes := self._attributes(group):
            made.entries["A"] = PDFDictionary(attributes)
        if group.key:
            self.by_key[group.key] = made
        return made

    def spoken(self, words: str, parent: Element | None) -> Element:
        """A span below `parent` that reads as `words`."""
        made = self._new("Span", parent or self.document)
        made.words = words
        made.entries["ActualText"] = PDFString(words)
        return made

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Marked content of the element; its words stand in the content too, for those who search and copy."""
        number = len(self.marks[-1])
        self.marks[-1].append(element.reference)
        element.children.append(number if element.page == self.page else self._mark(number))
        words = "" if element.words is None else f"/ActualText <{_hexadecimal(element.words + ' ')}> "
        hooks.operate(self.canvas, f"/{element.name} <<{words}/MCID {number}>> BDC")
        yield
        hooks.operate(self.canvas, "EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """An artifact."""
        hooks.operate(self.canvas, "/Artifact BMC")
        yield
        hooks.operate(self.canvas, "EMC")

    def link(self, group: Group, element: Element) -> None:
        """A link annotation with its words, tied to the element both ways."""
        assert group.area is not None  # a group of this role has one
        entries: dict[str, Any] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray(self._corners(group.area)),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": PDFString(group.contents),
        }
        if group.url:
            entries["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(group.url)})
        elif group.target:
            top = self.heights[group.target.page] - group.target.y
            entries["Dest"] = PDFArray([hooks.refer_page(group.target.page), PDFName("XYZ"), 0, top, 0])
        annotation, reference = hooks.annotate(self.canvas, entries)
        self.annotations.append((annotation, element.reference))
        entry = {"Type": PDFName("OBJR"), "Obj": reference, "Pg": hooks.refer_page(self.page)}
        element.children.append(PDFDictionary(entry))

    def end_page(self) -> None:
        """Tie the page to the parent tree."""
        hooks.finish_page(self.canvas, self.page)

    def finish(self, metadata: bytes) -> None:
        """Number the annotations after the pages, and hang the tree in the catalogue."""
        numbers: list[Any] = []
        for page, marks in enumerate(self.marks):
            numbers += [page, hooks.refer(self.canvas, marks)[1]]
        for number, (annotation, reference) in enumerate(self.annotations, len(self.marks)):
            annotation.dict["StructParent"] = number
            numbers += [number, reference]
        assert self.document is not None  # a scene has a page
        self.root.dict["K"] = PDFArray([self.document.reference])
        self.root.dict["ParentTree"] = hooks.refer(self.canvas, {"Nums": PDFArray(numbers)})[1]
        self.root.dict["ParentTreeNextKey"] = len(self.marks) + len(self.annotations)
        hooks.finish_catalog(self.canvas, self.root, metadata)

    def _new(self, name: str, parent: Element | None) -> Element:
        made = Element(name, parent.reference if parent else self.root_reference, self.page)
        made.reference = hooks.register(self.canvas, made)
        if parent:
            parent.children.append(made.reference)
        return made

    def _mark(self, number: int) -> Any:
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": hooks.refer_page(self.page), "MCID": number})

    def _corners(self, box: Box) -> list[float]:
        height = self.heights[self.page]
        return [box.x, height - box.bottom, box.right, height - box.y]

    def _attributes(self, group: Group) -> dict[str, Any]:
        """The attributes of a group's owner: list numbering, table scope, span and summary, place of a figure."""
        if group.role is Role.LIST:
            return {"O": PDFName("List"), "ListNumbering": PDFName("Decimal" if group.ordered else "None")}
        if group.role is Role.FIGURE and (box := bounds(group)):
            corners = PDFArray(self._corners(box))
            return {"O": PDFName("Layout"), "Placement": PDFName("Block"), "BBox": corners}
        found: dict[str, Any] = {}
        if group.role is Role.HEADER_CELL:
            found["Scope"] = PDFName(group.scope.capitalize())
        if group.columns > 1:
            found["ColSpan"] = group.columns
        if group.summary:
            found["Summary"] = PDFString(group.summary)
        return {"O": PDFName("Table"), **found} if found else found


class Untagged:
    """Draws without structure, by the public side of reportlab alone."""

    def __init__(self, canvas: Canvas, scene: Scene) -> None:
        self.canvas, self.height = canvas, 0.0
        self.heights = [page.height for page in scene.pages]

    def start_page(self, number: int) -> None:
        """Remember the height."""
        self.height = self.heights[number]

    def element(self, group: Group, parent: Any) -> None:
        """Nothing."""

    def spoken(self, words: str, parent: Any) -> None:
        """Nothing."""

    @contextmanager
    def content(self, element: Any) -> Iterator[None]:
        """Nothing around it."""
        yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Nothing around it."""
        yield

    def link(self, group: Group, element: Any) -> None:
        """A link to an address can still be pressed."""
        if group.url and group.area:
            area = group.area
            corners = (area.x, self.height - area.bottom, area.right, self.height - area.y)
            self.canvas.linkURL(group.url, corners, thickness=0)

    def end_page(self) -> None:
        """Nothing."""

    def finish(self, metadata: bytes) -> None:
        """Nothing."""


def _hexadecimal(words: str) -> str:
    return "FEFF" + words.encode("utf-16-be").hex().upper()
