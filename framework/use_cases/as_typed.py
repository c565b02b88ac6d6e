"""Words in a field with a rule: what they mean counts, and what means nothing yet is kept as it was typed.

As it was typed stands beside the last value that was sound, which goes on counting; no record and no file holds it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from framework.assessing.beside import Commitment
from framework.errors import NotWhole
from framework.instrument.kinds import cleaned
from framework.instrument.model import Part
from framework.keeping.streams import Payload
from framework.language.days import read_day
from framework.use_cases.codec import AS_TYPED, COMMITMENT, DETAILS, SETTING, Details, Setting, dump, load

_LONGEST = 2_000
Typed = Annotated[str, StringConstraints(max_length=_LONGEST), AfterValidator(cleaned(_LONGEST))]
Read = Callable[[str], str | None]
"""What a text says, as a payload holds it: empty where it says nothing and may, nothing where it breaks the rule."""


class KeptDetails(Details):
    """The facts of a project, with what was typed and is none yet."""

    as_typed: dict[str, Typed] | None = None


class KeptSetting(Setting):
    """The setting of an assessment, with what was typed and is none yet."""

    as_typed: dict[str, Typed] | None = None


class KeptCommitment(Commitment):
    """An action that someone took on, as it is kept: one that was put back keeps its words for the next time."""

    as_typed: dict[str, Typed] | None = None
    put_back: bool | None = None


def _read_title(text: str) -> str | None:
    try:
        return load(Details, {"title": text}).title
    except NotWhole:
        return None


def _read_day(text: str) -> str | None:
    day = read_day(text)
    return day.isoformat() if isinstance(day, date) else None


def _read_any_day(text: str) -> str | None:
    return _read_day(text) if text.strip() else ""


_KEPT: Mapping[str, tuple[type[Part], Mapping[str, Read]]] = {
    DETAILS: (KeptDetails, {"title": _read_title}),
    SETTING: (KeptSetting, {"date": _read_day}),
    COMMITMENT: (KeptCommitment, {"by": _read_any_day}),
}


def read_typed(key: str, payload: Payload) -> dict[str, Any]:
    """Return the payload of the entry of `key` as it would be kept: what was typed counts once its rule allows it.

    Raises `NotWhole` for what cannot be kept at all. House rule (DESIGN section 10).
    """
    kind, reads = next(held for prefix, held in _KEPT.items() if key.startswith(prefix))
    read, unread = dict(payload), dict[str, str]()
    typed: Mapping[str, str] = read.pop(AS_TYPED, None) or {}
    for name, text in typed.items():
        value = reads[name](text)
        if value is None:
            unread[name] = text
        elif value:
            read[name] = value
        else:
            read.pop(name, None)
    return dump(load(kind, read | ({AS_TYPED: unread} if unread else {})))
