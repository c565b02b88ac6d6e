"""The use cases of a project. Every call names its actor; what one may not know of is `Unknown`, as if absent."""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from framework.assessing.beside import Commitment, TableNotes
from framework.assessing.record import (
    MOST_EVIDENCE,
    Assessment,
    Evidence,
    Lens,
    Moment,
    Project,
    Scope,
    Scored,
    Unscored,
)
from framework.assessing.record_rules import check_rating
from framework.errors import Fault, Faults, Unknown
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import NotScored
from framework.keeping.events import Act, Change
from framework.keeping.identities import Identity
from framework.keeping.projections import minutes_left, pace_of
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from framework.people.permissions import Permission
from framework.people.person import Actor
from framework.practice.invitation import InvitationDraft
from framework.reporting.report import Kept, Report, make_report
from framework.use_cases.access import hold_stream, open_stream, require
from framework.use_cases.as_typed import KeptSetting
from framework.use_cases.beginning import Beginning, begin_project
from framework.use_cases.codec import (
    COMMITMENT,
    DETAILS,
    INVITATION_DRAFT,
    OPINIONS,
    RATING,
    SETTING,
    TABLE_NOTES,
    Details,
    Head,
    Setting,
    dump,
    dump_rating,
    load_assessment,
    load_rating,
    rater_of,
    refuse_unsound,
)
from framework.use_cases.dossier import Dossier, assemble
from framework.use_cases.frameworks import find_framework, keep_framework, known_frameworks
from framework.use_cases.listing import Listed, list_projects
from framework.use_cases.mirrors import Mirrors, find_mirrors
from framework.use_cases.people import People

_log = logging.getLogger("kaderwijzer")
# Breaches that a person mends by going on typing: kept as a draft, not counted (see `dossier.assemble`).
_UNFINISHED = {"reason_missing", "absence_not_shown"}


