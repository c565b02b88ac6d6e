"""The report as DOCX, reopened: what it says, its structure for those who listen, and that text is only text."""

import io
import zipfile
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.documents.report import render_docx
from exports.typeset.document import BOX, Block, Column, Document, Heading, List, Run, Table, plain, say
from exports.typeset.docx_writer import write_docx
from exports.typeset.overview import Item, Panel, Panels, Stage, Stages
from exports.typeset.parts import Cell
from framework.assessing.record import Lens
from framework.assessing.scoring import Counted
from framework.language.cleaning import clean
from tests.exports.dumps import words
from tests.exports.sample_reports import EXAMPLES, HOSTILE, everywhere, example, level, nasty, report, shipped


def opened(file: bytes) -> Word:
    return docx.Document(io.BytesIO(file))


def said(word: Word) -> str:
    """All text of the body, links and fields included."""
    return "\n".join(words(p) for p in word.element.body.iter(qn("w:p")))


def document(*blocks: Block, title: str = "Titel") -> Document:
    page = "Pagina {page} van {pages}"
    return Document(title, "nl-NL", date(2026, 11, 22), "Kop", "Voet", page, (Heading(1, title), *blocks))


def headings(word: Word) -> list[tuple[int, str]]:
    styled = [(p.style.name, p.text) for p in word.paragraphs]
    return [(int(name.split()[1]), text) for name, text in styled if name.startswith("Heading ")]


@pytest.mark.parametrize("name", nasty())
def test_headings_are_in_order_and_the_title_is_the_first(name: str) -> None:
    levels = [level for level, _ in headings(opened(render_docx(nasty()[name], "nl")))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_report_says_all_there_is_to_say_of_every_criterion(name: str, lang: str) -> None:
    report = example(name, lang)
    text = said(opened(render_docx(report, lang)))
    for outcome in report.outcomes.values():
        expected = [outcome.criterion.title, outcome.criterion.question]
        if outcome.rating:
            expected += [outcome.rating.note, *(part for item in outcome.rating.evidence for part in (item.quote,))]
        if isinstance(outcome, Counted):
            following = outcome.counted + 1
            expected.append(outcome.criterion.descriptor(outcome.counted))
            expected += [outcome.criterion.descriptor(following)] if following <= 3 else []
        assert [part for part in expected if part and part not in text] == []
    for action in report.actions:
        assert action.criterion.next_action.text in text or action.asks_for_evidence


def test_report_names_its_framework_version_and_draft_status_on_every_page() -> None:
    report = example(EXAMPLES[0], "nl")
    header = opened(render_docx(report, "nl")).sections[0].header.paragraphs[0].text
    assert header == f"{report.framework.title}, versie 0.1.0. {report.framework.status}"


def test_chosen_level_stays_visible_beside_the_counted_one() -> None:
    first = shipped().framework.criteria[0].id
    text = said(opened(render_docx(report({first: level(3, None)}), "nl")))
    assert "1 Genoemd\ngekozen 3, nog niet onderbouwd" in text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("quick_scan", "Dit is een quickscan met alleen de kernpunten."),
        ("quick_scan", "Een niveau zonder onderbouwing telt hier gewoon mee."),
        ("consensus", "Dit is het oordeel van een panel."),
        ("consensus", "De motivering is de onderbouwing."),
        ("review", "Dit is het oordeel van één beoordelaar."),
        ("empty", "Wat zwijgen betekent bij deze tekst (Volledig voorstel)"),
        ("top_everywhere", "Er staan geen stappen open."),
        ("all_not_applicable", "Niet van toepassing; reden: Past niet."),
    ],
)
def test_report_is_honest_about_its_limits(name: str, sentence: str) -> None:
    assert sentence in said(opened(render_docx(nasty()[name], "nl")))


def test_consensus_is_not_called_the_judgement_of_one() -> None:
    assert "één beoordelaar" not in said(opened(render_docx(nasty()["consensus"], "nl")))
    assert "Vanaf niveau 2 vraagt" not in said(opened(render_docx(report({}, lens=Lens.CONSENSUS), "nl")))


