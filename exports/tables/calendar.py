"""Actions that someone took on, as days in a calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from exports.catalogue import Exporter
from exports.phrases import document_texts
from framework.assessing.beside import Commitment
from framework.instrument.model import Criterion
from framework.reporting.report import Report


def render(report: Report, lang: str) -> bytes:
    """Return every action that someone took on, has a day and is not done, as an all-day entry (RFC 5545).

    An entry stays the same one through every file: its UID is made of the ids of its assessment and criterion, never of
    a title; its SEQUENCE is the version, and its stamps are the time, of what was saved last. Of a bare file, which has
    no ids, the UID is made of what the record says it is, and the stamp is the day of the assessment.
    """
    t, title = document_texts(lang), report.assessment.project.title
    calendar = Calendar()
    calendar.add("prodid", "-//Kaderwijzer//NL")
    calendar.add("version", "2.0")
    for criterion, commitment, day in _planned(report):
        event = Event()
        event.add("uid", _uid(report, criterion))
        _stamp(event, report, criterion)
        event.add("dtstart", day)
        if day < date.max:  # without an end it lasts one day
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", t("calendar.summary", title=criterion.title, project=title))
        who = t("calendar.who", who=commitment.who) if commitment.who else ""
        event.add("description", "\n".join(filter(None, (criterion.next_action.text, who))))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def has_content(report: Report) -> bool:
    """Tell whether any action that is not done has a day."""
    return any(True for _ in _planned(report))


def _planned(report: Report) -> Iterator[tuple[Criterion, Commitment, date]]:
    for criterion in report.framework.criteria:
        commitment = report.commitments.get(criterion.id)
        if commitment and commitment.by and not commitment.done:
            yield criterion, commitment, commitment.by


def _uid(report: Report, criterion: Criterion) -> str:
    of = (report.kept.id,) if report.kept else _facts(report)
    return f"{sha256('/'.join((*of, criterion.id)).encode()).hexdigest()[:32]}@kaderwijzer"


def _facts(report: Report) -> tuple[str, ...]:
    record = report.assessment
    return record.framework.id, record.project.title, record.lens, record.moment, record.date.isoformat()


def _stamp(event: Event, report: Report, criterion: Criterion) -> None:
    kept = report.kept.commitments.get(criterion.id) if report.kept else None
    if kept is None:
        event.add("dtstamp", datetime.combine(report.assessment.date, time(), UTC))
        return
    version, at = kept
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", version)


LEAVES_OUT = ("summary", "evidence", "notes", "table_notes", "opinions", "remarks")
EXPORTERS = (Exporter("calendar", "ics", "text/calendar", render, leaves_out=LEAVES_OUT, has_content=has_content),)
