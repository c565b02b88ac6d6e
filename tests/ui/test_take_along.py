"""Where files are chosen: what each leaves out is said there, and what none of them can draw."""

import re
from collections.abc import Generator
from html import unescape

import pytest

from exports.catalogue import exporters
from framework.assessing.record import Evidence, Scored
from framework.language.phrases import join_words
from tests.ui.test_depth import CORE, Desk, T


@pytest.fixture
def desk() -> Generator[Desk]:
    return Desk().rate(CORE[0], Scored(level=2, evidence=(Evidence(quote="Zeven teams vroegen het."),)))


def small(desk: Desk) -> list[str]:
    return re.findall('<p class="kw-small">(.*?)</p>', unescape(desk.open("take_along").html))


def test_every_form_says_where_it_is_chosen_what_it_leaves_out(desk: Desk) -> None:
    said = small(desk)
    for exporter in exporters():
        kind, what = T(f"ui.kind.{exporter.identifier}"), [T(f"export.part.{part}") for part in exporter.leaves_out]
        if exporter.identifier == "calendar":  # without a day there is none
            assert T("export.empty", kind=kind, why=T("export.why_empty.calendar")) in said
        else:
            assert (T("export.without", kind=kind, what=join_words(what, T)) in said) is bool(what)


def test_letters_that_no_drawn_file_can_hold_are_named_where_files_are_chosen(desk: Desk) -> None:
    assert not [line for line in small(desk) if "大" in line]
    desk.rate(CORE[1], Scored(level=2, note="Vraag: 大家"))
    assert T("export.boxed", files="PDF en PNG", signs="大 家") in small(desk)
