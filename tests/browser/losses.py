"""What can go wrong between a person and the store, done on purpose, with a book of everything that was acknowledged.

`python -m tests.browser.losses --events 200` is the long run, `--database postgresql` the same on a PostgreSQL of its
own; `test_nothing_lost.py` holds a short one. Two processes on one database: see `tests/storage/losses.py`.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

from storage.store import open_store
from tests.browser.chromium import open_browser
from tests.browser.proxy import Wire
from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan
from tests.browser.server import Server
from tests.storage.databases import run_postgresql

POINTS = (
    "start.praktijkvraag",
    "start.samen_opzetten",
    "start.beoogd_gebruik",
    "uitvoering.rol_professionals",
    "uitvoering.belasting",
)


@dataclass
class Book:
    """Every answer that a screen called saved, and what the store says of it: a level, or the note at `point/note`."""

    server: Server
    assessment: str
    acknowledged: dict[str, int | str] = field(default_factory=dict)

    def stored(self) -> dict[str, int | str]:
        store = open_store(self.server.where)
        stream, found = store.stream(self.assessment), {}
        for key in self.acknowledged:
            point, _, part = key.partition("/")
            payload = stream.payload(f"rating/{point}") or {} if stream else {}
            found |= {key: payload[part or "level"]} if (part or "level") in payload else {}
        store.engine.dispose()
        return found

    def lost(self) -> dict[str, int | str]:
        """What was acknowledged and is not in the store."""
        stored = self.stored()
        return {key: level for key, level in self.acknowledged.items() if stored.get(key) != level}


@dataclass
class Trouble:
    """A person who goes on answering while everything around fails. `wire` stands between browser and server."""

    person: Researcher
    server: Server
    wire: Wire
    book: Book
    dice: random.Random

    def answer(self) -> None:
        """Choose another level at some point, and write down that it was acknowledged."""
        level = self._another(self._come_to_a_point())
        if not self.person.option(level).locator("input").is_checked():
            self.person.choose(level)
        self.book.acknowledged[self.point] = level

    def go_on(self) -> None:
        """Choose again without drawing the page anew: what stands on the screen is all that the server gets."""
        level = self._another(self.point)
        self.person.option(level).click()
        expect(self.person.page.locator(".kw-rail .now .kw-sq.now")).to_have_text(str(level))
        self.book.acknowledged[self.point] = level

    def write(self) -> None:
        """Type a note, and write it down before any screen calls it saved: words count from when they are typed."""
        self._come_to_a_point()
        words = f"{self.dice.getrandbits(64):x}"
        self.person.unfold().get_by_label(self.person.t("ui.point.note")).fill(words)
        self.book.acknowledged[f"{self.point}/note"] = words

    @property
    def point(self) -> str:
        """The point that this tab is at."""
        return named(self.person.page, "p")

    def _come_to_a_point(self) -> str:
        point = self.dice.choice(POINTS)
        self.person.open(f"/punt?a={self.book.assessment}&p={point}")
        return point

    def _another(self, point: str, *others: int) -> int:
        return self.dice.choice([n for n in range(4) if n != self.book.acknowledged.get(point) and n not in others])

    def refresh(self) -> None:
        self.answer()
        self._reload()

    def last_words(self) -> None:
        """Leave the page in the very second in which something was typed."""
        self.write()
        self._reload()

    def _reload(self) -> None:
        self.person.page.reload()
        self.person.settle()

    def go_back(self) -> None:
        self.answer()
        self.person.page.go_back()
        self.person.settle()

    def cut(self) -> None:
        """Lose the connection for a moment after an answer, and go on where one was."""
        self.answer()
        self.wire.cut()
        self.wire.mend()
        self.go_on()

    def cut_words(self) -> None:
        """Lose the connection in the very second in which something was typed, and touch nothing any more."""
        self.write()
        before = self.person.saves
        self.wire.cut()
        self.wire.mend()
        self.person.wait_for_save(before)

    def restart(self) -> None:
        self.answer()
        self.server.stop()
        self.server.serve()
        self.go_on()

    def kill(self) -> None:
        """Kill the server without a word, right after the answer was called saved."""
        self.answer()
        self.server.kill()
        self.server.serve()
        self.go_on()

    def second_tab(self) -> None:
        """Change the point in a second tab; the first one then tries to write over it with what it knew."""
        self.answer()
        page = self.person.page
        other = Researcher(page.context.new_page(), self.person.url)
        other.open(f"/punt?a={self.book.assessment}&p={self.point}")
        level = self._another(self.point)
        stale = self._another(self.point, level)
        other.choose(level)
        self.book.acknowledged[self.point] = level
        self.person.option(stale).click()
        self.person.page.get_by_role("alert").first.wait_for()
        other.page.close()

    @property
    def troubles(self) -> list:
        events = [self.refresh, self.go_back, self.second_tab, self.cut, self.restart, self.kill]
        return [*events, self.last_words, self.cut_words]


def open_trouble(page: Page, server: Server, wire: Wire, seed: int) -> Trouble:
    query = begin_scan(server)
    person = Researcher(page, wire.url).open(f"/punt?{query}")
    return Trouble(person, server, wire, Book(server, query.removeprefix("a=")), random.Random(seed))


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--events", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    chosen = options.parse_args(arguments)
    with ExitStack() as stack:
        folder, settings = stack.enter_context(tempfile.TemporaryDirectory()), dict[str, str]()
        if chosen.database == "postgresql":
            url = stack.enter_context(run_postgresql("browser"))
            settings["KADERWIJZER_DATABASE"] = url.render_as_string(hide_password=False)
        browser = stack.enter_context(open_browser())
        server = Server(data=Path(folder), settings=settings)
        server.start()
        wire = Wire(server.port)
        page = browser.new_context().new_page()  # a second tab comes beside it
        page.set_default_timeout(45_000)
        trouble, counts, lost = open_trouble(page, server, wire, chosen.seed), Counter(), 0
        for number in range(chosen.events):
            act = trouble.troubles[number % len(trouble.troubles)]
            act()
            counts[act.__name__] += 1
            if missing := trouble.book.lost():
                lost += len(missing)
                print(f"event {number + 1} ({act.__name__}): lost {missing}")
                trouble.book.acknowledged = trouble.book.stored()
        wire.close()
        server.kill()
    print(f"{sum(counts.values())} events {dict(counts)}: {lost} acknowledged answers lost")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
