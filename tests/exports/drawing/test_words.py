"""Untrusted text becomes safe to draw and to store, in bounded time."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.drawing.words import BOX, ELLIPSIS, clean, printable
from tests.exports.drawing.specimens import HOSTILE, anything


@given(anything)
def test_result_is_printable_normalised_and_one_line(text: str) -> None:
    safe = printable(text)
    assert safe.isprintable()
    assert safe == unicodedata.normalize("NFC", safe)
    assert safe == " ".join(safe.split())


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(anything)
def test_result_can_be_written_as_utf_8(text: str) -> None:
    printable(text).encode("utf-8")


@given(anything, st.integers(1, 50))
def test_result_is_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\tb\r\nc\u2028d\u00a0e", "a b c d e"),
        ("nul\0 bell\x07 escape\x1b[1m", "nul bell escape[1m"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("\ud800x\udfff", "x"),
        ("e\u0301", "é"),
        ("\ue000", BOX),
        ("\uffff", BOX),
        ("z" + "\u0301" * 9, "ź\u0301\u0301"),
        ("   ", ""),
    ],
)
def test_what_cannot_be_drawn_vanishes_or_becomes_a_blank_or_a_box(text: str, safe: str) -> None:
    assert printable(text) == safe


def test_longer_text_ends_in_an_ellipsis() -> None:
    assert clean("een twee drie", 8) == "een twe" + ELLIPSIS
    assert clean("een twee drie", 5) == "een" + ELLIPSIS  # no blank before the ellipsis
    assert clean("een twee", 8) == "een twee"


def test_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        clean("a", 0)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_megabyte_of_hostile_text_keeps_its_beginning_only(text: str) -> None:
    huge = (text or " ") * (1_000_000 // max(1, len(text)))
    assert len(clean(huge)) <= 4_000
