"""A browser shows the SVG as the PDF prints it, and tells a screen reader the same."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser

from exports.drawing.inspect import differs
from exports.drawing.pdf import write_pdf
from exports.drawing.png import Raster, rasterise
from exports.drawing.scene import Scene
from exports.drawing.svg import write_svg
from exports.pictures import infographic
from tests.exports.pictured import example, hard
from tests.exports.pictures.test_infographic import DRAWINGS

pytestmark = pytest.mark.browser
MOST = 48  # of 255, in any block of 8 by 8 pixels


def screenshot(browser: Browser, scene: Scene) -> Raster:
    """The SVG as Chromium draws it, at 96 pixels an inch."""
    sheet = scene.pages[0]
    size = {"width": round(sheet.width * 4 / 3), "height": round(sheet.height * 4 / 3)}
    page = browser.new_page(viewport=size)
    page.set_content(f"<body style='margin:0'>{write_svg(scene).decode()}</body>")
    page.evaluate("document.fonts.ready")
    picture = page.screenshot()
    page.close()
    return decode(picture)


def decode(png: bytes) -> Raster:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return Raster(picture.width, picture.height, picture.tobytes())


@pytest.mark.parametrize("build", DRAWINGS.values(), ids=DRAWINGS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_svg_looks_like_the_pdf(browser: Browser, build: infographic.Build, lang: str) -> None:
    scene = build(example("jong_in_de_buurt", lang), lang)
    shown = screenshot(browser, scene)
    assert differs(shown, crop(rasterise(write_pdf(scene).data, shown.width), shown.height)) <= MOST


def crop(raster: Raster, height: int) -> Raster:
    """The first rows; rounding may give one picture a row more."""
    assert abs(raster.height - height) <= 1
    rows = raster.pixels + raster.pixels[-3 * raster.width :]
    return Raster(raster.width, height, rows[: 3 * raster.width * height])


def test_browser_tells_tables_rows_and_cells(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(write_svg(infographic.build(hard()["one_phase"], "nl")).decode())
    assert page.get_by_role("row").count() == 12
    assert page.get_by_role("table", name="De aandachtspunten van Start, met hun niveau").count() == 1
    assert page.get_by_role("heading", level=1).text_content().strip() == "Samen wijzer in de wijk"
    assert page.get_by_role("cell").get_by_role("img", name="niveau 4, Niveau 4").count() == 2
    page.close()
