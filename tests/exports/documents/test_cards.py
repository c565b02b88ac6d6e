"""Cards to print and cut: every one whole, its code where its address says, and nothing lost to whoever listens."""

import pytest

from exports.documents.cards.links import link_cards, link_cards_pdf
from exports.documents.cards.sheet import CardSheet, draw_cards, write_cards
from exports.documents.cards.talk import talk_cards, talk_cards_pdf
from exports.drawing.scene import Group, Role
from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.practice.statements import statements
from tests.exports.documents.test_invitation import TITLE, invitation
from tests.exports.drawing.specimens import HOSTILE
from tests.exports.pages import faults, flaws, nodes, read_aloud
from tests.framework.strategies import shipped


def urls(count: int) -> list[str]:
    return [f"https://kader.example.org/p/abcd-efgh-{number:04}" for number in range(count)]


def talk(language: str = "nl", title: str = TITLE) -> CardSheet:
    framework = shipped().in_language(language)
    return talk_cards(
        framework, title, statements(framework), lambda c: shipped().questions.about(c, language), language
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_cards_are_flawless(language: str) -> None:
    for sheet in (talk(language), link_cards(TITLE, invitation(Kind.PERSONAL), urls(11), language)):
        assert faults(write_cards(sheet)) == []
        assert flaws(draw_cards(sheet)) == []


def test_each_statement_has_a_card_with_what_to_ask() -> None:
    asked, heard = statements(shipped().framework), read_aloud(write_cards(talk()))
    for criterion in asked:
        assert f"“{criterion.professional_statement}”" in heard
        assert [question in heard for question in shipped().questions.about(criterion.id, "nl")] == [True, True]
    assert shipped().framework.status in heard
    assert len(draw_cards(talk()).pages) == 2  # nine cards, six on a page


def test_each_link_has_a_card_with_its_own_code_and_address() -> None:
    sheet = link_cards(TITLE, invitation(Kind.PERSONAL), urls(11), "nl")
    scene, heard = draw_cards(sheet), read_aloud(write_cards(sheet))
    figures = [node.alt for node in nodes(scene) if isinstance(node, Group) and node.role is Role.FIGURE]
    assert figures == [texts("nl")("invitation.code", url=url) for url in urls(11)]
    assert [heard.count(url.removeprefix("https://")) for url in urls(11)] == [2] * 11  # what the code is, and to type
    assert len(scene.pages) == 2  # six on a page
    assert texts("nl")("invitation.expires", day="18 december 2026") in heard
    assert heard.count(texts("nl")("invitation.personal")) == 11  # it is cut out with the card


def test_same_cards_give_the_same_bytes() -> None:
    framework = shipped().framework
    makers = (
        lambda: link_cards_pdf(TITLE, invitation(Kind.PERSONAL), urls(3), "nl"),
        lambda: talk_cards_pdf(framework, TITLE, statements(framework), lambda _: ("Hoezo?",), "nl"),
    )
    assert [make() == make() for make in makers] == [True, True]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_a_card(title: str) -> None:
    for sheet in (talk(title=title), link_cards(title, invitation(Kind.PERSONAL), urls(1), "nl")):
        assert flaws(draw_cards(sheet)) == []


def test_code_leads_to_the_web_alone() -> None:
    with pytest.raises(ValueError, match="web address"):
        link_cards(TITLE, invitation(Kind.PERSONAL), ["javascript:alert(1)"], "nl")
