"""A process of its own that writes: `python -m tests.storage.writer TASK URL ...`. What it prints was kept first."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import make_url

from framework.errors import Stale
from framework.keeping.events import Change
from storage.engine import make_engine
from storage.store import SqlStore
from tests.storage.databases import act


def keep_writing(store: SqlStore) -> None:
    """One new entry after another, for ever."""
    number = 0
    while True:
        store.apply("a", [Change(f"rating/{number}", {"n": number}, 0), Change("latest", {"n": number}, number)], act())
        print(number, flush=True)
        number += 1


def count(store: SqlStore, times: str) -> None:
    """Add one to the shared count, `times` times; whoever is late reads again."""
    for _ in range(int(times)):
        while True:
            stream = store.stream("a")
            assert stream
            now = stream.payload("count") or {"n": 0}
            try:
                store.apply("a", [Change("count", {"n": now["n"] + 1}, stream.version("count"))], act())
            except Stale:
                continue
            break
    print("done", flush=True)


def pace(store: SqlStore, first: str, writers: str, times: str, pause: str) -> None:
    """As many people as `writers`, each with an assessment of their own, save with a pause; print every duration."""

    def write(name: str) -> list[float]:
        durations: list[float] = []
        for number in range(int(times)):
            time.sleep(float(pause))
            begun = time.perf_counter()
            store.apply(
                name,
                [Change("rating/x", {"level": 2, "note": "Zie r. 3."}, number)],
                act(person=name, identifier=f"{name} {number}"),
            )
            durations.append(time.perf_counter() - begun)
        return durations

    with ThreadPoolExecutor(int(writers)) as people:
        for durations in people.map(write, [f"a{int(first) + n}" for n in range(int(writers))]):
            print(*durations, flush=True)


if __name__ == "__main__":
    task, url, *arguments = sys.argv[1:]
    {"keep_writing": keep_writing, "count": count, "pace": pace}[task](SqlStore(make_engine(make_url(url))), *arguments)
