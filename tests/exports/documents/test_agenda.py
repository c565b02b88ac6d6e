"""The agenda of a question table on paper: everything there is to say, room to write, for everyone to read."""

from dataclasses import replace
from functools import cache

import pytest

from exports.documents.agenda import agenda_document, agenda_docx, agenda_pdf
from exports.typeset.document import Document, Heading, Table
from framework.instrument.questions import NO_QUESTIONS
from framework.practice.agenda import Agenda, Point, make_agenda
from tests.closed_checks import beside, closed, distribution
from tests.exports.drawing.specimens import HOSTILE
from tests.exports.pages import faults
from tests.exports.papers import check_docx, check_pdf, said
from tests.framework.strategies import shipped

IDS = tuple(criterion.id for criterion in shipped().framework.criteria)
LOW = distribution(3, 2, 2, 1, unsure=2)


@cache
def full(language: str) -> Agenda:
    """Three points in every round: two topics, one unknown, and weak points."""
    levels = {identifier: 2 if place % 3 else 1 for place, identifier in enumerate(IDS)}
    levels["verspreiding.handzame_samenvatting"] = None
    results = closed({"start.beoogd_gebruik": LOW, "verspreiding.concrete_handvatten": LOW})
    return make_agenda(beside(shipped(), levels, results, language=language), shipped().questions)


def empty() -> Agenda:
    return make_agenda(beside(shipped(), dict.fromkeys(IDS, 3)), shipped().questions)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_agenda_is_flawless_in_both_forms(language: str) -> None:
    document = agenda_document(full(language), language)
    check_pdf(document)
    check_docx(document)


def title_of(agenda: Agenda, point: Point) -> str:
    """The title of a point behind the number that it has everywhere."""
    return f"{agenda.framework.criteria.index(point.criterion) + 1}. {point.criterion.title}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_agenda_says_of_every_point_what_to_ask_and_why(language: str) -> None:
    agenda = full(language)
    text = said(agenda_document(agenda, language))
    wanted = [
        words for point in agenda.points for words in (title_of(agenda, point), *point.questions, point.descriptor)
    ]
    assert [words for words in wanted if words not in text] == []
    assert len(agenda.points) == 8
    assert agenda.framework.status in text


def test_topic_says_both_sides() -> None:
    assert (
        "Waarom op tafel: Het onderzoek staat hier op niveau 2, Uitgewerkt. "
        "5 van de 8 professionals kiezen: klopt niet of klopt een beetje."
    ) in said(agenda_document(full("nl"), "nl"))


def test_time_plan_lists_six_parts_and_every_round_its_minutes() -> None:
    document = agenda_document(full("nl"), "nl")
    assert [row[0][0].text for row in tables(document)[0].rows] == [
        *("0 min", "10 min", "30 min", "50 min", "70 min", "85 min")
    ]
    assert [b.text for b in document.blocks if isinstance(b, Heading) and b.text.startswith("Ronde")] == [
        "Ronde 1: inhoud (20 minuten)",
        "Ronde 2: verbinding met de praktijk (20 minuten)",
        "Ronde 3: methode (20 minuten)",
    ]


def test_every_point_has_room_to_write() -> None:
    rooms = [table for table in tables(agenda_document(full("nl"), "nl")) if table.rows == (((), ()),)]
    assert len(rooms) == 8
    assert min(table.least_height for table in rooms) >= 25


def test_round_without_points_says_so_kindly() -> None:
    document = agenda_document(empty(), "nl")
    assert said(document).count("Voor deze ronde kwamen geen punten naar voren. Mooi.") == 3
    check_pdf(document)


def test_agenda_without_answers_of_professionals_says_where_it_comes_from() -> None:
    assert "Er zijn nog geen antwoorden van professionals." in said(agenda_document(empty(), "nl"))
    assert "8 professionals stuurden vooraf antwoorden in." in said(agenda_document(full("nl"), "nl"))


def test_point_without_questions_is_asked_in_general_words() -> None:
    agenda = make_agenda(beside(shipped(), {"start.praktijkvraag": 1}), NO_QUESTIONS)
    assert "Hoe zie jij dit in je eigen werk? Wat mist er?" in said(agenda_document(agenda, "nl"))


def test_files_are_what_their_names_say() -> None:
    assert agenda_pdf(full("nl"), "nl").startswith(b"%PDF-")
    assert agenda_docx(full("nl"), "nl").startswith(b"PK")
    assert agenda_pdf(full("nl"), "nl") == agenda_pdf(full("nl"), "nl")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_title_is_printed_and_never_interpreted(text: str) -> None:
    made = beside(shipped(), {"start.praktijkvraag": 1})
    project = made.assessment.project.model_copy(update={"title": text})
    assessment = made.assessment.model_copy(update={"project": project})
    agenda = make_agenda(replace(made, assessment=assessment), shipped().questions)
    check_docx(agenda_document(agenda, "nl"))
    assert faults(agenda_pdf(agenda, "nl")) == []
