"""The frameworks that are known, by id and version; the one place that answers "which framework is this?"."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from framework.errors import Fault, Faults
from framework.instrument.hashing import ALGORITHMS, algorithm_of
from framework.instrument.loader import HEAD_FILE, LoadedFramework, load_framework
from framework.instrument.questions import NO_QUESTIONS, Questions
from framework.instrument.wordings import NO_WORDINGS, Wordings


class Library:
    """Known frameworks. The same id and version always means the same content."""

    def __init__(self, frameworks: Iterable[LoadedFramework]) -> None:
        """Hold `frameworks`; raises `Faults` when two share id and version but not their content."""
        self._known: dict[tuple[str, str], LoadedFramework] = {}
        for loaded in frameworks:
            key = (loaded.framework.id, loaded.framework.version)
            other = self._known.setdefault(key, loaded)
            if other.content_hash != loaded.content_hash:
                raise Faults([Fault("same_version_other_content", {"id": key[0], "version": key[1]})])

    def __iter__(self) -> Iterator[LoadedFramework]:
        """Yield every framework, in the order in which they were given."""
        return iter(self._known.values())

    def find(self, identifier: str, version: str, content_hash: str | None = None) -> LoadedFramework:
        """Return the framework a record names.

        Raises `Faults`: an unknown id (which ids are known), an unknown version (which versions are), other content,
        or a hash that cannot be compared because nothing here can take it.
        """
        versions = [known for name, known in self._known if name == identifier]
        details: dict[str, object] = {"id": identifier, "version": version, "known": ", ".join(versions)}
        if not versions:
            known = ", ".join(f"{name} {number}" for name, number in self._known) or "-"
            raise Faults([Fault("unknown_framework", {"id": identifier, "known": known}, where="framework, id")])
        loaded = self._known.get((identifier, version))
        if loaded is None:
            raise Faults([Fault("unknown_version", details, where="framework, version")])
        if content_hash is None or loaded.is_pinned_by(content_hash):
            return loaded
        algorithm = algorithm_of(content_hash)
        if algorithm not in ALGORITHMS:
            known = {"found": algorithm, "known": ", ".join(ALGORITHMS)}
            raise Faults([Fault("unknown_hash_algorithm", known, where="framework, content_hash")])
        details["hash"] = loaded.content_hashes[algorithm]
        raise Faults([Fault("other_content", details, where="framework, content_hash")])

    def questions(self, identifier: str) -> Questions:
        """Return the questions for a question table of the framework with that id: of the version given last.

        They stand beside a framework, so they serve older versions too (ids never change meaning). An unknown id, or
        a framework without questions, has none. House rule.
        """
        found = [loaded.questions for loaded in self if loaded.framework.id == identifier]
        return found[-1] if found else NO_QUESTIONS

    def wordings(self, identifier: str) -> Wordings:
        """Return the statements for each stage of the framework with that id: of the version given last; see above."""
        found = [loaded.wordings for loaded in self if loaded.framework.id == identifier]
        return found[-1] if found else NO_WORDINGS


def framework_folders(folder: Path) -> tuple[Path, ...]:
    """Return every folder in `folder` that holds a framework, by name."""
    return tuple(sorted(path.parent for path in folder.glob(f"*/{HEAD_FILE}")))


def load_library(folder: Path) -> Library:
    """Load every framework in `folder`; raises `Faults` with the faults of all of them."""
    loaded: list[LoadedFramework] = []
    faults: list[Fault] = []
    for path in framework_folders(folder):
        try:
            loaded.append(load_framework(path))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(faults)
    return Library(loaded)
