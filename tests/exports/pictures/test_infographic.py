"""The infographic says all that the report says, in order, legibly, and to everyone."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from xml.etree import ElementTree as ET

import page as validator
import pytest
import zxingcpp

from exports.drawing import inspect
from exports.drawing.marks import Off, Value, marks_of
from exports.drawing.palette import lightness
from exports.drawing.pdf import write_pdf
from exports.drawing.png import rasterise
from exports.drawing.scene import Group, Node, Role, Scene, walk
from exports.drawing.shapes import Line, Paint, Rect, Text
from exports.drawing.sheet import SMALLEST
from exports.drawing.stack import stack
from exports.drawing.svg import write_svg
from exports.pictures import card, infographic
from exports.pictures.infographic.view import OtherLens
from exports.pictures.infographic.words import make_view
from framework.assessing.record import Lens
from framework.assessing.scoring import Counted, Excluded, Gate, Open
from framework.reporting.report import Report
from tests.exports.drawing.specimens import Found, structure
from tests.exports.pictured import LONG, assess, example, generated, hard, hostile, shaped

ADDRESS = "https://kaderwijzer.example/d/8F3K-2QWX"
EXAMPLES = [(name, lang) for name in ("bvk_vakmanschap_gezag", "jong_in_de_buurt") for lang in ("nl", "en")]
DRAWINGS = {"infographic": infographic.build, "card": card.build}
BOTH = pytest.mark.parametrize("build", DRAWINGS.values(), ids=DRAWINGS)
EACH_EXAMPLE = pytest.mark.parametrize(("name", "lang"), EXAMPLES)
EACH_HARD = pytest.mark.parametrize("name", hard())


def faults(scene: Scene) -> list[str]:
    """What PDF/UA-1 has against the PDF of a scene."""
    return sorted(
        {fault.rule_id for fault in validator.validate_pdf_bytes(write_pdf(scene).data, profile="ua1").failures}
    )


def flaws(scene: Scene) -> list[object]:
    """What can be seen to be wrong without looking."""
    weak = [found for found in inspect.contrast(scene) if not found.enough]
    small = [text.lines for text in texts(scene) if text.size < SMALLEST]
    return [*weak, *inspect.overflow(scene), *inspect.collisions(scene), *small]


def nodes(scene: Scene) -> Iterator[Node]:
    return (node for sheet in scene.pages for node in walk(sheet.children))


def texts(scene: Scene) -> Iterator[Text]:
    return (node for node in nodes(scene) if isinstance(node, Text))


def elements(scene: Scene) -> list[Found]:
    """The structure tree of every page, flat, in the order in which it is read."""
    data = write_pdf(scene).data
    return [found for number in range(len(scene.pages)) for root in structure(data, number) for found in root.flat()]


def heard(scene: Scene) -> str:
    """All that is read aloud, in order; a part that reads for its children is heard once."""
    data = write_pdf(scene).data
    parts = (root.heard() for number in range(len(scene.pages)) for root in structure(data, number))
    return " ".join(" ".join(parts).split())


@BOTH
@EACH_EXAMPLE
def test_worked_example_is_flawless_and_whole(build: infographic.Build, name: str, lang: str) -> None:
    scene = build(example(name, lang), lang, url=ADDRESS)
    assert faults(scene) == []
    assert flaws(scene) == []
    assert scene.cut == ()
    assert len(scene.pages) == 1


@BOTH
@EACH_HARD
def test_hard_report_is_flawless(build: infographic.Build, name: str) -> None:
    scene = build(hard()[name], "nl")
    assert faults(scene) == []
    assert flaws(scene) == []
    assert name in LONG or scene.cut == ()


def check_generated(count: int) -> None:
    for report in generated(count):
        for build in DRAWINGS.values():
            scene = build(report, "nl")
            assert faults(scene) == []
            assert [found for found in inspect.contrast(scene) if not found.enough] == []
            assert inspect.overflow(scene) == ()
            assert inspect.collisions(scene) == ()


def test_generated_reports_are_flawless() -> None:
    check_generated(16)


@pytest.mark.slow
def test_many_generated_reports_are_flawless() -> None:
    check_generated(200)


@EACH_EXAMPLE
def test_every_text_is_heard_in_separate_words(name: str, lang: str) -> None:
    report = example(name, lang)
    scene = infographic.build(report, lang)
    said = f" {heard(scene)} "
    view = make_view(report, lang)
    phases = [part for phase in view.phases for part in (phase.title, phase.label, phase.of_what, phase.coverage)]
    rows = [part for phase in view.phases for row in phase.rows for part in (row.title, row.spoken)]
    panels = [view.strengths.items[:2], view.gates.items, view.steps.items]
    items = [part for panel in panels for item in panel for part in (item.head, item.body)]
    facts = [part for fact in view.facts for part in (fact.name, fact.value, fact.detail) if part]
    message = [view.framework, view.title, view.subtitle, view.headline, view.summary, view.status, view.honesty]
    missing = [words for words in (*message, *facts, *phases, *rows, *items) if f" {words} " not in said]
    assert missing == []


@EACH_EXAMPLE
def test_reading_goes_from_title_by_phases_and_strengths_to_steps(name: str, lang: str) -> None:
    report = example(name, lang)
    view = make_view(report, lang)
    headings = [found.heard() for found in elements(infographic.build(report, lang)) if found.kind in ("H1", "H2")]
    phases = [f"{phase.number} {phase.title}" for phase in view.phases]
    assert headings == [view.title, *phases, view.strengths.title, view.gates.title, view.steps.title]


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "3 keer niveau 2, Uitgewerkt"), ("en", "3 times level 2, Worked out")]
)
def test_strip_is_told_with_counts(lang: str, words: str) -> None:
    scene = infographic.build(example("bvk_vakmanschap_gezag", lang), lang)
    strips = [node.alt for node in nodes(scene) if isinstance(node, Group) and node.role is Role.FIGURE]
    assert len(strips) == 3
    assert words in strips[0]  # 2 2 2 1 1 1 1 ?


@EACH_HARD
def test_each_cell_tells_the_level_that_counts(name: str) -> None:
    report = hard()[name]
    cells = [
        cell for profile in report.profiles for cell in cells_of(infographic.build(report, "nl"), profile.phase.id)
    ]
    labels = {level.level: level.label for level in report.framework.scale.levels}
    for spoken, outcome in zip(cells, report.outcomes.values(), strict=True):
        if isinstance(outcome, Counted):
            assert spoken.startswith(f"niveau {outcome.counted}, {labels[outcome.counted]}")
            assert (f"gekozen {outcome.chosen}" in spoken) == (outcome.why is not None)
        else:
            assert not spoken.startswith("niveau")


def cells_of(scene: Scene, phase: str) -> list[str]:
    """What the level cells of a phase say, over all pages."""
    tables = (node for node in nodes(scene) if isinstance(node, Group) and node.key == f"rows-{phase}")
    found = (node for table in tables for node in walk(table.children) if isinstance(node, Group))
    return [node.spoken or "" for node in found if node.role is Role.CELL]


def test_counted_level_is_drawn_and_higher_choice_is_hollow() -> None:
    report = assess(shaped(1, 2), ["3e", 2])
    rows = [
        node for node in nodes(infographic.build(report, "nl")) if isinstance(node, Group) and node.role is Role.ROW
    ]
    capped, plain = ([n for n in walk(row.children) if isinstance(n, Rect | Text)] for row in rows)
    assert [n.lines[0] for n in capped if isinstance(n, Text)][-1] == "1"
    edges = [node.paint.width for node in capped if isinstance(node, Rect)][-3:]  # filled, hollow, hollow
    assert edges[0] < edges[1] == edges[2]
    assert "gekozen 3, telt als 1" in [n.lines[0] for n in capped if isinstance(n, Text)]
    assert [n.lines[0] for n in plain if isinstance(n, Text)][-1] == "2"


def look(value: Value, levels: int = 4) -> tuple[object, ...]:
    """A square and bars without their colours: only what a photocopier keeps."""
    marks = marks_of(shaped(1, 1, tuple(range(levels))).framework.scale)
    drawn = (*marks.square(0, 0, 17, value), *marks.bars(0, 20, value))
    return tuple(
        node.lines if isinstance(node, Text) else (type(node).__name__, node.paint.dash, node.paint.fill == "#ffffff")
        for node in drawn
        if isinstance(node, Text | Rect | Line)
    )


@pytest.mark.parametrize("levels", range(2, 8))
def test_marks_differ_without_colour(levels: int) -> None:
    looks = [look(value, levels) for value in (*range(levels), *Off)]
    assert len(set(looks)) == levels + 2


@pytest.mark.parametrize("levels", range(2, 8))
def test_levels_are_steps_apart_in_grey(levels: int) -> None:
    marks = marks_of(shaped(1, 1, tuple(range(levels))).framework.scale)
    steps = [lightness(light) - lightness(dark) for light, dark in pairwise(marks.fills)]
    assert min(steps) >= (15 if levels < 7 else 14)  # seven steps of 15 would end in black


@pytest.mark.parametrize("name", ["stress", "forty_rows", "six_phases"])
def test_further_pages_lose_no_row(name: str) -> None:
    report = hard()[name]
    scene = infographic.build(report, "nl")
    assert len(scene.pages) > 1
    rows = [node for node in nodes(scene) if isinstance(node, Group) and node.role is Role.ROW]
    assert len(rows) == len(report.outcomes)
    assert all(node.size >= SMALLEST for node in texts(scene))


def test_at_most_twenty_rows_of_a_phase_stand_on_a_page() -> None:
    scene = infographic.build(hard()["forty_rows"], "nl")
    for sheet in scene.pages:
        tables = [node for node in walk(sheet.children) if isinstance(node, Group) and node.role is Role.TABLE]
        assert all(len(table.children) <= 20 for table in tables)


def test_pages_stand_below_each_other_in_a_picture() -> None:
    scene = infographic.build(hard()["forty_rows"], "nl")
    picture = stack(scene)
    assert len(picture.pages) == 1
    assert picture.pages[0].height == sum(sheet.height for sheet in scene.pages)
    assert [text.lines for text in texts(picture)] == [text.lines for text in texts(scene)]
    assert faults(picture) == []


def test_status_and_version_are_seen() -> None:
    report = example("jong_in_de_buurt", "nl")
    for build in DRAWINGS.values():
        shown = [" ".join(text.lines) for text in texts(build(report, "nl"))]
        assert report.framework.status in shown
        assert report.framework.title in shown
        assert any("ersie 0.1.0" in words for words in shown)


@BOTH
def test_no_number_of_a_phase_stands_without_its_coverage(build: infographic.Build) -> None:
    for name, report in hard().items():
        shown = " ".join(" ".join(text.lines) for text in texts(build(report, "nl")))
        for phase in make_view(report, "nl").phases:
            if phase.count and f"{phase.count} {phase.of_what}" in shown:
                assert phase.coverage in shown, name


def test_quick_scan_says_so_and_tells_how_much_is_supported() -> None:
    shown = " ".join(" ".join(text.lines) for text in texts(infographic.build(hard()["quick_scan"], "nl")))
    assert "QUICKSCAN" in shown
    assert "0 van 3 onderbouwd" in shown


def test_gates_that_are_not_open_are_named_with_what_opens_them() -> None:
    report = example("bvk_vakmanschap_gezag", "nl")
    gates = make_view(report, "nl").gates
    assert [(item.head, item.body, item.gate) for item in gates.items] == [
        ("Samen opgezet", "Nog niet op orde: nu 1, nodig 2", Gate.REPAIR),
        ("Meer dan informeren", "Nog niet op orde: nu 1, nodig 2", Gate.REPAIR),
        ("Veilig en zorgvuldig", "Nog onbekend, vraag dit na", Gate.UNKNOWN),
    ]


def test_other_lens_is_marked_only_where_it_differs() -> None:
    report = example("bvk_vakmanschap_gezag", "nl")
    levels = {o.criterion.id: o.counted for o in report.outcomes.values() if isinstance(o, Counted)}
    other = next(identifier for identifier, level in levels.items() if level == 1)
    view = make_view(report, "nl", others=[OtherLens(Lens.REVIEW, levels | {other: 3})])
    marked = [
        remark.text for phase in view.phases for row in phase.rows for remark in row.remarks if remark.other is not None
    ]
    assert marked == ["referent 3"]
    scene = infographic.build(report, "nl", others=[OtherLens(Lens.REVIEW, levels | {other: 3})])
    assert faults(scene) == []
    assert flaws(scene) == []


@pytest.mark.parametrize("name", hostile())
@BOTH
def test_hostile_text_breaks_nothing(build: infographic.Build, name: str) -> None:
    report = hostile()[name]
    scene = build(report, report.language)
    assert faults(scene) == []
    assert inspect.overflow(scene) == ()
    root = ET.fromstring(write_svg(stack(scene)))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names & {"script", "image", "foreignObject", "use", "iframe"} == set()
    assert not [key for element in root.iter() for key in element.keys() if key.startswith("on")]  # noqa: SIM118


def test_qr_code_is_read_from_a_narrow_picture() -> None:
    scene = infographic.build(example("jong_in_de_buurt", "nl"), "nl", url=ADDRESS)
    raster = rasterise(write_pdf(scene).data, 620)
    picture = memoryview(raster.pixels).cast("B", (raster.height, raster.width, 3))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


@BOTH
def test_address_is_a_link_that_says_where_it_leads(build: infographic.Build) -> None:
    scene = build(example("jong_in_de_buurt", "nl"), "nl", url=ADDRESS)
    links = [node for node in nodes(scene) if isinstance(node, Group) and node.role is Role.LINK]
    assert {(node.url, node.contents) for node in links} == {
        (ADDRESS, "Open de hele beoordeling: kaderwijzer.example/d/8F3K-2QWX")
    }


@BOTH
def test_other_addresses_are_refused(build: infographic.Build) -> None:
    with pytest.raises(ValueError, match="http"):
        build(example("jong_in_de_buurt", "nl"), "nl", url="javascript:alert(1)")


@BOTH
def test_svg_has_roles_and_fetches_nothing(build: infographic.Build) -> None:
    data = write_svg(build(example("jong_in_de_buurt", "nl"), "nl", url=ADDRESS))
    root = ET.fromstring(data)
    roles = {element.get("role") for element in root.iter()}
    assert {"document", "heading", "list", "listitem", "img"} <= roles
    if build is infographic.build:
        assert {"table", "row", "rowheader", "cell"} <= roles
    assert re.findall(rb"url\((?!data:font/woff;base64,)", data) == []
    assert {element.get("href") for element in root.iter()} <= {None, ADDRESS}


@pytest.mark.parametrize("kind", ["pdf", "svg", "png"])
@pytest.mark.parametrize("module", [infographic, card], ids=["infographic", "card"])
def test_equal_reports_give_equal_bytes(module: type[infographic], kind: str) -> None:
    first, again = (module.render(report, "nl", kind) for report in islice(fresh(), 2))
    assert first == again


def fresh() -> Iterator[Report]:
    """The same report, made anew each time."""
    while True:
        yield assess(shaped(2, 5), [3, "2e", 1, "?", "-"])


def test_outcomes_keep_their_kind() -> None:
    report = assess(shaped(1, 4), [3, "?", "-", None])
    values = [row.value for row in make_view(report, "nl").phases[0].rows]
    kinds = [Counted, Open, Excluded, Open]
    assert [type(outcome) for outcome in report.outcomes.values()] == kinds
    assert values == [3, Off.UNKNOWN, Off.NOT_APPLICABLE, Off.UNKNOWN]


def test_paint_of_levels_is_the_house_ramp_on_four_levels() -> None:
    marks = marks_of(shaped(1, 1).framework.scale)
    assert marks.fills == ("#ffffff", "#b5d5e6", "#5b9fc6", "#0b4a75")
    assert isinstance(marks.bars(0, 20, 3)[0], Rect)
    assert marks.bars(0, 20, 3)[0].paint == Paint("#0b4a75", "#0b4a75", 0.8)
