"""Closed practice checks made in a line, plainly invented, and reports that lie beside them."""

from collections.abc import Mapping
from datetime import date

from framework.assessing.beside import ClosedCheck, Distribution, Results
from framework.assessing.record import (
    RECORD,
    Assessment,
    Evidence,
    FrameworkRef,
    Lens,
    Moment,
    Project,
    Scope,
    Scored,
    Unscored,
)
from framework.instrument.loader import LoadedFramework
from framework.reporting.report import Report, make_report

DAY = date(2026, 11, 22)
PROOF = (Evidence(quote="Dat staat er.", location="r. 1"),)


def distribution(*counts: int, unsure: int = 0, blank: int = 0, remarks: tuple[str, ...] = ()) -> Distribution:
    """So many people for each answer, from the lowest up."""
    return Distribution(levels=dict(enumerate(counts)), unsure=unsure, blank=blank, remarks=remarks)


def closed(distributions: Mapping[str, Distribution], sent: int = 8, **texts: tuple[str, ...]) -> ClosedCheck:
    """What a check says that closed on the day of the tests."""
    return ClosedCheck(closed=DAY, sent=sent, distributions=dict(distributions), **texts)


def beside(
    loaded: LoadedFramework,
    levels: Mapping[str, int | None],
    results: Results | None = None,
    *,
    language: str = "nl",
    scope: Scope = Scope.FULL,
    project: str = "Een verzonnen onderzoek",
    proven: bool = True,
) -> Report:
    """A report with `levels` (none: not yet known), with evidence unless not `proven`, and `results` beside it."""
    ratings: dict[str, Scored | Unscored] = {
        identifier: Unscored.model_validate({"not_scored": "not_yet_known"}, strict=False)
        if level is None
        else Scored(level=level, evidence=PROOF if proven else ())
        for identifier, level in levels.items()
    }
    assessment = Assessment(
        record=RECORD,
        framework=FrameworkRef(id=loaded.framework.id, version=loaded.framework.version),
        project=Project(title=project, document_type=loaded.framework.document_types[0].id),
        lens=Lens.SELF,
        scope=scope,
        moment=Moment.PROPOSAL,
        date=DAY,
        ratings=ratings,
        opinions=(ClosedCheck(**dict(results)),) if results else (),
    )
    return make_report(loaded, assessment, language)
