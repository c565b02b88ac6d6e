"""The PDF is heard as it is seen, passes PDF/UA-1, and never differs by itself."""

import re
import subprocess
import sys
import zlib
from pathlib import Path

import page as validator
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given

from exports.drawing.font import Weight
from exports.drawing.pdf import Pdf, tagging_works, write_pdf
from exports.drawing.scene import Group, Page, Role, Scene
from exports.drawing.shapes import Text
from exports.drawing.text import fit, wrap
from tests.exports.drawing.specimens import (
    DAY,
    HOSTILE,
    INK,
    anything,
    demo,
    extract,
    paragraph,
    scene,
    scenes,
    structure,
)

ROOT = Path(__file__).parents[3]
DIGEST = "import hashlib; from exports.drawing import pdf, svg, png; from tests.exports.drawing.specimens import demo; "
DIGEST += "data = pdf.write_pdf(demo()).data; "
DIGEST += "print([hashlib.sha256(d).hexdigest() for d in (data, svg.write_svg(demo()), png.write_png(data, 400))])"


def faults(data: bytes) -> list[str]:
    """What PDF/UA-1 has against a file."""
    return sorted({fault.rule_id for fault in validator.validate_pdf_bytes(data, profile="ua1").failures})


def heard(data: bytes, page: int = 0) -> str:
    """Everything that is read aloud of a page, in order."""
    return " ".join(" ".join(found.heard() for found in structure(data, page)).split())


def test_demo_is_tagged_and_passes_pdf_ua() -> None:
    pdf = write_pdf(demo())
    assert pdf.tagged
    assert faults(pdf.data) == []
    assert validator.validate_pdf_bytes(pdf.data, profile="ua1").is_compliant


@given(scenes())
def test_every_scene_passes_pdf_ua(drawn: Scene) -> None:
    assert faults(write_pdf(drawn).data) == []


def test_structure_is_in_reading_order_with_every_role() -> None:
    kinds = [found.kind for root in structure(write_pdf(demo()).data) for found in root.flat()]
    assert " ".join(kinds) == (
        "Document H1 P Span P Span Table Caption TR TH TH TR TH TD Span TR TD Figure L LI Lbl LBody LI Lbl LBody "
        "P Link Link Sect H2 P H3 P P Span"
    )


def test_words_are_heard_apart_and_in_order() -> None:
    sentence = "Een alinea die over meer regels loopt."
    long = "Deze tekst is veel te lang voor zijn kleine vak"
    assert heard(write_pdf(demo()).data) == " ".join(
        [
            "Samen wijzer in de wijk: eigen regie van ouderen Kennisbenuttingsondersteuningsmedewerkersoverleg",
            *[long] * 4,
            "Fase opstart Aandachtspunt Niveau Praktijkvraag niveau 3 van 3 geen oordeel Eén punt op niveau 3",
            "1 Stap een 2 Stap twee Zie voorbeeld.nl verder Tweede kop",
            *[sentence] * 4,
            "Derde kop This sentence is English. ingebed",
        ]
    )


def test_copied_text_holds_the_words_in_full() -> None:
    assert "ouderen Kennisbenuttingsondersteuningsmedewerkersoverleg Deze" in extract(write_pdf(demo()).data)


@given(anything)
def test_any_text_is_heard_as_it_was_meant(words: str) -> None:
    text = Text(30, 100, (words,), 9, INK)
    spoken = heard(write_pdf(scene(paragraph("Kop", 50, Role.H1), Group(Role.P, (text,)))).data)
    assert spoken.split() == ["Kop", *text.words.split()]


@pytest.mark.parametrize("width", [40, 90, 200])
def test_wrapped_lines_do_not_glue_words(width: float) -> None:
    words = "regie van thuiswonende ouderen met dementie in de wijk"
    data = write_pdf(scene(Group(Role.P, (wrap(words, width, 12).at(30, 100, INK),)))).data
    assert heard(data) == words
    assert extract(data) == words


def test_pieces_of_one_element_are_separate_words() -> None:
    pieces = (Text(30, 100, ("7 van 8",), 11, INK, Weight.BOLD), Text(68, 100, ("op orde",), 11, INK))
    data = write_pdf(scene(Group(Role.P, pieces))).data
    assert heard(data) == extract(data) == "7 van 8 op orde"


def test_more_than_256_different_characters_are_heard() -> None:
    letters = "".join(chr(code) for code in range(0xA1, 0x250) if chr(code).isalpha())
    words = " ".join(letters[at : at + 8] for at in range(0, len(letters), 8))
    data = write_pdf(scene(Group(Role.P, (wrap(words, 500, 12).at(30, 100, INK),)))).data
    assert faults(data) == []
    assert heard(data).split() == words.split()


