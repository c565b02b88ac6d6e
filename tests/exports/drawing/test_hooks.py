"""When reportlab changes inside, files come out untagged with a notice, and nothing crashes."""

from typing import Any

import pytest

from exports.drawing import hooks
from exports.drawing.pdf import tagging_works, write_pdf
from tests.exports.drawing.specimens import demo, extract, paragraph, scene, structure

NOTICE = "Zonder structuur voor schermlezers"


@pytest.fixture(autouse=True)
def _fresh_self_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_work", [])


def fail(*arguments: Any) -> Any:
    raise AttributeError("this private part is gone")


@pytest.mark.parametrize("hook", ["operate", "refer", "refer_page", "annotate", "finish_page", "finish_catalog"])
@pytest.mark.parametrize("how", [fail, lambda *arguments: (None, None)], ids=["raises", "does nothing"])
def test_a_hook_that_broke_leaves_an_untagged_file(hook: str, how: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, hook, how)
    pdf = write_pdf(scene(paragraph("Tekst"), untagged_notice=NOTICE))
    assert not pdf.tagged
    assert b"pdfuaid" not in pdf.data
    assert extract(pdf.data) == f"Tekst {NOTICE}"


def test_the_self_test_runs_once() -> None:
    runs: list[int] = []

    def specimen() -> bytes:
        runs.append(1)
        return b""

    assert [hooks.work(specimen), hooks.work(specimen), len(runs)] == [False, False, 1]


def test_an_untagged_demo_keeps_its_text_and_its_outer_links(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged = extract(write_pdf(demo()).data)
    monkeypatch.setattr(hooks, "_work", [False])
    untagged = write_pdf(demo())
    assert structure(untagged.data) == ()
    assert "Samen wijzer in de wijk" in extract(untagged.data)
    assert "Samen wijzer in de wijk" in tagged
    assert untagged.data.count(b"/URI (https://voorbeeld.nl/)") == 1
    assert untagged == write_pdf(demo())


def test_a_tagged_file_bears_no_notice() -> None:
    pdf = write_pdf(scene(paragraph("Tekst"), untagged_notice=NOTICE))
    assert tagging_works()
    assert extract(pdf.data) == "Tekst"
