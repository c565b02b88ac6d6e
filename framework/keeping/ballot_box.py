"""The ballot box of a practice check: links, drafts still being filled in, and answers that were sent.

Nothing in it ties an answer to a person: no name, address, time or order. A store keeps links and keys as hashes,
and answers so that nobody who reads the database can read them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from framework.keeping.streams import Payload

PAPER = "paper."
"""How the key begins of a paper form that is being copied: nobody is filling in a phone."""

MOST_EMPTY = 2_000
"""How many drafts without any answer of one check stay at least: the last that were begun; never over twice as many."""


class Right(StrEnum):
    """What a link lets its holder do: answer, or lead a group."""

    ANSWER = "answer"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a check, known by the token in it. `is_single`: for one person, so that it answers once."""

    check: str
    right: Right
    expires: date
    is_single: bool = False
    is_used: bool = False
    is_revoked: bool = False


class Emptied(NamedTuple):
    """What was taken out of the box: the answers, and how many more were damaged and cannot be read."""

    ballots: tuple[Payload, ...]
    unreadable: int = 0


class BallotBox(Protocol):
    """What the practice check asks of a store. Tokens and keys are given raw here and are kept as hashes."""

    def issue(self, tokens: Sequence[str], link: Link) -> None:
        """Keep a link for each token."""
        ...

    def link(self, token: str) -> Link | None:
        """Return the link of a token; nothing where there never was one (or its check was erased)."""
        ...

    def links(self, check: str) -> tuple[Link, ...]:
        """Return the links of a check, in no order."""
        ...

    def revoke(self, check: str, right: Right) -> None:
        """Let nobody answer or lead by the links of a check that give `right` from now on."""
        ...

    def keep(self, check: str, tokens: Payload) -> None:
        """Keep the tokens of the links of a check, closed as answers are, in place of those of before."""
        ...

    def kept(self, check: str) -> Payload | None:
        """Return the tokens that are kept; nothing once the answers were taken out, or under another key."""
        ...

    def begin(self, check: str, key: str, most: int = MOST_EMPTY) -> None:
        """Keep an empty draft under a key that only its respondent holds, and drop old ones that nothing came into.

        An empty draft outlives the next `most` that are begun, and there are never more than twice as many. What holds
        a word, and a paper form, always stays.
        """
        ...

    def mark(self, check: str, key: str) -> bool:
        """Remember a key for as long as the check is open; tell whether it is new. A mark is no draft."""
        ...

    def begun(self, check: str) -> int:
        """Return how many drafts there are: begun on a phone (see `PAPER`), and neither sent nor stopped."""
        ...

    def draft(self, check: str, key: str) -> Payload | None:
        """Return the draft of a key; nothing where there is none (never begun, sent, or stopped)."""
        ...

    def change(self, check: str, key: str, change: Callable[[Payload], Payload]) -> Payload | None:
        """Replace a draft by what `change` makes of it, in one step; return that, or nothing without a draft."""
        ...

    def drop(self, check: str, key: str) -> bool:
        """Forget a draft with its key; tell whether it was there."""
        ...

    def drop_begun(self, check: str) -> None:
        """Forget every draft that was begun on a phone, so that none of them can be sent; see `begun`."""
        ...

    def use(self, token: str) -> bool:
        """Mark a link for one person as used; tell whether it was still unused."""
        ...

    def cast(self, check: str, ballot: Payload) -> str:
        """Put answers in the box; return their place in it, which tells nothing of whose or when they are."""
        ...

    def take_back(self, check: str, place: str) -> Payload | None:
        """Take the answers at a place out of the box and return them; nothing where none lie there (any more)."""
        ...

    def sent(self, check: str) -> int:
        """Return how many put their answers in the box."""
        ...

    def empty(self, check: str) -> Emptied:
        """Take all answers out, in no order, and forget them, every draft and the tokens of the check."""
        ...

    def erase(self, check: str) -> None:
        """Forget everything about a check, its links included."""
        ...
