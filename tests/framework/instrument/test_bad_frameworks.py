"""One broken framework for every fault an author can make, and the whole message that each should get."""

import os
from pathlib import Path

import pytest
import yaml

import cli
from framework.errors import Faults
from framework.instrument.loader import load_framework
from framework.language.texts import texts

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path("tests/bad_frameworks")
EXPECTED: dict[str, str] = yaml.safe_load((ROOT / "tests/bad_frameworks_expected.yaml").read_text(encoding="utf-8"))
BAD = sorted(path.name for path in (ROOT / FOLDER).iterdir())

# Faults of records and of several frameworks together; records have their own tests, `test_library` has the last four.
NOT_IN_ONE_FRAMEWORK = {
    "and_more",  # after two hundred; see the tests of records
    *("no_plain_file", "too_heavy"),  # see the tests of reading
    *("absence_not_shown", "always_applies", "duplicate_json_key", "gate_applies", "half_character"),
    *("level_off_scale", "no_level", "no_statement", "not_a_day", "not_json", "reason_missing", "reason_unused"),
    *("record_suffix", "silence_is_lowest", "state_not_for_practice", "two_answers", "unknown_criterion"),
    *("unknown_criterion_near", "unknown_document_type", "when_unused"),
    "empty_file",
    "nothing_to_write",  # an empty calendar
    *("answers_of_no_scale", "too_few_to_show", "more_answers_than_forms"),  # of a closed check in a record
    *("invitation_used", "invitation_expired", "invitation_revoked", "invitations_full"),  # of a team
    *("comment_empty", "comments_full"),
    *("expired_already", "last_owner", "evidence_full", "no_answer", "blank_form"),  # of a practice check
    *("other_content", "same_version_other_content", "unknown_framework", "unknown_version"),
    "example_of_other_version",
    *("bad_hash", "hash_without_algorithm", "unknown_hash_algorithm"),
    *("stored_key_unknown", "stored_unreadable"),
}


@pytest.fixture(autouse=True)
def in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def faults_of(name: str) -> Faults:
    with pytest.raises(Faults) as refused:
        load_framework(FOLDER / name)
    return refused.value


def skip_without_links(name: str) -> None:
    if "link" in name and not any(path.is_symlink() for path in (FOLDER / name).iterdir()):
        pytest.skip("this checkout has no symbolic links")


def test_every_bad_framework_has_an_expectation_and_the_reverse() -> None:
    assert sorted(EXPECTED) == BAD


@pytest.mark.parametrize("name", BAD)
def test_every_bad_framework_is_refused_with_its_whole_message(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    skip_without_links(name)
    code = cli.main(["--messages", "en", "check", str(FOLDER / name)])
    out, err = capsys.readouterr()
    count = EXPECTED[name].count("\n")
    closing = f"{count} fault{'s' if count > 1 else ''}. Nothing was used.\n"
    assert (code, out, err.replace(os.sep, "/")) == (1, "", EXPECTED[name] + closing)


@pytest.mark.parametrize("name", [name for name in BAD if name != "exploding_aliases.yaml"])
def test_bad_framework_has_one_fault(name: str) -> None:
    skip_without_links(name)
    assert len(faults_of(name).faults) == 1


@pytest.mark.parametrize("name", BAD)
def test_every_bad_framework_has_a_message_in_dutch(name: str) -> None:
    dutch, english = texts("nl"), texts("en")
    for fault in faults_of(name).faults:
        message = dutch.fault(fault)
        assert message != english.fault(fault)
        assert message.startswith(f"{fault.file}:{fault.line}: ")
        assert "{" not in message.replace('{"verslag"', "")


def test_every_fault_of_a_framework_occurs_in_a_bad_framework() -> None:
    worded = {key.split(".")[1] for key in texts("en").entries if key.startswith("fault.")}
    occurring = {fault.code for name in BAD for fault in faults_of(name).faults}
    assert worded - occurring == NOT_IN_ONE_FRAMEWORK


def test_named_line_exists_in_the_named_file() -> None:
    for name in BAD:
        for fault in faults_of(name).faults:
            path = Path(str(fault.file))
            lines = path.read_bytes().count(b"\n") if path.is_file() else 0
            assert fault.line is not None
            assert 1 <= fault.line <= max(lines, 1)
