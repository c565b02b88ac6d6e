"""A pace is measured, for each person: the time between changes of different ratings, without pauses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from framework.keeping.events import Event
from framework.keeping.projections import MOST_STEPS, minutes_left, pace_of, project_all, projection_of
from tests.storage.databases import START, act


def changed(*moments: tuple[str, float]) -> list[Event]:
    """Changes of ratings at so many seconds from the start."""
    return [
        Event("a", place, f"rating/{key}", place, {}, act(START + timedelta(seconds=seconds)))
        for place, (key, seconds) in enumerate(moments, 1)
    ]


PACES = [
    # steps 60, 120 and 90 s; median 90 s; 6 left: 540 s is 9 minutes
    ([("a", 0), ("b", 60), ("c", 180), ("d", 270)], 6, 9),
    # typing on in the same criterion is no step: a to b 60, b (last at 100) to c 80, c to d 90; median 80; 3 left: 4
    ([("a", 0), ("b", 60), ("b", 80), ("b", 100), ("c", 180), ("d", 270)], 3, 4),
    # a pause of 20 minutes is no step, one of exactly ten is: 600, 60, 60; median 60; 5 left: 5 minutes
    ([("a", 0), ("b", 600), ("c", 1800), ("d", 1860), ("e", 1920)], 5, 5),
    # two steps are no pace yet
    ([("a", 0), ("b", 60), ("c", 120)], 6, None),
    # what was read from a file all at once tells nothing of a pace
    ([("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)], 6, None),
    # nor does it drag the pace down: 60, 60 and 60 s; 2 left: 2 minutes
    ([("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 60), ("f", 120), ("g", 180)], 2, 2),
    # a clock that was set back makes no step: 60, 60, (-300), 60
    ([("a", 0), ("b", 60), ("c", 120), ("d", -180), ("e", -120)], 4, 4),
    # two seconds a point is still a minute to a person
    ([("a", 0), ("b", 2), ("c", 4), ("d", 6)], 3, 1),
    ([("a", 0), ("b", 60), ("c", 180), ("d", 270)], 0, None),
    ([], 9, None),
]


@pytest.mark.parametrize(("moments", "left", "minutes"), PACES)
def test_minutes_left_are_measured(moments: list[tuple[str, float]], left: int, minutes: int | None) -> None:
    pace = project_all(changed(*moments)).get(pace_of("eva"))
    assert minutes_left(pace, left) == minutes


def test_other_entries_are_not_part_of_the_pace() -> None:
    events = changed(("a", 0), ("b", 60), ("c", 120), ("d", 180))
    others = [Event("a", 9, "commitment/x", 1, {}, act(START + timedelta(seconds=s))) for s in range(0, 180, 7)]
    together = sorted([*events, *others], key=lambda event: event.act.at)
    assert project_all(together) == project_all(events)


def test_pace_is_that_of_one_person() -> None:
    events = changed(("a", 0), ("b", 60), ("c", 120), ("d", 180))
    jan = [replace(event, act=replace(event.act, person="jan")) for event in changed(("x", 30), ("y", 90))]
    both = project_all(sorted([*events, *jan], key=lambda event: event.act.at))
    assert both == project_all(events) | project_all(jan)
    assert set(both) == {"pace/eva", "pace/jan"}


def test_change_by_nobody_moves_no_pace() -> None:
    assert projection_of(Event("a", 1, "rating/x", 1, {}, act(person=""))) is None


def test_pace_forgets_steps_of_long_ago() -> None:
    # sixty steps of a minute, then fifty of ten seconds: the minutes are forgotten; 6 left: 60 s is one minute
    moments = [*(60 * n for n in range(61)), *(3600 + 10 * n for n in range(1, 51))]
    pace = project_all(changed(*((str(n), at) for n, at in enumerate(moments)))).get(pace_of("eva"))
    assert pace
    assert pace["steps"] == [10.0] * MOST_STEPS
    assert minutes_left(pace, 6) == 1
