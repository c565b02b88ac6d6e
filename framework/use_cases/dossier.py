"""One assessment as its people work on it: what counts, what still needs a word, and what was taken on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from framework.assessing.actions import Commitment
from framework.assessing.record import (
    Assessment,
    Scope,
    Scored,
    Unscored,
)
from framework.assessing.record_rules import check_record
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Criterion, NotScored
from framework.keeping.streams import Stream
from framework.practice.invitation import InvitationDraft
from framework.practice.responses import TableNotes
from framework.use_cases.codec import (
    COMMITMENT,
    INVITATION_DRAFT,
    RATING,
    TABLE_NOTES,
    KeptCommitment,
    load,
    load_assessment,
    load_each,
    load_rating,
    payloads,
)


@dataclass(frozen=True)
class Dossier:
    """An assessment as it stands. `reminders` names what keeps a rating from counting, by criterion id.

    `put_back` holds the words of actions that were taken on and put back, by criterion id;
    `table_notes` holds what a question table said, by criterion id; `invitation` a practice check being prepared.
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
    def answered(self) -> int:
        """How many of the asked criteria are answered."""
        return sum(self.is_answered(criterion.id) for criterion in self.asked)

    @property
    def next_unanswered(self) -> Criterion | None:
        """The first criterion that still waits for an answer; nothing when all have one."""
        return next((criterion for criterion in self.asked if not self.is_answered(criterion.id)), None)


def assemble(project: Stream, stream: Stream, loaded: LoadedFramework, rater: str | None = None) -> Dossier:
    """Build the dossier of an assessment from its stream and its project's; `rater` is the name of who rated.

    A rating that breaks a rule of the record (a reason is missing, or silence means something else since the document
    type changed) is kept as a draft, counts as unanswered, and has a reminder: nothing typed is lost, nothing
    unsound is scored. House rule.
    """
    framework = loaded.framework
    drafts = {criterion: load_rating(payload) for criterion, payload in payloads(stream, RATING)}
    assessment = load_assessment(project, stream, loaded, rater).model_copy(update={"ratings": drafts})
    reminders = {str(place[1]): code for code, place, _ in check_record(assessment, framework) if place[0] == "ratings"}
    kept = load_each(KeptCommitment, stream, COMMITMENT)
    ratings = {key: _unanswered(rating) if key in reminders else rating for key, rating in drafts.items()}
    return Dossier(
        project=project,
        stream=stream,
        loaded=loaded,
        assessment=assessment.model_copy(update={"ratings": ratings}),
        drafts=drafts,
        reminders=reminders,
        commitments={key: _words(each) for key, each in kept.items() if not each.put_back},
        put_back={key: _words(each) for key, each in kept.items() if each.put_back},
        table_notes=load_each(TableNotes, stream, TABLE_NOTES),
        invitation=load(InvitationDraft, stream.payload(INVITATION_DRAFT)),
    )


def _unanswered(rating: Scored | Unscored) -> Unscored:
    return Unscored(not_scored=NotScored.UNANSWERED, evidence=rating.evidence, note=rating.note)


def _words(kept: KeptCommitment) -> Commitment:
    return Commitment(who=kept.who, by=kept.by, done=kept.done)
