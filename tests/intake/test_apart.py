"""A large record is read in a process of its own, with the outcome of any other."""

import json
from threading import BoundedSemaphore

import pytest

from framework.errors import Faults
from framework.instrument.library import Library
from intake import apart
from intake.apart import read_upload
from intake.record_file import MOST_VALUES, parse_record
from tests.framework.strategies import shipped

LIBRARY = Library([shipped()])
RECORD = {
    "record": "kaderwijzer/assessment/1",
    "framework": {"id": "afwegingskader", "version": shipped().framework.version},
    "project": {"title": "Proef", "document_type": "full_proposal"},
    "lens": "self",
    "scope": "full",
    "moment": "proposal",
    "date": "2026-11-22",
}
QUOTES = [{"quote": f"{n} " + "woord " * 3_000} for n in range(50)]
RATINGS = {c.id: {"level": 2, "evidence": QUOTES} for c in shipped().framework.criteria[:5]}


def as_json(**changes: object) -> bytes:
    return json.dumps({**RECORD, **changes}).encode()


@pytest.fixture
def never_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file that is read in this very process fails."""
    monkeypatch.setattr(apart, "parse_record", None)


@pytest.mark.usefixtures("never_here")
def test_large_record_reads_as_it_would_here() -> None:
    raw = as_json(ratings=RATINGS)
    assert len(raw) > apart.SMALL
    record, loaded = read_upload(raw, "groot.json", LIBRARY)
    assert (record, loaded) == parse_record(raw, "groot.json", LIBRARY)


@pytest.mark.usefixtures("never_here")
def test_large_record_has_the_faults_it_would_have_here() -> None:
    ratings = {**RATINGS, "start.praktijkvraag": {"level": 7}, "start.nergens": {"level": 1}}
    raw = as_json(ratings=ratings)
    with pytest.raises(Faults) as here:
        parse_record(raw, "groot.json", LIBRARY)
    with pytest.raises(Faults) as there:
        read_upload(raw, "groot.json", LIBRARY)
    assert there.value.faults == here.value.faults
    assert len(there.value.faults) == 2


@pytest.mark.usefixtures("never_here")
@pytest.mark.parametrize("end", ["too late", "broken off", "no process", "no room"])
def test_large_record_that_takes_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, end: str
) -> None:
    if end == "too late":
        monkeypatch.setattr(apart, "LONGEST", 0.01)
    elif end == "no process":
        monkeypatch.setattr("sys.executable", "/nowhere/python")
    elif end == "no room":
        monkeypatch.setattr(apart, "LONGEST", 0.01)
        monkeypatch.setattr(apart, "_ROOMS", BoundedSemaphore(1))
        apart._ROOMS.acquire()  # pyright: ignore[reportPrivateUsage]
    else:
        monkeypatch.setenv("PYTHONMALLOC", "no such allocator")  # it ends before it has read a thing
    with pytest.raises(Faults) as refused:
        read_upload(as_json(ratings=RATINGS), "groot.json", LIBRARY)
    assert [fault.code for fault in refused.value.faults] == ["too_heavy"]
    reasons = {"too late": "TimeoutExpired", "broken off": "CalledProcessError", "no process": "FileNotFoundError"}
    said = [reasons[end]] if end in reasons else []
    assert [line.rpartition(" ")[2] for line in caplog.messages] == said


def test_small_record_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_read_apart", None)
    assert read_upload(as_json(ratings={}), "klein.json", LIBRARY)[0].project.title == "Proef"


@pytest.mark.parametrize("part", [b"[],", b"1,", b'{"a":', b'"a","b",'])
def test_values_beyond_what_a_record_holds_are_counted_before_they_are_made(part: bytes) -> None:
    raw = b'{"ratings":[' + part * (MOST_VALUES + 1)
    with pytest.raises(Faults) as refused:
        parse_record(raw, "x.json", LIBRARY)
    assert [(fault.code, fault.details["max_length"]) for fault in refused.value.faults] == [("too_many", MOST_VALUES)]


@pytest.mark.parametrize("escape", [rb"\\", rb"\u0061", b"\\\n"])
def test_values_behind_a_text_full_of_escapes_are_counted_too(escape: bytes) -> None:
    raw = b'["' + escape * 100_001 + b'",' + b"{}," * (MOST_VALUES + 1)
    with pytest.raises(Faults) as refused:
        parse_record(raw, "x.json", LIBRARY)
    assert [fault.code for fault in refused.value.faults] == ["too_many"]


def test_signs_inside_a_text_are_no_values() -> None:
    words = '[{,:"\\' * 3_000
    ratings = {"start.praktijkvraag": {"level": 2, "evidence": [{"quote": words} for _ in range(50)]}}
    record, _ = parse_record(as_json(ratings=ratings), "x.json", LIBRARY)
    assert len(record.ratings["start.praktijkvraag"].model_dump()["evidence"]) == 50
