"""The CSV: what is documented, what pandas reads back, and that no cell is a formula."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.tables.table import COLUMNS, as_text, render
from framework.assessing.scoring import Counted, PhaseProfile
from framework.language.cleaning import clean
from framework.reporting.report import Report
from tests.exports.sample_reports import EXAMPLES, HOSTILE, big, everywhere, example, nasty

DOC = (Path(__file__).resolve().parents[3] / "docs" / "csv.md").read_text(encoding="utf-8")
READ_BACK = re.compile(re.search(r"`(\^\[\\s'\]\*'.*)`", DOC)[1])  # the rule as the page gives it


def read(report: Report) -> pd.DataFrame:
    levels = dict.fromkeys(("chosen", "counted", "gate_min", "phase_scored"), "Int64")
    return pd.read_csv(io.BytesIO(render(report, report.language)), sep=";", encoding="utf-8-sig", dtype=levels)


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(report, "nl").decode("utf-8-sig"), newline=""), delimiter=";"))


def unescaped(text: str) -> str:
    return text.replace("'", "", 1) if READ_BACK.match(text) else text


def test_page_documents_exactly_the_columns_in_order() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", DOC, re.MULTILINE)) == COLUMNS


@pytest.mark.parametrize("name", EXAMPLES)
def test_pandas_reads_back_the_report(name: str) -> None:
    report = example(name, "nl")
    table = read(report)
    assert list(table["criterion"]) == list(report.outcomes)
    for row, (phase, outcome) in zip(
        table.itertuples(), ((p, o) for p in report.profiles for o in p.outcomes), strict=True
    ):
        level = outcome if isinstance(outcome, Counted) else None
        assert [row.chosen, row.counted] == [level.chosen, level.counted] if level else [row.chosen is pd.NA]
        assert isinstance(phase, PhaseProfile)
        assert [row.phase_scored, row.phase_applicable] == [phase.tally.scored, phase.tally.applicable]
        assert row.phase_label == phase.label.value
        assert row.project == report.assessment.project.title
        assert row.note == (outcome.rating.note if outcome.rating else None)
    assert list(table["because"].dropna().sort_values()) == sorted(action.because.value for action in report.actions)


def test_file_suits_a_dutch_excel() -> None:
    file = render(example(EXAMPLES[0], "nl"), "nl")
    assert file.startswith(b"\xef\xbb\xbfproject;organisation;")
    assert file.endswith(b"\r\n")


def test_absent_level_is_empty_and_never_nought() -> None:
    absent = [row for row in rows(everywhere("x")) if row["state"] != "scored"]
    assert len(absent) > 5
    assert {row[column] for row in absent for column in ("chosen", "counted", "counted_name")} == {""}


def test_lowest_level_is_nought_and_never_empty() -> None:
    assert {row["counted"] for row in rows(nasty()["lowest_everywhere"])} == {"0"}


def test_phase_without_applicable_points_has_no_count() -> None:
    assert {(r["phase_scored"], r["phase_applicable"]) for r in rows(nasty()["all_not_applicable"])} == {("", "0")}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    for row in rows(everywhere(text, big())):
        assert not [value for value in row.values() if value[:1] in {"=", "+", "-", "@", "\t", "\r"}]
        assert unescaped(row["note"]) == clean(text)


@given(st.text())
def test_text_can_be_read_back_by_the_documented_rule(text: str) -> None:
    assert unescaped(as_text(text)) == clean(text.encode("utf-8", "ignore").decode())


def test_name_with_apostrophe_is_left_alone() -> None:
    assert as_text("'s Ochtends") == "'s Ochtends"
