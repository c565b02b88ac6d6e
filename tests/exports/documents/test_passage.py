"""The text to paste into an application: what the plan does in its own words, what was agreed, and no weak points."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from exports.documents.passage import phase_passage, render
from framework.assessing.beside import Commitment
from framework.assessing.record import Evidence, Scope, Scored
from framework.assessing.scoring import Counted
from framework.instrument.model import NotScored
from framework.language.texts import texts
from framework.reporting.report import Report
from tests.exports.sample_reports import EXAMPLES, absent, example, level, nasty, report, shipped

FIRST, SECOND, THIRD, *_ = shipped().framework.criteria
NL = texts("nl")


def passages(report: Report, lang: str = "nl") -> list[str]:
    """What can be pasted of each phase: without titles, and without what stands between square brackets."""
    whole = render(report, lang).decode()
    found = [part.partition("\n")[2] for part in re.split(r"^=== ", whole, flags=re.MULTILINE)[1:]]
    return [re.sub(r"^\[.*\]$", "", part, flags=re.MULTILINE).strip() for part in found]


def asides(report: Report, lang: str = "nl") -> list[str]:
    return re.findall(r"^\[(.*)\]$", render(report, lang).decode(), re.MULTILINE)


def taking_on(report: Report, commitments: Mapping[str, Commitment]) -> Report:
    return replace(report, assessment=report.assessment.model_copy(update={"commitments": dict(commitments)}))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_text_to_paste_says_what_the_plan_does_and_names_no_weak_point(name: str, lang: str) -> None:
    report = example(name, lang)
    for passage, profile in zip(passages(report, lang), report.profiles, strict=True):
        for outcome in profile.outcomes:
            shown = isinstance(outcome, Counted) and outcome.counted >= report.framework.scale.strong_from
            assert (f"{outcome.criterion.title}. " in passage) == shown
            if isinstance(outcome, Counted) and shown:
                assert outcome.criterion.descriptor(outcome.chosen) in passage
                assert all(f"“{item.quote}”" in passage for item in outcome.rating.evidence if item.quote)
        assert re.search(r"\bwij\b" if lang == "nl" else r"\bwe\b", passage, re.IGNORECASE)
        assert not re.search(
            r"\bniveau|\blevel\b|aandacht|attention|quickscan|dekking|coverage", passage, re.IGNORECASE
        )
        assert not any(f"{n} van {m} punten" in passage for n in range(10) for m in range(10))


def test_passage_reads_as_written_by_hand() -> None:
    evidence = (
        Evidence(quote="Zeven mensen vroegen het.", location="p. 3"),
        Evidence(link="https://voorbeeld.nl/plan"),
    )
    made = taking_on(
        report({FIRST.id: Scored(level=2, evidence=evidence, note="Nog bellen."), SECOND.id: level(1)}),
        {SECOND.id: Commitment(who="Jan de Vries", by=date(2027, 3, 1))},
    )
    assert passages(made)[0] == (
        "Zo geven wij de fase Opstart vorm.\n\n"
        "Vraag uit de praktijk. Een genoemde groep professionals of hun beroepsvereniging heeft de vraag ingebracht of "
        "bevestigd. Wij schrijven daarover: “Zeven mensen vroegen het.” (p. 3). "
        "Wij verwijzen daarbij naar https://voorbeeld.nl/plan.\n\n"
        "Voor de fase Opstart hebben wij afgesproken wat wij nog doen.\n\n"
        "Beeld van het werk. Wij zetten hier een stap verder. Straks geldt: functies, wetten, spanningen of dilemma's "
        "zijn concreet beschreven. Wij hebben dit belegd bij Jan de Vries en ronden het uiterlijk op 1 maart 2027 af."
    )


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        (Commitment(who="Jan"), "Wij hebben dit belegd bij Jan."),
        (Commitment(by=date(2027, 3, 1)), "Wij ronden dit uiterlijk op 1 maart 2027 af."),
        (Commitment(), "Wij hebben dit opgepakt."),
        (Commitment(who="Jan", done=True), "Wij hebben de stap gezet die we hier hadden afgesproken."),
    ],
)
def test_what_was_taken_on_is_said_with_who_and_when_as_far_as_known(commitment: Commitment, said: str) -> None:
    assert passages(taking_on(report({FIRST.id: level(1)}), {FIRST.id: commitment}))[0].endswith(said)


def test_step_that_was_taken_stands_with_what_the_plan_does_and_not_with_what_is_still_to_do() -> None:
    made = taking_on(report({FIRST.id: level(1)}), {FIRST.id: Commitment(who="Jan", done=True)})
    assert passages(made)[0] == (
        "Zo geven wij de fase Opstart vorm.\n\n"
        "Vraag uit de praktijk. Wij hebben de stap gezet die we hier hadden afgesproken."
    )


@pytest.mark.parametrize(
    ("quote", "end"),
    [("Zeven mensen vroegen het.", "het.”"), ("Wie vroeg het?", "het?”"), ("zeven mensen", "mensen”.")],
)
def test_sentence_around_a_quote_ends_once(quote: str, end: str) -> None:
    rating = Scored(level=2, evidence=(Evidence(quote=quote),))
    assert passages(report({FIRST.id: rating}))[0].endswith(end)


def test_unknown_point_that_was_taken_on_promises_no_level() -> None:
    made = taking_on(report({FIRST.id: absent(NotScored.NOT_YET_KNOWN)}), {FIRST.id: Commitment(who="Jan")})
    assert "Wij zoeken uit hoe het hiermee staat. Wij hebben dit belegd bij Jan." in passages(made)[0]


@pytest.mark.parametrize("scope", Scope)
def test_level_without_a_quote_is_not_in_the_text_and_the_writer_hears_why(scope: Scope) -> None:
    made = report({FIRST.id: level(3, None)}, scope=scope)
    assert passages(made)[0] == ""
    assert NL("document.passage.bare", titles=FIRST.title) in asides(made)
    assert NL("document.passage.nothing") in asides(made)


def test_little_to_paste_is_said_outside_the_text() -> None:
    made = report({FIRST.id: level(2)})
    assert NL("document.passage.little") in asides(made)
    assert NL("document.passage.little") not in passages(made)[0]
    assert NL("document.passage.little") not in asides(report({FIRST.id: level(2), SECOND.id: level(3)}))


def test_same_words_do_not_begin_every_quote() -> None:
    passage = passages(report({c.id: level(2) for c in (FIRST, SECOND, THIRD)}))[0]
    said = [
        NL(f"document.passage.we_write.{way}", quotes="~").partition("~")[0] for way in ("first", "second", "third")
    ]
    assert [passage.count(words) for words in said] == [1, 1, 1]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_framework_and_its_draft_status_stand_outside_the_text_to_paste(lang: str) -> None:
    report = example(EXAMPLES[0], lang)
    assert any(report.framework.status in words and report.framework.title in words for words in asides(report, lang))
    assert not any(report.framework.status in passage for passage in passages(report, lang))


@pytest.mark.parametrize("name", ["empty", "all_not_applicable", "quick_scan", "consensus", "review"])
def test_number_of_characters_is_that_of_the_passage(name: str) -> None:
    made = nasty()[name]
    counts = [int(n) for n in re.findall(r"^=== .* \((\d+) tekens?\) ===$", render(made, "nl").decode(), re.MULTILINE)]
    assert counts == [len(passage) for passage in passages(made)]
    assert counts == [len(phase_passage(profile, made, NL)) for profile in made.profiles]
