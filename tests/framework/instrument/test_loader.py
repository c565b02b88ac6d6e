"""A framework is a folder or a file; either it loads whole, or every fault of it is told."""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from framework.assessing.record import RECORD, Assessment, FrameworkRef, Lens, Moment, Project, Scored
from framework.errors import Faults
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import Framework
from framework.instrument.wordings import ResearchStage
from framework.language.texts import texts
from framework.reporting.report import make_report
from tests.sample import load, sample, write, write_folder

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "criteria" / "afwegingskader"
FILES = {str(path.relative_to(SHIPPED)): path.read_bytes() for path in SHIPPED.rglob("*.yaml")}


def codes(path: Path) -> list[str]:
    try:
        load_framework(path)
    except Faults as refused:
        return [fault.code for fault in refused.faults]
    return []


def test_shipped_framework_loads() -> None:
    loaded = load_framework(SHIPPED)
    assert [phase.id for phase in loaded.framework.phases] == ["start", "uitvoering", "verspreiding"]
    assert loaded.languages == ("nl", "en")


def test_one_file_and_a_folder_hold_the_same_framework(tmp_path: Path) -> None:
    data = sample(phases=3)
    single = load(tmp_path / "een", data)
    folder = load_framework(write_folder(tmp_path / "map", data))
    assert single.framework == folder.framework
    assert (single.content_hash, single.structure_hash) == (folder.content_hash, folder.structure_hash)


def test_single_file_may_have_any_name(tmp_path: Path) -> None:
    assert load_framework(write(tmp_path, sample(), "mijn_kader.yaml")).framework.id == "voorbeeld"


def test_some_phases_may_stand_in_framework_yaml_and_others_in_files(tmp_path: Path) -> None:
    data = sample(phases=2)
    inline, apart = data["phases"]
    write(tmp_path, data | {"phases": [inline, {key: apart[key] for key in apart if key != "criteria"}]})
    write(tmp_path, {"phase": apart["id"], "criteria": apart["criteria"]}, "z.yaml")
    assert len(load_framework(tmp_path).framework.criteria) == 4


def test_phases_stand_in_the_order_of_framework_yaml_whatever_their_files_are_called(tmp_path: Path) -> None:
    write_folder(tmp_path, sample(phases=3))
    (tmp_path / "verspreiding.yaml").rename(tmp_path / "0.yaml")
    phases = load_framework(tmp_path).framework.phases
    assert [phase.id for phase in phases] == ["start", "uitvoering", "verspreiding"]
    assert [phase.criteria[0].id for phase in phases] == [f"{phase.id}.punt_1" for phase in phases]


@pytest.mark.parametrize("name", ["framework.yaml", "start.yaml", "lang/en.yaml", ""])
def test_any_file_of_a_framework_stands_for_the_whole(tmp_path: Path, name: str) -> None:
    data = sample(phases=2)
    data["phases"][1]["criteria"][0]["weight"] = 0
    write_folder(tmp_path, data, en={"title": "An example"})
    with pytest.raises(Faults) as refused:
        load_framework(tmp_path / name)
    assert [Path(str(fault.file)).name for fault in refused.value.faults] == ["uitvoering.yaml"]


