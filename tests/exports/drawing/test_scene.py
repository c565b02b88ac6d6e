"""A scene cannot hold what no one could read."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given

from exports.drawing.scene import Bookmark, Group, Page, Role, Scene, Target, is_safe_url, link
from exports.drawing.shapes import Box, Paint, Path, Rect, Step, Text
from tests.exports.drawing.specimens import DAY, HOSTILE, INK, anything, demo, paragraph, scene

AREA = Box(0, 0, 9, 9)
ADDRESSES = ("file:///etc/passwd", "data:text/html,x", "//x", "https://a b", *filter(None, HOSTILE))


def test_scene_is_immutable() -> None:
    with pytest.raises(FrozenInstanceError):
        demo().title = "anders"  # type: ignore[misc]


def test_equal_input_gives_equal_scenes() -> None:
    assert demo() == demo()


@given(anything)
def test_text_is_made_drawable_on_its_way_in(words: str) -> None:
    text = Text(0, 0, (words,), 9, INK)
    assert all(line.isprintable() for line in text.lines)
    assert "\ud800" not in text.words


def test_a_character_without_glyph_is_drawn_as_a_box_and_kept_in_words() -> None:
    text = Text(0, 0, ("zorg 한",), 9, INK)
    assert (text.lines, text.words) == (("zorg □",), "zorg 한")


def test_cut_lists_the_full_text_of_what_is_shortened() -> None:
    assert demo().cut == (" ".join(["Deze tekst is veel te lang voor zijn kleine vak"] * 4),)


def test_figure_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="alt"):
        Group(Role.FIGURE, ())


def test_figure_with_invisible_words_only_is_refused() -> None:
    with pytest.raises(ValueError, match="alt"):
        Group(Role.FIGURE, (), alt="\u202e\0")


def test_header_cell_without_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="scope"):
        Group(Role.HEADER_CELL, ())


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (Role.TABLE, Role.P),
        (Role.TABLE, Role.CELL),
        (Role.ROW, Role.P),
        (Role.LIST, Role.BODY),
        (Role.ITEM, Role.P),
        (Role.SECTION, Role.ROW),
        (Role.P, Role.CELL),
    ],
)
def test_misplaced_parts_are_refused(outer: Role, inner: Role) -> None:
    with pytest.raises(ValueError, match="does not belong directly in"):
        Group(outer, (Group(inner),))


@pytest.mark.parametrize("role", [Role.SECTION, Role.TABLE, Role.ROW, Role.LIST, Role.ITEM])
def test_text_without_a_paragraph_is_refused(role: Role) -> None:
    with pytest.raises(ValueError, match="not directly in"):
        Group(role, (Text(0, 0, ("los",), 9, INK),))


def test_text_directly_on_a_page_is_refused() -> None:
    with pytest.raises(ValueError, match="not directly in a page"):
        Page(9, 9, (Text(0, 0, ("los",), 9, INK),))


@pytest.mark.parametrize("url", ADDRESSES, ids=ascii)
def test_links_lead_to_plain_web_addresses_only(url: str) -> None:
    assert not is_safe_url(url)
    with pytest.raises(ValueError, match="a link leads to"):
        link((), AREA, "ergens", url=url)


def test_link_says_where_it_leads() -> None:
    with pytest.raises(ValueError, match="contents"):
        link((), AREA, "", url="https://voorbeeld.nl/")


def test_link_leads_to_one_place() -> None:
    with pytest.raises(ValueError, match="one of the two"):
        link((), AREA, "ergens", url="https://voorbeeld.nl/", target=Target(0))


def test_path_has_steps_that_exist() -> None:
    with pytest.raises(ValueError, match="no such step"):
        Path((Step("M", (0, 0)), Step("A", (1, 1))), Paint(INK))
    with pytest.raises(ValueError, match="starts with M or R"):
        Path((Step("L", (0, 0)),), Paint(INK))


@pytest.mark.parametrize(("title", "lang", "pages"), [("", "nl", 1), ("\u202e", "nl", 1), ("a", "", 1), ("a", "nl", 0)])
def test_scene_has_a_page_a_title_and_a_language(title: str, lang: str, pages: int) -> None:
    with pytest.raises(ValueError, match="a page, a title and a language"):
        Scene((Page(9, 9),) * pages, title, lang, DAY)


def test_outline_skips_no_depth() -> None:
    with pytest.raises(ValueError, match="skips a depth"):
        scene(paragraph("a"), bookmarks=(Bookmark("a", Target(0)), Bookmark("b", Target(0), 2)))


def test_nothing_leads_to_a_page_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="not there"):
        scene(paragraph("a"), bookmarks=(Bookmark("a", Target(1)),))
    with pytest.raises(ValueError, match="not there"):
        scene(Group(Role.P, (link((), AREA, "verder", target=Target(1)),)))


def test_shapes_need_no_meaning() -> None:
    assert scene(Rect(AREA, Paint(INK))).pages[0].children == (Rect(AREA, Paint(INK)),)
