"""The smallest parts of a document: stretches of text, the marks of levels and gates, and cells of a figure.

All text is plain: nothing in it is markup, and what no file can hold (control characters, half characters,
bidirectional overrides) is dropped when a part is made.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from framework.language.cleaning import clean, fold_blank_lines

_WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Return whether `text` is an address of the web, which a link or a code may lead to."""
    return _WEB.fullmatch(text) is not None


def fit(text: str) -> str:
    """Return `text` as the door of the framework would let it in, but with one space or line end kept at either end.

    Of blank lines below each other one is left. Half characters are dropped here, where it is too late to refuse them.
    Source: `framework.language.cleaning`.
    """
    whole = text.encode("utf-8", "ignore").decode()
    core = fold_blank_lines(clean(whole))
    if not core:
        return "\n" if whole == "\n" else " " if whole[-1:] == " " else ""
    return _edge(whole[0]) + core + _edge(whole[-1])


def _edge(character: str) -> str:
    return character if character in (" ", "\n") else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `link`: where it leads (only http and https; others are dropped). `is_box`: a tick box.

    `is_alarm`: it says that something is not in order; the words say so too.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    is_box: bool = False
    is_alarm: bool = False

    def __post_init__(self) -> None:
        """Drop what no file can hold, and links that are no web address."""
        object.__setattr__(self, "text", fit(self.text))
        object.__setattr__(self, "link", self.link if is_web_address(fit(self.link)) else "")


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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a figure: a short text, and its shade from 0 (light) up; without one, an empty broken edge."""

    text: str
    shade: int | None

    def __post_init__(self) -> None:
        """Drop what no file can hold."""
        object.__setattr__(self, "text", fit(self.text))
