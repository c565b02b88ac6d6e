"""The use cases of what a team says to each other about a criterion. Nothing of it ever leaves the team."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from framework.errors import Fault, Faults, Unknown
from framework.keeping.events import Act, Change
from framework.keeping.streams import Stream, StreamKind
from framework.people.comments import Comment, Thread
from framework.people.permissions import Permission
from framework.people.person import Actor
from framework.use_cases.access import hold_stream, open_stream, require_own
from framework.use_cases.codec import COMMENT, THREAD, KeptComment, KeptThread, dump, load, payloads, refuse_unsound
from framework.use_cases.projects import Projects

MOST_COMMENTS = 2_000
"""How many comments an assessment keeps: more is a conversation that belongs elsewhere. House rule."""


@dataclass(frozen=True)
class Comments:
    """Everything a team says to each other in the assessments of its projects."""

    projects: Projects

    def threads(self, actor: Actor, assessment: str) -> tuple[Thread, ...]:
        """Return every thread of an assessment, in the order in which they were begun; raises `Unknown`.

        One in which everything was taken away is none.
        """
        store = self.projects.store
        stream, _ = open_stream(store, actor, assessment, Permission.COMMENT_READ, StreamKind.ASSESSMENT)
        return threads_of(stream)

    def say(self, actor: Actor, assessment: str, criterion: str, text: str, thread: str | None = None) -> str:
        """Put a comment on a criterion, as an answer in a `thread` where one is named; return its id.

        An answer opens a thread again that was dealt with. Raises `Unknown`, or `Faults` (comment_empty,
        comments_full): then nothing was kept.
        """
        identifier = self.projects.new_id()
        with self._held(actor, assessment, Permission.COMMENT_WRITE) as (stream, _):
            self._require_place(stream, criterion, thread)
            if sum(key.startswith(COMMENT) for key in stream.entries) >= MOST_COMMENTS:
                raise Faults([Fault("comments_full", {"most": MOST_COMMENTS})])
            changes = [Change(COMMENT + identifier, dump(_comment(criterion, thread, text)), 0)]
            if thread and _is_resolved(stream, thread):
                opened = dump(KeptThread(is_resolved=False))
                changes.append(Change(THREAD + thread, opened, stream.version(THREAD + thread)))
            self.projects.store.apply(stream.id, changes, self._act(actor, "comment"))
        return identifier

    def change(self, actor: Actor, assessment: str, comment: str, text: str | None, expected: int) -> None:
        """Change one's own comment, or take it away where there is no `text`.

        Raises `Unknown` (not there, taken away, or another's), `Stale`, or `Faults` (comment_empty).
        """
        with self._held(actor, assessment, Permission.COMMENT_READ) as (stream, project):
            entry = stream.entries.get(COMMENT + comment)
            held = load(KeptComment, entry.payload) if entry and entry.payload else None
            if entry is None or held is None or held.text is None:
                raise Unknown
            require_own(actor, Permission.COMMENT_CHANGE, project, entry.person)
            gone = held.model_copy(update={"text": None})
            changed = gone if text is None else _comment(held.criterion, held.thread, text)
            change = Change(COMMENT + comment, dump(changed), expected)
            self.projects.store.apply(stream.id, [change], self._act(actor, "change_comment"))

    def resolve(self, actor: Actor, assessment: str, thread: str, *, is_resolved: bool, expected: int) -> None:
        """Mark a thread as dealt with, or open it again; raises `Unknown`, `Stale`."""
        with self._held(actor, assessment, Permission.COMMENT_WRITE) as (stream, _):
            self._require_thread(stream, thread)
            change = Change(THREAD + thread, dump(KeptThread(is_resolved=is_resolved)), expected)
            self.projects.store.apply(stream.id, [change], self._act(actor, "resolve"))

    def _held(
        self, actor: Actor, assessment: str, permission: Permission
    ) -> AbstractContextManager[tuple[Stream, Stream]]:
        return hold_stream(self.projects.store, actor, assessment, permission, StreamKind.ASSESSMENT)

    def _act(self, actor: Actor, deed: str) -> Act:
        return self.projects.act(actor.person, deed)

    def _require_place(self, stream: Stream, criterion: str, thread: str | None) -> None:
        if criterion not in self.projects.framework(stream.framework or "").framework.by_id:
            raise Unknown
        if thread is not None and self._require_thread(stream, thread).criterion != criterion:
            raise Unknown

    def _require_thread(self, stream: Stream, thread: str) -> Thread:
        found = next((each for each in threads_of(stream) if each.id == thread), None)
        if found is None:
            raise Unknown
        return found


def threads_of(stream: Stream) -> tuple[Thread, ...]:
    """Return the threads of an assessment, in the order in which they were begun; none that is empty."""
    said = dict[str, list[Comment]]()
    about = dict[str, str]()
    for identifier, payload in payloads(stream, COMMENT):
        kept, entry = load(KeptComment, payload), stream.entries[COMMENT + identifier]
        thread = kept.thread or identifier
        about.setdefault(thread, kept.criterion)
        comment = Comment(identifier, entry.person, entry.at, kept.text, entry.version, is_changed=entry.version > 1)
        said.setdefault(thread, []).append(comment)
    every = (
        Thread(thread, about[thread], tuple(comments), _is_resolved(stream, thread), stream.version(THREAD + thread))
        for thread, comments in said.items()
    )
    return tuple(thread for thread in every if not thread.is_empty)


def _comment(criterion: str, thread: str | None, text: str) -> KeptComment:
    payload = {"criterion": criterion, "thread": thread, "text": text}
    refuse_unsound(KeptComment, payload)
    comment = load(KeptComment, payload)
    if comment.text is None:
        raise Faults([Fault("comment_empty")])
    return comment


def _is_resolved(stream: Stream, thread: str) -> bool:
    payload = stream.payload(THREAD + thread)
    return payload is not None and load(KeptThread, payload).is_resolved
