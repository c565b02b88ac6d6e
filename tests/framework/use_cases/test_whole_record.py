"""A record is whole: what was taken on, heard and said travels with the ratings, each as its own kind."""

import json
from datetime import date
from pathlib import Path

import pytest

from exports.tables.record import render
from framework.assessing.beside import Commitment, Direction, Kind, TableNotes, Told
from framework.assessing.record import Evidence, Lens, Moment, Project, Scored
from framework.instrument.library import Library
from framework.keeping.streams import StreamKind
from framework.people.person import Actor
from framework.practice.invitation import InvitationText
from framework.practice.responses import Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.codec import COMMITMENT, OPINIONS, RATING, TABLE_NOTES
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from intake import record_file
from intake.record_file import parse_record
from tests.framework.strategies import shipped
from tests.framework.use_cases.test_projects import Clock, ids, store

__all__ = ["store"]
OLGA = Actor("olga")
ASKED = [criterion.id for criterion in statements(shipped().framework)]
FIRST, SECOND = ASKED[:2]
LIBRARY = Library([shipped()])
WORDS = InvitationText(
    kind=Kind.GROUP, language="nl", summary="Samen beslissen.", asker="Wij", why="Jij kent het werk.", contact="balie"
)


@pytest.fixture
def practice(store: object) -> Practice:
    return Practice(Projects(store, LIBRARY, Clock(), ids()), sorted)  # pyright: ignore[reportArgumentType]


def fill(practice: Practice) -> str:
    """A project in which something was taken on, a question table was held, and a check was closed."""
    projects = practice.projects
    made = projects.start(OLGA, Project(title="Buurtteams", document_type="idea_or_summary"), Moment.IDEA, shipped())
    projects.record_rating(OLGA, made, FIRST, Scored(level=2, evidence=(Evidence(quote="Zij vroegen het."),)), 0)
    projects.take_action(OLGA, made, FIRST, Commitment(who="Teamleider Noord", by=date(2027, 1, 15)), 0)
    projects.take_action(OLGA, made, SECOND, Commitment(done=True), 0)
    projects.keep_table_notes(OLGA, made, SECOND, TableNotes(heard="Te druk op maandag.", changes="Dinsdag."), 0)
    answers = [Response(answers={c: Opinion(answer=n % 4) for c in ASKED}, missing=f"gemis {n}") for n in range(5)]
    check = practice.take_in(OLGA, made, WORDS, answers, Told(text="Wij verplaatsen het overleg."))
    practice.keep_table_notes(OLGA, check.id, FIRST, TableNotes(heard="Zo is het."), 0)
    return made


def export(practice: Practice, assessment: str) -> bytes:
    return render(practice.projects.report(OLGA, assessment, "nl"), "nl")


def test_own_file_brings_back_what_was_taken_on_heard_and_said_each_as_its_own_kind(practice: Practice) -> None:
    written = export(practice, fill(practice))
    for words in ("Teamleider Noord", "2027-01-15", "Te druk op maandag.", "Dinsdag.", "Zo is het.", "gemis 3"):
        assert words in written.decode()
    record, loaded = parse_record(written, "x.json", LIBRARY)
    stream = practice.projects.dossier(OLGA, practice.projects.take_in(OLGA, record, loaded)).stream
    kinds = {key: entry.payload for key, entry in stream.entries.items() if key != "setting"}
    assert kinds[COMMITMENT + FIRST] == {"who": "Teamleider Noord", "by": "2027-01-15", "done": False}
    assert kinds[COMMITMENT + SECOND] == {"done": True}
    assert kinds[TABLE_NOTES + SECOND] == {
        "heard": "Te druk op maandag.",
        "changes": "Dinsdag.",
        "day": "2026-11-22",
    }
    shown = kinds[OPINIONS + "0"]
    assert shown
    # five forms answered 0, 1, 2, 3 and 0 to everything
    assert shown["distributions"][FIRST] == {"levels": {"0": 2, "1": 1, "2": 1, "3": 1}, "unsure": 0, "remarks": []}
    assert (shown["sent"], shown["told"]["text"]) == (5, "Wij verplaatsen het overleg.")
    assert shown["table_notes"] == {FIRST: {"heard": "Zo is het."}}
    # nothing of it became evidence or a rating
    assert [key for key in kinds if key.startswith(RATING)] == [RATING + FIRST]
    rating = kinds[RATING + FIRST]
    assert rating
    assert [item["quote"] for item in rating["evidence"]] == ["Zij vroegen het."]


def test_own_file_read_in_and_taken_along_again_is_the_same_file(practice: Practice) -> None:
    first = fill(practice)
    written = export(practice, first)
    for _ in range(2):
        record, loaded = parse_record(written, "x.json", LIBRARY)
        assert export(practice, practice.projects.take_in(OLGA, record, loaded)) == written


