"""Colours stand far enough apart, also in grey."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.drawing import palette
from exports.drawing.palette import contrast_ratio, ink_on, lightness, ramp, rgb

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_black_on_white_is_21() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)


@given(colours, colours)
def test_contrast_lies_between_1_and_21_in_either_order(one: str, other: str) -> None:
    assert 1 <= contrast_ratio(one, other) == contrast_ratio(other, one) <= 21.0001


@given(colours)
def test_contrast_with_itself_is_1(colour: str) -> None:
    assert contrast_ratio(colour, colour) == 1


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [  # as the specification of the infographic states them
        (palette.INK, palette.PAPER, 16.1),
        (palette.MUTE, palette.PAPER, 7.9),
        (palette.PAPER, palette.NAVY, 15.6),
        (palette.PAPER, palette.NAVY_SOFT, 11.6),
        (palette.GOLD, palette.NAVY, 8.8),
        (palette.INK, palette.RAMP[1], 10.4),
        (palette.INK, palette.RAMP[2], 5.5),
        (palette.PAPER, palette.RAMP[3], 9.3),
        (palette.WARNING, palette.WARNING_TINT, 5.9),
        (palette.EMPTY_EDGE, palette.PAPER, 3.5),
    ],
)
def test_house_colours_have_their_stated_contrast(ink: str, ground: str, ratio: float) -> None:
    assert round(contrast_ratio(ink, ground), 1) == pytest.approx(ratio, abs=0.1001)


def test_house_ramp_has_its_stated_lightness() -> None:
    assert [round(lightness(colour)) for colour in palette.RAMP] == [100, 84, 63, 30]
    assert min(lightness(a) - lightness(b) for a, b in pairwise(palette.RAMP)) >= 15


@given(st.integers(2, 7))
def test_every_ramp_darkens_and_bears_text(levels: int) -> None:
    fills = ramp(levels)
    assert len(fills) == levels
    assert all(lightness(a) > lightness(b) for a, b in pairwise(fills))
    assert all(contrast_ratio(ink_on(fill), fill) >= palette.TEXT_CONTRAST for fill in fills)


@pytest.mark.parametrize("levels", [1, 8])
def test_other_scales_have_no_ramp(levels: int) -> None:
    with pytest.raises(ValueError, match="2 to 7"):
        ramp(levels)


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", '#000000" onload="', "#ffffff\n", ""])
def test_only_six_hexadecimal_digits_are_a_colour(colour: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        rgb(colour)
