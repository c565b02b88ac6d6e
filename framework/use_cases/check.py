"""One practice check as it stands, read from its stream: all that the use cases and screens may know of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from framework.assessing.beside import ClosedCheck, Results, TableNotes, Told
from framework.assessing.record import Moment
from framework.errors import Ended, Fault, Faults
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Criterion, Framework
from framework.keeping.streams import Stream
from framework.language.texts import Texts
from framework.practice.invitation import Invitation
from framework.practice.responses import Response, is_answer
from framework.practice.statements import reword, statements
from framework.practice.together import name_of
from framework.use_cases.codec import INVITATION, RESULTS, TABLE_NOTES, TOLD, load, load_each, load_head


@dataclass(frozen=True)
class Check:
    """A practice check as it stands. `results` are there once it is closed; before that, only how many were sent."""

    stream: Stream
    loaded: LoadedFramework
    project_title: str
    invitation: Invitation
    sent: int
    results: Results | None
    told: Told | None
    table_notes: Mapping[str, TableNotes] = field(default_factory=dict[str, TableNotes])

    @property
    def id(self) -> str:
        """The id of the check."""
        return self.stream.id

    @property
    def saved_at(self) -> datetime:
        """When anything of it was last saved; answers leave no time."""
        return max((entry.at for entry in self.stream.entries.values()), default=self.stream.created)

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, for good."""
        return self.results is not None

    @property
    def began(self) -> date:
        """The day on which it began, where those who are asked live."""
        return self.invitation.day(self.stream.created)

    @property
    def moment(self) -> Moment:
        """The moment of the project that it belongs to, for good."""
        return load_head(self.stream).moment

    def name(self, t: Texts) -> str:
        """Return its name, which never changes."""
        return name_of(self.invitation.kind, self.began, self.invitation.of_day, t)

    def framework(self, language: str | None = None) -> Framework:
        """Return its framework in `language` or that of the invitation, each statement as it is asked."""
        return asked_in(self.loaded, self.invitation, language or self.invitation.language)

    def statements(self, language: str | None = None) -> tuple[Criterion, ...]:
        """Return the criteria whose statements are asked, in `language` or that of the invitation."""
        return statements(self.framework(language))


def read_check(stream: Stream, loaded: LoadedFramework, project_title: str, sent: int) -> Check:
    """Return the check of `stream`; `sent` is what the box holds now, and counts as long as the check is open."""
    results, told = _results(stream), stream.payload(TOLD)
    return Check(
        stream=stream,
        loaded=loaded,
        project_title=project_title,
        invitation=read_invitation(stream),
        sent=results.sent if results else sent,
        results=results,
        told=load(Told, told) if told else None,
        table_notes=load_each(TableNotes, stream, TABLE_NOTES),
    )


def asked_in(loaded: LoadedFramework, invitation: Invitation, language: str) -> Framework:
    """Return a framework in a language, each statement in the words in which an invitation asks it."""
    return reword(loaded.in_language(language), invitation.asked.get(language, {}))


def read_invitation(stream: Stream) -> Invitation:
    """Return what the people of a check read first."""
    return load(Invitation, stream.payload(INVITATION))


def shown_checks(checks: Sequence[Stream], content_hash: str) -> tuple[tuple[str, ClosedCheck], ...]:
    """Return the id of every closed check under this framework with what it showed, in the order of closing."""
    found = [(stream, _results(stream)) for stream in checks if stream.framework == content_hash]
    closed = [(stream, results) for stream, results in found if results]
    closed.sort(key=lambda pair: pair[0].entries[RESULTS].at)
    return tuple((stream.id, _as_shown(stream, results)) for stream, results in closed)


def _as_shown(stream: Stream, results: Results) -> ClosedCheck:
    notes = {key: kept for key, kept in load_each(TableNotes, stream, TABLE_NOTES).items() if not kept.is_blank}
    told, invitation = stream.payload(TOLD), read_invitation(stream)
    return ClosedCheck(
        **dict(results),
        kind=invitation.kind,
        began=invitation.day(stream.created),
        of_day=invitation.of_day,
        stage=invitation.stage,
        asked=invitation.asked,
        table_notes=notes,
        told=load(Told, told) if told else None,
    )


def is_closed(stream: Stream) -> bool:
    """Tell whether the check of `stream` was closed."""
    return stream.payload(RESULTS) is not None


def refuse_closed(stream: Stream) -> None:
    """Raise `Ended` where the check was closed."""
    if is_closed(stream):
        raise Ended("closed")


def require_whole(check: Check, response: Response) -> None:
    """Raise `Faults` unless `response` holds one answer for every statement of the check, and for nothing else."""
    require_answers(check.loaded.framework, response)


def require_answers(framework: Framework, response: Response) -> None:
    """Raise `Faults` unless `response` holds one answer for every statement of `framework`, and for nothing else."""
    asked = {criterion.id for criterion in statements(framework)}
    _refuse([Fault("no_answer", where=c) for c in asked - response.answers.keys()] + _strange(framework, response))


def require_something(check: Check, response: Response) -> None:
    """Raise `Faults` where a paper form holds nothing at all, or something that the check did not ask."""
    blank = [Fault("blank_form")] if response.is_blank else []
    _refuse(blank + _strange(check.loaded.framework, response))


def _strange(framework: Framework, response: Response) -> list[Fault]:
    """What of a response is no answer, or is said of something that is not asked."""
    scale = framework.professional_scale
    said, asked = response.answers.keys() | response.begun.keys(), {c.id for c in statements(framework)}
    return [
        *(Fault("no_statement", where=c) for c in said - asked),
        *(Fault("no_answer", where=c) for c, o in response.answers.items() if not is_answer(o, scale)),
    ]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Faults(sorted(faults, key=lambda fault: fault.where))


def _results(stream: Stream) -> Results | None:
    payload: Mapping[str, Any] | None = stream.payload(RESULTS)
    return load(Results, payload) if payload else None
