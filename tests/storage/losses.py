"""Two processes that save in one database while everything around them fails, and a book of all they acknowledged.

`python -m tests.storage.losses --events 1000` is the long run, on SQLite and on PostgreSQL (on Linux); `test_losses.py`
holds a short one. The seed says which troubles come and which words are saved; how two processes meet is up to the
machine.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from tests.storage.databases import open_sqlite, run_postgresql
from tests.storage.server_troubles import OwnServerTrouble
from tests.storage.troubles import FileTrouble, Trouble

EVERY = 50  # events, after which the book is compared


@contextmanager
def open_trouble(kind: type[Trouble], url: URL, seed: int) -> Generator[Trouble]:
    trouble = kind(url, random.Random(seed))
    trouble.begin()
    try:
        yield trouble
    finally:
        trouble.close()


def go_through(trouble: Trouble, events: int) -> list[object]:
    """Let so many troubles come, every kind as often as the others; return what is wrong afterwards."""
    coming = list[Callable[[Trouble], None]]()
    for number in range(events):
        if not coming:
            coming = trouble.dice.sample(trouble.troubles, len(trouble.troubles))
        trouble.counts[coming[-1].__name__] += 1
        coming.pop()(trouble)
        if number % EVERY == EVERY - 1 and (found := trouble.faults()):
            return [f"after event {number + 1}", *found]
    return trouble.faults()


@contextmanager
def _open_file() -> Generator[URL]:
    with tempfile.TemporaryDirectory() as folder, open_sqlite(Path(folder) / "x.sqlite3") as store:
        yield store.engine.url


DATABASES = {
    "sqlite": (FileTrouble, _open_file),
    "postgresql": (OwnServerTrouble, lambda: run_postgresql("losses")),
}


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--events", type=int, default=1_000, help="on each database")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--databases", choices=DATABASES, nargs="+", default=list(DATABASES))
    chosen, wrong = options.parse_args(arguments), 0
    for name in chosen.databases:
        kind, open_database = DATABASES[name]
        with open_database() as url, open_trouble(kind, url, chosen.seed) as trouble:
            found = go_through(trouble, chosen.events)
        wrong += len(found)
        print(f"{name}: {trouble.counts.total()} events {dict(trouble.counts)}")
        print(f"  {len(trouble.book.acknowledged)} acknowledged, refused {dict(trouble.book.refused)}")
        print(f"  {len(found)} lost or wrong {found[:3]}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
