"""Scripted people at the points of an assessment of their own, over the WebSocket that browsers use.

`python -m benchmarks.crowd_streamlit --people 1 10 50 100 --seconds 40`. Everyone thinks for five seconds on average,
chooses a level, and goes on to the next point after every second choice. Aim: the saved mark within 100 ms (p95) with
one person, 300 ms with fifty. Afterwards every answer that was called saved is looked up in the database.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from framework.assessing.record import Moment, Project
from framework.instrument.library import load_library
from framework.use_cases.projects import Projects
from storage.store import SqlStore, open_store
from tests.browser.server import ROOT, Server

ARRIVAL = 0.2  # seconds between one arrival and the next
THINK = 5.0  # seconds on average, between half and one and a half times this
STEPS = 8  # from the first to the last of nine points
PATIENCE = 60  # seconds for one run
_COUNT = re.compile(r'data-count="(\d+)"')


@dataclass
class Screen:
    """What of a page matters to a scripted person: the choice, the way on, the saved mark, and its address."""

    query: str
    opens: str = "punt"
    page: str = ""
    radio: str = ""
    options: list[str] = field(default_factory=list)
    chosen: str | None = None
    buttons: dict[str, str] = field(default_factory=dict)
    saves: int = 0
    kept: dict[str, ForwardMsg] = field(default_factory=dict)

    def take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            message = self.kept[message.ref_hash]
            kind = message.WhichOneof("type")
        elif message.metadata.cacheable:
            self.kept[message.hash] = message
        if kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._take_element(message.delta.new_element)

    def _take_element(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "radio" and element.radio.id.endswith("/choice"):
            radio = element.radio
            self.options = list(radio.options)
            if self.radio != radio.id:  # another point: what is stored there is chosen
                self.radio = radio.id
                self.chosen = self.options[radio.default] if radio.HasField("default") else None
        elif kind == "button" and (name := element.button.id.rpartition("-")[2]) in ("next", "back"):
            self.buttons[name] = element.button.id
        elif kind == "html" and (found := _COUNT.search(element.html.body)):
            self.saves = int(found[1])

    @property
    def point(self) -> str:
        return self.radio.split("/")[-2]


@dataclass
class Person:
    """One of the crowd. `saved` and `drawn` are seconds from a choice to its saved mark and to the end of the run."""

    assessment: str
    dice: random.Random
    measured_from: float = 0.0
    acknowledged: dict[str, int] = field(default_factory=dict)
    saves: int = 0
    saved: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    turned: list[float] = field(default_factory=list)

    async def take_part(self, server: Server, arrives: float, until: float) -> None:
        origin = server.url
        address = f"{origin.replace('http', 'ws', 1)}/_stcore/stream"
        await asyncio.sleep(arrives)
        async with connect(address, origin=origin, subprotocols=["streamlit"], proxy=None, max_size=None) as socket:
            screen = Screen(f"a={self.assessment}")
            await self.run(socket, screen)
            for turn in count():
                await asyncio.sleep(self.dice.uniform(0.5, 1.5) * THINK)
                if perf_counter() > until:
                    return
                if turn % 3 < 2:
                    await self.choose(socket, screen)
                else:  # to the last point of the quick scan, and back to the first
                    way = "next" if turn // 3 % (2 * STEPS) < STEPS else "back"
                    pressed = WidgetState(id=screen.buttons[way], trigger_value=True)
                    self._note(self.turned, await self.run(socket, screen, pressed))

    def _note(self, durations: list[float], duration: float) -> None:
        if perf_counter() > self.measured_from:
            durations.append(duration)

    async def choose(self, socket: ClientConnection, screen: Screen) -> None:
        levels = [n for n in range(4) if screen.options[n] != screen.chosen]
        level = self.dice.choice(levels)
        screen.chosen = screen.options[level]
        before, point = screen.saves, screen.point
        self._note(self.drawn, await self.run(socket, screen))
        if screen.saves == before:
            raise AssertionError(f"{point} was not called saved")
        self.acknowledged[point] = level

    async def run(self, socket: ClientConnection, screen: Screen, pressed: WidgetState | None = None) -> float:
        """Ask for a run as a browser does; return the seconds until it had drawn everything."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = screen.query, screen.page
        if not screen.page:
            state.page_name = screen.opens
        state.cached_message_hashes.extend(screen.kept)
        state.context_info.timezone = "Europe/Amsterdam"
        if screen.chosen is not None:
            state.widget_states.widgets.add(id=screen.radio, string_value=screen.chosen)
        if pressed:
            state.widget_states.widgets.append(pressed)
        saves, start = screen.saves, perf_counter()
        await socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), PATIENCE))
            screen.take(message)
            if screen.saves == saves + 1:
                self._note(self.saved, perf_counter() - start)
                saves += 1
                self.saves += 1
            finished = message.WhichOneof("type") == "script_finished"
            if finished and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return perf_counter() - start


