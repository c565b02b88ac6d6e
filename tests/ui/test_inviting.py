"""Whoever invites sees what a professional will see, and finds a mail to send; nothing of either is kept."""

import re
from datetime import date
from html import unescape

import pytest
from starlette.applications import Starlette

from framework.assessing.beside import Kind
from framework.errors import Unavailable
from framework.instrument.wordings import ResearchStage
from framework.keeping.memory import MemoryBox
from framework.people.person import Respondent
from framework.practice.invitation import Invitation, InvitationDraft
from framework.use_cases.codec import INVITATION_DRAFT
from framework.use_cases.practice import Opened
from framework.use_cases.respondents import Respondents
from tests.ui.test_settling import ASKED, House, T, Tab, house
from tests.web.respondents import Phone
from ui.shell.wiring import set_projects
from web.door.limits import Limits
from web.practice.routes import practice_routes

__all__ = ["house"]  # the fixture


def test_preview_shows_what_is_typed_now_in_the_words_of_the_phone(house: House) -> None:
    tab = Tab(house, "practice", {}).fill(T("ui.practice.asker"), "<b>Anna</b> & co")
    tab.fill(T("ui.practice.expires"), "18-12-2027").fill(T("ui.practice.research_question"), "Wat helpt?")
    seen = unescape(tab.html)
    assert f"<dt>{T('practice.front.until')}</dt><dd>{T('practice.front.day', day='18 december 2027')}</dd>" in seen
    assert "<dd>&lt;b&gt;Anna&lt;/b&gt; &amp; co</dd>" in tab.html
    assert f"{T('practice.statement.research_question')} Wat helpt?" in seen
    for line in T.entries["practice.front.lines"]:
        assert f"<li>{line}</li>" in seen


def test_statements_follow_where_the_research_stands(house: House) -> None:
    tab = Tab(house, "practice", {})
    label, wordings = T("ui.practice.stage_label"), house.projects.library.wordings("afwegingskader")
    assert tab.shows(label) == ResearchStage.PLAN.value  # the assessment is of the proposal
    first = ASKED[0].id
    for stage in (ResearchStage.FINISHED, ResearchStage.RUNNING, ResearchStage.PLAN):
        tab.fill(label, stage.value)
        assert unescape(tab.html).count(wordings.at(stage)["nl"][first]) == 1
        assert house.payload(INVITATION_DRAFT)["stage"] == stage.value


def test_preview_says_what_is_not_filled_in_yet(house: House) -> None:
    tab = Tab(house, "practice", {})
    contact, empty = T("practice.front.contact"), T("ui.practice.preview_empty")
    assert f"<dt>{contact}</dt><dd>{empty}</dd>" in tab.html


def test_number_of_people_is_said_back_where_it_is_not_just_digits(house: House) -> None:
    tab = Tab(house, "practice", {}).fill(T("ui.practice.people"), "een stuk of twaalf")
    assert T("ui.practice.understood", n=12) in tab.html
    assert house.payload(INVITATION_DRAFT)["people"] == "een stuk of twaalf"  # as it was typed
    assert T("ui.practice.understood", n=12) not in tab.fill(T("ui.practice.people"), "12").html


ADDRESS = "https://kader.example"


def open_check(house: House, kind: Kind) -> Opened:
    """Open a check as somebody does; the reader of the screens is whoever sits at this machine."""
    set_projects(house.projects, None, house.practice, ADDRESS)
    invitation = Invitation(
        kind=kind, language="nl", summary="s", asker="Anna", why="w", contact="c", people=5, expires=date(2027, 12, 31)
    )
    return house.practice.open(house.me, house.assessment, invitation)


def look(house: House, opened: Opened) -> Tab:
    """A tab that never saw the check before."""
    return Tab(house, "check", {"p": opened.check.id})


def test_links_of_an_open_check_are_shown_in_any_tab_of_whoever_made_them(house: House) -> None:
    opened = open_check(house, Kind.GROUP)
    html = look(house, opened).html
    assert [f"{ADDRESS}/p/{token}" in html for token in (opened.links[0], opened.lead)] == [True, True]
    house.practice.close(house.me, opened.check.id)
    assert ADDRESS not in look(house, opened).html


def test_mail_holds_the_link_of_all_and_of_personal_links_none(house: House) -> None:
    label = T("ui.check.mail_text")
    opened = open_check(house, Kind.OPEN)
    tab = look(house, opened)
    assert f"{ADDRESS}/p/{opened.links[0]}" in tab.shows(label)
    assert "mailto:?subject=" in tab.html
    personal = look(house, open_check(house, Kind.PERSONAL))
    assert (ADDRESS in personal.shows(label), "mailto:" in personal.html) == (False, False)
    assert T("mail.own_link") in personal.shows(label)


