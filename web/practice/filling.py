"""The pages of a professional: what it is about, one statement a page, a look over all, sending or stopping."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from starlette.responses import Response

from framework.assessing.beside import LONGEST_REMARK
from framework.errors import Ended, Faults, Unknown
from framework.keeping.ballot_box import Right
from framework.language.texts import texts
from framework.practice.duration import about_minutes
from framework.practice.responses import UNSURE, Opinion
from framework.practice.responses import Response as Draft
from framework.use_cases.respondents import Respondents, Visit
from web.pages import Pages, list_others
from web.practice.calls import KEY_COOKIE, Answer, Call, Step, read_answer, read_words

_LONGEST_RESUME = timedelta(days=90)


def or_ended(step: Callable[["Filling", Call], Response]) -> Callable[["Filling", Call], Response]:
    """Let a step that comes too late say so."""

    @wraps(step)
    def taken(self: "Filling", call: Call) -> Response:
        try:
            return step(self, call)
        except Ended as ended:
            return self.say_ended(call, ended.code)

    return taken


@dataclass(frozen=True, slots=True)
class Filling:
    """Draws the pages of a respondent and takes in their forms. Each step raises `Unknown` for an absent number."""

    respondents: Respondents
    pages: Pages

    @property
    def steps(self) -> Mapping[tuple[str, str], Step]:
        """Every step, by its method and name."""
        return {
            ("GET", ""): self.show_front,
            ("POST", ""): self.begin,
            ("GET", "n"): self.show_statement,
            ("POST", "n"): self.take_answer,
            ("GET", "words"): self.show_words,
            ("POST", "words"): self.take_words,
            ("GET", "look"): self.show_look,
            ("POST", "send"): self.send,
            ("GET", "stop"): self.show_stop,
            ("POST", "stop"): self.stop,
            ("GET", "stopped"): lambda call: self._draw("stopped", call, self._visit(call)),
            ("GET", "thanks"): lambda call: self._draw("thanks", call, self._visit(call)),
        }

    def show_front(self, call: Call) -> Response:
        """Show who asks what and why; or that it is over, and what was done with it."""
        visit = self._visit(call)
        if visit.ended:
            return self._draw("ended", call, visit, code=visit.ended)
        asked = visit.asked
        return self._draw("front", call, visit, asked=asked, minutes=about_minutes(len(asked)))

    @or_ended
    def begin(self, call: Call) -> Response:
        """Begin a draft, and let this phone alone keep its key; go on with the one it has.

        Somebody else on the same phone begins anew: what was filled in before is erased.
        """
        visit = self._visit(call)
        if "anew" in call.form and not visit.link.is_single and not visit.ended:
            self.respondents.stop(call.respondent)
            visit = self._visit(call)
        if visit.draft is not None and not visit.ended:
            return call.go(self._place(visit))
        key = self.respondents.begin(call.respondent)
        left = visit.link.expires - visit.today + timedelta(days=1)
        seconds = int(min(left, _LONGEST_RESUME).total_seconds())
        answer = call.go("/1")
        answer.headers.append("Set-Cookie", _cookie(call, key, seconds))
        return answer

    @or_ended
    def show_statement(self, call: Call) -> Response:
        """Show a statement with what was chosen and written."""
        visit = self._filling(call)
        draft, criterion = visit.draft or Draft(), self._criterion(call, visit)
        opinion = draft.answers.get(criterion)
        return self._ask(call, visit, opinion.answer if opinion else None, draft.remark_at(criterion) or "")

    @or_ended
    def take_answer(self, call: Call) -> Response:
        """Keep an answer and go on, or back; what cannot be kept is shown again as it was typed.

        Whoever goes back need not have chosen yet: what is written already waits there.
        """
        chosen, typed = read_answer(call.form.get("a", "")), call.typed("t")
        remark, fault = read_words(typed)
        if chosen is None and call.leaves and not fault:
            self.respondents.begin_number(call.respondent, call.number, remark)
            return call.leave(_before(call))
        if chosen is None or fault:
            return self._ask_again(call, chosen, typed, fault)
        try:
            visit = self.respondents.answer_number(call.respondent, call.number, Opinion(answer=chosen, remark=remark))
        except Faults:  # the scale has no such answer
            return self._ask_again(call, None, typed, None)
        if call.leaves:
            return call.leave(_before(call))
        is_last = call.number == len(visit.asked)
        return call.go("/look" if call.returns else "/words" if is_last else f"/{call.number + 1}")

    def _ask_again(self, call: Call, chosen: Answer | None, typed: str, fault: str | None) -> Response:
        visit = self._filling(call)
        self._criterion(call, visit)
        return self._ask(call, visit, chosen, typed, choose=chosen is None, fault=fault)

    @or_ended
    def show_words(self, call: Call) -> Response:
        """Show the two fields at the end with what was written."""
        visit = self._filling(call)
        draft = visit.draft
        typed = {"missing": draft.missing or "", "question": draft.question or ""} if draft else {}
        return self._ask_words(call, visit, typed, {})

    @or_ended
    def take_words(self, call: Call) -> Response:
        """Keep what someone misses and asks."""
        visit = self._filling(call)
        typed = {name: call.typed(name) for name in ("missing", "question")}
        read = {name: read_words(text) for name, text in typed.items()}
        if faults := {name: fault for name, (_, fault) in read.items() if fault}:
            return self._ask_words(call, visit, typed, faults)
        visit = self.respondents.say(call.respondent, read["missing"][0], read["question"][0])
        return call.leave(f"/{len(visit.asked)}") if call.leaves else call.go("/look")

    @or_ended
    def show_look(self, call: Call) -> Response:
        """Show everything that was chosen and written, each with a way to change it."""
        return self._look(call, self._filling(call))

    def send(self, call: Call) -> Response:
        """Send the answers; whoever sends again is thanked again, and nothing counts twice."""
        try:
            self.respondents.send(call.respondent)
        except Faults:
            return self._look(call, self._filling(call), 422)
        except Ended as ended:
            is_sent = call.respondent.key and ended.code != "closed" and self._visit(call).draft is None
            return _forget(call, call.go("/thanks")) if is_sent else self.say_ended(call, ended.code)
        return _forget(call, call.go("/thanks"))

    @or_ended
    def show_stop(self, call: Call) -> Response:
        """Ask whether to stop."""
        return self._draw("stop", call, self._filling(call))

    def stop(self, call: Call) -> Response:
        """Forget everything this phone filled in."""
        self.respondents.stop(call.respondent)
        return _forget(call, call.go("/stopped"))

    def say_ended(self, call: Call, code: str) -> Response:
        """Say why nothing can be answered any more, and where things stand."""
        return self._draw("ended", call, self._visit(call), 410, code=code)

    def _visit(self, call: Call) -> Visit:
        visit = self.respondents.visit(call.respondent)
        if visit.link.right is not Right.ANSWER:
            raise Unknown
        return visit

    def _filling(self, call: Call) -> Visit:
        visit = self._visit(call)
        if visit.ended or visit.draft is None:
            raise Ended(visit.ended or "gone")
        return visit

    def _criterion(self, call: Call, visit: Visit) -> str:
        asked = visit.asked
        if call.number > len(asked):
            raise Unknown
        return asked[call.number - 1].id

    def _place(self, visit: Visit) -> str:
        """Where this phone was: the first statement without an answer, or the look over all."""
        asked = [criterion.id for criterion in visit.asked]
        return f"/{asked.index(visit.unanswered[0].id) + 1}" if visit.unanswered else "/look"

    def _ask(
        self,
        call: Call,
        visit: Visit,
        chosen: Answer | None,
        typed: str,
        *,
        choose: bool = False,
        fault: str | None = None,
    ) -> Response:
        check, asked, before = visit.check, visit.asked, call.number - 1
        framework = check.loaded.in_language(_language(call, visit))
        return self._draw(
            "statement",
            call,
            visit,
            422 if choose or fault else 200,
            asked=asked,
            number=call.number,
            done=visit.draft.answers if visit.draft else {},
            minutes=about_minutes(len(asked) - before),
            scale=framework.professional_scale,
            chosen=chosen,
            unsure=UNSURE,
            typed=typed,
            choose=choose,
            fault=self._word(call, visit, fault),
            most=LONGEST_REMARK,
            returns=call.returns,
            action=call.base + call.here,
        )

    def _ask_words(self, call: Call, visit: Visit, typed: Mapping[str, str], faults: Mapping[str, str]) -> Response:
        return self._draw(
            "words",
            call,
            visit,
            422 if faults else 200,
            asked=visit.asked,
            done=visit.draft.answers if visit.draft else {},
            typed=typed,
            faults={name: self._word(call, visit, faults.get(name)) for name in ("missing", "question")},
            most=LONGEST_REMARK,
        )

    def _look(self, call: Call, visit: Visit, status: int = 200) -> Response:
        scale = visit.check.loaded.in_language(_language(call, visit)).professional_scale
        names = {level.level: level.label for level in scale.levels} | {UNSURE: scale.unsure}
        asked, left = visit.asked, visit.unanswered
        return self._draw("look", call, visit, status, asked=asked, names=names, left=left)

    def _word(self, call: Call, visit: Visit, fault: str | None) -> str | None:
        return texts(_language(call, visit))(fault, most=LONGEST_REMARK + 1) if fault else None

    def _draw(self, name: str, call: Call, visit: Visit, status: int = 200, **values: object) -> Response:
        onward = call.base + self._place(visit)
        check, language = visit.check, _language(call, visit)
        given: dict[str, object] = {"base": call.base, "check": check, "draft": visit.draft, "onward": onward}
        given |= {"asker": check.invitation.language, **values}
        given["others"] = list_others(language, check.loaded.languages, lambda other: call.base_in(other) + call.here)
        if language != check.invitation.language:
            given["asked"] = check.statements(language)
        return self.pages.draw(name, language, given, status)


def _language(call: Call, visit: Visit) -> str:
    """The language that the respondent chose, where the statements have it, else that of the invitation."""
    return call.language if call.language in visit.check.loaded.languages else visit.check.invitation.language


def _before(call: Call) -> str:
    """Where "back" leads from a statement: the one before, the first page, or the look over all it was opened from."""
    return "/look" if call.returns else f"/{call.number - 1}" if call.number > 1 else ""


def _cookie(call: Call, key: str, seconds: int) -> str:
    return f"{KEY_COOKIE}={key}; Path={call.root}; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _forget(call: Call, answer: Response) -> Response:
    answer.headers.append("Set-Cookie", _cookie(call, "", 0))
    return answer
