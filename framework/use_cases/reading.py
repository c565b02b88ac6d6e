"""Whether what is kept can be read: every entry by the readers that the screens use."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from framework.assessing.beside import ClosedCheck, Results, TableNotes, Told
from framework.assessing.record import Scored
from framework.errors import NotWhole
from framework.instrument.model import Framework, Part
from framework.keeping.streams import HEADS, MEMBER, Payload, Stream, StreamKind
from framework.people.stage import Stage
from framework.practice.invitation import Invitation, InvitationDraft
from framework.use_cases.as_typed import KeptCommitment, KeptDetails, KeptSetting
from framework.use_cases.codec import (
    COMMENT,
    COMMITMENT,
    DETAILS,
    INVITATION,
    INVITATION_DRAFT,
    INVITED,
    OPINIONS,
    RATING,
    RESULTS,
    SETTING,
    STAGE,
    TABLE_NOTES,
    THREAD,
    TOLD,
    Invited,
    KeptComment,
    KeptThread,
    load,
    load_head,
    load_rating,
)

_Reader = Callable[[Payload], object]


def _as(kind: type[Part]) -> _Reader:
    return lambda payload: load(kind, payload)


def _nothing_more(_payload: Payload) -> None:
    """What has a reader of its own elsewhere: the people of a root, by their roles."""


_JUDGED: Mapping[str, _Reader] = {
    SETTING: _as(KeptSetting),
    RATING: load_rating,
    COMMITMENT: _as(KeptCommitment),
    TABLE_NOTES: _as(TableNotes),
    OPINIONS: _as(ClosedCheck),
    INVITATION_DRAFT: _as(InvitationDraft),
    COMMENT: _as(KeptComment),
    THREAD: _as(KeptThread),
}
_READERS: Mapping[StreamKind, Mapping[str, _Reader]] = {
    StreamKind.PROJECT: {DETAILS: _as(KeptDetails), INVITED: _as(Invited), MEMBER: _nothing_more},
    StreamKind.ASSESSMENT: _JUDGED,
    StreamKind.REVIEW: _JUDGED,
    StreamKind.CHECK: {
        INVITATION: _as(Invitation),
        RESULTS: _as(Results),
        TOLD: _as(Told),
        TABLE_NOTES: _as(TableNotes),
    },
    StreamKind.ROUND: {STAGE: lambda payload: Stage(payload["stage"]), MEMBER: _nothing_more},
}
_NEEDED: Mapping[StreamKind, str] = {
    StreamKind.PROJECT: DETAILS,
    StreamKind.ASSESSMENT: SETTING,
    StreamKind.CHECK: INVITATION,
}
_OF_A_CRITERION = (RATING, COMMITMENT, TABLE_NOTES)
BROKEN = (NotWhole, ValueError, LookupError, TypeError, AttributeError)
"""What a reader raises for a payload that it cannot read."""
HEAD = "head"
"""How the part that never changes is named among the entries."""


def unreadable_parts(stream: Stream, framework: Framework | None = None) -> Iterator[str]:
    """Yield the key of everything in `stream` that no screen could read, or that nothing reads; `HEAD` for its head.

    That is an entry of a shape, a level or a criterion (of the `framework` it is pinned to, where that is known) that
    does not exist, one that its kind of stream does not have, and one that it must have and is not there. House rule.
    """
    readers = _READERS.get(stream.kind, {})
    if stream.kind in HEADS and not _can(load_head, stream):
        yield HEAD
    for key, entry in stream.entries.items():
        reader = next((read for prefix, read in readers.items() if _is_of(key, prefix)), None)
        held = entry.payload
        if reader is None or (held is not None and not (_can(reader, held) and _fits(key, held, framework))):
            yield key
    needed = _NEEDED.get(stream.kind)
    if needed and stream.payload(needed) is None:
        yield needed


def _is_of(key: str, prefix: str) -> bool:
    return len(key) > len(prefix) and key.startswith(prefix) if prefix.endswith("/") else key == prefix


def _can(reader: Callable[[Any], object], held: object) -> bool:
    try:
        reader(held)
    except BROKEN:
        return False
    return True


def _fits(key: str, payload: Payload, framework: Framework | None) -> bool:
    """Whether an entry that is about a criterion names one that is there, and a level of the scale."""
    prefix = next((prefix for prefix in _OF_A_CRITERION if key.startswith(prefix)), None)
    if framework is None or prefix is None:
        return True
    if key.removeprefix(prefix) not in framework.by_id:
        return False
    rating = load_rating(payload) if prefix == RATING else None
    return not isinstance(rating, Scored) or rating.level in framework.scale.numbers
