"""The picture is the page, pixel for pixel, and never differs by itself."""

import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exports.drawing.inspect import differs
from exports.drawing.pdf import write_pdf
from exports.drawing.png import Raster, encode, rasterise, write_png
from exports.drawing.scene import Page, Scene
from exports.drawing.shapes import Box, Paint, Rect
from tests.exports.drawing.specimens import DAY, demo

PLAIN = write_pdf(Scene((Page(10, 20),), "leeg", "nl", DAY)).data


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The pieces of a PNG, their check sums verified."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        piece = data[at + 4 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(piece),)
        found.append((piece[:4], piece[4:]))
        at += 12 + length
    return found


def decode(data: bytes) -> Raster:
    """The pixels of a PNG, as another program reads them."""
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGB")
        return Raster(picture.width, picture.height, picture.tobytes())


def test_picture_is_the_rasterised_page() -> None:
    data = write_pdf(demo()).data
    picture = decode(write_png(data, 595))
    assert picture.pixels == rasterise(data, 595).pixels
    assert (picture.width, picture.height) == (595, 842)


@given(st.integers(1, 2_000))
def test_picture_is_as_wide_as_asked(width: int) -> None:
    picture = rasterise(PLAIN, width)
    assert (picture.width, picture.height) == (width, -(-width * 20 // 10))


def test_colours_are_not_swapped() -> None:
    sheet = Page(10, 10, (Rect(Box(0, 0, 10, 10), Paint("#a8360b")),))
    data = write_pdf(Scene((sheet,), "vlak", "nl", DAY)).data
    assert set(struct.iter_unpack("3B", rasterise(data, 10).pixels)) == {(0xA8, 0x36, 0x0B)}


def test_texts_and_resolution_stand_in_the_file() -> None:
    found = chunks(write_png(write_pdf(demo()).data, 1654, title="Títel", description="Wát het toont"))
    assert (b"iTXt", "Title\0\0\0\0\0Títel".encode()) in found
    assert (b"iTXt", "Description\0\0\0\0\0Wát het toont".encode()) in found
    with Image.open(io.BytesIO(write_png(write_pdf(demo()).data, 1654, title="Títel"))) as picture:
        assert picture.text == {"Title": "Títel"}
    # 1654 pixels over 595 points: 200.1 an inch, 7880 a metre
    assert (b"pHYs", struct.pack(">IIB", 7880, 7880, 1)) in found


def test_equal_calls_give_equal_files() -> None:
    data = write_pdf(demo()).data
    assert write_png(data, 700) == write_png(data, 700)


def test_pages_differ() -> None:
    data = write_pdf(demo()).data
    first, second = rasterise(data, 100, 0), rasterise(data, 100, 1)
    assert (first.height, second.height) == (142, 71)
    assert differs(first, first) == 0


def test_several_threads_may_ask_at_once() -> None:
    data = write_pdf(demo()).data
    alone = write_png(data, 300)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: write_png(write_pdf(demo()).data, 300), range(12))) == {alone}


@given(st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_encoding_keeps_every_pixel(width: int, height: int, random: object) -> None:
    raster = Raster(width, height, random.randbytes(3 * width * height))  # type: ignore[attr-defined]
    assert decode(encode(raster, {})) == raster


@pytest.mark.parametrize("width", [0, -1, 10_001])
def test_silly_widths_are_refused(width: int) -> None:
    with pytest.raises(ValueError, match="1 to 10,000"):
        rasterise(b"", width)


def test_no_pdf_and_no_page_are_refused() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        rasterise(b"geen pdf")
    with pytest.raises(IndexError):
        rasterise(write_pdf(demo()).data, 10, 2)
