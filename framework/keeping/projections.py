"""Projections: what is slow to derive from events, kept beside them. Never a source; `doctor` derives them anew.

The one there is now: the *pace* at which each person goes from one rating to the next.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import cast

from framework.keeping.events import Event
from framework.keeping.streams import Payload

LONGEST_PAUSE = timedelta(minutes=10)
MOST_STEPS = 50
FEWEST_STEPS = 3
_RATING = "rating/"
_PACE = "pace/"


def projection_of(event: Event) -> str | None:
    """Return the name of the projection of its stream that `event` moves on; nothing where it moves none."""
    return _PACE + event.act.person if event.key.startswith(_RATING) and event.act.person else None


def project(held: Payload | None, event: Event) -> Payload:
    """Return the projection `held` after `event`.

    A pace holds the key and the time of the last change, and the last fifty steps in seconds: the time between
    changes of different ratings, without pauses of over ten minutes and without what was taken in all at once.
    """
    steps = list(cast(list[float], held["steps"])) if held else []
    if held and held["key"] != event.key:
        step = event.act.at - datetime.fromisoformat(held["at"])
        if timedelta() < step <= LONGEST_PAUSE:
            steps.append(step.total_seconds())
    return {"key": event.key, "at": event.act.at.isoformat(), "steps": steps[-MOST_STEPS:]}


def project_all(events: Iterable[Event]) -> dict[str, Payload]:
    """Return every projection of a stream, derived anew from all of its `events`."""
    found = dict[str, Payload]()
    for event in events:
        if name := projection_of(event):
            found[name] = project(found.get(name), event)
    return found


def pace_of(person: str) -> str:
    """Return the name of the projection that holds a person's pace."""
    return _PACE + person


def count_steps(moments: Iterable[datetime]) -> int:
    """Return how many steps lie between changes of different ratings at `moments`, as a pace counts them."""
    in_order = sorted(moments)
    return sum(timedelta() < after - before <= LONGEST_PAUSE for before, after in pairwise(in_order))


def minutes_left(pace: Payload | None, unanswered: int, latest: int = MOST_STEPS) -> int | None:
    """Return how many minutes the unanswered points will take at the pace of the `latest` steps, at least 1.

    It is the median step times the number of points. Nothing comes back before three steps, or when nothing is left:
    it is measured, not guessed. House rule.
    """
    steps = cast(list[float], pace["steps"])[-latest:] if pace and latest else []
    if unanswered == 0 or len(steps) < FEWEST_STEPS:
        return None
    return max(1, round(median(steps) * unanswered / 60))
