"""How long it takes to load the shipped framework, to score, and to read a record: `make bench`.

Aims: load and check under 150 ms, score one assessment under 1 ms, score 10,000 under 5 s.
"""

from pytest_benchmark.fixture import BenchmarkFixture

from framework.assessing.scoring import score
from framework.instrument.library import Library
from framework.instrument.loader import load_framework
from framework.reporting.report import make_report
from intake.record_file import parse_record, read_record
from tests.framework.strategies import SHIPPED_FOLDER, shipped

EXAMPLE = SHIPPED_FOLDER / "examples" / "jong_in_de_buurt.nl.yaml"
LIBRARY = Library([shipped()])
ASSESSMENT, _ = read_record(EXAMPLE, LIBRARY)


def test_load_and_check_the_shipped_framework(benchmark: BenchmarkFixture) -> None:
    loaded = benchmark(load_framework, SHIPPED_FOLDER)
    assert len(loaded.framework.criteria) == 25


def test_score_one_assessment(benchmark: BenchmarkFixture) -> None:
    profiles = benchmark(score, shipped().framework, ASSESSMENT)
    assert len(profiles) == 3


def test_score_10_000_assessments(benchmark: BenchmarkFixture) -> None:
    def score_all() -> int:
        return sum(len(score(shipped().framework, ASSESSMENT)) for _ in range(10_000))

    assert benchmark.pedantic(score_all, rounds=3) == 30_000


def test_report_of_one_assessment_with_its_actions(benchmark: BenchmarkFixture) -> None:
    report = benchmark(make_report, shipped(), ASSESSMENT)
    assert report.actions


def test_read_one_record_in_yaml(benchmark: BenchmarkFixture) -> None:
    raw = EXAMPLE.read_bytes()
    assessment, _ = benchmark(parse_record, raw, "x.yaml", LIBRARY)
    assert len(assessment.ratings) == 25
