"""Small frameworks and assessments made in a line, and Hypothesis strategies that vary them.

A made framework is the shipped one with other phases, scale and thresholds: every text a screen needs is there. An
answer is written as in `profile_cases.yaml`: `2` a level with evidence, `2e` one without, `?` not yet known, `-` not
applicable, `.` untouched.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from framework.assessing.record import (
    RECORD,
    Assessment,
    Evidence,
    FrameworkRef,
    Lens,
    Moment,
    Project,
    Scope,
    Scored,
    Unscored,
)
from framework.assessing.scoring import PhaseProfile, Profile, score
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import (
    Criterion,
    Descriptor,
    EvidenceRule,
    Framework,
    Level,
    NotScored,
    Phase,
    PhaseLabel,
    Scale,
    Thresholds,
    Tier,
)

ROOT = Path(__file__).resolve().parents[2]
SHIPPED_FOLDER = ROOT / "criteria" / "afwegingskader"
PROOF = (Evidence(quote="Dat staat er.", location="r. 1"),)
RANK = {
    label: place
    for place, label in enumerate(
        (PhaseLabel.NEEDS_ATTENTION, PhaseLabel.TOO_LITTLE_KNOWN, PhaseLabel.ON_TRACK, PhaseLabel.STRONG)
    )
}
UNKNOWN = (NotScored.UNANSWERED, NotScored.NOT_YET_KNOWN, NotScored.NOT_IN_TEXT, NotScored.CANNOT_JUDGE)
USUAL = {"coverage": Fraction(3, 5), "weak": Fraction(1, 3), "strong": Fraction(3, 4)}
LENIENT = {"coverage": Fraction(1, 12), "weak": Fraction(2, 5), "strong": Fraction(1, 2)}
MIXED = ("level", "level", "level", "open", "untouched", "left out")
WHOLE = ("proven level",)  # a phase that one change can lift to praise, or take from it
Answer = Scored | Unscored


@cache
def shipped() -> LoadedFramework:
    return load_framework(SHIPPED_FOLDER)


def make_criterion(
    identifier: str,
    *,
    weight: int = 1,
    gate_min: int | None = None,
    tier: Tier = Tier.FULL,
    may_be_left_out: bool = False,
    levels: Iterable[int] = range(4),
) -> Criterion:
    """A copy of a shipped criterion, with its own id and what decides a score."""
    rubric = tuple(Descriptor(level=level, text=f"Dit zie je bij niveau {level}.") for level in levels)
    template = shipped().framework.criteria[0]
    return template.model_copy(
        update={
            "id": identifier,
            "title": f"Punt {identifier}",
            "weight": weight,
            "gate_min": gate_min,
            "tier": tier,
            "not_applicable": "Alleen als dit hier niet speelt." if may_be_left_out else None,
            "rubric": rubric,
        }
    )


def make_framework(
    *phases: Sequence[Criterion],
    levels: Sequence[int] = range(4),
    weak_to: int = 1,
    strong_from: int = 2,
    required_from: int = 2,
    coverage: Fraction = Fraction(3, 5),
    weak: Fraction = Fraction(1, 3),
    strong: Fraction = Fraction(3, 4),
) -> Framework:
    """A framework with a phase for every list of criteria; scale and thresholds as the shipped one unless named."""
    names = tuple(Level(level=level, label=f"Niveau {level}") for level in levels)
    changes = {
        "id": "proefkader",
        "scale": Scale(lowest=levels[0], weak_to=weak_to, strong_from=strong_from, levels=names),
        "evidence": EvidenceRule(required_from=required_from),
        "thresholds": Thresholds.model_construct(coverage=coverage, weak=weak, strong=strong),
        "phases": tuple(
            Phase.model_construct(
                id=f"p{number}", title=f"Fase {number}", subtitle="Een fase", criteria=tuple(criteria)
            )
            for number, criteria in enumerate(phases)
        ),
    }
    return Framework.model_construct(**fields_of(shipped().framework) | changes)


def fields_of(framework: Framework) -> dict[str, object]:
    return {name: getattr(framework, name) for name in Framework.model_fields}


def write_framework(framework: Framework, path: Path) -> Path:
    """Write `framework` as one YAML file (JSON is YAML) and return `path`."""
    data = framework.model_dump(mode="json")
    for phase in data["phases"]:
        for criterion in phase["criteria"]:
            for key in [key for key, value in criterion.items() if value is None]:
                del criterion[key]
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def read_answer(notation: str) -> Answer | None:
    """`2` a level with evidence, `2e` without, `?` not yet known, `-` not applicable, `.` untouched."""
    if notation == "?":
        return Unscored(not_scored=NotScored.NOT_YET_KNOWN)
    if notation == "-":
        return Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Speelt hier niet.")
    if notation == ".":
        return None
    return Scored(level=int(notation.rstrip("e")), evidence=() if notation.endswith("e") else PROOF)


def make_assessment(
    framework: Framework,
    ratings: Mapping[str, Answer | None],
    lens: Lens = Lens.SELF,
    scope: Scope = Scope.FULL,
    document_type: str = "announcement_or_report",
) -> Assessment:
    return Assessment(
        record=RECORD,
        framework=FrameworkRef(id=framework.id, version=framework.version),
        project=Project(title="Een onderzoek", document_type=document_type),
        lens=lens,
        scope=scope,
        moment=Moment.PROPOSAL,
        date=date(2026, 11, 22),
        ratings={key: rating for key, rating in ratings.items() if rating is not None},
    )


@dataclass(frozen=True)
class Case:
    """One framework with answers to it, ready to be scored."""

    framework: Framework
    ratings: Mapping[str, Answer]
    lens: Lens = Lens.SELF
    scope: Scope = Scope.FULL

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return score(self.framework, make_assessment(self.framework, self.ratings, self.lens, self.scope))

    @property
    def profile(self) -> Profile:
        """The profile of the first phase."""
        return self.profiles[0]

    @property
    def asked(self) -> tuple[Criterion, ...]:
        return tuple(c for c in self.framework.phases[0].criteria if self.scope is Scope.FULL or c.is_core)

    def answer(self, identifier: str, rating: Answer | None) -> "Case":
        """The same case with another answer to one criterion, or none."""
        others = {key: value for key, value in self.ratings.items() if key != identifier}
        return replace(self, ratings=others if rating is None else others | {identifier: rating})

    def with_criteria(self, criteria: Iterable[Criterion]) -> "Case":
        """The same case with other criteria in its one phase."""
        phase = self.framework.phases[0]
        phases = (Phase.model_construct(**dict(phase) | {"criteria": tuple(criteria)}),)
        return replace(self, framework=Framework.model_construct(**fields_of(self.framework) | {"phases": phases}))


def make_case(
    answers: str, lens: Lens = Lens.SELF, scope: Scope = Scope.FULL, *, gate_min: int = 2, **framework: object
) -> Case:
    """One phase, a criterion for every word of `answers`; a word ending in `*` is a gate. All are core."""
    words = answers.split()
    levels = framework.get("levels", range(4))
    criteria = [
        make_criterion(
            f"p0.c{number}",
            gate_min=gate_min if word.endswith("*") else None,
            tier=Tier.CORE,
            may_be_left_out=not word.endswith("*"),
            levels=levels,  # pyright: ignore[reportArgumentType]
        )
        for number, word in enumerate(words)
    ]
    ratings = {c.id: read_answer(word.rstrip("*")) for c, word in zip(criteria, words, strict=True)}
    made = make_framework(criteria, **framework)  # pyright: ignore[reportArgumentType]
    return Case(made, {key: rating for key, rating in ratings.items() if rating is not None}, lens, scope)


def as_numbers(profile: Profile) -> dict[str, object]:
    """All that a profile claims and that does not depend on the order of the criteria."""
    numbers: dict[str, object] = {"label": profile.label, "rule": profile.rule, "gates": dict(profile.gates)}
    if isinstance(profile, PhaseProfile):
        numbers |= {
            "tally": (profile.tally.applicable, profile.tally.scored, profile.tally.weak, profile.tally.strong),
            "levels": dict(profile.levels),
            "outlook": profile.outlook,
            "range": profile.range,
        }
    return numbers


def shares() -> st.SearchStrategy[Fraction]:
    """A share above 0 and at most 1."""
    return st.integers(1, 12).flatmap(lambda whole: st.integers(1, whole).map(lambda part: Fraction(part, whole)))


def evidence() -> st.SearchStrategy[tuple[Evidence, ...]]:
    return st.sampled_from([(), PROOF, (Evidence(location="r. 2"),), (Evidence(link="https://example.org/a"),)])


@st.composite
def answers(draw: st.DrawFn, kinds: Sequence[str], levels: Sequence[int], may_be_left_out: bool) -> Answer | None:
    kind = draw(st.sampled_from(kinds))
    if kind == "left out" and may_be_left_out:
        return Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Speelt hier niet.")
    if kind == "untouched":
        return None
    if kind == "open":
        return Unscored(not_scored=draw(st.sampled_from(UNKNOWN)))
    level = draw(st.sampled_from([*levels, levels[-1], levels[-1]]))
    return Scored(level=level, evidence=PROOF if kind == "proven level" else draw(evidence()))


@st.composite
def cases(draw: st.DrawFn, lenses: Sequence[Lens] = (Lens.SELF, Lens.REVIEW, Lens.CONSENSUS)) -> Case:
    """One phase of 1 to 12 criteria on a scale of 2 to 7 levels from 0 or 1, all thresholds varied, with answers."""
    lowest = draw(st.sampled_from([0, 1]))
    levels = range(lowest, lowest + draw(st.integers(2, 7)))
    above = st.integers(lowest + 1, levels[-1])
    strong_from = draw(above)
    kinds = draw(st.sampled_from([MIXED, WHOLE]))
    criteria: list[Criterion] = []
    ratings: dict[str, Answer] = {}
    for number in range(draw(st.integers(1, 12))):
        gate_min = draw(st.one_of(st.none(), st.none(), above))
        criterion = make_criterion(
            f"p0.c{number}",
            weight=draw(st.integers(1, 5)),
            gate_min=gate_min,
            tier=draw(st.sampled_from([Tier.CORE, Tier.CORE, Tier.FULL])),
            may_be_left_out=gate_min is None,
            levels=levels,
        )
        criteria.append(criterion)
        if rating := draw(answers(kinds, levels, gate_min is None)):
            ratings[criterion.id] = rating
    framework = make_framework(
        criteria,
        levels=levels,
        weak_to=draw(st.integers(lowest, strong_from - 1)),
        strong_from=strong_from,
        required_from=draw(above),
        **draw(st.sampled_from([USUAL, LENIENT]) | st.fixed_dictionaries(dict.fromkeys(USUAL, shares()))),
    )
    return Case(framework, ratings, draw(st.sampled_from(lenses)), draw(st.sampled_from(Scope)))
