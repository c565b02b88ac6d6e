"""Who may do what: the parts of a project decide, duties open nothing, and a refusal tells nothing."""

import pytest

from framework.errors import Unknown
from framework.people.membership import Member, Part
from framework.people.permissions import Deed, authorise
from framework.people.person import LOCAL_USER, Actor, Duty

MAY = {
    (Part.OWNER, Deed.READ),
    (Part.OWNER, Deed.WRITE),
    (Part.OWNER, Deed.OWN),
    (Part.AUTHOR, Deed.READ),
    (Part.AUTHOR, Deed.WRITE),
    (Part.READER, Deed.READ),
}


def is_let(actor: Actor, deed: Deed, *members: Member) -> bool:
    try:
        authorise(actor, deed, members)
    except Unknown:
        return False
    return True


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("part", Part)
def test_part_decides(part: Part, deed: Deed) -> None:
    assert is_let(Actor("eva"), deed, Member("jan", Part.OWNER), Member("eva", part)) == ((part, deed) in MAY)


@pytest.mark.parametrize("deed", Deed)
def test_stranger_may_do_nothing(deed: Deed) -> None:
    assert not is_let(Actor("eva"), deed, Member("jan", Part.OWNER), Member("EVA", Part.OWNER), Member("", Part.OWNER))
    assert not is_let(Actor("eva"), deed)


@pytest.mark.parametrize("deed", Deed)
def test_duty_opens_no_project(deed: Deed) -> None:
    assert not is_let(Actor("eva", frozenset(Duty)), deed, Member("jan", Part.OWNER))


def test_of_two_parts_the_larger_counts() -> None:
    assert is_let(Actor("eva"), Deed.OWN, Member("eva", Part.READER), Member("eva", Part.OWNER))


def test_refusal_tells_nothing() -> None:
    with pytest.raises(Unknown) as denied:
        authorise(Actor("eva"), Deed.READ, [Member("jan", Part.OWNER)])
    with pytest.raises(Unknown) as absent:
        authorise(Actor("eva"), Deed.READ, [])
    for error in (denied.value, absent.value):
        assert (type(error), error.args, str(error)) == (Unknown, (), "")


def test_local_user_has_no_more_duties_than_a_researcher() -> None:
    assert (LOCAL_USER.person, LOCAL_USER.duties) == ("local", {Duty.RESEARCHER})
