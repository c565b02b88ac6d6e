"""Opinions that came from a file: their remarks can be read, apart from how the answers lie, with the day they came."""

import pytest

from framework.assessing.beside import ClosedCheck
from framework.assessing.record import Scored
from tests.closed_checks import DAY, distribution
from tests.ui.test_depth import CORE, LIBRARY, Desk, T, title

REMARKS = ("Dit herken ik <b>niet</b>.", "Dat klopt bij ons.")
MISSING, QUESTION = "Tijd voor overleg.", "Wie leest dit?"


@pytest.fixture
def desk() -> Desk:
    return Desk().rate(CORE[0], Scored(level=2))


def read_in(desk: Desk, *, with_texts: bool = True) -> Desk:
    """The desk at a copy of its assessment that was read in with the opinions of a closed check."""
    remarks, missing, questions = (REMARKS, (MISSING,), (QUESTION,)) if with_texts else ((), (), ())
    shown = {CORE[0]: distribution(2, 2, 1, 1, remarks=remarks), CORE[1]: distribution(0, 1, 2, 3)}
    check = ClosedCheck(closed=DAY, sent=6, distributions=shown, missing=missing, questions=questions)
    record = desk.dossier.assessment.model_copy(update={"opinions": (check,)})
    desk.assessment = desk.projects.take_in(desk.me, record, next(iter(LIBRARY)))
    return desk


def test_remarks_read_in_from_a_file_can_be_read_on_a_page_apart_from_the_answers(desk: Desk) -> None:
    profile = read_in(desk).open("profile")
    words = ["Dit herken ik &lt;b&gt;niet&lt;/b&gt;.", REMARKS[1], MISSING, QUESTION]
    assert [text for text in words if text in profile.html] == []
    assert profile.button(T("ui.mirror.texts")) is not None
    practice = desk.open("practice")
    assert [text for text in words if text not in practice.html] == []
    assert T("ui.check.remarks", title=title(CORE[0])) in practice.html.replace("&#x27;", "'")
    came = T("ui.mirror.read_in", day=T.day(desk.now.date()), closed=T.day(DAY))
    assert came in practice.html
    assert came in profile.html
    assert T("ui.mirror.head.opinions") not in practice.html


def test_without_remarks_nothing_is_promised(desk: Desk) -> None:
    profile = read_in(desk, with_texts=False).open("profile")
    assert profile.button(T("ui.mirror.texts")) is None
    assert T("ui.practice.read_in") not in [header.value for header in desk.open("practice").app.header]
