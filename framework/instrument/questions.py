"""What to ask at a question table: for each criterion its round and one or two questions, as data beside the framework.

`vraagtafel/<language>.yaml` in the folder of a framework; the one in its own language names the rounds, the others
hold texts only. These files are not part of the framework: they change neither its version nor its hashes.
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

FOLDER = "vraagtafel"
Asked = Annotated[tuple[Line, ...], Field(min_length=1, max_length=2)]


class Round(StrEnum):
    """The three rounds of a question table, in order."""

    CONTENT = "content"
    LINK = "link"
    METHOD = "method"


class TableQuestions(Part):
    """What to ask about one criterion, and in which round."""

    round: Round
    questions: Asked


class TranslatedQuestions(Part):
    """What to ask about one criterion, in another language."""

    questions: Asked


class QuestionsFile(Part):
    """`vraagtafel/<language>.yaml` in the framework's own language."""

    language: Language
    criteria: Annotated[dict[CriterionId, TableQuestions], Field(min_length=1)]


class TranslatedQuestionsFile(Part):
    """`vraagtafel/<language>.yaml` in another language."""

    language: Language
    criteria: Annotated[dict[CriterionId, TranslatedQuestions], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one framework, in every language there is; none at all is sound too."""

    rounds: Mapping[str, Round] = field(default_factory=dict[str, Round])
    texts: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict[str, Mapping[str, tuple[str, ...]]])

    def round_of(self, criterion: str) -> Round:
        """Return the round in which `criterion` is talked about: the link to practice unless told otherwise."""
        return self.rounds.get(criterion, Round.LINK)

    def about(self, criterion: str, language: str) -> tuple[str, ...]:
        """Return what to ask about `criterion` in `language`, one or two questions; nothing where there are none."""
        return self.texts.get(language, {}).get(criterion, ())

    @property
    def content_hash(self) -> str:
        """A hash of the questions alone, in all languages; the framework's own hashes leave them out."""
        data = {"rounds": dict(self.rounds), "texts": {language: dict(texts) for language, texts in self.texts.items()}}
        return take_hash(data)


NO_QUESTIONS = Questions()


def read_questions(files: Sequence[Parsed], framework: Framework) -> Questions:
    """Read the questions in `files`, each named for its language; their faults are noted in each of them.

    Faults: the shape; a language other than the file name says; an id that the framework does not have; questions in
    another language about a criterion without any in the framework's own, which names the round. House rule.
    """
    own = next((parsed for parsed in files if language_named(parsed) == framework.language), None)
    made = build(QuestionsFile, own, own.data).part if own and own.complete else None
    written: dict[str, TableQuestions] = getattr(made, "criteria", {})
    texts = {framework.language: {i: entry.questions for i, entry in written.items()}} if written else {}
    for parsed in files:
        check_language(parsed)
        _check_ids(parsed, own, framework)
        if parsed is not own and parsed.complete:
            other = build(TranslatedQuestionsFile, parsed, parsed.data).part
            translated: dict[str, TranslatedQuestions] = getattr(other, "criteria", {})
            texts[language_named(parsed)] = {identifier: entry.questions for identifier, entry in translated.items()}
    return Questions({identifier: entry.round for identifier, entry in written.items()}, texts)


def _check_ids(parsed: Parsed, own: Parsed | None, framework: Framework) -> None:
    """Note every id about which there is nothing to ask; its shape says whether an id is well made."""
    if own is None:
        parsed.fault("missing_parts", missing=f"{framework.language}.yaml")
    elif own.complete:
        known = frozenset(framework.by_id) if parsed is own else _ids(own)
        for identifier in sorted(_ids(parsed) - known):
            if re.fullmatch(CRITERION_ID, identifier):
                parsed.fault("orphan", ("criteria", identifier))


def _ids(parsed: Parsed) -> frozenset[str]:
    data = parsed.data
    criteria = cast(dict[str, Any], data).get("criteria") if isinstance(data, dict) else None
    return frozenset(cast(dict[str, Any], criteria)) if isinstance(criteria, dict) else frozenset()
