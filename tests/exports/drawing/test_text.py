"""Text fits: the largest size, then hyphens, last an ellipsis; never outside its room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.drawing.font import Weight, font, text_width
from exports.drawing.inspect import overflow
from exports.drawing.scene import Group, Role
from exports.drawing.shapes import Anchor, Box
from exports.drawing.text import Fitted, fit, wrap
from exports.drawing.words import ELLIPSIS, clean, printable
from tests.exports.drawing.specimens import INK, anything, scene

WORD = "Kennisbenuttingsondersteuningsmedewerkersoverleg"
PLAIN = "een twee drie vier vijf zes zeven acht negen tien"
words = st.lists(st.text("abcdefghijklmnop", min_size=1, max_size=12), max_size=20).map(" ".join)
weights = st.sampled_from(list(Weight))
anchors = st.tuples(st.sampled_from(list(Anchor)), st.sampled_from(list(Anchor)))


def joined(fitted: Fitted) -> str:
    return " ".join(fitted.lines)


@given(anything, st.builds(Box, st.just(50), st.just(50), st.floats(1, 400), st.floats(1, 200)), weights, anchors)
def test_text_is_never_outside_its_container(
    text: str, box: Box, weight: Weight, anchor: tuple[Anchor, Anchor]
) -> None:
    fitted = fit(text, box.w, box.h, sizes=(20, 8), weight=weight)
    assert overflow(scene(Group(Role.P, (fitted.inside(box, INK, *anchor),)))) == ()


@given(anything, st.floats(1, 400), st.floats(1, 200))
def test_full_text_is_spoken_whenever_the_lines_do_not_say_it(text: str, width: float, height: float) -> None:
    fitted = fit(text, width, height, sizes=(12, 8))
    assert (fitted.spoken if fitted.spoken is not None else joined(fitted)) == clean(text)


@given(anything, st.floats(1, 400), st.floats(1, 200))
def test_only_shortened_text_ends_in_an_ellipsis_of_ours(text: str, width: float, height: float) -> None:
    fitted = fit(text.replace(ELLIPSIS, ""), width, height, sizes=(12, 8))
    assert fitted.shortened == (ELLIPSIS in joined(fitted) or (not fitted.lines and bool(fitted.spoken)))


@given(words, st.floats(20, 400), st.floats(20, 200), st.floats(0, 100))
def test_more_room_never_gives_smaller_type(text: str, width: float, height: float, more: float) -> None:
    small = fit(text, width, height, sizes=(20, 8))
    assert small.spoken is not None or fit(text, width + more, height, sizes=(20, 8)).size >= small.size
    assert small.spoken is not None or fit(text, width, height + more, sizes=(20, 8)).size >= small.size


@given(words, st.floats(10, 400))
def test_wrapping_keeps_every_word(text: str, width: float) -> None:
    wrapped = wrap(text, width, 10)
    assert "".join(joined(wrapped).split()).replace("-", "") == "".join(text.split())
    assert all(text_width(line, Weight.REGULAR, 10) <= width + 0.001 for line in wrapped.lines)


@given(anything, st.integers(0, 5))
def test_a_number_of_lines_is_kept(text: str, lines: int) -> None:
    assert len(fit(text, 60, sizes=(12, 8), lines=lines).lines) <= lines


def test_the_largest_size_comes_first() -> None:
    assert fit("kort", 200, 40, sizes=(22, 14)).size == 22


def test_smaller_type_comes_before_a_hyphen() -> None:
    fitted = fit("Arbeidsvermogen", 70, 40, sizes=(12, 8))
    assert fitted.lines == ("Arbeidsvermogen",)
    assert 8 < fitted.size < 12
    assert fitted.spoken is None


def test_a_hyphen_comes_before_an_ellipsis() -> None:
    fitted = fit(WORD, 90, 60, sizes=(10, 9))
    assert fitted.lines == ("Kennisbenuttingson-", "dersteuningsmede-", "werkersoverleg")
    assert (fitted.spoken, fitted.shortened) == (WORD, False)


def test_an_ellipsis_comes_last_and_at_the_smallest_size() -> None:
    fitted = fit(PLAIN, 60, 12, sizes=(10, 8))
    assert fitted.lines == ("een twee drie" + ELLIPSIS,)
    assert (fitted.size, fitted.spoken, fitted.shortened) == (8, PLAIN, True)


def test_dutch_and_english_break_words_by_their_own_rules() -> None:
    assert fit("verantwoordelijkheden", 60, 30, sizes=(9, 9), lang="nl").lines == ("verantwoorde-", "lijkheden")
    assert fit("responsibilities", 50, 30, sizes=(9, 9), lang="en-GB").lines == ("responsibilit-", "ies")


def test_an_address_breaks_after_its_own_marks() -> None:
    address = "https://www.voorbeeld.nl/een/lang/adres"
    fitted = fit(address, 60, 80, sizes=(9, 9))
    assert "".join(fitted.lines) == address
    assert fitted.spoken == address


def test_no_room_for_an_ellipsis_leaves_nothing_but_the_spoken_text() -> None:
    fitted = fit("iets", 4, 20, sizes=(9, 9))  # an i is 2.2 points wide, an ellipsis more than 4
    assert (fitted.lines, fitted.spoken, fitted.shortened) == ((), "iets", True)


def test_no_text_takes_no_room() -> None:
    fitted = fit("\u202e", 100, 20, sizes=(9, 9))
    assert (fitted.lines, fitted.width, fitted.height, fitted.shortened) == ((), 0, 0, False)


def test_a_character_that_the_font_lacks_prints_as_a_box_and_is_still_spoken() -> None:
    fitted = fit("zorg 한 en", 100, 20, sizes=(9, 9))
    assert (fitted.lines, fitted.spoken) == (("zorg □ en",), "zorg 한 en")


def test_capitals_stand_centred() -> None:
    text = fit("HEM", 100, 40, sizes=(10, 10)).inside(Box(0, 100, 100, 40), INK, vertical=Anchor.MIDDLE)
    # a capital is 0.66 of the size: its middle lies 3.3 points above the baseline
    assert text.y == pytest.approx(120 + 3.3)


@pytest.mark.parametrize("word", ["a", "a-", "é", "é\u0301", "😀", "\ud800", "ש", "漢"])
def test_huge_words_wrap_and_fit(word: str) -> None:
    huge = word * 200_000
    assert len(fit(huge, 200, 30, sizes=(12, 9)).lines) <= 2
    wrapped = wrap(huge, 200, 10)
    assert all(font(Weight.REGULAR).width(line, 10) <= 200.001 for line in wrapped.lines)
    assert "".join(wrapped.lines).replace("-", "") == font(Weight.REGULAR).drawable(printable(huge)).replace("-", "")


@pytest.mark.parametrize("sizes", [(8, 12), (8, 0), (8, -1)])
def test_sizes_out_of_order_are_refused(sizes: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="from the largest to the smallest"):
        fit("a", 10, 10, sizes=sizes)


def test_room_without_height_or_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="a height or a number of lines"):
        fit("a", 10, sizes=(9, 9))
