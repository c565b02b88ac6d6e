"""Who may do what: a table of role, stage and authorship, and a reason for every refusal that nobody is told."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.people.membership import Role
from framework.people.permissions import GRANTS, STRICT, Permission, Refusal, decide
from framework.people.stage import Stage

P, R, S = Permission, Role, Stage
TEAM = [R.OWNER, R.EDITOR, R.COMMENTER, R.READER]
PANEL = [R.CHAIR, R.DEPUTY, R.SECRETARY, R.REVIEWER, R.OBSERVER]

# What each role may do in a project, written out by hand.
SEES = (P.PROJECT_READ, P.CHECK_READ, P.COMMENT_READ, P.MEMBER_LEAVE)
IN_A_PROJECT = {
    R.READER: {*SEES},
    R.COMMENTER: {*SEES, P.COMMENT_WRITE},
    R.EDITOR: {
        *SEES,
        P.COMMENT_WRITE,
        P.CHECK_WRITE,
        P.DETAILS_WRITE,
        P.SETTING_WRITE,
        P.RATING_WRITE,
        P.COMMITMENT_WRITE,
        P.TABLE_NOTES_WRITE,
    },
    R.OWNER: {
        *SEES,
        *(
            P.COMMENT_WRITE,
            P.CHECK_WRITE,
            P.DETAILS_WRITE,
            P.SETTING_WRITE,
            P.RATING_WRITE,
            P.COMMITMENT_WRITE,
            P.TABLE_NOTES_WRITE,
        ),
        *(P.PROJECT_ERASE, P.MEMBER_WRITE, P.CHECK_ERASE),
    },
}
# From which stage on each role of a round sees what another reviewer wrote.
SEES_FROM = {
    R.CHAIR: S.FROZEN,
    R.DEPUTY: S.FROZEN,
    R.SECRETARY: S.FROZEN,
    R.REVIEWER: S.DISCUSSION,
    R.OBSERVER: S.DISCUSSION,
}


@pytest.mark.parametrize("permission", P)
@pytest.mark.parametrize("role", TEAM)
def test_role_decides_in_a_project(role: Role, permission: Permission) -> None:
    assert (decide(permission, [role]) is None) == (permission in IN_A_PROJECT[role])


@pytest.mark.parametrize("permission", P)
def test_stranger_may_do_nothing(permission: Permission) -> None:
    for stage in S:
        for is_own in (False, True):
            assert decide(permission, [], stage, is_own=is_own) is Refusal.STRANGER


@pytest.mark.parametrize("stage", S)
@pytest.mark.parametrize("role", PANEL)
def test_what_another_wrote_is_seen_when_its_stage_has_come(role: Role, stage: Stage) -> None:
    assert (decide(P.REVIEW_READ, [role], stage) is None) == (not stage.is_before(SEES_FROM[role]))


@pytest.mark.parametrize("stage", S)
@pytest.mark.parametrize("roles", list(combinations(PANEL, 2)), ids="-".join)
def test_of_two_roles_the_strictest_holds_for_what_others_wrote(roles: tuple[Role, Role], stage: Stage) -> None:
    latest = max((SEES_FROM[role] for role in roles), key=list(S).index)
    assert (decide(P.REVIEW_READ, roles, stage) is None) == (not stage.is_before(latest))


@pytest.mark.parametrize("stage", S)
def test_review_is_written_by_its_author_alone_and_in_its_stage_alone(stage: Stage) -> None:
    mine = decide(P.REVIEW_WRITE, [R.REVIEWER], stage, is_own=True)
    assert (mine is None) == (stage is S.INDIVIDUAL)
    others = decide(P.REVIEW_WRITE, [R.REVIEWER], stage)
    assert others is (Refusal.AUTHORSHIP if stage is S.INDIVIDUAL else Refusal.STAGE)
    for role in (*TEAM, R.CHAIR, R.DEPUTY, R.SECRETARY, R.OBSERVER):
        assert decide(P.REVIEW_WRITE, [role], stage, is_own=True) is Refusal.ROLE


@pytest.mark.parametrize("stage", list(S)[list(S).index(S.INDIVIDUAL) :])
def test_reviewer_always_sees_what_is_theirs(stage: Stage) -> None:
    assert decide(P.REVIEW_READ, [R.REVIEWER], stage, is_own=True) is None
    assert decide(P.REVIEW_READ, [R.REVIEWER, R.CHAIR], stage, is_own=True) is None


@pytest.mark.parametrize("permission", [p for p in P if p.split(".")[0] in ("review", "consensus", "round")])
@pytest.mark.parametrize("role", TEAM)
def test_applicant_has_no_role_in_the_round(role: Role, permission: Permission) -> None:
    """Whoever handed a project in is one of its people; that gives nothing in the round."""
    for stage in S:
        assert decide(permission, [role], stage, is_own=True) is Refusal.ROLE


def test_chair_who_reviews_is_told_nothing_by_either_role() -> None:
    assert decide(P.REVIEW_READ, [R.CHAIR, R.REVIEWER], S.FROZEN) is Refusal.OTHER_ROLE
    assert decide(P.ROUND_ADVANCE, [R.CHAIR, R.REVIEWER], S.FROZEN) is None  # what one does adds up


def test_every_permission_is_given_to_someone() -> None:
    assert {grant.permission for grant in GRANTS} == set(P)


ROLES = st.frozensets(st.sampled_from(R))


@given(permission=st.sampled_from(P), roles=ROLES, stage=st.sampled_from(S), is_own=st.booleans())
def test_what_is_allowed_is_in_a_row_of_the_table(
    permission: Permission, roles: frozenset[Role], stage: Stage, is_own: bool
) -> None:
    rows = [
        grant
        for grant in GRANTS
        if grant.permission is permission
        and roles & frozenset(grant.roles)
        and not stage.is_before(grant.since)
        and (grant.until is None or stage.is_before(grant.until))
        and (is_own or not grant.own)
    ]
    refusal = decide(permission, roles, stage, is_own=is_own)
    if permission in STRICT:
        assert refusal is not None or rows
    else:
        assert (refusal is None) == bool(rows)


@given(permission=st.sampled_from(P), roles=ROLES, more=st.sampled_from(R), stage=st.sampled_from(S))
def test_one_more_role_takes_nothing_away_that_one_does(
    permission: Permission, roles: frozenset[Role], more: Role, stage: Stage
) -> None:
    if permission not in STRICT and decide(permission, roles, stage) is None:
        assert decide(permission, roles | {more}, stage) is None
