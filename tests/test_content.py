"""The shipped framework and its worked examples: what the data itself must hold to."""

import re
from fractions import Fraction

import pytest
import textstat

from framework.assessing.record import Assessment
from framework.instrument.library import Library
from framework.instrument.model import Audience, Criterion, Framework, PhaseLabel, Silence
from framework.instrument.translation import texts_of
from framework.reporting.report import make_report
from intake.record_file import read_record
from tests.framework.strategies import SHIPPED_FOLDER, shipped

EXAMPLES = SHIPPED_FOLDER / "examples"
NAMES = sorted({path.name.partition(".")[0] for path in EXAMPLES.iterdir()})
CRITERIA = shipped().framework.criteria
LANGUAGES = ("nl", "en")
LONGEST = 15  # words in a sentence that professionals read
EASIEST_ENOUGH = 60  # Flesch-Douma: ordinary Dutch

SHARES = {
    "nl": {
        "een derde": Fraction(1, 3),
        "twee derde": Fraction(2, 3),
        "een kwart": Fraction(1, 4),
        "drie kwart": Fraction(3, 4),
        "de helft": Fraction(1, 2),
        "drie vijfde": Fraction(3, 5),
    },
    "en": {
        "a third": Fraction(1, 3),
        "two thirds": Fraction(2, 3),
        "a quarter": Fraction(1, 4),
        "three quarters": Fraction(3, 4),
        "half": Fraction(1, 2),
        "three fifths": Fraction(3, 5),
    },
}


def read_example(name: str, language: str) -> Assessment:
    return read_record(EXAMPLES / f"{name}.{language}.yaml", Library([shipped()]))[0]


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text) if sentence]


def for_professionals(criterion: Criterion) -> list[str]:
    texts = (criterion.question, criterion.why, criterion.professional_statement)
    return [sentence for text in texts if text for sentence in sentences(text)]


def mentioned(text: str, language: str) -> dict[str, Fraction]:
    """The shares that `text` names in words."""
    return {
        words: share for words, share in SHARES[language].items() if re.search(rf"\b{words}\b", text, re.IGNORECASE)
    }


def meaning(framework: Framework, label: PhaseLabel) -> str:
    return framework.label_text(label).meaning


def test_counts() -> None:
    framework = shipped().framework
    assert [phase.id for phase in framework.phases] == ["start", "uitvoering", "verspreiding"]
    assert (len(CRITERIA), sum(c.is_core for c in CRITERIA), sum(c.is_gate for c in CRITERIA)) == (25, 9, 4)


def test_every_id_begins_with_its_phase() -> None:
    for phase in shipped().framework.phases:
        assert [c.id for c in phase.criteria if not c.id.startswith(f"{phase.id}.")] == []


def test_every_gate_is_in_the_quick_scan() -> None:
    assert [c.id for c in CRITERIA if c.is_gate and not c.is_core] == []


def test_quick_scan_reaches_every_phase() -> None:
    assert [p.id for p in shipped().framework.phases if not any(c.is_core for c in p.criteria)] == []


def test_professionals_are_asked_about_every_core_point() -> None:
    assert [c.id for c in CRITERIA if c.is_core and Audience.PROFESSIONAL not in c.roles] == []


def test_silence_has_a_meaning_for_every_document_type() -> None:
    assert {d.id: d.silence_means for d in shipped().framework.document_types} == {
        "full_proposal": Silence.LOWEST,
        "idea_or_summary": Silence.NOT_YET_KNOWN,
        "announcement_or_report": Silence.NOT_IN_TEXT,
    }


# --- words


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_sentence_for_professionals_is_short(criterion: Criterion) -> None:
    assert [s for s in for_professionals(criterion) if len(s.split()) > LONGEST] == []


def test_answer_of_professionals_is_short() -> None:
    scale = shipped().framework.professional_scale
    labels = [scale.unsure, *(level.label for level in scale.levels)]
    assert [label for label in labels if len(label.split()) > 4] == []


def test_words_for_professionals_are_easy_as_a_whole() -> None:
    textstat.set_lang("nl")
    labels = [f"{level.label}." for level in shipped().framework.professional_scale.levels]
    text = " ".join([sentence for criterion in CRITERIA for sentence in for_professionals(criterion)] + labels)
    assert textstat.flesch_reading_ease(text) >= EASIEST_ENOUGH


def test_hard_words_are_measured_as_hard() -> None:
    textstat.set_lang("nl")
    hard = (
        "Onderzoeksmethodologische verantwoordingsverplichtingen compliceren praktijkgeoriënteerde kennisontwikkeling."
    )
    assert textstat.flesch_reading_ease(hard) < EASIEST_ENOUGH


@pytest.mark.parametrize("criterion", [c for c in CRITERIA if c.professional_statement], ids=lambda c: c.id)
def test_statement_is_one_idea_in_one_sentence(criterion: Criterion) -> None:
    assert criterion.professional_statement is not None
    assert len(sentences(criterion.professional_statement)) == 1
    assert criterion.professional_statement.endswith(".")


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_question_is_a_question_and_levels_differ(criterion: Criterion) -> None:
    assert criterion.question.endswith("?")
    texts = [descriptor.text for descriptor in criterion.rubric]
    assert len(set(texts)) == len(texts) == 4


