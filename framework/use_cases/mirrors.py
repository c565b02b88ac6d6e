"""Which closed checks can stand beside an assessment: each one, and those of one kind put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from framework.assessing.beside import ClosedCheck, Kind
from framework.instrument.wordings import ResearchStage
from framework.keeping.streams import Stream
from framework.use_cases.check import shown_checks
from framework.use_cases.codec import load_head
from framework.use_cases.dossier import Dossier

_READ_IN = "read-in-"


@dataclass(frozen=True, slots=True)
class Mirrors:
    """The closed checks beside an assessment, those read in from a file first, the one that was closed last at the end.

    `choices`: by what names it, the places in `checks` of what can be shown: a check by its id, and by their kind and
    stage two or more that asked the same, those that the most checks asked (the latest of as many). `own`: how many
    were closed here.
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
    for kind, stage in product(Kind, (None, *ResearchStage)):
        alike = [place for place, check in enumerate(checks) if (check.kind, check.stage) == (kind, stage)]
        places = max((_asked_alike(checks, alike, place) for place in reversed(alike)), key=len, default=())
        if len(places) > 1:
            choices[f"{kind}-{stage}" if stage else kind.value] = places
    return Mirrors(checks, choices, len(shown))


def _asked_alike(checks: Sequence[ClosedCheck], places: Sequence[int], of: int) -> tuple[int, ...]:
    """The places of those that asked the same in every language that both of them know."""
    return tuple(place for place in places if _is_alike(checks[place], checks[of]))


def _is_alike(one: ClosedCheck, other: ClosedCheck) -> bool:
    both = one.asked.keys() & other.asked.keys()
    return bool(one.asked) == bool(other.asked) and all(one.asked[lang] == other.asked[lang] for lang in both)
