"""Untrusted text is cleaned once, at the door."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.language.cleaning import (
    MOST_LINES,
    clean,
    clean_line,
    clean_remark,
    fold_blank_lines,
    has_lone_surrogate,
)

# What nobody sees and what can deceive: controls, bidi overrides, isolates and marks, zero width, BOM, non-characters.
HIDDEN = [
    *(chr(code) for code in (*range(0x00, 0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0xA0)) if code != 0x85),
    *"\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
]
# What ends a line or a page, or stands between files, groups, records and units.
ENDS = ["\r\n", *"\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"]
NASTY = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from([*HIDDEN, *"".join(ENDS), *"\t e\u0301"]))
)


@pytest.mark.parametrize("character", HIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_hidden_character_disappears(character: str) -> None:
    assert clean(f"wel{character}kom") == "welkom"


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_what_ends_a_line_or_page_becomes_a_line_end_or_a_space(end: str) -> None:
    assert clean(f"Straat 1{end}Afdeling Zorg") == "Straat 1\nAfdeling Zorg"
    assert (
        clean_line(f"Gezag en {end} vakmanschap")
        == clean_line(f"Gezag en{end}{end}vakmanschap")
        == "Gezag en vakmanschap"
    )


@given(NASTY)
def test_no_two_words_are_ever_glued_together(text: str) -> None:
    words = [word for part in text.split() if (word := clean(part))]
    assert clean(text).split() == clean_line(text).split() == words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("e\u0301en", "éen"),  # e and a combining accent become one character
        ("een\r\ntwee\rdrie\n", "een\ntwee\ndrie"),
        ("  \t wit \n\n", "wit"),
        ("a\tb", "a\tb"),
        (" \u200b\ufeff ", ""),
        ("👩\u200d🔬", "👩\u200d🔬"),  # a joined emoji stays one picture
        ("❤\ufe0f", "❤\ufe0f"),
        ("‘citaat’ — “zo”", "‘citaat’ — “zo”"),
        ("<b>&amp;", "<b>&amp;"),  # nothing is escaped here: that is for whoever shows it
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(NASTY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(clean(text)) == clean_line(text)


@given(NASTY)
def test_clean_text_is_composed_and_holds_nothing_hidden(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & ({*HIDDEN, *ENDS} - {"\n"})
    assert "\n" not in clean_line(text)
    assert cleaned == cleaned.strip()


@given(st.text("abcdefghijk lmnopqrstuvwxyzéëï’.,:;!?\n").map(str.strip))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"), [("\ud800", True), ("a\udfffb", True), ("😀", False), ("", False)], ids=ascii
)
def test_half_a_character_is_noticed(text: str, expected: bool) -> None:
    assert has_lone_surrogate(text) is expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("een\ntwee", "een\ntwee"),
        ("een\n\ntwee", "een\n\ntwee"),
        ("een\n\n\ntwee", "een\n\ntwee"),
        ("een\n \n\t\n\n  twee", "een\n\n  twee"),
        ("een" + "\n" * 500 + "twee", "een\n\ntwee"),
    ],
)
def test_of_blank_lines_below_each_other_one_is_left(raw: str, expected: str) -> None:
    assert fold_blank_lines(raw) == clean_remark(raw) == expected


def test_what_comes_after_the_last_line_of_a_remark_stands_behind_it() -> None:
    assert clean_remark("\n".join("abc")) == "a\nb\nc"
    lines = [str(number) for number in range(MOST_LINES + 2)]
    assert clean_remark("\n".join(lines)).split("\n") == [*lines[:39], "39 40 41"]


@given(st.one_of(NASTY, st.text("ab \n")))
def test_remark_keeps_every_word_few_lines_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_remark(text)
    assert cleaned.split() == clean(text).split()
    assert cleaned.count("\n") < MOST_LINES
    assert "\n\n\n" not in cleaned
    assert clean_remark(cleaned) == cleaned
