"""The kinds of text and number a framework or a record may hold; each refuses what it is not, with a code of ours."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from framework.language.cleaning import clean, clean_line, has_lone_surrogate


def cleaned(most: int, cleaning: Callable[[str], str] = clean) -> Callable[[str], str]:
    """Clean a text; refuse half characters, which nothing can store, and what cleaning makes longer than `most`.

    NFC writes some characters as two or three; what was read must be short enough to be read again.
    """

    def check(text: str) -> str:
        if has_lone_surrogate(text):
            raise PydanticCustomError("half_character", "half a character")
        text = cleaning(text)
        if len(text) > most:
            raise PydanticKnownError("string_too_long", {"max_length": most})
        return text

    return check


def _visible(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty_text", "nothing visible")
    return text


def web_address(url: str) -> str:
    """Accept http and https only; nothing else may become a link."""
    if not re.fullmatch(r"https?://[^\s/]+\S*", url, re.IGNORECASE):
        raise PydanticCustomError("not_link", "not an http or https address")
    return url


@dataclass(frozen=True, slots=True)
class Matching:
    """Makes a kind of text that matches `pattern`; anything else, numbers too, is the fault `code`."""

    code: str
    pattern: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check before anything else, so that `version: 0.1` is told what a version is and not what a text is."""
        return core_schema.no_info_wrap_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Show the pattern to editors."""
        return handler(schema) | {"pattern": f"^(?:{self.pattern})$"}

    def _check(self, value: object, inner: ValidatorFunctionWrapHandler) -> str:
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            raise PydanticCustomError(self.code, "does not match")  # pyright: ignore[reportArgumentType]
        return inner(value)


def _share(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}/[1-9][0-9]{0,8}", value):
        share = Fraction(value)
        if 0 < share <= 1:
            return share
    raise PydanticCustomError("not_fraction", "not a fraction above 0 and at most 1")


WEB = Field(json_schema_extra={"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^/]"})  # for editors; `web_address` decides

# Lengths in characters. A label fits a chip, a line fits a heading, a text a paragraph, a passage a page.
Label = Annotated[
    str, StringConstraints(max_length=60), AfterValidator(cleaned(60, clean_line)), AfterValidator(_visible)
]
Line = Annotated[
    str, StringConstraints(max_length=200), AfterValidator(cleaned(200, clean_line)), AfterValidator(_visible)
]
Words = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(cleaned(2_000)), AfterValidator(_visible)]
Passage = Annotated[
    str, StringConstraints(max_length=20_000), AfterValidator(cleaned(20_000)), AfterValidator(_visible)
]
Link = Annotated[
    str, StringConstraints(max_length=2_000), AfterValidator(cleaned(2_000)), AfterValidator(web_address), WEB
]


def _blank_is_absent(text: str | None) -> str | None:
    return text or None


OptionalLine = Annotated[
    Annotated[str, StringConstraints(max_length=200), AfterValidator(cleaned(200, clean_line))] | None,
    AfterValidator(_blank_is_absent),
]
OptionalPassage = Annotated[
    Annotated[str, StringConstraints(max_length=20_000), AfterValidator(cleaned(20_000))] | None,
    AfterValidator(_blank_is_absent),
]

PART_ID = r"[a-z][a-z0-9_]{0,39}"
CRITERION_ID = rf"{PART_ID}(\.{PART_ID})+"
VERSION = r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}(-[0-9a-z]+(\.[0-9a-z]+)*)?"
LANGUAGE = r"[a-z]{2,3}"
NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"
HASH = r"[a-z0-9]{1,20}-[1-9][0-9]{0,3}:[0-9a-f]{64}"


def _names_its_algorithm(value: object) -> object:
    """Refuse bare digits, from before the algorithm was named: nothing says how they were taken."""
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value):
        raise PydanticCustomError("hash_without_algorithm", "names no algorithm")
    return value


PartId = Annotated[str, Matching("bad_part_id", PART_ID)]
CriterionId = Annotated[str, StringConstraints(max_length=120), Matching("bad_criterion_id", CRITERION_ID)]
Version = Annotated[str, Matching("bad_version", VERSION)]
Language = Annotated[str, Matching("bad_language", LANGUAGE)]
Name = Annotated[str, Matching("bad_name", NAME)]
ContentHash = Annotated[str, Matching("bad_hash", HASH), BeforeValidator(_names_its_algorithm)]


def _day(value: object) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value)
    raise PydanticCustomError("not_a_day", "not a day written as 2026-11-22")


# not pydantic's own date, which takes "1763769600" for seconds since 1970
Day = Annotated[
    date,
    PlainValidator(_day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Share = Annotated[
    Fraction,
    PlainValidator(_share),
    PlainSerializer(lambda share: f"{share.numerator}/{share.denominator}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+/[1-9][0-9]*$"}),
]
