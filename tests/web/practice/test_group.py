"""The screen of a group: counting, revealing once, talking, and writing down what was heard."""

import re

import pytest

from framework.assessing.beside import Direction, Kind, TableNotes
from framework.language.texts import texts
from framework.practice.responses import UNSURE, Opinion, Response
from framework.use_cases.practice import Opened
from tests.exports.pages import read_aloud
from tests.framework.strategies import shipped
from tests.web.respondents import ASKED, ASKER, House, Phone, send_in
from web.door.reach import Reach

T = texts("nl")


def open_group(house: House, answers: str, language: str = "nl") -> tuple[Opened, Phone]:
    """A group of six of whom some have sent: a digit is the level they gave everywhere, `?` that they do not know."""
    opened = house.open(kind=Kind.GROUP, people=6, language=language)
    for answer in answers:
        send_in(house, opened.links[0], answer=UNSURE if answer == "?" else answer, missing="Tijd", question="Wie?")
    return opened, Phone(house.app, opened.lead or "")


def test_screen_counts_and_reveals_nothing_under_four(house: House) -> None:
    opened, lead = open_group(house, "012")
    assert T("practice.group.sent_of", n=3, of=6) in lead.get("/count").body.decode()
    refused = lead.get("/reveal").body.decode()
    assert [T(f"practice.group.{key}") in refused for key in ("few", "sure_text")] == [True, False]
    assert "<form" not in refused
    assert lead.post("/reveal")["location"] == f"/p/{opened.lead}"
    send_in(house, opened.links[0])
    assert T("practice.group.sent_of", n=4, of=6) in lead.get("/count").body.decode()
    asked = lead.get("/reveal").body.decode()
    assert [T(f"practice.group.{key}") in asked for key in ("few", "sure_text")] == [False, True]
    assert "<form" in asked


