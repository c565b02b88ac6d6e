"""The drawing as data: a small immutable tree of pages, groups with a meaning, texts and shapes.

Lengths are in points (1/72 inch) and y points down from the top of the page. A writer draws a scene and adds nothing
of its own; everything a reader sees or hears stands in the tree. Painting order is reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from exports.drawing.shapes import Box, Circle, Line, Path, Rect, Text
from exports.drawing.words import clean, printable

_SAFE_URL = re.compile(r"https?://[A-Za-z0-9.:_~/?#@!$&'()*+,;=%\[\]-]{1,2000}")


class Role(StrEnum):
    """What a group means to someone who hears the page instead of seeing it."""

    SECTION = "section"
    H1 = "h1"
    H2 = "h2"
    H3 = "h3"
    H4 = "h4"
    H5 = "h5"
    H6 = "h6"
    P = "p"
    SPAN = "span"
    LIST = "list"
    ITEM = "item"
    LABEL = "label"
    BODY = "body"
    TABLE = "table"
    ROW = "row"
    HEADER_CELL = "header_cell"
    CELL = "cell"
    FIGURE = "figure"
    CAPTION = "caption"
    LINK = "link"
    ARTIFACT = "artifact"


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes with one meaning, in reading order.

    Shapes outside a figure, and outside a group that has `spoken` words, count as decoration.

    Args:
        role: the meaning.
        children: nodes in painting and reading order.
        alt: what a figure shows, in words; a figure must have it.
        spoken: words that replace the content for a reader, as "level 2 of 3" for three bars.
        lang: BCP 47 tag where it differs from the scene's.
        scope: what a header cell heads: "row" or "column".
        columns: how many columns a cell spans.
        summary: what a table holds, in words.
        ordered: whether a list is numbered.
        key: groups with one key on several pages are one element, as a table that runs on.
        url, contents, target: of a link, see `link`.
    Errors:
        ValueError: a figure without alt, a link without words, a misplaced part of a list or table, or text where
            only parts belong.
    """

    role: Role
    children: tuple[Node, ...] = ()
    alt: str = ""
    spoken: str | None = None
    lang: str = ""
    scope: str = ""
    columns: int = 1
    summary: str = ""
    ordered: bool = False
    key: str = ""
    url: str = ""
    contents: str = ""
    target: Target | None = None
    area: Box | None = None

    def __post_init__(self) -> None:
        for name in ("alt", "lang", "summary", "contents"):
            if words := getattr(self, name):
                object.__setattr__(self, name, printable(words))
        if self.spoken is not None:
            object.__setattr__(self, "spoken", printable(self.spoken))
        if self.role is Role.FIGURE and not self.alt:
            raise ValueError("a figure says in words what it shows (alt)")
        if self.role is Role.HEADER_CELL and self.scope not in ("row", "column"):
            raise ValueError("a header cell heads a row or a column (scope)")
        if self.role is Role.LINK:
            _check_link(self)
        _check_parts(self.role, self.children)


class Target(NamedTuple):
    """A place inside the document: page (from 0) and distance from its top in points."""

    page: int
    y: float = 0.0


Node = Text | Rect | Circle | Line | Path | Group

_PARTS = {
    Role.LIST: (Role.ITEM,),
    Role.ITEM: (Role.LABEL, Role.BODY),
    Role.TABLE: (Role.ROW, Role.CAPTION),
    Role.ROW: (Role.HEADER_CELL, Role.CELL),
}
_PART_OF = frozenset((Role.ITEM, Role.LABEL, Role.BODY, Role.ROW, Role.HEADER_CELL, Role.CELL))
_TEXTLESS = frozenset((None, Role.SECTION, *_PARTS))