def test_no_two_points_share_their_words() -> None:
    for texts in ([c.title for c in CRITERIA], [c.question for c in CRITERIA], [c.next_action.text for c in CRITERIA]):
        assert len(set(texts)) == 25


# --- languages


def test_english_is_complete() -> None:
    (english,) = shipped().translations
    assert (english.language, english.coverage) == ("en", 1)
    texts = texts_of(shipped().in_language("en")).values()
    assert [text for text in texts if "[nl]" in str(text)] == []


def test_english_framework_is_english_through_every_door() -> None:
    dutch = shipped().framework
    assert dutch.criteria[0].title == "Vraag uit de praktijk"  # what is asked first must not stay
    english = shipped().in_language("en")
    titles = [criterion.title for phase in english.phases for criterion in phase.criteria]
    assert [criterion.title for criterion in english.criteria] == titles
    assert [english.by_id[criterion.id].title for criterion in dutch.criteria] == titles
    assert [c.id for c in dutch.criteria if english.by_id[c.id].question == c.question] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_status_says_that_this_is_a_draft_and_not_official(language: str) -> None:
    status = shipped().in_language(language).status
    assert re.match({"nl": "Concept", "en": "Draft"}[language], status)
    assert {"nl": "niet het officiële kader", "en": "not the official framework"}[language] in status


# --- numbers in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_name_the_shares_of_the_thresholds(language: str) -> None:
    framework = shipped().in_language(language)
    limits = framework.thresholds
    assert set(mentioned(meaning(framework, PhaseLabel.NEEDS_ATTENTION), language).values()) == {limits.weak}
    assert set(mentioned(meaning(framework, PhaseLabel.STRONG), language).values()) == {limits.strong}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_share_is_named_in_what_explains_the_framework(language: str) -> None:
    framework = shipped().in_language(language)
    limits = framework.thresholds
    texts = [e.text for e in framework.explanations] + [label.meaning for label in framework.labels]
    texts += [kind.explanation for kind in framework.document_types]
    found = {share for text in texts for share in mentioned(text, language).values()}
    assert found <= {limits.coverage, limits.weak, limits.strong}
    assert [text for text in texts if re.search(r"\d+\s*/\s*\d+|\d+\s*(%|procent|percent|per cent)", text)] == []


def test_weights_are_those_that_the_explanation_names() -> None:
    weights = sorted({criterion.weight for criterion in CRITERIA})
    (text,) = [e.text for e in shipped().framework.explanations if e.id == "weights"]
    assert [int(number) for number in re.findall(r"\d+", text)] == weights == [1, 2, 3]


# --- worked examples


def test_every_example_exists_in_both_languages() -> None:
    assert sorted(path.name for path in EXAMPLES.iterdir()) == [
        f"{name}.{end}.yaml" for name in NAMES for end in sorted(LANGUAGES)
    ]
    assert len(NAMES) == 2


@pytest.mark.parametrize("name", NAMES)
def test_example_is_in_step_with_its_translation(name: str) -> None:
    dutch, english = (read_example(name, language) for language in LANGUAGES)
    fixed = {"project", "rater", "ratings"}
    assert dutch.model_dump(exclude=fixed) == english.model_dump(exclude=fixed)
    assert dutch.project.document_type == english.project.document_type
    assert list(dutch.ratings) == list(english.ratings) == [criterion.id for criterion in CRITERIA]
    for identifier, rating in dutch.ratings.items():
        other = english.ratings[identifier]
        fixed = {"note", "evidence"}
        assert rating.model_dump(exclude=fixed) == other.model_dump(exclude=fixed)
        assert [item.quote for item in rating.evidence] == [item.quote for item in other.evidence]
        places = [[re.sub(r"^[rl]\. ", "", item.location or "") for item in r.evidence] for r in (rating, other)]
        assert places[0] == places[1]
        assert rating.note
        assert other.note
        assert rating.note != other.note


@pytest.mark.parametrize("name", NAMES)
def test_every_level_of_an_example_can_be_looked_up(name: str) -> None:
    for identifier, rating in read_example(name, "nl").ratings.items():
        for item in rating.evidence:
            assert item.quote, identifier
            assert re.fullmatch(r"r\. \d+( tot en met \d+)?", item.location or ""), identifier
            assert len(item.quote.split()) <= 25, identifier
        assert rating.has_evidence or hasattr(rating, "not_scored"), identifier


LABELS = {
    "nl": "Beoordeeld uit een openbare tekst door één beoordelaar",
    "en": "Assessed from a public text by one person",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_example_says_what_it_is(name: str, language: str) -> None:
    assert read_example(name, language).rater == LABELS[language]
    first = (EXAMPLES / f"{name}.{language}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# " + {"nl": "Voorbeeld", "en": "Example"}[language])


@pytest.mark.parametrize("name", NAMES)
def test_example_has_the_same_profile_in_every_language(name: str) -> None:
    dutch, english = (make_report(shipped(), read_example(name, language), language) for language in LANGUAGES)
    assert [(p.label, p.rule, p.gates) for p in dutch.profiles] == [
        (p.label, p.rule, p.gates) for p in english.profiles
    ]
    assert [action.criterion.id for action in dutch.actions] == [action.criterion.id for action in english.actions]
