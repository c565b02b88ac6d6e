"""How long it takes to lay out and write the report as PDF and DOCX, and how large the PDF is: `make bench`.

Aims, for a worked example of some twenty pages: layout under 150 ms, the whole PDF under 400 ms and 250 KB; ten
thousand words of one note under a second.
"""

from pytest_benchmark.fixture import BenchmarkFixture

from exports.documents.report import render_docx, render_pdf, report_document
from exports.drawing.pdf import write_pdf
from exports.typeset.document import say
from exports.typeset.pdf_writer import lay_out
from tests.exports.pictured import example
from tests.exports.typeset.test_flow import SENTENCE, document

REPORT = example("bvk_vakmanschap_gezag", "nl")
DOCUMENT = report_document(REPORT, "nl")
SCENE = lay_out(DOCUMENT)


def test_lay_out_the_report(benchmark: BenchmarkFixture) -> None:
    scene = benchmark(lay_out, DOCUMENT)
    benchmark.extra_info["pages"] = len(scene.pages)
    assert len(scene.pages) > 3


def test_write_its_pages(benchmark: BenchmarkFixture) -> None:
    pdf = benchmark(write_pdf, SCENE)
    benchmark.extra_info["kilobytes"] = len(pdf.data) // 1000
    assert len(pdf.data) < 250_000


def test_report_as_pdf(benchmark: BenchmarkFixture) -> None:
    assert benchmark(render_pdf, REPORT, "nl").startswith(b"%PDF")


def test_report_as_docx(benchmark: BenchmarkFixture) -> None:
    assert benchmark(render_docx, REPORT, "nl").startswith(b"PK")


def test_lay_out_ten_thousand_words(benchmark: BenchmarkFixture) -> None:
    # 12 words a sentence, 200 of them a note: more is cut; four notes and a bit
    long = document(*(say(SENTENCE * 200) for _ in range(4)), say(SENTENCE * 34))
    scene = benchmark(lay_out, long)
    assert len(scene.pages) > 15
