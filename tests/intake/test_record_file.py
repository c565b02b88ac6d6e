"""A record read and written: nothing is lost, and a faulty one is refused with every fault and its place."""

import ast
import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from exports.tables.record import render
from framework.assessing.beside import Agreement, ClosedCheck, Commitment, Direction, Distribution, TableNotes, Told
from framework.assessing.record import (
    RECORD,
    Assessment,
    Confidence,
    Evidence,
    FrameworkRef,
    Lens,
    Moment,
    Project,
    Scope,
    Scored,
    Unscored,
)
from framework.assessing.record_rules import check_record
from framework.errors import Fault, Faults
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Criterion, NotScored
from framework.instrument.yaml_source import MOST_BYTES, MOST_FAULTS
from framework.language.cleaning import clean
from framework.language.texts import languages, texts
from framework.practice.statements import statements
from framework.reporting.report import make_report
from intake import record_file
from intake.record_file import parse_record, read_record
from tests.framework.strategies import ROOT, SHIPPED_FOLDER, shipped

BAD = Path("tests/bad_records")
EXPECTED: dict[str, str] = yaml.safe_load((ROOT / "tests/bad_records_expected.yaml").read_text(encoding="utf-8"))
LIBRARY = Library([shipped()])
LEAST = {
    "record": RECORD,
    "framework": {"id": "afwegingskader", "version": "0.1.0"},
    "project": {"title": "Werkdruk", "document_type": "idea_or_summary"},
    "lens": "self",
    "moment": "idea",
    "date": "2026-11-22",
    "ratings": {"start.praktijkvraag": {"level": 2}},
}


def as_json(**changes: object) -> bytes:
    return json.dumps(LEAST | changes).encode()


def read(raw: bytes, name: str = "oordeel.json") -> Assessment:
    return parse_record(raw, name, LIBRARY)[0]


def faults_of(raw: bytes, name: str = "oordeel.json", language: str = "en") -> list[str]:
    with pytest.raises(Faults) as refused:
        parse_record(raw, name, LIBRARY)
    return [texts(language).fault(fault) for fault in refused.value.faults]


def export(assessment: Assessment, loaded: LoadedFramework) -> bytes:
    return render(make_report(loaded, assessment), "nl")


# --- broken records, one fault each


def test_every_bad_record_has_an_expectation_and_the_reverse() -> None:
    assert sorted(EXPECTED) == sorted(path.name for path in (ROOT / BAD).iterdir())


@pytest.mark.parametrize("name", EXPECTED)
def test_bad_record_is_refused_with_its_whole_message(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(Faults) as refused:
        read_record(BAD / name, LIBRARY)
    lines = [
        texts("en").fault(fault).replace(shipped().content_hash, "<content_hash>") for fault in refused.value.faults
    ]
    assert [line.replace("\\", "/") for line in lines] == EXPECTED[name].splitlines()


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "several_faults.yaml"])
def test_bad_record_has_one_fault(name: str) -> None:
    assert EXPECTED[name].count("\n") == 1


@pytest.mark.parametrize("name", EXPECTED)
def test_bad_record_is_explained_in_every_language(name: str) -> None:
    with pytest.raises(Faults) as refused:
        read_record(ROOT / BAD / name, LIBRARY)
    for language in languages():
        for fault in refused.value.faults:
            line = texts(language).fault(fault)
            assert "\n" not in line
            assert line.isprintable()


def test_every_fault_of_the_record_side_occurs() -> None:
    known = {key.split(".")[1] for key in texts("en").entries if key.startswith("fault.")}
    sources = [ROOT / "framework/assessing/record_rules.py", ROOT / "intake/record_file.py"]
    written = {
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
    }
    found = set[str]()
    for name in EXPECTED:
        with pytest.raises(Faults) as refused:
            read_record(ROOT / BAD / name, LIBRARY)
        found |= {fault.code for fault in refused.value.faults}
    assert {"two_answers", "silence_is_lowest"} <= written  # the scan sees both modules
    assert written - found == set()
    assert {"unknown_framework", "unknown_version", "other_content"} <= found


