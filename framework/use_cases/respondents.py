"""The use cases of whoever holds a link: fill in a practice check, or lead a group. The link alone says which."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from framework.assessing.beside import DISCLOSURE_THRESHOLD, TableNotes
from framework.errors import Ended, Fault, Faults, Unknown
from framework.instrument.model import Criterion
from framework.keeping.ballot_box import Link, Right
from framework.keeping.streams import Stream
from framework.people.person import Respondent
from framework.practice.responses import Opinion, Response, is_answer
from framework.practice.statements import statements
from framework.use_cases.check import Check, asked_in, is_closed, read_invitation, require_whole
from framework.use_cases.codec import TOLD, KeptLinks, dump, load
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects


@dataclass(frozen=True)
class Visit:
    """What the holder of a link sees: the link, the statements asked, and the draft that this phone is filling in.

    `today` is the day where the check was opened. `ended` says why nothing can be answered any more (see `Ended`);
    nothing where it can. The check itself is looked up only when somebody wants to see it: whoever answers a
    statement does not.
    """

    link: Link
    asked: tuple[Criterion, ...]
    draft: Response | None
    ended: str | None
    today: date
    look: Callable[[], Check] = field(repr=False, compare=False)

    @cached_property
    def check(self) -> Check:
        """The check as it stood when first asked for."""
        return self.look()

    @property
    def unanswered(self) -> tuple[Criterion, ...]:
        """The statements that still wait for an answer on this phone."""
        answers = self.draft.answers if self.draft else {}
        return tuple(criterion for criterion in self.asked if criterion.id not in answers)


@dataclass(frozen=True)
class Respondents:
    """Everything a respondent can do. A token never given out, revoked or erased is `Unknown` everywhere.

    But a revoked link that answers: `visit` shows by it what was done with the answers, once that is told.
    """

    practice: Practice

    @property
    def projects(self) -> Projects:
        """The use cases below these."""
        return self.practice.projects

    def visit(self, respondent: Respondent) -> Visit:
        """Return what a link shows; raises `Unknown` for a token that was never given out, was revoked or erased.

        A revoked one that answers shows what was done with the answers, once that is told.
        """
        link, stream = self._find(respondent)
        is_told = link.right is Right.ANSWER and stream.payload(TOLD) is not None
        if link.is_revoked and not is_told:
            raise Unknown
        content = self.projects.store.box.draft(stream.id, respondent.key) if respondent.key else None
        return self._visit(link, stream, None if content is None else load(Response, content))

    def begin(self, respondent: Respondent) -> str:
        """Begin a draft, and return the key that this phone keeps it by; raises `Unknown`, `Ended`."""
        link, stream = self._enter(respondent, Right.ANSWER)
        key = self.projects.new_id()
        with self.projects.store.transaction():
            current, _ = self.projects.store.lock(stream.id)
            if ended := self._ended(current, link):
                raise Ended(ended)
            self.projects.store.box.begin(stream.id, key)
        return key

    def answer(self, respondent: Respondent, criterion: str, opinion: Opinion) -> Visit:
        """Keep the answer to one statement, in place of an earlier one; raises `Unknown`, `Ended`, `Faults`."""
        link, stream = self._enter(respondent, Right.ANSWER)
        if criterion not in {c.id for c in self._asked(stream)}:
            raise Faults([Fault("no_statement", where=criterion)])
        return self._keep(respondent, link, stream, criterion, opinion)

    def answer_number(self, respondent: Respondent, number: int, opinion: Opinion) -> Visit:
        """Keep the answer to the statement of a number, from 1; raises as `answer`, or `Unknown` for no such number."""
        link, stream = self._enter(respondent, Right.ANSWER)
        return self._keep(respondent, link, stream, self._numbered(stream, number), opinion)

    def begin_number(self, respondent: Respondent, number: int, remark: str | None) -> Visit:
        """Keep what was written at the statement of a number that has no answer yet; raises as `answer_number`."""
        link, stream = self._enter(respondent, Right.ANSWER)
        criterion = self._numbered(stream, number)

        def put(draft: Response) -> Response:
            return draft.model_copy(update={"begun": _begun(draft, criterion, remark)})

        return self._fill(respondent, link, stream, put)

    def _keep(self, respondent: Respondent, link: Link, stream: Stream, criterion: str, opinion: Opinion) -> Visit:
        if not is_answer(opinion, self.projects.framework(stream.framework or "").framework.professional_scale):
            raise Faults([Fault("no_answer", where=criterion)])

        def put(draft: Response) -> Response:
            answers = {**draft.answers, criterion: opinion}
            return draft.model_copy(update={"answers": answers, "begun": _begun(draft, criterion, None)})

        return self._fill(respondent, link, stream, put)

    def say(self, respondent: Respondent, missing: str | None, question: str | None) -> Visit:
        """Keep what someone misses, and a question of their own; raises `Unknown`, `Ended`, `NotWhole` (too long)."""
        link, stream = self._enter(respondent, Right.ANSWER)
        words = load(Response, {"missing": missing, "question": question})

        def put(draft: Response) -> Response:
            return draft.model_copy(update={"missing": words.missing, "question": words.question})

        return self._fill(respondent, link, stream, put)

    def _fill(
        self, respondent: Respondent, link: Link, stream: Stream, change: Callable[[Response], Response]
    ) -> Visit:
        if ended := self._ended(stream, link):
            raise Ended(ended)
        changed = self.projects.store.box.change(
            stream.id, respondent.key or "", lambda held: dump(change(load(Response, held)))
        )
        if changed is None:
            raise Ended("gone")
        return self._visit(link, stream, load(Response, changed))

    def send(self, respondent: Respondent) -> Check:
        """Put the answers in the box, once, and forget the draft with its key.

        Raises `Unknown`, `Ended` (`gone` too where it was sent before: nothing is counted twice), and `Faults` where a
        statement still waits for an answer.
        """
        link, stream = self._enter(respondent, Right.ANSWER)
        store, key = self.projects.store, respondent.key or ""
        with store.transaction():
            current, _ = store.lock(stream.id)
            if ended := self._ended(current, link):
                raise Ended(ended)
            content = store.box.draft(stream.id, key)
            if content is None or not store.box.drop(stream.id, key):
                raise Ended("gone")
            require_whole(self.practice.look(current), load(Response, content))
            if link.is_single and not store.box.use(respondent.token):
                raise Ended("used")
            store.box.cast(stream.id, content)
        return self.practice.look(stream)

    def stop(self, respondent: Respondent) -> None:
        """Forget what this phone filled in; nothing was sent. Raises `Unknown`."""
        _, stream = self._enter(respondent, Right.ANSWER)
        self.projects.store.box.drop(stream.id, respondent.key or "")

    def lead(self, respondent: Respondent) -> Check:
        """Return the check for the screen of a group; raises `Unknown`."""
        return self.practice.look(self._enter(respondent, Right.LEAD)[1])

    def join_code(self, respondent: Respondent) -> str | None:
        """Return what the people of a group type to take part, to whoever leads it; nothing where it is not kept."""
        _, stream = self._enter(respondent, Right.LEAD)
        kept = self.projects.store.box.kept(stream.id)
        return load(KeptLinks, kept).links[0] if kept else None

    def reveal(self, respondent: Respondent) -> Check:
        """Close the check of a group and show it, once; raises `Unknown`, `Ended` (closed), or `TooFew`."""
        _, stream = self._enter(respondent, Right.LEAD)
        act = self.projects.act("", "close_check")
        return self.practice.close_stream(stream.id, act, least=DISCLOSURE_THRESHOLD)

    def keep_table_notes(self, respondent: Respondent, criterion: str, notes: TableNotes, expected: int) -> Check:
        """Keep what the table heard and what changes; raises `Unknown`, `Stale`."""
        _, stream = self._enter(respondent, Right.LEAD)
        return self.practice.save_table_notes(stream, criterion, notes, expected, "")

    def shared_read(self) -> AbstractContextManager[None]:
        """Let all that is read inside share one connection to the store, which is quicker."""
        return self.projects.store.shared_read()

    def _enter(self, respondent: Respondent, *rights: Right) -> tuple[Link, Stream]:
        link, stream = self._find(respondent)
        if link.is_revoked or (rights and link.right not in rights):
            raise Unknown
        return link, stream

    def _find(self, respondent: Respondent) -> tuple[Link, Stream]:
        with self.projects.store.shared_read():
            link = self.projects.store.box.link(respondent.token)
            stream = self.projects.store.stream(link.check if link else "")  # asked in any case: no time tells
        if link is None or stream is None:
            raise Unknown
        return link, stream

    def _visit(self, link: Link, stream: Stream, draft: Response | None) -> Visit:
        ended = self._ended(stream, link)
        today = read_invitation(stream).day(self.projects.clock())
        return Visit(link, self._asked(stream), draft, ended, today, lambda: self.practice.look(stream))

    def _numbered(self, stream: Stream, number: int) -> str:
        asked = self._asked(stream)
        if not 1 <= number <= len(asked):
            raise Unknown
        return asked[number - 1].id

    def _asked(self, stream: Stream) -> tuple[Criterion, ...]:
        invitation, loaded = read_invitation(stream), self.projects.framework(stream.framework or "")
        return statements(asked_in(loaded, invitation, invitation.language))

    def _ended(self, stream: Stream, link: Link) -> str | None:
        if link.is_revoked:
            return "renewed"
        if is_closed(stream):
            return "closed"
        if link.expires < read_invitation(stream).day(self.projects.clock()):
            return "expired"
        return "used" if link.is_used else None


def _begun(draft: Response, criterion: str, remark: str | None) -> dict[str, str]:
    """What waits for an answer, with `remark` at a statement in place of what was written there."""
    others = {name: text for name, text in draft.begun.items() if name != criterion}
    return {**others, criterion: remark} if remark else others
