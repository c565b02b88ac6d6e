"""What can go wrong between a person and the store, done on purpose, with a book of everything that was acknowledged.

`python -m tests.browser.losses --events 200` is the long run; `test_nothing_lost.py` holds a short one.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, sync_playwright

from storage.store import open_store
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.proxy import Wire
from tests.browser.researcher import Researcher
from tests.browser.server import Server

POINTS = (
    "start.praktijkvraag",
    "start.samen_opzetten",
    "start.beoogd_gebruik",
    "uitvoering.rol_professionals",
    "uitvoering.belasting",
)


@dataclass
class Book:
    """Every answer that a screen called saved, and what the store says of it."""

    server: Server
    assessment: str
    acknowledged: dict[str, int] = field(default_factory=dict)

    def stored(self) -> dict[str, int]:
        store = open_store({"KADERWIJZER_DATA": str(self.server.data)})
        stream = store.stream(self.assessment)
        entries = {key: stream.payload(f"rating/{key}") or {} for key in self.acknowledged} if stream else {}
        store.engine.dispose()
        return {key: payload["level"] for key, payload in entries.items() if "level" in payload}

    def lost(self) -> dict[str, int]:
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
        point = self.dice.choice(POINTS)
        level = self.dice.choice([n for n in range(4) if n != self.book.acknowledged.get(point)])
        self.person.open(f"/punt?a={self.book.assessment}&p={point}")
        if not self.person.option(level).locator("input").is_checked():
            self.person.choose(level)
        self.book.acknowledged[point] = level

    def refresh(self) -> None:
        self.answer()
        self.person.page.reload()
        self.person.settle()

    def go_back(self) -> None:
        self.answer()
        self.person.page.go_back()
        self.person.settle()

    def cut(self) -> None:
        """Lose the connection for a moment after an answer, and answer again once it is back."""
        self.answer()
        self.wire.cut()
        self.wire.mend()
        self.answer()

    def restart(self) -> None:
        self.answer()
        self.server.stop()
        self.server.start()

    def kill(self) -> None:
        """Kill the server without a word, right after the answer was called saved."""
        self.answer()
        self.server.kill()
        self.server.start()

    def second_tab(self) -> None:
        """Change the point in a second tab; the first one then tries to write over it with what it knew."""
        self.answer()
        page = self.person.page
        here = urlsplit(page.url)
        point = parse_qs(here.query).get("p", [POINTS[0]])[0]
        other = Researcher(page.context.new_page(), self.person.url).open(
            f"{here.path}?a={self.book.assessment}&p={point}"
        )
        mine = self.book.acknowledged.get(point)
        level = self.dice.choice([n for n in range(4) if n != mine])
        other.choose(level)
        self.book.acknowledged[point] = level
        stale = self.dice.choice([n for n in range(4) if n not in (level, mine)])
        self.person.option(stale).click()
        self.person.page.get_by_role("alert").first.wait_for()
        other.page.close()

    @property
    def troubles(self) -> list:
        return [self.refresh, self.go_back, self.cut, self.second_tab, self.restart, self.kill]


def open_trouble(page: Page, server: Server, wire: Wire, seed: int) -> Trouble:
    person = Researcher(page, wire.url).open().begin()
    assessment = parse_qs(urlsplit(page.url).query)["a"][0]
    return Trouble(person, server, wire, Book(server, assessment), random.Random(seed))


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--events", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(data=Path(folder))
        server.start()
        wire = Wire(server.port)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
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
        browser.close()
        wire.close()
        server.kill()
    print(f"{sum(counts.values())} events {dict(counts)}: {lost} acknowledged answers lost")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
