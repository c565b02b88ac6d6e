"""What a light page is asked, without how it came: the link, the form, the number of a statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from framework.assessing.beside import LONGEST_REMARK
from framework.people.person import Respondent
from framework.practice.responses import UNSURE, Opinion

KEY_COOKIE = "kw_sheet"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a respondent. `number` is that of a statement, 0 for none; `returns` to the look over all."""

    respondent: Respondent
    base: str
    form: Mapping[str, str]
    number: int = 0
    returns: bool = False

    @property
    def goes_back(self) -> bool:
        """Whether the button "back" was pressed, which keeps what stands on the page too."""
        return "back" in self.form

    def typed(self, name: str) -> str:
        """Return a text as it was typed; a browser sends each new line as two characters."""
        return self.form.get(name, "").replace("\r\n", "\n")

    def go(self, place: str = "") -> Response:
        """Send the browser on to another page of the same link."""
        return RedirectResponse(self.base + place, 303, {"Cache-Control": "no-store"})


Step = Callable[[Call], Response]
Answer = int | Literal["unsure"]


def read_answer(value: str) -> Answer | None:
    """Return the level that a form names, or that it is not known; nothing where it names neither."""
    if value == UNSURE:
        return UNSURE
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else None


def read_words(typed: str) -> tuple[str | None, str | None]:
    """Return a text as it will be kept, or the key of what is wrong with it."""
    if len(typed) > LONGEST_REMARK:
        return None, "practice.statement.long"
    try:
        return Opinion(answer=UNSURE, remark=typed).remark, None
    except ValidationError:  # half a character, or one that becomes longer when it is written as all others are
        return None, "practice.statement.unreadable"
