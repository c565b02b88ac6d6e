"""How long it takes to draw a worked example, how large it comes out, and how other tools fare with the same page.

Aims, warm: PDF under 40 ms, SVG under 5 ms, PNG of 1654 pixels under 250 ms, PDF under 100 KB, memory under 110 MiB;
WeasyPrint at least 8 times and matplotlib at least 20 times as long for a PDF. Machines vary, ratios hold.
The peers are optional: `python -m pip install -r requirements-bench.in`.
"""

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from exports.drawing.font import FILES, FOLDER, Weight
from exports.drawing.geometry import bounds
from exports.drawing.pdf import write_pdf
from exports.drawing.png import write_png
from exports.drawing.scene import Scene, walk
from exports.drawing.shapes import Anchor, Box, Circle, Line, Paint, Rect, Text
from exports.drawing.shapes import Path as Outline
from exports.drawing.svg import write_svg
from exports.pictures import card, infographic
from tests.exports.pictured import example, hard

REPORT = example("jong_in_de_buurt", "nl")
SCENE = infographic.build(REPORT, "nl")
ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600, Weight.BOLD: 700}


def test_infographic_as_pdf(benchmark: BenchmarkFixture) -> None:
    data = benchmark(infographic.render, REPORT, "nl", "pdf")
    benchmark.extra_info["bytes"] = len(data)
    assert len(data) < 100_000


def test_infographic_as_svg(benchmark: BenchmarkFixture) -> None:
    benchmark.extra_info["bytes"] = len(benchmark(infographic.render, REPORT, "nl", "svg"))


def test_infographic_as_png(benchmark: BenchmarkFixture) -> None:
    benchmark.extra_info["bytes"] = len(benchmark(infographic.render, REPORT, "nl", "png"))


def test_layout_alone(benchmark: BenchmarkFixture) -> None:
    benchmark(infographic.build, REPORT, "nl")


def test_pdf_of_a_scene_alone(benchmark: BenchmarkFixture) -> None:
    benchmark(write_pdf, SCENE)


def test_svg_of_a_scene_alone(benchmark: BenchmarkFixture) -> None:
    benchmark(write_svg, SCENE)


def test_png_of_a_pdf_alone(benchmark: BenchmarkFixture) -> None:
    benchmark(write_png, write_pdf(SCENE).data)


def test_card_as_pdf(benchmark: BenchmarkFixture) -> None:
    benchmark(card.render, REPORT, "nl", "pdf")


def test_longest_infographic_as_pdf(benchmark: BenchmarkFixture) -> None:
    benchmark(infographic.render, hard()["stress"], "nl", "pdf")


def test_memory_of_a_fresh_process(benchmark: BenchmarkFixture) -> None:
    """The highest memory of a process that draws one PDF and one PNG, in MiB."""
    script = (
        "import resource; from exports.pictures import infographic; from tests.exports.pictured import example; "
        "r = example('jong_in_de_buurt', 'nl'); [infographic.render(r, 'nl', k) for k in ('pdf', 'png')]; "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", script]
    run = lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: E731
    benchmark.extra_info["MiB"] = round(float(benchmark.pedantic(run, rounds=1)))


def test_weasyprint_takes_many_times_as_long(benchmark: BenchmarkFixture) -> None:
    weasyprint = pytest.importorskip("weasyprint", reason="needs requirements-bench.in")
    page = as_html(SCENE)
    compare(benchmark, lambda: weasyprint.HTML(string=page).write_pdf(), 8)


def test_matplotlib_takes_many_times_as_long(benchmark: BenchmarkFixture) -> None:
    pytest.importorskip("matplotlib", reason="needs requirements-bench.in")
    compare(benchmark, lambda: with_matplotlib(SCENE), 20)


def compare(benchmark: BenchmarkFixture, peer: Callable[[], bytes], least: int) -> None:
    """Time a peer and this program in turn, so that both meet the same machine."""
    ours, theirs = list[float](), list[float]()
    for _ in range(5):
        for took, work in ((theirs, peer), (ours, lambda: infographic.render(REPORT, "nl", "pdf"))):
            start = time.perf_counter()
            assert work()
            took.append(time.perf_counter() - start)
    ratio = statistics.median(theirs) / statistics.median(ours)
    benchmark.extra_info["ratio"] = round(ratio, 1)
    print(f"ratio {ratio:.1f}, aim {least}")
    benchmark.pedantic(peer, rounds=1)


def as_html(scene: Scene) -> str:
    """The same page for a browser-like tool: every text and shape at its place."""
    faces = "".join(
        f"@font-face{{font-family:S;font-weight:{WEIGHTS[weight]};src:url({(FOLDER / name).as_uri()})}}"
        for weight, name in FILES.items()
    )
    sheet, out = scene.pages[0], list[str]()
    for node in walk(sheet.children):
        if isinstance(node, Text):
            out += [
                f"<p style='left:{node.x}pt;top:{node.y + i * node.leading - node.size}pt;font-size:{node.size}pt;"
                f"font-weight:{WEIGHTS[node.weight]};color:{node.fill}'>{escape(line)}</p>"
                for i, line in enumerate(node.lines)
            ]
        elif (placed := placed_box(node)) is not None:
            box, paint, radius = placed
            edge = f"border:{paint.width}pt solid {paint.stroke};" if paint.stroke else ""
            out.append(
                f"<div style='left:{box.x}pt;top:{box.y}pt;width:{box.w}pt;height:{box.h}pt;{edge}"
                f"background:{paint.fill or 'none'};border-radius:{radius}pt'></div>"
            )
    style = f"{faces}@page{{size:{sheet.width}pt {sheet.height}pt;margin:0}}body{{font-family:S}}"
    return f"<style>{style}p,div{{position:absolute;margin:0;white-space:nowrap}}</style>{''.join(out)}"


def placed_box(node: object) -> tuple[Box, Paint, float] | None:
    """Where a shape stands, how it looks, and how round it is; peers draw every shape as a rounded box."""
    if not isinstance(node, Rect | Circle | Line | Outline) or (box := bounds(node)) is None:
        return None
    return box, node.paint, node.r if isinstance(node, Circle) else node.radius if isinstance(node, Rect) else 0.0


def with_matplotlib(scene: Scene) -> bytes:
    """The same page, drawn by matplotlib."""
    from matplotlib import font_manager, patches
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

    sheet = scene.pages[0]
    figure = Figure(figsize=(sheet.width / 72, sheet.height / 72))
    FigureCanvasPdf(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, sheet.width), ylim=(sheet.height, 0))
    axes.axis("off")
    fonts = {weight: font_manager.FontProperties(fname=str(FOLDER / name)) for weight, name in FILES.items()}
    sides = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
    for node in walk(sheet.children):
        if isinstance(node, Text):
            for i, line in enumerate(node.lines):
                look = {"fontproperties": fonts[node.weight], "size": node.size, "color": node.fill}
                side, y = sides[node.anchor], node.y + i * node.leading
                axes.text(node.x, y, line, ha=side, parse_math=False, **look)
        elif (placed := placed_box(node)) is not None:
            box, paint, _ = placed
            look = {"facecolor": paint.fill or "none", "edgecolor": paint.stroke or "none", "linewidth": paint.width}
            axes.add_patch(patches.Rectangle((box.x, box.y), box.w, box.h, **look))
    out = io.BytesIO()
    figure.savefig(out, format="pdf")
    return out.getvalue()
