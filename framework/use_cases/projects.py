"""The use cases. Every call names its actor; a thing one may not know of is `Unknown`, exactly as an absent one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from framework.assessing.actions import Commitment
from framework.assessing.record import Assessment, Evidence, Lens, Moment, Project, Scope, Scored, Unscored
from framework.assessing.record_rules import check_record
from framework.errors import Fault, Faults, Unknown
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import NotScored
from framework.instrument.snapshot import dump_snapshot, load_snapshot
from framework.keeping.events import Change, Line
from framework.keeping.store import Store
from framework.keeping.streams import Stream, StreamKind
from framework.people.membership import Membership, Role
from framework.people.permissions import Permission, authorise
from framework.people.person import Actor
from framework.practice.invitation import InvitationDraft
from framework.practice.responses import TableNotes
from framework.reporting.report import Report, make_report
from framework.use_cases.check import latest_results
from framework.use_cases.codec import (
    COMMITMENT,
    DETAILS,
    INVITATION_DRAFT,
    RATING,
    SETTING,
    TABLE_NOTES,
    dump,
    dump_rating,
    refuse_unsound,
)
from framework.use_cases.dossier import Dossier, Setting, assemble, minutes_left

# Breaches that a person mends by going on typing: kept as a draft, not counted (see `dossier.assemble`).
_UNFINISHED = {"reason_missing", "absence_not_shown"}


@dataclass(frozen=True)
class Projects:
    """Everything that can be done, over one store. `clock` gives aware UTC times, `new_id` unguessable ids."""

    store: Store
    library: Library
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def keep_frameworks(self) -> None:
        """Store every loaded framework, write-once; raises `Faults` where a version has other content than before."""
        for loaded in self.library:
            self._keep(loaded)

    def _keep(self, loaded: LoadedFramework) -> None:
        framework = loaded.framework
        self.store.put_framework(loaded.content_hash, framework.id, framework.version, dump_snapshot(loaded))

    def start(self, actor: Actor, details: Project, moment: Moment, loaded: LoadedFramework) -> str:
        """Begin a project with a first quick scan by the researcher; return the id of that assessment."""
        now = self.clock()
        setting = {"lens": Lens.SELF, "scope": Scope.CORE, "moment": moment, "date": now.date().isoformat()}
        return self._begin(actor, details, setting, {}, loaded, deed="start")

    def take_in(self, actor: Actor, record: Assessment, loaded: LoadedFramework) -> str:
        """Make a project of one's own from a sound record (read from a file, or a worked example); return its id."""
        data = dump(record)
        setting = {key: data[key] for key in ("lens", "scope", "moment", "date", "rater") if key in data}
        return self._begin(
            actor,
            record.project,
            setting,
            {c: dump_rating(rating, self.new_id) for c, rating in record.ratings.items()},
            loaded,
            deed="take_in",
        )

    def _begin(
        self,
        actor: Actor,
        details: Project,
        setting: Mapping[str, Any],
        ratings: Mapping[str, Any],
        loaded: LoadedFramework,
        *,
        deed: str,
    ) -> str:
        now, project, assessment = self.clock(), self.new_id(), self.new_id()
        changes = [Change(SETTING, setting, 0), *(Change(RATING + key, value, 0) for key, value in ratings.items())]
        whole = Stream(project, StreamKind.PROJECT, project, now)
        part = Stream(assessment, StreamKind.ASSESSMENT, project, now, loaded.content_hash)
        owner = Membership(actor.person, Role.OWNER)
        with self.store.transaction():
            self._keep(loaded)
            self.store.create(whole, [Change(DETAILS, dump(details), 0)], actor.person, [owner])
            self.store.create(part, changes, actor.person)
            self.store.note(Line(now, actor.person, deed, project))
        return assessment

    def mine(self, actor: Actor) -> tuple[Dossier, ...]:
        """Return the latest assessment of every project the actor has a part in, the one changed last first."""
        return tuple(
            self._dossier(project, stream)
            for project in self.store.projects_of(actor.person)
            for stream in self.store.assessments_of(project.id)[-1:]  # none where it is erased just now
        )

    def dossier(self, actor: Actor, assessment: str) -> Dossier:
        """Return an assessment as it stands; raises `Unknown`."""
        return self._dossier(*self._open(actor, assessment, Permission.READ))

    def report(self, actor: Actor, assessment: str, language: str) -> Report:
        """Return the report of an assessment, in `language` where its framework has it; raises `Unknown`."""
        dossier = self.dossier(actor, assessment)
        results = latest_results(self.store.checks_of(dossier.project.id), dossier.loaded.content_hash)
        return make_report(dossier.loaded, dossier.assessment, language, dossier.commitments, results)

    def minutes_left(self, actor: Actor, dossier: Dossier) -> int | None:
        """Return how long the rest will take at the actor's pace so far; nothing before there is one, or at the end."""
        authorise(actor, Permission.READ, self.store.members(dossier.project.id))
        own = [event for event in self.store.events(dossier.stream.id) if event.person == actor.person]
        return minutes_left(own, len(dossier.asked) - dossier.answered)

    def record_rating(
        self, actor: Actor, assessment: str, criterion: str, rating: Scored | Unscored, expected: int
    ) -> Dossier:
        """Save a rating that had version `expected` when the person saw it; return the dossier as it is then.

        Raises `Unknown`, `Stale` (changed elsewhere since; nothing written), or `Faults` for what no one can finish by
        typing on: an unknown criterion, a level off the scale, a state that is not allowed here.
        """
        dossier = self._dossier(*self._open(actor, assessment, Permission.WRITE))
        alone = dossier.assessment.model_copy(update={"ratings": {criterion: rating}})
        breaches = [(c, p, d) for c, p, d in check_record(alone, dossier.loaded.framework) if c not in _UNFINISHED]
        if breaches:
            raise Faults(Fault(code, details, where=", ".join(map(str, place))) for code, place, details in breaches)
        return self._save(actor, dossier, RATING + criterion, dump_rating(rating, self.new_id), expected)

    def change_details(self, actor: Actor, assessment: str, details: Project, expected: int) -> Dossier:
        """Save the facts of the project; raises `Unknown`, `Stale`, or `Faults` for an unknown document type."""
        project, stream = self._open(actor, assessment, Permission.WRITE)
        dossier = self._dossier(project, stream)
        if dossier.loaded.framework.document_type(details.document_type) is None:
            raise Faults([Fault("unknown_document_type", {"found": details.document_type, "known": ""})])
        change = Change(DETAILS, dump(details), expected)
        changed = self.store.apply(project.id, [change], self.clock(), actor.person)
        return self._dossier(changed, stream)

    def change_setting(self, actor: Actor, assessment: str, expected: int, **changes: Scope | Moment | str) -> Dossier:
        """Save the scope, moment or date of an assessment, leaving the rest.

        Raises `Unknown`, `Stale`, or `Faults` for what is no scope, moment or date.
        """
        dossier = self._dossier(*self._open(actor, assessment, Permission.WRITE))
        setting = {**(dossier.stream.payload(SETTING) or {}), **changes}
        refuse_unsound(Setting, setting)
        return self._save(actor, dossier, SETTING, setting, expected)

    def take_action(
        self, actor: Actor, assessment: str, criterion: str, commitment: Commitment | None, expected: int
    ) -> Dossier:
        """Save who takes an action on, by when, and whether it is done; nothing puts it back. Raises as a rating."""
        dossier = self._dossier(*self._open(actor, assessment, Permission.WRITE))
        if criterion not in dossier.loaded.framework.by_id:
            raise Unknown
        return self._save(actor, dossier, COMMITMENT + criterion, dump(commitment) if commitment else None, expected)

    def keep_invitation(self, actor: Actor, assessment: str, draft: InvitationDraft, expected: int) -> Dossier:
        """Save a practice check that is being prepared; raises `Unknown`, `Stale`."""
        dossier = self._dossier(*self._open(actor, assessment, Permission.WRITE))
        return self._save(actor, dossier, INVITATION_DRAFT, dump(draft), expected)

    def keep_table_notes(
        self, actor: Actor, assessment: str, criterion: str, outcome: TableNotes, expected: int
    ) -> Dossier:
        """Save what a question table said of a criterion; raises as a rating."""
        dossier = self._dossier(*self._open(actor, assessment, Permission.WRITE))
        if criterion not in dossier.loaded.framework.by_id:
            raise Unknown
        return self._save(actor, dossier, TABLE_NOTES + criterion, dump(outcome), expected)

    def add_evidence(self, actor: Actor, assessment: str, criterion: str, item: Evidence) -> Dossier:
        """Put a piece of evidence with a rating, after what stands there; what stands there already stays once.

        A criterion without a rating keeps it too, and stays unanswered. Raises `Unknown`, `Stale`.
        """
        dossier = self._dossier(*self._open(actor, assessment, Permission.WRITE))
        if criterion not in dossier.loaded.framework.by_id:
            raise Unknown
        rating = dossier.drafts.get(criterion) or Unscored(not_scored=NotScored.UNANSWERED)
        if item in rating.evidence:
            return dossier
        changed = rating.model_copy(update={"evidence": (*rating.evidence, item)})
        return self._save(
            actor,
            dossier,
            RATING + criterion,
            dump_rating(changed, self.new_id),
            dossier.stream.version(RATING + criterion),
        )

    def erase(self, actor: Actor, assessment: str) -> None:
        """Erase a project with all its assessments; sequences stay, nothing in them does. Raises `Unknown`."""
        project, _ = self._open(actor, assessment, Permission.OWN)
        self.store.erase(project.id, self.clock(), actor.person)

    def _save(self, actor: Actor, dossier: Dossier, key: str, payload: Any, expected: int) -> Dossier:
        plain = None if payload is None else json.loads(json.dumps(payload))
        change = Change(key, plain, expected)
        changed = self.store.apply(dossier.stream.id, [change], self.clock(), actor.person)
        return self._dossier(dossier.project, changed)

    def _open(self, actor: Actor, assessment: str, deed: Permission) -> tuple[Stream, Stream]:
        """Return the project and the stream of an assessment, where the actor may do `deed` there."""
        stream = self.store.stream(assessment)
        self.authorise(actor, stream.project if stream else "", deed)
        project = self.store.stream(stream.project) if stream else None
        if stream is None or project is None or stream.kind is not StreamKind.ASSESSMENT:
            raise Unknown
        return project, stream

    def _dossier(self, project: Stream, stream: Stream) -> Dossier:
        return assemble(project, stream, self.framework(stream.framework or ""))

    def authorise(self, actor: Actor, project: str, deed: Permission) -> None:
        """Let the actor do `deed` in a project; raises `Unknown`."""
        authorise(actor, deed, self.store.members(project))

    def title_of(self, project: str) -> str:
        """Return the title of a project, for those who may see a part of it; raises `Unknown`."""
        stream = self.store.stream(project)
        if stream is None:
            raise Unknown
        return str((stream.payload(DETAILS) or {})["title"])

    def framework(self, content_hash: str) -> LoadedFramework:
        """Return the framework that something is pinned to: as loaded now, else as it was stored then."""
        for loaded in self.library:
            if loaded.content_hash == content_hash:
                return loaded
        return _thawed(self.store, content_hash)


@lru_cache(maxsize=32)
def _thawed(store: Store, content_hash: str) -> LoadedFramework:
    content = store.framework(content_hash)
    if content is None:
        raise Unknown
    return load_snapshot(content)
