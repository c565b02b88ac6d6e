"""Marks that were pasted along make no noise, and what can be meant as text stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.language.markup import bare_quote, without_markup


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ("Dit is <b>vet</b> en <em class='x'>schuin</em>.", "Dit is vet en schuin."),
        ("<p>Eén.</p><p>Twee.<br/>Drie.</p>", "Eén.\nTwee.\nDrie."),
        ("Samen&nbsp;beslissen &amp; doen", "Samen beslissen & doen"),
        ("**Vet**, *schuin*, __ook vet__ en `code`", "Vet, schuin, ook vet en code"),
        ("## Kop\n- punt", "Kop\n- punt"),
        ("Zie [de site](https://example.org/a).", "Zie de site (https://example.org/a)."),
        ("onder\u00adzoek", "onderzoek"),
        # no markup
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("als a < b en c > d", "als a < b en c > d"),
        ("een_naam_van_iets", "een_naam_van_iets"),
        ("* punt een\n* punt twee", "* punt een\n* punt twee"),
        ("nummer #1 van R&D", "nummer #1 van R&D"),
        ("<b></b>", "<b></b>"),
    ],
)
def test_pasted_markup_is_gone_and_text_stays(pasted: str, read: str) -> None:
    assert without_markup(pasted) == read


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("“Zij vroegen het.”", "Zij vroegen het."),
        ('"Zij vroegen het."', "Zij vroegen het."),
        ("‘Zij vroegen het.’", "Zij vroegen het."),
        ("„Zij vroegen het.”", "Zij vroegen het."),
        ("«Zij vroegen het.»", "Zij vroegen het."),
        ("Zij vroegen het.", "Zij vroegen het."),
        ("“Ja” en “nee”", "“Ja” en “nee”"),
        ("'s Avonds", "'s Avonds"),
        ("“”", "“”"),
    ],
)
def test_quote_loses_the_one_pair_of_marks_around_it(typed: str, bare: str) -> None:
    assert bare_quote(typed) == bare


@given(st.text(max_size=60))
def test_whatever_was_typed_something_of_it_stays(text: str) -> None:
    assert bool(without_markup(text)) is bool(text)
    assert bool(bare_quote(text)) is bool(text)
