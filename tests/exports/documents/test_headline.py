"""The line and the sentence that every document begins with: right in both languages, for every combination."""

from itertools import product

import pytest

from framework.assessing.record import Scope
from framework.instrument.model import NotScored
from framework.language.phrases import join_words, mid_sentence
from framework.language.texts import texts
from framework.reporting.wording import coverage, headline, rule_sentence, summary
from tests.exports.sample_reports import absent, big, level, nasty, report, shipped

CRITERIA = shipped().framework.criteria
CORE = [criterion for criterion in CRITERIA if criterion.is_core]
STRONG, WEAK, UNKNOWN = 3, 0, None


def phases(*levels: int | None) -> dict[str, object]:
    """A level for all criteria of each phase, in order; none leaves the phase open."""
    by_phase = zip(shipped().framework.phases, levels, strict=True)
    return {c.id: level(number) for phase, number in by_phase for c in phase.criteria if number is not None}


@pytest.mark.parametrize(
    ("levels", "line"),
    [
        ((STRONG, STRONG, STRONG), "Alle drie de fasen zijn sterk"),
        ((WEAK, WEAK, WEAK), "Alle drie de fasen hebben aandacht nodig"),
        ((STRONG, WEAK, STRONG), "Opstart en Verspreiding zijn sterk. Uitvoering heeft aandacht nodig"),
        (
            (WEAK, UNKNOWN, STRONG),
            "Opstart heeft aandacht nodig. Over Uitvoering is nog te weinig bekend. Verspreiding is sterk",
        ),
        ((UNKNOWN, UNKNOWN, UNKNOWN), "Over alle drie de fasen is nog te weinig bekend"),
    ],
)
def test_headline_groups_phases_by_label_in_framework_order(levels: tuple[int | None, ...], line: str) -> None:
    assert headline(report(phases(*levels)), texts("nl")) == line


@pytest.mark.parametrize("levels", list(product((STRONG, WEAK, UNKNOWN), repeat=3)))
def test_headline_names_every_phase_once_where_they_differ(levels: tuple[int | None, ...]) -> None:
    made = report(phases(*levels))
    line, labels = headline(made, texts("nl")), {profile.label for profile in made.profiles}
    assert [line.count(profile.phase.title) for profile in made.profiles] == [min(len(labels) - 1, 1)] * 3
    assert len(line.split(". ")) == len(labels)


def test_headline_of_a_quick_scan_says_so() -> None:
    assert headline(nasty()["empty_quick_scan"], texts("nl")).startswith("Quickscan. Over alle drie de fasen ")


def test_headline_holds_for_six_phases_with_labels_of_their_own() -> None:
    line = headline(report({}, big()), texts("en"))
    assert line == "All six phases: too_Little_Known"


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [
        (0, "0 van de 25 punten hebben een niveau; 4 basisvoorwaarden zijn nog onbekend."),
        (
            1,
            "1 van de 25 punten heeft een niveau; 1 basisvoorwaarde is nog niet op orde; "
            "3 basisvoorwaarden zijn nog onbekend.",
        ),
        (25, "25 van de 25 punten hebben een niveau; 4 basisvoorwaarden zijn nog niet op orde."),
    ],
)
def test_summary_counts_points_and_gates(answered: int, sentence: str) -> None:
    made = report({criterion.id: level(1) for criterion in CRITERIA[:answered]})
    assert summary(made, texts("nl")) == sentence


def test_summary_says_when_all_gates_are_open() -> None:
    expected = "25 van de 25 punten hebben een niveau; alle 4 basisvoorwaarden zijn op orde."
    assert summary(nasty()["top_everywhere"], texts("nl")) == expected


def test_summary_of_a_quick_scan_says_how_many_levels_are_supported() -> None:
    answers = {CORE[0].id: level(2), CORE[1].id: level(2, None)}
    sentence = summary(report(answers, scope=Scope.CORE), texts("nl"))
    assert sentence.startswith("2 van de 9 punten hebben een niveau; 1 daarvan is onderbouwd; ")


def test_summary_of_nothing() -> None:
    assert summary(nasty()["all_not_applicable"], texts("nl")) == "Geen enkel punt is hier van toepassing."
    assert summary(nasty()["all_not_applicable"], texts("en")) == "No point applies here."


@pytest.mark.parametrize(
    ("scored", "applicable", "dutch", "english"),
    [
        (0, 8, "0 van de 8 punten hebben een niveau", "0 of 8 points have a level"),
        (1, 8, "1 van de 8 punten heeft een niveau", "1 of 8 points has a level"),
        (1, 1, "1 van 1 punt heeft een niveau", "1 of 1 point has a level"),
        (8, 8, "8 van de 8 punten hebben een niveau", "8 of 8 points have a level"),
    ],
)
def test_coverage_in_words_has_its_singulars(scored: int, applicable: int, dutch: str, english: str) -> None:
    assert [coverage(scored, applicable, texts(lang)) for lang in ("nl", "en")] == [dutch, english]


def test_one_gate_is_singular() -> None:
    open_gates = [c for c in CRITERIA if c.is_gate]
    answers = {c.id: level(2) for c in open_gates[1:]} | {open_gates[0].id: absent(NotScored.NOT_YET_KNOWN)}
    assert "; 1 basisvoorwaarde is nog onbekend." in summary(report(answers), texts("nl"))


@pytest.mark.parametrize(("label", "inside"), [("Sterk", "sterk"), ("HBO-niveau", "HBO-niveau"), ("Op weg", "op weg")])
def test_label_in_a_sentence_keeps_abbreviations(label: str, inside: str) -> None:
    assert mid_sentence(label) == inside


@pytest.mark.parametrize(("words", "line"), [(["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")])
def test_words_are_joined_as_people_do(words: list[str], line: str) -> None:
    assert join_words(words, texts("nl")) == line


@pytest.mark.parametrize(
    ("answered", "lang", "sentence"),
    [  # Opstart has 8 points; 3/5 of 8 is 4.8, so 5
        (0, "nl", "0 van de 8 punten hebben een niveau. Nodig zijn er 5."),
        (1, "nl", "1 van de 8 punten heeft een niveau. Nodig zijn er 5."),
        (4, "nl", "4 van de 8 punten hebben een niveau. Nodig zijn er 5."),
        (1, "en", "1 of 8 points has a level. At least 5 are needed."),
    ],
)
def test_too_few_levels_are_told_with_the_number_that_is_needed(answered: int, lang: str, sentence: str) -> None:
    start = [c for c in CRITERIA if c.id.startswith("start.") and not c.is_gate]
    made = report({c.id: level(2) for c in start[:answered]})
    assert rule_sentence(made.profiles[0], made.framework, texts(lang)) == sentence


def test_two_gates_are_plural() -> None:
    gates = [c for c in CRITERIA if c.is_gate]
    made = report({c.id: level(0) for c in CRITERIA})
    said = [rule_sentence(profile, made.framework, texts("nl")) for profile in made.profiles]
    for profile, sentence in zip(made.profiles, said, strict=True):
        closed = [c for c in gates if c in profile.phase.criteria]
        begin = (
            "Een basisvoorwaarde is niet op orde: " if len(closed) == 1 else "Deze basisvoorwaarden zijn niet op orde: "
        )
        assert not closed or sentence.startswith(begin + closed[0].title)
