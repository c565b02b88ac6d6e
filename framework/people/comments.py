"""What a team says to each other about a criterion: threads of comments, which never leave the team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. One that was taken away has no text; its place stays, so that what answered it can be understood."""

    id: str
    author: str
    at: datetime
    text: str | None
    version: int
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment on a criterion and what was said to it, oldest first; its `id` is that of the first."""

    id: str
    criterion: str
    comments: tuple[Comment, ...]
    is_resolved: bool = False
    version: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether everything in it was taken away."""
        return all(comment.text is None for comment in self.comments)


def count_open(threads: Sequence[Thread]) -> Mapping[str, int]:
    """Return how many threads are open on each criterion that has any."""
    counts = dict[str, int]()
    for thread in threads:
        if not thread.is_resolved:
            counts[thread.criterion] = counts.get(thread.criterion, 0) + 1
    return counts
