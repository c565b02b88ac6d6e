"""The public address without a link: what this is, a field for a code, and what one may ask a researcher."""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from framework.language.texts import languages
from framework.practice.codes import read_code
from web.door.middleware import choose_language
from web.pages import ROOT, Pages, list_others

_CODE = re.compile(r"(?:.*/)?([\w-]{1,64})/?", re.ASCII)
_LONGEST = 500  # characters of what was typed that are looked at and shown again


@dataclass(frozen=True, slots=True)
class Help:
    """Draws the page of whoever has no link, and leads on whoever has a code."""

    pages: Pages

    def show(self, request: Request) -> Response:
        """Lead to what a code opens; without one, or with something else, show the page."""
        typed = request.query_params.get("code", "").strip()[:_LONGEST]
        if code := read_code(typed):
            return RedirectResponse(f"{ROOT}/{code}", 303, {"Cache-Control": "no-store"})
        if found := _CODE.fullmatch(typed):
            return RedirectResponse(f"{ROOT}/{found[1]}", 303, {"Cache-Control": "no-store"})
        language = choose_language(request.scope)
        others = list_others(language, languages(), lambda other: f"{ROOT}/?lang={other}")
        given = {"root": f"{ROOT}/", "typed": typed, "fault": bool(typed), "others": others}
        return self.pages.draw("help", language, given, 422 if typed else 200)

    def come(self, request: Request) -> Response:
        """Lead from the address without a slash to the page."""
        return RedirectResponse(f"{ROOT}/", 303, {"Cache-Control": "no-store"})
