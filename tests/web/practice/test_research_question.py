"""What the research asks stands in plain words beside the first statement, which asks whether people know it."""

from framework.assessing.beside import Kind
from framework.language.texts import texts
from tests.web.respondents import House, Phone, send_in

T = texts("nl")
QUESTION = "Wat helpt een team om <samen> te beslissen?"
SHOWN = f"{T('practice.statement.research_question')} <b>{QUESTION.replace('<', '&lt;').replace('>', '&gt;')}</b>"


def test_first_statement_shows_what_the_research_asks_and_no_other_does(house: House) -> None:
    phone = Phone(house.app, house.open(research_question=QUESTION).links[0])
    phone.post()
    assert [SHOWN in phone.get(f"/{number}").body.decode() for number in (1, 2, 9)] == [True, False, False]


def test_group_sees_what_the_research_asks_at_the_first_statement(house: House) -> None:
    opened = house.open(research_question=QUESTION, kind=Kind.GROUP, people=6)
    for _ in range(4):
        send_in(house, opened.links[0])
    lead = Phone(house.app, opened.lead or "")
    lead.post("/reveal")
    assert [SHOWN in lead.get(f"/{number}").body.decode() for number in (1, 2)] == [True, False]


def test_check_from_before_shows_its_first_statement_alone(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    assert T("practice.statement.research_question") not in phone.get("/1").body.decode()
