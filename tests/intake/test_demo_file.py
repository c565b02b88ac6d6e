"""The made-up examples: plainly marked, sound, and of use to show what a mirror and an agenda look like."""

from pathlib import Path

import pytest

from framework.assessing.beside import DISCLOSURE_THRESHOLD, ClosedCheck
from framework.errors import Faults
from framework.instrument.library import Library
from framework.practice.agenda import make_agenda
from framework.practice.results import count
from framework.reporting.report import make_report
from intake.demo_file import read_demo
from tests.framework.strategies import SHIPPED_FOLDER, shipped

DEMOS = sorted((SHIPPED_FOLDER / "demo").iterdir())
LIBRARY = Library([shipped()])


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: path.name)
def test_made_up_example_says_so_wherever_it_is_named(path: Path) -> None:
    demo = read_demo(path, LIBRARY)
    assert "verzonnen voorbeeld" in demo.record.project.title.lower()
    marks = ("verzonnen", "made up", "made-up")
    texts = [demo.record.rater, demo.record.project.summary, demo.invitation.asker, demo.told.text]
    texts += [item.quote for rating in demo.record.ratings.values() for item in rating.evidence]
    assert [text for text in texts if not any(mark in (text or "").lower() for mark in marks)] == []


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: path.name)
def test_made_up_example_shows_topics_and_a_statement_that_stays_closed(path: Path) -> None:
    demo = read_demo(path, LIBRARY)
    results = count(demo.responses, demo.loaded.framework, demo.record.date, sorted)
    shown = demo.record.model_copy(update={"opinions": (ClosedCheck(**dict(results)),)})
    report = make_report(demo.loaded, shown, path.stem[-2:])
    assert report.mirror is not None
    # 0 1 1 2 0 and one unsure: 4 of 5 low; 2 2 3 1 1 1: 3 of 6 low; 0 0 1 1 2 0: 5 of 6 low
    topics = ["start.samen_opzetten", "uitvoering.rol_professionals", "uitvoering.belasting"]
    assert [reflection.criterion.id for reflection in report.mirror.topics] == topics
    # three levels only: under the least that may be shown
    assert (len(demo.responses), DISCLOSURE_THRESHOLD, "verspreiding.meer_dan_zenden" in results.distributions) == (
        6,
        4,
        False,
    )
    agenda = make_agenda(report, LIBRARY.questions(demo.loaded.framework.id))
    assert set(topics) <= {point.criterion.id for point in agenda.points}


def test_made_up_example_is_the_same_in_both_languages() -> None:
    dutch, english = (read_demo(path, LIBRARY) for path in reversed(DEMOS))
    for part in (
        lambda d: {k: getattr(r, "level", None) for k, r in d.record.ratings.items()},
        lambda d: [{k: o.answer for k, o in s.answers.items()} for s in d.responses],
    ):
        assert part(dutch) == part(english)


def test_every_fault_of_a_made_up_example_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.nl.yaml"
    text = DEMOS[0].read_text().replace("kind: group", "kind: zomaar").replace("level: 3", "level: 300")
    path.write_text(text)
    with pytest.raises(Faults) as refused:
        read_demo(path, LIBRARY)
    assert len(refused.value.faults) == 3
