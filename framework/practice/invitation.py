"""The invitation to a practice check: who asks what of whom, and until when."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from framework.assessing.record import OptionalLine, OptionalPassage
from framework.instrument.kinds import Day, Language, Line, Words
from framework.instrument.model import Part

MOST_PEOPLE = 200


class Kind(StrEnum):
    """How people take part: one link for all, a link for each, or together around a table."""

    OPEN = "open"
    PERSONAL = "personal"
    GROUP = "group"


class InvitationText(Part):
    """Who asks what of whom, in the words that a professional reads first.

    `people`: how many are invited, where that is known; a personal check has as many links.
    """

    kind: Kind
    language: Language
    summary: Words
    asker: Line
    why: Words
    contact: Line
    people: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None


class Invitation(InvitationText):
    """An invitation with its days. After `expires` no answers are accepted.

    `promised`: the day by which the researcher tells what was done with the answers.
    """

    expires: Day
    promised: Day | None = None


class InvitationDraft(Part):
    """An invitation while it is being written: every field as it was typed, so that nothing is lost on the way."""

    kind: Kind = Kind.OPEN
    summary: OptionalPassage = None
    asker: OptionalLine = None
    why: OptionalPassage = None
    contact: OptionalLine = None
    expires: OptionalLine = None
    promised: OptionalLine = None
    people: OptionalLine = None
