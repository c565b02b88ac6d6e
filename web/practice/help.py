"""The public address without a link: what this is, a field for a code, and what one may ask a researcher."""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from framework.language.texts import languages
from framework.practice.codes import read_code
from web.door.middleware import choose_language
from web.pages import ROOT, Pages, list_others

_WHOLE = re.compile(r"[\w-]{20,64}", re.ASCII)  # an address of 128 bits, which nobody types
_LONGEST = 500  # characters of what was typed that are looked at and shown again


@dataclass(frozen=True, slots=True)
class Help:
    """Draws the page of whoever has no link, and leads on whoever has a code."""

    pages: Pages

    def show(self, request: Request) -> Response:
        """Lead to what a code opens; without one, or with something else, show the page."""
        asked = request.query_params.get("code")
        typed, language = (asked or "").strip()[:_LONGEST], choose_language(request.scope)
        if token := read_token(typed):
            chosen = f"/{language}" if "lang" in request.query_params else ""
            return RedirectResponse(f"{ROOT}/{token}{chosen}", 303, {"Cache-Control": "no-store"})
        others = list_others(language, languages(), lambda other: f"{ROOT}/?lang={other}")
        fault = None if asked is None else "no_code" if typed else "empty"
        given = {"root": f"{ROOT}/", "typed": typed, "fault": fault, "others": others}
        return self.pages.draw("help", language, given, 422 if fault else 200)

    def come(self, request: Request) -> Response:
        """Lead from the address without a slash to the page."""
        return RedirectResponse(f"{ROOT}/", 303, {"Cache-Control": "no-store"})


def read_token(typed: str) -> str | None:
    """Return what of a code or of a whole address leads on, whatever stands before it; nothing where it cannot."""
    last = typed.rstrip("/").rpartition("/")[2]
    return read_code(last) or (last if _WHOLE.fullmatch(last) else None)
