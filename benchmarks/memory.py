"""What a server holds in memory after many people came and went: `python -m benchmarks.memory`.

A real server, and people over the WebSocket that browsers use, a few at the same time. Everyone opens a point of an
assessment, chooses a level, sees it saved, and goes; every fourth also opens the page with files and takes one along,
of each kind in turn. Aim: after 2,000 sessions and 500 files the resident memory of the server is within 10 % of what
it was once warmed up, after 200 sessions and 50 files. One look says little, for they go up and down by a tenth: what
counts is the median of the looks in the second half; the last look is told beside it.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import DeferredFileResponsePayload, ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.crowd_streamlit import PATIENCE, Person, Screen, find_lost, make_assessments
from storage.store import open_store
from tests.browser.server import Server

AT_ONCE = 4
EXPORTS = 4  # every how many sessions one takes a file along
MOST = 1.10
LOOKS = 10  # the first of them after the warm-up
TRIES = 20


@dataclass
class Files(Screen):
    """The page with files: what each button makes."""

    files: list[tuple[str, str]] = field(default_factory=list)
    session: str = ""

    def take(self, message: ForwardMsg) -> None:
        super().take(message)
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id

    def _take_element(self, element) -> None:
        if element.WhichOneof("type") == "download_button":
            button = element.download_button
            self.files.append((button.id.rpartition("-")[2], button.deferred_file_id))
        super()._take_element(element)


@dataclass
class Visits:
    """Everyone who came, and what they took along."""

    server: Server
    people: list[Person]
    taken: Counter[str] = field(default_factory=Counter)
    gone: int = 0

    async def come(self, first: int, last: int) -> None:
        numbers = iter(range(first, last))

        async def one_after_another() -> None:
            for number in numbers:
                await self._visit(number)

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))

    async def _visit(self, number: int) -> None:
        person = self.people[number % len(self.people)]
        async with self._connect() as socket:
            screen = Screen(f"a={person.assessment}")
            await person.run(socket, screen)
            await person.choose(socket, screen)
        if number % EXPORTS == 0:
            async with self._connect() as socket:
                await self._take_along(socket, person, number // EXPORTS)

    def _connect(self):
        address = f"{self.server.url.replace('http', 'ws', 1)}/_stcore/stream"
        return connect(address, origin=self.server.url, subprotocols=["streamlit"], proxy=None, max_size=None)

    async def _take_along(self, socket: ClientConnection, person: Person, number: int) -> None:
        screen = Files(f"a={person.assessment}", "meenemen")
        await person.run(socket, screen)
        name, identifier = screen.files[number % len(screen.files)]
        for _ in range(TRIES):
            made = await self._make(socket, screen.session, identifier)
            status, _, body = await asyncio.to_thread(self.server.request, "GET", made.url)
            if status == 200 and body:
                self.taken[name] += 1
                return
            self.gone += 1  # Streamlit throws a file away once two others were drawn since it was made
        raise AssertionError(f"{name}: {status}")

    async def _make(self, socket: ClientConnection, session: str, identifier: str) -> DeferredFileResponsePayload:
        asked = BackMsg()
        request = asked.backend_operation_request
        request.request_id, request.session_id, request.deferred_file.file_id = identifier, session, identifier
        await socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), PATIENCE))
            if message.WhichOneof("type") == "backend_operation_response":
                return message.backend_operation_response.deferred_file


async def look(visits: Visits, process: psutil.Process, sessions: int) -> list[int]:
    """Let all come, and return the resident bytes of the server after each tenth of them."""
    found = list[int]()
    for number in range(LOOKS):
        await visits.come(sessions * number // LOOKS, sessions * (number + 1) // LOOKS)
        found.append(process.memory_info().rss)
        taken = visits.taken.total()
        print(f"{sessions * (number + 1) // LOOKS} sessions, {taken} files: {found[-1] / 2**20:.1f} MB", flush=True)
    return found


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--sessions", type=int, default=2_000)
    options.add_argument("--people", type=int, default=200)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(data=Path(folder))
        server.start()
        store = open_store({"KADERWIJZER_DATA": folder})
        names = make_assessments(store, chosen.people)
        visits = Visits(server, [Person(name, random.Random(n)) for n, name in enumerate(names)])
        process = psutil.Process(server.process.pid if server.process else None)
        found = asyncio.run(look(visits, process, chosen.sessions))
        lost = find_lost(store, visits.people)
        store.close()
        server.kill()
    grown, last = median(found[LOOKS // 2 :]) / found[0], found[-1] / found[0]
    print(f"{grown:.3f} times what it was warmed up, {last:.3f} at the end; {len(lost)} answers lost {lost[:3]}")
    print(f"files {dict(visits.taken)}, asked for again {visits.gone} times")
    return 1 if lost or grown > MOST else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
