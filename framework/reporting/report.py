"""The frozen report of one assessment: all that a screen or a document may draw from, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from framework.assessing.actions import Action, next_actions
from framework.assessing.beside import ClosedCheck, Commitment, TableNotes, gather_tables
from framework.assessing.record import Assessment
from framework.assessing.scoring import Counted, Excluded, Outcome, PhaseProfile, Profile, score
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Framework
from framework.practice.mirror import Mirror, make_mirror
from framework.practice.statements import reword
from framework.practice.together import put_together


@dataclass(frozen=True, slots=True)
class Kept:
    """Where what a report shows is kept: the id of its assessment, and when which version of a commitment was saved.

    `opinions_read_in`: the day on which the opinions in the mirror were read in from a file; nothing where a check of
    the project itself was closed. `choices`: what else the mirror can show (see `Mirrors`).
    """

    id: str
    commitments: Mapping[str, tuple[int, datetime]]
    opinions_read_in: date | None = None
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


@dataclass(frozen=True)
class Report:
    """One assessment, scored. `framework` is in the language of the report; the hashes are of the original.

    `chosen`: the places in `assessment.opinions` of the checks that the mirror shows; nothing chosen is the last one.
    """

    framework: Framework
    language: str
    content_hash: str
    structure_hash: str
    assessment: Assessment
    profiles: tuple[Profile, ...]
    kept: Kept | None = None
    chosen: tuple[int, ...] | None = None

    @property
    def commitments(self) -> Mapping[str, Commitment]:
        """The actions that someone took on, by criterion id; one stays when its point has no action any more."""
        return self.assessment.commitments

    @property
    def table_notes(self) -> Mapping[str, TableNotes]:
        """What question tables said, by criterion id."""
        return self.assessment.table_notes

    @cached_property
    def tables(self) -> Mapping[str, tuple[TableNotes, ...]]:
        """What question tables and groups said of a point, by criterion id (see `gather_tables`)."""
        return gather_tables(self.table_notes, self.assessment.opinions)

    @property
    def shown(self) -> tuple[ClosedCheck, ...]:
        """The closed checks that the mirror shows; none where none was closed."""
        opinions = self.assessment.opinions
        return opinions[-1:] if self.chosen is None else tuple(opinions[place] for place in self.chosen)

    @property
    def results(self) -> ClosedCheck | None:
        """What the chosen check says, or those put together; nothing where none was closed."""
        return put_together(self.shown) if self.shown else None

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Every outcome in scope, by criterion id, in framework order."""
        return {o.criterion.id: o for profile in self.profiles for o in profile.outcomes}

    @property
    def actions(self) -> tuple[Action, ...]:
        """What to do, first things first, with what professionals see otherwise; what is done comes after all else."""
        return self._actions

    @cached_property
    def _actions(self) -> tuple[Action, ...]:
        topics = {topic.criterion.id for topic in self.mirror.topics} if self.mirror else set[str]()
        return tuple(sorted(next_actions(self.profiles, self.framework.scale, topics), key=self.is_done))

    @property
    def to_do(self) -> tuple[Action, ...]:
        """The actions that are not done, in the same order: what may stand under "first"."""
        return tuple(action for action in self.actions if not self.is_done(action))

    @property
    def finished(self) -> tuple[Action, ...]:
        """The actions that somebody took on and has done: what they changed shows once the level is looked at anew."""
        return tuple(action for action in self.actions if self.is_done(action))

    def is_done(self, action: Action) -> bool:
        """Whether somebody took the action on and has done it."""
        commitment = self.commitments.get(action.criterion.id)
        return commitment is not None and commitment.done

    @property
    def mirror(self) -> Mirror | None:
        """The opinions of professionals beside the outcomes; nothing where no check was closed."""
        return self._mirror

    @cached_property
    def _mirror(self) -> Mirror | None:
        if self.results is None:
            return None
        framework = reword(self.framework, self.results.asked.get(self.language, {}))
        return make_mirror(framework, self.outcomes, self.results)

    @property
    def applicable(self) -> int:
        """The number of criteria in scope that apply, over all phases; only ever shown as "x of y answered"."""
        return sum(not isinstance(outcome, Excluded) for outcome in self.outcomes.values())

    @property
    def scored(self) -> int:
        """The number of criteria with a level, over all phases."""
        return sum(isinstance(outcome, Counted) for outcome in self.outcomes.values())

    @property
    def supported(self) -> int:
        """The number of levels that evidence supports (the quick scan names it beside the profile)."""
        return sum(isinstance(o, Counted) and o.rating.has_evidence for o in self.outcomes.values())

    @property
    def assessable(self) -> tuple[PhaseProfile, ...]:
        """The phases in which something applies."""
        return tuple(profile for profile in self.profiles if isinstance(profile, PhaseProfile))


def make_report(
    loaded: LoadedFramework,
    assessment: Assessment,
    language: str | None = None,
    kept: Kept | None = None,
    chosen: tuple[int, ...] | None = None,
) -> Report:
    """Score `assessment` and return its report in `language`, or in the framework's own where it has no such texts.

    `kept` says where it is kept; a bare file is kept nowhere. `chosen`: see `Report`.

    Raises `NoProfile` for lens `practice`. The assessment must have passed `record_rules.check_record`.
    """
    language = language if language in loaded.languages else loaded.framework.language
    framework = loaded.in_language(language)
    return Report(
        framework=framework,
        language=language,
        content_hash=loaded.content_hash,
        structure_hash=loaded.structure_hash,
        assessment=assessment,
        profiles=score(framework, assessment),
        kept=kept,
        chosen=chosen,
    )


def reworded(report: Report, assessment: Assessment) -> Report:
    """Return the same report of the same answers in other words."""
    return replace(report, assessment=assessment, profiles=score(report.framework, assessment))
