"""A document as data: headings, paragraphs, lists, tables, panels and codes in reading order, for any writer to draw.

A writer (DOCX, PDF) knows this tree and nothing of reports. All text is plain: nothing in it is markup, and what no
file can hold (control characters, half characters, bidirectional overrides) is dropped when a piece is made.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise

from exports.typeset.overview import Panels, Stages
from exports.typeset.parts import Bars, Run, Runs, fit, is_web_address

BOX = Run("☐", is_box=True)


class Kind(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    FINE = "fine"


def file_time(day: date) -> datetime:
    """Return the start of `day`, moved into the years that the properties and parts of a file can hold."""
    return datetime(min(max(day.year, 1980), 2107), day.month, day.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1 (the title, once, first) to 6.

    `starts_page`: a new page begins here. `keeps`: all up to the next heading stays on one page where it fits.
    """

    level: int
    text: str
    starts_page: bool = False
    keeps: bool = False

    def __post_init__(self) -> None:
        """Keep a heading on one line."""
        object.__setattr__(self, "text", " ".join(fit(self.text).split()))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; newlines in its runs are line breaks."""

    runs: Runs
    kind: Kind = Kind.BODY


@dataclass(frozen=True, slots=True)
class List:
    """Bullets, or numbers from 1 where `is_ordered`."""

    items: tuple[Runs, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading (never empty: it is read aloud) and its share of the width, relative to the others."""

    title: str
    share: int = 1

    def __post_init__(self) -> None:
        """Drop what no file can hold."""
        object.__setattr__(self, "title", fit(self.title))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row shows to readers who skim: a level as bars, and whether something is not in order."""

    bars: Bars
    is_alarm: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header row that repeats on every page; no cell spans others.

    `summary` tells what the table holds. `has_row_headers`: the first cell of each row is its heading.
    `least_height`: of a row, in millimetres; for writing on paper. `marks`: one a row or none, above the words of
    the second cell in writers that draw.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    summary: str
    has_row_headers: bool = True
    least_height: int = 0
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        """Refuse rows that are longer or shorter than the header; drop what no file can hold."""
        object.__setattr__(self, "summary", fit(self.summary))
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell per column")
        if self.marks and len(self.marks) != len(self.rows):
            raise ValueError("every row of a table has one mark, or none has")


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
        if not is_web_address(self.url):
            raise ValueError("only a web address can be a code")
        object.__setattr__(self, "alt", fit(self.alt))


Block = Heading | Paragraph | List | Table | Code | Stages | Panels


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `page` is the text of the page number, with {page} and {pages} to be filled by the writer.

    `kicker` (a few words) and `facts` (a name and a value each) head the first page of writers that draw; what they
    say stands in the blocks too. `is_dense`: for looking up, in smaller type.

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
    is_dense: bool = False

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """The level and the words of every heading, in order; those of panels too."""
        return tuple(found for block in self.blocks for found in _headings(block))

    def __post_init__(self) -> None:
        """Check the order of the headings, which those who listen depend on."""
        levels = [level for level, _ in self.headings]
        if not isinstance(self.blocks[0], Heading) or levels[0] != 1 or 1 in levels[1:]:
            raise ValueError("a document begins with its one heading of level 1")
        if any(below - above > 1 for above, below in pairwise(levels)):
            raise ValueError("a level of heading is skipped")
        for name in ("title", "header", "footer"):
            object.__setattr__(self, name, " ".join(fit(getattr(self, name)).split()))


def _headings(block: Block) -> tuple[tuple[int, str], ...]:
    if isinstance(block, Panels):
        return tuple((2, panel.title) for panel in block.panels)
    return ((block.level, block.text),) if isinstance(block, Heading) else ()


def say(text: str, kind: Kind = Kind.BODY) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph((Run(text),), kind)


def labelled(label: str, *rest: Run | str) -> Paragraph:
    """Return a paragraph that begins with a strong `label` and a colon."""
    runs = (part if isinstance(part, Run) else Run(part) for part in rest)
    return Paragraph((Run(f"{label}: ", strong=True), *runs))


def plain(text: str) -> Runs:
    """Return the runs of a cell or list item of plain text; an empty text gives none."""
    return (Run(text),) if text else ()