@pytest.mark.parametrize(("name", "most"), [("groot.json", record_file.MOST_JSON_BYTES), ("groot.yaml", MOST_BYTES)])
def test_file_over_its_limit_is_not_read(tmp_path: Path, name: str, most: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(most + 1)
    with pytest.raises(Faults) as refused:
        read_record(path, LIBRARY)
    assert [fault.code for fault in refused.value.faults] == ["too_large"]


@pytest.mark.parametrize("opening", ["[", '{"a":', "[{}," * 2])
@pytest.mark.parametrize("name", ["diep.json", "diep.yaml"])
def test_nesting_without_end_costs_nothing(opening: str, name: str) -> None:
    (line,) = faults_of(opening.encode() * 50_000, name)
    assert line.startswith(name)


def test_number_of_a_million_digits_costs_nothing() -> None:
    (line,) = faults_of(as_json().replace(b": 2}", b": 1" + b"0" * 1_000_000 + b"}"))
    assert "is not a whole number" in line


@pytest.mark.parametrize(("sent", "is_right"), [(6, True), (5, False)])
def test_closed_check_counts_no_more_than_its_forms_with_what_was_left_blank(sent: int, is_right: bool) -> None:
    # four gave a level, one does not know, one left it blank
    found = {"levels": {"0": 1, "1": 1, "2": 1, "3": 1}, "unsure": 1, "blank": 1}
    record = as_json(opinions=[{"closed": "2026-11-22", "sent": sent, "distributions": {ASKED[0]: found}}])
    if is_right:
        assert read(record).opinions[0].distributions[ASKED[0]].blank == 1
    else:
        assert f"({sent})" in faults_of(record)[0]


def test_record_with_more_closed_checks_than_a_screen_can_hold_is_refused_with_their_number() -> None:
    check = {"closed": "2026-11-22", "sent": 0, "distributions": {}}
    assert len(read(as_json(opinions=[check] * 1_000)).opinions) == 1_000
    (line,) = faults_of(as_json(opinions=[check] * 1_001))
    assert "1001" in line
    assert "(opinions)" in line


def test_file_with_millions_of_values_is_refused_before_any_is_judged() -> None:
    (line,) = faults_of(as_json(opinions=[1] * record_file.MOST_VALUES))
    assert f"At most {record_file.MOST_VALUES} are allowed" in line


def test_all_faults_come_at_once_with_their_places() -> None:
    ratings = {
        "start.praktijkvraag": {"level": "2"},
        "start.samen_opzetten": {"not_scored": "not_applicable"},
        "start.kennisbronnen": {"level": 1, "evidence": [{"quote": "q"}, {"location": 12}]},
        "start.nergens": {"level": 1},
    }
    lines = faults_of(as_json(ratings=ratings, moment="later", project={"title": "T", "document_type": "roman"}))
    places = [line[line.rindex("(") + 1 : line.rindex(")")] for line in lines]
    assert places == [
        "moment",
        "ratings, start.praktijkvraag, level",
        "ratings, start.kennisbronnen, evidence 2, location",
        "project, document_type",
        "ratings, start.samen_opzetten, not_scored",
        "ratings, start.samen_opzetten",
        "ratings, start.nergens",
    ]


def test_faults_of_yaml_stand_in_the_order_of_its_lines() -> None:
    raw = b"record: 1\nframework: 2\nproject: 3\nlens: 4\nmoment: 5\ndate: 6\nratings: 7\nfout: 8\n"
    assert [line.split(":")[1] for line in faults_of(raw, "x.yaml")] == list("12345678")


# --- which framework


def test_unknown_framework_names_the_known_ones() -> None:
    (line,) = faults_of(as_json(framework={"id": "ander", "version": "1.0.0"}))
    assert "Choose from: afwegingskader 0.1.0." in line


def test_unknown_version_names_the_known_ones() -> None:
    (line,) = faults_of(as_json(framework={"id": "afwegingskader", "version": "7.0.0"}))
    assert "version 7.0.0" in line
    assert "Known: 0.1.0." in line


def test_content_hash_may_be_absent_and_must_match_when_present() -> None:
    reference = {"id": "afwegingskader", "version": "0.1.0"}
    assert read(as_json(framework=reference)).framework.content_hash is None
    assert read(as_json(framework=reference | {"content_hash": shipped().content_hash}))
    (line,) = faults_of(as_json(framework=reference | {"content_hash": "sha256-1:" + "0" * 64}))
    assert shipped().content_hash in line


# --- what is taken


@pytest.mark.parametrize("name", ["a.json", "A.JSON", "a.b.json"])
def test_json_is_told_by_its_suffix(name: str) -> None:
    assert read(as_json(), name).ratings == {"start.praktijkvraag": Scored(level=2)}


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.YML"])
def test_yaml_reads_the_same_record(name: str) -> None:
    assert read(as_json(), name) == read(as_json())


def test_hand_written_yaml() -> None:
    text = """
        record: kaderwijzer/assessment/1   # het begin
        framework: {id: afwegingskader, version: 0.1.0}
        project:
          title: "Werkdruk: aan de balie"
          document_type: idea_or_summary
          summary: >-
            Twee regels
            worden één.
        lens: self
        moment: idea
        date: 2026-11-22
        ratings:
          start.praktijkvraag: {level: 2, evidence: [{quote: "Ja.", location: "12"}]}
        """
    assessment = read(text.encode(), "x.yaml")
    assert assessment.project.summary == "Twee regels worden één."
    assert assessment.date == date(2026, 11, 22)


@pytest.mark.parametrize("example", sorted(path.name for path in (SHIPPED_FOLDER / "examples").iterdir()))
def test_worked_example_survives_export_and_import(example: str) -> None:
    assessment, loaded = read_record(SHIPPED_FOLDER / "examples" / example, LIBRARY)
    exported = export(assessment, loaded)
    again, _ = parse_record(exported, "x.json", LIBRARY)
    assert again.ratings == assessment.ratings
    assert again.project == assessment.project
    assert export(again, loaded) == exported


def test_export_names_the_content_and_ends_in_a_newline() -> None:
    exported = export(read(as_json()), shipped())
    assert json.loads(exported)["framework"]["content_hash"] == shipped().content_hash
    assert exported.endswith(b"}\n")
    assert b"null" not in exported


# --- nothing is lost, whatever people write

AWKWARD = ["\r\n", "\u202e", "\x00", "\x1b", "e\u0301", '"', "'", ": ", " #", "- ", "{", "\\", "no", "\u0958", "\x85"]
NASTY = st.lists(st.characters(exclude_categories=("Cs",)) | st.sampled_from(AWKWARD), max_size=30).map("".join)
PRESENT = NASTY.filter(lambda text: bool(clean(text)))
OPTIONAL = st.none() | NASTY
LINKS = st.none() | st.sampled_from(["https://example.org/a?b=1&c='2'", "http://éxample.nl/#\u202e", ""])
EVIDENCE = st.lists(st.builds(Evidence, quote=OPTIONAL, location=OPTIONAL, link=LINKS), max_size=3).map(tuple)


@st.composite
def ratings(draw: st.DrawFn, criterion: Criterion) -> Scored | Unscored:
    if draw(st.booleans()):
        confidence = draw(st.none() | st.sampled_from(Confidence))
        note = draw(PRESENT)  # so that even the lowest level may stand
        return Scored(level=draw(st.integers(0, 3)), confidence=confidence, evidence=draw(EVIDENCE), note=note)
    kinds = [kind for kind in NotScored if kind is not NotScored.NOT_APPLICABLE or criterion.not_applicable]
    kind = draw(st.sampled_from(kinds))
    return Unscored(
        not_scored=kind,
        reason=draw(PRESENT) if kind is NotScored.NOT_APPLICABLE else None,
        when=draw(OPTIONAL) if kind is NotScored.NOT_YET_KNOWN else None,
        evidence=draw(EVIDENCE),
        note=draw(OPTIONAL),
    )


IDS = [criterion.id for criterion in shipped().framework.criteria]
ASKED = [criterion.id for criterion in statements(shipped().framework)]
NOTES = st.builds(
    TableNotes,
    heard=OPTIONAL,
    changes=OPTIONAL,
    direction=st.none() | st.sampled_from(Direction),
    table=OPTIONAL,
    day=st.none() | st.dates(),
)
COMMITMENTS = st.builds(Commitment, who=OPTIONAL, by=st.none() | st.dates(), done=st.booleans())
SAID = st.lists(PRESENT, max_size=3).map(tuple)
DISTRIBUTIONS = st.builds(
    Distribution,
    levels=st.lists(st.integers(1, 5), min_size=4, max_size=4).map(lambda n: dict(enumerate(n))),
    unsure=st.integers(0, 3),
    blank=st.integers(0, 3),
    remarks=SAID,
)
CLOSED_CHECKS = st.builds(
    ClosedCheck,
    closed=st.dates(),
    sent=st.integers(30, 99),
    distributions=st.dictionaries(st.sampled_from(ASKED), DISTRIBUTIONS, max_size=2),
    nearly_all=st.dictionaries(st.sampled_from(ASKED), st.sampled_from(Agreement), max_size=2),
    remarks=st.dictionaries(st.sampled_from(ASKED), SAID, max_size=2),
    missing=SAID,
    questions=SAID,
    table_notes=st.dictionaries(st.sampled_from(IDS), NOTES, max_size=1),
    told=st.none() | st.builds(Told, text=PRESENT, by=OPTIONAL),
)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Sound assessments under the shipped framework, with texts as nasty as they come."""
    criteria = draw(st.lists(st.sampled_from(shipped().framework.criteria), max_size=4, unique_by=lambda c: c.id))
    return Assessment(
        record=RECORD,
        framework=FrameworkRef(id="afwegingskader", version="0.1.0"),
        project=Project(
            title=draw(PRESENT),
            organisation=draw(OPTIONAL),
            document_type=draw(st.sampled_from(["idea_or_summary", "announcement_or_report"])),
            summary=draw(OPTIONAL),
        ),
        lens=draw(st.sampled_from([Lens.SELF, Lens.REVIEW, Lens.CONSENSUS])),
        scope=draw(st.sampled_from(Scope)),
        rater=draw(OPTIONAL),
        moment=draw(st.sampled_from(Moment)),
        date=draw(st.dates()),
        ratings={criterion.id: draw(ratings(criterion)) for criterion in criteria},
        commitments=draw(st.dictionaries(st.sampled_from(IDS), COMMITMENTS, max_size=2)),
        table_notes=draw(st.dictionaries(st.sampled_from(IDS), NOTES, max_size=2)),
        opinions=draw(st.lists(CLOSED_CHECKS, max_size=2).map(tuple)),
    )


@given(assessments())
def test_export_import_export_is_identical(assessment: Assessment) -> None:
    assert list(check_record(assessment, shipped().framework)) == []
    exported = export(assessment, shipped())
    imported, loaded = parse_record(exported, "x.json", LIBRARY)
    assert imported.model_copy(update={"framework": assessment.framework}) == assessment
    assert list(imported.ratings) == list(assessment.ratings)
    assert export(imported, loaded) == exported
    assert imported.framework.content_hash == shipped().content_hash


@given(assessments())
def test_record_in_yaml_means_the_same_as_in_json(assessment: Assessment) -> None:
    data = json.loads(export(assessment, shipped()))
    as_yaml = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    assert read(as_yaml, "x.yaml") == read(json.dumps(data).encode())


# --- whatever bytes come in

PLACES = st.sampled_from(
    [
        "commitments",
        "table_notes",
        "opinions",
        "lens",
        "date",
        "ratings",
        "project",
        "framework",
        "scope",
        "rater",
        "erbij",
        "\x1b[1m",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["{0}", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def assert_read_or_explained(raw: bytes, name: str) -> None:
    faults: tuple[Fault, ...] | None = None
    try:
        parse_record(raw, name, LIBRARY)
    except Faults as refused:
        faults = refused.faults
    if faults is not None:
        lines = [texts(language).fault(fault) for fault in faults for language in languages()]
        assert lines
        assert not any("\n" in line for line in lines)


@given(PLACES, VALUES, st.sampled_from(["x.json", "x.yaml"]))
def test_any_value_in_any_place_is_read_or_explained(place: str, value: object, name: str) -> None:
    assert_read_or_explained(as_json(**{place: value}), name)


@given(VALUES, st.sampled_from(["level", "not_scored", "evidence", "note", "reason", "when", "confidence", "zz"]))
def test_any_value_in_a_rating_is_read_or_explained(value: object, key: str) -> None:
    for rating in ({key: value}, {"level": 1, key: value}, {"not_scored": "not_yet_known", key: value}):
        assert_read_or_explained(as_json(ratings={"start.praktijkvraag": rating}), "x.json")


@given(st.binary(max_size=60), st.integers(0, 250), st.integers(0, 20), st.sampled_from(["x.json", "x.yaml"]))
def test_broken_bytes_are_read_or_explained(noise: bytes, start: int, length: int, name: str) -> None:
    whole = as_json()
    assert_read_or_explained(whole[:start] + noise + whole[start + length :], name)
    assert_read_or_explained(noise, name)


def test_suffixes_are_those_of_the_message() -> None:
    (line,) = faults_of(as_json(), "oordeel.docx")
    assert all(suffix in line for suffix in record_file.SUFFIXES)


@pytest.mark.parametrize(
    "ratings",
    [
        {f"start.punt_{number}": {"level": 1} for number in range(5_000)},
        {f"x {number}": {"level": "?"} for number in range(5_000)},
    ],
    ids=["unknown", "ill-made"],
)
def test_faults_beyond_what_anybody_reads_are_not_looked_for(ratings: dict[str, object]) -> None:
    with pytest.raises(Faults) as refused:
        read(as_json(ratings=ratings))
    assert len(refused.value.faults) == MOST_FAULTS + 1
    assert refused.value.faults[-1].code == "and_more"
