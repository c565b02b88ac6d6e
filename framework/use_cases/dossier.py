"""One assessment as its people work on it: what counts, what still needs a word, and what was taken on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict

from framework.assessing.beside import ClosedCheck, Commitment, TableNotes
from framework.assessing.consequences import Consequence, Standing, foresee, standing_of
from framework.assessing.record import (
    Assessment,
    Scope,
    Scored,
    Unscored,
)
from framework.assessing.record_rules import check_record
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Criterion, Framework, NotScored
from framework.keeping.projections import count_steps
from framework.keeping.streams import Stream
from framework.practice.invitation import InvitationDraft
from framework.use_cases.as_typed import KeptCommitment
from framework.use_cases.codec import (
    COMMITMENT,
    INVITATION_DRAFT,
    OPINIONS,
    RATING,
    SETTING,
    TABLE_NOTES,
    load,
    load_assessment,
    load_each,
    load_rating,
    payloads,
)


@dataclass(frozen=True)
class Dossier:
    """An assessment as it stands: `drafts` holds what was chosen, `assessment` what of it counts, by criterion id.

    `reminders` names what keeps a rating from counting, `put_back` holds the words of actions that were taken on and
    put back, `table_notes` what a question table said, all by criterion id; `invitation` is a practice check being
    prepared.
    """

    project: Stream
    stream: Stream
    loaded: LoadedFramework
    assessment: Assessment
    drafts: Mapping[str, Scored | Unscored]
    reminders: Mapping[str, str]
    commitments: Mapping[str, Commitment]
    put_back: Mapping[str, Commitment]
    table_notes: Mapping[str, TableNotes]
    invitation: InvitationDraft

    @property
    def saved_at(self) -> datetime:
        """When anything in it was last saved."""
        entries = [*self.project.entries.values(), *self.stream.entries.values()]
        return max((entry.at for entry in entries), default=self.stream.created)

    def kept(self, prefix: str) -> dict[str, tuple[int, datetime]]:
        """Return the version and the time of every entry whose key begins with `prefix`, by the rest of its key."""
        found = {key.removeprefix(prefix): x for key, x in self.stream.entries.items() if key.startswith(prefix)}
        return {key: (entry.version, entry.at) for key, entry in found.items()}

    def notes_of_days(self, day: Callable[[datetime], date]) -> Mapping[str, TableNotes]:
        """What question tables said; notes without a day are of the day on which they were written down."""
        kept = self.kept(TABLE_NOTES)
        notes = self.assessment.table_notes.items()
        return {key: each.model_copy(update={"day": each.day or day(kept[key][1])}) for key, each in notes}

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """The criteria that the scope asks about, in framework order."""
        everything = self.assessment.scope is Scope.FULL
        return tuple(c for c in self.loaded.framework.criteria if everything or c.is_core)

    def is_answered(self, criterion_id: str) -> bool:
        """Whether the rater chose a level or a state here, and said what that choice needs."""
        rating = self.assessment.rating(criterion_id)
        return isinstance(rating, Scored) or (rating is not None and rating.not_scored is not NotScored.UNANSWERED)

    @property
    def chosen(self) -> Assessment:
        """The assessment with every rating as it was chosen, also where it does not count yet."""
        return self.assessment.model_copy(update={"ratings": self.drafts})

    def standing(self, criterion_id: str) -> Standing:
        """How a criterion stands: open, chosen and waiting for a word, or counting."""
        framework = self.loaded.framework
        return standing_of(framework.by_id[criterion_id], self.chosen, framework)

    @property
    def waiting(self) -> tuple[Criterion, ...]:
        """The asked criteria where something is chosen that counts only after a word more, in framework order."""
        return tuple(criterion for criterion in self.asked if self.standing(criterion.id).waits)

    @property
    def left_out(self) -> tuple[Criterion, ...]:
        """The criteria whose choice no record can carry as it stands: their evidence and note travel, as unanswered."""
        return tuple(criterion for criterion in self.loaded.framework.criteria if criterion.id in self.reminders)

    def foresee(self, scope: Scope, document_type: str) -> tuple[Consequence, ...]:
        """What another depth or document type does to every answer; nothing is changed by asking."""
        project = self.assessment.project.model_copy(update={"document_type": document_type})
        then = self.chosen.model_copy(update={"scope": scope, "project": project})
        return foresee(self.chosen, then, self.loaded.framework)

    def at_depth(self, scope: Scope) -> "Dossier":
        """The same answers at another depth, to look at: what counts there, and what waits for a word."""
        return replace(self, **_weigh(self.chosen.model_copy(update={"scope": scope}), self.loaded.framework))

    @property
    def answered(self) -> int:
        """How many of the asked criteria are answered."""
        return sum(self.is_answered(criterion.id) for criterion in self.asked)

    def steps_of(self, person: str) -> int:
        """How many steps a person made from rating to rating since the depth or document type was last set.

        A pace of before says nothing of now: a quick scan asks less of each point.
        """
        setting = self.stream.entries.get(SETTING)
        own = [entry for key, entry in self.stream.entries.items() if key.startswith(RATING) and entry.person == person]
        return count_steps(entry.at for entry in own if setting is None or entry.at > setting.at)

    @property
    def next_unanswered(self) -> Criterion | None:
        """The first criterion that still waits for an answer; nothing when all have one."""
        return next(iter(self.unanswered()), None)

    def unanswered(self, phase: str | None = None) -> tuple[Criterion, ...]:
        """The asked criteria, all or those of a phase, that still wait for an answer, in framework order."""
        phases = [each for each in self.loaded.framework.phases if phase in (None, each.id)]
        within = {criterion.id for each in phases for criterion in each.criteria}
        return tuple(c for c in self.asked if c.id in within and not self.is_answered(c.id))


def assemble(project: Stream, stream: Stream, loaded: LoadedFramework, rater: str | None = None) -> Dossier:
    """Build the dossier of an assessment from its stream and its project's; `rater` is the name of who rated.

    A rating that breaks a rule of the record (a reason is missing, or silence means something else since the document
    type changed) is kept as a draft, counts as unanswered, and has a reminder: nothing typed is lost, nothing
    unsound is scored. House rule.
    """
    framework = loaded.framework
    drafts = {criterion: load_rating(payload) for criterion, payload in payloads(stream, RATING)}
    kept = load_each(KeptCommitment, stream, COMMITMENT)
    taken_on = {key: _words(each) for key, each in kept.items() if not each.put_back}
    beside = _beside(stream, taken_on, framework)
    chosen = load_assessment(project, stream, loaded, rater).model_copy(update={"ratings": drafts, **beside})
    return Dossier(
        project=project,
        stream=stream,
        loaded=loaded,
        drafts=drafts,
        **_weigh(chosen, framework),
        commitments=taken_on,
        put_back={key: each.model_copy(update={"put_back": None}) for key, each in kept.items() if each.put_back},
        table_notes=load_each(TableNotes, stream, TABLE_NOTES),
        invitation=load(InvitationDraft, stream.payload(INVITATION_DRAFT)),
    )


class _Weighed(TypedDict):
    assessment: Assessment
    reminders: Mapping[str, str]


def _weigh(chosen: Assessment, framework: Framework) -> _Weighed:
    """What of an assessment counts, and why the rest does not."""
    reminders = {str(place[1]): code for code, place, _ in check_record(chosen, framework) if place[0] == "ratings"}
    ratings = {key: _unanswered(rating) if key in reminders else rating for key, rating in chosen.ratings.items()}
    return _Weighed(assessment=chosen.model_copy(update={"ratings": ratings}), reminders=reminders)


def _beside(stream: Stream, taken: Mapping[str, Commitment], framework: Framework) -> dict[str, object]:
    """What stands beside the ratings, as a record holds it: by the order of the framework, nothing blank."""
    notes = load_each(TableNotes, stream, TABLE_NOTES)
    read_in = load_each(ClosedCheck, stream, OPINIONS)
    return {
        "commitments": {key: taken[key] for key in framework.by_id if key in taken},
        "table_notes": {key: notes[key] for key in framework.by_id if key in notes and not notes[key].is_blank},
        "opinions": tuple(read_in[number] for number in sorted(read_in, key=int)),
    }


def _unanswered(rating: Scored | Unscored) -> Unscored:
    return Unscored(not_scored=NotScored.UNANSWERED, evidence=rating.evidence, note=rating.note)


def _words(kept: KeptCommitment) -> Commitment:
    return Commitment(who=kept.who, by=kept.by, done=kept.done)
