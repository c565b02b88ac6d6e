"""Every text of every model comes in through the one place that cleans, so no door glues two words together."""

from collections.abc import Iterator
from typing import Annotated, Any, cast

import pytest
from pydantic import TypeAdapter, ValidationError

import framework.use_cases.codec  # every model is loaded by then
import intake.demo_file  # noqa: F401
from framework.instrument.model import Part

ENDS = "\x0b\x0c\x85\u2028\u2029"
TYPED = "een{}twee"


def _kinds(model: type[Part]) -> Iterator[type[Part]]:
    for kind in model.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _texts(kind: type[Part], end: str) -> Iterator[tuple[str, str]]:
    """What each field of `kind` that takes text makes of two words, `end` between them."""
    for name, info in kind.model_fields.items():
        field = cast(Any, Annotated[cast(Any, info.annotation), *info.metadata] if info.metadata else info.annotation)
        for typed in (TYPED.format(end), [TYPED.format(end)]):
            try:
                made = TypeAdapter[Any](field).validate_python(typed)
            except ValidationError:  # no text, or one of a form of its own, such as a link
                continue
            yield name, made if isinstance(made, str) else made[0]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_no_field_of_any_model_glues_two_words(end: str) -> None:
    made = {f"{kind.__name__}.{name}": text for kind in _kinds(Part) for name, text in _texts(kind, end)}
    assert len(made) > 50
    assert {name for name, text in made.items() if text.split() != ["een", "twee"]} == set()


def test_a_line_stays_one_line_and_a_passage_keeps_its_lines() -> None:
    rating, project = framework.use_cases.codec.load_rating, framework.use_cases.codec.Details
    words = "Straat 1\x0bAfdeling Zorg\u2028Team Jeugd\x85Wijk Noord\fBijlage"
    assert rating({"level": 2, "note": words}).note == "Straat 1\nAfdeling Zorg\nTeam Jeugd\nWijk Noord\nBijlage"
    assert project(title="Gezag en\x0bvakmanschap").title == "Gezag en vakmanschap"
