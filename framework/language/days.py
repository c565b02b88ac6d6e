"""Days as people type them: 1 maart 2027, 1-3-27, 2027-03-01, March 1, 2027, with a weekday or without."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from framework.language.texts import Texts, languages, texts

_PART = re.compile(r"(\d+)(?:st|nd|rd|th|ste|de|e)?\b|([^\W\d_]+)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s.,/'’-]*")
LONGEST_DAY = 40  # characters that a field for a day takes
_DAYS_AHEAD = 28
_CENTURY = 2000  # of a year in two digits


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why a text is no day: the code of what is wrong, with what its sentence needs."""

    code: str
    details: Mapping[str, int] = field(default_factory=dict[str, int])

    def tell(self, t: Texts, today: date) -> str:
        """Return what is wrong and how to mend it, with a day to come as an example."""
        names, month = t.entries["months"], self.details.get("month", 0)
        words = {**self.details, "name": names[month - 1] if 1 <= month <= len(names) else ""}
        return f"{t(f'no_day.{self.code}', **words)} {example_day(t, today)}"


def example_day(t: Texts, today: date) -> str:
    """Return how a day can be written: one some weeks after `today`."""
    example = date.fromordinal(min(today.toordinal() + _DAYS_AHEAD, date.max.toordinal()))
    return t("ui.bad_day", short=t.short_day(example), long=t.day(example))


def read_day(text: str) -> date | NoDay:
    """Return the day that a person wrote, in any language of the program, or why it is none; never a guess.

    The day comes before the month, but for 2027-03-01 and March 1; a year in two digits is of this century.
    """
    if _BETWEEN.sub("", _PART.sub("", text)):
        return NoDay("unreadable")
    parts = [(number, word.casefold()) for number, word in _PART.findall(text)]
    numbers, words = [number for number, _ in parts if number], [word for _, word in parts if word]
    months = [month for word in words if (month := _months().get(word))]
    if len(months) > 1 or any(word not in _months() and word not in _weekdays() for word in words):
        return NoDay("unreadable")
    return _among(numbers, months[0]) if months else _in_numbers(numbers)


def _in_numbers(numbers: list[str]) -> date | NoDay:
    if len(numbers) == 2:
        return NoDay("no_day" if len(numbers[1]) == 4 else "no_year")
    if len(numbers) != 3:
        return NoDay("unreadable")
    if len(numbers[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
    return _make(day, int(month), year) if len(month) <= 2 else NoDay("unreadable")


def _among(numbers: list[str], month: int) -> date | NoDay:
    """The numbers around the name of a month: the year comes last, unless it stands first in four digits."""
    if len(numbers) == 1:
        return NoDay("no_day" if len(numbers[0]) == 4 else "no_year")
    if len(numbers) != 2:
        return NoDay("unreadable")
    year, day = numbers if len(numbers[0]) == 4 else reversed(numbers)
    return _make(day, month, year)


def _make(day: str, month: int, year: str) -> date | NoDay:
    if len(year) not in (2, 4) or len(day) > 2:
        return NoDay("unreadable")
    whole = int(year) + (_CENTURY if len(year) == 2 else 0)
    if whole < date.min.year:
        return NoDay("no_such_year")
    if not 1 <= month <= 12:
        return NoDay("no_such_month", {"month": month})
    most = monthrange(whole, month)[1]
    if not 1 <= int(day) <= most:
        return NoDay("no_such_day", {"day": int(day), "month": month, "year": whole, "days": most})
    return date(whole, month, int(day))


@cache
def _months() -> Mapping[str, int]:
    begun = {name: place for place, whole in _listed("months") for name in _beginnings(whole)}
    return begun | {name: place for place, name in _listed("months_short")}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for _, whole in _listed("weekdays") for name in _beginnings(whole, shortest=2))


def _listed(key: str) -> Iterator[tuple[int, str]]:
    """Each name of a list of the catalogues, in every language, with its place from 1."""
    for language in languages():
        yield from ((place, name.casefold()) for place, name in enumerate(texts(language).entries[key], 1))


def _beginnings(name: str, shortest: int = 3) -> Iterator[str]:
    yield from (name[:length] for length in range(shortest, len(name) + 1))
