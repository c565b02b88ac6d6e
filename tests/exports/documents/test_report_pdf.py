"""The report on pages says all that the report holds, to everyone, and looks the same every time."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

import pytest

from exports.documents.report import render_pdf, report_document
from exports.drawing import palette
from exports.drawing.pdf import write_pdf
from exports.drawing.scene import Role, Scene
from exports.drawing.shapes import Rect
from exports.typeset.document import Document, Table
from exports.typeset.parts import Bars
from exports.typeset.pdf_writer import lay_out
from framework.assessing.scoring import Gate
from framework.reporting.report import Report
from tests.exports.conftest import Golden
from tests.exports.dumps import dump_pdf
from tests.exports.pages import (
    copied,
    faults,
    flaws,
    heard,
    nodes,
    outline_of,
    read_aloud,
    roles_at_the_foot,
    words_of,
)
from tests.exports.pictured import assess, example, generated, hard, hostile, longest, shaped

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("bvk_vakmanschap_gezag", "jong_in_de_buurt")
EACH_EXAMPLE = pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in NAMES for lang in ("nl", "en")])
HEADINGS = {Role.H1, Role.H2, Role.H3, Role.H4, Role.H5, Role.H6}
DIGEST = "import hashlib; from exports.documents.report import render_pdf; from tests.exports.pictured import example; "
DIGEST += "print(hashlib.sha256(render_pdf(example('jong_in_de_buurt', 'nl'), 'nl')).hexdigest())"


@cache
def drawn(name: str, lang: str) -> tuple[Document, Scene, bytes]:
    document = report_document(example(name, lang), lang)
    scene = lay_out(document)
    return document, scene, write_pdf(scene).data


def check(reports: Iterable[Report], lang: str = "nl") -> None:
    """No fault, no flaw, no lonely heading, and all that is said is heard."""
    for report in reports:
        document = report_document(report, lang)
        scene = lay_out(document)
        data = write_pdf(scene).data
        assert faults(data) == []
        assert flaws(scene) == []
        assert HEADINGS.isdisjoint(roles_at_the_foot(scene))
        # Sorted, since PDFium reads page by page, and so the cells of a row that runs on in turn.
        assert sorted("".join(read_aloud(data).split())) == sorted("".join(words_of(document)))


@EACH_EXAMPLE
def test_worked_example_is_flawless_and_whole(name: str, lang: str) -> None:
    check([example(name, lang)], lang)
    assert drawn(name, lang)[1].cut == ()


@EACH_EXAMPLE
def test_worked_example_is_as_last_read(name: str, lang: str, golden: Golden) -> None:
    golden(f"report/{name}.{lang}.pdf.txt", dump_pdf(render_pdf(example(name, lang), lang)))


@EACH_EXAMPLE
def test_everything_is_heard_in_the_order_of_the_document(name: str, lang: str) -> None:
    document, _, data = drawn(name, lang)
    assert "".join(read_aloud(data).split()) == "".join(words_of(document))


@EACH_EXAMPLE
def test_every_word_can_be_copied(name: str, lang: str) -> None:
    document, _, data = drawn(name, lang)
    pictured = {
        word for page in heard(data) for found in page if found.kind == "Figure" for word in found.words.split()
    }
    assert set(words_of(document)) - set(" ".join(copied(data)).split()) - pictured == set()


@EACH_EXAMPLE
def test_headings_are_those_of_the_document_and_skip_no_level(name: str, lang: str) -> None:
    document, _, data = drawn(name, lang)
    levels = [level for level, _ in document.headings]
    found = [int(found.kind[1]) for page in heard(data) for found in page if found.kind[0] == "H"]
    assert found == levels
    assert max(below - above for above, below in pairwise(found)) == 1


@EACH_EXAMPLE
def test_bookmarks_are_the_headings_and_lead_to_their_pages(name: str, lang: str) -> None:
    document, _, data = drawn(name, lang)
    outline = outline_of(data)
    assert [(depth + 1, title) for depth, title, _ in outline] == list(document.headings)
    pages = [{found.words for found in page if found.kind[0] == "H"} for page in heard(data)]
    assert [title for _, title, number in outline if title not in pages[number - 1]] == []


@EACH_EXAMPLE
def test_every_table_has_scoped_headers(name: str, lang: str) -> None:
    document, _, data = drawn(name, lang)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = [found for page in heard(data) for found in page if found.kind == "TH"]
    columns = [column.title for table in tables for column in table.columns]
    heads = [row[0] for table in tables if table.has_row_headers for row in table.rows]
    rows = [" ".join("".join(run.text for run in head).split()) for head in heads]
    assert [cell.words for cell in cells if cell.scope == "Column"] == columns
    assert [cell.words for cell in cells if cell.scope == "Row"] == rows
    assert len(cells) == len(columns) + len(rows)


@pytest.mark.parametrize(("lang", "words"), [("nl", "Pagina {} van {}"), ("en", "Page {} of {}")])
def test_every_page_bears_its_number_and_the_status_of_the_framework(lang: str, words: str) -> None:
    document, _, data = drawn(NAMES[0], lang)
    pages = copied(data)
    for number, text in enumerate(pages, 1):
        assert words.format(number, len(pages)) in text
        assert document.header in " ".join(text.split())


def test_first_page_heads_with_who_judged_when_and_how_much() -> None:
    first = " ".join(copied(drawn(NAMES[0], "nl")[2])[0].split())
    assert first.startswith("VOLLEDIGE BEOORDELING Profiel: Vakmanschap en gezag")
    assert "Blik Eigen beoordeling Datum 22 november 2026 Versie van het kader 0.1.0" in first
    assert "Dekking 18 van de 25 punten hebben een niveau Alle drie de fasen hebben aandacht nodig" in first


def test_orange_stands_only_at_gates_that_are_not_open() -> None:
    report = example(NAMES[0], "nl")
    gates = [gate for profile in report.profiles for gate in profile.gates.values()]
    shut = [gate for gate in gates if gate in (Gate.REPAIR, Gate.CLOSED)]
    tints = [n for n in nodes(drawn(NAMES[0], "nl")[1]) if isinstance(n, Rect) and n.paint.fill == palette.WARNING_TINT]
    assert len(tints) == len(shut) == 2
    calm = lay_out(report_document(assess(shaped(3, 8), [3]), "nl"))
    assert [
        n for n in nodes(calm) if isinstance(n, Rect) and n.paint.fill in (palette.WARNING, palette.WARNING_TINT)
    ] == []


def test_bars_show_what_counts_and_the_higher_choice_hollow() -> None:
    document = report_document(assess(shaped(1, 3), ["3e", 2, "-"]), "nl")
    marks = [mark for block in document.blocks if isinstance(block, Table) for mark in block.marks]
    assert [mark.bars for mark in marks] == [Bars("1", 3, 1, 2), Bars("2", 3, 2)]
    assert [mark.is_alarm for mark in marks] == [True, False]  # the gate counts as 1


@pytest.mark.parametrize("name", hard())
def test_hard_report_is_flawless(name: str) -> None:
    check([hard()[name]])


@pytest.mark.slow
def test_longest_texts_with_all_evidence_on_120_points_are_flawless() -> None:
    stress = assess(longest(3, 40), [99, 98, "97e", 96, 95, "?", 94, 93, None], long=True)
    assert len(stress.outcomes) == 120
    check([stress])


@pytest.mark.parametrize("name", hostile())
def test_hostile_report_is_printed_and_never_interpreted(name: str) -> None:
    scene = lay_out(report_document(hostile()[name], "nl"))
    data = write_pdf(scene).data
    assert faults(data) == []
    assert flaws(scene) == []
    assert b"/JavaScript" not in data
    assert b"/URI (javascript" not in data


def test_generated_reports_are_flawless() -> None:
    check(generated(6))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_many_generated_reports_are_flawless(part: int) -> None:
    check(islice(generated(200), part, None, 8))


def test_bytes_are_the_same_in_another_process() -> None:
    command = [sys.executable, "-c", DIGEST]
    digests = {
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    here = render_pdf(example("jong_in_de_buurt", "nl"), "nl")
    assert digests == {hashlib.sha256(here).hexdigest()}
