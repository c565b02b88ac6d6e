"""The screen of a group: first how many have sent, then once and for good how the answers lie, to talk about."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.responses import Response

from exports.documents.cards.talk import talk_cards_pdf
from exports.drawing.qr import qr_uri
from framework.assessing.beside import (
    CROWD,
    DISCLOSURE_THRESHOLD,
    LONGEST_REMARK,
    MOST_PEOPLE,
    Distribution,
    TableNotes,
)
from framework.errors import Ended, Stale, TooFew, Unavailable, Unknown
from framework.instrument.model import Criterion
from framework.keeping.merging import Merged, compare
from framework.language.texts import texts
from framework.practice.talk import pick_topics
from framework.use_cases.check import Check
from framework.use_cases.codec import TABLE_NOTES, dump, load, merge_entry
from framework.use_cases.respondents import Respondents
from web.pages import PRIVATE, ROOT, Pages
from web.practice.calls import Call, Step, read_words

_SECONDS = 5  # between two counts
_FIELDS, _BASE = ("heard", "changes"), "base_"
_MOST_TRIES = 5  # of a save that others are faster than
Payload = dict[str, Any]
_MOST_LARGE, _MOST_MIDDLE = 6, 24  # squares in a column that still fit a screen at that size


@dataclass(frozen=True, slots=True)
class Column:
    """The people who gave one answer; `place` counts the levels from 0, and is absent for "I do not know"."""

    label: str
    people: int
    place: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Draws the pages of whoever leads and takes in their forms. What is not there yet, or no longer, is `Unknown`."""

    respondents: Respondents
    pages: Pages
    public_url: str | None = None  # where people take part

    @property
    def steps(self) -> Mapping[tuple[str, str], Step]:
        """Every step, by its method and name."""
        return {
            ("GET", ""): self.show_screen,
            ("GET", "count"): self.show_count,
            ("GET", "still"): self.show_still,
            ("GET", "cards"): self.send_cards,
            ("GET", "reveal"): self.show_reveal,
            ("POST", "reveal"): self.reveal,
            ("GET", "n"): self.show_statement,
            ("GET", "n/notes"): self.show_notes,
            ("POST", "n/notes"): self.take_notes,
        }

    def show_screen(self, call: Call) -> Response:
        """Show how to take part and how many have sent; once revealed, what there is to talk about."""
        check = self.respondents.lead(call.respondent)
        if check.results is None:
            return self._wait(call, check)
        asked = check.statements()
        numbers = {criterion.id: number for number, criterion in enumerate(asked, 1)}
        return self._draw("overview", call, check, talk=pick_topics(check.results, asked), numbers=numbers)

    def show_still(self, call: Call) -> Response:
        """Show the same screen with a count that stands still, for whoever is disturbed by one that does not."""
        check = self.respondents.lead(call.respondent)
        return call.go() if check.results else self._wait(call, check, is_still=True)

    def _wait(self, call: Call, check: Check, *, is_still: bool = False) -> Response:
        code = self.respondents.join_code(call.respondent)
        join = f"{self.public_url.rstrip('/')}{ROOT}/{code}" if self.public_url and code else None
        qr = qr_uri(join) if join else None
        return self._draw("waiting", call, check, is_still=is_still, join=join, qr=qr)

    def show_count(self, call: Call) -> Response:
        """Show how many have sent and nothing else; a browser asks again by itself until everybody has."""
        check = self.respondents.lead(call.respondent)
        is_over = check.results is not None or check.sent >= (check.invitation.people or MOST_PEOPLE)
        answer = self._draw("count", call, check)
        if not is_over:
            answer.headers["Refresh"] = str(_SECONDS)
        return answer

    def send_cards(self, call: Call) -> Response:
        """Send cards to print, for as few people as there are, or for whoever has no phone."""
        check = self.respondents.lead(call.respondent)
        language, ask = check.invitation.language, partial(self.respondents.practice.questions, check)
        cards = talk_cards_pdf(check.framework(), check.project_title, check.statements(), ask, language)
        return Response(cards, media_type="application/pdf", headers=PRIVATE)

    def show_reveal(self, call: Call) -> Response:
        """Ask whether everyone is ready: it is done once and for good. With too few, say so."""
        check = self.respondents.lead(call.respondent)
        if check.results:
            return call.go()
        return self._draw("reveal", call, check, is_enough=check.sent >= DISCLOSURE_THRESHOLD)

    def reveal(self, call: Call) -> Response:
        """Show the answers from now on; where there are too few, or they are shown already, the screen says so."""
        try:
            self.respondents.reveal(call.respondent)
        except (TooFew, Ended):
            return call.go()
        return call.go("/1")

    def show_statement(self, call: Call) -> Response:
        """Show how the answers to one statement lie, and what to talk about."""
        check = self._revealed(call)
        criterion = _criterion(call, check)
        distribution = check.results.distributions.get(criterion.id) if check.results else None
        agreement = check.results.nearly_all.get(criterion.id) if check.results else None
        columns = _columns(check, distribution) if distribution else []
        most = max((column.people for column in columns), default=0)
        size = "large" if most <= _MOST_LARGE else "middle" if most <= _MOST_MIDDLE else "small"
        return self._draw(
            "distribution",
            call,
            check,
            statement=criterion.professional_statement,
            distribution=distribution,
            agreement=agreement,
            crowd=CROWD,
            columns=columns,
            size=size,
            questions=self.respondents.practice.questions(check, criterion.id),
            is_noted=criterion.id in check.table_notes,
        )

    def show_notes(self, call: Call) -> Response:
        """Show what the table heard of a statement, to be written."""
        check = self._revealed(call)
        criterion = _criterion(call, check)
        return self._write(call, check, criterion, _stored(check, criterion))

    def take_notes(self, call: Call) -> Response:
        """Keep what the table heard, with what somebody else wrote meanwhile; of what both wrote, show both."""
        check = self._revealed(call)
        criterion = _criterion(call, check)
        typed = {name: call.typed(name) for name in _FIELDS}
        if faults := {name: fault for name, text in typed.items() if (fault := read_words(text)[1])}:
            return self._write(call, check, criterion, typed, faults=faults)
        mine = dump(load(TableNotes, typed))
        for _ in range(_MOST_TRIES):
            key, theirs = TABLE_NOTES + criterion.id, _stored(check, criterion)
            merged = _merge(call, key, check.stream.version(key), mine, theirs)
            if merged.conflicts:
                return self._write(call, check, criterion, typed, merged=merged)
            if merged.payload == theirs and check.stream.version(key):
                break
            notes = load(TableNotes, merged.payload)
            with suppress(Stale):
                self.respondents.keep_table_notes(call.respondent, criterion.id, notes, check.stream.version(key))
                break
            check = self._revealed(call)
        else:
            raise Unavailable("busy")  # so the page says that it was not kept
        return call.go(f"/{call.number}")

    def _write(
        self,
        call: Call,
        check: Check,
        criterion: Criterion,
        typed: Payload,
        *,
        faults: Mapping[str, str] | None = None,
        merged: Merged | None = None,
    ) -> Response:
        word = partial(texts(check.invitation.language), most=LONGEST_REMARK + 1)
        if faults:
            base = {name: call.typed(_BASE + name) for name in _FIELDS if _BASE + name in call.form}
        else:
            base = dict.fromkeys(_FIELDS, "") | _stored(check, criterion)
        version = call.form.get("version", "") if faults else check.stream.version(TABLE_NOTES + criterion.id)
        return self._draw(
            "notes",
            call,
            check,
            422 if faults else 409 if merged else 200,
            statement=criterion.professional_statement,
            typed=typed | dict(merged.keep_mine or {}) if merged else typed,
            known_texts={_BASE + name: text for name, text in base.items()},
            faults={name: word(faults[name]) if faults and name in faults else None for name in _FIELDS},
            merged=merged,
            version=version,
            most=LONGEST_REMARK,
        )

    def _revealed(self, call: Call) -> Check:
        check = self.respondents.lead(call.respondent)
        if check.results is None:
            raise Unknown
        return check

    def _draw(self, name: str, call: Call, check: Check, status: int = 200, **values: object) -> Response:
        given = {"base": call.base, "check": check, "asked": check.statements(), "number": call.number} | values
        return self.pages.draw(name, check.invitation.language, given, status)


