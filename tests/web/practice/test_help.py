"""The public address without a link: it helps, and leads on whoever has a code."""

from urllib.parse import quote

import pytest

from framework.language.texts import texts
from tests.web.asgi import ask
from tests.web.respondents import House, Phone
from web.door.reach import Reach

T, EN = texts("nl"), texts("en")
PAGE = {"accept": "text/html"}


def test_page_says_what_this_is_and_gives_nine_questions(house: House) -> None:
    page = ask(house.app, "/p/", **PAGE)
    assert page.status == 200
    text = page.body.decode()
    for key in ("title", "what", "code", "draft"):
        assert T(f"practice.help.{key}") in text
    questions = T.entries["practice.help.questions"]
    assert (len(questions), [q for q in questions if q not in text]) == (9, [])
    assert EN("practice.help.title") in ask(house.app, "/p/", query="lang=en", **PAGE).body.decode()


@pytest.mark.parametrize("before", ["", "https://kader.example/p/", " ", "kader.example/p/"])
def test_code_or_whole_link_leads_on(house: House, before: str) -> None:
    token = house.open().links[0]
    answer = ask(house.app, "/p/", query="code=" + (before + token).replace(" ", "%20").replace("/", "%2F"), **PAGE)
    assert (answer.status, answer["location"]) == (303, f"/p/{token}")
    assert Phone(house.app, token).get().status == 200


@pytest.mark.parametrize("typed", ["{code}", "{loud}", "{bare}", " {spaced} "])
def test_code_is_understood_as_people_type_it(house: House, typed: str) -> None:
    code = house.open().links[0]
    ways = {"code": code, "loud": code.upper(), "bare": code.replace("-", ""), "spaced": code.replace("-", " ")}
    answer = ask(house.app, "/p/", query=f"code={quote(typed.format(**ways))}", **PAGE)
    assert (answer.status, answer["location"]) == (303, f"/p/{code}")


@pytest.mark.parametrize(
    "typed", ["dit is geen code", "<b>", "x" * 65, "é", "https://elsewhere.example/", "abc", "ab-cd"]
)
def test_what_is_no_code_is_said_beside_the_field(house: House, typed: str) -> None:
    answer = ask(house.app, "/p/", query=f"code={quote(typed)}", **PAGE)
    text = answer.body.decode()
    assert (answer.status, T("practice.help.no_code") in text, "<b>" in text) == (422, True, False)


def test_address_without_a_path_leads_people_elsewhere_to_the_page(house: House) -> None:
    app = house.serve(Reach(public_url="https://kader.example"))
    elsewhere = {"host": "kader.example", "x_forwarded_for": "10.0.0.9", **PAGE}
    for path in ("/", "/p"):
        answer = ask(app, path, **elsewhere)
        assert (answer.status, answer["location"]) == (303, "/p/")
    assert ask(app, "/p/", **elsewhere).status == 200
    assert ask(app, "/profiel", **elsewhere).status == 404


def test_without_a_public_address_nobody_elsewhere_is_led_anywhere(house: House) -> None:
    assert ask(house.serve(Reach()), "/", client="192.168.1.5", **PAGE).status in (403, 404)


def test_field_that_was_sent_empty_says_what_to_fill_in(house: House) -> None:
    answer = ask(house.app, "/p/", query="code=", **PAGE)
    assert (answer.status, T("practice.help.empty") in answer.body.decode()) == (422, True)


def test_language_stays_after_the_field(house: House) -> None:
    code = house.open().links[0]
    assert ask(house.app, "/p/", query=f"lang=en&code={code}", **PAGE)["location"] == f"/p/{code}/en"
    assert EN("practice.help.no_code") in ask(house.app, "/p/", query="lang=en&code=abc", **PAGE).body.decode()
    wrong = ask(house.app, "/p/aaaa-bbbb-cccc/en", **PAGE).body.decode()
    assert [words in wrong for words in (EN("practice.absent.title"), 'href="?lang=nl"', 'href="/p/?lang=en"')] == [
        True,
        True,
        True,
    ]


def test_code_in_the_address_is_understood_as_people_type_it(house: House) -> None:
    code = house.open().links[0]
    for typed in (code.upper(), code.replace("-", "")):
        answer = ask(house.app, f"/p/{typed}", **PAGE)
        assert (answer.status, answer["location"]) == (303, f"/p/{code}")
