"""The use cases of asking professionals: begin a practice check, see how many answered, close it, tell what was done.

Before a check is closed nothing about its answers is told to anyone but how many were sent.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from framework.assessing.beside import Kind, TableNotes, Told
from framework.assessing.record import Assessment
from framework.errors import Fault, Faults, TooFew, Unknown
from framework.instrument.loader import LoadedFramework
from framework.keeping.ballot_box import PAPER, Link, Right
from framework.keeping.events import Act, Change, Line
from framework.keeping.streams import Stream, StreamKind
from framework.language.texts import texts
from framework.people.permissions import Permission
from framework.people.person import Actor
from framework.practice.codes import LONG, SHORT, make_code
from framework.practice.invitation import Invitation, InvitationText
from framework.practice.responses import Response
from framework.practice.results import Shuffle, count
from framework.practice.statements import statements
from framework.use_cases.access import hold_stream, open_stream
from framework.use_cases.check import (
    Check,
    read_check,
    read_invitation,
    refuse_closed,
    require_answers,
    require_something,
)
from framework.use_cases.codec import (
    DETAILS,
    INVITATION,
    RESULTS,
    TABLE_NOTES,
    TOLD,
    Head,
    KeptLinks,
    dump,
    load,
    load_head,
)
from framework.use_cases.projects import Projects


class Hidden(StrEnum):
    """Why the links of an open check are not shown: there are none, another made them, or they cannot be read here."""

    NONE = "none"
    ANOTHER = "another"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open check with the tokens of its links, to show to whoever made them; or why there are none to show."""

    check: Check
    links: tuple[str, ...]
    lead: str | None
    hidden: Hidden | None = None


