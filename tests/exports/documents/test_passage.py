"""The passages to paste: each stands alone, and is honest about lens, coverage and the draft status."""

import re

import pytest

from exports.documents.passage import phase_passage, render
from framework.assessing.scoring import Counted, Excluded, Open
from framework.language.texts import texts
from framework.reporting.report import Report
from tests.exports.sample_reports import EXAMPLES, example, level, nasty, report, shipped


def passages(report: Report, lang: str = "nl") -> list[str]:
    """Each passage, without its title line."""
    whole = render(report, lang).decode()
    return [part.partition("\n\n")[2].strip() for part in re.split(r"^(?==== )", whole, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_passage_stands_alone(name: str, lang: str) -> None:
    report = example(name, lang)
    found = passages(report, lang)
    assert len(found) == len(report.profiles)
    for passage, profile in zip(found, report.assessable, strict=True):
        assert report.framework.status in passage
        assert report.framework.title in passage
        assert "0.1.0" in passage
        assert profile.phase.title in passage
        assert re.search(rf"\b{profile.tally.scored} (van de|of) {profile.tally.applicable} (punten|points)", passage)
        assert ("eigen beoordeling" if lang == "nl" else "self-assessment") in passage
        assert "22 november 2026" in passage.lower()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_criterion_stands_under_what_it_counts_for(name: str) -> None:
    report, t = example(name, "nl"), texts("nl")
    for profile in report.profiles:
        parts = phase_passage(profile, report, t).split("\n\n")
        under = {part.partition(":")[0]: part for part in parts}
        for outcome in profile.outcomes:
            match outcome:
                case Counted(counted=counted):
                    title = "Dit is al uitgewerkt" if counted >= 2 else "Dit vraagt nog aandacht"
                case Open():
                    title = "Dit is nog niet bekend"
                case Excluded():
                    title = "Niet meegeteld"
            assert outcome.criterion.title in under[title]


@pytest.mark.parametrize("name", ["empty", "all_not_applicable", "quick_scan", "consensus", "review"])
def test_number_of_characters_is_that_of_the_passage(name: str) -> None:
    whole = render(nasty()[name], "nl").decode()
    counts = [int(count) for count in re.findall(r"^=== .* \((\d+) tekens?\) ===$", whole, re.MULTILINE)]
    assert counts == [len(passage) for passage in passages(nasty()[name])]


def test_level_without_evidence_is_not_called_worked_out() -> None:
    first = shipped().framework.criteria[0].id
    passage = passages(report({first: level(3, None)}))[0]
    assert "Dit is al uitgewerkt" not in passage
    assert "(nog niet onderbouwd)" in passage


def test_consensus_needs_no_other_evidence() -> None:
    assert "nog niet onderbouwd" not in render(nasty()["consensus"], "nl").decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("review", "Een referent beoordeelde"),
        ("consensus", "Een panel beoordeelde"),
        ("quick_scan", "Quickscan, "),
    ],
)
def test_passage_says_who_judged_and_how_much(name: str, words: str) -> None:
    assert all(words in passage for passage in passages(nasty()[name]))
