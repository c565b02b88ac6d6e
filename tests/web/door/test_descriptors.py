"""The limit of open files is raised as far as the system lets us; what may wait keeps to a quarter of it."""

import types

import pytest

from web.door import descriptors
from web.door.descriptors import raise_limit, share_for_waiting

ENDLESS = -1


class System(types.SimpleNamespace):
    """The limits of a process as `resource` shows them, on a system that may refuse."""

    RLIMIT_NOFILE, RLIM_INFINITY = 7, ENDLESS

    def getrlimit(self, _: int) -> tuple[int, int]:
        return self.limits

    def setrlimit(self, _: int, limits: tuple[int, int]) -> None:
        if self.refuses:
            raise ValueError("current limit exceeds maximum limit")
        self.limits = limits


@pytest.mark.parametrize(
    ("limits", "refuses", "found", "after"),
    [
        ((1_024, 1_048_576), False, 4_096, (4_096, 1_048_576)),
        ((256, ENDLESS), False, 4_096, (4_096, ENDLESS)),
        ((256, ENDLESS), True, 256, (256, ENDLESS)),
        ((1_024, 2_000), False, 2_000, (2_000, 2_000)),
        ((20_000, 20_000), True, 20_000, (20_000, 20_000)),
        ((ENDLESS, ENDLESS), True, None, (ENDLESS, ENDLESS)),
    ],
    ids=["raised", "raised without an end", "refused", "raised to the most", "enough", "endless"],
)
def test_limit_is_raised_as_far_as_it_may(
    limits: tuple[int, int],
    refuses: bool,
    found: int | None,
    after: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system = System(limits=limits, refuses=refuses)
    monkeypatch.setattr(descriptors, "resource", system)
    assert raise_limit(4_096) == found
    assert system.limits == after


def test_system_without_such_a_limit_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "resource", None)
    assert raise_limit(4_096) is None


@pytest.mark.parametrize(("limit", "share"), [(None, 256), (4_096, 256), (1_024, 256), (1_000, 250), (64, 16), (2, 1)])
def test_connections_that_wait_get_a_quarter_at_most(limit: int | None, share: int) -> None:
    assert share_for_waiting(limit, 256) == share
