"""How often one may come: counted for a stretch of time, by a name that cannot be repeated, and forgotten."""

import pytest

from web.door.limits import Limit, Limits


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("name", "most", "seconds"),
    [("links", 20_000, 60), ("phones", 150, 60), ("beginnings", 1_000, 600), ("strangers", 60, 60)],
)
def test_each_limit_lets_in_as_many_as_it_says_until_its_stretch_is_over(name: str, most: int, seconds: int) -> None:
    clock = Seconds()
    limit = getattr(Limits(clock), name)
    assert [limit.wait("a") for _ in range(most)] == [0] * most
    assert limit.wait("a") == seconds + 1
    assert limit.wait("b") == 0
    clock.now = seconds - 1
    assert limit.wait("a") == 2  # one second is left, and one to be sure
    clock.now = seconds
    assert limit.wait("a") == 0


def test_limit_forgets_whom_it_counted() -> None:
    clock = Seconds()
    limit = Limit("strangers", 1, 60, clock)
    memory = limit._memory.storage
    assert (limit.wait("10.0.0.9"), limit.wait("10.0.0.9"), limit.wait("10.0.0.8")) == (0, 61, 0)
    first = set(memory._counts)
    assert len(first) == 2
    assert "10.0.0" not in repr((vars(limit), vars(memory)))
    clock.now = 61
    assert (limit.wait("10.0.0.9"), len(memory._counts), len(memory._ends)) == (0, 1, 1)
    assert not first & set(memory._counts)  # nor can two stretches be laid beside each other


def test_link_of_half_characters_is_counted_too() -> None:
    assert Limit("links", 1, 60, Seconds()).wait("\ud800") == 0