@dataclass(frozen=True)
class Practice:
    """Everything a researcher can do with practice checks. `shuffle` gives texts in an order that tells nothing."""

    projects: Projects
    shuffle: Shuffle

    def open(
        self,
        actor: Actor,
        assessment: str,
        invitation: Invitation,
        *,
        with_links: bool = True,
        identifier: str | None = None,
    ) -> Opened:
        """Begin a check about the project of an assessment, under the same framework; raises `Unknown`.

        Raises `Faults` where its last day is over (expired_already). Without links there is the paper form alone.
        An id drawn before a press makes one check: the same again gives that one.
        """
        if identifier and self.projects.store.stream(identifier):
            return self.opened(actor, identifier)
        act = self._act(actor, "open_check")
        return self._open(actor, assessment, invitation, act, with_links=with_links, identifier=identifier)

    def _open(
        self,
        actor: Actor,
        assessment: str,
        invitation: Invitation,
        act: Act,
        *,
        with_links: bool,
        identifier: str | None = None,
    ) -> Opened:
        if actor.zone_name:
            invitation = invitation.model_copy(update={"zone": actor.zone_name})
        if invitation.expires < actor.day(act.at):
            raise Faults([Fault("expired_already", {"day": invitation.expires.isoformat()})])
        store = self.projects.store
        about, project = open_stream(store, actor, assessment, Permission.CHECK_WRITE, StreamKind.ASSESSMENT)
        with hold_stream(store, actor, project.id, Permission.CHECK_WRITE, StreamKind.PROJECT):
            invitation = self._word(self._name(project, invitation, act), about)
            stream = Stream(
                id=identifier or self.projects.new_id(),
                kind=StreamKind.CHECK,
                created=act.at,
                parent=project.id,
                framework=about.framework,
                head=dump(Head(author=actor.person, moment=load_head(about).moment)),
            )
            made = store.create(stream, [Change(INVITATION, dump(invitation), 0)], act)
            links, lead = self._issue(actor, stream.id, invitation) if with_links else ((), None)
            store.note(Line(act.at, actor.person, act.deed, stream.id))
            return Opened(self.look(made), links, lead, None if links else Hidden.NONE)

    def _name(self, project: Stream, invitation: Invitation, act: Act) -> Invitation:
        """Give a second check of one kind on one day its number: a name that no later check takes over."""
        day, others = invitation.day(act.at), self.projects.store.children(project.id, StreamKind.CHECK)
        alike = [
            (i.of_day or 1) for i, day_of in map(_kind_and_day, others) if (i.kind, day_of) == (invitation.kind, day)
        ]
        erased = self.projects.store.erased_children(project.id, StreamKind.CHECK)
        gone = [made for made in erased if invitation.day(made) == day]  # of which kind, nobody knows any more
        taken = max([len(alike) + len(gone), *alike])  # whoever was erased was one of them
        return invitation.model_copy(update={"of_day": taken + 1}) if taken else invitation

    def _word(self, invitation: Invitation, about: Stream) -> Invitation:
        """Give a check the statements that fit the stage of its research, in every language there is."""
        if invitation.stage is None:
            return invitation
        framework = self.projects.framework(about.framework or "").framework
        worded = self.projects.library.wordings(framework.id).at(invitation.stage)
        known = {criterion.id for criterion in statements(framework)}  # of the version that is asked, not of the latest
        asked = {language: {key: said[key] for key in said if key in known} for language, said in worded.items()}
        return invitation.model_copy(update={"asked": asked})

    def take_in(
        self, actor: Actor, assessment: str, text: InvitationText, responses: Sequence[Response], told: Told
    ) -> Check:
        """Make a check of answers that are all there already, close it today, and tell what was done with them.

        Raises `Unknown`, or `Faults` for a response that is not whole; then nothing was made.
        """
        return self._take_in(actor, assessment, text, responses, told, act=self._act(actor, "take_in"))

    def _take_in(
        self,
        actor: Actor,
        assessment: str,
        text: InvitationText,
        responses: Sequence[Response],
        told: Told,
        *,
        act: Act,
    ) -> Check:
        invitation = Invitation(**dict(text), expires=actor.day(act.at))
        with self.projects.store.transaction():
            check = self._open(actor, assessment, invitation, act, with_links=False).check
            for response in responses:
                require_answers(check.loaded.framework, response)
                self.enter(actor, check.id, response)
            self.close_stream(check.id, act)
            return self.look(self.projects.store.apply(check.id, [Change(TOLD, dump(told), 0)], act))

    def take_in_example(
        self,
        actor: Actor,
        record: Assessment,
        loaded: LoadedFramework,
        *,
        text: InvitationText,
        responses: Sequence[Response],
        told: Told,
        identifier: str | None = None,
    ) -> str:
        """Make a project of one's own from a made-up example with a check of its own; return its assessment's id.

        The same `identifier` again makes nothing more: see `Projects.start`.
        """
        if identifier and self.projects.store.stream(identifier):
            return self.projects.dossier(actor, identifier).stream.id
        act = self._act(actor, "take_in")
        with self.projects.store.transaction():
            assessment = self.projects.take_in(actor, record, loaded, act=act, identifier=identifier)
            self._take_in(actor, assessment, text, responses, told, act=act)
        return assessment

    def renew_links(self, actor: Actor, check: str) -> Opened:
        """Let nobody answer by the links of an open check, and make new ones; raises `Unknown`, `Ended`.

        What was begun by an old link cannot be sent. Once it is told what was done, the old links show that too.
        """
        store, act = self.projects.store, self._act(actor, "renew_links")
        with self._hold(actor, check) as (stream, _):
            refuse_closed(stream)
            for right in Right:
                store.box.revoke(check, right)
            store.box.drop_begun(check)
            links, lead = self._issue(actor, check, read_invitation(stream))
            store.note(Line(act.at, actor.person, act.deed, check))
            return Opened(self.look(stream), links, lead)

    def opened(self, actor: Actor, check: str) -> Opened:
        """Return an open check with the links that the actor made, or why they are not shown. Raises `Unknown`.

        They are kept sealed in the box until the check is closed, and then forgotten.
        """
        found, box = self.look(self._mine(actor, check, Permission.CHECK_READ)), self.projects.store.box
        if not any(link.right is Right.ANSWER and not link.is_revoked for link in box.links(check)):
            return Opened(found, (), None, Hidden.NONE)
        content = box.kept(check)
        if content is None:
            return Opened(found, (), None, Hidden.LOST)
        kept = load(KeptLinks, content)
        if kept.maker != actor.person:
            return Opened(found, (), None, Hidden.ANOTHER)
        return Opened(found, kept.links, kept.lead)

    def _issue(self, actor: Actor, check: str, invitation: Invitation) -> tuple[tuple[str, ...], str | None]:
        is_single = invitation.kind is Kind.PERSONAL
        many, length = ((invitation.people or 1), LONG) if is_single else (1, SHORT)
        tokens = tuple(make_code(self.projects.new_id(), length) for _ in range(many))
        lead = self.projects.new_id() if invitation.kind is Kind.GROUP else None
        box = self.projects.store.box
        box.issue(tokens, Link(check, Right.ANSWER, invitation.expires, is_single))
        if lead:
            box.issue([lead], Link(check, Right.LEAD, invitation.expires))
        box.keep(check, dump(KeptLinks(maker=actor.person, links=tokens, lead=lead)))
        return tokens, lead

    def checks(self, actor: Actor, assessment: str) -> tuple[Check, ...]:
        """Return the checks about the project of an assessment, the latest first; raises `Unknown`."""
        store = self.projects.store
        _, project = open_stream(store, actor, assessment, Permission.CHECK_READ, StreamKind.ASSESSMENT)
        return tuple(self._look(stream, project) for stream in reversed(store.children(project.id, StreamKind.CHECK)))

    def check(self, actor: Actor, check: str) -> Check:
        """Return a check as it stands; raises `Unknown`."""
        return self.look(self._mine(actor, check, Permission.CHECK_READ))

    def links(self, actor: Actor, check: str) -> tuple[Link, ...]:
        """Return the links of a check that still lead somewhere, without their tokens; raises `Unknown`."""
        self._mine(actor, check, Permission.CHECK_READ)
        return tuple(link for link in self.projects.store.box.links(check) if not link.is_revoked)

    def begun(self, actor: Actor, check: str) -> int:
        """Return how many are filling in a check and have not sent it; raises `Unknown`."""
        self._mine(actor, check, Permission.CHECK_READ)
        return self.projects.store.box.begun(check)

    def form(self, actor: Actor, check: str, key: str) -> Response | None:
        """Return what was copied so far of a paper form, by its own key, if anything was; raises `Unknown`."""
        self._mine(actor, check, Permission.CHECK_WRITE)
        content = self.projects.store.box.draft(check, PAPER + key)
        return None if content is None else load(Response, content)

    def keep_form(self, actor: Actor, check: str, key: str, response: Response) -> None:
        """Keep what was copied so far of a paper form, by its own key, and no blank one.

        Raises `Unknown`, `Ended` (closed).
        """
        box, key = self.projects.store.box, PAPER + key
        with self._hold(actor, check) as (stream, _):
            refuse_closed(stream)
            if response.is_blank:
                box.drop(check, key)
            elif box.change(check, key, lambda _: dump(response)) is None:
                box.begin(check, key)
                box.change(check, key, lambda _: dump(response))

    def enter(
        self, actor: Actor, check: str, response: Response, key: str | None = None, copied: str | None = None
    ) -> str | None:
        """Put a paper form in the box; raises `Unknown`, `Ended` (closed), `Faults` where nothing stands on it.

        What is not filled in stays so: nobody is there any more to ask. See `Response`.
        With a `key` drawn before somebody pressed it goes in once: the box knows it until the check is closed. Returns
        its place in the box, by which the same hand can take it back; nothing where it was in already. What was kept by
        its own key `copied` is forgotten.
        """
        box = self.projects.store.box
        with self._hold(actor, check) as (stream, _):
            require_something(self.look(stream), response)
            refuse_closed(stream)
            if copied:
                box.drop(check, PAPER + copied)
            return box.cast(check, dump(response)) if key is None or box.mark(check, key) else None

    def take_back(self, actor: Actor, check: str, place: str) -> Response | None:
        """Take a paper form out of the box again, by the place that `enter` gave; raises `Unknown`, `Ended` (closed).

        Returns what stood on it; nothing where it is not there any more. See docs/decisions/0019.
        """
        with self._hold(actor, check) as (stream, _):
            refuse_closed(stream)
            ballot = self.projects.store.box.take_back(check, place)
        return None if ballot is None else load(Response, ballot)

    def close(self, actor: Actor, check: str) -> Check:
        """Count the answers, once and for good, and forget them; raises `Unknown`, `Ended` (closed)."""
        with self._hold(actor, check):
            return self.close_stream(check, self._act(actor, "close_check"))

    def tell(self, actor: Actor, check: str, told: Told, expected: int) -> Check:
        """Keep what was done with the answers: it appears behind the same links. Raises `Unknown`, `Stale`."""
        change = Change(TOLD, dump(told), expected)
        with self._hold(actor, check):
            return self.look(self.projects.store.apply(check, [change], self._act(actor, "tell")))

    def keep_table_notes(self, actor: Actor, check: str, criterion: str, notes: TableNotes, expected: int) -> Check:
        """Keep what a table heard and what changes; raises `Unknown`, `Stale`."""
        with self._hold(actor, check) as (stream, _):
            return self.save_table_notes(stream, criterion, notes, expected, actor.person)

    def erase(self, actor: Actor, check: str) -> None:
        """Erase a check with its answers and links; its links then read as absent. Raises `Unknown`."""
        with self._hold(actor, check, Permission.CHECK_ERASE):
            self.projects.store.erase(check, self._act(actor, "erase"))

    # What respondents use as well

    def close_stream(self, check: str, act: Act, least: int = 0) -> Check:
        """Count the answers of a check; raises `Ended` (closed), or `TooFew` where fewer than `least` were sent."""
        store = self.projects.store
        with store.transaction():
            current, _ = store.lock(check)
            refuse_closed(current)
            if store.box.sent(check) < least:
                raise TooFew
            emptied = store.box.empty(check)
            responses = [load(Response, ballot) for ballot in emptied.ballots]
            store.forget_journal()
            asked = self.look(current)
            results = count(responses, asked.loaded.framework, asked.invitation.day(act.at), self.shuffle)
            results = results.model_copy(update={"unreadable": emptied.unreadable})
            store.note(Line(act.at, act.person, act.deed, current.id))
            return self.look(store.apply(current.id, [Change(RESULTS, dump(results), 0)], act))

    def save_table_notes(self, stream: Stream, criterion: str, notes: TableNotes, expected: int, person: str) -> Check:
        """Keep what a table heard of a statement of the check; raises `Unknown`, `Stale`."""
        if criterion not in {c.id for c in self.look(stream).statements()}:
            raise Unknown
        change = Change(TABLE_NOTES + criterion, dump(notes), expected)
        return self.look(self.projects.store.apply(stream.id, [change], self.projects.act(person, "keep_table_notes")))

    def questions(self, check: Check, criterion: str) -> tuple[str, ...]:
        """Return what to ask each other about a statement of a check, in the language of its invitation."""
        language = check.invitation.language
        written = self.projects.library.questions(check.loaded.framework.id).about(criterion, language)
        return written or tuple(texts(language).entries["practice.group.questions"])

    def look(self, stream: Stream) -> Check:
        """Return the check of a stream that the caller may see."""
        project = self.projects.store.stream(stream.parent or "")
        if project is None:
            raise Unknown
        return self._look(stream, project)

    def _look(self, stream: Stream, project: Stream) -> Check:
        return read_check(
            stream,
            self.projects.framework(stream.framework or ""),
            str((project.payload(DETAILS) or {})["title"]),
            self.projects.store.box.sent(stream.id),
        )

    def _mine(self, actor: Actor, check: str, permission: Permission) -> Stream:
        return open_stream(self.projects.store, actor, check, permission, StreamKind.CHECK)[0]

    def _hold(
        self, actor: Actor, check: str, permission: Permission = Permission.CHECK_WRITE
    ) -> AbstractContextManager[tuple[Stream, Stream]]:
        return hold_stream(self.projects.store, actor, check, permission, StreamKind.CHECK)

    def _act(self, actor: Actor, deed: str) -> Act:
        return self.projects.act(actor.person, deed)


def _kind_and_day(stream: Stream) -> tuple[Invitation, date]:
    invitation = read_invitation(stream)
    return invitation, invitation.day(stream.created)
