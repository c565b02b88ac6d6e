"""The frozen report of one assessment: all that a screen or a document may draw from, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from framework.assessing.actions import Action, next_actions
from framework.assessing.beside import ClosedCheck, Commitment, TableNotes
from framework.assessing.record import Assessment
from framework.assessing.scoring import Counted, Excluded, Outcome, PhaseProfile, Profile, score
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Framework
from framework.practice.mirror import Mirror, make_mirror
from framework.practice.together import put_together


@dataclass(frozen=True, slots=True)
class Kept:
    """Where what a report shows is kept: the id of its assessment, and when which version of a commitment was saved.

    `opinions_read_in`: the day on which the opinions in the mirror were read in from a file; nothing where a check of
    the project itself was closed.
    """

    id: str
    commitments: Mapping[str, tuple[int, datetime]]
    opinions_read_in: date | None = None


@dataclass(frozen=True)
class Report:
    """One assessment, scored. `framework` is in the language of the report; the hashes are of the original.

    `actions` stand in the order of the law, those that are done after all others. `chosen`: the places in
    `assessment.opinions` of the checks that the mirror shows; nothing chosen is the last one.
    """

    framework: Framework
    language: str
    content_hash: str
    structure_hash: str
    assessment: Assessment
    profiles: tuple[Profile, ...]
    actions: tuple[Action, ...]
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
        """What tables said of a point, by criterion id: question tables first, then the groups of closed checks.

        Never evidence and never a level. The notes of a group without a day are of the day on which it closed.
        """
        found: dict[str, tuple[TableNotes, ...]] = {key: (notes,) for key, notes in self.table_notes.items()}
        for check in self.assessment.opinions:
            for key, notes in check.table_notes.items():
                dated = notes.model_copy(update={"day": notes.day or check.closed})
                found[key] = (*found.get(key, ()), dated)
        return {key: said for key, each in found.items() if (said := tuple(n for n in each if not n.is_blank))}

    @property
    def shown(self) -> tuple[ClosedCheck, ...]:
        """The closed checks that the mirror shows; none where none was closed."""
        return shown_of(self.assessment, self.chosen)

    @property
    def results(self) -> ClosedCheck | None:
        """What the chosen check says, or those put together; nothing where none was closed."""
        return put_together(self.shown) if self.shown else None

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Every outcome in scope, by criterion id, in framework order."""
        return {o.criterion.id: o for profile in self.profiles for o in profile.outcomes}

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
        return make_mirror(self.framework, self.outcomes, self.results) if self.results else None

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
    profiles = score(framework, assessment)
    return Report(
        framework=framework,
        language=language,
        content_hash=loaded.content_hash,
        structure_hash=loaded.structure_hash,
        assessment=assessment,
        profiles=profiles,
        actions=_actions(profiles, framework, assessment, chosen),
        kept=kept,
        chosen=chosen,
    )


def reworded(report: Report, assessment: Assessment) -> Report:
    """Return the same report of the same answers in other words."""
    profiles = score(report.framework, assessment)
    actions = _actions(profiles, report.framework, assessment, report.chosen)
    return replace(report, assessment=assessment, profiles=profiles, actions=actions)


def shown_of(assessment: Assessment, chosen: tuple[int, ...] | None) -> tuple[ClosedCheck, ...]:
    """Return the closed checks of an assessment at the places `chosen`, or the last one where nothing is chosen."""
    if chosen is None:
        return assessment.opinions[-1:]
    return tuple(assessment.opinions[place] for place in chosen)


def _actions(
    profiles: tuple[Profile, ...], framework: Framework, assessment: Assessment, chosen: tuple[int, ...] | None
) -> tuple[Action, ...]:
    """What to do, first things first, with what professionals see otherwise; what is done comes after all else."""
    done = {criterion for criterion, commitment in assessment.commitments.items() if commitment.done}
    topics = set[str]()
    if shown := shown_of(assessment, chosen):
        outcomes = {outcome.criterion.id: outcome for profile in profiles for outcome in profile.outcomes}
        mirror = make_mirror(framework, outcomes, put_together(shown))
        topics = {topic.criterion.id for topic in mirror.topics}
    actions = next_actions(profiles, framework.scale, topics)
    return tuple(sorted(actions, key=lambda action: action.criterion.id in done))
