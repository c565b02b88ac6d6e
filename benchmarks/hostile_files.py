"""How long somebody else waits while one person reads in a file that was made to be heavy.

    python -m benchmarks.hostile_files

Another thread wakes every millisecond; the longest it was kept from doing so is what anybody's page would wait.
"""

import json
import time
from collections.abc import Iterator
from threading import Event, Thread

from framework.errors import Faults
from framework.instrument.library import Library
from intake.apart import read_upload
from tests.framework.strategies import shipped

LIBRARY = Library([shipped()])
RECORD = {
    "record": "kaderwijzer/assessment/1",
    "framework": {"id": shipped().framework.id, "version": shipped().framework.version},
    "project": {"title": "x", "document_type": "full_proposal"},
    "lens": "self",
    "scope": "full",
    "moment": "proposal",
    "date": "2026-11-22",
}
CRITERIA = [criterion.id for criterion in shipped().framework.criteria]


def record(ratings: object) -> bytes:
    return json.dumps({**RECORD, "ratings": ratings}).encode()


def files() -> Iterator[tuple[str, str, bytes]]:
    """Each file by what it is, its name, and its bytes; the greatest stay just below what may be uploaded."""
    full = {"level": 2, "evidence": [{"quote": "woord " * 3_000, "location": "p. 1"}] * 20}
    yield "numbers, 4 MB", "x.json", b"[" + b"1," * 2_000_000 + b"1]"
    yield "empty lists, 60 MB", "x.json", b"[" + b"[]," * 20_000_000 + b"1]"
    yield "small mappings, 250 kB", "x.json", b"[" + b"{}," * 83_000 + b"1]"
    yield "one text, 100 MB", "x.json", b'{"a":"' + b"x" * 100_000_000 + b'"}'
    yield "one key, 100 MB", "x.json", b'{"' + b"x" * 100_000_000 + b'":1}'
    yield "escapes, 96 MB", "x.json", b'{"a":"' + rb"\u0061" * 16_000_000 + b'"}'
    yield "texts, 99 MB", "x.json", b"[" + b",".join([b'"' + b"y" * 90_000 + b'"'] * 1_100) + b"]"
    yield "bad ratings, 10 MB", "x.json", record({f"a.b{n}": {"level": 9} for n in range(400_000)})
    yield "evidence without end, 10 MB", "x.json", record({CRITERIA[0]: {"evidence": [{"quote": "a"}] * 600_000}})
    yield "dense evidence, 64 kB", "x.json", record({CRITERIA[0]: {"level": 2, "evidence": [1] * 21_000}})
    yield "honest and full, 9 MB", "x.json", record(dict.fromkeys(CRITERIA, full))
    yield "YAML, 250 kB", "x.yaml", b"".join([b"ratings:\n", *(b"  a%d: {level: 2}\n" % n for n in range(11_500))])
    yield "YAML, 900 kB", "x.yaml", b"".join([b"ratings:\n", *(b"  a%d: {level: 2}\n" % n for n in range(43_000))])


def watch(done: Event, waits: list[float]) -> None:
    last = time.perf_counter()
    while not done.is_set():
        time.sleep(0.001)
        now = time.perf_counter()
        waits.append(now - last)
        last = now


def main() -> None:
    for what, name, raw in files():
        done, waits = Event(), list[float]()
        other = Thread(target=watch, args=(done, waits))
        other.start()
        began = time.perf_counter()
        try:
            read_upload(raw, name, LIBRARY)
            outcome = "read"
        except Faults as found:
            outcome = ", ".join(dict.fromkeys(fault.code for fault in found.faults))
        took = time.perf_counter() - began
        done.set()
        other.join()
        print(f"{what:28} {took:6.2f} s, longest wait {max(waits) * 1000:4.0f} ms: {outcome}", flush=True)


if __name__ == "__main__":
    main()