@pytest.mark.parametrize(
    ("kind", "offered"),
    [(Kind.OPEN, ()), (Kind.PERSONAL, ("link_cards", "download_links")), (Kind.GROUP, ("talk_cards",))],
)
def test_each_kind_of_check_offers_the_cards_that_it_needs(house: House, kind: Kind, offered: tuple[str, ...]) -> None:
    tab = look(house, open_check(house, kind))
    labels = {button.label for button in tab.app.get("download_button")}
    all_of_them = {T(f"ui.check.{name}") for name in ("link_cards", "download_links", "talk_cards")}
    assert labels & all_of_them == {T(f"ui.check.{name}") for name in offered}
    assert (T("ui.check.no_link_personal") in told(tab)) is (kind is Kind.PERSONAL)


def test_invitation_without_links_says_so(house: House) -> None:
    opened = open_check(house, Kind.OPEN)
    set_projects(house.projects, None, house.practice)  # no public address
    assert T("ui.check.no_link") in told(look(house, opened))


def test_invitation_of_links_that_another_made_does_not_say_that_there_are_none(house: House) -> None:
    opened = open_check(house, Kind.OPEN)
    box = house.projects.store.box
    assert isinstance(box, MemoryBox)
    box.known[opened.check.id] = {**box.known[opened.check.id], "maker": "another"}
    tab = look(house, opened)
    assert [T(f"ui.check.{key}") in told(tab) for key in ("links_hidden.another", "no_link_hidden", "no_link")] == [
        True,
        True,
        False,
    ]


def told(tab: Tab) -> str:
    return tab.html + " ".join(str(caption.value) for caption in tab.app.caption)


def test_whoever_renews_links_reads_how_many_had_begun(house: House) -> None:
    opened = open_check(house, Kind.OPEN)
    assert T("ui.check.renew_sure") in look(house, opened).html
    assert T("ui.check.renew_begun", n=2) not in look(house, opened).html
    for _ in range(2):
        Respondents(house.practice).begin(Respondent(opened.links[0]))
    assert T("ui.check.renew_begun", n=2) in look(house, opened).html


def test_check_whose_answers_have_no_key_says_what_to_put_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_check(house, Kind.OPEN)

    def refuse(*_: object) -> None:
        raise Unavailable("no_key", place="answers.key")

    tab = look(house, opened)
    monkeypatch.setattr(MemoryBox, "empty", refuse)
    next(button for button in tab.app.button if button.label == T("ui.check.close_now")).click().run()
    assert T("storage.trouble.no_key", place="answers.key") in unescape(tab.html)
    assert T("ui.unsaved.title") not in tab.html


def test_open_check_says_which_stage_its_statements_fit(house: House) -> None:
    opened = open_check(house, Kind.OPEN)
    assert T("ui.check.stage") not in look(house, opened).html  # asked in the words of the framework
    fitting = Invitation(**{**dict(opened.check.invitation), "stage": ResearchStage.RUNNING})
    running = house.practice.open(house.me, house.assessment, fitting)
    html = look(house, running).html
    assert [words in html for words in (T("ui.check.stage"), T("ui.practice.stages.running"))] == [True, True]


def test_preview_says_all_that_a_phone_says(house: House) -> None:
    """Every text of the first page and the first statement as they are sent to a phone, but ways to go elsewhere."""
    draft = InvitationDraft(
        summary="Wij lopen mee.", asker="Anna", why="Jij weet het.", contact="anna@x.example", expires="31-12-2027"
    )
    draft = draft.model_copy(update={"research_question": "Wat helpt?", "stage": ResearchStage.PLAN})
    house.projects.keep_invitation(house.me, house.assessment, draft, 0)
    invitation = Invitation(**{**dict(draft), "language": "nl", "expires": date(2027, 12, 31), "people": None})
    opened = house.practice.open(house.me, house.assessment, invitation)
    phone = Phone(Starlette(routes=practice_routes(Respondents(house.practice), Limits())), opened.links[0])
    front = phone.get().body.decode()
    phone.post()
    sent = [words for page in (front, phone.get("/1").body.decode()) for words in texts_of(page)]
    assert len(sent) > 30
    preview = " ".join(texts_of(Tab(house, "practice", {}).html))
    elsewhere = {"English", T("practice.stop.link"), T("practice.statement.back"), T("practice.minutes", n=5)}
    assert [words for words in sent if words not in preview and words not in elsewhere] == []


def texts_of(html: str) -> list[str]:
    """What stands between the marks of a page, from where its content begins."""
    found = re.findall(r">([^<>]+)<", html.rpartition('<main id="main">')[2])
    return [words for text in found if (words := " ".join(unescape(text).split()))]
