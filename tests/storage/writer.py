"""A process of its own that writes: `python -m tests.storage.writer TASK URL ...`. What it prints was kept first."""

import sys
import time

from sqlalchemy import make_url

from framework.store import Change, Stale
from storage.engine import make_engine
from storage.store import SqlStore
from tests.storage.databases import START


def keep_writing(store: SqlStore) -> None:
    """One new entry after another, for ever."""
    number = 0
    while True:
        store.apply(
            "a", [Change(f"rating/{number}", {"n": number}, 0), Change("latest", {"n": number}, number)], START, "eva"
        )
        print(number, flush=True)
        number += 1


def count(store: SqlStore, times: str) -> None:
    """Add one to the shared count, `times` times; who is late reads again."""
    for _ in range(int(times)):
        while True:
            stream = store.stream("a")
            assert stream
            now = stream.payload("count") or {"n": 0}
            try:
                store.apply("a", [Change("count", {"n": now["n"] + 1}, stream.version("count"))], START, "eva")
            except Stale:
                continue
            break
    print("done", flush=True)


def pace(store: SqlStore, name: str, times: str, pause: str) -> None:
    """Save `times` answers of one's own with a pause between them; print how long each took, in seconds."""
    for number in range(int(times)):
        begun = time.perf_counter()
        store.apply("a", [Change(f"rating/{name}", {"n": number}, number)], START, name)
        print(time.perf_counter() - begun, flush=True)
        time.sleep(float(pause))


if __name__ == "__main__":
    task, url, *arguments = sys.argv[1:]
    {"keep_writing": keep_writing, "count": count, "pace": pace}[task](SqlStore(make_engine(make_url(url))), *arguments)
