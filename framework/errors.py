"""The only errors that cross a layer. Each holds what, where and how to mend as data; `language.texts` words them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Step = str | int
Loc = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in what a person wrote: a code worded in `lang/*.yaml`, and where it stands.

    `code` names the texts `fault.<code>`; `details` fills them. `file` is shown as given, `line` counts from 1
    (absent where a file has no lines to name), `where` is the path inside the file, ready to show.
    """

    code: str
    details: Mapping[str, object] = field(default_factory=dict[str, object])
    file: str | None = None
    line: int | None = None
    where: str = ""


class KaderwijzerError(Exception):
    """Anything the product itself refuses. House rule: only these cross a layer."""


class Faults(KaderwijzerError):
    """Every fault of one input, in file order; nothing of that input was used."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Hold `faults`, at least one."""
        self.faults = tuple(faults)
        super().__init__(", ".join(f"{f.file}:{f.line}: {f.code} ({f.where})" for f in self.faults))


class NoProfile(KaderwijzerError):
    """The lens has no profile (DESIGN section 7: opinions of professionals are not rubric levels)."""


class Unknown(KaderwijzerError):
    """There is no such thing, or none that this person may know of; nothing that leaves the program tells which.

    `reason` is for the program's own log alone.
    """

    def __init__(self, reason: str = "absent") -> None:
        """Hold the reason, which no message shows."""
        self.reason = reason
        super().__init__()


class Stale(KaderwijzerError):
    """The entry of `key` was changed elsewhere since the person saw it; nothing was written. Read it again."""

    def __init__(self, key: str) -> None:
        """Hold the key of the entry."""
        self.key = key
        super().__init__(key)


class NotWhole(KaderwijzerError):
    """What was typed is not yet what it has to be before it can be kept; it stays on the screen."""


class NoServer(KaderwijzerError):
    """The setting names no server that can count. `code` is worded under `web.limits` in `lang/`."""

    def __init__(self, code: str, **details: str) -> None:
        """Hold the code, and the details that fill its text."""
        self.code, self.details = code, details
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that must hold in a database and does not. `code` is worded under `storage.breach` in `lang/`."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict[str, object])


class Unsound(KaderwijzerError):
    """A database with breaches, at least one; nothing was done with it."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        """Hold the breaches."""
        self.breaches = tuple(breaches)
        super().__init__(", ".join(breach.code for breach in self.breaches))


class NameTaken(KaderwijzerError):
    """Something else goes by that name already; nothing was written."""


ANSWERS_CLOSED = ("no_key", "other_key", "bad_key")
"""Why answers cannot be sealed or opened: nobody can begin, answer or count a check then; all else can be used."""


class Unavailable(KaderwijzerError):
    """The store cannot be used now, so nothing was written. `code` is worded under `storage.trouble` in `lang/`."""

    def __init__(self, code: str, **details: object) -> None:
        """Hold the code, and the details that fill its text."""
        self.code, self.details = code, details
        super().__init__(": ".join(map(str, (code, *details.values()))))


class Ended(KaderwijzerError):
    """The link is right, but this cannot be done any more; nothing was kept. `code` says why.

    `closed`: the check was closed. `expired`: its last day is over. `used`: a link for one person was used. `gone`:
    this phone holds no answers that can still be changed (sent, or stopped).
    """

    def __init__(self, code: str) -> None:
        """Hold the code, worded under `practice.ended` in `lang/`."""
        self.code = code
        super().__init__(code)


class TooFew(KaderwijzerError):
    """A group has sent fewer than `DISCLOSURE_THRESHOLD` answers: nothing is revealed, and the check stays open."""
