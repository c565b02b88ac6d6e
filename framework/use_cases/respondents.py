"""The use cases of guests, who hold a link: fill in a practice check, or lead a group. The link alone says which."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from framework.errors import Ended, Fault, Faults, Unknown
from framework.instrument.model import Criterion
from framework.keeping.ballot_box import Right, Ticket
from framework.keeping.streams import Stream
from framework.people.person import Guest
from framework.practice.responses import Harvest, Opinion, Sheet, is_answer
from framework.practice.results import LEAST
from framework.practice.statements import statements
from framework.use_cases.check import Check, is_closed, read_invitation, read_sheet, require_whole, write_plain
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Service


@dataclass(frozen=True)
class Visit:
    """What the holder of a link sees: the link, the statements asked, and the sheet that this phone is filling in.

    `ended` says why nothing can be answered any more (see `Ended`); nothing where it can. The check itself is looked
    up only when somebody wants to see it: whoever answers a statement does not.
    """

    ticket: Ticket
    asked: tuple[Criterion, ...]
    sheet: Sheet | None
    ended: str | None
    look: Callable[[], Check] = field(repr=False, compare=False)

    @cached_property
    def check(self) -> Check:
        """The check as it stands when this is asked first."""
        return self.look()

    @property
    def unanswered(self) -> tuple[Criterion, ...]:
        """The statements that still wait for an answer on this phone."""
        answers = self.sheet.answers if self.sheet else {}
        return tuple(criterion for criterion in self.asked if criterion.id not in answers)


@dataclass(frozen=True)
class Guests:
    """Everything a guest can do. A token that was never given out, was revoked or erased is `Unknown` everywhere."""

    practice: Practice

    @property
    def service(self) -> Service:
        """The use cases below these."""
        return self.practice.service

    def visit(self, guest: Guest) -> Visit:
        """Return what a link shows; raises `Unknown` for a token that was never given out, was revoked or erased."""
        ticket, stream = self._enter(guest)
        content = self.service.store.box.sheet(stream.id, guest.key) if guest.key else None
        return self._visit(ticket, stream, None if content is None else read_sheet(content))

    def begin(self, guest: Guest) -> str:
        """Begin a sheet, and return the key that this phone keeps it by; raises `Unknown`, `Ended`."""
        ticket, stream = self._enter(guest, Right.ANSWER)
        if ended := self._ended(stream, ticket):
            raise Ended(ended)
        key = self.service.new_id()
        self.service.store.box.begin(stream.id, key)
        return key

    def answer(self, guest: Guest, criterion: str, opinion: Opinion) -> Visit:
        """Keep the answer to one statement, in place of an earlier one; raises `Unknown`, `Ended`, `Faults`."""
        ticket, stream = self._enter(guest, Right.ANSWER)
        if criterion not in {c.id for c in self._asked(stream)}:
            raise Faults([Fault("no_statement", where=criterion)])
        return self._keep(guest, ticket, stream, criterion, opinion)

    def answer_number(self, guest: Guest, number: int, opinion: Opinion) -> Visit:
        """Keep the answer to the statement with a number, from 1; raises as `answer`, and `Unknown` for no such one."""
        ticket, stream = self._enter(guest, Right.ANSWER)
        asked = self._asked(stream)
        if not 1 <= number <= len(asked):
            raise Unknown
        return self._keep(guest, ticket, stream, asked[number - 1].id, opinion)

    def _keep(self, guest: Guest, ticket: Ticket, stream: Stream, criterion: str, opinion: Opinion) -> Visit:
        if not is_answer(opinion, self.service.framework(stream.framework or "").framework.professional_scale):
            raise Faults([Fault("no_answer", where=criterion)])

        def put(sheet: Sheet) -> Sheet:
            return sheet.model_copy(update={"answers": {**sheet.answers, criterion: opinion}})

        return self._fill(guest, ticket, stream, put)

    def say(self, guest: Guest, missing: str | None, question: str | None) -> Visit:
        """Keep what someone misses, and a question of their own; raises `Unknown`, `Ended`."""
        words = Sheet(missing=missing, question=question)

        def put(sheet: Sheet) -> Sheet:
            return sheet.model_copy(update={"missing": words.missing, "question": words.question})

        return self._fill(guest, *self._enter(guest, Right.ANSWER), put)

    def _fill(self, guest: Guest, ticket: Ticket, stream: Stream, change: Callable[[Sheet], Sheet]) -> Visit:
        if ended := self._ended(stream, ticket):
            raise Ended(ended)
        changed = self.service.store.box.change(
            stream.id, guest.key or "", lambda held: write_plain(change(read_sheet(held)))
        )
        if changed is None:
            raise Ended("gone")
        return self._visit(ticket, stream, read_sheet(changed))

    def send(self, guest: Guest) -> Check:
        """Put the answers in the box, once, and forget the sheet with its key.

        Raises `Unknown`, `Ended` (`gone` too where it was sent before: nothing is counted twice), and `Faults` where a
        statement still waits for an answer.
        """
        ticket, stream = self._enter(guest, Right.ANSWER)
        store, key = self.service.store, guest.key or ""
        with store.together():
            current = store.apply(stream.id, (), self.service.clock(), "")
            if ended := self._ended(current, ticket):
                raise Ended(ended)
            content = store.box.sheet(stream.id, key)
            if content is None or not store.box.drop(stream.id, key):
                raise Ended("gone")
            require_whole(self.practice.look(current), read_sheet(content))
            if ticket.is_single and not store.box.use(guest.token):
                raise Ended("used")
            store.box.cast(stream.id, content)
        return self.practice.look(stream)

    def stop(self, guest: Guest) -> None:
        """Forget what this phone filled in; nothing was sent. Raises `Unknown`."""
        _, stream = self._enter(guest, Right.ANSWER)
        self.service.store.box.drop(stream.id, guest.key or "")

    def lead(self, guest: Guest) -> Check:
        """Return the check for the screen of a group; raises `Unknown`."""
        return self.practice.look(self._enter(guest, Right.LEAD)[1])

    def reveal(self, guest: Guest) -> Check:
        """Close the check of a group and show it, once; raises `Unknown`, `Ended` (closed), or `TooFew`."""
        _, stream = self._enter(guest, Right.LEAD)
        self.practice.close_stream(stream, "", least=LEAST)
        return self.lead(guest)

    def note_harvest(self, guest: Guest, criterion: str, harvest: Harvest, expected: int) -> Check:
        """Keep what the table heard and what changes; raises `Unknown`, `Stale`."""
        _, stream = self._enter(guest, Right.LEAD)
        return self.practice.save_harvest(stream, criterion, harvest, expected, "")

    def _enter(self, guest: Guest, *rights: Right) -> tuple[Ticket, Stream]:
        with self.service.store.at_once():
            ticket = self.service.store.box.ticket(guest.token)
            stream = self.service.store.stream(ticket.check) if ticket else None
        if ticket is None or stream is None or ticket.is_revoked or (rights and ticket.right not in rights):
            raise Unknown
        return ticket, stream

    def _visit(self, ticket: Ticket, stream: Stream, sheet: Sheet | None) -> Visit:
        ended = self._ended(stream, ticket)
        return Visit(ticket, self._asked(stream), sheet, ended, lambda: self.practice.look(stream))

    def _asked(self, stream: Stream) -> tuple[Criterion, ...]:
        loaded = self.service.framework(stream.framework or "")
        return statements(loaded.in_language(read_invitation(stream).language))

    def _ended(self, stream: Stream, ticket: Ticket) -> str | None:
        if is_closed(stream):
            return "closed"
        if ticket.expires < self.service.clock().date():
            return "expired"
        return "used" if ticket.is_used else None
