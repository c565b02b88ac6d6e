"""A made-up example: a record with the answers to a practice check that nobody gave, plainly marked as such."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from framework.assessing.beside import Told
from framework.assessing.record import Assessment
from framework.assessing.record_rules import check_record
from framework.errors import Faults
from framework.instrument.kinds import CriterionId, Words
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import LevelNumber, Part
from framework.instrument.shape import build
from framework.instrument.yaml_source import read_yaml
from framework.practice.invitation import InvitationText
from framework.practice.responses import Opinion, Response
from framework.use_cases.check import require_answers
from intake.record_file import find_framework

Answers = Annotated[tuple[LevelNumber | Literal["unsure"], ...], Field(min_length=1)]
Texts = Annotated[tuple[Words, ...], Field(max_length=20)]


class DemoFile(Part):
    """`demo/<name>.<language>.yaml` as an author writes it: `answers` has one column for each person."""

    demo: Literal["kaderwijzer/demo/1"]
    record: Assessment
    invitation: InvitationText
    answers: dict[CriterionId, Answers]
    remarks: dict[CriterionId, Texts] = Field(default_factory=dict[CriterionId, Texts])
    missing: Texts = ()
    questions: Texts = ()
    told: Words


@dataclass(frozen=True, slots=True)
class Demo:
    """A made-up example, ready to take in."""

    record: Assessment
    loaded: LoadedFramework
    invitation: InvitationText
    responses: tuple[Response, ...]
    told: Told


def read_demo(path: Path, library: Library) -> Demo:
    """Return the made-up example in `path`; raises `Faults` with everything that is wrong with it."""
    parsed = read_yaml(path)
    built = build(DemoFile, parsed, parsed.data) if parsed.complete else None
    if parsed.faults or built is None:
        raise Faults(parsed.faults)
    file = built.part
    loaded = find_framework(parsed, file.record.framework, library, ("record", "framework"))
    if loaded is None:
        raise Faults(parsed.faults)
    for code, place, details in check_record(file.record, loaded.framework):
        parsed.note(code, ("record", *place), details)
    if parsed.faults:
        raise Faults(parsed.faults)
    responses = tuple(_response(file, person) for person in range(max(map(len, file.answers.values()))))
    for response in responses:
        require_answers(loaded.framework, response)
    return Demo(file.record, loaded, file.invitation, responses, Told(text=file.told))


def _response(file: DemoFile, person: int) -> Response:
    """The response of one column; texts go to the first columns, one each."""
    answers = {
        name: Opinion(answer=column[person], remark=_nth(file.remarks.get(name, ()), person))
        for name, column in file.answers.items()
        if person < len(column)
    }
    return Response(answers=answers, missing=_nth(file.missing, person), question=_nth(file.questions, person))


def _nth(texts: Texts, place: int) -> str | None:
    return texts[place] if place < len(texts) else None
