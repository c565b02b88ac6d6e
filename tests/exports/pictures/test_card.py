"""The card says less than the infographic, and nothing else."""

import pytest

from exports.drawing.scene import Group, Role, walk
from exports.drawing.shapes import Text
from exports.pictures import card
from exports.pictures.infographic.words import make_view
from tests.exports.drawing.specimens import structure
from tests.exports.pictured import assess, example, hard, shaped


def shown(name: str) -> list[str]:
    """Every text on the card of a hard report, with its lines joined."""
    return [
        " ".join(node.lines)
        for node in walk(card.build(hard()[name], "nl").pages[0].children)
        if isinstance(node, Text)
    ]


@pytest.mark.parametrize("name", hard())
def test_card_is_one_page_of_sixteen_to_nine(name: str) -> None:
    (page,) = card.build(hard()[name], "nl").pages
    assert page.width * 9 == page.height * 16


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_reading_goes_from_title_by_phases_to_steps(lang: str) -> None:
    report = example("jong_in_de_buurt", lang)
    view = make_view(report, lang)
    tree = [found for root in structure(card.render(report, lang)) for found in root.flat()]
    phases = [f"{phase.number} {phase.title}" for phase in view.phases]
    assert [f.heard() for f in tree if f.kind in ("H1", "H2")] == [view.title, *phases, view.steps.title]


def test_strip_shows_every_point_highest_first() -> None:
    report = assess(shaped(1, 6), [1, "?", 3, "-", 2, 0])
    nodes = walk(card.build(report, "nl").pages[0].children)
    strip = next(node for node in nodes if isinstance(node, Group) and node.role is Role.FIGURE)
    assert [node.lines[0] for node in strip.children if isinstance(node, Text)] == ["3", "2", "1", "0", "?"]
    assert strip.alt.endswith("één keer niet van toepassing.")


def test_many_points_are_counted_by_level() -> None:
    texts = shown("forty_rows")
    assert [text for text in texts if text.startswith("×")][:2] == ["×6", "×6"]


def test_many_phases_leave_counts_out_and_keep_every_strip() -> None:
    card_of_six = card.build(hard()["six_phases"], "nl").pages[0]
    figures = [node for node in walk(card_of_six.children) if isinstance(node, Group) and node.role is Role.FIGURE]
    assert len(figures) == 6
    assert not [text for text in shown("six_phases") if "niveau 2 of hoger" in text]


def test_footer_says_who_when_which_version_and_what_a_profile_is_not() -> None:
    texts = shown("two_phases")
    assert "Eigen beoordeling · 14 oktober 2026 · voorstel · kader versie 0.1.0" in texts
    assert "Concept." in texts
    assert "Dit is een profiel, geen cijfer. Niveaus zijn een volgorde en worden niet opgeteld." in texts


def test_nothing_to_do_is_said_calmly() -> None:
    assert "Er staan geen stappen open." in " ".join(shown("top"))