def test_a_table_that_runs_on_stays_one_table() -> None:
    data = write_pdf(demo()).data
    assert data.count(b"/S /Table") == 1
    assert heard(data, 1) == "Vervolg 2 Bladzijde twee"


def test_parent_tree_knows_every_mark_and_every_link() -> None:
    # PDF/UA-1 asks for it, and the validator looks at the links only.
    data = write_pdf(demo()).data
    objects = dict(re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL))
    numbers = re.findall(rb"(\d+) (\d+) 0 R", next(found for found in objects.values() if b"/Nums" in found))
    pages = re.findall(rb"/Contents (\d+) 0 R.*?/StructParents (\d)", data, re.DOTALL)
    assert [int(key) for key, _ in numbers] == [0, 1, 2, 3]  # two pages, two links
    assert [int(key) for _, key in pages] == [0, 1]
    for (contents, _), (_, marked) in zip(pages, numbers, strict=False):
        stream = zlib.decompress(objects[contents].split(b"stream\n", 1)[1].rsplit(b"endstream", 1)[0])
        assert len(re.findall(rb"\d+ 0 R", objects[marked])) == stream.count(b"/MCID") > 0


def test_pages_keep_their_sizes() -> None:
    with pypdfium2.PdfDocument(write_pdf(demo()).data) as document:
        assert [page.get_size() for page in document] == [(595, 842), (842, 595)]


def test_bookmarks_lead_to_their_pages() -> None:
    with pypdfium2.PdfDocument(write_pdf(demo()).data) as document:
        found = [(b.level, b.get_title(), b.get_dest().get_index()) for b in document.get_toc()]
    assert found == [(0, "Begin", 0), (1, "Tabel", 0), (0, "Twee", 1)]


def test_links_lead_outside_and_inside() -> None:
    with pypdfium2.PdfDocument(write_pdf(demo()).data) as document:
        page = document[0]
        out = pdfium.FPDFLink_GetLinkAtPoint(page, 90, 842 - 357)
        inner = pdfium.FPDFLink_GetLinkAtPoint(page, 160, 842 - 357)
        assert out
        assert pdfium.FPDFDest_GetDestPageIndex(document, pdfium.FPDFLink_GetDest(document, inner)) == 1


def test_metadata_comes_from_the_scene_alone() -> None:
    data = write_pdf(demo()).data
    with pypdfium2.PdfDocument(data) as document:
        found = document.get_metadata_dict()
    assert found["Title"] == "Proef & <toets>"
    assert found["Subject"] == "Een proefblad met alles erop."
    assert found["CreationDate"] == found["ModDate"] == "D:20261014000000+00'00'"
    assert b"<xmp:CreateDate>2026-10-14T00:00:00Z<" in data
    assert b'<rdf:li xml:lang="x-default">Proef &amp; &lt;toets&gt;</rdf:li>' in data


def test_every_font_is_a_subset_inside_the_file() -> None:
    data = write_pdf(demo()).data
    assert data.count(b"/FontFile2") == data.count(b"/Type /FontDescriptor") == 2  # regular, bold
    assert b"Helvetica" not in data


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_hostile_text_is_only_text(words: str) -> None:
    hostile = Group(Role.P, (fit(words, 300, 60, sizes=(10, 8)).at(30, 100, INK),), lang="nl")
    data = write_pdf(scene(paragraph("Kop " + words, 50, Role.H1), hostile, title="x" + words, author=words)).data
    assert faults(data) == []
    assert re.findall(rb"/JavaScript|/JS|/Launch|/GoToR|/EmbeddedFile|/OpenAction|/URI", data) == []


def test_a_page_may_be_empty() -> None:
    assert write_pdf(Scene((Page(99, 99),), "leeg", "nl", DAY)).tagged


def test_equal_scenes_give_equal_files() -> None:
    assert write_pdf(demo()) == write_pdf(demo())


def test_another_day_gives_another_file() -> None:
    other = demo()
    object.__setattr__(other, "day", DAY.replace(day=15))
    assert write_pdf(other).data != write_pdf(demo()).data


def test_files_do_not_depend_on_the_seed_of_hashes_the_clock_or_the_time_zone() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": epoch, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, epoch in (("0", "UTC", ""), ("1", "Asia/Tokyo", "1"), ("4242", "America/Lima", "1700000000"))
    }
    assert len(digests) == 1


def test_tagging_works_here() -> None:
    assert tagging_works()
    assert write_pdf(demo()) == Pdf(write_pdf(demo()).data, tagged=True)
