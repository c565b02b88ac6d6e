"""The pages behind a link: filling in from beginning to end, and every way in which it can go wrong."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from framework.assessing.beside import Kind, Told
from framework.errors import Unavailable
from framework.language.texts import texts
from framework.practice.responses import UNSURE, Opinion
from tests.framework.strategies import shipped
from tests.web.asgi import Answer, ask
from tests.web.posted_form import PostedForm
from tests.web.respondents import ASKED, ASKER, INVITATION, ORIGIN, House, Phone, send_in
from web.door.reach import Reach

T = texts("nl")
LAST = len(ASKED)


def says(answer: Answer, key: str, **details: object) -> bool:
    return T(key, **details) in answer.body.decode()


def ended(answer: Answer) -> tuple[int, str | None]:
    """The status of an answer, and which page that says why nothing can be done it is."""
    codes = ("closed", "expired", "used", "gone")
    return answer.status, next((code for code in codes if says(answer, f"practice.ended.{code}.title")), None)


def test_someone_answers_nine_statements_one_a_page_and_is_thanked(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0])
    assert phone.get().status == 200
    assert phone.post()["location"] == f"/p/{phone.token}/1"
    for number in range(1, LAST + 1):
        assert says(phone.get(f"/{number}"), "practice.progress", n=number, of=LAST)
        onward = f"/{number + 1}" if number < LAST else "/words"
        assert phone.post(f"/{number}", a="2")["location"] == f"/p/{phone.token}{onward}"
    assert phone.post("/words", missing="Tijd.", question="Wie helpt?")["location"] == f"/p/{phone.token}/look"
    assert house.sent(opened) == 0
    sent = phone.send()
    assert (sent.status, sent["location"], phone.cookies) == (303, f"/p/{phone.token}/thanks", {})
    assert says(phone.get("/thanks"), "practice.thanks.title")
    assert house.sent(opened) == 1


def test_first_page_says_who_asks_why_how_long_and_what_happens(house: House) -> None:
    page = Phone(house.app, house.open().links[0]).get().body.decode()
    for said in (
        "De onderzoekers van de hogeschool",
        "Jij kent het werk.",
        "anna@hogeschool.example",
        "We kijken hoe teams samen beslissen.",
        "Buurtteams &amp; &lt;b&gt;gezag&lt;/b&gt;",
        T("practice.front.minutes", n=5),
        T("practice.front.day", day="31 december 2026"),
        T("practice.front.open"),
        *T.entries["practice.front.lines"],
    ):
        assert said in page
    assert T("practice.front.personal") not in page


def test_each_kind_of_link_says_what_it_protects(house: House) -> None:
    for kind in Kind:
        opened = house.open(kind=kind, people=5)
        assert says(Phone(house.app, opened.links[0]).get(), f"practice.front.{kind.value}")


def test_pages_speak_the_language_of_the_invitation(house: House) -> None:
    phone = Phone(house.app, house.open(language="en").links[0])
    english = texts("en")
    assert english("practice.front.title") in phone.get().body.decode()
    phone.post()
    page = phone.get("/1").body.decode()
    assert '<html lang="en">' in page
    assert "Completely true" in page
    assert "Deze vraag herken ik" not in page


def test_same_phone_goes_on_where_it_was_and_another_one_begins(house: House) -> None:
    token = house.open().links[0]
    phone = Phone(house.app, token)
    phone.post()
    phone.post("/1", a="3", t="Mooi.")
    assert says(phone.get(), "practice.front.done", n=1, of=LAST)
    assert f'href="/p/{token}/2"' in phone.get().body.decode()
    assert phone.post()["location"] == f"/p/{token}/2"  # begins no second response
    assert 'value="3" checked' in phone.get("/1").body.decode()
    assert ">\nMooi.</textarea>" in phone.get("/1").body.decode()
    other = Phone(house.app, token)
    assert says(other.get(), "practice.front.begin")
    assert ended(other.get("/1")) == (410, "gone")


def test_one_cookie_for_this_link_alone_out_of_reach_of_scripts(house: House) -> None:
    token = house.open().links[0]
    answers = [Phone(house.app, token).post()]
    values = [value for answer in answers for name, value in answer.headers if name == "set-cookie"]
    (cookie,) = values
    assert cookie.startswith("kw_sheet=")
    # from 1 to 31 December, both counted: 31 days
    assert cookie.split("; ")[1:] == [f"Path=/p/{token}", f"Max-Age={31 * 86_400}", "HttpOnly", "SameSite=Lax"]
    gets = [Phone(house.app, token).get(step) for step in ("", "/1", "/thanks", "/stopped")]
    assert [value for answer in gets for name, value in answer.headers if name == "set-cookie"] == []


def test_cookie_keeps_to_tls_behind_tls(house: House) -> None:
    hosted, token = house.serve(Reach(public_url="https://kader.example")), house.open().links[0]
    headers = {"host": "kader.example", "origin": "https://kader.example"}
    answer = ask(hosted, f"/p/{token}", "POST", b"", client="10.0.0.9", **headers)
    assert answer["set-cookie"].endswith("; Secure")


def test_every_page_is_kept_by_nobody_and_runs_no_script(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    for step in ("", "/1", "/words", "/look", "/stop", "/stopped", "/thanks", "/nothing"):
        answer = phone.get(step)
        assert answer["cache-control"] == "no-store"
        assert answer["x-robots-tag"].startswith("noindex")
        assert answer["referrer-policy"] == "same-origin"
        assert "script-src 'none'" in answer["content-security-policy"]
        assert b"<script" not in answer.body


def test_nothing_chosen_is_said_in_place_with_what_was_typed(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0])
    phone.post()
    answer = phone.post("/1", t="Een halve zin")
    assert answer.status == 422
    assert says(answer, "practice.statement.choose", unsure="Weet ik niet")
    assert ">\nEen halve zin</textarea>" in answer.body.decode()
    assert "<details open>" in answer.body.decode()
    assert b"Een halve zin" not in phone.get("/1").body  # not kept


@pytest.mark.parametrize(
    "chosen", ["-1", "4", "99", "1000000", "1.5", "١", "", " 1", "unsure ", "no.where", "\x00", "true"]
)
def test_answer_off_the_scale_is_no_answer(house: House, chosen: str) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    answer = phone.post("/1", a=chosen)
    assert (answer.status, says(answer, "practice.statement.choose", unsure="Weet ik niet")) == (422, True)
    assert says(phone.get(), "practice.front.done", n=0, of=LAST)


@pytest.mark.parametrize(
    "step", ["/0", "/10", "/-1", "/01", "/1e0", "/١", "/1/2", "/look/1", "/%2e%2e", "/send", "/words/"]
)
def test_changed_address_leads_nowhere(house: House, step: str) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    got = phone.get(step)
    assert (got.status, says(got, "practice.absent.title")) == ((200, False) if step == "/words/" else (404, True))
    if step not in ("/send", "/words/"):
        assert phone.post(step, a="1").status == 404


def test_longest_text_is_kept_and_one_character_more_is_given_back(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    most = "a" * 990 + "\r\n" * 10  # a browser counts each new line as one
    assert phone.post("/1", a="1", t=most).status == 303
    longer = "b" * 1_001
    for answer in (phone.post("/2", a="1", t=longer), phone.post("/words", missing=longer, question="Blijft staan")):
        assert answer.status == 422
        assert says(answer, "practice.statement.long", most=1_001)
        assert longer in answer.body.decode()
    assert "Blijft staan" in phone.post("/words", missing=longer, question="Blijft staan").body.decode()


def test_a_megabyte_is_refused_in_clear_words_and_nothing_is_lost(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0])
    phone.post()
    phone.post("/1", a="3", t="Eerder")
    for step in ("/1", "/words", "", "/send"):
        answer = phone.post(step, b"a=1&t=" + b"x" * 1_048_576)
        assert (answer.status, says(answer, "practice.too_large.title")) == (413, True)
    assert ">\nEerder</textarea>" in phone.get("/1").body.decode()


def test_only_forms_are_read(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    for kind in ("multipart/form-data; boundary=x", "application/json", "text/plain"):
        answer = phone.post("/1", b'{"a": 1}', {"content_type": kind})
        assert (answer.status, says(answer, "practice.unreadable.title")) == (400, True)
    assert phone.post("/1", b"&".join(b"a=1" for _ in range(500))).status == 400


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</textarea><b>"]
)
def test_what_people_type_is_text_and_nothing_else(house: House, typed: str) -> None:
    phone = Phone(house.app, house.open().links[0]).fill_in(remark=typed, missing=typed, question=typed)
    for step in ("/1", "/words", "/look"):
        page = phone.get(step).body.decode()
        assert typed not in page.replace("{{ 7 * 7 }}", "") or typed.startswith("{{")
        assert "<script" not in page
        assert "<img" not in page
        assert "49" not in page.replace("#0B4A75", "").partition("<main")[2]


@pytest.mark.parametrize("typed", [b"%ED%A0%80", b"\xed\xa0\x80", b"%FF%FE", b"%00%1b%5B2J", b"%E2%80%AEom"])
def test_half_and_control_characters_do_no_harm(house: House, typed: bytes) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    assert phone.post("/1", b"a=1&t=Goed" + typed).status == 303
    page = phone.get("/1").body.decode()
    assert ">\nGoed" in page
    assert not {"\x00", "\x1b", "\u202e"} & set(page)


def test_incomplete_draft_is_not_sent_and_shows_what_is_missing(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0])
    phone.post()
    phone.post("/2", a=UNSURE)
    answer = phone.send()
    assert (answer.status, says(answer, "practice.look.todo", n=LAST - 1)) == (422, True)
    assert f'href="/p/{phone.token}/1"' in answer.body.decode()
    assert house.sent(opened) == 0
    assert phone.cookies  # nothing lost


def test_look_shows_everything_and_leads_back_to_each(house: House) -> None:
    phone = Phone(house.app, house.open().links[0]).fill_in("1", remark="Ja, maar", missing="Tijd", question="Hoe?")
    page = phone.get("/look").body.decode()
    assert page.count("Klopt een beetje") == LAST
    assert page.count("“Ja, maar”") == LAST
    assert [text in page for text in ("“Tijd”", "“Hoe?”")] == [True, True]
    assert phone.post("/3?to=look", a="3")["location"] == f"/p/{phone.token}/look"
    assert phone.get("/look").body.decode().count("Klopt helemaal") == 1


def test_sending_twice_is_thanked_twice_and_counts_once(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    cookies = dict(phone.cookies)
    assert phone.send()["location"].endswith("/thanks")
    phone.cookies = cookies  # a second tap before the first answer came
    assert phone.send()["location"].endswith("/thanks")
    assert house.sent(opened) == 1
    assert phone.cookies == {}


def test_form_from_before_sending_is_told_that_nothing_is_here(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    cookies = dict(phone.cookies)
    phone.send()
    for kept in ({}, cookies):
        phone.cookies = dict(kept)
        assert ended(phone.post("/1", a="0")) == (410, "gone")
        assert ended(phone.post("/words", missing="x")) == (410, "gone")
    phone.cookies = {}
    assert ended(phone.send()) == (410, "gone")
    assert house.sent(opened) == 1


@pytest.mark.parametrize("key", ["", "x", "a" * 65, "../..", "é", '"; Path=/', "a-long-and-unguessable-1"])
def test_made_up_key_opens_nothing(house: House, key: str) -> None:
    token = house.open().links[0]
    Phone(house.app, token).post()
    phone = Phone(house.app, token, {"kw_sheet": quote(key)})
    assert says(phone.get(), "practice.front.begin")
    assert ended(phone.post("/1", a="1")) == (410, "gone")


def test_stopping_forgets_everything_and_asks_first(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    cookies = dict(phone.cookies)
    assert says(phone.get("/stop"), "practice.stop.text")
    assert phone.post("/stop")["location"].endswith("/stopped")
    assert phone.cookies == {}
    assert says(phone.get("/stopped"), "practice.stop.done")
    phone.cookies = cookies
    assert ended(phone.get("/look")) == (410, "gone")
    assert house.sent(opened) == 0


def test_personal_link_answers_once_and_another_phone_is_told(house: House) -> None:
    opened = house.open(kind=Kind.PERSONAL, people=2)
    first, second = (Phone(house.app, opened.links[0]).fill_in() for _ in range(2))
    cookies = dict(first.cookies)
    first.send()
    assert ended(second.send()) == (410, "used")
    assert ended(first.get()) == (200, "used")
    first.cookies = cookies
    assert first.send()["location"].endswith("/thanks")
    assert ended(Phone(house.app, opened.links[0]).post()) == (410, "used")
    assert house.sent(opened) == 1


def test_day_after_the_last_one_nothing_is_taken_in(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    house.clock.now = datetime(2027, 1, 1, tzinfo=UTC)
    assert ended(phone.get()) == (200, "expired")
    for answer in (phone.send(), phone.post("/1", a="0"), phone.post(), phone.get("/1"), phone.post("/words")):
        assert ended(answer) == (410, "expired")
    house.clock.now = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert phone.send()["location"].endswith("/thanks")


def test_closed_check_takes_nothing_in_and_says_so(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    house.practice.close(ASKER, opened.check.id)
    assert ended(phone.get()) == (200, "closed")
    for answer in (phone.send(), phone.post("/1", a="0"), phone.post(), phone.get("/look"), phone.post("/words")):
        assert ended(answer) == (410, "closed")
    assert house.sent(opened) == 0


def test_what_was_done_appears_behind_the_same_link(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    phone.send()
    assert says(phone.get("/thanks"), "practice.told.promised", day="15 januari 2027")
    house.practice.close(ASKER, opened.check.id)
    house.practice.tell(ASKER, opened.check.id, Told(text="We komen <b>langs</b>.", by="Anna"), 0)
    for step in ("", "/thanks"):
        page = phone.get(step).body.decode()
        assert "We komen &lt;b&gt;langs&lt;/b&gt;." in page
        assert T("practice.told.by", by="Anna") in page


GETS = ("", "/1", "/words", "/look", "/thanks", "/stop", "/stopped", "/reveal", "/1/notes")
POSTS = ("", "/1", "/words", "/send", "/stop", "/reveal", "/1/notes")


@pytest.mark.parametrize(("method", "step"), [*(("GET", s) for s in GETS), *(("POST", s) for s in POSTS)])
def test_guessed_revoked_and_erased_links_read_the_same_byte_for_byte(house: House, method: str, step: str) -> None:
    revoked, erased, live = house.open(), house.open(kind=Kind.GROUP), house.open(kind=Kind.GROUP)
    house.practice.renew_links(ASKER, revoked.check.id)
    house.practice.erase(ASKER, erased.check.id)
    tokens = ["guessed", revoked.links[0], erased.links[0], erased.lead or "", "x" * 5_000, "é%00", "..", "_"]
    phones = [Phone(house.app, token, {"kw_sheet": "abc"}) for token in tokens]
    answers = [phone.get(step) if method == "GET" else phone.post(step, a="1") for phone in phones]
    answers.append(Phone(house.app, live.links[0]).get("/nothing"))  # nor does a good link tell where it does not lead
    told = {(answer.status, tuple(answer.headers), answer.body) for answer in answers}
    assert [(status, T("practice.absent.title") in body.decode()) for status, _, body in told] == [(404, True)]


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://localhost:9999"])
def test_form_of_another_page_is_refused_before_it_is_read(house: House, origin: str) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in()
    for step in ("", "/1", "/words", "/send", "/stop"):
        answer = phone.post(step, b"a=0", {"origin": origin})
        assert (answer.status, says(answer, "web.refused")) == (403, True)
    assert (house.sent(opened), bool(phone.cookies)) == (0, True)
    assert 'value="2" checked' in phone.get("/1").body.decode()
    assert phone.post("/1", b"a=0", {"origin": ORIGIN}).status == 303


def test_stranger_who_tries_many_links_must_wait_and_a_town_hall_need_not(house: House) -> None:
    token = house.open().links[0]
    statuses = [Phone(house.app, f"guess-{n}", client="127.0.0.9").get().status for n in range(61)]
    assert statuses == [404] * 60 + [429]
    slowed = Phone(house.app, "guess", client="127.0.0.9").get()
    assert says(slowed, "practice.too_often_seconds.title")
    assert 1 <= int(slowed["retry-after"]) <= 60
    assert Phone(house.app, token, client="127.0.0.9").get().status == 200
    assert Phone(house.app, "guess", client="127.0.0.8").get().status == 404
    house.clock.seconds += 60
    assert Phone(house.app, "guess", client="127.0.0.9").get().status == 404


@pytest.mark.parametrize(
    ("reach", "another"),
    [(Reach("https://kader.example", client_header="x-real-ip"), 404), (Reach("https://kader.example"), 429)],
    ids=["named", "none named"],
)
def test_strangers_behind_a_proxy_are_told_apart_by_the_header_that_was_named_alone(
    house: House, reach: Reach, another: int
) -> None:
    app = house.serve(reach)

    def guess(**headers: str) -> int:
        return ask(app, "/p/guess", client="127.0.0.1", host="kader.example", **headers).status

    claimed = [guess(x_real_ip="192.0.2.7", x_forwarded_for=f"203.0.113.{n}") for n in range(61)]
    assert claimed == [404] * 60 + [429]
    assert guess(x_real_ip="192.0.2.8") == another


def test_phone_that_hammers_must_wait_and_its_neighbours_need_not(house: House) -> None:
    token = house.open().links[0]
    phone, other = Phone(house.app, token), Phone(house.app, token)
    phone.post()
    other.post()
    assert [phone.get("/1").status for _ in range(151)] == [200] * 150 + [429]
    assert other.get("/1").status == 200
    house.clock.seconds += 60
    assert phone.get("/1").status == 200


def test_link_can_be_begun_three_hundred_times_at_one_moment_and_not_without_end(house: House) -> None:
    token, other = house.open().links[0], house.open().links[0]
    statuses = [Phone(house.app, token).post().status for _ in range(1_001)]
    assert (statuses[:300], statuses[300:]) == ([303] * 300, [303] * 700 + [429])
    assert Phone(house.app, token).get().status == 200  # whoever only looks, or has begun, need not wait
    assert Phone(house.app, other).post().status == 303
    house.clock.seconds += 600
    assert Phone(house.app, token).post().status == 303


def test_one_who_wears_a_link_out_shuts_nobody_out_of_it_elsewhere(house: House) -> None:
    token = house.open().links[0]
    statuses = [Phone(house.app, token, client="127.0.0.9").post().status for _ in range(1_001)]
    assert statuses[-1] == 429
    assert Phone(house.app, token, client="127.0.0.8").post().status == 303


@pytest.mark.parametrize(("passed", "words"), [(0, "Wacht 5 minuten"), (170, "Wacht 71 seconden")])
def test_page_says_how_long_to_wait_and_it_is_true(house: House, passed: int, words: str) -> None:
    token = house.open().links[0]
    house.clock.seconds = 960.0  # 240 seconds before the end of ten minutes
    for _ in range(1_000):
        Phone(house.app, token).post()
    house.clock.seconds += passed
    slowed = Phone(house.app, token).post()
    assert slowed.status == 429
    assert int(slowed["retry-after"]) == 241 - passed
    assert words in slowed.body.decode()
    house.clock.seconds += int(slowed["retry-after"])
    assert Phone(house.app, token).post().status == 303


def test_store_that_is_away_is_said_and_an_unknown_fault_tells_no_text(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()

    def fail(error: Exception) -> None:
        def raise_it(*_: object) -> None:
            raise error

        monkeypatch.setattr(type(house.store.box), "change", raise_it)

    fail(Unavailable("unreachable", reason="disk I/O error"))
    assert phone.post("/1", a="1", t="Geheim").status == 503
    assert [record.getMessage() for record in caplog.records] == [
        "the store was not to be had for a light page (POST): unreachable: disk I/O error"
    ]
    fail(RuntimeError("Geheim"))
    answer = phone.post("/1", a="1", t="Geheim")
    assert (answer.status, says(answer, "practice.unsaved.title")) == (500, True)
    assert "RuntimeError" in caplog.text
    assert "Geheim" not in caplog.text
    assert phone.token not in caplog.text


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("/1?to=look", {"a": "2", "t": 'Eerst "meelopen"\n<b>dan</b> vragen'}),
        ("/words", {"missing": "Tijd", "question": "Wie helpt?", "back": "1"}),
        ("/en/2", {"a": "unsure"}),
    ],
)
def test_form_that_could_not_be_saved_comes_back_whole_and_is_saved_when_it_is_sent_again(
    house: House, monkeypatch: pytest.MonkeyPatch, step: str, typed: dict[str, str]
) -> None:
    phone = Phone(house.app, house.open().links[0]).fill_in()

    def refuse(*_: object) -> None:
        raise Unavailable("busy")

    with monkeypatch.context() as away:
        away.setattr(type(house.store.box), "change", refuse)
        answer = phone.post(step, **typed)
    assert answer.status == 503
    form = PostedForm(answer.body.decode())
    assert (form.action, form.fields) == (f"/p/{phone.token}{step}", typed)
    assert phone.post(form.action.removeprefix(f"/p/{phone.token}"), **form.fields).status == 303


def test_form_that_could_not_be_saved_comes_back_in_the_language_of_its_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(house.app, house.open().links[0]).fill_in()

    def refuse(*_: object) -> None:
        raise Unavailable("busy")

    monkeypatch.setattr(type(house.store.box), "change", refuse)
    assert texts("en")("practice.unsaved.title") in phone.post("/en/2", a="1").body.decode()
    assert T("practice.unsaved.title") in phone.post("/2", a="1").body.decode()


def test_form_that_waited_too_long_in_line_comes_back_whole_and_pages_are_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(house.app, house.open().links[0]).fill_in()
    with monkeypatch.context() as late:
        late.setattr("web.practice.routes._LONGEST_IN_LINE", -1)
        answer = phone.post("/1", a="3", t="Toch wel")
        assert (answer.status, phone.get("/1").status) == (503, 200)
    assert PostedForm(answer.body.decode()).fields == {"a": "3", "t": "Toch wel"}
    assert phone.post("/1", a="3", t="Toch wel").status == 303


def test_page_that_cannot_be_read_says_so_and_gives_no_form(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(house.app, house.open().links[0])

    def refuse(*_: object) -> None:
        raise Unavailable("busy")

    monkeypatch.setattr(type(house.store.box), "link", refuse)
    answer = phone.get("/1")
    assert (answer.status, says(answer, "practice.failed.text")) == (503, True)
    assert "<form" not in answer.body.decode()


def test_sent_answers_are_those_that_were_chosen(house: House) -> None:
    opened = house.open()
    for answer in ("0", "1", "2", "3", UNSURE):
        send_in(house, opened.links[0], answer=answer)
    results = house.practice.close(ASKER, opened.check.id).results
    assert results is not None
    assert [(s.levels, s.unsure) for s in results.distributions.values()] == [({0: 1, 1: 1, 2: 1, 3: 1}, 1)] * LAST


def test_answer_in_place_of_an_earlier_one(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0]).fill_in("0")
    phone.post("/1", a="3", t="Toch wel.")
    response = house.store.box.draft(opened.check.id, phone.cookies["kw_sheet"])
    assert response is not None
    assert response["answers"][ASKED[0]] == Opinion(answer=3, remark="Toch wel.").model_dump(mode="json")


def test_back_keeps_the_answer_and_what_was_written_beside_it(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    assert phone.post("/2", a="3", t="Elke dag.", back="1")["location"] == f"/p/{phone.token}/1"
    page = phone.get("/2").body.decode()
    assert ('value="3" checked' in page, "Elke dag." in page) == (True, True)


def test_back_keeps_what_was_written_where_nothing_is_chosen_yet(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0])
    phone.post()
    assert phone.post("/1", t="Ik twijfel.", back="1")["location"] == f"/p/{phone.token}"
    assert phone.post()["location"] == f"/p/{phone.token}/1"  # it waits for an answer
    page = phone.get("/1").body.decode()
    assert ("Ik twijfel." in page, "checked" in page) == (True, False)
    phone.post("/1", t="", back="1")
    assert "Ik twijfel." not in phone.get("/1").body.decode()


def test_what_was_written_before_an_answer_is_sent_once_and_only_with_it(house: House) -> None:
    opened = house.open()
    for _ in range(4):
        phone = Phone(house.app, opened.links[0])
        phone.post()
        phone.post("/1", t="Ik twijfel.", back="1")
        phone.fill_in(remark="Nu weet ik het.")
        assert phone.send().status == 303
    results = house.practice.close(ASKER, opened.check.id).results
    assert results is not None
    assert "Ik twijfel." not in results.model_dump_json()
    assert results.remarks_at(ASKED[0]) == ("Nu weet ik het.",) * 4


def test_back_from_the_page_of_words_keeps_both_fields(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    where = phone.post("/words", missing="Tijd.", question="Wie helpt?", back="1")["location"]
    assert where == f"/p/{phone.token}/{LAST}"
    page = phone.get("/words").body.decode()
    assert ("Tijd." in page, "Wie helpt?" in page) == (True, True)


def test_back_from_a_statement_opened_from_the_look_over_all_returns_there(house: House) -> None:
    phone = Phone(house.app, house.open().links[0]).fill_in()
    assert phone.post("/3?to=look", a="0", back="1")["location"] == f"/p/{phone.token}/look"
    assert 'value="0" checked' in phone.get("/3").body.decode()


def test_back_with_a_text_that_cannot_be_kept_shows_it_with_what_is_wrong(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    answer = phone.post("/2", t="x" * 1_001, back="1")
    assert (answer.status, "x" * 1_001 in answer.body.decode()) == (422, True)


def test_someone_else_on_a_shared_phone_begins_anew_and_sees_no_earlier_answer(house: House) -> None:
    opened = house.open()
    phone = Phone(house.app, opened.links[0])
    phone.post()
    phone.post("/1", a="3", t="Dit schreef de vorige.")
    phone.post("/2", a="0")
    front = phone.get()
    assert says(front, "practice.front.other")
    assert "Dit schreef de vorige." not in front.body.decode()
    before = phone.cookies["kw_sheet"]
    assert phone.post("", anew="1")["location"] == f"/p/{phone.token}/1"
    assert phone.cookies["kw_sheet"] != before
    page = phone.get("/1").body.decode()
    assert ("Dit schreef de vorige." in page, "checked" in page) == (False, False)
    assert house.store.box.draft(opened.check.id, before) is None


def test_link_for_one_person_offers_nobody_else_to_begin(house: House) -> None:
    phone = Phone(house.app, house.open(kind=Kind.PERSONAL, people=4).links[0])
    phone.post()
    phone.post("/1", a="3")
    assert not says(phone.get(), "practice.front.other")
    phone.post("", anew="1")  # typed by hand
    assert 'value="3" checked' in phone.get("/1").body.decode()


def test_respondent_chooses_the_language_and_loses_nothing(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    front = phone.get().body.decode()
    assert f'href="/p/{phone.token}/en"' in front
    assert f'href="/p/{phone.token}"' not in front  # no link to the language that one reads
    phone.post()
    answer = phone.post("/1", t="Half een zin", lang="en")
    assert answer["location"] == f"/p/{phone.token}/en/1"
    english = shipped().in_language("en")
    page = phone.get("/en/1").body.decode()
    assert english.by_id[ASKED[0]].professional_statement in page
    assert english.professional_scale.levels[0].label in page
    assert ('lang="en"' in page, "Half een zin" in page) == (True, True)
    assert phone.post("/en/1", a="2", t="Half een zin")["location"] == f"/p/{phone.token}/en/2"
    assert phone.post("/en/2", a="1", lang="nl")["location"] == f"/p/{phone.token}/nl/2"
    assert 'value="1" checked' in phone.get("/nl/2").body.decode()
    assert phone.post("/en/words", missing="Tijd", lang="nl")["location"] == f"/p/{phone.token}/nl/words"
    assert "Tijd" in phone.get("/words").body.decode()


def test_words_of_the_asker_keep_their_language_whatever_the_reader_chose(house: House) -> None:
    page = Phone(house.app, house.open().links[0]).get("/en").body.decode()
    assert '<html lang="en">' in page
    assert f'<dd lang="nl">{INVITATION.asker}</dd>' in page


@pytest.mark.parametrize("step", ["/de", "/en/en", "/enn", "/en/10"])
def test_language_that_is_not_there_leads_nowhere(house: House, step: str) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    assert phone.get(step).status == 404


def test_page_with_something_to_mend_says_so_in_its_title(house: House) -> None:
    phone = Phone(house.app, house.open().links[0])
    phone.post()
    page = phone.post("/1").body.decode()
    title = T("practice.fault_title", title=T("practice.progress", n=1, of=9))
    assert f"<title>{title}</title>" in page
    assert f"<legend>{T('practice.statement.legend')}</legend>" in page
    assert title not in phone.get("/1").body.decode()
