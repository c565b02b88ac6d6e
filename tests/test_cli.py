"""The command line as people meet it: what it prints where, its exit codes, and that nothing makes it stumble."""

import json
import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from framework.assessing.record import RECORD
from framework.language.texts import languages, texts
from framework.reporting.wording import coverage
from tests.framework.strategies import ROOT, SHIPPED_FOLDER, shipped
from tests.sample import sample, write

EXAMPLES = sorted((SHIPPED_FOLDER / "examples").iterdir())
EXAMPLE = EXAMPLES[0]
WORKED = yaml.safe_load((ROOT / "tests/framework/worked_examples.yaml").read_text(encoding="utf-8"))
Run = tuple[int, str, str]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def run(capsys: Captured, *arguments: str | Path) -> Run:
    """Run a command in this process; return its exit code, what it said, and what it complained of."""
    try:
        code = cli.main([*map(str, arguments)])
    except SystemExit as leaving:  # argparse
        code = int(leaving.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def run_apart(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as people do, in a process of its own."""
    return subprocess.run(
        [sys.executable, ROOT / "cli.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        check=False,
    )


def write_record(path: Path, **changes: object) -> Path:
    record = {
        "record": RECORD,
        "framework": {"id": "afwegingskader", "version": "0.1.0"},
        "project": {"title": "Werkdruk aan de balie", "document_type": "idea_or_summary"},
        "lens": "self",
        "moment": "idea",
        "date": "2026-11-22",
        "ratings": {"start.praktijkvraag": {"level": 3, "evidence": [{"quote": "Ja."}]}},
    }
    path.write_text(json.dumps(record | changes), encoding="utf-8")
    return path


def write_rated(folder: Path, phases: int, criteria: int, levels: range) -> tuple[Path, Path]:
    """A framework of that size and a record under it that uses every level of its scale in turn."""
    data = sample(phases, criteria, levels)
    ids = [criterion["id"] for phase in data["phases"] for criterion in phase["criteria"]]
    ratings = {
        identifier: {"level": levels[place % len(levels)], "evidence": [{"quote": "Ja."}], "note": "Zo is het."}
        for place, identifier in enumerate(ids)
    }
    framework = write(folder, data, "groot.yaml")
    project = {"title": "Een onderzoek", "document_type": "idea"}
    reference = {"id": "voorbeeld", "version": "0.1.0"}
    return framework, write_record(folder / "oordeel.json", framework=reference, project=project, ratings=ratings)


# --- check


def test_check_sums_up_the_shipped_framework(capsys: Captured) -> None:
    code, out, err = run(capsys, "check")
    assert (code, err) == (0, "")
    title, *lines = out.splitlines()
    assert title == shipped().framework.title
    assert lines == [
        "  id afwegingskader, version 0.1.0",
        f"  content_hash   {shipped().content_hash}",
        f"  structure_hash {shipped().structure_hash}",
        "  3 phases, 25 criteria, 9 core, 4 gates",
        "  English 100 %",
    ]


def test_check_takes_a_folder_a_file_of_it_and_a_folder_of_folders(capsys: Captured) -> None:
    everything = run(capsys, "check")
    for path in (
        SHIPPED_FOLDER,
        SHIPPED_FOLDER / "framework.yaml",
        SHIPPED_FOLDER / "start.yaml",
        SHIPPED_FOLDER.parent,
    ):
        assert run(capsys, "check", path) == everything


def test_check_lists_faults_on_stderr_with_file_and_line(capsys: Captured) -> None:
    code, out, err = run(capsys, "check", ROOT / "tests/bad_frameworks/duplicate_key.yaml")
    assert (code, out) == (1, "")
    first, last = err.splitlines()
    assert "duplicate_key.yaml:" in first
    assert last == "1 fault. Nothing was used."


def test_check_of_a_folder_without_frameworks_is_a_fault(capsys: Captured, tmp_path: Path) -> None:
    code, out, err = run(capsys, "check", tmp_path)
    assert (code, out) == (1, "")
    assert "framework.yaml:1: there is no such file" in err


# --- score


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


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_score_prints_phases_labels_rules_and_first_steps(example: Path, language: str, capsys: Captured) -> None:
    code, out, err = run(capsys, "--messages", language, "score", example)
    assert (code, err) == (0, "")
    framework, t = shipped().in_language(language), texts(language)
    flat = " ".join(out.split())
    for phase in framework.phases:
        assert phase.title in flat
        assert all(criterion.title in flat for criterion in phase.criteria)
    needs_attention = next(label.label for label in framework.labels if label.id == "needs_attention")
    assert flat.count(needs_attention) >= 3
    assert framework.status in flat  # a draft says so wherever it is named
    assert t("cli.first") in flat
    assert t("because.gate_repair") in flat
    expected = WORKED[example.name.partition(".")[0]]["start"]
    assert coverage(expected["applicable"] - expected["unknown"], expected["applicable"], t) in flat


def test_score_shows_a_chosen_level_that_counts_for_less(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "kaal.json", ratings={"start.praktijkvraag": {"level": 3}})
    flat = " ".join(run(capsys, "score", record)[1].split())
    assert texts("en")("why.no_evidence", chosen=3, counted=1) in flat
    assert shipped().in_language("en").criteria[0].evidence_examples[0] in flat


def test_score_names_a_quick_scan_and_how_much_is_supported(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "snel.json", scope="core")
    flat = " ".join(run(capsys, "score", record)[1].split())
    assert "Quick scan" in flat
    assert "1 of 9 points has a level; 1 of these is supported by evidence;" in flat


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


# --- other frameworks


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


# --- languages and terminals


def test_messages_speak_the_language_that_is_asked_for(capsys: Captured) -> None:
    assert "9 kern, 4 basisvoorwaarden" in run(capsys, "--messages", "nl", "check")[1]
    assert "9 core, 4 gates" in run(capsys, "--messages", "en", "check")[1]


@pytest.mark.parametrize(
    ("locale", "word"), [("nl_NL.UTF-8", "kern"), ("en_GB.UTF-8", "core"), ("fr_FR.UTF-8", "core"), ("C", "core")]
)
def test_messages_follow_the_locale(locale: str, word: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", locale)
    assert f"9 {word}," in run(capsys, "check")[1]


def test_no_escape_codes_where_there_is_no_terminal() -> None:
    for environment in ({"TERM": "xterm-256color"}, {"NO_COLOR": "1"}):
        done = run_apart("score", EXAMPLE, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_colour_on_a_terminal_unless_it_is_not_wanted() -> None:
    coloured, plain = on_terminal(TERM="xterm-256color"), on_terminal(TERM="xterm-256color", NO_COLOR="1")
    colour = re.compile(rb"\x1b\[([0-9;]*;)?[34][0-8]")
    assert colour.search(coloured)
    assert not colour.search(plain)  # bold and italic may stay
    assert b"Opstart" in coloured
    assert b"Opstart" in plain


def on_terminal(**environment: str) -> bytes:
    """What `score` writes to a terminal of its own."""
    import pty

    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    command = [sys.executable, ROOT / "cli.py", "--messages", "nl", "score", EXAMPLE]
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, env=clean | {"PYTHONUTF8": "1"} | environment
    ) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            seen += piece
        assert running.wait() == 0
    os.close(ours)
    return seen


@pytest.mark.parametrize("columns", [10, 20, 40, 60, 300])
def test_narrow_and_wide_terminals(columns: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run(capsys, "score", EXAMPLE)
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if len(line.rstrip()) > columns] == []


def test_terminal_without_unicode_gets_something() -> None:
    done = run_apart("score", EXAMPLE, PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Start" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize(
    "command", [["check"], ["score", str(EXAMPLE)], ["score", str(EXAMPLE), "--json"]], ids=" ".join
)
def test_reader_that_stops_early_is_no_trouble(command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", *command],
            stdout=writing,
            stderr=subprocess.PIPE,
            env={key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"},
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


# --- export


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


# --- wrong use


WRONG_USES: dict[str, list[str | Path]] = {
    # "." opens a path in an empty folder that holds only the folder map.json
    "check of nothing": ["check", "./nergens"],
    "record absent": ["score", "./nergens.json"],
    "record is a folder": ["score", "./map.json"],
    "record with a name too long": ["score", "./" + "x" * 300 + ".json"],
    "framework absent": ["score", EXAMPLE, "--framework", "./nergens"],
    "framework with a name too long": ["score", EXAMPLE, "--framework", "./" + "x" * 300],
    "suffix unknown": ["export", EXAMPLE, "-o", "./uit.exe"],
    "no suffix": ["export", EXAMPLE, "-o", "./uit"],
    "kind unknown": ["export", EXAMPLE, "-o", "./uit.json", "--kind", "roman"],
    "kind of another suffix": ["export", EXAMPLE, "-o", "./uit.json", "--kind", "infographic"],
    "folder absent": ["export", EXAMPLE, "-o", "./nergens/uit.json"],
    "output is a folder": ["export", EXAMPLE, "-o", "./map.json"],
    "export of nothing": ["export", "./nergens.json", "-o", "./uit.json"],
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("arguments", WRONG_USES.values(), ids=list(WRONG_USES))
def test_wrong_use_gets_one_clear_line_and_leaves_nothing(
    arguments: list[str | Path], language: str, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("map.json").mkdir()
    code, out, err = run(capsys, "--messages", language, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert list(tmp_path.rglob("*")) == [tmp_path / "map.json"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_forbidden_files_are_named(capsys: Captured, tmp_path: Path) -> None:
    record = write_record(tmp_path / "dicht.json")
    record.chmod(0)
    assert run(capsys, "score", record)[0] == 2
    tmp_path.chmod(0o500)
    assert run(capsys, "export", EXAMPLE, "-o", tmp_path / "uit.json")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["onzin"],
        ["score"],
        ["export", "x"],
        ["--messages", "xx", "check"],
        ["score", "a", "b"],
        ["check", "--onzin"],
    ],
    ids=" ".join,
)
def test_command_that_does_not_exist_is_wrong_use(arguments: list[str], capsys: Captured) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: cli.py")


@pytest.mark.parametrize("language", languages())
def test_help_speaks_and_exits_well(language: str, capsys: Captured) -> None:
    code, out, err = run(capsys, "--messages", language, "--help")
    assert (code, err) == (0, "")
    assert texts(language)("cli.score") in " ".join(out.split())


def test_mistake_of_ours_is_one_line_without_a_traceback(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr(cli, "make_report", stumble)
    code, out, err = run(capsys, "score", EXAMPLE)
    assert (code, out) == (1, "")
    assert err == texts("en")("cli.unknown_error", error="ZeroDivisionError") + "\n"


# --- whatever bytes come in

SEEDS = [
    EXAMPLE.read_bytes(),
    b"",
    b"{",
    b"- a",
    b"a: *a",
    b"\xff\xfe",
    b'{"record": "\\ud800"}',
    b"%YAML 9\n---\n",
    b"\x00",
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_make_it_stumble(capsys: Captured, tmp_path: Path, data: st.DataObject) -> None:
    seed, place = data.draw(st.sampled_from(SEEDS)), data.draw(st.integers(0, 2_000))
    path = tmp_path / f"ruis{data.draw(st.sampled_from(['.json', '.yaml', '.txt']))}"
    path.write_bytes(seed[:place] + data.draw(st.binary(max_size=20)) + seed[place:])
    for command in ("score", "check"):
        code, out, err = run(capsys, command, path)
        assert code in (0, 1)
        assert (out == "") == (code == 1)
        assert "Traceback" not in err
        assert "Something went wrong" not in err
        assert "\x1b" not in err
