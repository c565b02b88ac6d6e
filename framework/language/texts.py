"""The words of the program itself, in every language of `lang/`; texts of a framework stand in `criteria/`."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from framework.errors import Fault
from framework.language.cleaning import clean_line
from framework.language.signs import find_signs

_SPACE = re.compile(r"\s")
_FOLDER = Path(__file__).parent / "lang"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages, one for each file of `lang/`; Dutch first, then by name."""
    return tuple(sorted((path.stem for path in _FOLDER.glob("*.yaml")), key=lambda code: (code != "nl", code)))


class Texts:
    """All texts of one language; called with a key and what the text needs: `t("outlook", lowest=..., highest=...)`."""

    def __init__(self, language: str, entries: Mapping[str, str | list[str]]) -> None:
        """Hold the `entries` of `language`, by dotted key."""
        self.language = language
        self.entries = entries

    def __call__(self, key: str, /, **details: object) -> str:
        """Return the text of `key`, filled; with `n` it may have a form for one and for other numbers.

        Raises `KeyError` for an unknown key: a programming error, which a test finds.
        """
        if key not in self.entries and "n" in details:
            key += ".one" if details["n"] == 1 else ".other"
        return cast(str, self.entries[key]).format(**details)

    def day(self, day: date) -> str:
        """Return `day` as people write it: 22 november 2026."""
        return self("day", day=day.day, month=self.entries["months"][day.month - 1], year=f"{day.year:04}")

    def short_day(self, day: date) -> str:
        """Return `day` as people type it: 22-11-2026."""
        return f"{day.day:02}-{day.month:02}-{day.year:04}"

    def fault(self, fault: Fault) -> str:
        """Return `fault` on one line: `file:line: what is wrong (where). How to mend it.`"""
        place = f"{fault.file}:{fault.line}: " if fault.line else f"{fault.file}: " if fault.file else ""
        what = self(f"fault.{fault.code}.what", **fault.details)
        where = f" ({fault.where})" if fault.where else ""
        line = f"{place}{what}{where}. {self(f'fault.{fault.code}.mend', **fault.details)}{self._signs(fault)}"
        return _SPACE.sub(" ", clean_line(line))  # it quotes what a stranger wrote: no second line, no escape codes

    def _signs(self, fault: Fault) -> str:
        """The invisible signs in what a fault quotes, by their codes: without them it would look right."""
        quoted = (*fault.details.values(), fault.where)
        signs = dict.fromkeys(found for text in quoted if isinstance(text, str) for found in find_signs(text))
        return "".join(f" {self._sign(sign, word)}" for sign, word in signs)

    def _sign(self, sign: str, word: str) -> str:
        code = f"{ord(sign):04X}"
        name = self.entries.get(f"sign.names.{code}") or unicodedata.name(sign, "").lower()
        return self("sign.after" if word else "sign.first", sign=f"U+{code} {name}".strip(), word=word)


@cache
def texts(language: str) -> Texts:
    """Return the texts of `language`, one of `languages()`. Raises `KeyError` for any other."""
    if language not in languages():
        raise KeyError(language)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # everything is text
    # our own file: a test checks it for every trap that `yaml_source` knows
    return Texts(language, dict(_flat(yaml.load((_FOLDER / f"{language}.yaml").read_text("utf-8"), loader), ())))


def _flat(node: Any, at: tuple[str, ...]) -> list[tuple[str, str | list[str]]]:
    if isinstance(node, dict):
        return [entry for key, inner in cast(dict[str, Any], node).items() for entry in _flat(inner, (*at, key))]
    return [(".".join(at), node)]
