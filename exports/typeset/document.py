"""A document as data: headings, paragraphs, lists, tables, figures and codes in reading order, for any writer to draw.

A writer (DOCX, PDF) knows this tree and nothing of reports. All text is plain: nothing in it is markup, and what no
file can hold (control characters, half characters, bidirectional overrides) is dropped when a piece is made.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise

from framework.language.cleaning import clean

_WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


class Kind(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"


def fit(text: str) -> str:
    """Return `text` as the door of the framework would let it in, but with one space kept at either end.

    Source: `framework.cleaning`; half characters are dropped here, where it is too late to refuse them.
    """
    whole = text.encode("utf-8", "ignore").decode()
    core = clean(whole)
    return (" " if core and whole[0] == " " else "") + core + (" " if whole[-1:] == " " else "")


def file_time(day: date) -> datetime:
    """Return the start of `day`, moved into the years that the properties and parts of a file can hold."""
    return datetime(min(max(day.year, 1980), 2107), day.month, day.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `link`: where it leads (only http and https; others are dropped). `is_box`: a tick box."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    is_box: bool = False

    def __post_init__(self) -> None:
        """Drop what no file can hold, and links that are no web address."""
        object.__setattr__(self, "text", fit(self.text))
        object.__setattr__(self, "link", self.link if _WEB.fullmatch(fit(self.link)) else "")


@dataclass(frozen=True, slots=True)
class Bars:
    """A level as rising bars: `filled` of `steps` (none where nothing is known), then `hollow` ones; `text` numbers it.

    Decoration beside a heading, for writers that draw: words tell the level too.
    """

    text: str
    steps: int
    filled: int | None
    hollow: int = 0


class Sign(StrEnum):
    """What stands before a sentence for readers who skim, in writers that draw: the sentence itself says it too."""

    FINE = "fine"
    ALARM = "alarm"
    ASK = "ask"


Runs = tuple[Run, ...]
BOX = Run("☐", is_box=True)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1 (the title, once, first) to 6.

    `starts_page`: a new page begins here. `keeps`: all up to the next heading stays on one page where it fits.
    `bars`: the level that the part below is about.
    """

    level: int
    text: str
    starts_page: bool = False
    keeps: bool = False
    bars: Bars | None = None

    def __post_init__(self) -> None:
        """Keep a heading on one line."""
        object.__setattr__(self, "text", " ".join(fit(self.text).split()))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; newlines in its runs are line breaks."""

    runs: Runs
    kind: Kind = Kind.BODY
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class List:
    """Bullets, or numbers from 1 where `is_ordered`; `signs` (one an item) may take the place of bullets."""

    items: tuple[Runs, ...]
    is_ordered: bool = False
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading (never empty: it is read aloud) and its share of the width, relative to the others."""

    title: str
    share: int = 1

    def __post_init__(self) -> None:
        """Drop what no file can hold."""
        object.__setattr__(self, "title", fit(self.title))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header row that repeats on every page; no cell spans others.

    `summary` tells what the table holds. `has_row_headers`: the first cell of each row is its heading.
    `least_height`: of a row, in millimetres; for writing on paper.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    summary: str
    has_row_headers: bool = True
    least_height: int = 0

    def __post_init__(self) -> None:
        """Refuse rows that are longer or shorter than the header; drop what no file can hold."""
        object.__setattr__(self, "summary", fit(self.summary))
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell per column")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a figure: a short text, and its shade from 0 (light) up; without one, an empty broken edge."""

    text: str
    shade: int | None

    def __post_init__(self) -> None:
        """Drop what no file can hold."""
        object.__setattr__(self, "text", fit(self.text))


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of cells in `shades` even shades. `alt`: the figure in words, to be read aloud; `caption`: for all."""

    alt: str
    caption: str
    cells: tuple[Cell, ...]
    shades: int

    def __post_init__(self) -> None:
        """Drop what no file can hold."""
        object.__setattr__(self, "alt", fit(self.alt))
        object.__setattr__(self, "caption", fit(self.caption))


@dataclass(frozen=True, slots=True)
class Code:
    """The web address `url` as a QR code, `side` millimetres across. `alt`: what it is, for those who cannot see it.

    Raises `ValueError` for what is not a web address: a code must never lead anywhere else.
    """

    url: str
    alt: str
    side: int = 36

    def __post_init__(self) -> None:
        """Refuse what is not a web address; drop what no file can hold."""
        if not _WEB.fullmatch(self.url):
            raise ValueError("only a web address can be a code")
        object.__setattr__(self, "alt", fit(self.alt))


Block = Heading | Paragraph | List | Table | Figure | Code


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `page` is the text of the page number, with {page} and {pages} to be filled by the writer.

    `kicker` (a few words) and `facts` (a name and a value each) head the first page of writers that draw; what they
    say stands in the blocks too.

    Raises `ValueError` unless the headings are in order: one of level 1 first, and never a level skipped.
    """

    title: str
    language: str
    day: date
    header: str
    footer: str
    page: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Check the order of the headings, which those who listen depend on."""
        levels = [block.level for block in self.blocks if isinstance(block, Heading)]
        if not isinstance(self.blocks[0], Heading) or levels[0] != 1 or 1 in levels[1:]:
            raise ValueError("a document begins with its one heading of level 1")
        if any(below - above > 1 for above, below in pairwise(levels)):
            raise ValueError("a level of heading is skipped")
        for name in ("title", "header", "footer"):
            object.__setattr__(self, name, " ".join(fit(getattr(self, name)).split()))


def say(text: str, kind: Kind = Kind.BODY) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph((Run(text),), kind)


def labelled(label: str, *rest: Run | str, sign: Sign | None = None) -> Paragraph:
    """Return a paragraph that begins with a strong `label` and a colon."""
    runs = (part if isinstance(part, Run) else Run(part) for part in rest)
    return Paragraph((Run(f"{label}: ", strong=True), *runs), sign=sign)


def plain(text: str) -> Runs:
    """Return the runs of a cell or list item of plain text; an empty text gives none."""
    return (Run(text),) if text else ()
