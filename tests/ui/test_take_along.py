"""Where files are chosen: what each leaves out is said there, and what none of them can draw."""

import re
from collections.abc import Generator
from html import unescape

import pytest

from exports.catalogue import exporters
from framework.assessing.record import Evidence, Scored
from framework.language.phrases import join_words
from framework.language.texts import texts
from tests.ui.test_depth import CORE, Desk, T


@pytest.fixture
def desk() -> Generator[Desk]:
    return Desk().rate(CORE[0], Scored(level=2, evidence=(Evidence(quote="Zeven teams vroegen het."),)))


def small(desk: Desk, language: str = "nl") -> list[str]:
    """The quiet lines: what each file leaves out, and remarks."""
    return re.findall('<(?:li|p class="kw-small")>(.*?)</', unescape(desk.open("take_along", language).html))


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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_kind_of_file_is_told_of_once_in_a_list_below_the_buttons(desk: Desk, language: str) -> None:
    t, page = texts(language), desk.open("take_along", language).html
    lines = [re.findall("<li>(.*?)</li>", found) for found in re.findall(r'<ul class="[^"]*kw-tight">(.*?)</ul>', page)]
    assert len(lines) == 2
    kinds = [line.partition(":")[0] for found in lines for line in found]
    assert sorted(kinds) == sorted({t(f"ui.kind.{exporter.identifier}") for exporter in exporters()})
