"""Questions for a question table: data beside a framework, strictly read, that change nothing of it."""

import re
from pathlib import Path

import pytest

from framework.errors import Fault, Faults
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.questions import NO_QUESTIONS, Questions, Round
from framework.practice.readability import Ease, read_ease, sentences_of, words_of
from tests.framework.strategies import SHIPPED_FOLDER, shipped
from tests.sample import Data, sample, write, write_folder

IDS = tuple(criterion.id for criterion in shipped().framework.criteria)
CORE = tuple(criterion.id for criterion in shipped().framework.criteria if criterion.is_core)
LONGEST = 15


def entry(*questions: str, **more: str) -> Data:
    return {"questions": list(questions), **more}


def loaded(folder: Path, **languages: Data) -> LoadedFramework:
    write_folder(folder, sample(phases=2), en={"title": "A framework"})
    for language, criteria in languages.items():
        write(folder, {"language": language, "criteria": criteria}, f"vraagtafel/{language}.yaml")
    return load_framework(folder)


def faults(folder: Path, **languages: Data) -> list[Fault]:
    with pytest.raises(Faults) as refused:
        loaded(folder, **languages)
    return list(refused.value.faults)


# --- the law


def test_questions_are_found_by_criterion_and_language(tmp_path: Path) -> None:
    own = {"start.punt_1": entry("Wat zie je?", "En dan?", round="method")}
    questions = loaded(tmp_path, nl=own, en={"start.punt_1": entry("What do you see?")}).questions
    assert questions.about("start.punt_1", "nl") == ("Wat zie je?", "En dan?")
    assert questions.about("start.punt_1", "en") == ("What do you see?",)
    assert questions.round_of("start.punt_1") is Round.METHOD


def test_point_without_questions_belongs_to_the_link_with_practice(tmp_path: Path) -> None:
    questions = loaded(tmp_path, nl={"start.punt_1": entry("Wat zie je?", round="method")}).questions
    assert (questions.round_of("start.punt_2"), questions.about("start.punt_2", "nl")) == (Round.LINK, ())
    assert questions.about("start.punt_1", "en") == ()


def test_framework_without_questions_is_sound(tmp_path: Path) -> None:
    assert loaded(tmp_path).questions == NO_QUESTIONS == Questions()


def test_questions_change_no_hash_and_make_no_other_framework(tmp_path: Path) -> None:
    without = loaded(tmp_path / "zonder")
    asking = loaded(tmp_path / "met", nl={"start.punt_1": entry("Wat zie je?", round="link")})
    assert (without.content_hash, without.structure_hash) == (asking.content_hash, asking.structure_hash)
    assert without == asking
    assert without.questions.content_hash != asking.questions.content_hash


def test_library_gives_the_questions_of_a_framework_by_its_id(tmp_path: Path) -> None:
    asking = loaded(tmp_path, nl={"start.punt_1": entry("Wat zie je?", round="link")})
    library = Library([shipped(), asking])
    assert library.questions("voorbeeld") is asking.questions
    assert library.questions("afwegingskader") is shipped().questions
    assert library.questions("onbekend") is NO_QUESTIONS


def test_questions_of_the_latest_version_serve_older_ones(tmp_path: Path) -> None:
    older = loaded(tmp_path / "oud")
    write_folder(tmp_path / "nieuw", sample(phases=2, version="0.2.0"))
    own = {"language": "nl", "criteria": {"start.punt_1": entry("Wat zie je?", round="link")}}
    write(tmp_path / "nieuw", own, "vraagtafel/nl.yaml")
    newer = load_framework(tmp_path / "nieuw")
    assert Library([older, newer]).questions("voorbeeld") is newer.questions


# --- faults


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    own = {"start.punt_1": entry("x" * 201, round="link"), "start.punt_9": entry("Wat?", round="inhoud")}
    found = faults(tmp_path, nl=own, en={"start.punt_2": entry("What?"), "start.punt_1": entry()})
    assert {(fault.code, Path(fault.file or "").name) for fault in found} == {
        ("orphan", "en.yaml"),
        ("too_few", "en.yaml"),
        ("too_long", "nl.yaml"),
        ("not_one_of", "nl.yaml"),
        ("orphan", "nl.yaml"),
    }
    assert all(fault.line and fault.line > 1 for fault in found)


def test_questions_in_another_language_need_those_in_the_frameworks_own(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, en={"start.punt_1": entry("What?")})
    assert (fault.code, fault.details) == ("missing_parts", {"missing": "nl.yaml"})


def test_unreadable_file_in_the_frameworks_own_language_blames_no_translation(tmp_path: Path) -> None:
    write_folder(tmp_path, sample(phases=2))
    write(tmp_path, {"language": "en", "criteria": {"start.punt_1": entry("What?")}}, "vraagtafel/en.yaml")
    (tmp_path / "vraagtafel" / "nl.yaml").write_text("language: nl\ncriteria: 'x\n")
    with pytest.raises(Faults) as refused:
        load_framework(tmp_path)
    assert [fault.code for fault in refused.value.faults] == ["open_quote"]


@pytest.mark.parametrize("text", ["", "nee", "- a\n", "language: nl\n", "language: nl\ncriteria: {}\n", "x: [1\n"])
def test_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    write_folder(tmp_path, sample())
    (tmp_path / "vraagtafel").mkdir()
    (tmp_path / "vraagtafel" / "nl.yaml").write_text(text)
    with pytest.raises(Faults):
        load_framework(tmp_path)


def test_file_of_questions_names_its_framework(tmp_path: Path) -> None:
    loaded(tmp_path, nl={"start.punt_1": entry("Wat zie je?", round="link")})
    assert load_framework(tmp_path / "vraagtafel" / "nl.yaml").framework.id == "voorbeeld"


# --- what is shipped


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_point_has_one_or_two_questions(language: str) -> None:
    assert [i for i in IDS if len(shipped().questions.about(i, language)) not in (1, 2)] == []


def test_every_round_has_core_points() -> None:
    rounds = [shipped().questions.round_of(identifier) for identifier in CORE]
    assert [rounds.count(one) for one in Round] == [3, 3, 3]


def test_questions_do_not_change_the_shipped_framework() -> None:
    assert shipped().framework.version == "0.1.0"
    assert shipped() == LoadedFramework(shipped().framework, shipped().translations)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_is_asked_in_short_sentences(language: str) -> None:
    asked = [question for i in IDS for question in shipped().questions.about(i, language)]
    assert [s for q in asked for s in sentences_of(q) if len(words_of(s)) > LONGEST] == []
    assert [question for question in asked if not question.endswith(("?", "."))] == []
    assert len(set(asked)) == len(asked)


def test_questions_are_easy_as_a_whole() -> None:
    found = read_ease("\n".join(q for i in IDS for q in shipped().questions.about(i, "nl")), "nl")
    assert isinstance(found, Ease)
    assert found.is_easy


def test_questions_speak_to_a_professional_and_not_as_a_researcher() -> None:
    text = " ".join(question for i in IDS for question in shipped().questions.about(i, "nl")).lower()
    assert re.findall(r"\b(?:respondent|participatie|implement|valorisatie|methodologie|kader)\w*", text) == []


def test_shipped_questions_stand_where_the_guide_says() -> None:
    assert sorted(path.name for path in (SHIPPED_FOLDER / "vraagtafel").iterdir()) == ["en.yaml", "nl.yaml"]
