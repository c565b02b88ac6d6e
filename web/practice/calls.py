"""What a light page is asked, without how it came: the link, the form, the number of a statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from framework.assessing.beside import LONGEST_REMARK
from framework.language.texts import languages
from framework.people.person import Respondent
from framework.practice.responses import UNSURE, Opinion

KEY_COOKIE = "kw_sheet"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a respondent. `number` is that of a statement, 0 for none; `returns` to the look over all.

    `root` is the address of the link; with the `language` behind it that the respondent chose, it is the `base` of
    every page. `here` is what this page adds to that.
    """

    respondent: Respondent
    root: str
    form: Mapping[str, str]
    number: int = 0
    returns: bool = False
    language: str | None = None
    here: str = ""

    @property
    def base(self) -> str:
        """The address before that of each page."""
        return self.base_in(self.language)

    @property
    def turns_to(self) -> str | None:
        """The language whose button was pressed, which keeps what stands on the page too."""
        wanted = self.form.get("lang", "")
        return wanted if wanted in languages() else None

    @property
    def leaves(self) -> bool:
        """Whether the page is left another way than forward, so that nothing need be chosen yet."""
        return self.goes_back or self.turns_to is not None

    def base_in(self, language: str | None) -> str:
        """Return the address before that of each page in a language."""
        return f"{self.root}/{language}" if language else self.root

    def leave(self, back: str) -> Response:
        """Send the browser to the same page in the language whose button was pressed, or else `back`."""
        return _see(self.base_in(self.turns_to) + self.here) if self.turns_to else self.go(back)

    @property
    def goes_back(self) -> bool:
        """Whether the button "back" was pressed, which keeps what stands on the page too."""
        return "back" in self.form

    def typed(self, name: str) -> str:
        """Return a text as it was typed; a browser sends each new line as two characters."""
        return self.form.get(name, "").replace("\r\n", "\n")

    def go(self, place: str = "") -> Response:
        """Send the browser on to another page of the same link."""
        return _see(self.base + place)


def _see(address: str) -> Response:
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


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
