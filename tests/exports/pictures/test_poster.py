"""The poster says the whole framework, in order, legibly, in black and white, and to everyone."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import page as validator
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cli
import tasks
from exports.drawing import inspect
from exports.drawing.font import Weight, text_width
from exports.drawing.marks import marks_of
from exports.drawing.palette import EDGE_CONTRAST, TEXT_CONTRAST, contrast_ratio, lightness, rgb
from exports.drawing.pdf import write_pdf
from exports.drawing.png import rasterise
from exports.drawing.scene import Group, Node, Role, Scene, walk
from exports.drawing.shapes import Circle, Text
from exports.drawing.shapes import Path as Outline
from exports.drawing.sheet import SMALLEST
from exports.drawing.stack import stack
from exports.drawing.svg import write_svg
from exports.drawing.text import wrap
from exports.pictures.poster import EXTENSIONS, build_poster, render_poster
from exports.pictures.poster.balance import wrap_balanced
from exports.pictures.poster.words import make_view
from framework.instrument.model import Framework
from tests.exports.conftest import Golden
from tests.exports.drawing.specimens import Found, structure
from tests.exports.pictured import HOSTILE, loaded, shaped, words
from tests.framework.strategies import shipped
from tests.sample import sample, write
from tools.draw_for_verapdf import break_structure

ROOT = Path(__file__).resolve().parents[3]
EACH_LANGUAGE = pytest.mark.parametrize("lang", ["nl", "en"])
DIGEST = (
    "import hashlib; from pathlib import Path; from exports.pictures.poster import EXTENSIONS, render_poster; "
    "from framework.instrument.loader import load_framework; "
    "framework = load_framework(Path('criteria/afwegingskader')).framework; "
    "print([hashlib.sha256(render_poster(framework, 'nl', e)).hexdigest() for e in EXTENSIONS])"
)


@cache
def stress(phases: int = 6, points: int = 40) -> Framework:
    """Every text of the poster as long as it may be, on a scale of seven levels with two digits."""
    data = sample(phases, points, range(93, 100), title=words(200), status=words(2_000))
    for place, level in enumerate(data["scale"]["levels"]):
        level["label"] = words(60, place)
    for phase in data["phases"]:
        phase |= {"title": words(60), "subtitle": words(200)}
        for place, criterion in enumerate(phase["criteria"]):
            criterion |= {"title": words(60, place), "question": words(200, place)}
    return loaded(data).framework


@cache
def of_shape(phases: int, points: int, levels: range = range(4)) -> Framework:
    """A framework of a shape, with the titles and questions of the shipped one over again."""
    data, real = sample(phases, points, levels), shipped().framework
    data |= {"title": real.title, "status": real.status}
    for place, made in enumerate(criterion for phase in data["phases"] for criterion in phase["criteria"]):
        criterion = real.criteria[place % len(real.criteria)]
        made |= {"title": criterion.title, "question": criterion.question}
    return loaded(data).framework


SHAPES = ((1, 1), (1, 2), (1, 9), (1, 40), (2, 9), (3, 9), (4, 6), (5, 4), (6, 4), (6, 40))
EACH_SHAPE = pytest.mark.parametrize("shape", SHAPES, ids=str)


@cache
def poster(lang: str) -> Scene:
    return build_poster(shipped().in_language(lang), lang)


def faults(scene: Scene) -> list[str]:
    """What PDF/UA-1 has against the PDF of a scene."""
    found = validator.validate_pdf_bytes(write_pdf(scene).data, profile="ua1").failures
    return sorted({fault.rule_id for fault in found})


def nodes(scene: Scene) -> Iterator[Node]:
    return (node for sheet in scene.pages for node in walk(sheet.children))


def groups(scene: Scene) -> Iterator[Group]:
    return (node for node in nodes(scene) if isinstance(node, Group))


def texts(scene: Scene) -> Iterator[Text]:
    return (node for node in nodes(scene) if isinstance(node, Text))


def flaws(scene: Scene) -> list[object]:
    """What can be seen to be wrong without looking."""
    weak = [found for found in inspect.contrast(scene) if not found.enough]
    small = [text.lines for text in texts(scene) if text.size < SMALLEST]
    return [*weak, *inspect.overflow(scene), *inspect.collisions(scene), *small]


def elements(scene: Scene) -> list[Found]:
    """The structure of every sheet, flat, in the order in which it is read."""
    data = write_pdf(scene).data
    return [found for number in range(len(scene.pages)) for root in structure(data, number) for found in root.flat()]


def heard(scene: Scene) -> str:
    """All that is read aloud, in order."""
    data = write_pdf(scene).data
    parts = (root.heard() for number in range(len(scene.pages)) for root in structure(data, number))
    return f" {' '.join(' '.join(parts).split())} "


def dump(scene: Scene) -> str:
    """What stands where: one line for each text, with the role of its group, its place, its size and its words."""
    lines: list[str] = []
    for number, sheet in enumerate(scene.pages, 1):
        lines.append(f"# sheet {number}: {sheet.width:.0f} x {sheet.height:.0f}")
        for group in (node for node in walk(sheet.children) if isinstance(node, Group)):
            said = f' "{group.spoken}"' if group.spoken else ""
            for text in (child for child in group.children if isinstance(child, Text)):
                place = f"{text.x:5.1f} {text.y:5.1f} {text.size:4.1f}"
                lines.append(f"{place} {group.role}{said}: {' / '.join(text.lines)}")
    return "\n".join(lines) + "\n"


@EACH_LANGUAGE
def test_poster_of_the_shipped_framework_is_one_flawless_sheet(lang: str) -> None:
    assert faults(poster(lang)) == []
    assert flaws(poster(lang)) == []
    assert poster(lang).cut == ()
    assert len(poster(lang).pages) == 1


@EACH_SHAPE
def test_poster_of_any_shape_is_flawless_and_whole(shape: tuple[int, int]) -> None:
    scene = build_poster(of_shape(*shape), "nl")
    assert faults(scene) == []
    assert flaws(scene) == []
    assert scene.cut == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (6, 40)], ids=str)
def test_poster_of_the_longest_texts_is_flawless_and_whole(shape: tuple[int, int]) -> None:
    scene = build_poster(stress(*shape), "nl")
    assert faults(scene) == []
    assert flaws(scene) == []
    assert scene.cut == ()


@pytest.mark.parametrize("levels", [range(2), range(1, 8), range(93, 100)], ids=str)
def test_poster_of_any_scale_is_flawless(levels: range) -> None:
    scene = build_poster(of_shape(3, 5, levels), "nl")
    assert faults(scene) == []
    assert flaws(scene) == []


@pytest.mark.parametrize(
    ("shape", "sheets"), [((1, 25), 1), ((1, 40), 2), ((3, 8), 1), ((3, 9), 2), ((6, 4), 2), ((6, 40), 8)]
)
def test_more_points_take_more_sheets(shape: tuple[int, int], sheets: int) -> None:
    assert len(build_poster(of_shape(*shape), "nl").pages) == sheets


@EACH_LANGUAGE
def test_every_title_and_question_is_heard_in_separate_words(lang: str) -> None:
    framework, said = shipped().in_language(lang), heard(poster(lang))
    wanted = [text for c in framework.criteria for text in (c.title, c.question)]
    wanted += [text for phase in framework.phases for text in (phase.title, phase.subtitle)]
    wanted += [framework.title, framework.status, framework.version, *(x.label for x in framework.scale.levels)]
    assert [text for text in wanted if f" {text} " not in said] == []


def test_no_point_is_lost_or_told_twice_over_many_sheets() -> None:
    framework, found = stress(), dict[str, list[str]]()
    for group in groups(build_poster(framework, "nl")):
        if group.role is Role.LIST and group.key:
            titles = found.setdefault(group.key, [])
            titles += [next(t.words for t in walk(item.children) if isinstance(t, Text)) for item in group.children]  # type: ignore[union-attr]
    assert found == {f"points-{phase.id}": [c.title for c in phase.criteria] for phase in framework.phases}


@pytest.mark.parametrize(
    ("make", "words_of_status"),
    [
        (lambda: of_shape(6, 4), shipped().framework.status),
        (stress, "De status van dit kader staat op het eerste blad."),
    ],
    ids=["short", "long"],
)
def test_every_later_sheet_tells_the_status_or_where_it_is(make: Callable[[], Framework], words_of_status: str) -> None:
    scene = build_poster(make(), "nl")
    said = [{text.words for text in texts(replace(scene, pages=(sheet,), bookmarks=()))} for sheet in scene.pages]
    assert make().status in said[0]
    assert [words_of_status in sheet for sheet in said[1:]] == [True] * (len(said) - 1)


@EACH_LANGUAGE
def test_reading_goes_from_title_by_phases_to_levels_and_steps(lang: str) -> None:
    framework = shipped().in_language(lang)
    view = make_view(framework, lang)
    headings = [found.heard() for found in elements(poster(lang)) if found.kind in ("H1", "H2")]
    phases = [f"{number} {phase.title}" for number, phase in enumerate(framework.phases, 1)]
    assert headings == [framework.title, *phases, view.levels_title, view.steps_title]
    said = heard(poster(lang))
    order = [framework.status, *(c.question for c in framework.criteria), view.steps[0].body, view.origin]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


@EACH_LANGUAGE
def test_core_points_and_gates_are_told_and_shown_in_word_and_shape(lang: str) -> None:
    framework, view = shipped().in_language(lang), make_view(shipped().in_language(lang), lang)
    core, gate = view.keys[0].tag, view.keys[1].tag
    marks = [g for g in groups(poster(lang)) if g.role is Role.P and g.spoken in (core.spoken, gate.spoken)]
    assert Counter(mark.spoken for mark in marks) == {
        core.spoken: sum(c.is_core for c in framework.criteria),
        gate.spoken: sum(c.is_gate for c in framework.criteria),
    }
    for mark in marks:
        is_gate = mark.spoken == gate.spoken
        assert [type(node) for node in mark.children[:1]] == [Outline if is_gate else Circle]
        assert mark.children[-1].lines == (gate.word if is_gate else core.word,)  # type: ignore[union-attr]


def test_gate_tells_which_level_it_needs() -> None:
    assert "Basisvoorwaarde: minstens niveau 97" in heard(build_poster(stress(1, 1), "nl"))


@EACH_LANGUAGE
def test_all_lines_of_the_phases_stand_on_one_grid(lang: str) -> None:
    framework = shipped().in_language(lang)
    wanted = {text for c in framework.criteria for text in (c.title, c.question)}
    found = [text for text in texts(poster(lang)) if text.words in wanted]
    (line,) = {round(text.leading, 6) for text in found}
    steps = [(text.y - found[0].y) / line for text in found]
    assert [step for step in steps if abs(step - round(step)) > 1e-6] == []
    assert len({text.x for text in found}) == len(framework.phases)


def grey(colour: str) -> str:
    """A colour as a printer without colour makes it. Source: ITU-R BT.601, luma."""
    red, green, blue = rgb(colour)
    level = round(255 * (0.299 * red + 0.587 * green + 0.114 * blue))
    return f"#{level:02x}{level:02x}{level:02x}"


@EACH_LANGUAGE
def test_black_and_white_print_stays_legible(lang: str) -> None:
    found = inspect.contrast(poster(lang))
    ratios = [(contrast_ratio(grey(x.ink), grey(x.ground)), TEXT_CONTRAST if x.what else EDGE_CONTRAST) for x in found]
    assert [ratio for ratio, enough in ratios if ratio < enough] == []


def test_levels_differ_in_black_and_white() -> None:
    fills = marks_of(shipped().framework.scale).fills
    steps = [lightness(grey(light)) - lightness(grey(dark)) for light, dark in pairwise(fills)]
    assert min(steps) >= 15


def test_poster_holds_nobodys_level() -> None:
    assert not re.search(r"\?\s*$|n\.v\.t\.", " ".join(t for x in texts(poster("nl")) for t in x.lines if len(t) < 2))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_poster_is_as_last_read(lang: str, golden: Golden) -> None:
    golden(f"poster/{lang}.txt", dump(poster(lang)))


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_only_text(hostile: str) -> None:
    framework, label = shipped().framework, hostile[:60]
    phase = framework.phases[0]
    criterion = phase.criteria[0].model_copy(update={"title": label, "question": hostile[:200]})
    changes = {
        **{name: getattr(framework, name) for name in Framework.model_fields},
        "title": "x" + hostile[:199],
        "status": hostile[:2_000],
        "phases": (phase.model_copy(update={"title": label, "subtitle": hostile[:200], "criteria": (criterion,)}),),
    }
    made = Framework.model_construct(None, **changes)
    scene = build_poster(made, "nl")
    assert faults(scene) == []
    assert inspect.overflow(scene) == ()
    for sheet in range(len(scene.pages)):
        ET.fromstring(write_svg(scene, sheet))


def test_svg_has_no_script_and_fetches_nothing() -> None:
    svg = render_poster(shipped().framework, "nl", "svg").decode()
    assert re.findall(r"<script|\bon\w+=|<foreignObject|<image|javascript:", svg) == []
    assert set(re.findall(r"url\((.{0,5})", svg)) == {"data:"}
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert ET.fromstring(svg).get("role") == "document"


def test_sheets_stand_below_each_other_in_a_picture() -> None:
    scene = build_poster(of_shape(6, 4), "nl")
    assert flaws(stack(scene)) == []
    svg = render_poster(of_shape(6, 4), "nl", "svg").decode()
    assert 'viewBox="0 0 595.276 1683.78"' in svg


def test_picture_of_very_many_sheets_stays_small_enough_to_open() -> None:
    png = render_poster(stress(), "nl", "png")
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    assert 22_000_000 < width * height <= 24_100_000


def test_picture_is_that_of_the_pdf() -> None:
    framework = shipped().framework
    pdf, png = (render_poster(framework, "nl", extension) for extension in ("pdf", "png"))
    raster = rasterise(pdf)
    assert (raster.width, raster.height) == (1654, 2340)
    assert [int.from_bytes(png[at : at + 4]) for at in (16, 20)] == [1654, 2340]
    assert f"Title\0\0\0\0\0Poster: {framework.title}".encode() in png


def test_files_do_not_depend_on_the_seed_of_hashes_the_clock_or_the_time_zone() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    again = [hashlib.sha256(render_poster(shipped().framework, "nl", e)).hexdigest() for e in EXTENSIONS]
    assert digests == {str(again)}


def test_framework_in_another_language_than_the_program_is_tagged_so() -> None:
    framework = of_shape(6, 4)
    scene, view = build_poster(framework, "en", theirs="nl"), make_view(framework, "en", "nl")
    theirs = {framework.title, framework.status, *(level.label for level in framework.scale.levels)}
    theirs |= {text for criterion in framework.criteria for text in (criterion.title, criterion.question)}
    theirs |= {text for phase in framework.phases for text in (phase.title, phase.subtitle)}
    ours = {view.purpose, view.honesty, view.origin, *(level.asks for level in view.levels)}
    found = {(t.words, g.lang) for g in groups(scene) for t in g.children if isinstance(t, Text)}
    assert {(words, lang) for words, lang in found if words in theirs} == {(words, "nl-NL") for words in theirs}
    assert {(words, lang) for words, lang in found if words in ours} == {(words, "") for words in ours}
    assert scene.lang == "en-GB"
    assert faults(scene) == []


def test_marks_that_do_not_occur_are_not_explained() -> None:
    data = sample(1, 2)
    for criterion in data["phases"][0]["criteria"]:
        criterion["tier"] = "full"
        criterion.pop("gate_min", None)
    view = make_view(loaded(data).framework, "nl")
    assert view.keys == ()
    assert [fact.detail for fact in view.facts] == ["", "", ""]


def test_each_level_asks_what_its_place_in_the_scale_asks() -> None:
    # seven levels, strong from 4; 5 and 6 follow. Evidence is asked from 4 as well.
    asks = [level.asks for level in make_view(shaped(1, 1, tuple(range(7))).framework, "nl").levels]
    low = "Laag: werk het verder uit."
    strong = "Sterk: houd het vast. Laat zien waar het uit blijkt."
    top = "Sterk: houd het vast en deel het. Laat zien waar het uit blijkt."
    assert asks == ["Laag: zet een eerste stap.", low, low, low, strong, strong, top]


def test_origin_counts_every_point_once() -> None:
    counts = re.findall(r"(\d+) punt", make_view(shipped().framework, "nl").origin)
    assert sum(map(int, counts)) == len(shipped().framework.criteria)


@example(text="weer samen wijkteam professionals inwoners onderzoek keer", width=84)
@given(
    text=st.lists(st.sampled_from(words(200).split()), min_size=1, max_size=20).map(" ".join),
    width=st.integers(80, 400),
)
def test_balanced_lines_lose_nothing_and_add_no_line(text: str, width: int) -> None:
    plain, balanced = wrap(text, width, 9, lang="nl"), wrap_balanced(text, width, 9, lang="nl")
    assert len(balanced.lines) == len(plain.lines)
    assert balanced.width <= width + 1e-6
    assert (balanced.spoken or " ".join(balanced.lines)) == text


def test_last_word_does_not_stand_alone() -> None:
    text = "Horen professionals tussendoor wat eruit komt, en kan het onderzoek daarop worden aangepast?"
    assert wrap(text, 160, 8.6, lang="nl").lines[-1] == "aangepast?"
    balanced = wrap_balanced(text, 160, 8.6, lang="nl")
    assert text_width(balanced.lines[-1], Weight.REGULAR, 8.6) >= 0.36 * balanced.width


@pytest.mark.parametrize("suffix", ["pdf", "svg", "png", "PDF"])
def test_command_writes_the_poster(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"poster.{suffix}"
    assert cli.main(["--messages", "nl", "poster", "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"Geschreven: {path}\n"
    assert path.read_bytes() == render_poster(shipped().framework, "nl", suffix.lower())


def test_command_takes_language_and_framework(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    options = ["--lang", "en", "--framework", str(ROOT / "criteria" / "afwegingskader")]
    assert cli.main(["poster", "-o", str(path), *options]) == 0
    assert path.read_bytes() == render_poster(shipped().in_language("en"), "en", "pdf")


def test_command_keeps_the_words_of_a_framework_without_that_language(tmp_path: Path) -> None:
    source, path = write(tmp_path, sample(1, 2)), tmp_path / "poster.pdf"
    assert cli.main(["poster", "-o", str(path), "--lang", "en", "--framework", str(source)]) == 0
    assert path.read_bytes() == render_poster(loaded(sample(1, 2)).framework, "en", "pdf", theirs="nl")


@pytest.mark.parametrize(
    ("output", "options", "message"),
    [
        ("poster.gif", [], "Laat de naam eindigen op .pdf, .svg of .png"),
        ("poster", [], "Laat de naam eindigen op .pdf, .svg of .png"),
        ("geen/map/poster.pdf", [], "kan niet worden geschreven"),
        ("poster.pdf", ["--framework", "nergens"], "is er niet"),
    ],
)
def test_command_refuses_in_one_line(
    output: str, options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--messages", "nl", "poster", "-o", str(tmp_path / output), *options]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_command_lists_the_faults_of_a_framework_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = str(ROOT / "tests" / "bad_frameworks" / "missing_key.yaml")
    assert cli.main(["--messages", "nl", "poster", "-o", str(tmp_path / "poster.pdf"), "--framework", broken]) == 1
    assert "de sleutel" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_broken_for_verapdf_is_broken() -> None:
    sound = render_poster(shipped().framework, "nl", "pdf")
    assert not validator.validate_pdf_bytes(break_structure(sound), profile="ua1").is_compliant


def test_every_picture_has_an_alternative_text() -> None:
    listed = re.findall(
        r"^\| \[([^\]]+)\]\(\1\) \| .{40,} \|$", (tasks.PICTURES / "README.md").read_text(), re.MULTILINE
    )
    wanted = ["poster.nl.png", "poster.en.png"]
    for path in tasks.pictured_examples():
        name, _, lang = path.stem.rpartition(".")
        wanted += [f"{kind}.{name}.{lang}.png" for kind in ("infographic", "card")]
    assert set(wanted) <= set(listed)
    assert [name for name in listed if not (tasks.PICTURES / name).is_file()] == []