def test_count_renews_itself_in_a_frame_until_everybody_has_sent(house: House) -> None:
    opened, lead = open_group(house, "01233")
    screen = lead.get()
    assert f'<iframe src="/p/{opened.lead}/count"' in screen.body.decode()
    assert "frame-src 'self'" in screen["content-security-policy"]
    assert "refresh" not in dict(screen.headers)
    counting = lead.get("/count")
    assert (counting["refresh"], counting["x-frame-options"]) == ("5", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in counting["content-security-policy"]
    send_in(house, opened.links[0])
    assert "refresh" not in dict(lead.get("/count").headers)
    assert T("practice.group.sent_of", n=6, of=6) in lead.get("/count").body.decode()


def test_count_stands_still_for_whoever_wants_that(house: House) -> None:
    opened, lead = open_group(house, "01")
    page = lead.get("/still").body.decode()
    assert T("practice.group.sent_of", n=2, of=6) in page
    assert "<iframe" not in page
    assert f'href="/p/{opened.lead}"' in page
    assert Phone(house.app, opened.links[0]).get("/count").status == 404  # nobody who answers sees a count


def test_screen_shows_the_code_and_the_address_to_take_part(house: House) -> None:
    opened, _ = open_group(house, "")
    app = house.serve(Reach(public_url="https://kader.example/"))
    page = Phone(app, opened.lead or "").get().body.decode()
    assert f"<p>kader.example/p/<b>{opened.links[0]}</b></p>" in page
    assert '<img src="data:image/svg+xml' in page


def test_whoever_leads_prints_cards_for_a_group_that_is_too_small(house: House) -> None:
    opened, lead = open_group(house, "012")
    assert f'href="/p/{opened.lead}/cards"' in lead.get("/reveal").body.decode()
    cards = lead.get("/cards")
    assert (cards.status, cards["content-type"], cards["cache-control"]) == (200, "application/pdf", "no-store")
    assert opened.check.statements()[0].professional_statement in read_aloud(cards.body)
    assert Phone(house.app, opened.links[0]).get("/cards").status == 404


def test_without_a_public_address_the_screen_speaks_of_the_invitation(house: House) -> None:
    _, lead = open_group(house, "")
    page = lead.get().body.decode()
    assert T("practice.group.join_unknown") in page
    assert "<img" not in page


def test_revealing_asks_once_and_is_for_good(house: House) -> None:
    opened, lead = open_group(house, "0123")
    late = Phone(house.app, opened.links[0]).fill_in()
    assert T("practice.group.sure_text") in lead.get("/reveal").body.decode()
    assert lead.post("/reveal")["location"] == f"/p/{opened.lead}/1"
    assert lead.post("/reveal")["location"] == f"/p/{opened.lead}"  # again: nothing happens
    assert late.send().status == 410
    assert house.sent(opened) == 4


@pytest.mark.parametrize("step", ["/1", "/9", "/1/notes"])
def test_before_revealing_there_are_no_such_pages(house: House, step: str) -> None:
    _, lead = open_group(house, "0123")
    assert lead.get(step).status == 404
    assert lead.post("/1/notes", heard="x", version="0").status == 404


def test_statement_shows_how_many_gave_each_answer_in_words(house: House) -> None:
    _, lead = open_group(house, "011333?"[:6])
    lead.post("/reveal")
    page = lead.get("/1").body.decode()
    # one 0, two 1, no 2, three 3, nobody unsure
    counts = ["1 antwoord<", "2 antwoorden<", "geen<", "3 antwoorden<", "geen<"]
    assert [said + "/small>" in page for said in counts] == [True] * 5
    assert page.count("<i></i>") == 3 + 6  # the mark of three bars, and a square for each person
    assert "Deze vraag herken ik uit mijn eigen werk." in page


def test_statement_that_paper_forms_left_blank_says_how_many(house: House) -> None:
    opened, lead = open_group(house, "0133")
    house.practice.enter(ASKER, opened.check.id, Response(answers={ASKED[0]: Opinion(answer=2)}))
    lead.post("/reveal")
    assert "Niet ingevuld" not in lead.get("/1").body.decode()
    assert "<p>Niet ingevuld: 1</p>" in lead.get("/2").body.decode()


def test_group_that_differs_is_given_what_to_talk_about_and_so_is_one_that_does_not(house: House) -> None:
    asked = shipped().questions.about(ASKED[0], "nl")
    assert len(asked) == 2
    for answers, key in (("0033", "differs"), ("2223", "alike"), ("22??3"[:5], "talk")):
        _, lead = open_group(house, answers)
        lead.post("/reveal")
        page = lead.get("/1").body.decode()
        assert T(f"practice.group.{key}") in page
        assert [question in page for question in asked] == [True, True]
    assert T("practice.group.withheld") in page


def test_screen_speaks_the_language_of_the_invitation(house: House) -> None:
    _, lead = open_group(house, "0123", "en")
    english = texts("en")
    assert english("practice.group.title") in lead.get().body.decode()
    lead.post("/reveal")
    page = lead.get("/1").body.decode()
    assert "Mostly true" in page
    assert shipped().questions.about(ASKED[0], "en")[0].replace("'", "&#39;") in page


def test_overview_puts_first_where_the_group_differs(house: House) -> None:
    _, lead = open_group(house, "0033")
    lead.post("/reveal")
    page = lead.get().body.decode()
    assert T("practice.group.differ_list") in page
    assert page.index("<details>") > page.index(T("practice.group.differ_list"))
    assert f"{T('practice.group.rest_list')} (6)" in page  # nine statements, three to talk about
    assert T("practice.group.low_list") not in page
    assert page.count("“Tijd”") == 4
    assert page.count("“Wie?”") == 4
    _, agreeing = open_group(house, "0011")
    agreeing.post("/reveal")
    assert T("practice.group.low_list") in agreeing.get().body.decode()


def test_pages_lead_from_the_first_statement_to_the_last_and_to_the_overview(house: House) -> None:
    opened, lead = open_group(house, "0123")
    lead.post("/reveal")
    base = f'href="/p/{opened.lead}'
    for number in range(1, len(ASKED) + 1):
        page = lead.get(f"/{number}").body.decode()
        assert (f'{base}/{number + 1}"' in page) is (number < len(ASKED))
        assert (f'{base}/{number - 1}"' in page) is (number > 1)
        assert f'{base}"' in page
    assert lead.get(f"/{len(ASKED) + 1}").status == 404


def test_what_was_heard_is_kept_and_shown(house: House) -> None:
    opened, lead = open_group(house, "0123")
    lead.post("/reveal")
    assert 'name="version" value="0"' in lead.get("/2/notes").body.decode()
    assert lead.post("/2/notes", heard="<b>Druk</b>", changes="Minder", version="0")["location"].endswith("/2")
    assert house.practice.check(ASKER, opened.check.id).table_notes == {
        ASKED[1]: TableNotes(heard="<b>Druk</b>", changes="Minder")
    }
    assert T("practice.group.written") in lead.get("/2").body.decode()
    assert "Minder" in lead.get().body.decode()
    assert "&lt;b&gt;Druk&lt;/b&gt;" in lead.get("/2/notes").body.decode()


@pytest.mark.parametrize("shows_base", [True, False])
def test_direction_that_was_chosen_elsewhere_stays_when_the_group_writes(house: House, shows_base: bool) -> None:
    opened, lead = open_group(house, "0123")
    lead.post("/reveal")
    pointing = TableNotes(heard="Druk", direction=Direction.CONTRADICTS)
    house.practice.keep_table_notes(ASKER, opened.check.id, ASKED[1], pointing, 0)
    base = {"base_heard": "Druk", "base_changes": ""} if shows_base else {}
    lead.post("/2/notes", heard="Te druk", changes="", version="1", **base)
    notes = house.practice.check(ASKER, opened.check.id).table_notes[ASKED[1]]
    assert notes == TableNotes(heard="Te druk", direction=Direction.CONTRADICTS)


@pytest.mark.parametrize("version", ["0", "", "-1", "x", "9" * 12, "7"])
def test_older_screen_overwrites_nothing_and_shows_both(house: House, version: str) -> None:
    opened, lead = open_group(house, "0123")
    lead.post("/reveal")
    lead.post("/2/notes", heard="Eerst", version="0")
    answer = lead.post("/2/notes", heard="Later", version=version)
    page = answer.body.decode()
    assert (answer.status, T("practice.group.stale") in page) == (409, True)
    assert ("Eerst" in page, ">\nLater</textarea>" in page, 'value="1"' in page) == (True, True, True)
    assert house.practice.check(ASKER, opened.check.id).table_notes[ASKED[1]].heard == "Eerst"
    assert lead.post("/2/notes", heard="Eerst en later", version="1").status == 303


def test_notes_that_are_too_long_are_given_back(house: House) -> None:
    _, lead = open_group(house, "0123")
    lead.post("/reveal")
    answer = lead.post("/1/notes", heard="x" * 1_001, changes="Goed", version="0")
    assert (answer.status, T("practice.statement.long", most=1_001) in answer.body.decode()) == (422, True)
    assert "x" * 1_001 in answer.body.decode()
    assert ">\nGoed</textarea>" in answer.body.decode()


def test_two_screens_that_write_two_fields_lose_neither(house: House) -> None:
    opened, lead = open_group(house, "0123")
    lead.post("/reveal")
    blank = {"version": "0", "base_heard": "", "base_changes": ""}
    assert lead.post("/2/notes", heard="Druk", changes="", **blank).status == 303
    assert lead.post("/2/notes", heard="", changes="Meer tijd  ", **blank).status == 303
    notes = house.practice.check(ASKER, opened.check.id).table_notes[ASKED[1]]
    assert (notes.heard, notes.changes) == ("Druk", "Meer tijd")
    before = house.practice.check(ASKER, opened.check.id).stream.version(f"table_notes/{ASKED[1]}")
    assert lead.post("/2/notes", heard="", changes="", **blank).status == 303  # an untouched screen takes nothing away
    assert house.practice.check(ASKER, opened.check.id).stream.version(f"table_notes/{ASKED[1]}") == before


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_both_buttons_work_without_a_script_and_keep_the_rest(house: House, side: str) -> None:
    opened, lead = open_group(house, "0123")
    lead.post("/reveal")
    blank = {"version": "0", "base_heard": "", "base_changes": ""}
    lead.post("/2/notes", heard="Druk", changes="Meer tijd", **blank)
    page = lead.post("/2/notes", heard="Rust", changes="", **blank)
    assert page.status == 409
    form = page.body.decode().partition(f'aria-labelledby="{side}"')[2].partition("</form>")[0]
    assert (T("practice.group.heard") in form, T("practice.group.changes") in form) == (True, False)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert T(f"practice.group.keep_{side}") in form
    assert lead.post("/2/notes", **fields).status == 303
    notes = house.practice.check(ASKER, opened.check.id).table_notes[ASKED[1]]
    assert (notes.heard, notes.changes) == ("Rust" if side == "mine" else "Druk", "Meer tijd")
