"""What professionals are asked at each stage of a research: the statements of a framework in fitting words.

`statements/<language>.yaml` in the folder of a framework. These files are not part of it: they change neither its
version nor its hashes. A check keeps the words that it asks: a better sentence changes no check that was opened.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, cast

from pydantic import Field

from framework.instrument.companions import check_language, language_named
from framework.instrument.hashing import take_hash
from framework.instrument.kinds import CRITERION_ID, CriterionId, Language, Line
from framework.instrument.model import Framework, Part
from framework.instrument.shape import build
from framework.instrument.yaml_source import Parsed

FOLDER = "statements"


class ResearchStage(StrEnum):
    """Where a research stands: there is a plan, it runs, or it is finished."""

    PLAN = "plan"
    RUNNING = "running"
    FINISHED = "finished"


Worded = dict[CriterionId, Line]


class StatementsFile(Part):
    """`statements/<language>.yaml`: by stage the statement of each criterion that professionals are asked about."""

    language: Language
    stages: Annotated[dict[ResearchStage, Worded], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The statements of one framework for each stage, in every language there is; none at all is sound too."""

    texts: Mapping[str, Mapping[ResearchStage, Mapping[str, str]]] = field(
        default_factory=dict[str, Mapping[ResearchStage, Mapping[str, str]]]
    )

    def at(self, stage: ResearchStage) -> dict[str, dict[str, str]]:
        """Return the statements of a stage, by language and criterion; a framework says what these leave out."""
        return {language: dict(stages[stage]) for language, stages in self.texts.items() if stage in stages}

    @property
    def content_hash(self) -> str:
        """A hash of the statements alone, in all languages; the framework's own hashes leave them out."""
        return take_hash({stage.value: self.at(stage) for stage in ResearchStage})


NO_WORDINGS = Wordings()


def read_wordings(files: Sequence[Parsed], framework: Framework) -> Wordings:
    """Read the statements in `files`, each named for its language; their faults are noted in each of them.

    Faults: the shape; a language other than the file name says; an id that is none of those asked about; in another
    language more or fewer statements than in the framework's own, since everyone is asked the same. House rule.
    """
    own = next((parsed for parsed in files if language_named(parsed) == framework.language), None)
    asked = {c.id for c in framework.criteria if c.is_core and c.professional_statement}
    texts: dict[str, Mapping[ResearchStage, Mapping[str, str]]] = {}
    for parsed in files:
        check_language(parsed)
        if own is None:
            parsed.fault("missing_parts", missing=f"{framework.language}.yaml")
        elif parsed.complete and own.complete:
            _check_ids(parsed, own, asked)
        made = build(StatementsFile, parsed, parsed.data).part if parsed.complete else None
        texts[language_named(parsed)] = getattr(made, "stages", {})
    return Wordings(texts)


def _check_ids(parsed: Parsed, own: Parsed, asked: set[str]) -> None:
    """Note every statement that belongs to nothing, and in another language what is lacking."""
    theirs, ours = _pairs(parsed), _pairs(own)
    known = theirs if parsed is own else ours
    for stage, identifier in sorted(theirs):
        is_known = identifier in asked and (stage, identifier) in known
        if re.fullmatch(CRITERION_ID, identifier) and not is_known:
            parsed.fault("orphan", ("stages", stage, identifier))
    if lacking := sorted(ours - theirs) if parsed is not own else []:
        parsed.fault("missing_parts", ("stages",), missing=", ".join(f"{stage} {name}" for stage, name in lacking))


def _pairs(parsed: Parsed) -> frozenset[tuple[str, str]]:
    """Every stage and id of a file, well made or not."""
    data = cast(dict[str, Any], parsed.data) if isinstance(parsed.data, dict) else {}
    stages = data.get("stages")
    found = cast(dict[str, Any], stages) if isinstance(stages, dict) else {}
    said = {stage: cast(dict[str, Any], held) for stage, held in found.items() if isinstance(held, dict)}
    return frozenset((stage, name) for stage, held in said.items() for name in held)
