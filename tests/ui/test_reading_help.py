"""Whoever writes an invitation reads what to change in each text that a professional will read."""

import pytest

from tests.ui.test_settling import House, T, Tab, house

__all__ = ["house"]  # the fixture


@pytest.mark.parametrize("name", ["summary", "research_question", "asker", "why", "contact"])
def test_each_text_that_a_professional_reads_is_helped(house: House, name: str) -> None:
    tab = Tab(house, "practice", {}).fill(T(f"ui.practice.{name}"), "Wij evalueren je werk.")
    assert T("reading.swap", rare="evalueren", plainer="terugkijken op") in tab.html


def test_text_is_helped_in_the_language_it_is_typed_in(house: House) -> None:
    tab = Tab(house, "practice", {}).fill(T("ui.practice.why"), "We ask you and your team to evaluate the work.")
    assert T("reading.swap", rare="evaluate", plainer="look back on") in tab.html


def test_name_and_address_that_need_no_mending_are_left_alone(house: House) -> None:
    tab = Tab(house, "practice", {}).fill(T("ui.practice.summary"), "")
    tab.fill(T("ui.practice.asker"), "Hogeschool Utrecht").fill(T("ui.practice.contact"), "Anna, 030 123 45 67")
    assert T("reading.easy") not in tab.html
