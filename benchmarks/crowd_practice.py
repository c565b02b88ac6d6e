"""Three hundred people on one link at the same moment: nothing lost, nothing twice, and how long each waits.

`python -m benchmarks.crowd_practice --people 300`. Each presses "begin", answers nine statements, writes, looks and
sends, as a browser does: a form, and the page it leads to. First with two to five seconds of thought at each page,
then as one burst in which nobody thinks at all. Aim: a form answered within 300 ms (p95) with thought. Afterwards
every answer is looked up in the results of the closed check.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import psutil

from benchmarks.crowd_streamlit import tell
from framework.assessing.beside import Kind, Results
from tests.browser import practice_checks
from tests.browser.server import Server

STATEMENTS = 9
ANSWERS = ("0", "1", "2", "3", "unsure")
THINK = (2.0, 5.0)  # seconds before each press
PATIENCE = 120.0


@dataclass
class Person:
    """One phone with a connection of its own; `presses` and `pages` are seconds to a form's answer and to its page."""

    server: Server
    token: str
    dice: random.Random
    thinks: bool
    cookie: str = ""
    presses: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    given: list[str] = field(default_factory=list)

    async def take_part(self, together: asyncio.Event) -> None:
        await self._connect()
        await together.wait()
        await self._page("GET", f"/p/{self.token}")
        await self._press("")
        for number in range(1, STATEMENTS + 1):
            self.given.append(self.dice.choice(ANSWERS))
            await self._press(f"/{number}", a=self.given[-1], t="")
        await self._press("/words", missing=f"Dit mist {self.dice.random()}", question="")
        assert (await self._press("/send")).endswith("/thanks")
        self.writer.close()

    async def _connect(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.server.port)

    async def _press(self, step: str, **form: str) -> str:
        """Send a form and fetch the page it leads to; return the address of that page."""
        if self.thinks:
            await asyncio.sleep(self.dice.uniform(*THINK))
            self.writer.close()
            await self._connect()  # a server hangs up on whoever thinks, and a browser calls again
        start = perf_counter()
        status, headers = await self._page("POST", f"/p/{self.token}{step}", urlencode(form))
        self.presses.append(perf_counter() - start)
        assert status == 303, (status, step)
        if "set-cookie" in headers:
            self.cookie = headers["set-cookie"].partition(";")[0]
        start = perf_counter()
        status, _ = await self._page("GET", headers["location"])
        self.pages.append(perf_counter() - start)
        assert status == 200, (status, headers["location"])
        return headers["location"]

    async def _page(self, method: str, path: str, body: str = "") -> tuple[int, dict[str, str]]:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.server.port}", f"Origin: {self.server.url}"]
        lines += ["Accept: text/html", "Accept-Encoding: gzip"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join([*lines, "", body]).encode())
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), PATIENCE)).decode("latin-1")
        first, *rest = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers


async def let_answer(crowd: list[Person]) -> None:
    together = asyncio.Event()
    everyone = asyncio.gather(*(person.take_part(together) for person in crowd))
    await asyncio.sleep(2)  # everyone is connected
    together.set()
    await everyone


def find_lost(crowd: list[Person], results: Results) -> list[str]:
    """Every statement whose counts are not what the crowd gave, and every person who is not in it once."""
    lost = [] if results.sent == len(crowd) else [f"{results.sent} of {len(crowd)} sent"]
    lost += [] if len(set(results.missing)) == len(crowd) else [f"{len(set(results.missing))} texts"]
    for place, (criterion, distribution) in enumerate(results.distributions.items()):
        wanted = Counter(person.given[place] for person in crowd)
        found = Counter(
            {str(level): count for level, count in distribution.levels.items()} | {"unsure": distribution.unsure}
        )
        lost += [] if +found == wanted else [criterion]
    return lost if len(results.distributions) == STATEMENTS else [*lost, f"{len(results.distributions)} statements"]


def worked(server: Server) -> float:
    """Seconds that the server kept a core busy since it started."""
    times = psutil.Process(server.process.pid).cpu_times() if server.process else None
    return times.user + times.system if times else 0.0


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=300)
    options.add_argument("--only", choices=["paced", "burst"])
    chosen, everything_lost = options.parse_args(arguments), []
    for name in [chosen.only] if chosen.only else ["paced", "burst"]:
        with tempfile.TemporaryDirectory() as folder:
            server = Server(data=Path(folder))
            server.start()
            opened = practice_checks.open_check(server, Kind.OPEN, people=200)
            crowd = [Person(server, opened.links[0], random.Random(n), name == "paced") for n in range(chosen.people)]
            start, before = perf_counter(), worked(server)
            asyncio.run(let_answer(crowd))
            seconds, work = perf_counter() - start - 2, worked(server) - before
            closed = practice_checks.close(server, opened)
            everything_lost += (lost := find_lost(crowd, closed.results) if closed.results else ["not closed"])
            server.kill()
        parts = [tell(words, [d for person in crowd for d in getattr(person, words)]) for words in ("presses", "pages")]
        parts.append(f"{work * 1000 / sum(2 * len(person.presses) for person in crowd):.1f} ms of one core each")
        print(
            f"{chosen.people} people, {name}, {seconds:.0f} s: {'; '.join(parts)}; {len(lost)} lost {lost[:3]}",
            flush=True,
        )
    return 1 if everything_lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
