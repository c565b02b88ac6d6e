"""The kinds of text and number a framework or a record may hold; each refuses what it is not, with a code of ours."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from framework.cleaning import clean, has_lone_surrogate


def cleaned(text: str) -> str:
    """Clean `text`; refuse half characters, which nothing can store."""
    if has_lone_surrogate(text):
        raise PydanticCustomError("half_character", "half a character")
    return clean(text)


def _visible(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty_text", "nothing visible")
    return text


def web_address(url: str) -> str:
    """Accept http and https only; nothing else may become a link."""
    if not re.fullmatch(r"https?://[^\s/]+\S*", url, re.IGNORECASE):
        raise PydanticCustomError("not_link", "not an http or https address")
    return url


def _matching(code: str, pattern: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError(code, "does not match")  # pyright: ignore[reportArgumentType]
        return text

    return check


def _share(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}/[1-9][0-9]{0,8}", value):
        share = Fraction(value)
        if 0 < share <= 1:
            return share
    raise PydanticCustomError("not_fraction", "not a fraction above 0 and at most 1")


# Lengths in characters. A label fits a chip, a line fits a heading, a text a paragraph, a passage a page.
Label = Annotated[str, StringConstraints(max_length=60), AfterValidator(cleaned), AfterValidator(_visible)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(cleaned), AfterValidator(_visible)]
Words = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(cleaned), AfterValidator(_visible)]
Passage = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(cleaned), AfterValidator(_visible)]
Link = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(cleaned), AfterValidator(web_address)]

PART_ID = r"[a-z][a-z0-9_]{0,39}"
CRITERION_ID = rf"{PART_ID}(\.{PART_ID})+"
VERSION = r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}(-[0-9a-z]+(\.[0-9a-z]+)*)?"
LANGUAGE = r"[a-z]{2,3}"
NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"


PartId = Annotated[str, AfterValidator(_matching("bad_part_id", PART_ID))]
CriterionId = Annotated[
    str, StringConstraints(max_length=120), AfterValidator(_matching("bad_criterion_id", CRITERION_ID))
]
Version = Annotated[str, AfterValidator(_matching("bad_version", VERSION))]
Language = Annotated[str, AfterValidator(_matching("bad_language", LANGUAGE))]
Name = Annotated[str, AfterValidator(_matching("bad_name", NAME))]

Share = Annotated[
    Fraction,
    PlainValidator(_share),
    PlainSerializer(lambda share: f"{share.numerator}/{share.denominator}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+/[1-9][0-9]*$"}),
]
