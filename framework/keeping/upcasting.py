"""Payloads of earlier programs, brought to the form of today when they are read: one function for each step.

A payload is stored with the number of its form (`schema`) and never rewritten. Whoever changes the form of any payload
raises `SCHEMA` by one and adds the step from the number before; a database of every released form is kept as a test.
"""

from collections.abc import Callable, Mapping

from framework.errors import Unavailable
from framework.keeping.streams import Payload, StreamKind

SCHEMA = 1
"""The form in which payloads are written now."""

Step = Callable[[StreamKind, str, Payload], Payload]
"""From the kind of a stream, the key of an entry (or `head`) and a payload of one form to that of the next form."""

STEPS: Mapping[int, Step] = {}
"""The step from each earlier form to the next, by the number of the earlier one."""


def upcast(
    kind: StreamKind,
    key: str,
    payload: Payload | None,
    schema: int,
    *,
    to: int = SCHEMA,
    steps: Mapping[int, Step] = STEPS,
) -> Payload | None:
    """Return `payload`, written in the form `schema`, in the form `to`; an absent one stays absent.

    Raises `Unavailable` (ahead) for a form of a newer program: nobody here knows what it says.
    """
    if not 1 <= schema <= to:
        raise Unavailable("ahead", found=schema)
    for number in range(schema, to):
        payload = None if payload is None else steps[number](kind, key, payload)
    return payload
