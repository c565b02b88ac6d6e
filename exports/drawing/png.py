"""A page of a PDF as PNG, so that the picture cannot differ from the document."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from threading import Lock

import pypdfium2

PAGE_WIDTH = 1654
"""Pixels across an A4 page at 200 dots an inch."""

_LEVEL = 3  # halves the time of level 6 for files a tenth larger
_LOCK = Lock()  # PDFium may be called by one thread at a time
_ROUNDING = 1e-6  # PDFium rounds up: 200.00000000000003 would become 201
_INCH = 72.0
_METRE = 1 / 0.0254


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: rows of red, green and blue, one byte each, without gaps; `dots` are pixels an inch of paper."""

    width: int
    height: int
    pixels: bytes
    dots: float = 96.0


def rasterise(pdf: bytes, width: int = PAGE_WIDTH, page: int = 0) -> Raster:
    """The page as pixels, `width` across and high in proportion.

    Args:
        pdf: the file.
        width: pixels, 1 to 10,000.
        page: which page, from 0.
    Errors:
        ValueError: another width.
        pypdfium2.PdfiumError: no PDF.
        IndexError: no such page.
    """
    if not 1 <= width <= 10_000:
        raise ValueError(f"a picture is 1 to 10,000 pixels wide, not {width}")
    with _LOCK, pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"no page {page} among {len(document)}")
        sheet = document[page]
        scale = (width - _ROUNDING) / sheet.get_width()
        bitmap = sheet.render(scale=scale, rev_byteorder=True, draw_annots=False)
        rows = memoryview(bitmap.buffer).cast("B")
        across, stride = bitmap.width * bitmap.n_channels, bitmap.stride
        if bitmap.n_channels != 3:
            raise RuntimeError(f"expected three colours a pixel, not {bitmap.n_channels}")
        pixels = b"".join(rows[at : at + across] for at in range(0, stride * bitmap.height, stride))
        return Raster(bitmap.width, bitmap.height, pixels, _INCH * bitmap.width / sheet.get_width())


def write_png(pdf: bytes, width: int = PAGE_WIDTH, page: int = 0, *, title: str = "", description: str = "") -> bytes:
    """The page as PNG; equal calls give equal bytes.

    Args:
        pdf: the file to picture.
        width: pixels across.
        page: which page, from 0.
        title, description: kept in the file as text, for whoever cannot see it.
    Returns:
        The file, in eight bits a colour without transparency.
    Errors:
        As `rasterise`.
    Source: PNG, third edition (W3C).
    """
    return encode(rasterise(pdf, width, page), {"Title": title, "Description": description})


def encode(raster: Raster, texts: dict[str, str]) -> bytes:
    """A raster as PNG, with `texts` by keyword; empty texts are left out.

    Rows are not filtered: flat drawings come out smaller that way, in half the time of Pillow (docs/decisions/0011).
    """
    across = raster.width * 3
    rows = memoryview(raster.pixels)
    packer = zlib.compressobj(_LEVEL)
    unfiltered = b"".join(
        part for at in range(0, across * raster.height, across) for part in (b"\0", rows[at : at + across])
    )
    packed = packer.compress(unfiltered) + packer.flush()
    metre = round(raster.dots * _METRE)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", raster.width, raster.height, 8, 2, 0, 0, 0))]
    chunks.append((b"pHYs", struct.pack(">IIB", metre, metre, 1)))
    chunks += [(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in texts.items() if text]
    chunks += [(b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
