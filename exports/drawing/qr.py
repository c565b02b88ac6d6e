"""An address as a QR code."""

from __future__ import annotations

import io

from exports.drawing import palette
from exports.drawing.shapes import Box, Paint, Path, Step

_ERROR_CORRECTION = "m"


def qr_code(address: str, box: Box) -> Path:
    """The code of `address` in a square box; leave four modules of quiet ground around it.

    Source: ISO/IEC 18004.
    """
    import segno

    matrix = segno.make(address, error=_ERROR_CORRECTION, micro=False).matrix
    unit = box.w / len(matrix)
    steps: list[Step] = []
    for row, cells in enumerate(matrix):
        start = 0
        while start < len(cells):
            end = start
            while end < len(cells) and cells[end]:
                end += 1
            if end > start:
                steps += _run(box.x + start * unit, box.y + row * unit, (end - start) * unit, unit)
            start = end + 1
    return Path(tuple(steps), Paint(palette.NAVY), crisp=True)


def qr_png(address: str) -> bytes:
    """The code of `address` as a PNG with its quiet ground; the same address always gives the same bytes.

    Source: ISO/IEC 18004.
    """
    import segno

    buffer = io.BytesIO()
    segno.make(address, error=_ERROR_CORRECTION, micro=False).save(buffer, kind="png", scale=8, dark=palette.NAVY)
    return buffer.getvalue()


def qr_uri(address: str) -> str:
    """The code of `address` as an address of its own (data:, SVG), for a page without other files.

    Source: ISO/IEC 18004.
    """
    import segno

    code = segno.make(address, error=_ERROR_CORRECTION, micro=False)
    return code.svg_data_uri(omitsize=True, dark=palette.NAVY, light=palette.PAPER, xmldecl=False, nl=False)


def _run(x: float, y: float, width: float, height: float) -> tuple[Step, ...]:
    """Dark modules beside each other as one rectangle."""
    corners = ((x + width, y), (x + width, y + height), (x, y + height))
    return Step("M", (x, y)), *(Step("L", corner) for corner in corners), Step("Z")
