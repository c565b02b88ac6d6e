"""The light pages over SQLite, from end to end; that every store does the same is for `test_store_contract.py`."""

from collections.abc import Generator
from pathlib import Path

import pytest

from framework.assessing.beside import Kind, TableNotes, Told
from framework.practice.responses import UNSURE
from tests.storage.databases import open_sqlite
from tests.web.respondents import ASKED, ASKER, STEPS, House, Phone, contents, look_around, send_in


@pytest.fixture
def house(tmp_path: Path) -> Generator[House]:
    with open_sqlite(tmp_path / "x.sqlite3") as opened:
        yield House(opened)


def test_group_answers_reveals_and_writes_down_what_it_heard(house: House) -> None:
    opened = house.open(kind=Kind.GROUP, people=6)
    lead = Phone(house.app, opened.lead or "")
    for answer in ("0", "1", "3", UNSURE):
        send_in(house, opened.links[0], answer=answer, missing="Tijd", question="Wie?")
    assert lead.post("/reveal")["location"] == f"/p/{opened.lead}/1"
    assert lead.post("/2/notes", heard="Druk", changes="Minder", version="0").status == 303
    assert lead.post("/2/notes", heard="Later", version="0").status == 409
    check = house.practice.check(ASKER, opened.check.id)
    assert check.results is not None
    assert check.results.sent == 4
    assert check.table_notes == {ASKED[1]: TableNotes(heard="Druk", changes="Minder")}
    assert lead.get().body.decode().count("“Tijd”") == 4


def test_draft_is_filled_in_changed_sent_once_and_told_what_was_done(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in("0", remark="Zin.")
    phone.post("/1", a="3", t="Toch wel.")
    assert ">\nToch wel.</textarea>" in phone.get("/1").body.decode()
    cookies = dict(phone.cookies)
    assert phone.send()["location"].endswith("/thanks")
    phone.cookies = cookies
    assert phone.send()["location"].endswith("/thanks")
    assert house.sent(opened) == 1
    house.practice.close(ASKER, opened.check.id)
    house.practice.tell(ASKER, opened.check.id, Told(text="We komen langs."), 0)
    assert "We komen langs." in phone.get("/thanks").body.decode()


def test_personal_link_answers_once_and_stopping_forgets(house: House) -> None:
    opened = house.open(kind=Kind.PERSONAL, people=2)
    send_in(house, opened.links[0])
    assert Phone(house.app, opened.links[0]).post().status == 410
    stopped = Phone(house.app, opened.links[1]).fill_in()
    cookies = dict(stopped.cookies)
    assert stopped.post("/stop")["location"].endswith("/stopped")
    stopped.cookies = cookies
    assert stopped.get("/look").status == 410
    assert house.sent(opened) == 1


def test_revoked_and_erased_links_are_absent(house: House) -> None:
    revoked, erased = house.open(), house.open(kind=Kind.GROUP)
    house.practice.renew_links(ASKER, revoked.check.id)
    house.practice.erase(ASKER, erased.check.id)
    for token in (revoked.links[0], erased.links[0], erased.lead or ""):
        assert Phone(house.app, token).get().status == Phone(house.app, token).post().status == 404


@pytest.mark.parametrize("state", ["filling", "sent", "closed"])
def test_looking_changes_nothing(house: House, state: str) -> None:
    opened = house.open(kind=Kind.GROUP, people=5)
    phone = Phone(house.app, opened.links[0]).fill_in("1")
    if state != "filling":
        send_in(house, opened.links[0], 4)
    if state == "closed":
        house.practice.close(ASKER, opened.check.id)
    before = contents(house.store)
    look_around(house, opened)
    for step in (*STEPS, "/1?to=look", "/send"):
        phone.get(step)
        phone.get(step, "HEAD")
    assert contents(house.store) == before
    phone.post("/1", a="2")  # so the comparison sees what a form does
    assert (contents(house.store) == before) is (state == "closed")
