"""Who may do what: the parts of a project decide, duties open nothing, and a refusal tells nothing."""

import pytest

from framework.errors import Unknown
from framework.people.membership import Membership, Role
from framework.people.permissions import Permission, authorise
from framework.people.person import LOCAL_USER, Actor, Duty

MAY = {
    (Role.OWNER, Permission.READ),
    (Role.OWNER, Permission.WRITE),
    (Role.OWNER, Permission.OWN),
    (Role.EDITOR, Permission.READ),
    (Role.EDITOR, Permission.WRITE),
    (Role.READER, Permission.READ),
}


def is_let(actor: Actor, deed: Permission, *members: Membership) -> bool:
    try:
        authorise(actor, deed, members)
    except Unknown:
        return False
    return True


@pytest.mark.parametrize("deed", Permission)
@pytest.mark.parametrize("role", Role)
def test_role_decides(role: Role, deed: Permission) -> None:
    assert is_let(Actor("eva"), deed, Membership("jan", Role.OWNER), Membership("eva", role)) == ((role, deed) in MAY)


@pytest.mark.parametrize("deed", Permission)
def test_stranger_may_do_nothing(deed: Permission) -> None:
    assert not is_let(
        Actor("eva"), deed, Membership("jan", Role.OWNER), Membership("EVA", Role.OWNER), Membership("", Role.OWNER)
    )
    assert not is_let(Actor("eva"), deed)


@pytest.mark.parametrize("deed", Permission)
def test_duty_opens_no_project(deed: Permission) -> None:
    assert not is_let(Actor("eva", frozenset(Duty)), deed, Membership("jan", Role.OWNER))


def test_of_two_parts_the_larger_counts() -> None:
    assert is_let(Actor("eva"), Permission.OWN, Membership("eva", Role.READER), Membership("eva", Role.OWNER))


def test_refusal_tells_nothing() -> None:
    with pytest.raises(Unknown) as denied:
        authorise(Actor("eva"), Permission.READ, [Membership("jan", Role.OWNER)])
    with pytest.raises(Unknown) as absent:
        authorise(Actor("eva"), Permission.READ, [])
    for error in (denied.value, absent.value):
        assert (type(error), error.args, str(error)) == (Unknown, (), "")


def test_local_user_has_no_more_duties_than_a_researcher() -> None:
    assert (LOCAL_USER.person, LOCAL_USER.duties) == ("local", {Duty.RESEARCHER})
