"""Who works on a project: let in by a link or by name, made something else, handed over to, and gone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from framework.assessing.record import Moment, Project, Scored
from framework.errors import Faults, Stale, Unknown
from framework.instrument.library import Library
from framework.keeping.identities import Identity
from framework.keeping.memory import MemoryStore
from framework.people.membership import BY_REACH, Role
from framework.people.person import Actor
from framework.use_cases.projects import Projects
from framework.use_cases.team import DAYS, MOST_OPEN, Team
from tests.framework.strategies import shipped
from tests.storage.databases import START

EVA, JAN, OMAR = Actor("eva"), Actor("jan"), Actor("omar")
POINT = shipped().framework.criteria[0].id


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def team(clock: Clock) -> Team:
    numbers = iter(range(10_000))
    store = MemoryStore()
    store.identify(Identity("eva", name="Eva"))
    store.identify(Identity("jan", name="Jan"))
    return Team(Projects(store, Library([shipped()]), clock, lambda: f"id-{next(numbers)}"))


@pytest.fixture
def about(team: Team) -> str:
    return team.projects.start(EVA, Project(title="Samen", document_type="full_proposal"), Moment.PROPOSAL, shipped())


def people(team: Team, about: str) -> dict[str, Role]:
    return {mate.person: mate.role for mate in team.mates(EVA, about)}


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Faults) as raised:
        call()
    return [fault.code for fault in raised.value.faults]


@pytest.mark.parametrize("role", BY_REACH)
def test_who_opens_an_invitation_is_in_as_the_role_it_is_for(team: Team, about: str, role: Role) -> None:
    assert team.join(JAN, team.invite(EVA, about, role)) == about
    assert people(team, about) == {"eva": Role.OWNER, "jan": role}
    assert [mate.name for mate in team.mates(JAN, about)] == ["Eva", "Jan"]
    assert [mate.is_me for mate in team.mates(JAN, about)] == [False, True]


def test_an_invitation_lets_one_person_in_and_then_nobody(team: Team, about: str) -> None:
    link = team.invite(EVA, about, Role.READER)
    team.join(JAN, link)
    assert refused(lambda: team.join(OMAR, link)) == ["invitation_used"]
    assert people(team, about) == {"eva": Role.OWNER, "jan": Role.READER}


def test_who_is_in_already_stays_what_they_were_and_leaves_the_invitation_to_another(team: Team, about: str) -> None:
    link = team.invite(EVA, about, Role.READER)
    assert team.join(EVA, link) == about
    assert people(team, about) == {"eva": Role.OWNER}
    team.join(JAN, link)
    assert people(team, about) == {"eva": Role.OWNER, "jan": Role.READER}


def test_an_invitation_ends_after_its_days_and_not_before(team: Team, about: str, clock: Clock) -> None:
    late, in_time = (team.invite(EVA, about, Role.EDITOR) for _ in range(2))
    clock.now = START + timedelta(days=DAYS) - timedelta(seconds=1)
    team.join(JAN, in_time)
    clock.now = START + timedelta(days=DAYS)
    assert refused(lambda: team.join(OMAR, late)) == ["invitation_expired"]


def test_a_revoked_invitation_lets_nobody_in(team: Team, about: str) -> None:
    link = team.invite(EVA, about, Role.EDITOR)
    (invitation,) = team.invitations(EVA, about)
    team.revoke(EVA, about, invitation.id)
    assert refused(lambda: team.join(JAN, link)) == ["invitation_revoked"]
    assert [each.is_revoked for each in team.invitations(EVA, about)] == [True]


def test_revoking_a_used_invitation_changes_nothing(team: Team, about: str) -> None:
    team.join(JAN, team.invite(EVA, about, Role.EDITOR))
    before = team.invitations(EVA, about)
    team.revoke(EVA, about, before[0].id)
    assert team.invitations(EVA, about) == before
    assert before[0].is_used
    assert not before[0].is_revoked


def test_invitations_stand_newest_first_and_say_whether_they_can_be_used(team: Team, about: str, clock: Clock) -> None:
    team.invite(EVA, about, Role.EDITOR)
    clock.now = START + timedelta(days=DAYS)
    team.invite(EVA, about, Role.READER)
    found = [(each.role, each.is_open, each.expires) for each in team.invitations(EVA, about)]
    assert found == [
        (Role.READER, True, START + timedelta(days=2 * DAYS)),
        (Role.EDITOR, False, START + timedelta(days=DAYS)),
    ]


def test_what_a_link_ends_in_is_kept_nowhere(team: Team, about: str) -> None:
    token = team.invite(EVA, about, Role.EDITOR).partition(".")[2]
    project = team.projects.dossier(EVA, about).project
    assert token not in str(team.projects.store.events(project.id))


@pytest.mark.parametrize("link", ["", ".", "nowhere.id-3", "id-3", "id-1.id-99", "\ud800.\ud800"])
def test_a_link_of_nothing_reads_as_absent(team: Team, about: str, link: str) -> None:
    team.invite(EVA, about, Role.EDITOR)
    with pytest.raises(Unknown):
        team.join(JAN, link)


def test_a_link_with_another_end_opens_nothing(team: Team, about: str) -> None:
    link = team.invite(EVA, about, Role.EDITOR)
    with pytest.raises(Unknown):
        team.join(JAN, link + "x")


def test_so_many_invitations_are_open_at_a_time(team: Team, about: str) -> None:
    for _ in range(MOST_OPEN):
        team.invite(EVA, about, Role.READER)
    assert refused(lambda: team.invite(EVA, about, Role.READER)) == ["invitations_full"]
    team.revoke(EVA, about, team.invitations(EVA, about)[0].id)
    team.invite(EVA, about, Role.READER)


def test_someone_known_on_this_machine_is_let_in_by_name(team: Team, about: str) -> None:
    team.add(EVA, about, "jan", Role.COMMENTER)
    team.add(EVA, about, "jan", Role.OWNER)  # again: nothing changes
    assert people(team, about) == {"eva": Role.OWNER, "jan": Role.COMMENTER}
    with pytest.raises(Unknown):
        team.add(EVA, about, "nobody", Role.READER)


def test_a_role_changes_from_the_version_that_was_seen(team: Team, about: str) -> None:
    team.add(EVA, about, "jan", Role.READER)
    seen = team.mates(EVA, about)[1].version
    team.change_role(EVA, about, "jan", Role.EDITOR, seen)
    with pytest.raises(Stale):
        team.change_role(EVA, about, "jan", Role.OWNER, seen)
    assert people(team, about) == {"eva": Role.OWNER, "jan": Role.EDITOR}


def test_whose_membership_ended_sees_nothing_and_what_they_wrote_stays(team: Team, about: str) -> None:
    team.add(EVA, about, "jan", Role.EDITOR)
    team.projects.record_rating(JAN, about, POINT, Scored(level=2, note="van Jan"), 0)
    team.end(EVA, about, "jan", team.mates(EVA, about)[1].version)
    with pytest.raises(Unknown):
        team.mates(JAN, about)
    with pytest.raises(Unknown):
        team.projects.record_rating(JAN, about, POINT, Scored(level=1), 1)
    assert team.projects.dossier(EVA, about).drafts[POINT].note == "van Jan"


def test_who_left_can_be_let_in_again(team: Team, about: str) -> None:
    team.add(EVA, about, "jan", Role.EDITOR)
    team.leave(JAN, about)
    team.add(EVA, about, "jan", Role.READER)
    assert people(team, about) == {"eva": Role.OWNER, "jan": Role.READER}


@pytest.mark.parametrize("others", [[], ["jan"]])
def test_the_last_owner_can_not_go(team: Team, about: str, others: list[str]) -> None:
    for person in others:
        team.add(EVA, about, person, Role.EDITOR)
    mine = team.mates(EVA, about)[0].version
    assert refused(lambda: team.leave(EVA, about)) == ["last_owner"]
    assert refused(lambda: team.end(EVA, about, "eva", mine)) == ["last_owner"]
    assert refused(lambda: team.change_role(EVA, about, "eva", Role.READER, mine)) == ["last_owner"]
    assert people(team, about)["eva"] is Role.OWNER


def test_an_owner_goes_when_another_is_there(team: Team, about: str) -> None:
    team.add(EVA, about, "jan", Role.OWNER)
    team.leave(EVA, about)
    assert [(mate.person, mate.role) for mate in team.mates(JAN, about)] == [("jan", Role.OWNER)]


def test_handing_over_makes_the_other_the_owner_and_oneself_an_editor(team: Team, about: str) -> None:
    team.add(EVA, about, "jan", Role.READER)
    team.hand_over(EVA, about, "jan")
    assert people(team, about) == {"eva": Role.EDITOR, "jan": Role.OWNER}


def test_one_can_not_hand_over_to_who_is_not_in_nor_lose_it_to_oneself(team: Team, about: str) -> None:
    with pytest.raises(Unknown):
        team.hand_over(EVA, about, "jan")
    team.hand_over(EVA, about, "eva")
    assert people(team, about) == {"eva": Role.OWNER}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COMMENTER, Role.READER])
@pytest.mark.parametrize("deed", ["invite", "invitations", "revoke", "add", "change_role", "end", "hand_over"])
def test_only_an_owner_says_who_is_in(team: Team, about: str, role: Role, deed: str) -> None:
    team.add(EVA, about, "jan", role)
    calls: dict[str, Callable[[], object]] = {
        "invite": lambda: team.invite(JAN, about, Role.READER),
        "invitations": lambda: team.invitations(JAN, about),
        "revoke": lambda: team.revoke(JAN, about, "x"),
        "add": lambda: team.add(JAN, about, "jan", Role.OWNER),
        "change_role": lambda: team.change_role(JAN, about, "jan", Role.OWNER, 1),
        "end": lambda: team.end(JAN, about, "eva", 1),
        "hand_over": lambda: team.hand_over(JAN, about, "jan"),
    }
    with pytest.raises(Unknown):
        calls[deed]()
    assert people(team, about) == {"eva": Role.OWNER, "jan": role}


@pytest.mark.parametrize("asked", ["of eva", "absent"])
def test_a_stranger_learns_nothing(team: Team, about: str, asked: str) -> None:
    named = about if asked == "of eva" else asked
    for call in (team.mates, team.leave, team.invitations):
        with pytest.raises(Unknown) as raised:
            call(OMAR, named)
        assert str(raised.value) == ""
