"""A translation lays words over a framework: counted, marked where missing, and never touching what decides a score."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

from framework.errors import Faults
from framework.instrument.hashing import structure_hash
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import Framework, Part
from framework.instrument.translation import localise, texts_of
from tests.sample import Data, sample, write_folder

SHIPPED = Path(__file__).resolve().parents[3] / "criteria" / "afwegingskader"
TEXTS = {"title": "An example", "criteria": {"start.punt_1": {"rubric": {"0": "Level nought."}}}}


def load(folder: Path, data: Data | None = None, **translations: Mapping[str, object]) -> LoadedFramework:
    return load_framework(write_folder(folder, data or sample(), **translations))


def faults_of(folder: Path, texts: Mapping[str, object], language: str = "en") -> list[tuple[str, str]]:
    try:
        load(folder, **{language: texts})
    except Faults as refused:
        return [(fault.code, fault.where) for fault in refused.faults]
    return []


def translate_all(framework: Framework) -> Data:
    """The translation file that says every text of `framework` in capitals."""
    file: Data = {}
    for place, text in texts_of(framework).items():
        here = file
        for step in place[:-1]:
            here = here.setdefault(str(step), {})
        here[str(place[-1])] = [item.upper() for item in text] if isinstance(text, tuple) else text.upper()
    return file


def test_texts_are_those_a_person_reads_each_at_its_place(tmp_path: Path) -> None:
    places = texts_of(load(tmp_path, sample(criteria=1, levels=range(2))).framework)
    assert [".".join(map(str, place)) for place in places] == [
        "title",
        "status",
        "explanations.weights",
        "scale.levels.0",
        "scale.levels.1",
        *(
            f"labels.{label}.{key}"
            for label in ("not_assessable", "needs_attention", "too_little_known", "on_track", "strong")
            for key in ("label", "meaning")
        ),
        "states.unanswered.label",
        "states.not_applicable.label",
        "states.not_applicable.asks",
        "states.not_yet_known.label",
        "states.not_yet_known.asks",
        "states.not_in_text.label",
        "states.cannot_judge.label",
        "document_types.full_proposal.label",
        "document_types.full_proposal.explanation",
        "document_types.idea.label",
        "document_types.idea.explanation",
        "action_tags.share_knowledge",
        "professional_scale.unsure",
        "professional_scale.levels.0",
        "professional_scale.levels.1",
        "documents.verslag.txt",
        "document_scopes.report",
        "sources.HBO_2020",
        "phases.start.title",
        "phases.start.subtitle",
        *(
            f"criteria.start.punt_1.{key}"
            for key in ("title", "question", "why", "evidence_examples", "professional_statement", "keywords")
        ),
        "criteria.start.punt_1.rubric.0",
        "criteria.start.punt_1.rubric.1",
        "criteria.start.punt_1.next_action",
        "criteria.start.punt_1.provenance.literature.HBO_2020",
    ]


def test_coverage_is_the_share_of_texts_that_is_there(tmp_path: Path) -> None:
    loaded = load(tmp_path, en=TEXTS)
    assert loaded.translations[0].coverage == Fraction(2, len(texts_of(loaded.framework)))
    assert load(tmp_path / "geen", de={}).translations[0].coverage == 0


def test_whole_translation_covers_everything_and_leaves_no_mark(tmp_path: Path) -> None:
    framework = load(tmp_path).framework
    loaded = load(tmp_path, en=translate_all(framework))
    assert loaded.translations[0].coverage == 1
    shown = texts_of(loaded.in_language("en"))
    assert shown == {
        place: tuple(item.upper() for item in text) if isinstance(text, tuple) else text.upper()
        for place, text in texts_of(framework).items()
    }


def test_missing_text_is_shown_in_the_frameworks_own_language_and_marked(tmp_path: Path) -> None:
    english = load(tmp_path, en=TEXTS).in_language("en")
    first = english.criteria[0]
    assert english.title == "An example"
    assert english.status == "[nl] Concept."
    assert first.descriptor(0) == "Level nought."
    assert first.descriptor(1) == "[nl] Dit is niveau 1."
    assert first.keywords == ("[nl] vraagtafel",)
    assert english.phases[0].title == "[nl] Start"
    assert english.phases[0].criteria[0] is english.by_id["start.punt_1"]


def without_texts(part: Any) -> Any:
    """Everything of a framework but the words for people."""
    if isinstance(part, Part):
        names = (name for name in type(part).model_fields if name not in part.TEXTS)
        return {name: without_texts(getattr(part, name)) for name in names}
    return [without_texts(item) for item in cast(tuple[Any, ...], part)] if isinstance(part, tuple) else part


@pytest.mark.parametrize("texts", [{}, TEXTS])
def test_another_language_keeps_ids_levels_weights_gates_and_quotes(tmp_path: Path, texts: Data) -> None:
    loaded = load(tmp_path, sample(phases=2), en=texts)
    english = loaded.in_language("en")
    assert without_texts(english) == without_texts(loaded.framework)
    assert structure_hash(english) == loaded.structure_hash


def test_shipped_translation_is_whole_and_keeps_the_structure() -> None:
    loaded = load_framework(SHIPPED)
    english = loaded.in_language("en")
    assert loaded.translations[0].coverage == 1
    assert not [text for text in texts_of(english).values() if str(text).startswith("[nl]")]
    assert without_texts(english) == without_texts(loaded.framework)


def test_other_language_is_seen_even_after_the_frameworks_own_was_read(tmp_path: Path) -> None:
    loaded = load(tmp_path, en=translate_all(load(tmp_path).framework))
    assert loaded.framework.by_id["start.punt_1"].why == "Dan heeft het onderzoek waarde."
    assert loaded.in_language("en").by_id["start.punt_1"].why == "DAN HEEFT HET ONDERZOEK WAARDE."


def test_language_without_translation_shows_the_frameworks_own(tmp_path: Path) -> None:
    loaded = load(tmp_path, en=TEXTS)
    assert loaded.languages == ("nl", "en")
    assert loaded.in_language("de") == loaded.in_language("nl") == loaded.framework


def test_adding_a_translation_changes_no_hash_of_the_framework(tmp_path: Path) -> None:
    without, with_one = load(tmp_path / "a"), load(tmp_path / "b", en=TEXTS, de=TEXTS)
    assert with_one.content_hash == without.content_hash
    assert with_one.structure_hash == without.structure_hash


def test_translation_has_a_hash_of_its_texts_alone(tmp_path: Path) -> None:
    turned = dict(reversed(TEXTS.items()))
    a, b, c = (
        load(tmp_path / name, en=texts).translations[0].content_hash
        for name, texts in {"a": TEXTS, "b": turned, "c": TEXTS | {"title": "Another"}}.items()
    )
    assert a == b != c


def test_translated_text_is_cleaned_like_any_other(tmp_path: Path) -> None:
    loaded = load(tmp_path, en={"title": " Cafe\u0301\u202e ", "criteria": {"start.punt_1": {"keywords": ["a\u200b"]}}})
    assert loaded.in_language("en").title == "Café"
    assert loaded.in_language("en").criteria[0].keywords == ("a",)


def test_list_in_a_translation_may_be_longer_than_in_the_framework(tmp_path: Path) -> None:
    texts = {"criteria": {"start.punt_1": {"keywords": [f"word {number}" for number in range(60)]}}}
    assert len(load(tmp_path, en=texts).in_language("en").criteria[0].keywords) == 60


AT = "criteria, start.punt_1"


@pytest.mark.parametrize(
    ("texts", "code", "where"),
    [
        ({"titel": "x"}, "orphan", "titel"),
        ({"version": "x"}, "orphan", "version"),
        ({"criteria": {"start.punt_9": {"title": "x"}}}, "orphan", "criteria, start.punt_9"),
        ({"criteria": {"start.punt_1": {"weight": 3}}}, "orphan", f"{AT}, weight"),
        ({"criteria": {"start.punt_1": {"not_applicable": "x"}}}, "orphan", f"{AT}, not_applicable"),
        ({"criteria": {"start.punt_1": {"rubric": {"9": "x"}}}}, "orphan", f"{AT}, rubric, 9"),
        ({"criteria": {"start.punt_1": {"provenance": {"documents": "x"}}}}, "orphan", f"{AT}, provenance, documents"),
        ({"criteria": {"start.punt_1": {"rubric": "x"}}}, "not_mapping", f"{AT}, rubric"),
        ({"criteria": None}, "not_mapping", "criteria"),
        ({"criteria": {"start.punt_1": {"keywords": "x"}}}, "not_list_of_texts", f"{AT}, keywords"),
        ({"criteria": {"start.punt_1": {"keywords": []}}}, "not_list_of_texts", f"{AT}, keywords"),
        ({"criteria": {"start.punt_1": {"keywords": ["x", 3]}}}, "not_text", f"{AT}, keywords 2"),
        ({"criteria": {"start.punt_1": {"keywords": ["x", None]}}}, "empty_text", f"{AT}, keywords 2"),
        ({"criteria": {"start.punt_1": {"next_action": {"text": "x"}}}}, "not_text", f"{AT}, next_action"),
        ({"title": ["x"]}, "not_text", "title"),
        ({"title": " "}, "empty_text", "title"),
        ({"title": None}, "no_value", "title"),
        ({"title": "x" * 201}, "too_long", "title"),
        ({"criteria": {"start.punt_1": {"title": "x" * 61}}}, "too_long", f"{AT}, title"),
        ({"scale": {"levels": {"0": "x" * 61}}}, "too_long", "scale, levels, 0"),
        ({"language": "de"}, "other_language", "language"),
        ({"language": None}, "other_language", "language"),
    ],
)
def test_text_that_does_not_fit_is_one_fault_at_its_place(tmp_path: Path, texts: Data, code: str, where: str) -> None:
    assert faults_of(tmp_path, texts) == [(code, where)]


def test_translation_into_the_frameworks_own_language_or_none_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "a", {}, "nl") == [("own_language", "language")]
    assert faults_of(tmp_path / "b", {}, "Engels") == [("bad_language", "language")]


def test_every_fault_of_a_translation_is_told_at_once(tmp_path: Path) -> None:
    texts = {"titel": "x", "status": 3, "scale": {"levels": {"7": "x"}}}
    assert faults_of(tmp_path, texts) == [("orphan", "titel"), ("not_text", "status"), ("orphan", "scale, levels, 7")]


def test_localise_leaves_the_framework_itself_alone(tmp_path: Path) -> None:
    loaded = load(tmp_path, en=TEXTS)
    before = loaded.framework.model_dump_json()
    localise(loaded.framework, loaded.translations[0])
    assert loaded.framework.model_dump_json() == before
