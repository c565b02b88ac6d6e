"""The only errors that cross a layer. Each holds what, where and how to mend as data; `framework.text` words them."""

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