def test_check_of_a_phase_file_tells_of_the_whole_framework(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--messages", "en", "check", str(SHIPPED / "start.yaml")]) == 0
    out, err = capsys.readouterr()
    assert "3 phases, 25 criteria, 9 core, 4 basic conditions" in out
    assert "English 100 %" in out
    assert err == ""


def test_check_tells_of_every_framework_and_counts_all_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "goed", sample())
    write(tmp_path / "fout", sample(version="1"))
    write(tmp_path / "fouter", sample(title="", status=""))
    assert cli.main(["--messages", "en", "check", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out.count("content_hash") == 1
    assert err.splitlines()[-1] == "3 faults. Nothing was used."
    assert len(err.splitlines()) == 4


def test_other_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    write_folder(tmp_path, sample())
    (tmp_path / "LEESMIJ.md").write_text("Geen kader.")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "x.nl.yaml").write_text("geen: beoordeling")
    assert codes(tmp_path) == []


def test_loaded_framework_never_changes(tmp_path: Path) -> None:
    loaded = load(tmp_path, sample())
    with pytest.raises(AttributeError):
        loaded.framework = None  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(ValueError, match="frozen"):
        loaded.framework.title = "Anders"


def assessment(framework: Framework, level: int) -> Assessment:
    return Assessment(
        record=RECORD,
        framework=FrameworkRef(id=framework.id, version=framework.version),
        project=Project(title="Een onderzoek", document_type="full_proposal"),
        lens=Lens.SELF,
        moment=Moment.PROPOSAL,
        date=date(2026, 11, 22),
        ratings={criterion.id: Scored(level=level) for criterion in framework.criteria},
    )


@pytest.mark.parametrize(
    ("phases", "criteria", "levels"), [(1, 1, range(5)), (6, 40, range(7)), (2, 3, range(1, 3)), (3, 2, range(93, 100))]
)
def test_framework_of_any_size_loads_and_scores(tmp_path: Path, phases: int, criteria: int, levels: range) -> None:
    loaded = load(tmp_path, sample(phases, criteria, levels))
    report = make_report(loaded, assessment(loaded.framework, levels[-1]))
    assert len(report.profiles) == phases
    assert report.scored == phases * criteria
    lowest = make_report(loaded, assessment(loaded.framework, levels[0]))
    assert [str(profile.label) for profile in lowest.assessable] == ["needs_attention"] * phases


@pytest.mark.parametrize(("phases", "criteria", "code"), [(7, 1, "phase_count"), (1, 41, "criterion_count")])
def test_framework_over_a_limit_is_refused(tmp_path: Path, phases: int, criteria: int, code: str) -> None:
    data = sample(min(phases, 6), criteria)
    if phases > 6:
        extra = sample(1, 1)["phases"][0] | {"id": "zevende"}
        extra["criteria"][0]["id"] = "zevende.punt"
        data["phases"].append(extra)
    assert codes(write(tmp_path, data)) == [code]


def test_readable_faults_of_a_translation_come_with_those_of_the_framework(tmp_path: Path) -> None:
    write_folder(tmp_path, sample(title=3), en={})
    (tmp_path / "lang" / "en.yaml").write_text("language: en\ntitle: 'x\n")
    assert codes(tmp_path) == ["not_text", "open_quote"]


@pytest.mark.parametrize("name", sorted(name for name in FILES if not {"examples", "demo"} & set(Path(name).parts)))
def test_framework_without_one_of_its_files_tells_which(tmp_path: Path, name: str) -> None:
    shutil.copytree(SHIPPED, tmp_path / "kader")
    (tmp_path / "kader" / name).unlink()
    wanted = {"framework.yaml": ["absent"], "lang/en.yaml": [], "vraagtafel/en.yaml": []}
    wanted |= {"vraagtafel/nl.yaml": ["missing_parts"], "statements/nl.yaml": ["missing_parts"]}
    wanted["statements/en.yaml"] = []
    assert codes(tmp_path / "kader") == wanted.get(name, ["phase_without_criteria"])


@st.composite
def mutations(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of the shipped framework, one to three of them touched: a line or some bytes gone, new or other."""
    files = {name: raw for name, raw in FILES.items() if not {"examples", "demo"} & set(Path(name).parts)}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        if draw(st.booleans()):
            pieces = files[name].splitlines(keepends=True)
            other = st.sampled_from(pieces) | st.text(max_size=30).map(lambda text: text.encode() + b"\n")
            new = [draw(other)]
        else:
            pieces = [files[name][place : place + 1] for place in range(len(files[name]))]
            new = [
                draw(st.binary(min_size=1, max_size=3) | st.sampled_from([b":", b"- ", b"'", b"[", b"\t", b"&", b"#"]))
            ]
        place = draw(st.integers(0, len(pieces) - 1))
        kind = draw(st.sampled_from(["delete", "replace", "insert"]))
        pieces[place : place + (kind != "insert")] = new if kind != "delete" else []
        files[name] = b"".join(pieces)
    return files


SLOW = settings.default.max_examples // 3  # each example loads a whole framework


@settings(max_examples=SLOW, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files=mutations())
def test_touched_framework_loads_or_names_its_faults(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Whatever an author's slip does, the answer is a framework or a list of faults that can be worded."""
    folder = tmp_path / "kader"
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    try:
        loaded = load_framework(folder)
    except Faults as refused:
        for fault in refused.faults:
            lines = (Path(str(fault.file)).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")).count(b"\n")
            assert 1 <= (fault.line or 0) <= lines + 1
            assert all(str(fault.file) in texts(language).fault(fault) for language in ("nl", "en"))
    else:
        assert isinstance(loaded, LoadedFramework)
        assert loaded.is_pinned_by(loaded.content_hash)


def test_named_files_are_those_of_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "kader", sample(title=3))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Faults) as refused:
        load_framework(Path("kader"))
    assert refused.value.faults[0].file == f"kader{os.sep}framework.yaml"


def test_skeleton_of_the_guide_passes_the_check_as_it_stands(tmp_path: Path) -> None:
    """The guide promises: all that it shows of one framework, copied from it, is sound together."""
    guide = (ROOT / "criteria" / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(# yaml-language-server: .*?)^```", guide, re.MULTILINE | re.DOTALL)
    framework, phase, translation, questions, english, statements = (
        block for block in blocks if "\n# yaml-language-server" not in block
    )
    named = {"framework": framework, "start": phase, "lang/en": translation}
    named |= {"vraagtafel/nl": questions, "vraagtafel/en": english, "statements/nl": statements}
    for name, text in named.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = load_framework(tmp_path)
    assert [criterion.id for criterion in loaded.framework.criteria] == ["start.praktijkvraag"]
    assert loaded.in_language("en").criteria[0].title == "Question from practice"
    assert loaded.questions.about("start.praktijkvraag", "en") == ("Which answer would help you tomorrow?",)
    asked = {"nl": {"start.praktijkvraag": "Ik herken deze vraag uit mijn eigen werk."}}
    assert loaded.wordings.at(ResearchStage.PLAN) == asked
