"""The use cases of who is who: the one person of a machine of one's own, and a person who wants to be forgotten."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from framework.errors import Fault, Faults, NameTaken, Unknown
from framework.keeping.events import Act, Change, Line
from framework.keeping.identities import Identity
from framework.keeping.store import Store
from framework.keeping.streams import MEMBER, ROOTS, Stream, StreamKind
from framework.people.membership import Role
from framework.people.person import Actor
from framework.use_cases.codec import DETAILS, load_memberships, rater_of

LOCAL = "local"
"""The issuer of the login that nobody needs: that of the one person of a machine of one's own."""


@dataclass(frozen=True)
class People:
    """Everything about who is who. `clock` gives aware UTC times, `new_id` unguessable ids."""

    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def local(self) -> Actor:
        """Return the one person of this machine, who needs no login; made the first time."""
        known = self.store.identity_at(LOCAL, LOCAL)
        if known is None:
            with suppress(NameTaken):  # another process made it just now
                self.store.identify(Identity(self.new_id(), issuer=LOCAL, subject=LOCAL))
            known = self.store.identity_at(LOCAL, LOCAL)
        if known is None:
            raise RuntimeError("the local person was not kept")
        return Actor(known.person)

    def forget(self, actor: Actor) -> None:
        """Forget the actor: what they alone hold is erased, what they share stays under an id that says nothing.

        In a shared project or round their membership ends and what they wrote stays. Raises `Faults` (last_owner)
        where a shared project would be left without an owner: then nothing was done. Texts about a person that people
        typed, themselves or others, stay where they stand. House rule.
        """
        act = Act(self.new_id(), "forget", actor.person, self.clock())
        with self.store.transaction():
            roots = list(self._lock_roots_of(actor.person))
            orphaned = [root for root in roots if _is_shared(root) and is_last_owner(root, actor.person)]
            if orphaned:
                raise Faults(map(last_owner, orphaned))
            for root in roots:
                self._leave(root, act)
            self.store.forget(actor.person)
            self.store.note(Line(act.at, act.person, act.deed, actor.person))

    def _lock_roots_of(self, person: str) -> Iterator[Stream]:
        """What the person is a member of, as it stands under lock; all who lock several do so in the same order."""
        for identifier in sorted(root for kind in ROOTS for root in self.store.roots_of(person, kind)):
            with suppress(Unknown):  # erased meanwhile
                root, _ = self.store.lock(identifier)
                if root.payload(MEMBER + person) is not None:
                    yield root

    def forget_raters(self, project: Stream, author: str | None = None) -> None:
        """Forget whom the assessments of a project name as their raters; only those that `author` made, where given."""
        for assessment in self.store.children(project.id, StreamKind.ASSESSMENT):
            rater = rater_of(assessment)
            if rater and author in (None, assessment.head["author"]):
                self.store.forget(rater)

    def _leave(self, root: Stream, act: Act) -> None:
        is_alone = not _is_shared(root)
        self.forget_raters(root, None if is_alone else act.person)
        if is_alone:
            self.store.erase(root.id, act)
            return
        key = MEMBER + act.person
        self.store.apply(root.id, [Change(key, None, root.version(key))], act)


def is_last_owner(root: Stream, person: str) -> bool:
    """Whether nobody else owns what the person owns."""
    return {member.person for member in load_memberships(root) if Role.OWNER in member.roles} == {person}


def last_owner(root: Stream) -> Fault:
    """Return what keeps its last owner from going."""
    return Fault("last_owner", {"title": str((root.payload(DETAILS) or {}).get("title", root.id))})


def _is_shared(root: Stream) -> bool:
    return len(load_memberships(root)) > 1
