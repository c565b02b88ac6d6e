"""Draw every kind of PDF that the product makes into a folder: `python -m tools.draw_for_verapdf FOLDER`.

The worked examples in both languages, posters of frameworks of every shape, reports that are hard to picture, some
drawn at random, and the papers of a practice check and a question table. In `broken/` stands a file that must fail, so
that a check that passes everything is noticed.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from exports.catalogue import for_suffix
from exports.documents.agenda import agenda_document
from exports.pictures.poster import render_poster
from exports.typeset.pdf_writer import write_pdf
from framework.language.texts import languages
from framework.reporting.report import Report
from tests.exports import test_mirror
from tests.exports.documents import test_agenda, test_group, test_invitation
from tests.exports.pictured import EXAMPLES, example, generated, hard, longest, shaped
from tests.framework.strategies import shipped

GENERATED = 8
SHAPES = ((1, 1), (1, 40), (2, 9), (4, 12), (6, 40))


def draw_reports() -> Iterator[tuple[str, bytes]]:
    for path in sorted(EXAMPLES.glob("*.yaml")):
        name, lang = path.stem.rsplit(".", 1)
        yield from _draw(f"example-{path.stem}", example(name, lang), lang)
    for name, report in hard().items():
        yield from _draw(f"hard-{name}", report, "nl")
    for number, report in enumerate(generated(GENERATED)):
        yield from _draw(f"generated-{number}", report, "en")


def _draw(name: str, report: Report, lang: str) -> Iterator[tuple[str, bytes]]:
    for exporter in for_suffix("pdf"):
        yield f"{name}-{exporter.identifier}", exporter.render(report, lang)


def draw_posters() -> Iterator[tuple[str, bytes]]:
    for lang in languages():
        yield f"poster-{lang}", render_poster(shipped().in_language(lang), lang, "pdf")
    yield "poster-foreign", render_poster(shipped().framework, "en", "pdf", theirs="nl")
    yield "poster-longest", render_poster(longest(6, 40).framework, "nl", "pdf")
    for phases, points in SHAPES:
        yield f"poster-{phases}x{points}", render_poster(shaped(phases, points).framework, "nl", "pdf")


def draw_papers() -> Iterator[tuple[str, bytes]]:
    """What goes with a practice check and a question table, and all kinds of report with a mirror."""
    for lang in languages():
        yield f"agenda-{lang}", write_pdf(agenda_document(test_agenda.full(lang), lang))
        yield f"invitation-{lang}", write_pdf(test_invitation.made(lang))
        yield f"group-{lang}", write_pdf(test_group.made(language=lang))
        yield from _draw(f"mirror-{lang}", test_mirror.made(language=lang), lang)


def break_structure(pdf: bytes) -> bytes:
    """The file without its language and without the word that it has a structure; no byte moves."""
    broken = pdf.replace(b"/Lang (", b"/Bang (").replace(b"/MarkInfo", b"/MurkInfo")
    assert broken != pdf
    return broken


def main(folder: Path) -> None:
    drawn = dict([*draw_posters(), *draw_reports(), *draw_papers()])
    for name, pdf in drawn.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    (folder / "broken").mkdir()
    (folder / "broken" / "broken.pdf").write_bytes(break_structure(drawn["poster-nl"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