def _check_parts(role: Role | None, children: tuple[Node, ...]) -> None:
    parts = _PARTS.get(role) if role else None
    name = role or "page"
    for child in children:
        if isinstance(child, Text) and role in _TEXTLESS:
            raise ValueError(f"text stands in a paragraph, heading, cell or the like, not directly in a {name}")
        if not isinstance(child, Group) or child.role is Role.ARTIFACT:
            continue
        if child.role not in parts if parts else child.role in _PART_OF:
            raise ValueError(f"a {child.role} does not belong directly in a {name}")


def _check_link(group: Group) -> None:
    if bool(group.url) == bool(group.target):
        raise ValueError("a link leads to an address or to a place in the document: one of the two")
    if group.url and not is_safe_url(group.url):
        raise ValueError("a link leads to a plain http or https address")
    if not group.contents or group.area is None:
        raise ValueError("a link says in words where it leads (contents) and where to press (area)")


def is_safe_url(url: str) -> bool:
    """Whether `url` is a plain http or https address of at most 2,000 characters, which a link may lead to."""
    return _SAFE_URL.fullmatch(url) is not None


def link(children: tuple[Node, ...], area: Box, contents: str, *, url: str = "", target: Target | None = None) -> Group:
    """A link that is pressed within `area` and leads to `url`, or to `target` inside the document.

    Args:
        children: what it shows.
        area: where it can be pressed, in points.
        contents: where it leads, in words.
        url: http or https address (see `is_safe_url`).
        target: a place in the document, instead of `url`.
    Errors:
        ValueError: another kind of address, both or neither of `url` and `target`, or no words.
    """
    return Group(Role.LINK, children, contents=contents, url=url, target=target, area=area)


def artifact(*children: Node) -> Group:
    """Decoration: seen, and skipped by whoever listens."""
    return Group(Role.ARTIFACT, children)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: title, place, and depth (0 is the top; never more than one deeper than the last)."""

    title: str
    target: Target
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of `width` x `height` points on a ground of `paper`."""

    width: float
    height: float
    children: tuple[Node, ...] = ()
    paper: str = "#ffffff"

    def __post_init__(self) -> None:
        _check_parts(None, self.children)


@dataclass(frozen=True, slots=True)
class Scene:
    """A document: its pages and what is said about it.

    Args:
        pages: at least one.
        title: of the document, never empty.
        lang: BCP 47 tag of its language.
        day: the only date in the files, so that equal scenes give equal bytes.
        description: the whole in a few sentences; describes the SVG, and is the subject of the PDF.
        bookmarks: outline of the PDF.
        untagged_notice: printed at the foot of the first page when the PDF could not be tagged.
    Errors:
        ValueError: no pages, no title, no language, an outline that skips a depth, or a target beyond the last page.
    """

    pages: tuple[Page, ...]
    title: str
    lang: str
    day: date
    description: str = ""
    author: str = ""
    creator: str = "Kaderwijzer"
    bookmarks: tuple[Bookmark, ...] = ()
    untagged_notice: str = ""

    def __post_init__(self) -> None:
        for name in ("title", "lang", "description", "author", "creator", "untagged_notice"):
            object.__setattr__(self, name, clean(getattr(self, name)))
        if not self.pages or not self.title or not self.lang:
            raise ValueError("a scene has a page, a title and a language")
        depth = -1
        for bookmark in self.bookmarks:
            if not 0 <= bookmark.depth <= depth + 1:
                raise ValueError(f"the outline skips a depth at {bookmark.title!r}")
            depth = bookmark.depth
        groups = (node for page in self.pages for node in walk(page.children) if isinstance(node, Group))
        targets = [bookmark.target for bookmark in self.bookmarks] + [group.target for group in groups if group.target]
        if any(not 0 <= target.page < len(self.pages) for target in targets):
            raise ValueError("a link or bookmark leads to a page that is not there")

    @property
    def cut(self) -> tuple[str, ...]:
        """The full text of everything that is shortened on paper, in reading order."""
        texts = (node for page in self.pages for node in walk(page.children) if isinstance(node, Text))
        return tuple(text.words for text in texts if text.shortened)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node below `nodes`, groups before their children, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from walk(node.children)
