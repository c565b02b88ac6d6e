"""File names: of which project, of what kind, of which day, on any machine."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.naming import file_name

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("Gezag en vakmanschap", "Rapport", "gezag-en-vakmanschap-rapport-2026-11-26.pdf"),
        (
            "Één wijk, 's avonds: wát nu?",
            "Eigen tekst",
            "een-wijk-s-avonds-wat-nu-eigen-tekst-2026-11-26.pdf",
        ),
        ("Straße & Ærø", "Kaart", "strasse-aero-kaart-2026-11-26.pdf"),
        ("../../etc/passwd", "Rapport", "etc-passwd-rapport-2026-11-26.pdf"),
        ("C:\\con", "Rapport", "c-con-rapport-2026-11-26.pdf"),
        ("بحث في الحي", "Rapport", "rapport-2026-11-26.pdf"),
        ("大学", "", "2026-11-26.pdf"),
        (
            "Een onderzoek naar de manier waarop wijkteams in het noorden samen beslissen",
            "Rapport",
            "een-onderzoek-naar-de-manier-waarop-wijkteams-in-het-noorden-rapport-2026-11-26.pdf",
        ),
    ],
)
def test_name_says_project_kind_and_day(title: str, kind: str, expected: str) -> None:
    assert file_name(title, kind, DAY, "pdf") == expected


@given(st.text(max_size=200), st.text(max_size=80), st.dates())
def test_name_of_anything_is_safe_and_short(title: str, kind: str, day: date) -> None:
    name = file_name(title, kind, day, "docx")
    assert re.fullmatch(r"([a-z0-9]+-)*[0-9]{4}-[0-9]{2}-[0-9]{2}\.docx", name)
    assert len(name) <= 120
