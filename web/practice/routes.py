"""The pages behind the links of a practice check: whoever holds a link fills in, or leads a group.

One route takes every address under `/p/`: what a link does not lead to is the same absent page as an unknown link.
"""

import logging
import re
from asyncio import get_running_loop
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from time import monotonic
from traceback import extract_tb

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from framework.assessing.beside import LONGEST_REMARK
from framework.errors import Unavailable, Unknown
from framework.language.texts import languages
from framework.people.person import Respondent
from framework.practice.codes import read_code
from framework.use_cases.respondents import Respondents
from web.door.forms import TooLarge, Unreadable, read_form
from web.door.limits import Limits, household
from web.door.reach import Reach
from web.pages import ROOT, Pages, language_of
from web.practice.calls import KEY_COOKIE, Call, Step
from web.practice.filling import Filling
from web.practice.group import Group
from web.practice.help import Help

_NUMBER = re.compile(r"[1-9][0-9]?")
_LONGEST_IN_LINE = 10  # seconds; behind one that waits for the database the others would add up their waits
_LONG_WAIT = 90  # seconds; longer is told in minutes
_LABELS = {
    "t": "practice.statement.hint",
    "missing": "practice.words.missing",
    "question": "practice.words.question",
    "heard": "practice.group.heard",
    "changes": "practice.group.changes",
}  # of the fields for words, by their names
_log = logging.getLogger("kaderwijzer")
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)


def practice_routes(respondents: Respondents, limits: Limits, reach: Reach | None = None) -> list[Route]:
    """Return everything under `/p/`, and nothing for the shared pages of `/d/` until there are any."""
    pages = Pages()
    reach = reach or Reach()
    group = Group(respondents, pages, reach.public_url)
    door = Door(respondents, pages, (Filling(respondents, pages).steps, group.steps), limits, reach)
    return [
        pages.route(),
        Route(ROOT, Help(pages).come),
        Route(ROOT + "/", Help(pages).show),
        Route(ROOT + "/{rest:path}", door.answer, methods=["GET", "POST"]),
        Route("/d/{rest:path}", pages.tell_absent),
    ]


@dataclass(frozen=True, slots=True)
class Door:
    """Reads a request, finds what its link leads to, and words whatever cannot be done."""

    respondents: Respondents
    pages: Pages
    steps: tuple[Mapping[tuple[str, str], Step], ...]  # of those who answer, and of those who lead
    limits: Limits
    reach: Reach
    # One each: Python computes one page at a time anyway, and taking turns keeps the longest wait short. Who saves may
    # have to wait for another program that holds the database; who reads never has to.
    reader: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "light-page"))
    writer: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "light-form"))

    async def answer(self, request: Request) -> Response:
        """Answer a request: read it here, and do all else in a thread, since that waits for the store."""
        if request.method == "GET" and (place := _as_printed(request)):
            return RedirectResponse(place, 303, {"Cache-Control": "no-store"})
        try:
            form = await read_form(request) if request.method == "POST" else {}
        except TooLarge:
            return self.pages.tell("too_large", request, 413)
        except Unreadable:
            return self.pages.tell("unreadable", request, 400)
        thread = self.writer if request.method == "POST" else self.reader
        return await get_running_loop().run_in_executor(thread, self._answer, request, form, monotonic())

    def _answer(self, request: Request, form: Mapping[str, str], arrived: float) -> Response:
        step, call = read_call(request, form)
        try:
            if request.method == "POST" and monotonic() - arrived > _LONGEST_IN_LINE:
                raise Unavailable("busy")
            if wait := self._wait(call, step, self._household(request)):
                return self._slow_down(request, wait)
            return self._take(step, call)
        except Unknown:
            if wait := self.limits.strangers.wait(self._household(request)):
                return self._slow_down(request, wait)
            return self.pages.tell_absent(request)
        except Unavailable as failed:
            _log.error("the store was not to be had for a light page (%s): %s", request.method, failed)
            return self._fail(request, call, 503)
        except Exception as error:
            _log.error("a light page failed: %s", _place(error))
            return self._fail(request, call, 500)

    def _fail(self, request: Request, call: Call, status: int) -> Response:
        """Say that a page cannot be shown; or a form was not saved, with all that stood in it, to be sent again."""
        if request.method != "POST":
            return self.pages.tell("failed", request, status)
        words = {name: call.typed(name) for name in _LABELS if call.form.get(name)}
        rest = {name: text for name, text in call.form.items() if name not in words}
        given = {"action": call.base + call.here, "words": words, "rest": rest, "labels": _LABELS}
        return self.pages.draw("unsaved", language_of(request), given | {"most": LONGEST_REMARK}, status)

    def _take(self, step: tuple[str, str], call: Call) -> Response:
        """Take the step that the link lets its holder take."""
        for steps in self.steps:
            if found := steps.get(step):
                with (
                    suppress(Unknown),
                    self.respondents.shared_read() if step[0] == "GET" else nullcontext(),
                ):
                    return found(call)
        raise Unknown

    def _wait(self, call: Call, step: tuple[str, str], home: str) -> int:
        """How many seconds this link in this household, or this phone, must wait: 0 nearly always."""
        link = f"{home} {call.respondent.token}"
        begins = self.limits.beginnings.wait(link) if step == ("POST", "") else 0
        phone = self.limits.phones.wait(call.respondent.key) if call.respondent.key else 0
        return max(begins, phone, self.limits.links.wait(link))

    def _household(self, request: Request) -> str:
        headers = {name: ", ".join(request.headers.getlist(name)) for name in request.headers}
        return household(self.reach.client_of(request.client.host if request.client else None, headers))

    def _slow_down(self, request: Request, wait: int) -> Response:
        is_long = wait > _LONG_WAIT
        unit, n = ("minutes", -(-wait // 60)) if is_long else ("seconds", wait)
        return self.pages.tell(f"too_often_{unit}", request, 429, {"Retry-After": str(wait)}, n=n)


def _as_printed(request: Request) -> str | None:
    """Where a code leads that somebody typed otherwise than it is printed: in capitals, without hyphens."""
    typed = request.path_params["rest"]
    code = read_code(typed)
    return f"{ROOT}/{code}" if code and code != typed else None


def read_call(request: Request, form: Mapping[str, str]) -> tuple[tuple[str, str], Call]:
    """Return which step an address asks for (its method and its name, a number being `n`), and the call itself."""
    token, _, rest = request.path_params["rest"].rstrip("/").partition("/")
    code, _, behind = rest.partition("/")
    language, rest = (code, behind) if code in languages() else (None, rest)
    first, slash, others = rest.partition("/")
    is_number = _NUMBER.fullmatch(first) is not None
    name = "n" + slash + others if is_number else rest
    key = request.cookies.get(KEY_COOKIE, "")
    respondent = Respondent(token, key if _KEY.fullmatch(key) else None)
    returns = request.url.query == "to=look"
    call = Call(
        respondent,
        root=f"{ROOT}/{token}",
        form=form,
        number=int(first) if is_number else 0,
        returns=returns,
        language=language,
        here=(f"/{rest}" if rest else "") + ("?to=look" if returns else ""),
    )
    return ("POST" if request.method == "POST" else "GET", name), call


def _place(error: Exception) -> str:
    """Return what failed and where, and no more: the text of an error could hold what somebody typed."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {last.filename}:{last.lineno}"
