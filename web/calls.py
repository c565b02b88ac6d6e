"""What a light page is asked, without how it came: the link, the form, the number of a statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from framework.access import Guest

KEY_COOKIE = "kw_sheet"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a guest. `number` is that of a statement, 0 where none is named; `returns` to the look over all."""

    guest: Guest
    base: str
    form: Mapping[str, str]
    number: int = 0
    returns: bool = False

    def typed(self, name: str) -> str:
        """Return a text as it was typed; a browser sends each new line as two signs."""
        return self.form.get(name, "").replace("\r\n", "\n")

    def go(self, place: str = "") -> Response:
        """Send the browser on to another page of the same link."""
        return RedirectResponse(self.base + place, 303, {"Cache-Control": "no-store"})


Step = Callable[[Call], Response]
