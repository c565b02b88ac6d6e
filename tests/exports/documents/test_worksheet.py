"""The blank worksheet: every question and level of its scope, boxes to tick, and the command that makes it."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import cli
from exports.documents.worksheet import render_worksheet, worksheet_document
from framework.assessing.record import Scope
from tests.exports.conftest import Golden
from tests.exports.dumps import dump_document, words
from tests.exports.pages import read_aloud
from tests.exports.papers import check_pdf
from tests.exports.sample_reports import big, shipped
from tests.sample import load, sample


def said(file: bytes) -> str:
    return "\n".join(words(p) for p in docx.Document(io.BytesIO(file)).element.body.iter(qn("w:p")))


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_worksheet_asks_every_question_of_its_scope_with_all_levels(scope: Scope, lang: str) -> None:
    framework = shipped().in_language(lang)
    text = said(render_worksheet(framework, scope, lang))
    for criterion in framework.criteria:
        assert (criterion.question in text) == (scope is Scope.FULL or criterion.is_core)
        if criterion.question in text:
            assert [d.text for d in criterion.rubric if d.text not in text] == []
    assert framework.status in text


@pytest.mark.parametrize("scope", Scope)
def test_point_has_its_own_number_on_the_worksheet(scope: Scope) -> None:
    framework = shipped().framework
    text = said(render_worksheet(framework, scope, "nl")).splitlines()
    for number, criterion in enumerate(framework.criteria, 1):
        assert (f"{number}. {criterion.title}" in text) == (scope is Scope.FULL or criterion.is_core)


@pytest.mark.parametrize("scope", Scope)
def test_worksheet_marks_basic_conditions_and_what_may_not_apply(scope: Scope) -> None:
    criteria = [c for c in shipped().framework.criteria if scope is Scope.FULL or c.is_core]
    text = said(render_worksheet(shipped().framework, scope, "nl"))
    assert text.count("Basisvoorwaarde: ") == sum(c.is_gate for c in criteria)
    assert text.count("☐ Niet van toepassing") == sum(bool(c.not_applicable) for c in criteria)


def test_every_level_and_state_has_a_box() -> None:
    criteria = shipped().framework.criteria
    # four levels and three states for each point, and "not applicable" where it may be
    boxes = 7 * len(criteria) + sum(bool(c.not_applicable) for c in criteria)
    assert said(render_worksheet(shipped().framework, Scope.FULL, "nl")).count("☐") == boxes


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_printed_worksheet_is_a_whole_tagged_pdf_with_every_question_and_box(scope: Scope, lang: str) -> None:
    framework = shipped().in_language(lang)
    document = worksheet_document(framework, scope, lang)
    check_pdf(document)
    file = render_worksheet(framework, scope, lang, "pdf")
    assert file == render_worksheet(framework, scope, lang, "pdf")
    assert said(render_worksheet(framework, scope, lang)).count("☐") == read_aloud(file).count("☐")


def test_worksheet_is_as_last_read(golden: Golden) -> None:
    golden("worksheet/core.nl.docx.txt", dump_document(render_worksheet(shipped().framework, Scope.CORE, "nl")))


def test_worksheet_of_another_framework_in_a_language_of_its_own() -> None:
    text = said(render_worksheet(big().framework, Scope.FULL, "fr"))
    assert text.count("☐") == 30 * (7 + 4 - 1)  # levels and states; none may be "not applicable"


def test_command_writes_the_quick_scan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "werkblad.docx"
    assert cli.main(["--messages", "nl", "worksheet", "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"Geschreven: {path}\n"
    assert path.read_bytes() == render_worksheet(shipped().framework, Scope.CORE, "nl")


def test_command_takes_scope_language_and_framework(tmp_path: Path) -> None:
    path = tmp_path / "worksheet.docx"
    options = ["--scope", "full", "--lang", "en", "--framework", "criteria/afwegingskader"]
    assert cli.main(["worksheet", "-o", str(path), *options]) == 0
    assert path.read_bytes() == render_worksheet(shipped().in_language("en"), Scope.FULL, "en")


@pytest.mark.parametrize(
    ("output", "options", "message"),
    [
        ("werkblad.odt", [], "Laat de naam eindigen op .docx of .pdf"),
        ("geen/map/werkblad.docx", [], "kan niet worden geschreven"),
        ("werkblad.docx", ["--framework", "nergens"], "is er niet"),
    ],
)
def test_command_refuses_in_one_line(
    output: str, options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--messages", "nl", "worksheet", "-o", str(tmp_path / output), *options]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_command_says_when_a_framework_has_no_core(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = sample()
    for criterion in data["phases"][0]["criteria"]:
        criterion["tier"] = "full"
    folder = tmp_path / "kader"
    load(folder, data)
    arguments = ["--messages", "nl", "worksheet", "-o", str(tmp_path / "w.docx"), "--framework", str(folder)]
    assert cli.main(arguments) == 2
    assert "Kies --scope full" in capsys.readouterr().err
    assert cli.main([*arguments, "--scope", "full"]) == 0
