"""The validator sees a broken file, so that its silence means something."""

from collections.abc import Callable
from typing import Any

import page as validator
import pytest
from reportlab.pdfbase import ttfonts

from exports.drawing import hooks, tags
from exports.drawing.pdf import write_pdf
from tests.exports.drawing.specimens import demo


def is_compliant(data: bytes) -> bool:
    return validator.validate_pdf_bytes(data, profile="ua1").is_compliant


@pytest.mark.parametrize(
    ("whole", "broken"),
    [  # equally long, so that every offset in the file stays true
        (b"/StructTreeRoot", b"/StructTreeRoof"),
        (b"/MarkInfo", b"/MarkInfx"),
        (b"/Marked true", b"/Marked fals"),
        (b"/Metadata", b"/Metadatx"),
        (b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
        (b"<dc:title>", b"<dc:titel>"),
        (b"/Lang (nl-NL)", b"/Lanx (nl-NL)"),
        (b"/DisplayDocTitle true", b"/DisplayDocTitlx true"),
        (b"/Tabs /S", b"/Tabs /R"),
        (b"/Alt (", b"/Alx ("),
        (b"/ToUnicode", b"/ToUnicodx"),
        (b"/FontFile2", b"/FontFilx2"),
        (b"/S /H2", b"/S /H3"),
        (b"/S /H1", b"/S /H2"),
        (b"/S /LBody", b"/S /LBodx"),
        (b"/S /TR", b"/S /P "),
        (b"/S /LI", b"/S /TD"),
        (b"/S /Link", b"/S /Form"),
        (b"/Contents (", b"/Contentx ("),
        (b"/StructParent ", b"/StructParenx "),
        (b"/Scope /Column", b"/Scopx /Column"),
        (b"/ColSpan 2", b"/ColSpan 3"),
        (b"/ParentTree ", b"/ParentTrex "),
        (b"/Lang (en)", b"/Lang (e!)"),
    ],
    ids=lambda part: part.decode(),
)
def test_broken_file_is_seen(whole: bytes, broken: bytes) -> None:
    data = write_pdf(demo()).data
    assert len(whole) == len(broken)
    assert whole in data
    assert is_compliant(data)
    assert not is_compliant(data.replace(whole, broken))


@pytest.mark.parametrize("mark", ["/Artifact BMC", "/H1 <<"])
def test_content_without_a_mark_is_seen(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written: Callable[[Any, str], None] = hooks.operate
    skipped: list[str] = []

    def forget(canvas: Any, operators: str) -> None:
        if operators.startswith(mark):
            skipped.append(operators)
        elif operators == "EMC" and skipped:
            skipped.pop()
        else:
            written(canvas, operators)

    write_pdf(demo())  # the self-test of the hooks passes before they are broken
    monkeypatch.setattr(hooks, "operate", forget)
    assert not is_compliant(write_pdf(demo()).data)


def test_unused_slots_of_a_font_that_map_to_nothing_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def original(name: str, subset: list[int]) -> str:
        pairs = "\n".join(f"<{slot:02X}> <{code:04X}>" for slot, code in enumerate(subset))
        return hooks.to_unicode_cmap(name, []).replace(
            "endcodespacerange", f"endcodespacerange\n{len(subset)} beginbfchar\n{pairs}\nendbfchar"
        )

    write_pdf(demo())
    monkeypatch.setattr(hooks, "register_fonts", lambda: monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", original))
    assert not is_compliant(write_pdf(demo()).data)


def test_page_without_tab_order_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    write_pdf(demo())
    monkeypatch.setattr(hooks, "finish_page", lambda canvas, number: None)
    assert not is_compliant(write_pdf(demo()).data)


def test_link_outside_the_structure_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def untied(self: tags.Tags, group: Any, element: Any) -> None:
        self.canvas.linkURL("https://voorbeeld.nl/", (60, 478, 120, 492), thickness=0)

    write_pdf(demo())
    monkeypatch.setattr(tags.Tags, "link", untied)
    assert not is_compliant(write_pdf(demo()).data)
