"""Scoring and exporting a record: as data, as a file, and under any framework."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from framework.assessing.record import RECORD
from framework.language.texts import texts
from tests.commands.running import EXAMPLE, EXAMPLES, WORKED, Captured, run, write_rated, write_record
from tests.framework.strategies import ROOT, SHIPPED_FOLDER, shipped
from tests.sample import sample, write


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_score_as_json_gives_the_expected_profile(example: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "score", example, "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert data["framework"] == {
        "id": "afwegingskader",
        "version": "0.1.0",
        "content_hash": shipped().content_hash,
        "structure_hash": shipped().structure_hash,
    }
    assert (data["lens"], data["moment"], data["scope"]) == ("self", "proposal", "full")
    expected = WORKED[example.name.partition(".")[0]]
    assert [phase["id"] for phase in data["phases"]] == list(expected)
    for phase in data["phases"]:
        wanted = expected[phase["id"]]
        assert phase["label"] == wanted["label"]
        assert (phase["applicable"], phase["applicable"] - phase["scored"]) == (wanted["applicable"], wanted["unknown"])
        assert phase["levels"] == {str(level): count for level, count in wanted["levels"].items()}
        assert phase["gates"] == wanted["gates"]
        assert round(float(Fraction(phase["coverage"])), 3) == wanted["coverage"]
        assert [round(float(Fraction(end)), 3) for end in phase["range"]] == wanted["range"]
        assert sum(phase["not_scored"].values()) == wanted["unknown"]


def test_score_as_json_has_the_published_form(capsys: Captured) -> None:
    data = json.loads(run(capsys, "score", SHIPPED_FOLDER / "examples/bvk_vakmanschap_gezag.nl.yaml", "--json")[1])
    phase = data["phases"][0]
    assert {key: value for key, value in phase.items() if key != "criteria"} == {
        "id": "start",
        "label": "needs_attention",
        "applicable": 8,
        "scored": 7,
        "coverage": "7/8",
        "levels": {"0": 0, "1": 4, "2": 3, "3": 0},
        "not_scored": {"not_in_text": 1},
        "gates": {"start.praktijkvraag": "open", "start.samen_opzetten": "repair"},
        "rule": 2,
        "range": ["25/57", "31/57"],
    }
    assert phase["criteria"][0] == {"id": "start.praktijkvraag", "chosen": 2, "counted": 2, "why": None, "weight": 3}
    assert data["next_actions"][0] == {"criterion": "start.samen_opzetten", "because": "gate_repair", "to_level": 2}


def test_score_as_json_of_an_empty_record(capsys: Captured, tmp_path: Path) -> None:
    data = json.loads(
        run(capsys, "score", write_record(tmp_path / "leeg.json", ratings={}, lens="review"), "--json")[1]
    )
    phase = data["phases"][0]
    assert (phase["coverage"], phase["range"], phase["not_scored"]) == ("0", None, {"unanswered": 8})
    assert phase["criteria"][0]["chosen"] is None
    assert phase["label"] == "too_little_known"


def test_score_as_json_of_a_phase_in_which_nothing_applies(capsys: Captured, tmp_path: Path) -> None:
    data = sample(1, 1)
    del data["phases"][0]["criteria"][0]["gate_min"]
    data["phases"][0]["criteria"][0]["not_applicable"] = "Alleen als het niet speelt."
    framework = write(tmp_path, data, "klein.yaml")
    record = write_record(
        tmp_path / "leeg.json",
        framework={"id": "voorbeeld", "version": "0.1.0"},
        project={"title": "T", "document_type": "idea"},
        ratings={"start.punt_1": {"not_scored": "not_applicable", "reason": "Speelt niet."}},
    )
    (phase,) = json.loads(run(capsys, "score", record, "--framework", framework, "--json")[1])["phases"]
    assert (phase["label"], phase["rule"], phase["applicable"]) == ("not_assessable", 1, 0)
    assert (phase["coverage"], phase["range"], phase["not_scored"]) == (None, None, {"not_applicable": 1})
    code, out, err = run(capsys, "score", record, "--framework", framework)
    assert (code, err) == (0, "")
    assert "Nothing applies here." in out


def test_practice_check_has_no_profile(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "mening.json", lens="practice", ratings={"start.praktijkvraag": {"level": 1}})
    assert run(capsys, "score", record) == (1, "", texts("en")("cli.no_profile") + "\n")


def test_faults_of_a_record_go_to_stderr(capsys: Captured) -> None:
    bad = ROOT / "tests/bad_records/several_faults.yaml"
    for extra in ([], ["--json"]):
        code, out, err = run(capsys, "score", bad, *extra)
        assert (code, out) == (1, "")
        assert err.count("several_faults.yaml:") == 5
        assert err.endswith("5 faults. Nothing was used.\n")


@pytest.mark.parametrize("size", [(1, 5, range(5)), (6, 40, range(4)), (1, 1, range(2)), (2, 8, range(1, 8))], ids=str)
@pytest.mark.parametrize("columns", ["40", "100"])
def test_framework_of_any_size_checks_scores_and_prints(
    size: tuple[int, int, range],
    columns: str,
    capsys: Captured,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    phases, criteria, levels = size
    framework, record = write_rated(tmp_path, phases, criteria, levels)
    code, out, err = run(capsys, "check", framework)
    assert (code, err) == (0, "")
    assert f"{phases * criteria} criteri" in out
    code, out, err = run(capsys, "score", record, "--framework", framework, "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert [len(phase["criteria"]) for phase in data["phases"]] == [criteria] * phases
    assert list(data["phases"][0]["levels"]) == [str(level) for level in levels]
    code, out, err = run(capsys, "score", record, "--framework", framework)
    assert (code, err) == (0, "")
    assert out.count("Punt ") >= phases * criteria


def test_export_says_what_the_file_that_was_chosen_leaves_out(capsys: Captured, tmp_path: Path) -> None:
    target = tmp_path / "tekst.txt"
    code, out, err = run(capsys, "export", EXAMPLES[0], "-o", target)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"Written: {target}",
        "Text for an application: without the summary, notes, what tables said, answers of professionals and remarks "
        "of professionals.",
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_exported_record_scores_alike_and_exports_alike(example: Path, capsys: Captured, tmp_path: Path) -> None:
    first, second = tmp_path / "een.json", tmp_path / "twee.json"
    assert run(capsys, "export", example, "-o", first, "--kind", "record") == (0, f"Written: {first}\n", "")
    assert run(capsys, "export", first, "-o", second) == (0, f"Written: {second}\n", "")
    assert first.read_bytes() == second.read_bytes()
    assert run(capsys, "score", example, "--json") == run(capsys, "score", first, "--json")


def test_export_writes_over_an_older_file(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "oordeel.json"
    path.write_text("oud")
    assert run(capsys, "export", EXAMPLE, "-o", path)[0] == 0
    assert json.loads(path.read_bytes())["record"] == RECORD
    assert list(tmp_path.iterdir()) == [path]


def test_export_of_a_faulty_record_leaves_the_older_file(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "oordeel.json"
    path.write_text("oud")
    assert run(capsys, "export", ROOT / "tests/bad_records/several_faults.yaml", "-o", path)[0] == 1
    assert path.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [path]


def test_calendar_without_a_day_is_not_written(capsys: Captured, tmp_path: Path) -> None:
    record, path = write_record(tmp_path / "oordeel.json"), tmp_path / "acties.ics"
    code, out, err = run(capsys, "export", record, "-o", path)
    assert (code, out, path.exists()) == (1, "", False)
    assert "no action in this record has a day yet" in err


def test_record_with_what_was_taken_on_exports_it_everywhere(capsys: Captured, tmp_path: Path) -> None:
    taken = {"start.praktijkvraag": {"who": "Teamleider Noord", "by": "2027-01-15", "done": False}}
    record = write_record(tmp_path / "oordeel.json", commitments=taken)
    for name in ("acties.ics", "opnieuw.json", "tabel.csv"):
        assert run(capsys, "export", record, "-o", tmp_path / name)[0] == 0
        assert b"Teamleider Noord" in (tmp_path / name).read_bytes().replace(b"\r\n ", b"")
    assert json.loads((tmp_path / "opnieuw.json").read_bytes())["commitments"] == taken


@pytest.mark.parametrize(("name", "is_told"), [("punt.pdf", True), ("punt.svg", True), ("punt.docx", False)])
def test_letters_that_a_drawn_file_cannot_hold_are_named_when_it_is_written(
    capsys: Captured, tmp_path: Path, name: str, is_told: bool
) -> None:
    rated = {"start.praktijkvraag": {"level": 2, "evidence": [{"quote": "Vraag: 大家 van de wijk"}]}}
    record = write_record(tmp_path / "punt.json", ratings=rated)
    code, _, err = run(capsys, "export", record, "-o", tmp_path / name, "--lang", "nl")
    assert code == 0
    assert err == (texts("en")("export.boxed", files=name, signs="大 家") + "\n" if is_told else "")
