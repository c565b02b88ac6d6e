"""Whether the application works: for those who run it."""

import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from framework.use_cases.projects import Projects
from web.door.reach import HEALTH


def health_routes(projects: Projects) -> list[Route]:
    """Return the route that says 200 while the store answers, 503 when it does not."""

    def check_store(_: Request) -> Response:  # plain: it waits for the store, in a thread of its own
        try:
            projects.is_well()
        except Exception:
            logging.getLogger("kaderwijzer").exception("the store does not answer")
            return PlainTextResponse("unavailable", 503)
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})

    return [Route(HEALTH, check_store)]
