"""The phases on a card: title and label beside a strip, and the counts below the strip where there is room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from exports.drawing import palette
from exports.drawing.font import Weight
from exports.drawing.marks import disc
from exports.drawing.scene import Group, Node, Role, artifact
from exports.drawing.shapes import Box, Text
from exports.drawing.sheet import SMALLEST, first_fit, paragraph
from exports.drawing.text import Fitted, fit
from exports.pictures.infographic.view import PhaseView, View

_TALLEST, _WITH_COUNTS = 60.0, 43.0
_WORDS, _WIDE_WORDS, _INDENT = 190.0, 316.0, 40.0
_GAP = 4.0
_SMALLEST_SQUARE = 15.0


@dataclass(frozen=True, slots=True)
class _Measures:
    """What all phases of one card share: height of a phase, width of its words, size of a square, and what is left out.

    Low phases have no counts; squares too small for their numerals are tallied by level.
    """

    pitch: float
    words: float
    square: float
    has_counts: bool
    is_tallied: bool


def draw_phases(view: View, box: Box) -> tuple[Node, ...]:
    """All phases below each other in the box."""
    measures = _measure(view, box)
    return tuple(
        _draw_phase(phase, view, measures, Box(box.x, box.y + place * measures.pitch, box.w, measures.pitch))
        for place, phase in enumerate(view.phases)
    )


def _measure(view: View, box: Box) -> _Measures:
    pitch = min(_TALLEST, box.h / len(view.phases))
    has_counts = pitch >= _WITH_COUNTS
    words = _WORDS if has_counts or all(_fits(phase, view.lang) for phase in view.phases) else _WIDE_WORDS
    tallest = min(32.0, pitch - (22 if has_counts else 7))
    most = max((len(phase.strip) for phase in view.phases), default=0) or 1
    square = min(tallest, (box.w - words - _GAP * (most - 1)) / most)
    if square >= min(_SMALLEST_SQUARE, tallest):
        return _Measures(pitch, words, square, has_counts, is_tallied=False)
    return _Measures(pitch, words, min(tallest, 20.0), has_counts, is_tallied=True)


def _fits(phase: PhaseView, lang: str) -> bool:
    """Whether title and label fit beside the strip in one line each."""
    room = _WORDS - _INDENT - 12
    lines = (
        fit(words, room, lines=1, sizes=(SMALLEST, SMALLEST), weight=Weight.BOLD, lang=lang)
        for words in (phase.title, phase.label)
    )
    return not any(line.shortened for line in lines)


def _draw_phase(phase: PhaseView, view: View, measures: _Measures, box: Box) -> Group:
    middle = box.y + min(box.h, 40) / 2 - (2 if measures.has_counts else 3.5)
    radius = min(15.0, 0.4 * box.h)
    circle, number = disc(box.x + 15, middle, radius, phase.number, fill=palette.NAVY_SOFT)
    left, top = box.x + measures.words, middle - measures.square / 2 - (2 if measures.has_counts else 0)
    nodes: list[Node] = [artifact(circle), *_words(phase, view, number, (box.x + _INDENT, middle), measures)]
    if phase.strip:
        shapes = (
            _tally(phase, view, left, top, measures)
            if measures.is_tallied
            else _strip(phase, view, left, top, measures)
        )
        nodes.append(Group(Role.FIGURE, shapes, alt=phase.alt))
    if measures.has_counts:
        counts = _fit_counts(phase, box.right - left, view.lang)
        y = top + measures.square + 14 if phase.strip else middle + 4
        nodes.append(paragraph(counts.at(left, y, palette.MUTE)))
    return Group(Role.SECTION, tuple(nodes))


def _words(
    phase: PhaseView, view: View, number: Text, place: tuple[float, float], measures: _Measures
) -> tuple[Node, ...]:
    """Title and label, one below the other; `place` is their left edge and their middle."""
    (x, middle), pitch, lang = place, measures.pitch, view.lang
    room, size = measures.words - _INDENT - 12, min(18.0, max(11.2, 0.42 * pitch))
    bold = {"weight": Weight.BOLD, "leading": 1.1, "lang": lang}
    small = min(13.0, max(SMALLEST, 0.34 * pitch))
    tries = [
        lambda: fit(phase.title, room, lines=1, sizes=(size, 0.75 * size), **bold),
        lambda: fit(phase.title, room, lines=2, sizes=(max(0.6 * size, SMALLEST), SMALLEST), **bold),
    ]
    if not measures.has_counts:
        tries[1] = lambda: fit(phase.title, room, lines=1, sizes=(size, SMALLEST), **bold)
    title = first_fit(*tries)
    label = fit(phase.label, room, lines=1, sizes=(small, SMALLEST), weight=Weight.SEMIBOLD, lang=lang)
    y = middle - 0.06 * pitch - title.drop / 2
    heading = Group(Role.H2, (number, title.at(x, y, palette.INK)), lang=view.theirs)
    return heading, paragraph(label.at(x, y + title.drop + 1.16 * small + 1, palette.MUTE), lang=view.theirs)


def _fit_counts(phase: PhaseView, width: float, lang: str) -> Fitted:
    """Count and coverage in one line; the coverage alone where both are too long, never the count alone."""
    both = " · ".join(part for part in (f"{phase.count} {phase.of_what}".strip(), phase.coverage) if part)
    tries = [fit(words, width, lines=1, sizes=(12, 9), lang=lang) for words in (both, phase.coverage)]
    return tries[1] if tries[0].shortened else tries[0]


def _strip(phase: PhaseView, view: View, x: float, y: float, measures: _Measures) -> tuple[Node, ...]:
    return view.marks.strip(x, y, phase.strip, size=measures.square, across=len(phase.strip), gap=_GAP)


def _tally(phase: PhaseView, view: View, x: float, y: float, measures: _Measures) -> tuple[Node, ...]:
    """One square for each level that occurs, with how often, where single squares would be too small to read."""
    nodes: list[Node] = []
    for value, n in Counter(phase.strip).items():
        count = Text(x + measures.square + 2.5, y + measures.square / 2 + 3.8, (f"×{n}",), 10.5, palette.INK)
        nodes += [*view.marks.square(x, y, measures.square, value), count]
        x += measures.square + 22
    return tuple(nodes)
