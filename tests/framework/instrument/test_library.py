"""The library answers which framework a record was made with, and says what it knows when it cannot."""

from pathlib import Path

import pytest

from framework.errors import Faults
from framework.instrument.library import Library, framework_folders, load_library
from framework.instrument.loader import LoadedFramework
from framework.language.texts import texts
from tests.sample import load, sample, write

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def known(tmp_path: Path) -> list[LoadedFramework]:
    made = [("kader", "0.1.0"), ("kader", "0.2.0"), ("ander", "1.0.0")]
    return [load(tmp_path / f"{name}{version}", sample(id=name, version=version)) for name, version in made]


def refusal(library: Library, *record: str) -> tuple[str, str]:
    with pytest.raises(Faults) as refused:
        library.find(*record)
    (fault,) = refused.value.faults
    return texts("en").fault(fault), fault.where


def test_framework_is_found_by_id_and_version_and_hash(known: list[LoadedFramework]) -> None:
    library = Library(known)
    assert list(library) == known
    assert library.find("kader", "0.2.0") is known[1]
    assert library.find("kader", "0.1.0", known[0].content_hash) is known[0]


def test_unknown_id_names_every_framework(known: list[LoadedFramework]) -> None:
    assert refusal(Library(known), "kadr", "0.1.0") == (
        "the framework 'kadr' is not known here (framework, id). Choose from: kader 0.1.0, kader 0.2.0, ander 1.0.0.",
        "framework, id",
    )


def test_empty_library_says_so() -> None:
    assert refusal(Library([]), "kader", "0.1.0")[0].endswith("Choose from: -.")


def test_unknown_version_names_the_versions_of_that_framework(known: list[LoadedFramework]) -> None:
    assert refusal(Library(known), "kader", "0.3.0") == (
        "version 0.3.0 of kader is not known here (framework, version). Known: 0.1.0, 0.2.0. Open the file on the "
        "computer that made it. Or ask whoever keeps the framework for the folder of version 0.3.0: it may stand here "
        "in criteria/, beside the others; on the command line --framework FOLDER works too.",
        "framework, version",
    )


def test_other_content_names_the_hash_we_know(known: list[LoadedFramework]) -> None:
    assert refusal(Library(known), "kader", "0.1.0", "sha256-1:" + "0" * 64) == (
        "the content of kader 0.1.0 is not what this record was made with (framework, content_hash). "
        f"Expected content_hash {known[0].content_hash}; use the framework of the record, or remove the hash.",
        "framework, content_hash",
    )


def test_hash_by_an_algorithm_of_a_newer_program_cannot_be_compared(known: list[LoadedFramework]) -> None:
    assert refusal(Library(known), "kader", "0.1.0", known[0].content_hash.replace("sha256-1", "sha256-9")) == (
        "this content_hash was made with sha256-9, which is not known here, so the content cannot be compared "
        "(framework, content_hash). Known: sha256-1. Use the Kaderwijzer that made the record, or remove "
        "content_hash; then only the id and version of the framework count.",
        "framework, content_hash",
    )


def test_same_version_with_other_content_is_refused(known: list[LoadedFramework], tmp_path: Path) -> None:
    other = load(tmp_path / "x", sample(id="kader", version="0.1.0", title="Een ander kader"))
    with pytest.raises(Faults) as refused:
        Library([*known, other])
    assert texts("en").fault(refused.value.faults[0]) == (
        "there are two frameworks kader 0.1.0 with different content. Raise the version of the one that changed."
    )


def test_same_framework_twice_is_one(known: list[LoadedFramework], tmp_path: Path) -> None:
    again = load(tmp_path / "x", sample(id="kader", version="0.1.0"))
    assert list(Library([*known, again])) == known


def test_messages_exist_in_dutch(known: list[LoadedFramework]) -> None:
    hashes = (f"{algorithm}:{'0' * 64}" for algorithm in ("sha256-1", "sha256-9"))
    for record in (("x", "0.1.0"), ("kader", "9.9.9"), *(("kader", "0.1.0", taken) for taken in hashes)):
        with pytest.raises(Faults) as refused:
            Library(known).find(*record)
        assert texts("nl").fault(refused.value.faults[0]) != texts("en").fault(refused.value.faults[0])


def test_folders_are_those_that_hold_a_framework_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write(tmp_path / name, sample(id=name))
    (tmp_path / "leeg").mkdir()
    write(tmp_path, sample(), "los.yaml")
    assert framework_folders(tmp_path) == (tmp_path / "a", tmp_path / "b")


def test_library_of_a_folder_holds_every_framework_or_tells_the_faults_of_all(tmp_path: Path) -> None:
    write(tmp_path / "a", sample(id="a"))
    assert [loaded.framework.id for loaded in load_library(tmp_path)] == ["a"]
    write(tmp_path / "b", sample(id="B"))
    write(tmp_path / "c", sample(id="c", title=""))
    with pytest.raises(Faults) as refused:
        load_library(tmp_path)
    assert [fault.code for fault in refused.value.faults] == ["bad_part_id", "empty_text"]


def test_shipped_frameworks_make_a_library() -> None:
    assert [loaded.framework.id for loaded in load_library(ROOT / "criteria")] == ["afwegingskader"]
