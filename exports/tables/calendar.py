"""Actions that someone took on, as days in a calendar."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from exports.catalogue import Exporter
from exports.phrases import document_texts
from framework.reporting.report import Report


def render(report: Report, lang: str) -> bytes:
    """Return every action that someone took on, has a day and is not done, as an all-day entry (RFC 5545).

    The same report always gives the same bytes: the stamp is the day of the assessment.
    """
    t, project = document_texts(lang), report.assessment.project
    stamp = datetime.combine(report.assessment.date, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Kaderwijzer//NL")
    calendar.add("version", "2.0")
    for action in report.actions:
        commitment = report.commitments.get(action.criterion.id)
        if commitment is None or commitment.by is None or commitment.done:
            continue
        event = Event()
        event.add("uid", sha256(f"{project.title}/{action.criterion.id}".encode()).hexdigest()[:32])
        event.add("dtstamp", stamp)
        event.add("dtstart", commitment.by)
        event.add("dtend", commitment.by + timedelta(days=1))
        event.add("summary", t("calendar.summary", title=action.criterion.title, project=project.title))
        who = t("calendar.who", who=commitment.who) if commitment.who else ""
        event.add("description", "\n".join(filter(None, (action.criterion.next_action.text, who))))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


EXPORTERS = (Exporter("calendar", "ics", "text/calendar", render),)
