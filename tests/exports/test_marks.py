"""Every file shows the texts of a framework as their author wrote them: nothing in them is a mark, nothing a link."""

import re
import zipfile
from io import BytesIO

import pytest

from exports.catalogue import Exporter, exporters
from exports.documents.worksheet import render_worksheet
from exports.pictures.poster import render_poster
from framework.assessing.record import Scope
from framework.reporting.report import make_report
from tests.exports.dumps import DUMPS
from tests.exports.sample_reports import example
from tests.framework.strategies import shipped
from tests.marked import MARKS, marked

# Files of words; the record names points by their ids, and a calendar without actions says nothing.
WORDS = [exporter for exporter in exporters() if exporter.extension not in ("ics", "json", "png")]


def squeezed(text: str) -> str:
    """A text without what a line may break on."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


@pytest.mark.parametrize("exporter", WORDS, ids=lambda each: f"{each.identifier}-{each.extension}")
def test_file_holds_the_texts_of_a_framework_as_written(exporter: Exporter) -> None:
    assert shipped().framework.id == marked().framework.id
    report = make_report(marked(), example("jong_in_de_buurt", "nl").assessment, "nl")
    check(exporter.render(report, "nl"), exporter.extension)


@pytest.mark.parametrize("extension", ["pdf", "svg"])
def test_poster_holds_the_texts_of_a_framework_as_written(extension: str) -> None:
    check(render_poster(marked().framework, "nl", extension), extension)


def test_worksheet_holds_the_texts_of_a_framework_as_written() -> None:
    check(render_worksheet(marked().framework, Scope.FULL, "nl"), "docx")


def check(file: bytes, extension: str) -> None:
    assert squeezed(MARKS) in squeezed(DUMPS[extension](file))
    if zipfile.is_zipfile(BytesIO(file)):
        with zipfile.ZipFile(BytesIO(file)) as parts:
            assert b"voorbeeld.example" not in b"".join(parts.read(n) for n in parts.namelist() if n.endswith(".rels"))
    assert b"/URI (https://voorbeeld.example" not in file
