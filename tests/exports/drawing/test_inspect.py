"""What the inspectors must see: faint ink, text out of bounds, text over text, pictures that differ."""

import pytest

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.inspect import collisions, contrast, differs, overflow
from exports.drawing.png import Raster
from exports.drawing.scene import Group, Role, Scene, artifact
from exports.drawing.shapes import Box, Circle, Line, Paint, Rect, Text, polygon
from tests.exports.drawing.specimens import INK, NAVY, PAPER, demo, scene


def write(words: str, x: float, y: float, fill: str = INK, **options: object) -> Group:
    return Group(Role.P, (Text(x, y, (words,), 10, fill, **options),))  # type: ignore[arg-type]


def grounds(inspected: Scene) -> list[str]:
    return [found.ground for found in contrast(inspected)]


def test_demo_reads_well_and_stays_in_bounds() -> None:
    assert [found for found in contrast(demo()) if not found.enough] == []
    assert overflow(demo()) == ()
    assert collisions(demo()) == ()


def test_text_stands_on_paper_where_nothing_is_below() -> None:
    (found,) = contrast(scene(write("tekst", 30, 30)))
    assert (found.what, found.ink, found.ground, found.enough) == ("tekst", INK, PAPER, True)


def test_faint_text_is_found() -> None:
    (found,) = contrast(scene(write("tekst", 30, 30, palette.RAMP[1])))
    assert not found.enough
    assert found.ratio == pytest.approx(1.55, abs=0.01)


def test_text_stands_on_the_last_shape_that_covers_it() -> None:
    shapes = (Rect(Box(0, 0, 200, 60), Paint(PAPER)), Rect(Box(0, 0, 200, 60), Paint(NAVY)))
    assert grounds(scene(*shapes, write("tekst", 30, 30, PAPER))) == [NAVY]


def test_shapes_painted_later_are_no_ground() -> None:
    assert grounds(scene(write("tekst", 30, 30), Rect(Box(0, 0, 200, 60), Paint(NAVY)))) == [PAPER]


def test_text_half_off_its_shape_is_measured_on_both_grounds() -> None:
    half = Rect(Box(0, 0, 40, 60), Paint(NAVY))
    assert grounds(scene(half, write("tekst", 30, 30))) == [NAVY, PAPER]


def test_text_in_a_circle_stands_on_it_and_beside_it_does_not() -> None:
    disc = Circle(100, 100, 9, Paint(palette.GOLD))
    assert grounds(scene(disc, write("1", 97, 103))) == [palette.GOLD]
    assert grounds(scene(disc, write("1", 110, 103))) == [PAPER]


def test_text_in_a_polygon_stands_on_it_and_beside_it_does_not() -> None:
    wedge = polygon(((0, 0), (200, 0), (0, 200)), Paint(NAVY))
    assert grounds(scene(wedge, write("a", 20, 40, PAPER))) == [NAVY]
    assert grounds(scene(wedge, write("a", 150, 150))) == [PAPER]


def test_meaningful_shape_without_an_edge_is_found() -> None:
    faint = Rect(Box(30, 30, 9, 9), Paint(palette.RAMP[1]))
    (found,) = contrast(scene(Group(Role.FIGURE, (faint,), alt="vlak")))
    assert not found.enough


def test_outline_saves_a_faint_fill() -> None:
    outlined = Rect(Box(30, 30, 9, 9), Paint(palette.RAMP[1], palette.EDGE))
    (found,) = contrast(scene(Group(Role.FIGURE, (outlined,), alt="vlak")))
    assert (found.ink, found.enough) == (palette.EDGE, True)


def test_decoration_may_be_faint() -> None:
    faint = Line(0, 9, 99, 9, Paint(stroke=palette.HAIRLINE))
    assert contrast(scene(faint, artifact(faint), Group(Role.P, (faint,)))) == ()


def test_text_wider_than_its_container_is_found() -> None:
    (found,) = overflow(scene(write("veel te breed", 30, 30, within=Box(30, 15, 20, 20))))
    assert found.line == "veel te breed"


def test_text_off_the_page_is_found() -> None:
    assert len(overflow(scene(write("tekst", 590, 30)))) == 1
    assert len(overflow(scene(write("tekst", 30, 3)))) == 1
    assert len(overflow(scene(write("gp", 30, 841)))) == 1


def test_accents_count_as_ink() -> None:
    box = Box(30, 20, 40, 10)
    assert overflow(scene(write("ACE", 30, 27, within=box, weight=Weight.BOLD))) == ()
    assert len(overflow(scene(write("ÂCÊ", 30, 27, within=box, weight=Weight.BOLD)))) == 1


def test_text_over_text_is_found() -> None:
    (found,) = collisions(scene(write("onder", 30, 30), write("boven", 40, 32)))
    assert (found.one, found.other) == ("onder", "boven")
    assert collisions(scene(write("onder", 30, 30), write("boven", 30, 18))) == ()


def test_pictures_differ_by_their_worst_block() -> None:
    white = Raster(16, 8, b"\xff" * 16 * 8 * 3)
    dark = Raster(16, 8, b"".join(b"\xff" * 24 + b"\xff\x7f\xff" * 8 for _ in range(8)))
    assert differs(white, white) == 0
    assert differs(white, dark) == 128  # green, in the right block only


def test_pictures_of_different_size_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different size"):
        differs(Raster(1, 1, b"abc"), Raster(1, 2, b"abcabc"))
