"""From an actor and an id to the stream itself, where the actor may do what the call asks for."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

from framework.errors import Unknown
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from framework.people.permissions import Permission, decide
from framework.people.person import Actor
from framework.use_cases.codec import load_membership, load_stage

_log = logging.getLogger("kaderwijzer.access")


def open_stream(
    store: Store, actor: Actor, identifier: str, permission: Permission, *kinds: StreamKind
) -> tuple[Stream, Stream]:
    """Return the stream of one of `kinds` with its root, where the actor may do `permission` with it.

    Raises `Unknown`, whether there is no such stream, it is of another kind, or it belongs to others.
    """
    found = store.stream_and_root(identifier)
    if found is None:
        raise Unknown
    require(actor, permission, *found)
    if found[0].kind not in kinds:
        raise Unknown("kind")
    return found


@contextmanager
def hold_stream(
    store: Store, actor: Actor, identifier: str, permission: Permission, *kinds: StreamKind
) -> Generator[tuple[Stream, Stream]]:
    """Open a stream to change it: until the block ends nobody else does, nor who may do what at its root.

    So what was allowed when it was looked at is still allowed when it is written. Raises as `open_stream`.
    """
    with store.transaction():
        found = store.lock(identifier)
        require(actor, permission, *found)
        if found[0].kind not in kinds:
            raise Unknown("kind")
        yield found


def require_own(actor: Actor, permission: Permission, root: Stream, author: str) -> None:
    """Let the actor do `permission` with what `author` wrote in a stream below `root`; raises as `require`."""
    _decide(actor, permission, root, author)


def require(actor: Actor, permission: Permission, stream: Stream, root: Stream) -> None:
    """Let the actor do `permission` with a stream below `root`; raises `Unknown`, with the reason for the log."""
    _decide(actor, permission, root, stream.head.get("author"))


def _decide(actor: Actor, permission: Permission, root: Stream, author: str | None) -> None:
    membership = load_membership(root, actor.person)
    roles = membership.roles if membership else ()
    is_own = author == actor.person
    if refusal := decide(permission, roles, load_stage(root), is_own=is_own):
        _log.info("%s was refused: %s", permission, refusal)  # the person is not told why
        raise Unknown(f"{permission}: {refusal}")
