"""The one place that decides who may do what. A refused thing reads exactly like an absent one.

The table below is the whole of it: a row lets whoever has one of its roles do one thing, at the stages it names and,
where it says so, only with what is their own. What no row allows is refused. A new permission is a new row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from framework.people.membership import BY_REACH, Role
from framework.people.stage import Stage


class Permission(StrEnum):
    """What a call wants to do: the thing, and the verb."""

    PROJECT_READ = "project.read"
    PROJECT_ERASE = "project.erase"
    DETAILS_WRITE = "details.write"
    SETTING_WRITE = "setting.write"
    RATING_WRITE = "rating.write"
    COMMITMENT_WRITE = "commitment.write"
    TABLE_NOTES_WRITE = "table_notes.write"
    MEMBER_WRITE = "member.write"
    MEMBER_LEAVE = "member.leave"
    COMMENT_READ = "comment.read"
    COMMENT_WRITE = "comment.write"
    COMMENT_CHANGE = "comment.change"
    CHECK_READ = "check.read"
    CHECK_WRITE = "check.write"
    CHECK_ERASE = "check.erase"
    ROUND_READ = "round.read"
    ROUND_ADVANCE = "round.advance"
    REVIEW_READ = "review.read"
    REVIEW_WRITE = "review.write"
    CONSENSUS_READ = "consensus.read"
    CONSENSUS_WRITE = "consensus.write"


P, R, S = Permission, Role, Stage
_TEAM = BY_REACH
_AUTHORS = (R.OWNER, R.EDITOR)
_BOARD = (R.CHAIR, R.DEPUTY, R.SECRETARY)
_PANEL = (*_BOARD, R.REVIEWER, R.OBSERVER)


@dataclass(frozen=True, slots=True)
class Grant:
    """One row: `roles` may, from the stage `since` until just before `until`, what is their `own` or anyone's."""

    permission: Permission
    roles: tuple[Role, ...]
    since: Stage = S.SETUP
    until: Stage | None = None
    own: bool = False


GRANTS = (
    # a project: its people, and nobody else
    Grant(P.PROJECT_READ, _TEAM),
    Grant(P.PROJECT_ERASE, (R.OWNER,)),
    Grant(P.MEMBER_WRITE, (R.OWNER,)),
    Grant(P.MEMBER_LEAVE, _TEAM),
    Grant(P.COMMENT_READ, _TEAM),
    Grant(P.COMMENT_WRITE, (*_AUTHORS, R.COMMENTER)),
    Grant(P.COMMENT_CHANGE, (*_AUTHORS, R.COMMENTER), own=True),
    Grant(P.DETAILS_WRITE, _AUTHORS),
    Grant(P.SETTING_WRITE, _AUTHORS),
    Grant(P.RATING_WRITE, _AUTHORS),
    Grant(P.COMMITMENT_WRITE, _AUTHORS),
    Grant(P.TABLE_NOTES_WRITE, _AUTHORS),
    Grant(P.CHECK_READ, _TEAM),
    Grant(P.CHECK_WRITE, _AUTHORS),
    Grant(P.CHECK_ERASE, (R.OWNER,)),
    # a round: reviewers judge alone; until the discussion nobody who judges sees what another wrote
    Grant(P.ROUND_READ, _PANEL),
    Grant(P.ROUND_ADVANCE, (R.CHAIR, R.DEPUTY)),
    Grant(P.MEMBER_WRITE, (R.CHAIR, R.SECRETARY)),
    Grant(P.REVIEW_WRITE, (R.REVIEWER,), since=S.INDIVIDUAL, until=S.FROZEN, own=True),
    Grant(P.REVIEW_READ, (R.REVIEWER,), since=S.INDIVIDUAL, own=True),
    Grant(P.REVIEW_READ, _BOARD, since=S.FROZEN),
    Grant(P.REVIEW_READ, (R.REVIEWER, R.OBSERVER), since=S.DISCUSSION),
    Grant(P.CONSENSUS_READ, _PANEL, since=S.CONSENSUS),
    Grant(P.CONSENSUS_WRITE, (R.CHAIR, R.DEPUTY, R.SECRETARY), since=S.CONSENSUS, until=S.RELEASED),
    Grant(P.CHECK_READ, _PANEL, since=S.DISCUSSION),
)
STRICT = frozenset({P.REVIEW_READ, P.CONSENSUS_READ, P.CHECK_READ})
"""What one may only see if every role that one has there allows it: a chair who also reviews is blind as long as a
reviewer is (DESIGN section 8). What one may do adds up: else a chair who reviews could do neither."""


class Refusal(StrEnum):
    """Why something is not allowed: for the log, never for the person."""

    STRANGER = "stranger"
    ROLE = "role"
    STAGE = "stage"
    AUTHORSHIP = "authorship"
    OTHER_ROLE = "other_role"


def decide(
    permission: Permission, roles: Iterable[Role], stage: Stage = Stage.SETUP, *, is_own: bool = False
) -> Refusal | None:
    """Return why one who has `roles` at the root of a thing may not do `permission` with it; nothing where they may.

    `stage` is that of the round (a project has none: the first), `is_own` whether the thing is by this person. The
    roles of one person add up, except for what is `STRICT`. Source: DESIGN sections 6 and 8.
    """
    held = frozenset(roles)
    rows = [grant for grant in GRANTS if grant.permission is permission and held & frozenset(grant.roles)]
    if not rows:
        return Refusal.ROLE if held else Refusal.STRANGER
    in_time = [row for row in rows if not stage.is_before(row.since) and (not row.until or stage.is_before(row.until))]
    if not in_time:
        return Refusal.STAGE
    if is_own and any(row.own for row in in_time):
        return None
    for_all = [row for row in in_time if not row.own]
    if not for_all:
        return Refusal.AUTHORSHIP
    able = held & {role for row in rows for role in row.roles}
    is_refused = permission in STRICT and able - {role for row in for_all for role in row.roles}
    return Refusal.OTHER_ROLE if is_refused else None
