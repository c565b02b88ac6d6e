"""What a file leaves out is said where it is chosen, and is true: nothing more is left out, and nothing less."""

from collections.abc import Iterator
from datetime import date

import pytest

from exports.catalogue import Exporter, exporters
from framework.assessing.beside import ClosedCheck, Commitment, Distribution, TableNotes
from framework.assessing.record import Evidence, Scored
from framework.language.texts import languages, texts
from framework.reporting.report import Report, make_report
from tests.exports.dumps import DUMPS
from tests.exports.sample_reports import EXAMPLES, example, shipped

READABLE = [exporter for exporter in exporters() if exporter.extension != "png"]
# no file of a report holds these two; only one's own file, from which one could expect them, says so
NEVER = {"history", "open_checks"}
FIRST, LAST = "start.praktijkvraag", "start.samen_opzetten"
MARKS = {
    "summary": "QXSAM",
    "evidence": "QXCIT",
    "notes": "QXNOT",
    "commitments": "QXWIE",
    "table_notes": "QXOOG",
    "remarks": "QXMIS",
}


def marked() -> Report:
    """A report with a word of its own in everything that a person can fill in; seven people answered a statement."""
    before = example(EXAMPLES[0], "nl").assessment
    rating = Scored(level=2, evidence=(Evidence(quote="Zie QXCIT."),), note="Zie QXNOT.")
    check = ClosedCheck(
        closed=date(2026, 11, 20),
        sent=7,
        distributions={FIRST: Distribution(levels={0: 3, 1: 2, 2: 1, 3: 1}, unsure=0)},
        missing=("Zie QXMIS.",),
    )
    changes = {
        "project": before.project.model_copy(update={"summary": "Zie QXSAM."}),
        "ratings": {**before.ratings, FIRST: rating},
        "commitments": {LAST: Commitment(who="QXWIE", by=date(2027, 1, 15))},
        "table_notes": {FIRST: TableNotes(heard="Zie QXOOG.")},
        "opinions": (check,),
    }
    return make_report(shipped(), before.model_copy(update=changes), "nl")


def held(exporter: Exporter) -> Iterator[str]:
    """The parts of which something stands in the file."""
    with_all = marked()
    text = DUMPS[exporter.extension](exporter.render(with_all, "nl"))
    yield from (part for part, word in MARKS.items() if word in text)
    without = make_report(shipped(), with_all.assessment.model_copy(update={"opinions": ()}), "nl")
    if DUMPS[exporter.extension](exporter.render(without, "nl")) != text.replace("QXMIS", ""):
        yield "opinions"


@pytest.mark.parametrize("exporter", READABLE, ids=lambda e: f"{e.identifier}-{e.extension}")
def test_form_says_exactly_what_it_leaves_out(exporter: Exporter) -> None:
    assert set(exporter.leaves_out) - NEVER == {*MARKS, "opinions"} - set(held(exporter))


@pytest.mark.parametrize("exporter", exporters(), ids=lambda e: f"{e.identifier}-{e.extension}")
def test_what_is_left_out_has_words_and_is_the_same_in_every_suffix(exporter: Exporter) -> None:
    likes = {e.leaves_out for e in exporters() if e.identifier == exporter.identifier}
    assert likes == {exporter.leaves_out}
    for language in languages():
        assert all(texts(language)(f"export.part.{part}") for part in exporter.leaves_out)
