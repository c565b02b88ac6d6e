"""Which pieces of evidence stand on a screen, and which were taken off it and can be put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st

from framework.use_cases.codec import MOST_EVIDENCE
from ui.shell import address
from ui.shell.fields import Payload

_NEW = "new"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of evidence on a screen: `ids` by the name of their widgets, in the order in which they are shown.

    A piece that this tab made keeps the names of its widgets once it is kept, since another name is another widget.
    `removed` holds what was taken off this screen, the last one last, and `returned` what was put back since: by id,
    with what it said.
    """

    key: str
    ids: dict[str, str]
    removed: dict[str, Payload]
    returned: dict[str, Payload]

    @staticmethod
    def of(key: str, known: Sequence[Payload]) -> "Pieces":
        """The pieces that are known, after those that this screen shows already; at least one, to fill in."""
        parts: dict[str, dict[str, Any]] = st.session_state.setdefault(key, {"ids": {}, "removed": {}, "returned": {}})
        pieces = Pieces(key, **parts)
        known = [piece for piece in known if piece["id"] not in pieces.removed]
        if not pieces.ids:  # a tab that the server forgot names its own pieces in its address
            made = {address.carried(f"{key}/{_NEW}{n}"): f"{_NEW}{n}" for n in range(MOST_EVIDENCE)}
            for piece in known:
                pieces.ids[made.get(piece["id"], str(piece["id"]))] = piece["id"]
        shown = set(pieces.ids.values())
        pieces.ids.update({piece["id"]: piece["id"] for piece in known if piece["id"] not in shown})
        if not pieces.ids:
            pieces.add()
        for slot, identifier in pieces.ids.items():
            if slot.startswith(_NEW):
                address.carry(f"{key}/{slot}", identifier)
        return pieces

    def add(self) -> None:
        """Make room for one more, with an id of its own."""
        slot = next(f"{_NEW}{n}" for n in range(10 * MOST_EVIDENCE) if f"{_NEW}{n}" not in self.ids)
        self.ids[slot] = uuid4().hex[:16]

    def remove(self, identifier: str, piece: Payload) -> None:
        """Take a piece off this screen: it is no part any more of what is typed."""
        self.drop(identifier)
        self.removed[identifier] = piece

    def put_back(self) -> str:
        """Show what was removed last again; return its id."""
        identifier, piece = self.removed.popitem()
        self.returned[identifier] = piece
        self.ids[identifier] = identifier
        return identifier

    def show(self, identifier: str) -> None:
        """Let a piece that came from elsewhere be shown, also one that was removed here."""
        self.removed.pop(identifier, None)

    def drop(self, identifier: str) -> None:
        """Stop showing a piece: it was removed elsewhere."""
        for slot in [slot for slot, held in self.ids.items() if held == identifier]:
            del self.ids[slot]
