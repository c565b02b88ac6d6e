"""Documents on pages: nothing is lost, nothing is parted that belongs together, and everyone can read it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.drawing import palette
from exports.drawing.font import text_width
from exports.drawing.geometry import bounds
from exports.drawing.pdf import write_pdf
from exports.drawing.scene import Group, Role, Scene, walk
from exports.drawing.shapes import Rect, Text
from exports.drawing.words import printable
from exports.typeset.document import (
    BOX,
    Block,
    Column,
    Document,
    Heading,
    Kind,
    List,
    Mark,
    Paragraph,
    Run,
    Table,
    labelled,
    plain,
    say,
)
from exports.typeset.flow.lines import set_runs
from exports.typeset.flow.style import BODY, BOTTOM, HEADER_CELL, PARAGRAPHS, ROOMY, Style
from exports.typeset.flow.table import share_widths
from exports.typeset.overview import Item, Panel, Panels, Stage, Stages
from exports.typeset.parts import Bars, Cell, Sign
from exports.typeset.pdf_writer import lay_out
from exports.typeset.pdf_writer import write_pdf as write
from tests.exports.drawing.specimens import HOSTILE, anything
from tests.exports.pages import copied, faults, flaws, heard, nodes, outline_of, read_aloud, words_of

SENTENCE = "Professionals denken mee over de opzet, en hun rol staat in het plan beschreven. "
LONG_WORD = "arbeidsmarktregiosamenwerkingsovereenkomstverantwoordelijkheden"


def document(*blocks: Block, **changes: object) -> Document:
    return Document(
        **{
            "title": "Een verslag",
            "language": "nl-NL",
            "day": date(2026, 11, 22),
            "header": "Een kader, versie 0.1.0. Concept.",
            "footer": "Een verslag",
            "page": "Pagina {page} van {pages}",
            "blocks": (Heading(1, "Een verslag"), *blocks),
            **changes,
        }  # pyright: ignore[reportArgumentType]
    )


def table(rows: int, words: str = "Kort", **changes: object) -> Table:
    columns = (Column("Wat", 1), Column("Hoe", 3))
    cells = tuple((plain(f"Rij {number}"), plain(words)) for number in range(rows))
    return Table(columns, cells, "Wat en hoe", **changes)  # pyright: ignore[reportArgumentType]


def stages(words: str, count: int, squares: int = 3) -> Stages:
    cells = tuple(Cell(str(n % 4), n % 4) if n % 5 else Cell("?", None) for n in range(squares))
    made = (Stage(n, words, words, cells, words, words, words) for n in range(1, count + 1))
    return Stages(tuple(made), 4, ("Fase", "Profiel", "Niveaus", "Dekking"), words)


def panels(words: str) -> Panels:
    items = (Item(words, words, Sign.FINE), Item(words, words), Item(words, "", Sign.ASK))
    return Panels((Panel(f"Staat {words}", items), Panel("Open", items[:1])))


def marked(*marks: Mark) -> Table:
    columns = (Column("Punt", 2), Column("Niveau", 1), Column("Wat er is", 4))
    rows = tuple(((Run("Punt\n", strong=True), Run("Vraag?")), plain("2 Uitgewerkt"), plain(SENTENCE)) for _ in marks)
    return Table(columns, rows, "Punten", marks=marks)


def demo() -> Document:
    """Every kind of block, over several pages."""
    link = Run("het voorbeeld", link="https://voorbeeld.nl/a?b=c")
    blocks: tuple[Block, ...] = (
        say("Opstart: aandacht nodig", Kind.LEAD),
        say("Een toelichting in kleine letters.", Kind.NOTE),
        Heading(2, "Deel een"),
        Heading(3, "Punt een"),
        Paragraph((Run("Is dit een vraag?", emphasis=True),)),
        Paragraph((Run("Basisvoorwaarde: nog niet op orde", strong=True, is_alarm=True),)),
        labelled("Zie", link, ", en verder."),
        List((plain("eerst"), plain("dan"), (BOX, Run(" en daarna")))),
        List((plain("een"), plain("twee")), is_ordered=True),
        Heading(4, "Dieper"),
        stages("Opstart", 3),
        panels("hier"),
        marked(Mark(Bars("2", 3, 2)), Mark(Bars("1", 3, 1, 2), is_alarm=True)),
        say(SENTENCE * 40),
        table(60, SENTENCE),
        Heading(2, "Deel twee", starts_page=True),
        say("Slot."),
    )
    return document(*blocks, kicker="Volledig", facts=(("Blik", "Eigen"), ("Datum", "22 november 2026")))


def on_pages(scene: Scene, role: Role) -> list[list[Group]]:
    """The groups of a role on each page that are not part of decoration."""
    pages = (
        (n for n in sheet.children if isinstance(n, Group) and n.role is not Role.ARTIFACT) for sheet in scene.pages
    )
    return [[g for top in page for g in walk((top,)) if isinstance(g, Group) and g.role is role] for page in pages]


def lines_of(group: Group) -> int:
    return len({round(n.y, 2) for n in walk(group.children) if isinstance(n, Text)})


def test_every_kind_of_block_passes_pdf_ua_without_a_flaw() -> None:
    scene = lay_out(demo())
    assert faults(write_pdf(scene).data) == []
    assert flaws(scene) == []
    assert scene.cut == ()


def test_everything_is_heard_in_order_and_can_be_copied_in_words() -> None:
    data = write(demo())
    wanted = words_of(demo())
    assert "".join(read_aloud(data).split()) == "".join(wanted)
    assert set(wanted) - set(" ".join(copied(data)).split()) == set()


def test_structure_has_the_roles_of_the_blocks() -> None:
    kinds = [found.kind for page in heard(write(demo())) for found in page]
    assert [kind for kind in kinds if re.fullmatch("H[1-6]", kind)] == ["H1", "H2", "H3", "H4", "H2", "H2", "H2"]
    assert kinds.count("Figure") == 3
    assert kinds.count("L") == 4
    assert kinds.count("LI") == kinds.count("LBody") == 9
    assert kinds.count("Lbl") == 5  # signs and dots of panels are decoration, since their words say it


def test_outline_is_that_of_the_headings() -> None:
    titles = [(level - 1, text) for level, text in demo().headings]
    outline = outline_of(write(demo()))
    assert [(depth, title) for depth, title, _ in outline] == titles
    pages = copied(write(demo()))
    assert [title for _, title, number in outline if title not in pages[number - 1]] == []


def test_every_page_bears_its_number() -> None:
    pages = copied(write(demo()))
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert f"Pagina {number} van {len(pages)}" in text


def test_table_keeps_one_head_for_the_ear_and_shows_it_on_every_page() -> None:
    data = write(document(table(60, SENTENCE)))
    cells = [found for page in heard(data) for found in page if found.kind == "TH"]
    assert [(cell.words, cell.scope) for cell in cells[:2]] == [("Wat", "Column"), ("Hoe", "Column")]
    assert [(cell.words, cell.scope) for cell in cells[2:]] == [(f"Rij {number}", "Row") for number in range(60)]
    shown = [text for text in copied(data) if "Rij " in text]
    assert len(shown) > 2
    assert all("Wat Hoe" in " ".join(text.split()) for text in shown)
    assert data.count(b"/S /Table") == 1


def test_very_long_cell_runs_on_over_pages_and_loses_nothing() -> None:
    long = document(table(1, SENTENCE * 120))
    scene = lay_out(long)
    assert len(scene.pages) > 2
    assert flaws(scene) == []
    assert "".join(read_aloud(write(long)).split()) == "".join(words_of(long))


def test_row_that_fits_on_a_page_is_not_divided() -> None:
    for filler in range(30):
        scene = lay_out(document(*(say("Regel.") for _ in range(filler)), table(3, SENTENCE * 3)))
        assert sum(len(page) for page in on_pages(scene, Role.ROW)) == 4


def test_last_row_of_a_table_never_stands_alone_on_a_page() -> None:
    for filler in range(36):
        scene = lay_out(document(*(say("Regel.") for _ in range(filler)), table(5, SENTENCE)))
        assert [len(page) for page in on_pages(scene, Role.ROW) if page][-1] > 1


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("level", [2, 3, 4])
def test_heading_never_stands_alone_at_the_foot(level: int, keeps: bool) -> None:
    below = [Heading(deep, "Kop", keeps=keeps) for deep in range(2, level + 1)]
    for filler in range(20, 36):
        for last in (say(SENTENCE * 4), table(4), List((plain(SENTENCE * 3),)), say(SENTENCE * 38)):
            scene = lay_out(document(*(say("Regel.") for _ in range(filler)), *below, last))
            feet = [[g.role for g in sheet.children if isinstance(g, Group)][-2] for sheet in scene.pages]
            assert {Role.H2, Role.H3, Role.H4}.isdisjoint(feet), filler


def test_paragraph_leaves_two_lines_on_either_side_of_a_page() -> None:
    divided = 0
    for filler in range(20, 36):
        for lines in range(2, 8):
            scene = lay_out(document(*(say("Regel.") for _ in range(filler)), say(SENTENCE * lines)))
            parts = [lines_of(g) for page in on_pages(scene, Role.P) for g in page if g.key == f"k{filler + 1}"]
            divided += len(parts) > 1
            assert len(parts) == 1 or min(parts) >= 2
    assert divided > 5


def test_sentence_that_leads_in_a_list_stays_with_it() -> None:
    for filler in range(20, 36):
        scene = lay_out(document(*(say("Regel.") for _ in range(filler)), say("Namelijk:"), List((plain("Dit."),))))
        leads = next(
            n for n, page in enumerate(on_pages(scene, Role.P)) if any(g.key == f"k{filler + 1}" for g in page)
        )
        assert on_pages(scene, Role.LIST)[leads]


def test_what_is_kept_together_stands_on_one_page_where_it_fits() -> None:
    for filler in range(10, 36):
        kept = (Heading(2, "Samen", keeps=True), say(SENTENCE * 3), table(3), List((plain("Einde"),)))
        scene = lay_out(document(*(say("Regel.") for _ in range(filler)), *kept))
        assert [bool(page) for page in on_pages(scene, Role.LIST)] == [bool(page) for page in on_pages(scene, Role.H2)]


def test_heading_that_starts_a_page_does_and_never_leaves_an_empty_one() -> None:
    parts = [block for n in range(3) for block in (Heading(2, f"Deel {n}", starts_page=True), say("Tekst."))]
    outline = outline_of(write(document(*parts)))
    assert [page for _, _, page in outline] == [1, 1, 2, 3]


def test_text_stays_between_the_margins_of_the_page() -> None:
    scene = lay_out(demo())
    for number, sheet in enumerate(scene.pages):
        body = [n for n in sheet.children if isinstance(n, Group) and n.role is not Role.ARTIFACT]
        boxes = [box for node in body if (box := bounds(node))]
        assert max(box.bottom for box in boxes) <= BOTTOM
        assert number == 0 or min(box.y for box in boxes) >= ROOMY.top


def test_link_leads_to_its_address_from_the_words_it_stands_on() -> None:
    address = "https://voorbeeld.nl/a?b=c"
    linked = document(labelled("Zie", Run("de hele " + SENTENCE.rstrip(), link=address), ", en verder."))
    data = write(linked)
    links = [found for page in heard(data) for found in page if found.kind == "Link"]
    assert [found.words for found in links] == ["de hele " + SENTENCE.rstrip()]
    assert data.count(f"/URI ({address})".encode()) == 2  # one a line
    assert "beschreven., en" in " ".join(" ".join(copied(data)).split())
    areas = [g.area for g in nodes(lay_out(linked)) if isinstance(g, Group) and g.area]
    assert areas[0].y < areas[1].y
    assert areas[0].x > areas[1].x


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://voorbeeld.nl/café", b"/URI (https://voorbeeld.nl/caf%C3%A9)"),
        ("https://voorbéeld.nl/", None),
        ("https://voorbeeld.nl/(a)", b"/URI (https://voorbeeld.nl/\\(a\\))"),
        ("javascript:alert(1)", None),
        ("https://[é", None),
        ("file:///etc/passwd", None),
    ],
)
def test_only_web_addresses_are_links(address: str, leads: bytes | None) -> None:
    data = write(document(Paragraph((Run("woorden", link=address),))))
    assert (leads or b"/URI (") in data if leads else b"/URI" not in data
    assert faults(data) == []
    assert "woorden" in read_aloud(data)


def test_number_stays_on_the_line_of_the_short_word_before_it() -> None:
    words = "Dat staat er al lang (r. 175), zie ook blz. 12, al. 3 en p. 4 van het plan."
    for width in range(60, 300):
        set_in = set_runs((Run(words),), replace(BODY, width=width), "nl")
        lines = [line.segments[0].words for line in set_in]
        assert [line for line in lines if line.endswith((" r.", "(r.", "blz.", "al.", " p."))] == []
        assert "".join("".join(lines).split()) == "".join(words.split())


def test_broken_word_is_heard_whole() -> None:
    narrow = document(table(1, LONG_WORD), Heading(2, LONG_WORD * 2), List((plain(LONG_WORD + LONG_WORD),)))
    words = read_aloud(write(narrow)).split()
    assert [word for word in words if "arbeidsmarkt" in word] == [LONG_WORD, LONG_WORD * 2, LONG_WORD * 2]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_printed_and_never_interpreted(words: str) -> None:
    hostile = document(
        Heading(2, words),
        Paragraph((Run(words, link=words), Run(words, strong=True))),
        List((plain(words),)),
        Table((Column(words), Column("B")), ((plain(words), plain(words)),), words),
        stages(words, 4),
        panels(words),
        title=words,
        header=words,
        footer=words,
        kicker=words,
        facts=((words, words),),
    )
    scene = lay_out(hostile)
    data = write_pdf(scene).data
    assert faults(data) == []
    assert flaws(scene) == []
    assert b"/URI" not in data
    assert b"/JavaScript" not in data


def test_word_without_end_is_kept_short() -> None:
    endless = document(say("a" * 200_000), say("b " * 100_000), Heading(2, "c" * 200_000), title="d" * 200_000)
    scene = lay_out(endless)
    assert len(scene.pages) < 12
    assert flaws(scene) == []
    ends = [node.words[-1] for node in nodes(scene) if isinstance(node, Text) and node.words.endswith("…")]
    assert len(ends) >= 3


def test_longest_note_is_printed_in_full() -> None:
    note = (SENTENCE * 250)[:20_000].strip()
    assert note in " ".join(read_aloud(write(document(say(note)))).split())


def test_newlines_begin_lines_and_blank_ones_part_them_once() -> None:
    lines = set_runs((Run("een\n\n\n\ntwee\ndrie\n"),), BODY, "nl")
    assert [" ".join(s.words for s in line.segments) for line in lines] == ["een", "", "twee", "drie"]


def test_orange_is_for_alarm_only() -> None:
    def colours(*blocks: Block) -> set[str | None]:
        shapes = (n for n in nodes(lay_out(document(*blocks))) if isinstance(n, Rect))
        return {shape.paint.fill for shape in shapes}

    warning = {palette.WARNING_TINT, palette.WARNING}
    assert colours(marked(Mark(Bars("1", 3, 1), is_alarm=True))) >= warning
    assert warning.isdisjoint(colours(marked(Mark(Bars("0", 3, 0))), stages("Opstart", 3)))


@pytest.mark.parametrize(
    ("bars", "kinds"),
    [
        (Bars("2", 3, 2), ["full", "full", "empty"]),
        (Bars("1", 3, 1, 2), ["full", "hollow", "hollow"]),
        (Bars("?", 2, None), ["dotted", "dotted"]),
        (Bars("n.v.t.", 0, None), []),
    ],
)
def test_bars_show_level_and_higher_choice_above_the_words_of_their_cell(bars: Bars, kinds: Sequence[str]) -> None:
    scene = lay_out(document(marked(Mark(bars))))
    drawn = [n for n in nodes(scene) if isinstance(n, Rect) and n.paint.stroke]
    found = [
        "dotted"
        if n.paint.dash
        else "full"
        if n.paint.fill != palette.PAPER
        else "hollow"
        if n.paint.stroke == palette.EDGE
        else "empty"
        for n in drawn
    ]
    assert found == kinds
    (level,) = (n for n in nodes(scene) if isinstance(n, Text) and n.lines == ("2 Uitgewerkt",))
    assert all(n.box.bottom < level.y - 0.7 * level.size for n in drawn)


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("words", ["Opstart", LONG_WORD, "x" * 400])
def test_any_number_of_stages_stands_at_most_three_abreast_and_without_a_flaw(count: int, words: str) -> None:
    scene = lay_out(document(stages(words, count, 40)))
    assert flaws(scene) == []
    figures = [g for page in on_pages(scene, Role.FIGURE) for g in page]
    tops = [round(min(n.box.y for n in walk(g.children) if isinstance(n, Rect))) for g in figures]
    assert len(figures) == count
    assert max(tops.count(top) for top in tops) <= 3


def test_short_words_of_a_table_are_broken_last() -> None:
    columns = (Column("Fase", 7), Column("Profiel", 7), *(Column(f"Niveau {n}", 4) for n in range(7)))
    row = (plain(LONG_WORD), plain(LONG_WORD), *(plain("1") for _ in range(7)))
    widths = share_widths(Table(columns, (row,), "x"), ROOMY)
    assert min(widths[2:]) >= text_width("Niveau", HEADER_CELL.strong, HEADER_CELL.size)
    assert min(widths) > 0


def test_body_reads_in_lines_of_at_most_75_characters() -> None:
    for kind, style in PARAGRAPHS.items():
        lengths = [
            len(" ".join(s.words for s in line.segments)) for line in set_runs((Run(SENTENCE * 30),), style, "nl")
        ]
        if kind is not Kind.LEAD:
            assert sorted(lengths)[int(0.9 * len(lengths))] <= 75


runs = st.lists(
    st.builds(Run, anything, st.booleans(), st.booleans(), st.sampled_from(["", "https://a.nl/b"])), max_size=4
)
cells = runs.map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with every kind of block and any text in them, headings in order."""
    blocks: list[Block] = []
    level = 1
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.integers(0, 7))
        if kind == 0:
            level = draw(st.integers(2, min(6, level + 1)))
            blocks.append(Heading(level, draw(anything), draw(st.booleans()), draw(st.booleans())))
        elif kind == 1:
            blocks.append(Paragraph(draw(cells), draw(st.sampled_from(Kind))))
        elif kind == 2:
            blocks.append(List(tuple(draw(st.lists(cells, max_size=4))), draw(st.booleans())))
        elif kind == 3:
            width = draw(st.integers(1, 5))
            row = st.tuples(*[cells] * width)
            columns = tuple(Column(f"K{n}", draw(st.integers(1, 9))) for n in range(width))
            rows = tuple(draw(st.lists(row, max_size=5)))
            blocks.append(Table(columns, rows, "Tabel", draw(st.booleans()), draw(st.sampled_from([0, 40, 400]))))
        elif kind == 4:
            blocks.append(stages("Opstart", draw(st.integers(1, 6)), draw(st.integers(0, 60))))
        elif kind == 5:
            level = 2
            blocks.append(panels(draw(anything)))
        elif kind == 6:
            bars = draw(st.sampled_from([Bars("2", 3, 2), Bars("?", 6, None)]))
            blocks.append(marked(*draw(st.lists(st.builds(Mark, st.just(bars), st.booleans()), max_size=3))))
        else:
            blocks.append(say(SENTENCE * draw(st.integers(1, 40))))
    return document(*blocks, title=draw(anything), is_dense=draw(st.booleans()))


@settings(max_examples=20)
@given(documents())
def test_every_document_is_flawless_and_heard_in_full(made: Document) -> None:
    scene = lay_out(made)
    data = write_pdf(scene).data
    assert faults(data) == []
    assert flaws(scene) == []
    # Sorted, since PDFium reads the cells of a row that runs on in turn; it turns brackets beside Hebrew round too.
    assert sorted(filter(str.isalnum, read_aloud(data))) == sorted(filter(str.isalnum, "".join(words_of(made))))


@given(st.lists(st.builds(Run, anything, st.booleans()), max_size=4), st.floats(12, 400))
def test_lines_hold_every_word_within_their_width(made: list[Run], width: float) -> None:
    lines = set_runs(made, Style(10, 14, width=width), "nl")
    words = "".join(s.words for line in lines for s in line.segments)
    assert "".join(words.split()) == "".join("".join(printable(run.text) for run in made).split())
    ends = [s.x + s.width for line in lines for s in line.segments]
    assert all(end <= width + 0.01 for end in ends)


def test_pages_are_a4() -> None:
    with pypdfium2.PdfDocument(write(demo())) as pdf:
        assert {tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in pdf} == {(210, 297)}
