"""The use cases of who works on a project: who is in, who lets whom in, and how one leaves."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from framework.errors import Fault, Faults, Unknown
from framework.keeping.events import Change
from framework.keeping.streams import MEMBER, Payload, Stream, StreamKind
from framework.people.membership import BY_REACH, Membership, Role
from framework.people.permissions import Permission
from framework.people.person import Actor
from framework.use_cases.access import hold_stream, open_stream
from framework.use_cases.codec import (
    INVITED,
    Invited,
    dump,
    dump_membership,
    load,
    load_each,
    load_membership,
    load_memberships,
)
from framework.use_cases.people import is_last_owner, last_owner
from framework.use_cases.projects import Projects

DAYS = 14
"""How long an invitation can be used. House rule."""
MOST_OPEN = 100
"""How many invitations of a project can be open at a time. House rule."""


@dataclass(frozen=True, slots=True)
class Mate:
    """Someone in a team, by name where one is known. `version` is that of the membership."""

    person: str
    name: str | None
    role: Role
    since: datetime
    version: int
    is_me: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets one person in as a role, until `expires`; how it stands now. `id` opens nothing."""

    id: str
    role: Role
    expires: datetime
    made: datetime
    is_open: bool
    is_used: bool
    is_revoked: bool


@dataclass(frozen=True)
class Team:
    """Everything about who works on a project. A project is named by any of its assessments."""

    projects: Projects

    # Look

    def mates(self, actor: Actor, assessment: str) -> tuple[Mate, ...]:
        """Return who is in the team, in the order in which they came; raises `Unknown`."""
        with self.projects.store.shared_read():
            return tuple(self._mates(actor, self._root(actor, assessment, Permission.PROJECT_READ)))

    def invitations(self, actor: Actor, assessment: str) -> tuple[Invitation, ...]:
        """Return the invitations that were made, newest first, for who may let others in; raises `Unknown`."""
        project = self._root(actor, assessment, Permission.MEMBER_WRITE)
        return _invitations(project, self.projects.clock())[::-1]

    def _mates(self, actor: Actor, project: Stream) -> Iterator[Mate]:
        for membership in load_memberships(project):
            identity = self.projects.store.identity(membership.person)
            entry = project.entries[MEMBER + membership.person]
            name = identity.name if identity else None
            me = membership.person == actor.person
            yield Mate(membership.person, name, role_of(membership), entry.at, entry.version, me)

    # Let in

    def invite(self, actor: Actor, assessment: str, role: Role) -> str:
        """Make an invitation for one person to be a `role`; return what its link ends in, which is kept nowhere.

        It can be used once, for `DAYS` days. Raises `Unknown`, or `Faults` (invitations_full).
        """
        token = self.projects.new_id()
        with self._held(actor, assessment, Permission.MEMBER_WRITE) as (project, _):
            now = self.projects.clock()
            if sum(each.is_open for each in _invitations(project, now)) >= MOST_OPEN:
                raise Faults([Fault("invitations_full", {"most": MOST_OPEN})])
            invited = Invited(role=role, expires=now + timedelta(days=DAYS))
            self._apply(actor, "invite", project, Change(INVITED + _hash(token), dump(invited), 0))
        return f"{project.id}.{token}"

    def revoke(self, actor: Actor, assessment: str, invitation: str) -> None:
        """Let an invitation no longer be used; one that was used stays as it was. Raises `Unknown`."""
        with self._held(actor, assessment, Permission.MEMBER_WRITE) as (project, _):
            invited = _find(project, invitation)
            if not invited.joined and not invited.is_revoked:
                revoked = invited.model_copy(update={"is_revoked": True})
                self._apply(actor, "revoke_invitation", project, _renew(project, INVITED + invitation, dump(revoked)))

    def join(self, actor: Actor, link: str) -> str:
        """Come in by an invitation; return the assessment of the project that was begun last.

        Who is in already comes in as they were, and the invitation stays for another. Raises `Unknown` for what is no
        invitation, or `Faults` (invitation_used, invitation_expired, invitation_revoked).
        """
        identifier, _, token = link.partition(".")
        store, invitation = self.projects.store, _hash(token)
        with store.transaction():
            project, _ = store.lock(identifier)
            invited = _find(project, invitation)
            if load_membership(project, actor.person) is None:
                if trouble := _trouble(invited, self.projects.clock()):
                    raise Faults([Fault(trouble)])
                used = invited.model_copy(update={"joined": actor.person})
                changes = (
                    _member(project, actor.person, invited.role),
                    _renew(project, INVITED + invitation, dump(used)),
                )
                self._apply(actor, "join", project, *changes)
            return store.children(project.id, StreamKind.ASSESSMENT)[-1].id

    def add(self, actor: Actor, assessment: str, person: str, role: Role) -> None:
        """Let in a person who is known on this machine. One who is in already stays as they are.

        Raises `Unknown`, also for a person whom nobody knows.
        """
        with self._held(actor, assessment, Permission.MEMBER_WRITE) as (project, _):
            if self.projects.store.identity(person) is None:
                raise Unknown
            if load_membership(project, person) is None:
                self._apply(actor, "add_member", project, _member(project, person, role))

    # Change, and end

    def change_role(self, actor: Actor, assessment: str, person: str, role: Role, expected: int) -> None:
        """Make a person of the team another role; raises `Unknown`, `Stale`, or `Faults` (last_owner)."""
        with self._held(actor, assessment, Permission.MEMBER_WRITE) as (project, _):
            _require_member(project, person)
            if role is not Role.OWNER:
                _require_another_owner(project, person)
            self._apply(actor, "change_role", project, replace(_member(project, person, role), expected=expected))

    def end(self, actor: Actor, assessment: str, person: str, expected: int) -> None:
        """Take a person out of the team; what they wrote stays. Raises `Unknown`, `Stale`, or `Faults` (last_owner)."""
        with self._held(actor, assessment, Permission.MEMBER_WRITE) as (project, _):
            _require_member(project, person)
            _require_another_owner(project, person)
            self._apply(actor, "end_membership", project, Change(MEMBER + person, None, expected))

    def leave(self, actor: Actor, assessment: str) -> None:
        """Leave a team; what one wrote stays. Raises `Unknown`, or `Faults` (last_owner)."""
        with self._held(actor, assessment, Permission.MEMBER_LEAVE) as (project, _):
            _require_another_owner(project, actor.person)
            self._apply(actor, "leave", project, _renew(project, MEMBER + actor.person, None))

    def hand_over(self, actor: Actor, assessment: str, person: str) -> None:
        """Make another person of the team the owner, and oneself an editor; raises `Unknown`."""
        with self._held(actor, assessment, Permission.MEMBER_WRITE) as (project, _):
            _require_member(project, person)
            if person != actor.person:
                changes = _member(project, person, Role.OWNER), _member(project, actor.person, Role.EDITOR)
                self._apply(actor, "hand_over", project, *changes)

    def _root(self, actor: Actor, assessment: str, permission: Permission) -> Stream:
        return open_stream(self.projects.store, actor, assessment, permission, StreamKind.ASSESSMENT)[1]

    def _held(
        self, actor: Actor, assessment: str, permission: Permission
    ) -> AbstractContextManager[tuple[Stream, Stream]]:
        project = self._root(actor, assessment, permission)
        return hold_stream(self.projects.store, actor, project.id, permission, StreamKind.PROJECT)

    def _apply(self, actor: Actor, deed: str, project: Stream, *changes: Change) -> None:
        self.projects.store.apply(project.id, changes, self.projects.act(actor.person, deed))


