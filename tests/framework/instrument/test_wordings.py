"""Statements for each stage of a research: data beside a framework, strictly read, that change nothing of it."""

from pathlib import Path

import pytest

from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.wordings import NO_WORDINGS, ResearchStage
from framework.practice.readability import Ease, read_ease, sentences_of, words_of
from framework.practice.statements import reword, statements
from tests.framework.strategies import shipped
from tests.sample import sample, write, write_folder

ASKED = [criterion.id for criterion in statements(shipped().framework)]
LONGEST, EASY = 15, 60
SHIPPED = [(stage, language) for stage in ResearchStage for language in ("nl", "en")]


def loaded(folder: Path, **languages: dict[str, str]) -> LoadedFramework:
    write_folder(folder, sample(phases=2), en={"title": "A framework"})
    for language, said in languages.items():
        write(folder, {"language": language, "stages": {"plan": said}}, f"statements/{language}.yaml")
    return load_framework(folder)


# --- the law


def test_statements_are_found_by_stage_and_language(tmp_path: Path) -> None:
    made = loaded(tmp_path, nl={"start.punt_1": "Ik zie het."}, en={"start.punt_1": "I see it."})
    assert made.wordings.at(ResearchStage.PLAN) == {
        "nl": {"start.punt_1": "Ik zie het."},
        "en": {"start.punt_1": "I see it."},
    }
    assert made.wordings.at(ResearchStage.FINISHED) == {}


def test_framework_without_statements_for_stages_is_sound(tmp_path: Path) -> None:
    assert loaded(tmp_path).wordings == NO_WORDINGS


def test_statements_for_stages_change_no_hash_and_make_no_other_framework(tmp_path: Path) -> None:
    without, worded = loaded(tmp_path / "zonder"), loaded(tmp_path / "met", nl={"start.punt_1": "Ik zie het."})
    assert (without.content_hash, without.structure_hash) == (worded.content_hash, worded.structure_hash)
    assert without == worded
    assert without.wordings.content_hash != worded.wordings.content_hash


def test_library_gives_the_statements_of_a_framework_by_its_id(tmp_path: Path) -> None:
    worded = loaded(tmp_path, nl={"start.punt_1": "Ik zie het."})
    library = Library([shipped(), worded])
    assert library.wordings("voorbeeld") is worded.wordings
    assert library.wordings("onbekend") is NO_WORDINGS


def test_framework_in_other_words_differs_in_those_words_alone() -> None:
    framework = shipped().framework
    said = {ASKED[0]: "Ik zie het.", ASKED[8]: "Ik lees het."}
    other = reword(framework, said)
    assert [c.professional_statement for c in statements(other)] == [
        said.get(c.id, c.professional_statement) for c in statements(framework)
    ]
    own = {c.id: c.professional_statement or "" for c in statements(framework)}
    assert reword(other, own) == framework
    assert reword(framework, {}) is framework


# --- what is shipped


@pytest.mark.parametrize(("stage", "language"), SHIPPED)
def test_each_stage_words_each_of_the_nine(stage: ResearchStage, language: str) -> None:
    assert list(shipped().wordings.at(stage)[language]) == ASKED


@pytest.mark.parametrize(("stage", "language"), SHIPPED)
def test_every_statement_is_short_and_from_the_one_who_answers(stage: ResearchStage, language: str) -> None:
    said = shipped().wordings.at(stage)[language]
    assert [s for text in said.values() for s in sentences_of(text) if len(words_of(s)) > LONGEST] == []
    me = {"nl": {"ik", "mijn", "mij"}, "en": {"i", "my", "me"}}[language]
    assert [text for text in said.values() if not me & {word.lower() for word in words_of(text)}] == []


@pytest.mark.parametrize("stage", ResearchStage)
def test_set_reads_easily(stage: ResearchStage) -> None:
    ease = read_ease(" ".join(shipped().wordings.at(stage)["nl"].values()), "nl")
    assert isinstance(ease, Ease)
    assert not isinstance(ease.score, type(None))
    assert float(ease.score) >= EASY  # pyright: ignore[reportArgumentType]


def test_what_taking_part_costs_and_gives_is_said_in_plain_words() -> None:
    said = shipped().wordings.at(ResearchStage.PLAN)["nl"]["uitvoering.belasting"]
    assert said == "Meedoen kost tijd. Ik krijg er genoeg voor terug."
