"""The use cases of the practice check: what a researcher and a respondent can do, and what nobody learns."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from framework.assessing.beside import Distribution, Kind, TableNotes, Told
from framework.assessing.record import Moment, Project
from framework.errors import Ended, Faults, Stale, TooFew, Unknown
from framework.instrument.library import Library
from framework.keeping.events import Change
from framework.keeping.memory import MemoryStore
from framework.keeping.store import Store
from framework.people.membership import Membership, Role
from framework.people.person import Actor, Respondent
from framework.practice.invitation import Invitation, InvitationText
from framework.practice.responses import UNSURE, Opinion, Response
from framework.practice.statements import statements
from framework.use_cases.codec import TOLD, dump_membership
from framework.use_cases.practice import Hidden, Opened, Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from intake.record_file import read_record
from tests.framework.strategies import SHIPPED_FOLDER, shipped
from tests.storage.databases import act as an_act
from tests.storage.databases import open_sqlite

OWNER, AUTHOR, READER, STRANGER = (Actor(name) for name in ("olga", "anna", "rik", "siem"))
PEOPLE = [
    Membership(name, frozenset({role}))
    for name, role in (("olga", Role.OWNER), ("anna", Role.EDITOR), ("rik", Role.READER))
]
ASKED = [criterion.id for criterion in statements(shipped().framework)]
TEXT = InvitationText(
    kind=Kind.OPEN,
    language="nl",
    summary="We kijken hoe teams samen beslissen.",
    asker="De onderzoekers",
    why="Jij kent het werk.",
    contact="via het team",
)
INVITATION = Invitation(**TEXT.model_dump(), expires=date(2026, 12, 31))
WHOLE = Response(answers={criterion: Opinion(answer=2) for criterion in ASKED}, missing="Tijd.", question="Wie helpt?")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        with open_sqlite(tmp_path / "x.sqlite3") as opened:
            yield opened


EXAMPLE = sorted((SHIPPED_FOLDER / "examples").glob("*.nl.yaml"))[0]
PROJECT = "id-2"  # the first id is that of the act that makes it


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def practice(store: Store, clock: Clock) -> Practice:
    numbers: Iterator[int] = count(1)
    return Practice(Projects(store, Library([shipped()]), clock, lambda: f"id-{next(numbers)}"), sorted)


@pytest.fixture
def respondents(practice: Practice) -> Respondents:
    return Respondents(practice)


@pytest.fixture
def assessment(practice: Practice) -> str:
    details = Project(title="Buurtteams", document_type="announcement_or_report")
    made = practice.projects.start(OWNER, details, Moment.PROPOSAL, shipped())
    others = [Change(f"member/{m.person}", dump_membership(m), 0) for m in PEOPLE if m.person != OWNER.person]
    practice.projects.store.apply(PROJECT, others, an_act())
    return made


def open_check(practice: Practice, assessment: str, **changes: object) -> Opened:
    return practice.open(OWNER, assessment, INVITATION.model_copy(update=changes))


def fill_in(respondents: Respondents, token: str, response: Response = WHOLE) -> Respondent:
    """Everything but the sending, on a phone of its own."""
    respondent = Respondent(token, respondents.begin(Respondent(token)))
    for criterion, opinion in response.answers.items():
        respondents.answer(respondent, criterion, opinion)
    respondents.say(respondent, response.missing, response.question)
    return respondent


def send_in(respondents: Respondents, token: str, times: int = 1, response: Response = WHOLE) -> None:
    for _ in range(times):
        respondents.send(fill_in(respondents, token, response))


def test_respondent_fills_in_and_sends_and_the_researcher_sees_how_many(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment)
    respondent = fill_in(respondents, opened.links[0])
    assert respondents.visit(respondent).draft == WHOLE
    assert practice.check(OWNER, opened.check.id).sent == 0
    respondents.send(respondent)
    check = practice.check(OWNER, opened.check.id)
    assert (check.sent, check.results) == (1, None)


def test_answer_can_be_changed_until_it_is_sent(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment)
    respondent = Respondent(opened.links[0], respondents.begin(Respondent(opened.links[0])))
    respondents.answer(respondent, ASKED[0], Opinion(answer=0, remark="Nee."))
    visit = respondents.answer(respondent, ASKED[0], Opinion(answer=UNSURE))
    assert visit.draft == Response(answers={ASKED[0]: Opinion(answer=UNSURE)})
    assert [c.id for c in visit.unanswered] == ASKED[1:]


def test_incomplete_draft_is_not_sent_and_stays(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment)
    respondent = fill_in(respondents, opened.links[0], Response(answers={ASKED[0]: Opinion(answer=1)}))
    with pytest.raises(Faults) as refused:
        respondents.send(respondent)
    assert sorted(f.where for f in refused.value.faults) == sorted(ASKED[1:])
    assert respondents.visit(respondent).draft is not None
    assert practice.check(OWNER, opened.check.id).sent == 0


def test_sending_twice_counts_once(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment)
    respondent = fill_in(respondents, opened.links[0])
    respondents.send(respondent)
    with pytest.raises(Ended) as refused:
        respondents.send(respondent)
    assert (refused.value.code, practice.check(OWNER, opened.check.id).sent) == ("gone", 1)
    assert respondents.visit(respondent).draft is None


def test_stopping_forgets_everything(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment)
    respondent = fill_in(respondents, opened.links[0])
    respondents.stop(respondent)
    assert respondents.visit(respondent).draft is None
    assert practice.close(OWNER, opened.check.id).sent == 0


def test_closing_counts_once_and_for_good(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment)
    send_in(respondents, opened.links[0], 4)
    late = fill_in(respondents, opened.links[0])
    check = practice.close(OWNER, opened.check.id)
    assert check.results is not None
    assert (check.sent, check.results.sent, check.results.missing) == (4, 4, ("Tijd.",) * 4)
    assert (check.results.distributions, {*check.results.nearly_all}) == ({}, {*ASKED})  # all four gave the same
    for act in (
        lambda: practice.close(OWNER, opened.check.id),
        lambda: practice.enter(OWNER, opened.check.id, WHOLE),
        lambda: practice.take_back(OWNER, opened.check.id, "nowhere"),
        lambda: practice.keep_form(OWNER, opened.check.id, "key", WHOLE),
        lambda: practice.renew_links(OWNER, opened.check.id),
        lambda: respondents.send(late),
        lambda: respondents.begin(Respondent(opened.links[0])),
        lambda: respondents.answer(late, ASKED[0], Opinion(answer=0)),
    ):
        with pytest.raises(Ended) as refused:
            act()
        assert refused.value.code == "closed"
    assert practice.check(OWNER, opened.check.id) == check


def test_closed_check_stands_in_the_report_beside_the_profile(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment)
    send_in(respondents, opened.links[0], 4)
    assert practice.projects.report(OWNER, assessment, "nl").mirror is None
    practice.close(OWNER, opened.check.id)
    mirror = practice.projects.report(OWNER, assessment, "nl").mirror
    assert mirror is not None
    assert [r.criterion.id for r in mirror.reflections] == ASKED


def test_paper_form_counts_as_any_other(practice: Practice, assessment: str) -> None:
    opened = practice.open(OWNER, assessment, INVITATION, with_links=False)
    assert (opened.links, opened.lead) == ((), None)
    for _ in range(4):
        practice.enter(OWNER, opened.check.id, WHOLE)
    assert practice.close(OWNER, opened.check.id).sent == 4


def test_paper_form_may_leave_statements_blank(practice: Practice, assessment: str) -> None:
    opened = open_check(practice, assessment)
    for level in (0, 1, 2, 3):
        opinions = {ASKED[0]: Opinion(answer=level)}
        practice.enter(OWNER, opened.check.id, Response(answers=opinions, begun={ASKED[1]: "Snap ik niet."}))
    practice.enter(OWNER, opened.check.id, Response(missing="Tijd."))
    results = practice.close(OWNER, opened.check.id).results
    assert results is not None
    assert results.distributions == {ASKED[0]: Distribution(levels={0: 1, 1: 1, 2: 1, 3: 1}, unsure=0, blank=1)}
    assert results.remarks == {ASKED[1]: ("Snap ik niet.",) * 4}


@pytest.mark.parametrize(
    "response",
    [
        Response(),
        Response(missing="Tijd.", begun={"no.where": "Snap ik niet."}),
        Response(answers={**WHOLE.answers, ASKED[0]: Opinion(answer=7)}),
        Response(answers={**WHOLE.answers, "no.where": Opinion(answer=1)}),
    ],
)
def test_paper_form_with_nothing_on_it_or_something_strange_is_refused(
    practice: Practice, assessment: str, response: Response
) -> None:
    opened = open_check(practice, assessment)
    with pytest.raises(Faults):
        practice.enter(OWNER, opened.check.id, response)
    assert practice.check(OWNER, opened.check.id).sent == 0


def test_paper_form_is_taken_back_by_its_place_alone_and_once(practice: Practice, assessment: str) -> None:
    check, other = (open_check(practice, assessment).check.id for _ in range(2))
    half = Response(answers={ASKED[0]: Opinion(answer=1, remark="Zin.")}, begun={ASKED[1]: "Snap ik niet."})
    places = [practice.enter(OWNER, check, response) for response in (WHOLE, half, WHOLE)]
    assert len({*places, None}) == 4
    place = places[1] or ""
    assert practice.take_back(OWNER, other, place) is None
    assert (practice.take_back(OWNER, check, place), practice.check(OWNER, check).sent) == (half, 2)
    assert (practice.take_back(OWNER, check, place), practice.check(OWNER, check).sent) == (None, 2)


def test_paper_form_that_is_put_in_with_two_presses_has_one_place(practice: Practice, assessment: str) -> None:
    check = open_check(practice, assessment).check.id
    places = [practice.enter(OWNER, check, WHOLE, "pressed") for _ in range(2)]
    assert (places[0] is None, places[1], practice.check(OWNER, check).sent) == (False, None, 1)


def test_half_copied_paper_form_is_kept_by_its_own_key_until_it_is_put_in(practice: Practice, assessment: str) -> None:
    opened = open_check(practice, assessment)
    check, half = opened.check.id, Response(missing="Tijd.")
    practice.keep_form(OWNER, check, "mine", Response())
    assert practice.form(OWNER, check, "mine") is None  # nothing stands in it
    for words in (half, WHOLE):
        practice.keep_form(OWNER, check, "mine", words)
        assert (practice.form(OWNER, check, "mine"), practice.form(OWNER, check, "other")) == (words, None)
    practice.keep_form(OWNER, check, "other", half)
    assert practice.begun(OWNER, check) == 0  # nobody is at a phone
    practice.keep_form(OWNER, check, "other", Response())
    practice.enter(OWNER, check, WHOLE, "pressed", "mine")
    assert [practice.form(OWNER, check, key) for key in ("mine", "other")] == [None, None]


def test_personal_link_answers_once(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment, kind=Kind.PERSONAL, people=3)
    assert len(set(opened.links)) == 3
    second_phone = fill_in(respondents, opened.links[0])
    send_in(respondents, opened.links[0])
    with pytest.raises(Ended) as refused:
        respondents.send(second_phone)
    assert refused.value.code == "used"
    assert respondents.visit(Respondent(opened.links[0])).ended == "used"
    assert practice.check(OWNER, opened.check.id).sent == 1
    assert sorted(link.is_used for link in practice.links(OWNER, opened.check.id)) == [False, False, True]


def test_last_day_counts_and_the_day_after_does_not(
    practice: Practice, respondents: Respondents, assessment: str, clock: Clock
) -> None:
    opened = open_check(practice, assessment)
    respondent = fill_in(respondents, opened.links[0])
    clock.now = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
    assert respondents.visit(respondent).ended == "expired"
    with pytest.raises(Ended):
        respondents.send(respondent)
    clock.now = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    respondents.send(respondent)
    with pytest.raises(Faults):
        open_check(practice, assessment, expires=date(2026, 12, 30))


def test_renewed_links_lead_where_the_old_ones_no_longer_do(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment)
    new = practice.renew_links(OWNER, opened.check.id)
    assert respondents.visit(Respondent(new.links[0])).ended is None
    with pytest.raises(Unknown):
        respondents.visit(Respondent(opened.links[0]))


def test_what_was_begun_by_an_old_link_cannot_be_sent_by_a_new_one(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment)
    key = respondents.begin(Respondent(opened.links[0]))
    practice.keep_form(OWNER, opened.check.id, "paper", Response(missing="Dit blijft."))
    new = practice.renew_links(OWNER, opened.check.id)
    with pytest.raises(Ended) as refused:
        respondents.send(Respondent(new.links[0], key))
    assert (refused.value.code, practice.begun(OWNER, opened.check.id)) == ("gone", 0)
    kept = practice.form(OWNER, opened.check.id, "paper")
    assert kept
    assert kept.missing == "Dit blijft."


def test_personal_links_are_longer_than_the_one_that_is_typed_from_a_screen(
    practice: Practice, assessment: str
) -> None:
    lengths = {
        kind: {len(link) for link in open_check(practice, assessment, kind=kind, people=5).links} for kind in Kind
    }
    assert lengths == {Kind.OPEN: {14}, Kind.PERSONAL: {19}, Kind.GROUP: {14}}  # with a hyphen after each four


def test_check_says_why_its_links_are_not_shown(
    practice: Practice, assessment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = open_check(practice, assessment)
    on_paper = practice.open(OWNER, assessment, INVITATION, with_links=False)
    assert on_paper.hidden is Hidden.NONE
    assert practice.opened(OWNER, made.check.id).hidden is None
    assert practice.opened(AUTHOR, made.check.id).hidden is Hidden.ANOTHER
    assert practice.opened(OWNER, on_paper.check.id).hidden is Hidden.NONE
    monkeypatch.setattr(practice.projects.store.box, "kept", lambda check: None)  # as under another key
    assert practice.opened(OWNER, made.check.id).hidden is Hidden.LOST


def test_links_of_an_open_check_are_shown_again_to_whoever_made_them_alone(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    made = open_check(practice, assessment, kind=Kind.GROUP, people=5)
    assert practice.opened(OWNER, made.check.id) == made
    assert respondents.join_code(Respondent(made.lead or "")) == made.links[0]
    for other in (AUTHOR, READER):
        seen = practice.opened(other, made.check.id)
        assert (seen.links, seen.lead) == ((), None)
    by_another = practice.renew_links(AUTHOR, made.check.id)
    assert practice.opened(AUTHOR, made.check.id) == by_another
    assert practice.opened(OWNER, made.check.id).links == ()


def test_links_of_a_closed_check_are_forgotten(practice: Practice, respondents: Respondents, assessment: str) -> None:
    made = open_check(practice, assessment, kind=Kind.GROUP, people=5)
    practice.close(OWNER, made.check.id)
    closed = practice.opened(OWNER, made.check.id)
    assert (closed.links, closed.lead) == ((), None)
    assert respondents.join_code(Respondent(made.lead or "")) is None


def test_whoever_answers_cannot_ask_what_others_type_to_take_part(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    made = open_check(practice, assessment, kind=Kind.GROUP, people=5)
    with pytest.raises(Unknown):
        respondents.join_code(Respondent(made.links[0]))


def test_old_links_show_what_was_done_once_it_is_told_and_take_nothing_in(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment)
    old = Respondent(opened.links[0])
    key = respondents.begin(old)
    assert practice.begun(OWNER, opened.check.id) == 1
    practice.renew_links(OWNER, opened.check.id)
    practice.close(OWNER, opened.check.id)
    with pytest.raises(Unknown):
        respondents.visit(old)
    practice.tell(OWNER, opened.check.id, Told(text="Wij komen later."), 0)
    assert (respondents.visit(old).ended, respondents.visit(old).check.told) == (
        "renewed",
        Told(text="Wij komen later."),
    )
    for refused in (lambda: respondents.begin(old), lambda: respondents.send(Respondent(old.token, key))):
        with pytest.raises(Unknown):
            refused()


def test_what_was_done_appears_behind_the_same_link(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment)
    practice.close(OWNER, opened.check.id)
    practice.tell(OWNER, opened.check.id, Told(text="We komen langs."), 0)
    told = respondents.visit(Respondent(opened.links[0])).check.told
    assert told == Told(text="We komen langs.")
    with pytest.raises(Stale):
        practice.tell(AUTHOR, opened.check.id, Told(text="Nee."), 0)
    assert practice.check(OWNER, opened.check.id).stream.version(TOLD) == 1


def test_group_reveals_from_four_on_and_once(practice: Practice, respondents: Respondents, assessment: str) -> None:
    opened = open_check(practice, assessment, kind=Kind.GROUP, people=5)
    lead = Respondent(opened.lead or "")
    send_in(respondents, opened.links[0], 3)
    with pytest.raises(TooFew):
        respondents.reveal(lead)
    assert respondents.lead(lead).results is None
    send_in(respondents, opened.links[0])
    assert respondents.reveal(lead).sent == 4
    with pytest.raises(Ended):
        respondents.reveal(lead)
    noted = respondents.keep_table_notes(lead, ASKED[0], TableNotes(heard="Te druk.", changes="Minder vragen."), 0)
    assert (
        practice.check(OWNER, opened.check.id).table_notes
        == noted.table_notes
        == {ASKED[0]: TableNotes(heard="Te druk.", changes="Minder vragen.")}
    )


def test_link_to_answer_leads_no_group_and_the_other_way_round(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment, kind=Kind.GROUP)
    answers, leads = Respondent(opened.links[0], "x"), Respondent(opened.lead or "", "x")
    for act in (
        lambda: respondents.lead(answers),
        lambda: respondents.reveal(answers),
        lambda: respondents.keep_table_notes(answers, ASKED[0], TableNotes(), 0),
        lambda: respondents.begin(leads),
        lambda: respondents.answer(leads, ASKED[0], Opinion(answer=1)),
        lambda: respondents.say(leads, "x", "y"),
        lambda: respondents.send(leads),
    ):
        with pytest.raises(Unknown):
            act()


def test_erased_check_reads_as_absent_and_leaves_the_rest(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened, other = open_check(practice, assessment), open_check(practice, assessment)
    send_in(respondents, opened.links[0])
    practice.erase(OWNER, opened.check.id)
    with pytest.raises(Unknown):
        practice.check(OWNER, opened.check.id)
    with pytest.raises(Unknown):
        respondents.visit(Respondent(opened.links[0]))
    assert [check.id for check in practice.checks(OWNER, assessment)] == [other.check.id]
    practice.projects.erase(OWNER, assessment)
    with pytest.raises(Unknown):
        respondents.visit(Respondent(other.links[0]))


Act = Callable[[Practice, Actor, str, str], object]
READS: dict[str, Act] = {
    "checks": lambda p, who, a, c: p.checks(who, a),
    "check": lambda p, who, a, c: p.check(who, c),
    "links": lambda p, who, a, c: p.links(who, c),
    "begun": lambda p, who, a, c: p.begun(who, c),
    "opened": lambda p, who, a, c: p.opened(who, c),
}
WRITES: dict[str, Act] = {
    "open": lambda p, who, a, c: p.open(who, a, INVITATION),
    "take_in": lambda p, who, a, c: p.take_in(who, a, TEXT, [WHOLE] * 4, Told(text="x")),
    "renew_links": lambda p, who, a, c: p.renew_links(who, c),
    "form": lambda p, who, a, c: p.form(who, c, "key"),
    "keep_form": lambda p, who, a, c: p.keep_form(who, c, "key", WHOLE),
    "enter": lambda p, who, a, c: p.enter(who, c, WHOLE),
    "take_back": lambda p, who, a, c: p.take_back(who, c, "nowhere"),
    "close": lambda p, who, a, c: p.close(who, c),
    "tell": lambda p, who, a, c: p.tell(who, c, Told(text="x"), 0),
    "keep_table_notes": lambda p, who, a, c: p.keep_table_notes(who, c, ASKED[0], TableNotes(), 0),
}
OWNS: dict[str, Act] = {"erase": lambda p, who, a, c: p.erase(who, c)}
ALL = READS | WRITES | OWNS


def test_matrix_holds_every_use_case_of_a_researcher() -> None:
    public = {name for name, value in vars(Practice).items() if callable(value) and not name.startswith("_")}
    assert public - {"close_stream", "save_table_notes", "look", "questions", "take_in_example"} == set(ALL)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("who", [OWNER, AUTHOR, READER, STRANGER], ids=lambda actor: actor.person)
def test_people_do_what_their_role_allows_and_others_learn_nothing(
    practice: Practice, assessment: str, name: str, who: Actor
) -> None:
    check = open_check(practice, assessment).check.id
    may = {"olga": ALL, "anna": READS | WRITES, "rik": READS, "siem": {}}[who.person]
    if name in may:
        ALL[name](practice, who, assessment, check)
        return
    with pytest.raises(Unknown) as foreign:
        ALL[name](practice, who, assessment, check)
    with pytest.raises(Unknown) as absent:
        ALL[name](practice, who, "nothing", "nothing")
    assert (str(foreign.value), foreign.value.args) == (str(absent.value), absent.value.args)


def test_nothing_but_how_many_began_and_sent_changes_for_anyone_before_closing(
    practice: Practice, respondents: Respondents, assessment: str
) -> None:
    opened = open_check(practice, assessment, kind=Kind.GROUP)
    token, lead = opened.links[0], Respondent(opened.lead or "")

    def surfaces() -> list[object]:
        seen = [
            *(
                ALL[n](practice, who, assessment, opened.check.id)
                for n in READS
                if n != "begun"
                for who in (OWNER, READER)
            ),
            respondents.visit(Respondent(token)),
            respondents.lead(lead),
            practice.projects.report(OWNER, assessment, "nl"),
            practice.projects.store.log(),
            practice.projects.store.events(opened.check.id),
        ]
        return [_without_number(thing) for thing in seen]

    before = surfaces()
    for answer in (0, 3, UNSURE, 1, 2):
        respondent = fill_in(
            respondents, token, Response(answers={c: Opinion(answer=answer, remark="Zin.") for c in ASKED})
        )
        assert surfaces() == before
        respondents.send(respondent)
        assert surfaces() == before


def _without_number(thing: object) -> object:
    if isinstance(thing, tuple):
        return tuple(_without_number(part) for part in thing)
    if isinstance(thing, Opened):
        return (_without_number(thing.check), thing.links, thing.lead)
    if hasattr(thing, "check"):
        return (_without_number(thing.check), getattr(thing, "link", thing))
    return replace(thing, sent=0) if hasattr(thing, "sent") else thing


def test_answers_that_are_there_already_make_a_closed_check(practice: Practice, assessment: str) -> None:
    check = practice.take_in(OWNER, assessment, TEXT, [WHOLE] * 5, Told(text="Dank."))
    assert check.results is not None
    assert (check.sent, check.results.closed, check.told) == (5, date(2026, 12, 1), Told(text="Dank."))


@pytest.mark.parametrize("answers", [{}, {ASKED[0]: Opinion(answer=1)}])
def test_one_response_that_is_not_whole_makes_no_check_at_all(
    practice: Practice, assessment: str, answers: dict[str, Opinion]
) -> None:
    with pytest.raises(Faults):
        practice.take_in(OWNER, assessment, TEXT, [WHOLE, Response(answers=answers)], Told(text="Dank."))
    assert practice.checks(OWNER, assessment) == ()


def test_made_up_example_is_one_act(practice: Practice) -> None:
    record, loaded = read_record(EXAMPLE, practice.projects.library)
    made = practice.take_in_example(OWNER, record, loaded, text=TEXT, responses=[WHOLE] * 5, told=Told(text="Dank."))
    check = practice.checks(OWNER, made)[0]
    assert check.results is not None
    store = practice.projects.store
    acts = {event.act for stream in (made, check.id, check.stream.root) for event in store.events(stream)}
    assert [act.deed for act in acts] == ["take_in"]
