"""The health check tells whether the store answers, and nothing else."""

import logging
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette

from framework.errors import Unavailable
from framework.instrument.library import Library
from framework.keeping.memory import MemoryStore
from framework.keeping.streams import Stream
from framework.use_cases.projects import Projects
from tests.web.asgi import ask
from web.door.health import health_routes


class BrokenStore(MemoryStore):
    """A store that is not there."""

    def stream(self, identifier: str) -> Stream | None:
        raise Unavailable("busy")


@pytest.mark.parametrize(("store", "status"), [(MemoryStore(), 200), (BrokenStore(), 503)])
def test_health_is_that_of_the_store(store: MemoryStore, status: int, caplog: pytest.LogCaptureFixture) -> None:
    projects = Projects(store, Library([]), lambda: datetime.now(UTC), lambda: "id")
    with caplog.at_level(logging.CRITICAL):
        answer = ask(Starlette(routes=list(health_routes(projects))), "/healthz")
    assert answer.status == status
    assert len(answer.body) < 20
