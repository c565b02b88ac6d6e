"""Days as people type them: read where they are one, and told truly what is wrong where they are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.language.days import NoDay, read_day
from framework.language.texts import languages, texts

FIRST_OF_MARCH, TODAY = date(2027, 3, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    [
        "1 maart 2027",
        "1-3-27",
        "1/3/2027",
        "01-03-2027",
        "1.3.2027",
        "2027-03-01",
        "2027/3/1",
        "1 mrt 2027",
        "1 mrt. '27",
        "maandag 1 maart 2027",
        "ma 1 maart 2027",
        "ma. 1-3-2027",
        "1e maart 2027",
        "1 MAART 2027",
        "  1  maart  2027 ",
        "1 March 2027",
        "March 1, 2027",
        "Monday, March 1st, 2027",
        "Mar 1 27",
        "2027 maart 1",
        "1-mrt-2027",
    ],
)
def test_first_of_march_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text) == FIRST_OF_MARCH


@pytest.mark.parametrize("language", languages())
@given(day=st.dates())
def test_every_day_written_long_or_short_reads_back(language: str, day: date) -> None:
    t = texts(language)
    assert [read_day(t.day(day)), read_day(t.short_day(day)), read_day(day.isoformat())] == [day] * 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31-2-2027", "Dag 31 bestaat niet: februari 2027 heeft 28 dagen."),
        ("29 februari 2027", "Dag 29 bestaat niet: februari 2027 heeft 28 dagen."),
        ("0-3-2027", "Dag 0 bestaat niet: maart 2027 heeft 31 dagen."),
        ("31 april 27", "Dag 31 bestaat niet: april 2027 heeft 30 dagen."),
        ("1-3", "Er staat geen jaar."),
        ("1 maart", "Er staat geen jaar."),
        ("maart 2027", "Er staat geen dag."),
        ("3-2027", "Er staat geen dag."),
        ("3/15/2027", "Maand 15 bestaat niet. Eerst komt de dag, dan de maand."),
        ("1-3-0000", "Het jaar 0000 bestaat niet."),
        ("1-3-20277", "Dit is niet als datum te lezen."),
        ("1-3-2027-4", "Dit is niet als datum te lezen."),
        ("1 maart april 2027", "Dit is niet als datum te lezen."),
        ("1 m 2027", "Dit is niet als datum te lezen."),
        ("volgende week", "Dit is niet als datum te lezen."),
        ("-1-3-2027?", "Dit is niet als datum te lezen."),
        ("²-3-2027", "Dit is niet als datum te lezen."),
        (f"1-{'1' * 5_000}-2027", "Dit is niet als datum te lezen."),
        ("1" * 5_000, "Dit is niet als datum te lezen."),
        ("", "Dit is niet als datum te lezen."),
    ],
)
def test_what_is_wrong_with_a_day_is_said(text: str, said: str) -> None:
    found = read_day(text)
    assert isinstance(found, NoDay)
    assert found.tell(texts("nl"), TODAY) == f"{said} Schrijf bijvoorbeeld 28-12-2026 of 28 december 2026."


@given(st.text(alphabet="0123456789 -/.,'maartjunifebeh²\u0661", max_size=30))
def test_any_text_is_a_day_or_says_why_not(text: str) -> None:
    found = read_day(text)
    assert isinstance(found, date) or all(found.tell(texts(language), TODAY) for language in languages())
