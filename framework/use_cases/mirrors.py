"""Which closed checks can stand beside an assessment: each one, and those of one kind put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from framework.assessing.beside import ClosedCheck, Kind
from framework.instrument.wordings import Stage
from framework.keeping.streams import Stream
from framework.use_cases.check import shown_checks
from framework.use_cases.codec import load_head
from framework.use_cases.dossier import Dossier

_READ_IN = "read-in-"


@dataclass(frozen=True, slots=True)
class Mirrors:
    """The closed checks beside an assessment, those read in from a file first, the one that was closed last at the end.

    `choices`: by what names it, the places in `checks` of what can be shown: a check by its id, and by their kind and
    stage two or more that asked the same. `own`: how many were closed here.
    """

    checks: tuple[ClosedCheck, ...]
    choices: Mapping[str, tuple[int, ...]]
    own: int

    def chosen(self, wanted: str | None) -> tuple[int, ...]:
        """Return the places of what was asked for, or of the last check where that is not there; none without any."""
        last = tuple(range(len(self.checks)))[-1:]
        return self.choices.get(wanted or "", last)


def find_mirrors(dossier: Dossier, streams: Sequence[Stream]) -> Mirrors:
    """Return what can be shown beside an assessment, of all checks of its project: those of its moment and version."""
    moment = load_head(dossier.stream).moment
    of_moment = [stream for stream in streams if load_head(stream).moment == moment]
    read_in = dossier.assessment.opinions
    shown = shown_checks(of_moment, dossier.loaded.content_hash)
    names = [*(f"{_READ_IN}{number}" for number in range(len(read_in))), *(name for name, _ in shown)]
    checks = (*read_in, *(check for _, check in shown))
    choices: dict[str, tuple[int, ...]] = {name: (place,) for place, name in enumerate(names)}
    for kind, stage in product(Kind, (None, *Stage)):
        alike = [place for place, check in enumerate(checks) if (check.kind, check.stage) == (kind, stage)]
        places = tuple(place for place in alike if checks[place].asked == checks[alike[-1]].asked)
        if len(places) > 1:
            choices[f"{kind}-{stage}" if stage else kind.value] = places
    return Mirrors(checks, choices, len(shown))
