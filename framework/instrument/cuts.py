"""Where an unquoted YAML text ends at a ` #` that was likely meant as text: `zie punt #3` reads as `zie punt`.

A comment stands on its own line, or two spaces behind a value with a space after its `#`. Anything else may be text;
whether it is, the field decides: one that would have taken the rest as well was cut.
"""

import re
from dataclasses import dataclass
from typing import Any, cast

_BEHIND = re.compile(r"([ \t]+)(#[^\r\n]*)")
_BELOW = re.compile(r"[ \t]*(?:\r\n|\r|\n)( *)(#[^\s#][^\r\n]*)")
_COMMENT = re.compile(r"#+(\s|$)")
_IN_LINE = re.compile(r"[^#'\"]*[^\s#'\"] (#[^\s#].*)")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that may have been cut: what was left out, on which line, and the text with it."""

    left_out: str
    line: int
    whole: str


def find_cut(text: str, event: Any, within: int) -> Cut | None:
    """Return what follows the plain scalar `event` of `text`, where that may be the rest of it.

    `within`: the column of what holds the scalar; its text goes on further to the right.
    """
    kept, end, line = cast(str, event.value), event.end_mark.index, event.end_mark.line + 1
    if behind := _BEHIND.match(text, end):
        gap, rest = behind.groups()
        is_comment = _COMMENT.match(rest) and (len(gap) > 1 or not kept)
        return None if is_comment else Cut(rest.rstrip(), line, f"{kept}{gap}{rest}".strip())
    below = _BELOW.match(text, end) if kept else None
    if below and len(below[1]) > within:
        return Cut(below[2].rstrip(), line + 1, f"{kept} {below[2]}")
    return None


def find_cut_in_line(line: str) -> str | None:
    """Return what a `#` cuts off in a line that YAML could not read; nothing where there is none."""
    found = _IN_LINE.fullmatch(line.rstrip())
    return found[1] if found else None


def shorten(text: str, most: int = 40) -> str:
    """Return `text` on one line of at most `most` characters, to show to a person; invisible signs stay in it."""
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    return text if len(text) <= most else text[: most - 1] + "…"
