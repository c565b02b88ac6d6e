"""How many people, as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.language.numbers import NoNumber, read_number
from framework.language.texts import languages, texts


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("12 mensen", 12),
        ("ongeveer 12", 12),
        ("een stuk of 12", 12),
        ("± 12 collega's", 12),
        ("twaalf", 12),
        ("Twaalf mensen", 12),
        ("één", 1),
        ("een", 1),
        ("one person", 1),
        ("een stuk of twaalf", 12),
        ("about a person or 12", 12),
        ("twenty", 20),
        ("1.000", 1_000),
        ("1 000 mensen", 1_000),
        ("200+", 200),
        ("0", 0),
        ("007", 7),
    ],
)
def test_number_is_read_as_it_is_meant(typed: str, number: int) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "unreadable"),
        ("een paar teams misschien", "unreadable"),
        ("2 honderd", "unreadable"),
        ("5 duizend mensen", "unreadable"),
        ("one hundred", "unreadable"),
        ("about a dozen", "unreadable"),
        ("vijfentwintig", "unreadable"),
        ("dertig", "unreadable"),
        ("één of twee", "several"),
        ("een of twee", "several"),
        ("een tot drie", "several"),
        ("one to three", "several"),
        ("veel", "unreadable"),
        ("-5", "unreadable"),
        ("12,5", "unreadable"),
        ("1.5", "unreadable"),
        ("10-15", "several"),
        ("10 à 15", "several"),
        ("tien of twaalf", "several"),
        ("3 teams van 5", "several"),
        ("½", "unreadable"),
    ],
)
def test_what_is_no_single_whole_number_is_none(typed: str, code: str) -> None:
    assert read_number(typed) == NoNumber(code)


@given(st.integers(0, 10**6))
def test_digits_are_read_as_they_stand(number: int) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}".replace(",", ".")) == number


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    found = read_number(typed)
    assert isinstance(found, int) or all(texts(language)(f"no_number.{found.code}") for language in languages())
