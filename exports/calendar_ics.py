"""Actions that someone took on, as days in a calendar."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from exports.catalogue import Exporter
from exports.phrases import document_texts
from framework.reporting.report import Report


def render(report: Report, lang: str) -> bytes:
    """Return every action that is taken on, has a day and is not done, as an all-day entry (RFC 5545).

    The same report always gives the same bytes: the stamp is the day of the assessment.
    """
    t, project = document_texts(lang), report.assessment.project
    stamp = datetime.combine(report.assessment.date, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Kaderwijzer//NL")
    calendar.add("version", "2.0")
    for action in report.actions:
        taken = report.taken.get(action.criterion.id)
        if taken is None or taken.by is None or taken.done:
            continue
        event = Event()
        event.add("uid", sha256(f"{project.title}/{action.criterion.id}".encode()).hexdigest()[:32])
        event.add("dtstamp", stamp)
        event.add("dtstart", taken.by)
        event.add("dtend", taken.by + timedelta(days=1))
        event.add("summary", t("calendar.summary", title=action.criterion.title, project=project.title))
        who = t("calendar.who", who=taken.who) if taken.who else ""
        event.add("description", "\n".join(filter(None, (action.criterion.next_action.text, who))))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


EXPORTERS = (Exporter("calendar", "ics", "text/calendar", render),)
