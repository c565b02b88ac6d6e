"""A rating as it is kept while someone works on it: with words that count for nothing now, so that none is lost.

No record holds what stands here beside the rating itself.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from framework.assessing.record import (
    Confidence,
    Evidence,
    OptionalLine,
    OptionalPassage,
    Scored,
    Unscored,
)
from framework.instrument.kinds import cleaned
from framework.instrument.model import NotScored, Part
from framework.language.cleaning import clean

Choice = int | NotScored
"""What a person chose: a level, or a state without one."""

# A name with a dot and letters behind it, then a port or a path if any; `verslag.pdf` alone names a file.
_BARE = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?P<more>(?::\d+)?(?:[/?#]\S*)?)")
_FILE = re.compile(
    r"\.(?:pdf|docx?|odt|rtf|txt|md|xlsx?|ods|csv|pptx?|odp|jpe?g|png|gif|html?|zip|eml|msg)", re.IGNORECASE
)
_ASKS: Mapping[Choice, str] = {NotScored.NOT_APPLICABLE: "reason", NotScored.NOT_YET_KNOWN: "when"}


class KeptEvidence(Evidence):
    """A piece of evidence as it is kept: `id` tells it apart from others of its rating, so that two people who each add
    one lose none. `unsound_link` is what was typed as a link and is no address yet: it supports nothing.
    """

    id: Annotated[str, Field(min_length=1, max_length=64)]
    unsound_link: Annotated[str, StringConstraints(max_length=2_000), AfterValidator(cleaned(2_000))] | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return super().is_blank and not self.unsound_link


class Aside(Part):
    """What another choice asked for and this one does not: it comes back with that choice."""

    confidence: Confidence | None = None
    reason: OptionalPassage = None
    when: OptionalLine = None


class KeptScored(Scored):
    """A chosen level, and what is kept aside."""

    kept: Aside


class KeptUnscored(Unscored):
    """No level and why, and what is kept aside."""

    kept: Aside


def read_link(text: str) -> str | None:
    """Return the address that a person means: `www.x.nl/a` and `x.nl` are understood as https; nothing where none is.

    An empty text is an empty address. House rule.
    """
    typed = clean(text)
    bare = _BARE.fullmatch(typed)
    is_file = bare and not bare["more"] and _FILE.search(typed[typed.rindex(".") :])
    try:
        return Evidence(link=f"https://{typed}" if bare and not is_file else typed).link or ""
    except ValidationError:
        return None


def choice_of(rating: Scored | Unscored) -> Choice:
    """Return what was chosen: one thing, a level or a state without one. House rule."""
    return rating.level if isinstance(rating, Scored) else rating.not_scored


def with_choice(rating: Scored | Unscored, choice: Choice) -> Scored | Unscored:
    """Return `rating` with another choice: its evidence and note stay, and so does every word of the choice before.

    What the new choice does not ask for is kept aside; what it asks for and was kept aside counts again. So a row of
    choices that ends where it began changes nothing. House rule (DESIGN section 10).
    """
    if choice == choice_of(rating):
        return rating
    aside = {name: word for name in Aside.model_fields if (word := _word(rating, name)) is not None}
    asked = _ASKS.get(choice, "") if isinstance(choice, NotScored) else "confidence"
    held: dict[str, Any] = {"evidence": rating.evidence, "note": rating.note}
    if asked in aside:
        held[asked] = aside.pop(asked)
    if isinstance(choice, NotScored):
        return with_aside(Unscored(not_scored=choice, **held), Aside(**aside))
    return with_aside(Scored(level=choice, **held), Aside(**aside))


def with_aside(rating: Scored | Unscored, aside: Aside) -> Scored | Unscored:
    """Return a plain `rating` with what is kept aside of it; as it is where that is nothing. House rule."""
    if aside == Aside():
        return rating
    if isinstance(rating, Scored):
        return KeptScored(**dict(rating), kept=aside)
    return KeptUnscored(**dict(rating), kept=aside)


def _word(rating: Scored | Unscored, name: str) -> Any:
    return getattr(rating, name, None) or getattr(getattr(rating, "kept", None), name, None)
