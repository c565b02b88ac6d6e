"""The invitation to a practice check: who asks what of whom, and until when."""

import operator
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from framework.assessing.beside import MOST_CHECKS, Kind
from framework.assessing.record import OptionalLine, OptionalPassage
from framework.instrument.kinds import Day, Language, Line, Words
from framework.instrument.model import Part
from framework.instrument.wordings import ResearchStage, Worded
from framework.language.texts import Texts

MOST_PEOPLE = 200
HOME = "Europe/Amsterdam"
"""The time zone of those who are asked, as far as nothing else is known of them."""


class InvitationText(Part):
    """Who asks what of whom, in the words that a professional reads first.

    `research_question`: what the research wants to know, in plain words; shown beside the first statement, which asks
    whether people know this question from their work; checks of before have none. `stage`: where the research stands,
    which decides the words of the statements; without one they are the framework's own. `people`: how many are
    invited, where that is known; a personal check has as many links.
    """

    kind: Kind
    language: Language
    stage: ResearchStage | None = Field(default=None, exclude_if=operator.not_)
    summary: Words
    research_question: OptionalLine = None
    asker: Line
    why: Words
    contact: Line
    people: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None


class Invitation(InvitationText):
    """An invitation with its days. After `expires` no answers are accepted.

    `promised`: the day by which the researcher tells what was done with the answers. Days are those of whoever opened
    the check: `zone` names that person's time zone (absent: UTC), wherever the answers come from. `of_day`: which of
    the checks of one kind about one project on one day this is, from the second on. `asked`: the statements as they are
    asked, by language, so that a better sentence later changes nothing here; those left out are the framework's own.
    """

    expires: Day
    promised: Day | None = None
    zone: OptionalLine = None
    asked: dict[Language, Worded] = Field(default_factory=dict, exclude_if=operator.not_)
    of_day: Annotated[int, Field(ge=2, le=MOST_CHECKS)] | None = Field(default=None, exclude_if=operator.not_)

    def day(self, at: datetime) -> date:
        """Return the day that it is at a moment for whoever opened the check."""
        try:
            return at.astimezone(ZoneInfo(self.zone or "UTC")).date()
        except (ZoneInfoNotFoundError, ValueError, OSError):  # a name that this machine does not know
            return at.astimezone(UTC).date()

    def until(self, t: Texts, here: str = HOME) -> str:
        """Return the last day in words; where it is not the day of `here`, with the place whose clock decides."""
        return until(self.expires, self.zone, t, here)


def until(day: date, zone: str | None, t: Texts, here: str = HOME) -> str:
    """Return a last day in words; where its clock is not that of `here`, with the place whose clock decides."""
    if zone in (None, here):
        return t.day(day)
    return t("practice.until_in", day=t.day(day), place=zone.rpartition("/")[2].replace("_", " "))


class InvitationDraft(Part):
    """An invitation while it is being written: every field as it was typed, so that nothing is lost on the way."""

    kind: Kind = Kind.OPEN
    stage: ResearchStage | None = Field(default=None, exclude_if=operator.not_)
    summary: OptionalPassage = None
    research_question: OptionalLine = None
    asker: OptionalLine = None
    why: OptionalPassage = None
    contact: OptionalLine = None
    expires: OptionalLine = None
    promised: OptionalLine = None
    people: OptionalLine = None
