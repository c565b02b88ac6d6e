"""The form that a page sends back: read as far as it may be, never further."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 65_536  # bytes that are kept; the longest honest form is some 20 kB
_PATIENCE = 4 * 1_048_576  # bytes that are read and dropped, so that a browser gets to read the answer
_MOST_FIELDS = 20
_KIND = "application/x-www-form-urlencoded"


class TooLarge(Exception):
    """The form is larger than `LARGEST`; nothing of it was kept."""


class Unreadable(Exception):
    """This is not a form as a page sends it."""


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of a form, the last one of a name; raises `TooLarge`, `Unreadable`."""
    body, seen = bytearray(), 0
    async for part in request.stream():
        seen += len(part)
        if seen <= LARGEST:
            body += part
        elif seen > _PATIENCE:
            break
    if seen > LARGEST:
        raise TooLarge
    return parse_form(bytes(body), request.headers.get("content-type", ""))


def parse_form(body: bytes, kind: str) -> Mapping[str, str]:
    """Return the fields of `body`; half characters become the replacement character. Raises `Unreadable`."""
    if not body:
        return {}
    if kind.partition(";")[0].strip().lower() != _KIND:
        raise Unreadable
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise Unreadable from error
