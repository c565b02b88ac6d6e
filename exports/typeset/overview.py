"""What the first page of a document shows at a glance: stages beside each other, and panels of a few lines each."""

from dataclasses import dataclass

from exports.typeset.parts import Cell, Sign, fit


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its number, title and label, a row of cells, what they count to, and of how many that is.

    `alt`: the cells in words. `count` may be empty; `coverage` never is.
    """

    number: int
    title: str
    label: str
    cells: tuple[Cell, ...]
    alt: str
    count: str
    coverage: str

    def __post_init__(self) -> None:
        """Drop what no file can hold, and keep each text on one line."""
        _settle(self, "title", "label", "alt", "count", "coverage")


@dataclass(frozen=True, slots=True)
class Stages:
    """Stages beside each other, cells in `shades` even shades.

    `columns` (four titles: stage, label, cells, count) and `summary` serve writers that make a table of it.
    """

    stages: tuple[Stage, ...]
    shades: int
    columns: tuple[str, str, str, str]
    summary: str


@dataclass(frozen=True, slots=True)
class Item:
    """A head, a text below it that may be empty, and a sign for readers who skim."""

    head: str
    body: str
    sign: Sign | None = None

    def __post_init__(self) -> None:
        """Drop what no file can hold, and keep each text on one line."""
        _settle(self, "head", "body")


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading of level 2 with a few items below it."""

    title: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        """Drop what no file can hold, and keep the title on one line."""
        _settle(self, "title")


@dataclass(frozen=True, slots=True)
class Panels:
    """Panels beside each other, read one after the other."""

    panels: tuple[Panel, ...]


def _settle(part: object, *names: str) -> None:
    for name in names:
        object.__setattr__(part, name, " ".join(fit(getattr(part, name)).split()))