def make_assessments(store: SqlStore, people: int) -> list[str]:
    numbers = count()
    projects = Projects(
        store, load_library(ROOT / "criteria"), lambda: datetime.now(UTC), lambda: f"crowd-{next(numbers)}"
    )
    loaded = next(iter(projects.library))
    details = Project(title="A crowd", document_type=loaded.framework.document_types[0].id)
    return [projects.start(projects.people.local(), details, Moment.PROPOSAL, loaded) for _ in range(people)]


def find_lost(store: SqlStore, crowd: list[Person]) -> list[str]:
    """Every answer that was called saved and is not what is stored, and every save without its event."""
    lost = []
    for person in crowd:
        stream = store.stream(person.assessment)
        for point, level in person.acknowledged.items():
            payload = stream.payload(f"rating/{point}") if stream else None
            lost += [] if payload and payload["level"] == level else [f"{person.assessment} {point}"]
        written = sum(event.key.startswith("rating/") for event in store.events(person.assessment))
        lost += [] if written == person.saves else [f"{person.assessment}: {written} of {person.saves} events"]
    return lost


def tell(name: str, durations: list[float]) -> str:
    ordered = sorted(durations)
    if not ordered:
        return f"{name}: none"
    p50, p95 = (ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000 for share in (50, 95))
    return f"{name} ({len(ordered)}): p50 {p50:.0f}, p95 {p95:.0f}, most {ordered[-1] * 1000:.0f} ms"


async def let_work(process: psutil.Process, server: Server, crowd: list[Person], seconds: float) -> float:
    """Let everyone come in turn and work; return how busy the server was once all had had time to sit down.

    What is measured begins then. Everything before it counts only for what may be lost.
    """
    begin = perf_counter() + ARRIVAL * len(crowd) + THINK
    for person in crowd:
        person.measured_from = begin

    async def watch() -> float:
        await asyncio.sleep(begin - perf_counter())
        before = process.cpu_times()
        await asyncio.sleep(seconds)
        after = process.cpu_times()
        return (after.user + after.system - before.user - before.system) / seconds

    working = (person.take_part(server, n * ARRIVAL, begin + seconds) for n, person in enumerate(crowd))
    busy, *_ = await asyncio.gather(watch(), *working)
    return busy


def measure(people: int, seconds: float) -> list[str]:
    """Let this many people work for a while, tell how it went, and return what was lost."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(data=Path(folder))
        server.start()
        store = open_store({"KADERWIJZER_DATA": folder})
        crowd = [Person(name, random.Random(n)) for n, name in enumerate(make_assessments(store, people))]
        process = psutil.Process(server.process.pid if server.process else None)
        busy = asyncio.run(let_work(process, server, crowd, seconds))
        memory = process.memory_info().rss // 2**20
        lost = find_lost(store, crowd)
        store.engine.dispose()
        server.kill()
    parts = (("to the saved mark", "saved"), ("to the end of the run", "drawn"), ("to the next point", "turned"))
    told = [tell(words, [d for person in crowd for d in getattr(person, name)]) for words, name in parts]
    print(f"{people} people: {'; '.join(told)}; {busy:.0%} of one processor; {memory} MB", flush=True)
    print(f"  {len(lost)} lost {lost[:3]}", flush=True)
    return lost


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, nargs="+", default=[1, 10, 50, 100])
    options.add_argument("--seconds", type=float, default=40)
    chosen = options.parse_args(arguments)
    lost = [each for people in chosen.people for each in measure(people, chosen.seconds)]
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
