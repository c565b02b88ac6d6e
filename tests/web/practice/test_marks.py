"""The light pages show every text of a framework as its author wrote it."""

from html import unescape

from framework.assessing.beside import Kind
from framework.keeping.memory import MemoryStore
from framework.practice.statements import statements
from tests.marked import MARKS, marked
from tests.web.respondents import STEPS, House, Phone


def test_no_text_of_a_framework_is_read_as_html_and_statements_stand_as_written() -> None:
    house = House(MemoryStore(), marked())
    opened = house.open(kind=Kind.GROUP)
    phone, seen = Phone(house.app, opened.links[0]), list[str]()
    phone.post()
    seen += [phone.get(step).body.decode() for step in STEPS]
    assert [text for text in seen if MARKS in text] == []
    shown = unescape(" ".join(seen))
    assert statements(marked().framework)[0].professional_statement in shown