def test_opinions_read_in_stand_in_the_mirror_with_the_day_on_which_they_came(practice: Practice) -> None:
    first = fill(practice)
    record, loaded = parse_record(export(practice, first), "x.json", LIBRARY)
    own, again = (
        practice.projects.report(OLGA, x, "nl") for x in (first, practice.projects.take_in(OLGA, record, loaded))
    )
    assert own.mirror
    assert again.mirror
    assert again.mirror.by_id[FIRST].distribution == own.mirror.by_id[FIRST].distribution
    assert own.kept
    assert again.kept
    assert (own.kept.opinions_read_in, again.kept.opinions_read_in) == (None, date(2026, 11, 22))
    # nobody was invited here: opinions from a file make no check
    project = practice.projects.dossier(OLGA, again.kept.id).project
    assert practice.projects.store.children(project.id, StreamKind.CHECK) == ()


def test_check_closed_here_comes_before_opinions_from_a_file(practice: Practice) -> None:
    record, loaded = parse_record(export(practice, fill(practice)), "x.json", LIBRARY)
    made = practice.projects.take_in(OLGA, record, loaded)
    answers = [Response(answers={c: Opinion(answer=3) for c in ASKED}) for _ in range(4)]
    practice.take_in(OLGA, made, WORDS, answers, Told(text="Dank."))
    report = practice.projects.report(OLGA, made, "nl")
    assert report.kept
    assert (report.results and report.results.sent, report.kept.opinions_read_in) == (4, None)
    assert [check.sent for check in report.assessment.opinions] == [5, 4]


def test_table_notes_keep_their_direction_and_table_through_a_file(practice: Practice) -> None:
    made = fill(practice)
    notes = TableNotes(
        heard="Wel op maandag.", direction=Direction.CONTRADICTS, table="Tafel in Zuid", day=date(2026, 11, 3)
    )
    practice.projects.keep_table_notes(OLGA, made, FIRST, notes, 0)
    record, _ = parse_record(export(practice, made), "x.json", LIBRARY)
    assert record.table_notes[FIRST] == notes


def test_what_a_group_said_stands_among_the_tables_of_a_report_with_the_day_it_closed(practice: Practice) -> None:
    made = fill(practice)  # a group said something of the first point, a question table of the second
    report = practice.projects.report(OLGA, made, "nl")
    closed = report.assessment.opinions[0].closed
    assert report.tables[FIRST] == (TableNotes(heard="Zo is het.", day=closed),)
    assert [(notes.heard, notes.changes) for notes in report.tables[SECOND]] == [("Te druk op maandag.", "Dinsdag.")]
    own = TableNotes(heard="Aan tafel bleek het anders.", direction=Direction.CHANGES)
    practice.projects.keep_table_notes(OLGA, made, FIRST, own, 0)
    again = practice.projects.report(OLGA, made, "nl").tables[FIRST]
    assert [notes.heard for notes in again] == ["Aan tafel bleek het anders.", "Zo is het."]


def test_own_file_of_full_answers_reads_in_again(practice: Practice) -> None:
    """Three long quotes at every point: one and a half mebibyte, all of which the screens take."""
    made = fill(practice)
    for criterion in shipped().framework.criteria:
        rating = Scored(level=2, evidence=tuple(Evidence(quote=f"{n} " + "woord " * 3_300) for n in range(3)))
        version = practice.projects.dossier(OLGA, made).stream.version(RATING + criterion.id)
        practice.projects.record_rating(OLGA, made, criterion.id, rating, version)
    written = export(practice, made)
    assert len(written) > 1024 * 1024
    record, _ = parse_record(written, "x.json", LIBRARY)
    assert len(record.ratings) == len(shipped().framework.criteria)


def test_limit_of_a_file_holds_all_that_ratings_of_the_shipped_framework_can_hold(tmp_path: Path) -> None:
    passage, line, link, bytes_of_a_character = 20_000, 200, 2_000, 4
    rating = 50 * (passage + line + link) + 2 * passage + line
    beside = 2 * 1_000 + 2 * line  # table notes, and who took a step on
    assert len(shipped().framework.criteria) * (rating + beside) * bytes_of_a_character < record_file.MOST_JSON_BYTES
    upload = (Path(__file__).resolve().parents[3] / ".streamlit/config.toml").read_text("utf-8")
    assert f"maxUploadSize = {record_file.MOST_JSON_BYTES // 2**20} " in upload


def test_record_without_such_things_names_none(practice: Practice) -> None:
    made = practice.projects.start(OLGA, Project(title="Leeg", document_type="idea_or_summary"), Moment.IDEA, shipped())
    assert practice.projects.dossier(OLGA, made).assessment.lens is Lens.SELF
    assert json.loads(export(practice, made)).keys() == {
        *("record", "framework", "project", "lens", "scope", "moment", "date", "ratings")
    }