@pytest.mark.parametrize(("lang", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_language_is_set_on_the_styles(lang: str, tag: str) -> None:
    word = opened(render_docx(example(EXAMPLES[0], lang), lang))
    assert {mark.get(qn("w:val")) for mark in word.styles.element.iter(qn("w:lang"))} == {tag}
    assert word.core_properties.language == tag


def test_header_rows_repeat_and_no_cell_is_merged() -> None:
    word = opened(render_docx(example(EXAMPLES[0], "nl"), "nl"))
    assert len(word.tables) == 5  # the stages, the first steps, and one a phase
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not [cell for row in table.rows[1:] for cell in row._tr.iter(qn("w:tblHeader"))]
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))
        assert all(cell.text for cell in table.rows[0].cells)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_page_number_is_a_field() -> None:
    footer = opened(render_docx(example(EXAMPLES[0], "nl"), "nl")).sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_interpreted(text: str) -> None:
    file = render_docx(everywhere(text), "nl")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(part))
    after = said(opened(file)).split("Toelichting: ")[1:]
    assert len(after) > len(shipped().framework.criteria) / 2
    whole = " ".join(clean(text).split())
    assert all(" ".join(words.split()).startswith(whole) for words in after)


@pytest.mark.parametrize(
    ("address", "count"),
    [("https://example.org/a b", 0), ("javascript:alert(1)", 0), ("https://example.org/?a=1&b", 1)],
)
def test_only_web_addresses_become_links(address: str, count: int) -> None:
    word = opened(write_docx(document(List(((Run("klik", link=address),),)))))
    assert [r.target_ref for r in word.part.rels.values() if r.is_external] == [address] * count


@settings(max_examples=30)  # each writes and reads a file
@given(st.text(max_size=60))
def test_any_text_is_written_as_cleaned(text: str) -> None:
    word = opened(write_docx(document(say(text), Table((Column("Kop"),), ((plain(text),),), text), title=f"T{text}")))
    expected = clean(text.encode("utf-8", "ignore").decode())
    assert clean(word.paragraphs[1].text) == expected
    assert clean(word.tables[0].cell(1, 0).text) == expected


def test_every_numbered_list_begins_at_one() -> None:
    lists = [List((plain("a"), plain("b")), is_ordered=True)] * 2
    word = opened(write_docx(document(*lists)))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_stages_are_a_table_with_squares_of_real_text() -> None:
    cells = (Cell("3", 3), Cell("0", 0), Cell("?", None))
    stage = Stage(1, "Opstart", "Op weg", cells, "In woorden", "1 van 2 hoog", "2 van 3 punten")
    word = opened(write_docx(document(Stages((stage,), 4, ("Fase", "Profiel", "Niveaus", "Dekking"), "Fasen"))))
    rows = [[cell.text.replace("\xa0", "") for cell in row.cells] for row in word.tables[0].rows]
    assert rows == [
        ["Fase", "Profiel", "Niveaus", "Dekking"],
        ["1. Opstart", "Op weg", "3 0 ?", "1 van 2 hoog\n2 van 3 punten"],
    ]


def test_panels_are_headed_lists() -> None:
    panel = Panel("Wat staat", (Item("Vraag", "citaat"), Item("Gebruik", "")))
    word = opened(write_docx(document(Panels((panel,)))))
    assert headings(word) == [(1, "Titel"), (2, "Wat staat")]
    assert [p.text for p in word.paragraphs if p.style.name == "List Bullet"] == ["Vraag: citaat", "Gebruik"]


def test_box_can_be_ticked_in_word() -> None:
    word = opened(write_docx(document(List(((BOX, Run(" Ja")),)))))
    assert "checkbox" in word.element.xml
    assert "☐ Ja" in said(word)


@pytest.mark.parametrize(
    "blocks", [(say("x"),), (Heading(2, "x"),), (Heading(1, "x"), Heading(1, "y")), (Heading(1, "x"), Heading(3, "y"))]
)
def test_document_refuses_headings_out_of_order(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(ValueError, match="heading"):
        Document("x", "nl-NL", date(2026, 11, 22), "", "", "{page}", blocks)


def test_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="one cell per column"):
        Table((Column("a"), Column("b")), ((plain("x"),),), "x")
