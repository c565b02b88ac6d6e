"""Writes down every address that the Python it starts with binds or connects to: one JSON list a line.

With `LOG_REQUESTS` the server logs every request too, as uvicorn does where nobody asks it to be silent; with
`READ_REQUESTS_BY` it reads them as uvicorn can too, such as by `h11`. With `MOST_FILES` no more of them may be open.

Python imports a module of this name at start, where it stands on `PYTHONPATH`. No part of the product knows of it.
"""

import json
import os
import sys

# what asks for a name or an address, and where in its arguments that stands
_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.bind": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}

if target := os.environ.get("WATCHED_SOCKETS"):
    log = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def _write_down(event: str, arguments: tuple[object, ...]) -> None:
        if event in _EVENTS:
            address = arguments[_EVENTS[event]]
            host = address[0] if isinstance(address, tuple) else address
            os.write(log, json.dumps([event, str(host)]).encode() + b"\n")

    sys.addaudithook(_write_down)

if most := os.environ.get("MOST_FILES"):
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (int(most), int(most)))

wanted: dict[str, object] = {}
if os.environ.get("LOG_REQUESTS"):
    wanted["access_log"] = True
if reader := os.environ.get("READ_REQUESTS_BY"):
    wanted["http"] = reader

if wanted:
    import uvicorn

    class _Other(uvicorn.Config):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **{**options, **wanted})  # type: ignore[arg-type]

    uvicorn.Config = _Other  # type: ignore[misc]
