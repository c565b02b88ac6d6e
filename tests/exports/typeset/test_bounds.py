"""A document ends before it grows without end, between two whole pieces, and says so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.phrases import document_texts
from exports.typeset import bounds
from exports.typeset.bounds import bound
from exports.typeset.document import Block, Column, Document, Heading, Kind, List, Table, plain, say

NL = document_texts("nl")
END = say(NL("document.too_long"), Kind.NOTE)
TITLE = Heading(1, "Titel")


def document(*blocks: Block) -> Document:
    return Document("Titel", "nl-NL", date(2026, 11, 27), "kop", "voet", "{page} van {pages}", (TITLE, *blocks))


@pytest.fixture(autouse=True)
def ten_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_LINES", 10)


def bounded(*blocks: Block) -> tuple[Block, ...]:
    return bound(document(*blocks)).blocks[1:]  # the title took one line: nine are left


def test_document_that_fits_comes_back_as_it_is() -> None:
    whole = document(*[say("regel")] * 9)
    assert bound(whole) is whole


def test_document_ends_where_its_lines_are_used_up_and_says_so() -> None:
    assert bounded(*[say("regel")] * 10) == (*[say("regel")] * 9, END)


def test_lines_are_counted_by_line_ends_and_by_width() -> None:
    # 3 lines of line ends, then 161 characters: 1 + 161 // 80 = 3 lines, then 3 single ones: 9; the next is left out
    fits = (say("a\nb\nc"), say("x" * 161), say("d"), say("e"), say("f"))
    assert bounded(*fits, say("g")) == (*fits, END)


def test_list_ends_between_two_items() -> None:
    items = tuple(plain(f"punt {number}") for number in range(12))
    assert bounded(List(items)) == (List(items[:9]), END)


def test_table_ends_between_two_rows_and_its_tallest_cell_counts() -> None:
    # two columns of 40 characters: a cell of 100 takes 1 + 100 // 40 = 3 lines, so three rows fill nine lines
    rows = tuple((plain(f"{number}"), plain("x" * 100)) for number in range(5))
    table = Table((Column("a"), Column("b")), rows, "tabel")
    assert bounded(table) == (Table((Column("a"), Column("b")), rows[:3], "tabel"), END)


def test_heading_of_what_no_longer_comes_goes_too() -> None:
    assert bounded(*[say("regel")] * 8, Heading(2, "Kop"), say("weg")) == (*[say("regel")] * 8, END)


@given(st.lists(st.sampled_from([say("a"), say("a\nb\nc"), List((plain("a"), plain("b"))), Heading(2, "k")])))
def test_bounded_document_holds_the_beginning_and_stays_as_it_is(blocks: list[Block]) -> None:
    whole = document(*blocks)
    held = bound(whole)
    assert held is whole or held.blocks[-1] == END
    assert len(held.blocks) <= 12
    kept = held.blocks[:-2] if held is not whole else held.blocks  # the last piece may be a part
    assert kept == whole.blocks[: len(kept)]
