"""Which projects a person has, the one changed last first, a few at a time; which of them hold the words one seeks."""

import logging
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from framework.errors import Faults
from framework.keeping.store import Store
from framework.keeping.streams import Payload, Stream, StreamKind
from framework.use_cases.codec import DETAILS
from framework.use_cases.dossier import Dossier
from framework.use_cases.reading import BROKEN

_log = logging.getLogger("kaderwijzer")
_SOUGHT = ("title", "organisation")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A project that cannot be read as it is kept: `id` is for whoever can help; its title, where that can be read."""

    id: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of the projects that a person has: `found` of the `matching` ones that hold the words sought, of `total`."""

    found: tuple[Dossier | Unreadable, ...]
    matching: int
    total: int

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The latest assessment of each that can be read."""
        return tuple(each for each in self.found if isinstance(each, Dossier))


def list_projects(
    store: Store, person: str, read: Callable[[Stream, Stream], Dossier], *, words: str, first: int, most: int | None
) -> Listed:
    """Return those of a person's projects that hold every one of `words`, from the `first` (from 0) on, at most `most`.

    `read` makes the dossier of an assessment and its project. One that cannot be read hides no other. House rule.
    """
    every: Sequence[str] = store.roots_of(person, StreamKind.PROJECT)
    matching = every
    if sought := _fold(words).split():
        held = store.held_by_roots(person, StreamKind.PROJECT, DETAILS)
        matching = [root for root in every if _holds(held.get(root, {}), sought)]
    wanted = matching[first : None if most is None else first + most]
    found = (_find(store, root, read) for root in wanted)
    return Listed(tuple(each for each in found if each), len(matching), len(every))


def _find(store: Store, root: str, read: Callable[[Stream, Stream], Dossier]) -> Dossier | Unreadable | None:
    """The latest assessment of a project, or that it cannot be read; nothing where it was erased just now."""
    title = None
    try:
        project = store.stream(root)
        if project is None:
            return None
        title = _text(project.payload(DETAILS) or {}, "title")
        assessments = store.children(root, StreamKind.ASSESSMENT)
        return read(assessments[-1], project) if assessments else None
    except (Faults, *BROKEN) as error:
        _log.error("project %s cannot be read: %s", root, type(error).__name__)
        return Unreadable(root, title)


def _holds(details: Payload, sought: Sequence[str]) -> bool:
    text = " ".join(_folded(details))
    return all(word in text for word in sought)


def _folded(details: Mapping[str, object]) -> Iterator[str]:
    return (_fold(_text(details, name) or "") for name in _SOUGHT)


def _text(details: Mapping[str, object], name: str) -> str | None:
    held = details.get(name)
    return held if isinstance(held, str) else None


def _fold(text: str) -> str:
    """A text without capitals and accents, as people type what they seek."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))