def role_of(membership: Membership) -> Role:
    """Return what a person is in a team: of several roles the one that may do most."""
    return next(role for role in BY_REACH if role in membership.roles)


def _invitations(project: Stream, now: datetime) -> tuple[Invitation, ...]:
    found = load_each(Invited, project, INVITED)
    return tuple(_invitation(project, key, invited, now) for key, invited in found.items())


def _invitation(project: Stream, key: str, invited: Invited, now: datetime) -> Invitation:
    made = project.entries[INVITED + key].at
    is_used, is_open = invited.joined is not None, _trouble(invited, now) is None
    return Invitation(key, invited.role, invited.expires, made, is_open, is_used, invited.is_revoked)


def _find(project: Stream, invitation: str) -> Invited:
    payload = project.payload(INVITED + invitation)
    if payload is None:
        raise Unknown
    return load(Invited, payload)


def _trouble(invited: Invited, now: datetime) -> str | None:
    """The code of what keeps an invitation from being used; nothing where it is open."""
    if invited.joined is not None:
        return "invitation_used"
    if invited.is_revoked:
        return "invitation_revoked"
    return "invitation_expired" if now >= invited.expires else None


def _require_another_owner(project: Stream, person: str) -> None:
    if is_last_owner(project, person):
        raise Faults([last_owner(project)])


def _require_member(project: Stream, person: str) -> None:
    if load_membership(project, person) is None:
        raise Unknown


def _member(project: Stream, person: str, role: Role) -> Change:
    return _renew(project, MEMBER + person, dump_membership(Membership(person, frozenset({role}))))


def _renew(project: Stream, key: str, payload: Payload | None) -> Change:
    return Change(key, payload, project.version(key))


def _hash(token: str) -> str:
    return hashlib.sha256(b"kaderwijzer invitation\0" + token.encode("utf-8", "replace")).hexdigest()