@dataclass(frozen=True)
class Projects:
    """All that a team does in its projects. `clock` gives aware UTC times, `new_id` unguessable ids."""

    store: Store
    library: Library
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def keep_frameworks(self) -> None:
        """Store every loaded framework, write-once; raises `Faults` where a version has other content than before."""
        for loaded in self.library:
            keep_framework(self.store, loaded)

    def framework(self, content_hash: str) -> LoadedFramework:
        """Return the framework that something is pinned to: as loaded now, else as it was stored then."""
        return find_framework(self.store, self.library, content_hash)

    @property
    def known(self) -> Library:
        """Every framework that a record can be read under, those of earlier versions too."""
        return known_frameworks(self.store, self.library)

    @property
    def people(self) -> People:
        """The use cases of who is who."""
        return People(self.store, self.clock, self.new_id)

    def act(self, person: str, deed: str) -> Act:
        """Return the act of a call that begins now."""
        return Act(self.new_id(), deed, person, self.clock())

    # Begin

    def start(
        self,
        actor: Actor,
        details: Project,
        moment: Moment,
        loaded: LoadedFramework,
        *,
        identifier: str | None = None,
    ) -> str:
        """Begin a project with a first quick scan by the researcher; return the id of that assessment.

        An id that was drawn before somebody pressed makes one: with the same again it returns what is there.
        """
        if identifier and self.store.stream(identifier):
            return self.dossier(actor, identifier).stream.id
        act = self.act(actor.person, "start")
        setting = Setting(scope=Scope.CORE, date=actor.day(act.at), document_type=details.document_type)
        head = Head(author=actor.person, lens=Lens.SELF, moment=moment)
        return begin_project(self.store, self.new_id, act, details, Beginning(head, setting, loaded, made=identifier))

    def take_in(
        self,
        actor: Actor,
        record: Assessment,
        loaded: LoadedFramework,
        *,
        act: Act | None = None,
        identifier: str | None = None,
    ) -> str:
        """Make a project of one's own from a sound record (from a file, or a worked example); return its id.

        It is part of `act` where that is a larger one. The same `identifier` again makes nothing more: see `start`.
        """
        if identifier and self.store.stream(identifier):
            return self.dossier(actor, identifier).stream.id
        rater = Identity(self.new_id(), name=record.rater) if record.rater else None
        setting = Setting(
            scope=record.scope,
            date=record.date,
            document_type=record.project.document_type,
            rater=rater.person if rater else None,
        )
        act = act or self.act(actor.person, "take_in")
        head = Head(author=actor.person, lens=record.lens, moment=record.moment)
        with self.store.transaction():
            if rater:
                self.store.identify(rater)
            beginning = Beginning(head, setting, loaded, holding=record, made=identifier)
            return begin_project(self.store, self.new_id, act, record.project, beginning)

    # Look

    def mine(self, actor: Actor, words: str = "", *, first: int = 0, most: int | None = None) -> Listed:
        """Return the latest assessment of every project that the actor is a member of, the one changed last first.

        With `words`: of those whose title and organisation hold every one of them. From the `first` (from 0) on, at
        most `most`; one that cannot be read stands there as such.
        """
        with self.store.shared_read():
            return list_projects(self.store, actor.person, self._dossier, words=words, first=first, most=most)

    def dossier(self, actor: Actor, assessment: str) -> Dossier:
        """Return an assessment as it stands; raises `Unknown`."""
        with self.store.shared_read():
            return self._dossier(*self._open(actor, assessment, Permission.PROJECT_READ))

    def report(self, actor: Actor, assessment: str, language: str, check: str | None = None) -> Report:
        """Return the report of an assessment, in `language` where its framework has it; raises `Unknown`.

        `check` names what its mirror shows (see `Mirrors`); otherwise that is the check that was closed last.
        """
        return self.report_on(actor, self.dossier(actor, assessment), language, check)

    def report_on(self, actor: Actor, dossier: Dossier, language: str, check: str | None = None) -> Report:
        """Return the report of an assessment that was read just now, as `report` does."""
        mirrors = self.mirrors(actor, dossier)
        beside = {"opinions": mirrors.checks, "table_notes": dossier.notes_of_days(actor.day)}
        read_in = max((actor.day(at) for _, at in dossier.kept(OPINIONS).values()), default=None)
        chosen = mirrors.chosen(check)
        is_read_in = max(chosen, default=0) < len(mirrors.checks) - mirrors.own
        kept = Kept(dossier.stream.id, dossier.kept(COMMITMENT), read_in if is_read_in else None, mirrors.choices)
        whole = dossier.assessment.model_copy(update=beside)
        return make_report(dossier.loaded, whole, language, kept, chosen)

    def mirrors(self, actor: Actor, dossier: Dossier) -> Mirrors:
        """Return which closed checks can stand beside an assessment that was read just now."""
        require(actor, Permission.PROJECT_READ, dossier.stream, dossier.project)
        return find_mirrors(dossier, self.store.children(dossier.project.id, StreamKind.CHECK))

    def minutes_left(self, actor: Actor, dossier: Dossier) -> int | None:
        """Return how long the asked and unanswered points will take at the actor's own pace at this depth.

        Nothing comes back before there is such a pace, or at the end.
        """
        require(actor, Permission.PROJECT_READ, dossier.stream, dossier.project)
        pace = self.store.projection(dossier.stream.id, pace_of(actor.person))
        return minutes_left(pace, len(dossier.unanswered()), dossier.steps_of(actor.person))

    # Change

    def record_rating(
        self, actor: Actor, assessment: str, criterion: str, rating: Scored | Unscored, expected: int
    ) -> Dossier:
        """Save a rating that had version `expected` when the person saw it; return the dossier as it is then.

        Raises `Unknown`, `Stale` (changed elsewhere since; nothing written), or `Faults` for what no one can finish by
        typing on: an unknown criterion, a level off the scale, a state that is not allowed here. A choice of
        before the depth or the document type changed may stay, and what is typed beside it is kept.
        """
        with self._change(actor, assessment, Permission.RATING_WRITE) as (stream, project):
            loaded = self.framework(stream.framework or "")
            held, record = stream.payload(RATING + criterion), load_assessment(project, stream, loaded)
            breaches = partial(check_rating, criterion, assessment=record, framework=loaded.framework)
            borne = _UNFINISHED | {code for code, _, _ in (breaches(load_rating(held)) if held else ())}
            if found := [Fault(c, d, where=", ".join(map(str, p))) for c, p, d in breaches(rating) if c not in borne]:
                raise Faults(found)
            change = Change(RATING + criterion, dump_rating(rating, self.new_id), expected)
            changed = self.store.apply(stream.id, [change], self.act(actor.person, "record_rating"))
        return self._dossier(changed, project)

    def change_details(self, actor: Actor, assessment: str, details: Details, expected: int) -> Dossier:
        """Save the facts of the project; raises `Unknown`, `Stale`."""
        change = Change(DETAILS, dump(details), expected)
        stream, project = self._open(actor, assessment, Permission.DETAILS_WRITE)
        with hold_stream(self.store, actor, project.id, Permission.DETAILS_WRITE, StreamKind.PROJECT):
            changed = self.store.apply(project.id, [change], self.act(actor.person, "change_details"))
        return self._dossier(stream, changed)

    def change_setting(
        self, actor: Actor, assessment: str, expected: int, **changes: Scope | str | Mapping[str, str] | None
    ) -> Dossier:
        """Save the scope, document type or date of an assessment, leaving the rest; None takes away what was typed.

        Raises `Unknown`, `Stale`, or `Faults` for what is no scope, document type or date.
        """
        with self._change(actor, assessment, Permission.SETTING_WRITE) as (stream, project):
            whole: dict[str, Any] = {**(stream.payload(SETTING) or {}), **changes}
            setting = {name: value for name, value in whole.items() if value is not None}
            refuse_unsound(KeptSetting, setting)
            framework = self.framework(stream.framework or "").framework
            if framework.document_type(setting["document_type"]) is None:
                raise Faults([Fault("unknown_document_type", {"found": setting["document_type"], "known": ""})])
            change = Change(SETTING, setting, expected)
            changed = self.store.apply(stream.id, [change], self.act(actor.person, "change_setting"))
        return self._dossier(changed, project)

    def take_action(
        self, actor: Actor, assessment: str, criterion: str, commitment: Commitment | None, expected: int
    ) -> Dossier:
        """Save who takes an action on, by when, and whether it is done. Raises as a rating.

        None puts it back: it counts nowhere any more, and its words wait for who takes it on again.
        """
        key = COMMITMENT + criterion
        with self._change(actor, assessment, Permission.COMMITMENT_WRITE) as (stream, project):
            self._require_criterion(stream, criterion)
            payload = {**(stream.payload(key) or {}), "put_back": True} if commitment is None else dump(commitment)
            change = Change(key, payload, expected)
            changed = self.store.apply(stream.id, [change], self.act(actor.person, "take_action"))
        return self._dossier(changed, project)

    def keep_table_notes(
        self, actor: Actor, assessment: str, criterion: str, notes: TableNotes, expected: int
    ) -> Dossier:
        """Save what a question table said of a criterion; raises as a rating."""
        with self._change(actor, assessment, Permission.TABLE_NOTES_WRITE) as (stream, project):
            self._require_criterion(stream, criterion)
            change = Change(TABLE_NOTES + criterion, dump(notes), expected)
            changed = self.store.apply(stream.id, [change], self.act(actor.person, "keep_table_notes"))
        return self._dossier(changed, project)

    def keep_invitation(self, actor: Actor, assessment: str, draft: InvitationDraft, expected: int) -> Dossier:
        """Save a practice check that is being prepared; raises `Unknown`, `Stale`."""
        change = Change(INVITATION_DRAFT, dump(draft), expected)
        with self._change(actor, assessment, Permission.CHECK_WRITE) as (stream, project):
            changed = self.store.apply(stream.id, [change], self.act(actor.person, "keep_invitation"))
        return self._dossier(changed, project)

    def add_evidence(self, actor: Actor, assessment: str, criterion: str, item: Evidence) -> Dossier:
        """Put a piece of evidence with a rating, after what stands there now; what stands there already stays once.

        A criterion without a rating keeps it too, and stays unanswered. Raises `Unknown`, or `Faults` (evidence_full)
        where the rating has as many pieces as it may.
        """
        with self._change(actor, assessment, Permission.RATING_WRITE) as (stream, project):
            self._require_criterion(stream, criterion)
            held = stream.payload(RATING + criterion)
            rating = load_rating(held) if held else Unscored(not_scored=NotScored.UNANSWERED)
            if item in rating.evidence:
                return self._dossier(stream, project)
            if len(rating.evidence) == MOST_EVIDENCE:
                raise Faults([Fault("evidence_full", {"most": MOST_EVIDENCE}, where=criterion)])
            payload = dump_rating(rating.model_copy(update={"evidence": (*rating.evidence, item)}), self.new_id)
            change = Change(RATING + criterion, payload, stream.version(RATING + criterion))
            changed = self.store.apply(stream.id, [change], self.act(actor.person, "add_evidence"))
        return self._dossier(changed, project)

    def erase(self, actor: Actor, assessment: str) -> None:
        """Erase a project with all that is in it; sequences stay, nothing in them does. Raises `Unknown`."""
        _, found = self._open(actor, assessment, Permission.PROJECT_ERASE)
        with hold_stream(self.store, actor, found.id, Permission.PROJECT_ERASE, StreamKind.PROJECT) as (project, _):
            self.people.forget_raters(project)
            self.store.erase(project.id, self.act(actor.person, "erase"))

    def _require_criterion(self, stream: Stream, criterion: str) -> None:
        if criterion not in self.framework(stream.framework or "").framework.by_id:
            raise Unknown

    def _open(self, actor: Actor, assessment: str, permission: Permission) -> tuple[Stream, Stream]:
        return open_stream(self.store, actor, assessment, permission, StreamKind.ASSESSMENT)

    def _change(
        self, actor: Actor, assessment: str, permission: Permission
    ) -> AbstractContextManager[tuple[Stream, Stream]]:
        return hold_stream(self.store, actor, assessment, permission, StreamKind.ASSESSMENT)

    def _dossier(self, stream: Stream, project: Stream) -> Dossier:
        rater = rater_of(stream)
        identity = self.store.identity(rater) if rater else None
        return assemble(project, stream, self.framework(stream.framework or ""), identity.name if identity else None)