def _stored(check: Check, criterion: Criterion) -> Payload:
    return dump(check.table_notes.get(criterion.id, TableNotes()))


def _merge(call: Call, key: str, version: int, mine: Payload, theirs: Payload) -> Merged:
    """What this screen wrote over what it showed, which it brings along, beside what stands there now.

    What the screen does not ask for stays as it is.
    """
    others = {name: value for name, value in theirs.items() if name not in _FIELDS}
    mine = others | {name: mine[name] for name in _FIELDS if name in mine}
    if all(_BASE + name in call.form for name in _FIELDS):
        base = {name: words for name in _FIELDS if (words := read_words(call.typed(_BASE + name))[0])}
        return merge_entry(key, others | base, mine, theirs)
    if call.form.get("version") == str(version):
        return merge_entry(key, theirs, mine, theirs)
    return compare(mine, theirs)


def _criterion(call: Call, check: Check) -> Criterion:
    asked = check.statements()
    if call.number > len(asked):
        raise Unknown
    return asked[call.number - 1]


def _columns(check: Check, distribution: Distribution) -> list[Column]:
    scale = check.loaded.in_language(check.invitation.language).professional_scale
    columns = [Column(level.label, distribution.levels[level.level], place) for place, level in enumerate(scale.levels)]
    return [*columns, Column(scale.unsure, distribution.unsure, None)]
