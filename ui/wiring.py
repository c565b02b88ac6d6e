"""What the composition root hands to the screens, so that they import neither it nor storage."""

from collections.abc import Callable
from typing import Protocol

from framework.service import Service

Save = Callable[[str], object]


class Drafts(Protocol):
    """Takes what was typed last when a page is left, and hands it to the `save` that was kept for it."""

    route: str

    def keep(self, session: str, field: str, save: Save) -> None:
        """Remember how to save a field of a session."""
        ...


class _Wires:
    service: Service | None = None
    drafts: Drafts | None = None


def set_service(service: Service, drafts: Drafts | None = None) -> None:
    """Hand over the service of this process; without `drafts` nothing is taken in when a page is left."""
    _Wires.service, _Wires.drafts = service, drafts


def get_service() -> Service:
    """Return the service of this process; raises `RuntimeError` where none was set: a mistake of ours."""
    if _Wires.service is None:
        raise RuntimeError("set_service comes first")
    return _Wires.service


def get_drafts() -> Drafts | None:
    """Return what takes in the last words of a page, where there is such a thing."""
    return _Wires.drafts
