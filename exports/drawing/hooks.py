"""The private parts of reportlab 5.1 that tagging leans on, each behind one name, with a self-test of all.

reportlab draws, but fills no structure tree. Pin `reportlab>=5.1,<5.2`; whatever a newer one changes here, `work`
says so and the PDF comes out untagged. Canvases are typed as anything here, since no type knows private parts.
"""

from __future__ import annotations

import calendar
import hashlib
import re
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfgen import canvas as canvases
from reportlab.pdfgen import pathobject, textobject

from exports.drawing.font import FILES, FOLDER, Weight

_FORBIDDEN = (0, 0xFEFF, 0xFFFE)
_PAGE_KEYS = ("StructParents", "Tabs")


def to_unicode_cmap(name: str, subset: list[int]) -> str:
    """The ToUnicode map of a font subset, with used slots only.

    reportlab maps unused slots to U+0000, which PDF/UA-1 forbids (ISO 14289-1, 7.21.7), and writes characters beyond
    U+FFFF in five digits where UTF-16 needs eight.
    """
    pairs = [(slot, code) for slot, code in enumerate(subset) if code not in _FORBIDDEN]
    out = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>\nendcodespacerange",
    ]
    for start in range(0, len(pairs), 100):  # a block holds at most 100 entries (Adobe Technical Note 5014)
        block = pairs[start : start + 100]
        out.append(f"{len(block)} beginbfchar")
        out += [f"<{slot:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for slot, code in block]
        out.append("endbfchar")
    out.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "\n".join(out)


def numbers(*values: Any) -> str:
    """Numbers as operands, to four decimals, separated by spaces.

    Stands in for reportlab's own, which takes a logarithm of each number and a third of the time of a page.
    """
    if len(values) == 1 and isinstance(values[0], (list, tuple)):
        values = tuple(values[0])
    return " ".join([str(v) if v.__class__ is int else _decimal(v) for v in values])


def _decimal(value: float) -> str:
    written = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def font_name(weight: Weight) -> str:
    """The name under which reportlab knows a weight of the house type."""
    return f"kaderwijzer-{weight}"


def register_fonts() -> None:
    """Make the three fonts known to reportlab, once a process, and its files free of the ASCII-85 detour."""
    rl_config.useA85 = 0
    ttfonts.makeToUnicodeCMap = to_unicode_cmap
    for module in (canvases, pathobject, pdfdoc, textobject):
        module.fp_str = numbers  # pyright: ignore[reportAttributeAccessIssue]
    for weight, file in FILES.items():
        if font_name(weight) not in pdfmetrics.getRegisteredFontNames():
            path = str(FOLDER / file)
            pdfmetrics.registerFont(ttfonts.TTFont(font_name(weight), path, asciiReadable=0, shapable=False))


class Stamp:
    """Midnight UTC of one day, in the shape of reportlab's own time stamp, which knows only 'now' and 2000."""

    tzname = "UTC"
    dhh = dmm = 0

    def __init__(self, day: date) -> None:
        self.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
        self.t = calendar.timegm((*self.YMDhms, 0, 0, 0))
        self.lt = time.gmtime(self.t)

    @property
    def datetime(self) -> datetime:
        """The time itself."""
        return datetime.fromtimestamp(self.t, UTC)

    @property
    def asctime(self) -> str:
        """The time as C writes it."""
        return time.asctime(self.lt)


def set_day(canvas: Any, day: date) -> None:
    """Date the file on `day`, and keep the machine's clock and SOURCE_DATE_EPOCH out of its identifier."""
    canvas._doc._timeStamp = Stamp(day)
    canvas._doc.signature = hashlib.md5(day.isoformat().encode(), usedforsecurity=False)


def operate(canvas: Any, operators: str) -> None:
    """Add operators to the content of the current page."""
    canvas._code.append(operators)


def refer(canvas: Any, entries: dict[str, Any] | list[Any]) -> tuple[Any, Any]:
    """A new object of the file with these entries, and a reference to it."""
    made: Any = pdfdoc.PDFArray(entries) if isinstance(entries, list) else pdfdoc.PDFDictionary(entries)
    made.__RefOnly__ = 1
    return made, canvas._doc.Reference(made)


def register(canvas: Any, made: Any) -> Any:
    """A reference to an object that formats itself."""
    return canvas._doc.Reference(made)


def refer_page(number: int) -> Any:
    """A reference to the page of this number (from 0), also before it is drawn."""
    return pdfdoc.PDFObjectReference(f"Page{number + 1}")


def annotate(canvas: Any, entries: dict[str, Any]) -> tuple[Any, Any]:
    """An annotation on the current page, and a reference to it."""
    made: Any = pdfdoc.PDFDictionary(entries)
    made.__RefOnly__ = 1
    canvas._addAnnotation(made)
    return made, canvas._doc.Reference(made)


def finish_page(canvas: Any, number: int) -> None:
    """Give a page that was just shown its key in the parent tree, and tabbing in the order of the structure."""
    page = canvas._doc.idToObject[f"Page{number + 1}"]
    page.__NoDefault__ = [*type(page).__NoDefault__, *_PAGE_KEYS]  # reportlab drops keys that it does not know
    page.StructParents = number
    page.Tabs = pdfdoc.PDFName("S")


def finish_catalog(canvas: Any, root: Any, metadata: bytes) -> None:
    """Hang the structure tree and the XMP packet in the catalogue."""
    catalog = canvas._doc.Catalog
    catalog.StructTreeRoot = root
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    catalog.Metadata = pdfdoc.XMP(creator=lambda _: metadata)


_work: list[bool] = []


def work(specimen: Callable[[], bytes]) -> bool:
    """Whether the hooks do what they must, tried once a process on a specimen.

    Args:
        specimen: draws a small tagged document with a link.
    Returns:
        True when everything that makes a file tagged arrived in it.
    """
    if not _work:
        try:
            data = specimen()
        except Exception:  # a changed private part may raise anything; an untagged file mends it
            data = b""
        data += b"".join(_inflated(data))
        _work.append(all(re.search(mark, data) for mark in _MARKS))
    return _work[0]


def _inflated(data: bytes) -> Iterator[bytes]:
    for packed in re.split(rb"\bstream\r?\n", data)[1:]:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed)


_MARKS = (
    rb"/StructTreeRoot \d+ 0 R",
    rb"/ParentTree \d+ 0 R",
    rb"/Marked true",
    rb"/Pg \d+ 0 R",
    rb"/Obj \d+ 0 R",
    rb"/StructParents 0",
    rb"/StructParent 1",
    rb"/Tabs /S",
    rb"/ToUnicode",
    rb"<pdfuaid:part>1<",
    rb"/MCID 0",
    rb"D:20010203000000",
)
